//! The file of a tag: its operations and their methods.

use quote::quote;

use super::asynchrony::Asynchrony;
use super::operations::{self, method};
use super::tokens::runtime;
use crate::plan::TagItem;
use crate::render::Item;

/// `<tag>.rs`.
pub(super) fn emit(tag: &TagItem) -> Vec<Item> {
    let TagItem { statics, .. } = tag;
    let methods = |head, asynchrony| Item::Impl {
        head,
        members: tag.operations.iter().map(|at| method(at, &asynchrony)).collect(),
    };
    let mut items = vec![
        Item::Rust(runtime()),
        Item::Rust(quote! {
            use super::client::{Client #(, #statics)*};
            use super::errors::{Error, ErrorCode};
            use super::types;
        }),
    ];
    items.extend(tag.operations.iter().flat_map(operations::emit));
    items.push(methods(quote!(impl Client), Asynchrony::asynchronous()));
    items.push(Item::Block {
        head: "rt::with_blocking!",
        items: vec![methods(quote!(impl super::blocking::Client), Asynchrony::blocking())],
    });
    items
}
