//! Model type → Rust type.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Cx;
use super::names::ident;
use super::paths::Paths;
use stubwright_spec::model::{Scalar, Type};

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
    let mut parameter = ident(name);
    while cx.names.types.iter().any(|taken| *taken == parameter) {
        parameter = ident(&format!("{parameter}_"));
    }
    parameter
}
