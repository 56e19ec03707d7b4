//! Structs: definition, constructor and setters, table of wire names.

use proc_macro2::TokenStream;
use quote::quote;

use super::{doc, literal};
use crate::plan::{NewItem, SetterItem, StructItem};
use crate::render::{Item, Table};

/// The items of one struct.
pub(super) fn emit(strukt: &StructItem) -> Vec<Item> {
    let mut items = vec![definition(strukt)];
    items.extend(constructors(strukt));
    items.extend(wire(strukt));
    items
}

fn definition(strukt: &StructItem) -> Item {
    let docs = doc(&strukt.docs);
    let derives = &strukt.derives;
    let ident = &strukt.ident;
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
        pub struct #ident {
            #(#fields)*
        }
    })
}

fn constructors(strukt: &StructItem) -> Option<Item> {
    let ident = &strukt.ident;
    let members: Vec<TokenStream> =
        strukt.new.iter().map(new).chain(strukt.setters.iter().map(setter)).collect();
    (!members.is_empty()).then(|| Item::Impl { head: quote!(impl #ident), members })
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

fn wire(strukt: &StructItem) -> Option<Item> {
    let rows = strukt.fields.iter().map(|field| {
        let names: Vec<String> =
            std::iter::once(&field.wire).chain(&field.aliases).map(|name| literal(name)).collect();
        format!("{}: {} {}", field.ident, field.presence, names.join(" | "))
    });
    let head = strukt.wire?.to_owned();
    Some(Item::Table(Table { head, name: strukt.ident.to_string(), rows: rows.collect() }))
}
