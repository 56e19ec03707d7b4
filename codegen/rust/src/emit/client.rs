//! `client.rs`: servers, what endpoints share, operations without a tag, and the asynchronous client.

use proc_macro2::TokenStream;
use quote::quote;

use super::asynchrony::Asynchrony;
use super::clients::{definition, imports, on_default_transport};
use super::{operations, servers};
use crate::plan::{ClientItem, StaticItem};
use crate::render::Item;

/// `client.rs`.
pub(super) fn emit(client: &ClientItem) -> Vec<Item> {
    let asynchrony = Asynchrony::asynchronous();
    let mut items = imports(client);
    items.extend(servers::emit(&client.servers));
    items.extend(client.statics.iter().map(|item| shared(item, &client.shared)));
    items.extend(client.operations.iter().flat_map(operations::emit));
    items.extend(definition(client, &client.docs, &asynchrony));
    items.push(on_default_transport(&asynchrony));
    items
}

fn shared(item: &StaticItem, visibility: &TokenStream) -> Item {
    let StaticItem { ident, ty, value } = item;
    Item::Rust(quote!(#visibility static #ident: #ty = #value;))
}
