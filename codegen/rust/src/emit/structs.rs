//! Structs: definition, constructor and setters, table of wire names.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::doc;
use crate::plan::source::{Source, source};
use crate::plan::{DebugItem, DefaultItem, FieldItem, NewItem, SetterItem, StructItem};
use crate::render::{Item, Table};

/// The items of one struct.
pub(super) fn emit(strukt: &StructItem) -> Vec<Item> {
    let mut items = vec![definition(strukt)];
    items.extend(constructors(strukt));
    items.extend(strukt.default.iter().map(|item| default(strukt, item)));
    items.extend(strukt.debug.iter().map(|item| debug(strukt, item)));
    items.extend(strukt.wire.map(|head| wire(strukt, head)));
    items
}

fn definition(strukt: &StructItem) -> Item {
    let docs = doc(&strukt.docs);
    let derives = &strukt.derives;
    let ident = &strukt.ident;
    let generics = &strukt.generics;
    let fields = strukt.params.iter().chain(&strukt.fields).map(|field| {
        let docs = doc(&field.docs);
        let ident = &field.ident;
        let ty = &field.ty;
        quote!(#docs pub #ident: #ty,)
    });
    Item::Rust(quote! {
        #docs
        #[derive(#derives)]
        #[non_exhaustive]
        pub struct #ident #generics {
            #(#fields)*
        }
    })
}

fn constructors(strukt: &StructItem) -> Option<Item> {
    let ident = &strukt.ident;
    let generics = &strukt.generics;
    let members: Vec<TokenStream> =
        strukt.new.iter().map(new).chain(strukt.setters.iter().map(setter)).collect();
    (!members.is_empty()).then(|| Item::Impl { head: quote!(impl #generics #ident #generics), members })
}

fn new(new: &NewItem) -> TokenStream {
    let docs = doc(&new.docs);
    let attributes = &new.attributes;
    let arguments = new.arguments.iter().map(|argument| {
        let ident = &argument.ident;
        let ty = &argument.ty;
        quote!(#ident: #ty)
    });
    let fields = &new.fields;
    quote! {
        #docs
        #attributes
        #[must_use]
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#fields,)* }
        }
    }
}

fn setter(setter: &SetterItem) -> TokenStream {
    let docs = doc(&setter.docs);
    let deprecated = &setter.deprecated;
    let ident = &setter.ident;
    let field = &setter.field;
    let ty = &setter.ty;
    let value = &setter.value;
    quote! {
        #docs
        #deprecated
        #[must_use]
        pub fn #ident(mut self, value: #ty) -> Self {
            self.#field = #value;
            self
        }
    }
}

fn default(strukt: &StructItem, item: &DefaultItem) -> Item {
    let ident = &strukt.ident;
    let generics = &item.generics;
    Item::Rust(quote! {
        impl #generics ::core::default::Default for #ident #generics {
            fn default() -> Self {
                Self::new()
            }
        }
    })
}

fn debug(strukt: &StructItem, item: &DebugItem) -> Item {
    let ident = &strukt.ident;
    let generics = &strukt.generics;
    let DebugItem { bounds, name, fields } = item;
    let fields = fields.iter().map(|(name, shown)| quote!(.field(#name, #shown)));
    Item::Rust(quote! {
        impl #bounds ::core::fmt::Debug for #ident #generics {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_struct(#name) #(#fields)* .finish()
            }
        }
    })
}

fn wire(strukt: &StructItem, head: &'static str) -> Item {
    Item::Table(Table {
        head,
        name: source!("{}{}", &strukt.ident, &strukt.generics),
        rows: strukt.fields.iter().map(row).collect(),
    })
}

/// `page_size: default(20) "pageSize" | "size"`, `pin: required as text "pin" secret`
fn row(field: &FieldItem) -> Source {
    let names: Vec<Source> =
        std::iter::once(&field.wire).chain(&field.aliases).map(|name| Source::literal(name)).collect();
    let kind = &field.kind;
    let value = kind.value.as_ref().map(|value| source!("({})", value)).unwrap_or_default();
    let names = Source::joined(&names, " | ");
    source!("{}: {}{}{} {}{}", &field.ident, kind.presence, value, kind.spelling, names, kind.secret)
}
