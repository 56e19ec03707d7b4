//! Unions: the enum, its conversions, and how the runtime tells its types apart.

use quote::quote;

use super::doc;
use crate::plan::UnionItem;
use crate::plan::source::source;
use crate::render::{Item, Table};

/// The items of one union.
pub(super) fn emit(union: &UnionItem) -> Vec<Item> {
    let docs = doc(&union.docs);
    let ident = &union.ident;
    let attributes = &union.attributes;
    let unknown = &union.unknown;
    let variants = union.variants.iter().map(|variant| {
        let docs = doc(&variant.docs);
        let ident = &variant.ident;
        let ty = &variant.ty;
        quote!(#docs #ident(#ty),)
    });
    let mut items = vec![Item::Rust(quote! {
        #docs
        #attributes
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #ident {
            #(#variants)*
            #unknown
        }
    })];
    items.extend(union.conversions.iter().map(|conversion| {
        let ty = &conversion.ty;
        let variant = &conversion.variant;
        let value = &conversion.value;
        Item::Rust(quote! {
            impl ::core::convert::From<#ty> for #ident {
                fn from(value: #ty) -> Self {
                    Self::#variant(#value)
                }
            }
        })
    }));
    let rows = union
        .variants
        .iter()
        .map(|variant| source!("{}({}){}", &variant.ident, &variant.ty, variant.wire.clone()));
    items.push(Item::Table(Table {
        head: union.macro_name,
        name: source!("{}{}", ident, union.tag.clone()),
        rows: rows.collect(),
    }));
    items
}
