//! The items of `types.rs`.

use proc_macro2::{Ident, TokenStream, TokenTree};

use super::docs::{Docs, Markdown, code};
use super::names::Request;
use super::rust_types::in_types;
use super::source::Source;
use super::type_docs::{deprecate, type_docs};
use super::{AliasItem, Cx, EnumItem, Runtime, TypeItem, VariantItem, requests, structs, unions, values};
use stubwright_spec::model::{Enum, Repr, Type, TypeDef, TypeKind};

/// The items in spec order; request structs that no type provides come last.
pub(super) fn plan(cx: &Cx<'_>) -> Vec<TypeItem> {
    let defs = cx.api.types.enumerate();
    let defs = defs.map(|(id, def)| (id, def, &cx.names.types[id], cx.names.members[id].as_slice()));
    let mut items: Vec<TypeItem> = defs
        .map(|(id, def, ident, members)| match &def.kind {
            TypeKind::Struct(fields) => {
                TypeItem::Struct(Box::new(structs::plan(cx, id, def, fields, (ident, members))))
            }
            TypeKind::Union(union) => TypeItem::Union(unions::plan(cx, id, def, union, (ident, members))),
            TypeKind::Enum(values) => TypeItem::Enum(enumeration(def, values, ident, members)),
            TypeKind::Alias(ty) => TypeItem::Alias(AliasItem {
                ident: ident.clone(),
                docs: alias_docs(cx, def, ty),
                ty: in_types(cx, ty),
            }),
        })
        .collect();
    for (id, endpoint) in cx.api.endpoints.enumerate() {
        if let Request::Wrapper(ident) = &cx.names.requests[id] {
            items.push(TypeItem::Struct(Box::new(requests::wrapper(cx, id, endpoint, ident))));
        }
    }
    items
}

/// Whether any of the items names the runtime.
pub(super) fn runtime(items: &[TypeItem]) -> Runtime {
    let names_it = |item: &TypeItem| match item {
        TypeItem::Enum(_) | TypeItem::Union(_) => true,
        TypeItem::Alias(alias) => names_runtime(&alias.ty),
        TypeItem::Struct(item) => {
            let mut fields = item.params.iter().chain(&item.fields);
            item.wire.is_some() || item.debug.is_some() || fields.any(|field| names_runtime(&field.ty))
        }
    };
    if items.iter().any(names_it) { Runtime::Named } else { Runtime::Unnamed }
}

fn names_runtime(tokens: &TokenStream) -> bool {
    names(tokens, "rt")
}

/// Whether a word is among the tokens.
pub(super) fn names(tokens: &TokenStream, word: &str) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == word,
        TokenTree::Group(group) => names(&group.stream(), word),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

fn alias_docs(cx: &Cx<'_>, def: &TypeDef, ty: &Type) -> Docs {
    let mut docs = type_docs(def);
    docs.add(Markdown::joined(&values::limits(cx.api, ty), " "));
    docs
}

fn enumeration(def: &TypeDef, values: &Enum, ident: &Ident, members: &[Ident]) -> EnumItem {
    let mut docs = type_docs(def);
    docs.add("Open: an unknown value is kept, and [`as_str`](Self::as_str) returns its text.");
    let variants = values.values.iter().zip(members).map(|(value, member)| {
        let mut docs = Docs::vendor_with(value.doc.as_ref(), code(value.wire.as_str()));
        deprecate(&mut docs, value.deprecated);
        VariantItem { ident: member.clone(), docs, wire: wire_literal(values.repr, value.wire.as_str()) }
    });
    EnumItem {
        ident: ident.clone(),
        docs,
        repr: match values.repr {
            Repr::String => "str",
            Repr::Int => "int",
        },
        variants: variants.collect(),
    }
}

/// The value as a Rust literal.
fn wire_literal(repr: Repr, text: &str) -> Source {
    match (repr, text.parse::<i64>()) {
        (Repr::Int, Ok(number)) => number.into(),
        _ => Source::literal(text),
    }
}
