//! The file of a tag: its operations and their methods.

use quote::quote;

use super::operations::{self, Asynchrony, method};
use super::tokens::runtime;
use crate::plan::TagItem;
use crate::render::Item;

/// `<tag>.rs`.
pub(super) fn emit(tag: &TagItem) -> Vec<Item> {
    let TagItem { statics, .. } = tag;
    let methods = |asynchrony| tag.operations.iter().map(move |at| method(at, asynchrony)).collect();
    let mut items = vec![
        Item::Rust(runtime()),
        Item::Rust(quote! {
            use super::client::{Client #(, #statics)*};
            use super::errors::{Error, ErrorCode};
            use super::types;
        }),
    ];
    items.extend(tag.operations.iter().flat_map(operations::emit));
    items.push(Item::Impl { head: quote!(impl Client), members: methods(Asynchrony::Async) });
    items.push(Item::Block {
        head: "rt::with_blocking!",
        items: vec![
            Item::Rust(quote!(
                use super::client::BlockingClient;
            )),
            Item::Impl { head: quote!(impl BlockingClient), members: methods(Asynchrony::Blocking) },
        ],
    });
    items
}
