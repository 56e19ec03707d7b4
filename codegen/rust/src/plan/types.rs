//! Types: model type → Rust type, and the items of `types.rs`.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

use super::docs::{Docs, Markdown, code, markdown};
use super::names::{self, Request};
use super::paths::Paths;
use super::source::Source;
use super::{AliasItem, Cx, EnumItem, Runtime, TypeItem, VariantItem, requests, structs, unions, values};
use stubwright_spec::model::{Enum, Repr, Scalar, Type, TypeDef, TypeKind};

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

/// The Rust type inside `types.rs`.
pub(super) fn in_types(cx: &Cx<'_>, ty: &Type) -> TokenStream {
    rust_type(cx, ty, &cx.paths, &quote!())
}

/// The Rust type as the client names it.
pub(super) fn in_client(cx: &Cx<'_>, ty: &Type) -> TokenStream {
    rust_type(cx, ty, &Paths::short(), &quote!(types::))
}

fn rust_type(cx: &Cx<'_>, ty: &Type, paths: &Paths, prefix: &TokenStream) -> TokenStream {
    let Paths { string, vec, .. } = paths;
    match ty {
        Type::Scalar(Scalar::String) => string.clone(),
        Type::Scalar(Scalar::Bool) => quote!(bool),
        Type::Scalar(Scalar::I32) => quote!(i32),
        Type::Scalar(Scalar::I64) => quote!(i64),
        Type::Scalar(Scalar::U32) => quote!(u32),
        Type::Scalar(Scalar::U64) => quote!(u64),
        Type::Scalar(Scalar::F64) => quote!(f64),
        Type::Scalar(Scalar::Decimal) => quote!(rt::Decimal),
        Type::Scalar(Scalar::Date) => quote!(rt::Date),
        Type::Scalar(Scalar::DateTime) => quote!(rt::DateTime),
        Type::Scalar(Scalar::UnixSeconds) => quote!(rt::UnixSeconds),
        Type::Scalar(Scalar::UnixMillis) => quote!(rt::UnixMillis),
        Type::Scalar(Scalar::Url) => quote!(rt::Url),
        Type::Scalar(Scalar::Base64) => quote!(rt::Base64),
        Type::Scalar(Scalar::Base64Url) => quote!(rt::Base64Url),
        Type::Scalar(Scalar::Hex) => quote!(rt::Hex),
        Type::Scalar(Scalar::File) => quote!(rt::File),
        Type::Scalar(Scalar::Any) | Type::Error => quote!(rt::Json),
        Type::List(inner) => {
            let inner = rust_type(cx, inner, paths, prefix);
            quote!(#vec<#inner>)
        }
        Type::Map(inner) => {
            let inner = rust_type(cx, inner, paths, prefix);
            quote!(::std::collections::BTreeMap<#string, #inner>)
        }
        Type::Named(id) => {
            let ident = &cx.names.types[*id];
            quote!(#prefix #ident)
        }
        Type::Applied(id, argument) => {
            let ident = &cx.names.types[*id];
            let argument = rust_type(cx, argument, paths, prefix);
            quote!(#prefix #ident<#argument>)
        }
        Type::Parameter(name) => {
            let ident = parameter(cx, name);
            quote!(#ident)
        }
        Type::Nullable(inner) => {
            let option = &paths.option;
            let inner = rust_type(cx, inner, paths, prefix);
            quote!(#option<#inner>)
        }
        Type::Limited(inner, _) => rust_type(cx, inner, paths, prefix),
    }
}

/// The parameter of a generic type: as written, unless a type of the spec has that name in Rust.
pub(super) fn parameter(cx: &Cx<'_>, name: &str) -> Ident {
    let mut ident = names::ident(name);
    while cx.names.types.iter().any(|taken| *taken == ident) {
        ident = names::ident(&format!("{ident}_"));
    }
    ident
}

fn alias_docs(cx: &Cx<'_>, def: &TypeDef, ty: &Type) -> Docs {
    let mut docs = type_docs(def);
    docs.add(Markdown::joined(&values::limits(cx.api, ty), " "));
    docs
}

pub(super) fn type_docs(def: &TypeDef) -> Docs {
    let mut docs = Docs::vendor_with(def.doc.as_ref(), "");
    if docs.lines().is_empty() {
        docs = Docs::ours(markdown!("The type {} of the API.", code(def.name.as_str())));
    }
    deprecate(&mut docs, def.deprecated);
    docs
}

pub(super) fn deprecate(docs: &mut Docs, deprecated: bool) {
    if deprecated {
        docs.add("Deprecated by the vendor.");
    }
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
