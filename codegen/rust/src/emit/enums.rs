//! Open enums.

use quote::quote;

use super::tokens::doc;
use crate::plan::EnumItem;
use crate::plan::source::source;
use crate::render::{Item, Table};

/// The enum, and its table of wire values.
pub(super) fn emit(enm: &EnumItem) -> Vec<Item> {
    let docs = doc(&enm.docs);
    let ident = &enm.ident;
    let variants = enm.variants.iter().map(|variant| {
        let docs = doc(&variant.docs);
        let ident = &variant.ident;
        quote!(#docs #ident,)
    });
    let rows = enm.variants.iter().map(|variant| source!("{} = {}", &variant.ident, variant.wire.clone()));
    vec![
        Item::Rust(quote! {
            #docs
            #[derive(Debug, Clone, PartialEq, Eq, Hash)]
            #[non_exhaustive]
            pub enum #ident {
                #(#variants)*
                #[doc(hidden)]
                __Unknown(rt::Unknown),
            }
        }),
        Item::Table(Table {
            head: "rt::open_enum!",
            name: source!("{}: {}", ident, enm.repr),
            rows: rows.collect(),
        }),
    ]
}
