//! Scalars: booleans, integers (also as digit strings), floats and strings.

use std::fmt;

use serde_core::de::{Deserializer, Error, MapAccess, Visitor};

use super::found::{Found, mismatch, refuse};
use super::{Decode, Shape};

/// The key under which `serde_json` passes a number if another crate of the build enables its feature
/// `arbitrary_precision`.
pub(crate) const NUMBER_TOKEN: &str = "$serde_json::private::Number";

impl Decode for bool {
    const SHAPE: Shape = Shape::Bool;

    fn decode<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_any(BoolVisitor)
    }
}

struct BoolVisitor;

impl<'de> Visitor<'de> for BoolVisitor {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("true or false")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<bool, E> {
        Ok(value)
    }

    refuse!("true or false"; number text null list object);
}

impl Decode for String {
    const SHAPE: Shape = Shape::Text;

    fn decode<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_any(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<String, E> {
        Ok(text)
    }

    refuse!("a string"; bool number null list object);
}

impl Decode for i64 {
    const SHAPE: Shape = Shape::Integer;

    fn decode<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let value = input.deserialize_any(IntegerVisitor)?;
        i64::try_from(value).map_err(|_| out_of_range("an integer of 64 bits", value))
    }
}

impl Decode for i32 {
    const SHAPE: Shape = Shape::Integer;

    fn decode<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let value = input.deserialize_any(IntegerVisitor)?;
        i32::try_from(value).map_err(|_| out_of_range("an integer of 32 bits", value))
    }
}

impl Decode for u64 {
    const SHAPE: Shape = Shape::Integer;

    fn decode<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let value = input.deserialize_any(IntegerVisitor)?;
        u64::try_from(value).map_err(|_| out_of_range("a non-negative integer of 64 bits", value))
    }
}

impl Decode for u32 {
    const SHAPE: Shape = Shape::Integer;

    fn decode<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let value = input.deserialize_any(IntegerVisitor)?;
        u32::try_from(value).map_err(|_| out_of_range("a non-negative integer of 32 bits", value))
    }
}

#[cold]
fn out_of_range<E: Error>(expected: &str, value: i128) -> E {
    E::custom(format_args!("expected {expected}, found {value}"))
}

/// Any integer that a 64-bit type holds, signed or not.
struct IntegerVisitor;

const INTEGER: &str = "an integer";

impl<'de> Visitor<'de> for IntegerVisitor {
    type Value = i128;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(INTEGER)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<i128, E> {
        Ok(i128::from(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<i128, E> {
        Ok(i128::from(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<i128, E> {
        Err(mismatch(INTEGER, &Found::Float(value)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<i128, E> {
        integer(text).ok_or_else(|| mismatch(INTEGER, &Found::Text(text)))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<i128, A::Error> {
        let Some(text) = number_text(map)? else { return Err(mismatch(INTEGER, &Found::Object)) };
        integer(&text).ok_or_else(|| A::Error::custom(format_args!("expected {INTEGER}, found {text}")))
    }

    refuse!(INTEGER; bool null list);
}

/// `-?[0-9]+`, at most 20 digits: no `+`, no space, no exponent.
fn integer(text: &str) -> Option<i128> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let fits = (1..=20).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

/// The digits of a number that was passed as `serde_json`'s private map; `None` for a real object.
pub(crate) fn number_text<'de, A: MapAccess<'de>>(mut map: A) -> Result<Option<String>, A::Error> {
    match map.next_key::<String>()? {
        Some(key) if key == NUMBER_TOKEN => map.next_value::<String>().map(Some),
        _ => Ok(None),
    }
}

impl Decode for f64 {
    const SHAPE: Shape = Shape::Number;

    fn decode<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_any(FloatVisitor)
    }
}

struct FloatVisitor;

const NUMBER: &str = "a number";

impl<'de> Visitor<'de> for FloatVisitor {
    type Value = f64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(NUMBER)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<f64, E> {
        Ok(value)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<f64, E> {
        float(text).ok_or_else(|| mismatch(NUMBER, &Found::Text(text)))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<f64, A::Error> {
        let text = number_text(map)?;
        text.as_deref().and_then(float).ok_or_else(|| mismatch(NUMBER, &Found::Object))
    }

    refuse!(NUMBER; bool null list);
}

/// A decimal number in text; Rust's `inf` and `nan` are words, not numbers, and stay refused.
fn float(text: &str) -> Option<f64> {
    let first = text.strip_prefix('-').unwrap_or(text).bytes().next()?;
    if !first.is_ascii_digit() {
        return None;
    }
    text.parse().ok().filter(|value: &f64| value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::super::Decode;

    fn read<T: Decode>(json: &str) -> Result<T, String> {
        let mut input = serde_json::Deserializer::from_str(json);
        T::decode(&mut input).map_err(|error| error.to_string())
    }

    #[test]
    fn integers_come_as_numbers_or_digit_strings() {
        assert_eq!(read::<i64>("1897893172027068416"), Ok(1_897_893_172_027_068_416));
        assert_eq!(read::<i64>("\"1897893172027068416\""), Ok(1_897_893_172_027_068_416));
        assert_eq!(read::<i64>("\"-7\""), Ok(-7));
        assert_eq!(read::<u64>("18446744073709551615"), Ok(u64::MAX));
        assert_eq!(read::<u64>("\"18446744073709551615\""), Ok(u64::MAX));
        assert_eq!(read::<i32>("\"007\""), Ok(7));
        assert_eq!(read::<u32>("4294967295"), Ok(u32::MAX));
    }

    #[test]
    fn what_is_no_integer_is_named() {
        let cases = [
            ("null", "expected an integer, found null"),
            ("1.5", "expected an integer, found 1.5"),
            ("1.0", "expected an integer, found 1.0"),
            ("true", "expected an integer, found true"),
            ("\"+7\"", "expected an integer, found \"+7\""),
            ("\" 7\"", "expected an integer, found \" 7\""),
            ("\"\"", "expected an integer, found \"\""),
            ("\"1e3\"", "expected an integer, found \"1e3\""),
            ("[]", "expected an integer, found a list"),
            ("{}", "expected an integer, found an object"),
            ("9223372036854775808", "expected an integer of 64 bits, found 9223372036854775808"),
        ];
        for (json, want) in cases {
            let error = read::<i64>(json).expect_err(json);
            assert!(error.starts_with(want), "{json}: {error}");
        }
        assert!(read::<i32>("3000000000").expect_err("range").contains("32 bits, found 3000000000"));
        assert!(
            read::<u32>("-1").expect_err("range").contains("a non-negative integer of 32 bits, found -1")
        );
    }

    #[test]
    fn floats_strings_and_booleans() {
        assert_eq!(read::<f64>("1"), Ok(1.0));
        assert_eq!(read::<f64>("-2.5e3"), Ok(-2500.0));
        assert_eq!(read::<f64>("\"0.10\""), Ok(0.1));
        for json in ["\"NaN\"", "\"inf\"", "\"\"", "null", "\"1e999\"", "true", "[1]"] {
            assert!(read::<f64>(json).is_err(), "{json}");
        }
        assert_eq!(read::<String>("\"a\\n\""), Ok("a\n".to_owned()));
        assert!(read::<String>("7").expect_err("a number").contains("expected a string, found 7"));
        assert_eq!(read::<bool>("true"), Ok(true));
        assert!(
            read::<bool>("\"true\"").expect_err("text").contains("expected true or false, found \"true\"")
        );
    }

    #[test]
    fn long_texts_are_cut_in_messages() {
        let error = read::<i64>(&format!("\"{}\"", "长".repeat(300))).expect_err("text");
        assert!(error.chars().count() < 110, "{error}");
    }
}
