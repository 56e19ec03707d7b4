//! Written values as Rust expressions, and what the documentation says of ranges.

use super::Cx;
use super::docs::{Markdown, code, markdown, number};
use super::names::Name;
use super::syntax::{Expr, Path, Std};
use stubwright_spec::model::{
    Api, Enum, Range, Repr, Sample, SampleKind, Scalar, Type, TypeId, TypeKind, dump,
};

/// A default as an expression; the checks let only those through that have one.
pub(super) fn expression(cx: &Cx<'_>, ty: &Type, sample: &Sample) -> Expr {
    let text = match &sample.kind {
        SampleKind::Plain(text) | SampleKind::Quoted(text) => text.as_str(),
        SampleKind::List(_) => return Expr::Path(Path::OfStd(Std::Vec, "new")).called([]),
        SampleKind::Map(_) => return Expr::call("::std::collections::BTreeMap::new", []),
        SampleKind::Null => "",
    };
    match cx.api.behind_aliases(ty) {
        Type::Named(id) => enum_value(cx, *id, text),
        Type::Scalar(Scalar::Bool) => Expr::Flag(text == "true"),
        Type::Scalar(Scalar::F64) => {
            Expr::Float(text.parse::<f64>().ok().filter(|number| number.is_finite()).unwrap_or_default())
        }
        Type::Scalar(Scalar::UnixSeconds) => Expr::call("rt::UnixSeconds::new", [integer(text)]),
        Type::Scalar(Scalar::UnixMillis) => Expr::call("rt::UnixMillis::new", [integer(text)]),
        Type::Scalar(scalar) if scalar.is_integer() => integer(text),
        Type::Scalar(Scalar::Decimal) => Expr::call("rt::Decimal::fixed", [Expr::text(text)]),
        Type::Scalar(Scalar::Date) => Expr::call("rt::Date::fixed", [Expr::text(text)]),
        Type::Scalar(Scalar::DateTime) => Expr::call("rt::DateTime::fixed", [Expr::text(text)]),
        Type::Scalar(Scalar::Url) => Expr::call("rt::Url::fixed", [Expr::text(text)]),
        _ => Expr::Path(Path::OfStd(Std::String, "from")).called([Expr::text(text)]),
    }
}

fn integer(text: &str) -> Expr {
    Expr::integer(text.parse::<i128>().unwrap_or_default())
}

fn enum_value(cx: &Cx<'_>, id: TypeId, text: &str) -> Expr {
    let position = match &cx.api.types[id].kind {
        TypeKind::Enum(values) => position(values, text),
        _ => None,
    };
    let member = position.and_then(|at| cx.names.members[id].get(at));
    let of = |member: &Name| Path::OfApi(cx.names.types[id].clone(), member.clone());
    Expr::Path(member.map_or(Path::Local(cx.names.types[id].clone()), of))
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

/// The ranges of a type, one sentence each.
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
    // The noun that the last number of the sentence counts.
    let is_one = limits.most.as_ref().or(limits.least.as_ref()).is_some_and(|last| last == "1");
    let unit = match (api.behind_aliases(ty), is_one) {
        (Type::Scalar(Scalar::String), false) => " characters",
        (Type::Scalar(Scalar::String), true) => " character",
        (Type::List(_) | Type::Map(_), false) => " elements",
        (Type::List(_) | Type::Map(_), true) => " element",
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
