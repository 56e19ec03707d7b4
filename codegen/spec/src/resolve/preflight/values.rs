//! The kinds of values that rules distinguish, and the possible values at a place.

use super::made::Made;
use super::places::Walker;
use crate::ast::preflight::Expectation as Written;
use crate::diag::{Applicability, Code, Diagnostic};
use crate::model::preflight::{Expectation, RequestPath};
use crate::model::{Enum, Repr, Scalar, Type, TypeKind, dump};
use crate::resolve::names::Names;
use crate::source::Spanned;

/// The kinds of values.
pub(super) enum ValueKind<'a> {
    Text,
    Url,
    Whole(Scalar),
    Float,
    Decimal,
    Flag,
    /// Dates and points in time in every spelling.
    Time,
    Enum(&'a Enum),
    List(&'a Type),
    Map,
    /// Bytes, files, structs, unions, `any`.
    Other,
}

pub(super) fn kind<'w>(walker: &'w Walker<'_>, ty: &'w Type) -> ValueKind<'w> {
    match walker.open(ty) {
        Type::Scalar(scalar) => match scalar {
            Scalar::String => ValueKind::Text,
            Scalar::Url => ValueKind::Url,
            Scalar::Bool => ValueKind::Flag,
            Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 => ValueKind::Whole(*scalar),
            Scalar::F64 => ValueKind::Float,
            Scalar::Decimal => ValueKind::Decimal,
            Scalar::Date | Scalar::DateTime | Scalar::UnixSeconds | Scalar::UnixMillis => ValueKind::Time,
            Scalar::Base64 | Scalar::Base64Url | Scalar::Hex | Scalar::File | Scalar::Any => ValueKind::Other,
        },
        Type::List(item) => ValueKind::List(item),
        Type::Map(_) => ValueKind::Map,
        Type::Named(id) => match &walker.api.types[*id].kind {
            TypeKind::Enum(values) => ValueKind::Enum(values),
            _ => ValueKind::Other,
        },
        Type::Applied(..) | Type::Parameter(_) | Type::Nullable(_) | Type::Limited(..) | Type::Error => {
            ValueKind::Other
        }
    }
}

/// The values of `one_of` or `when`, in the spelling that the model has for them.
pub(super) fn values(
    walker: &Walker<'_>,
    names: &Names<'_>,
    at: &RequestPath,
    values: &[Spanned<String>],
) -> Made<'static, Vec<Spanned<String>>> {
    let kind = kind(walker, &at.ty);
    let spelled = |value| Ok(Spanned::new(self::value(walker, names, at, &kind, value)?, value.span));
    values.iter().map(spelled).collect()
}

/// The expectation of a condition.
pub(super) fn expectation(
    walker: &Walker<'_>,
    names: &Names<'_>,
    at: &RequestPath,
    is: &Written,
) -> Made<'static, Expectation> {
    Ok(match is {
        Written::Present => Expectation::Present,
        Written::Absent => Expectation::Absent,
        Written::OneOf(list) => Expectation::OneOf(values(walker, names, at, list)?),
    })
}

fn value(
    walker: &Walker<'_>,
    names: &Names<'_>,
    at: &RequestPath,
    kind: &ValueKind<'_>,
    value: &Spanned<String>,
) -> Made<'static, String> {
    let text = value.as_str();
    let bad = |message: String| Diagnostic::new(Code::BadRuleValue, value.span, message);
    let shown: String = text.chars().take(40).collect();
    let found = match kind {
        ValueKind::Text => return Ok(text.to_owned()),
        ValueKind::Flag if matches!(text, "true" | "false") => return Ok(text.to_owned()),
        ValueKind::Flag => bad(format!("`{shown}` is not a boolean")).help("write `true` or `false`"),
        ValueKind::Whole(scalar) => match whole(*scalar, text) {
            Some(whole) => return Ok(whole.to_string()),
            None => bad(format!("`{shown}` is not a valid `{}`", scalar.word()))
                .help("write a whole number that the type can hold"),
        },
        ValueKind::Enum(list) => match of_enum(list, text) {
            Some(wire) => return Ok(wire),
            None => {
                let found = bad(format!("`{}` has no value `{shown}`", dump::ty(walker.api, &at.ty)));
                let known = list.values.iter().map(|value| value.wire.as_str());
                match names.guess(text, known.take(MOST_GUESSES)) {
                    Some(near) => {
                        let found = found.help(format!("did you mean `{near}`?"));
                        found.fix(value.span, near, Applicability::Guess)
                    }
                    None => found.help("write one of its values, or add this one to the enum"),
                }
            }
        },
        _ => wrong(walker, at, "values can be listed for", "strings, whole numbers, enums and booleans")
            .help("`present` works for every field, and so do `present` and `absent` in `when`"),
    };
    Err(found.into())
}

/// Nobody reads a guess among more values than these.
const MOST_GUESSES: usize = 500;

/// The value of an enum that is spelled so, in its spelling on the wire.
fn of_enum(list: &Enum, text: &str) -> Option<String> {
    let mut known = list.values.iter().map(|value| value.wire.as_str());
    match list.repr {
        Repr::String => known.find(|wire| *wire == text).map(str::to_owned),
        Repr::Int => {
            let number = text.parse::<i64>().ok()?;
            known.any(|wire| wire.parse() == Ok(number)).then(|| number.to_string())
        }
    }
}

/// A rule that is for other types.
pub(super) fn wrong(walker: &Walker<'_>, at: &RequestPath, rule: &str, types: &str) -> Diagnostic {
    let ty = dump::ty(walker.api, &at.ty);
    Diagnostic::new(Code::WrongRule, at.span, format!("{rule} {types}, but this is `{ty}`"))
}

/// A whole number that a type can hold.
pub(super) fn whole(scalar: Scalar, text: &str) -> Option<i128> {
    let value: i128 = text.strip_prefix('+').map_or(text, |_| "").parse().ok()?;
    let (least, most) = scalar.bounds()?;
    (least..=most).contains(&value).then_some(value)
}
