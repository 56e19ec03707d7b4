//! Type aliases.

use quote::quote;

use super::tokens::doc;
use crate::plan::AliasItem;
use crate::render::Item;

/// `pub type X = …;`
pub(super) fn emit(alias: &AliasItem) -> Item {
    let docs = doc(&alias.docs);
    let ident = &alias.ident;
    let ty = &alias.ty;
    Item::Rust(quote! {
        #docs
        pub type #ident = #ty;
    })
}
