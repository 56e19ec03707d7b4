//! Parts of a spec in the native format → JSON.

use crate::diag::Diagnostics;
use crate::json::Value;
use crate::source::node::{Cursor, Scalar, Shape, Style};
use crate::source::{self, SourceMap};

/// The value of YAML or JSON text; `null` if it has none.
pub(super) fn read(text: &str) -> Value {
    let mut sources = SourceMap::default();
    let loaded = source::load(&mut sources, "native", text.as_bytes(), &mut Diagnostics::default());
    let root = loaded.as_ref().and_then(|(_, document)| document.root());
    root.map_or(Value::Null, value)
}

fn value(at: Cursor<'_>) -> Value {
    match at.shape() {
        Shape::Scalar(scalar) => of_scalar(scalar),
        Shape::Sequence(items) => Value::List(items.into_iter().map(value).collect()),
        Shape::Mapping(entries) => {
            Value::Object(entries.into_iter().map(|(key, at)| (key.text.to_owned(), value(at))).collect())
        }
    }
}

fn of_scalar(scalar: Scalar<'_>) -> Value {
    match scalar.text {
        _ if scalar.is_null() => Value::Null,
        text if scalar.style == Style::Plain => word(text),
        text => Value::from(text),
    }
}

/// A scalar without quotes: what JSON has a notation for, or a text.
pub(super) fn word(text: &str) -> Value {
    match text {
        "true" => Value::Flag(true),
        "false" => Value::Flag(false),
        text if is_number(text) => Value::Digits(text.to_owned()),
        text => Value::from(text),
    }
}

/// Whether a text is a number of JSON (RFC 8259 section 6).
fn is_number(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = text.split_once(['e', 'E']).map_or((text, None), |(m, e)| (m, Some(e)));
    let (whole, part) = mantissa.split_once('.').map_or((mantissa, None), |(w, p)| (w, Some(p)));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    are_digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && part.is_none_or(are_digits)
        && exponent.is_none_or(|text| are_digits(text.strip_prefix(['+', '-']).unwrap_or(text)))
}

#[cfg(test)]
mod tests {
    use super::{is_number, read};

    #[test]
    fn only_numbers_of_json_are_numbers() {
        for text in ["0", "-1", "1.50", "2e10", "1E-3"] {
            assert!(is_number(text), "{text}");
        }
        for text in ["", "-", "010", "1.", ".5", "0x1f", "1_000", "+1", "1e"] {
            assert!(!is_number(text), "{text}");
        }
    }

    #[test]
    fn quotes_make_a_text() {
        assert_eq!(read("{a: 1, b: \"1\", c: 010, d: ~}").line(), r#"{"a":1,"b":"1","c":"010","d":null}"#);
    }
}
