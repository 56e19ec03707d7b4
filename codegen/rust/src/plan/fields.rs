//! Fields, and how callers set them.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{Docs, Markdown, code, markdown};
use super::paths::Paths;
use super::rust_types::in_types;
use super::type_docs::deprecate;
use super::{Cx, FieldItem, FieldKind, values};
use stubwright_spec::model::{Field, Scalar, Spelling, Type, TypeId};

/// A field together with how callers set it.
pub(super) struct Part {
    pub(super) field: FieldItem,
    pub(super) start: Start,
    pub(super) secrecy: Secrecy,
}

/// Whether a field is shown by `Debug`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Secrecy {
    Shown,
    Hidden,
}

/// Where the first value of a field comes from.
pub(super) enum Start {
    /// An argument of the constructor.
    Argument(Setting),
    /// A value, which a setter changes.
    Value { value: TokenStream, setter: Setting, stored: Stored, deprecated: Option<TokenStream> },
}

/// How a setter stores its argument.
#[derive(Clone, Copy)]
pub(super) enum Stored {
    /// `Some` of its argument.
    Some,
    /// The argument.
    Plain,
}

/// How a value is passed: the type of the argument, and what is done with it.
pub(super) struct Setting {
    pub(super) ty: TokenStream,
    /// `.into()`, or nothing.
    pub(super) conversion: TokenStream,
}

/// A field of `owner`, or of no type of the spec.
pub(super) fn part(cx: &Cx<'_>, owner: Option<TypeId>, field: &Field, ident: &Ident) -> Part {
    let Paths { option, boxed, none, .. } = &cx.paths;
    let is_boxed = owner.is_some_and(|owner| cx.analysis.closes_circle(owner, &field.ty));
    let ty = field.ty.not_null();
    let mut inner = in_types(cx, ty);
    if is_boxed {
        inner = quote!(#boxed<#inner>);
    }
    let deprecated = field.deprecated.then(|| quote!(#[deprecated = "deprecated by the vendor"]));
    let default = field.default.as_ref().map(|sample| values::expression(cx, ty, sample));
    let is_nullable = matches!(field.ty.value, Type::Nullable(_));
    let into = |ty: &TokenStream| converted(cx, ty);
    let (rust, presence, start) = match (&default, field.optional, is_nullable) {
        (Some(value), _, _) => {
            let setter = setting(cx, ty, inner.clone());
            let start = Start::Value { value: value.clone(), setter, stored: Stored::Plain, deprecated };
            (inner, "default", start)
        }
        (None, true, true) => {
            let rust = quote!(rt::Patch<#inner>);
            let value = quote!(rt::Patch::Absent);
            let start = Start::Value { value, setter: into(&rust), stored: Stored::Plain, deprecated };
            (rust, "patch", start)
        }
        (None, true, false) => {
            let setter = if is_boxed { into(&inner) } else { setting(cx, ty, inner.clone()) };
            let start = Start::Value { value: none.clone(), setter, stored: Stored::Some, deprecated };
            (quote!(#option<#inner>), "optional", start)
        }
        (None, false, true) => {
            let rust = quote!(#option<#inner>);
            let start = Start::Argument(into(&rust));
            (rust, "nullable", start)
        }
        (None, false, false) => {
            let setting = if is_boxed { into(&inner) } else { setting(cx, ty, inner.clone()) };
            (inner, "required", Start::Argument(setting))
        }
    };
    let item = FieldItem {
        ident: ident.clone(),
        docs: field_docs(cx, field, ident),
        ty: rust,
        kind: FieldKind {
            presence,
            value: default,
            spelling: spelling(field.spelling.as_deref()),
            secret: if field.secret { " secret" } else { "" },
        },
        wire: field.wire.value.clone(),
        aliases: field.aliases.iter().map(|alias| alias.value.clone()).collect(),
    };
    Part { field: item, start, secrecy: if field.secret { Secrecy::Hidden } else { Secrecy::Shown } }
}

fn spelling(spelling: Option<&Spelling>) -> &'static str {
    match spelling {
        Some(Spelling::String) => " as text",
        Some(Spelling::Int) => " as int",
        _ => "",
    }
}

fn field_docs(cx: &Cx<'_>, field: &Field, ident: &Ident) -> Docs {
    let wire = if ident == field.wire.as_str() { Markdown::default() } else { code(&field.wire) };
    let docs = Docs::vendor_with(field.doc.as_ref(), wire);
    with_facts(cx, field, if docs.lines().is_empty() { Docs::ours(code(&field.wire)) } else { docs })
}

/// The known values of a field.
pub(super) fn with_facts(cx: &Cx<'_>, field: &Field, mut docs: Docs) -> Docs {
    let mut facts = values::limits(cx.api, &field.ty);
    facts.extend(field.default.as_ref().map(|sample| markdown!("Default: {}.", values::shown(sample))));
    facts.extend(field.example.as_ref().map(|sample| markdown!("Example: {}.", values::shown(sample))));
    if field.secret {
        facts.push(Markdown::from("Secret: `Debug` and errors don't show it."));
    }
    docs.add(Markdown::joined(&facts, " "));
    deprecate(&mut docs, field.deprecated);
    docs
}

/// Numbers and flags are taken as they are, so that literals need no suffix; everything else by `Into`.
pub(super) fn setting(cx: &Cx<'_>, ty: &Type, rust: TokenStream) -> Setting {
    let is_number = |scalar: &Scalar| scalar.is_integer() || matches!(scalar, Scalar::Bool | Scalar::F64);
    match cx.api.behind_aliases(ty) {
        Type::Scalar(scalar) if is_number(scalar) => Setting { ty: rust, conversion: quote!() },
        _ => converted(cx, &rust),
    }
}

pub(super) fn converted(cx: &Cx<'_>, rust: &TokenStream) -> Setting {
    let into = &cx.paths.into;
    Setting { ty: quote!(impl #into<#rust>), conversion: quote!(.into()) }
}
