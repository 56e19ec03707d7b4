//! The values that clients read: the declared form, and others that servers write instead. A sample of either is right.
//!
//! The reader of the runtime decides; this follows it.

use crate::calendar::{is_date, is_date_of_servers, is_time_of_servers};
use crate::model::{Api, Sample, SampleKind, Scalar, Tag, Type, TypeKind};

/// Whether a text is a value of a scalar in its declared form.
pub(super) fn declared(scalar: Scalar, text: &str) -> bool {
    match scalar {
        Scalar::String | Scalar::Any => true,
        Scalar::Bool => matches!(text, "true" | "false"),
        Scalar::I32 => text.parse::<i32>().is_ok(),
        Scalar::I64 | Scalar::UnixSeconds | Scalar::UnixMillis => text.parse::<i64>().is_ok(),
        Scalar::U32 => text.parse::<u32>().is_ok(),
        Scalar::U64 => text.parse::<u64>().is_ok(),
        Scalar::F64 => text.parse::<f64>().is_ok_and(f64::is_finite),
        Scalar::Decimal => is_decimal(text),
        Scalar::Date => is_date(text),
        Scalar::DateTime => text.get(..10).is_some_and(is_date) && text.len() >= 19,
        Scalar::Url => {
            text.split_once("://").is_some_and(|(scheme, rest)| !scheme.is_empty() && !rest.is_empty())
        }
        Scalar::Base64 => text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte)),
        Scalar::Base64Url => text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_=".contains(&byte)),
        Scalar::Hex => text.len().is_multiple_of(2) && text.bytes().all(|byte| byte.is_ascii_hexdigit()),
        Scalar::File => false,
    }
}

fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, part].iter().all(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a client reads a text, quoted or not, as this scalar.
pub(super) fn converted(scalar: Scalar, sample: &SampleKind) -> bool {
    let (text, is_quoted) = match sample {
        SampleKind::Plain(text) => (text, false),
        SampleKind::Quoted(text) => (text, true),
        SampleKind::Null | SampleKind::List(_) | SampleKind::Map(_) => return false,
    };
    match scalar {
        Scalar::Bool => ["true", "false", "1", "0"].iter().any(|flag| text.eq_ignore_ascii_case(flag)),
        Scalar::UnixSeconds => places(text).is_some_and(|places| places <= 9),
        Scalar::UnixMillis => places(text).is_some_and(|places| places <= 6),
        Scalar::Decimal => places(text).is_some(),
        Scalar::Date => is_date_of_servers(text),
        Scalar::DateTime => is_time_of_servers(text),
        scalar if scalar.is_integer() && !is_quoted => {
            whole(text).is_some_and(|digits| declared(scalar, &digits))
        }
        _ => false,
    }
}

/// Whether a client reads a value of JSON as this scalar: in its declared form, or also in those that servers write instead.
pub(super) fn of_json(scalar: Scalar, value: &SampleKind, is_lenient: bool) -> bool {
    let (text, is_quoted) = match value {
        SampleKind::Plain(text) => (text.as_str(), false),
        SampleKind::Quoted(text) => (text.as_str(), true),
        SampleKind::Null | SampleKind::List(_) | SampleKind::Map(_) => return scalar == Scalar::Any,
    };
    let is_number = !is_quoted && !matches!(text, "true" | "false");
    match scalar {
        Scalar::Any => true,
        Scalar::File => false,
        Scalar::String => is_quoted || is_lenient,
        Scalar::Bool if is_quoted || is_number => is_lenient && converted(scalar, value),
        Scalar::Bool => true,
        Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 => {
            let digits = match (is_quoted, is_lenient) {
                (true, true) => is_integer(text).then(|| text.to_owned()),
                (true, false) => None,
                (false, true) => whole(text),
                (false, false) => is_integer(text).then(|| text.to_owned()),
            };
            digits.is_some_and(|digits| declared(scalar, &digits))
        }
        Scalar::F64 => {
            let is_form = text.strip_prefix('-').unwrap_or(text).starts_with(|c: char| c.is_ascii_digit());
            (is_number || (is_quoted && is_lenient)) && is_form && declared(scalar, text)
        }
        Scalar::UnixSeconds | Scalar::UnixMillis => (is_number || is_lenient) && converted(scalar, value),
        Scalar::Decimal => (is_number || is_quoted) && converted(scalar, value),
        Scalar::Date | Scalar::DateTime => is_quoted && converted(scalar, value),
        Scalar::Url | Scalar::Base64 | Scalar::Base64Url | Scalar::Hex => is_quoted && declared(scalar, text),
    }
}

/// At most twenty digits, with a sign or without.
fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    (1..=20).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a value is `null`, or an empty text, list or map.
pub(super) fn is_nothing(sample: &Sample) -> bool {
    is_empty(sample) || sample.text().is_some_and(str::is_empty)
}

/// Whether a client reads a value as none, where there may be none: an empty text, a date of zeros, an empty list for an
/// object.
pub(super) fn is_absence(api: &Api, ty: &Type, sample: &Sample) -> bool {
    let ty = api.behind_aliases(ty);
    match &sample.kind {
        SampleKind::Plain(text) | SampleKind::Quoted(text) if text.is_empty() => true,
        SampleKind::Plain(text) | SampleKind::Quoted(text) => {
            matches!(ty, Type::Scalar(Scalar::Date | Scalar::DateTime)) && is_zero(text)
        }
        SampleKind::List(items) if items.is_empty() => match ty {
            Type::Applied(..) => true,
            Type::Named(id) => match &api.types[*id].kind {
                TypeKind::Struct(_) => true,
                TypeKind::Union(union) => union.tag != Tag::None,
                _ => false,
            },
            _ => false,
        },
        _ => false,
    }
}

/// Whether a client reads a value as an empty list or map.
pub(super) fn is_empty(sample: &Sample) -> bool {
    match &sample.kind {
        SampleKind::Null => true,
        SampleKind::List(items) => items.is_empty(),
        SampleKind::Map(entries) => entries.is_empty(),
        SampleKind::Plain(_) | SampleKind::Quoted(_) => false,
    }
}

/// `0000-00-00 00:00:00` and the like.
fn is_zero(text: &str) -> bool {
    let zeros = text.bytes().filter(|byte| *byte == b'0').count();
    zeros >= 8 && text.bytes().all(|byte| b"0-/: .TZ".contains(&byte))
}

/// A number taken apart: its sign, its digits without the point, and the power of ten that they are divided by.
fn digits(text: &str) -> Option<(&str, String, i64)> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let sign = text.get(..text.len() - unsigned.len())?;
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_number = !mantissa.ends_with('.') && !mantissa.is_empty();
    let all = [whole, fraction].concat();
    if !is_number || !all.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let places = i64::try_from(fraction.len()).ok()?.checked_sub(exponent.parse::<i32>().ok()?.into())?;
    Some((sign, all, places))
}

/// The digits after the point of a number; `None` if it is not one.
fn places(text: &str) -> Option<i64> {
    let (_, digits, places) = digits(text)?;
    let zeros = digits.len() - digits.trim_end_matches('0').len();
    Some(places.saturating_sub(i64::try_from(zeros).ok()?).max(0))
}

/// The digits of a whole number that is written with a point or an exponent: `1000` for `1e3`.
pub(super) fn whole(text: &str) -> Option<String> {
    let (sign, mut digits, places) = digits(text)?;
    if digits.bytes().all(|digit| digit == b'0') {
        return Some(String::from("0"));
    }
    for _ in 0..places {
        if digits.pop() != Some('0') {
            return None;
        }
    }
    for _ in places..0 {
        if digits.len() > 40 {
            return None;
        }
        digits.push('0');
    }
    Some(format!("{sign}{}", digits.trim_start_matches('0')))
}

#[cfg(test)]
mod tests {
    use super::{places, whole};

    #[test]
    fn numbers_in_any_notation() {
        for (text, want, after) in [
            ("7", Some("7"), Some(0)),
            ("1.0", Some("1"), Some(0)),
            ("-1.50e1", Some("-15"), Some(0)),
            ("1e3", Some("1000"), Some(0)),
            ("0.0", Some("0"), Some(0)),
            ("1.5", None, Some(1)),
            ("1e-9", None, Some(9)),
            ("1e999999999", None, Some(0)),
            ("", None, None),
            (".", None, None),
            ("1.", None, None),
            ("x", None, None),
            ("1e", None, None),
        ] {
            assert_eq!((whole(text).as_deref(), places(text)), (want, after), "{text}");
        }
    }
}
