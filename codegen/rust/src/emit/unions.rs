//! Unions: the enum, its conversions, and how the runtime tells its types apart.

use quote::quote;

use super::tokens::doc;
use crate::plan::source::source;
use crate::plan::{UnionArm, UnionItem};
use crate::render::{Item, Table};

/// The items of one union.
pub(super) fn emit(union: &UnionItem) -> Vec<Item> {
    let docs = doc(&union.docs);
    let ident = &union.ident;
    let attributes = &union.attributes;
    let (derives, unknown) = (&union.derives, &union.unknown);
    let variants = union.variants.iter().map(|variant| {
        let docs = doc(&variant.docs);
        let ident = &variant.ident;
        let ty = &variant.ty;
        quote!(#docs #ident(#ty),)
    });
    let mut items = vec![Item::Rust(quote! {
        #docs
        #attributes
        #[derive(#derives)]
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
    items.extend(union.debug.iter().map(|arms| debug(union, arms)));
    let rows = union
        .variants
        .iter()
        .map(|variant| source!("{}({}){}", &variant.ident, &variant.ty, variant.wire.clone()));
    items.push(Item::Table(Table {
        head: union.macro_name,
        name: source!("{}{}{}", ident, union.tag.clone(), union.secret),
        rows: rows.collect(),
    }));
    items
}

fn debug(union: &UnionItem, arms: &[UnionArm]) -> Item {
    let ident = &union.ident;
    let arms = arms.iter().map(|UnionArm { ident, name, pattern, shown }| {
        quote!(Self::#ident(#pattern) => f.debug_tuple(#name).field(#shown).finish(),)
    });
    Item::Rust(quote! {
        impl ::core::fmt::Debug for #ident {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    #(#arms)*
                }
            }
        }
    })
}
