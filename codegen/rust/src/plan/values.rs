//! Written values as Rust expressions, and what the documentation says of ranges.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::Cx;
use super::docs::{Markdown, code, markdown, number};
use super::paths::Paths;
use stubwright_spec::model::{
    Api, Enum, Range, Repr, Sample, SampleKind, Scalar, Type, TypeId, TypeKind, dump,
};

/// A default as an expression; the checks let only those through that have one.
pub(super) fn expression(cx: &Cx<'_>, ty: &Type, sample: &Sample) -> TokenStream {
    let Paths { string, vec, .. } = &cx.paths;
    let text = match &sample.kind {
        SampleKind::Plain(text) | SampleKind::Quoted(text) => text.as_str(),
        SampleKind::List(_) => return quote!(#vec::new()),
        SampleKind::Map(_) => return quote!(::std::collections::BTreeMap::new()),
        SampleKind::Null => "",
    };
    match cx.api.behind_aliases(ty) {
        Type::Named(id) => enum_value(cx, *id, text),
        Type::Scalar(Scalar::Bool) => {
            let flag = text == "true";
            quote!(#flag)
        }
        Type::Scalar(Scalar::F64) => {
            let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
            let number = Literal::f64_unsuffixed(number.unwrap_or_default().abs());
            signed(text, &quote!(#number))
        }
        Type::Scalar(Scalar::UnixSeconds) => moment(&quote!(rt::UnixSeconds), text),
        Type::Scalar(Scalar::UnixMillis) => moment(&quote!(rt::UnixMillis), text),
        Type::Scalar(scalar) if scalar.is_integer() => integer(text),
        Type::Scalar(Scalar::Decimal) => quote!(rt::Decimal::fixed(#text)),
        Type::Scalar(Scalar::Date) => quote!(rt::Date::fixed(#text)),
        Type::Scalar(Scalar::DateTime) => quote!(rt::DateTime::fixed(#text)),
        Type::Scalar(Scalar::Url) => quote!(rt::Url::fixed(#text)),
        _ => quote!(#string::from(#text)),
    }
}

fn integer(text: &str) -> TokenStream {
    let number = Literal::u128_unsuffixed(text.parse::<i128>().unwrap_or_default().unsigned_abs());
    signed(text, &quote!(#number))
}

fn moment(ty: &TokenStream, text: &str) -> TokenStream {
    let number = integer(text);
    quote!(#ty::new(#number))
}

fn signed(text: &str, number: &TokenStream) -> TokenStream {
    if text.starts_with('-') { quote!(-#number) } else { number.clone() }
}

fn enum_value(cx: &Cx<'_>, id: TypeId, text: &str) -> TokenStream {
    let position = match &cx.api.types[id].kind {
        TypeKind::Enum(values) => position(values, text),
        _ => None,
    };
    let ident = &cx.names.types[id];
    let member = position.and_then(|at| cx.names.members[id].get(at));
    quote!(#ident::#member)
}

fn position(values: &Enum, text: &str) -> Option<usize> {
    let number = text.parse::<i64>().ok().filter(|_| values.repr == Repr::Int);
    values.values.iter().position(|value| match number {
        Some(number) => value.wire.value.parse() == Ok(number),
        None => value.wire.value == text,
    })
}

/// A written value in the documentation.
pub(super) fn shown(sample: &Sample) -> Markdown {
    match &sample.kind {
        SampleKind::Plain(text) | SampleKind::Quoted(text) => code(text),
        _ => code(&dump::shown(sample)),
    }
}

/// What the ranges of a type say, one sentence each.
pub(super) fn limits(api: &Api, ty: &Type) -> Vec<Markdown> {
    match ty {
        Type::Limited(inner, limits) => {
            let mut all = vec![sentence(api, inner, limits)];
            all.extend(self::limits(api, inner));
            all
        }
        Type::Nullable(inner) => limits(api, inner),
        Type::List(inner) | Type::Map(inner) => {
            limits(api, inner).iter().map(|limit| markdown!("Each element: {}", limit.lower())).collect()
        }
        Type::Scalar(_) | Type::Named(_) | Type::Applied(..) | Type::Parameter(_) | Type::Error => Vec::new(),
    }
}

fn sentence(api: &Api, ty: &Type, limits: &Range) -> Markdown {
    let unit = match api.behind_aliases(ty) {
        Type::Scalar(Scalar::String) => " characters",
        Type::List(_) | Type::Map(_) => " elements",
        _ => "",
    };
    match (&limits.least, &limits.most) {
        (Some(least), Some(most)) if least == most => markdown!("Exactly {}{}.", number(least), unit),
        (Some(least), Some(most)) => markdown!("From {} to {}{}.", number(least), number(most), unit),
        (Some(least), None) => markdown!("At least {}{}.", number(least), unit),
        (None, Some(most)) => markdown!("At most {}{}.", number(most), unit),
        (None, None) => Markdown::default(),
    }
}
