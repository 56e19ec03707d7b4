//! Properties on which the reader and `serde_json` have to agree. The fuzz target `json` has the same checks.

use serde_core::de::IgnoredAny;
use stubwright_runtime::v1::{Json, from_json, to_json};

/// The reason of an error, and its position.
fn split(error: &str) -> (&str, &str) {
    error.rfind(" at line ").map_or((error, ""), |at| error.split_at(at))
}

/// Reads a text in all ways.
///
/// # Panics
/// Where the two differ.
pub(crate) fn read_alike(text: &str) {
    let ignored = serde_json::from_str::<IgnoredAny>(text);
    assert_eq!(from_json::<()>(text).is_ok(), ignored.is_ok(), "skipped: {text:?}: {ignored:?}");
    values_alike(text);
    let (own, other) = (from_json::<String>(text), serde_json::from_str::<String>(text));
    match (own, other) {
        (Ok(own), Ok(other)) => assert_eq!(own, other, "{text:?}"),
        (Err(own), Err(other)) if text.trim_start().starts_with('"') => {
            assert_eq!(own.to_string(), other.to_string(), "{text:?}");
        }
        // A number or a flag is its own text.
        (Ok(own), Err(_)) => assert!(own == trimmed(text) && !own.starts_with(['n', '[', '{']), "{text:?}"),
        (own, other) => assert_eq!(own.is_ok(), other.is_ok(), "{text:?}"),
    }
    numbers_alike(text);
}

/// A text without surrounding whitespace, as JSON defines it.
fn trimmed(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\r', '\n'])
}

fn values_alike(text: &str) {
    let own = from_json::<Json>(text).map_err(|error| error.to_string());
    let other = serde_json::from_str::<serde_json::Value>(text).map_err(|error| error.to_string());
    match (own, other) {
        (Ok(own), Ok(other)) => {
            let again = serde_json::from_str::<serde_json::Value>(&own.to_string()).ok();
            assert_eq!(again, Some(other), "{text:?}");
            assert_eq!(from_json(&own.to_string()), Ok(own), "{text:?}");
        }
        (Err(own), Err(other)) => {
            let ((reason, place), (wanted, at)) = (split(&own), split(&other));
            let is_deep =
                wanted == "recursion limit exceeded" || reason.ends_with("nested deeper than 128 levels");
            let is_own = reason.ends_with("duplicate key") || wanted == "number out of range";
            assert!(
                is_deep || is_own || (reason.ends_with(wanted) && place == at),
                "{text:?}: {own}, {other}"
            );
        }
        // Ours has no duplicate keys, keeps numbers of any size, and reads one level more.
        (Err(own), Ok(_)) => assert!(own.contains("duplicate key"), "{text:?}: {own}"),
        (Ok(_), Err(other)) => {
            let wanted = split(&other).0;
            assert!(
                matches!(wanted, "number out of range" | "recursion limit exceeded"),
                "{text:?}: {other}"
            );
        }
    }
}

fn numbers_alike(text: &str) {
    let bare = trimmed(text);
    let is_number = bare.starts_with(|c: char| c == '-' || c.is_ascii_digit());
    if !is_number {
        return;
    }
    let exact = serde_json::from_str::<IgnoredAny>(text).ok().and_then(|_| bare.parse::<f64>().ok());
    let exact = exact.filter(|value| value.is_finite());
    assert_eq!(from_json::<f64>(text).ok().map(f64::to_bits), exact.map(f64::to_bits), "{text:?}");
    // `1.0` and `1e3` are integers too.
    let whole = serde_json::from_str::<IgnoredAny>(text).ok().and_then(|_| plain_digits(bare));
    let whole = whole.as_deref().unwrap_or(text);
    assert_eq!(from_json::<i64>(text).ok(), serde_json::from_str::<i64>(whole).ok(), "{text:?}");
    assert_eq!(from_json::<u64>(text).ok(), serde_json::from_str::<u64>(whole).ok(), "{text:?}");
    assert_eq!(from_json::<i32>(text).ok(), serde_json::from_str::<i32>(whole).ok(), "{text:?}");
}

/// The digits of a JSON number that is whole, without point and exponent, by moving the point along them.
fn plain_digits(number: &str) -> Option<String> {
    let unsigned = number.trim_start_matches('-');
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mut digits: Vec<u8> = [whole, fraction].concat().into_bytes();
    let mut scale = fraction.len() as f64 - exponent.parse::<f64>().ok()?;
    while scale > 0.0 && digits.last() == Some(&b'0') {
        digits.pop();
        scale -= 1.0;
    }
    while scale < 0.0 && digits.len() < 40 {
        digits.push(b'0');
        scale += 1.0;
    }
    let digits = String::from_utf8(digits).ok()?;
    let digits = digits.trim_start_matches('0');
    match (digits, scale == 0.0) {
        ("", _) => Some("0".to_owned()),
        (digits, true) => Some(format!("{}{digits}", &number[..number.len() - unsigned.len()])),
        (_, false) => None,
    }
}

/// Writes values, and reads them again.
///
/// # Panics
/// Where the two differ.
#[allow(dead_code, reason = "texts are all that is fuzzed")]
pub(crate) fn written_alike(text: &str, float: f64, signed: i64, unsigned: u64) {
    let own = to_json(&text.to_owned()).ok();
    assert_eq!(own, serde_json::to_string(text).ok());
    assert_eq!(own.and_then(|own| from_json::<String>(&own).ok()).as_deref(), Some(text));
    // Where `serde_json` writes `null`, the value can't be written.
    assert_eq!(to_json(&float).ok(), serde_json::to_string(&float).ok().filter(|_| float.is_finite()));
    assert_eq!(to_json(&signed).ok(), serde_json::to_string(&signed).ok());
    assert_eq!(to_json(&unsigned).ok(), serde_json::to_string(&unsigned).ok());
    if float.is_finite() {
        let again = to_json(&float).and_then(|text| from_json::<f64>(&text));
        assert_eq!(again.map(f64::to_bits), Ok(float.to_bits()));
    }
}
