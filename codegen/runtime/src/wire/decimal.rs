//! `Decimal`: a number by its digits.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

use super::digits::Digits;
use super::reader::{Done, Failed, Form, Reader};
use super::text::{read, read_optional, text_type};
use super::value::Value;
use super::writer::Writer;

/// A decimal number of any size, kept digit for digit: `12.50` stays `12.50`.
///
/// It is read from a JSON number or a string, and written as what it was read from. One that was made is written as a
/// string, the format in which no reader loses digits (JavaScript, for example, reads numbers as binary floats), unless the
/// field says that it is a number. The digits are those of JSON numbers (RFC 8259 §6), with leading zeros and a missing zero before the point allowed: `-0.5`, `1e-8`, `007`, `.5`; no `+`, no spaces,
/// no separators. Where it is optional, an empty string is read as `None`.
///
/// Values are equal if their digits are; [`compare`](Self::compare) compares them by value.
///
/// ```
/// use stubwright_runtime::v1::Decimal;
///
/// let price: Decimal = "12.50".parse()?;
/// assert_eq!(price, "12.50");
/// assert!(price.compare(&Decimal::from(12)).is_gt());
/// assert!(price.compare(&"12.5".parse()?).is_eq());
/// # Ok::<(), stubwright_runtime::v1::Malformed>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Decimal(Kept);

text_type! {
    @shared Decimal

    fn is_number(&self) -> bool {
        self.0.is_number
    }
}

/// Digits, and how they came.
#[derive(Clone, Default)]
struct Kept {
    digits: Box<str>,
    /// Whether they came as a JSON number.
    is_number: bool,
}

impl<T: Into<Box<str>>> From<T> for Kept {
    fn from(digits: T) -> Self {
        Self { digits: digits.into(), is_number: false }
    }
}

impl From<Kept> for String {
    fn from(kept: Kept) -> Self {
        kept.digits.into()
    }
}

impl Deref for Kept {
    type Target = str;

    fn deref(&self) -> &str {
        &self.digits
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.digits, f)
    }
}

/// The same digits, however they came.
impl PartialEq for Kept {
    fn eq(&self, other: &Self) -> bool {
        self.digits == other.digits
    }
}

impl Eq for Kept {}

impl Hash for Kept {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.digits.hash(state);
    }
}

impl Decimal {
    const EXPECTED: &'static str = "a decimal number";

    /// Compares by value, exactly: `1.50` is equal to `1.5` and to `15e-1`.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Ordering {
        match (Digits::parse(&self.0), Digits::parse(&other.0)) {
            (Some(a), Some(b)) => a.compare(&b),
            _ => self.0.cmp(&other.0),
        }
    }

    /// The nearest binary float; infinite if it is out of range.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }

    /// The number of digits after the point, including the exponent: 2 for `12.50`, 3 for `1e-3`.
    #[must_use]
    pub fn scale(&self) -> u64 {
        Digits::parse(&self.0).map_or(0, |digits| digits.scale().unsigned_abs())
    }

    fn check(text: &str) -> bool {
        Digits::parse(text).is_some()
    }
}

impl Value for Decimal {
    fn blank() -> Self {
        Self(Kept::default())
    }

    fn read(&mut self, from: &mut Reader<'_>) -> Done {
        *self = match from.peek() {
            Some(b'-' | b'0'..=b'9') => Self(Kept { digits: from.number()?.into(), is_number: true }),
            _ => read(from)?,
        };
        Ok(())
    }

    fn read_optional(&mut self, from: &mut Reader<'_>) -> Result<bool, Failed> {
        read_optional(self, from)
    }

    fn write(&self, to: &mut Writer) {
        match to.form() {
            Form::Number => to.raw(&in_json(&self.0)),
            Form::Own if self.0.is_number => to.raw(&self.0),
            _ => to.string(&self.0),
        }
    }

    crate::std_value!();
}

/// The digits as JSON has them: without leading zeros, and with a zero before the point.
fn in_json(digits: &str) -> Cow<'_, str> {
    let unsigned = digits.strip_prefix('-').unwrap_or(digits);
    let trimmed = unsigned.trim_start_matches('0');
    let zero = if trimmed.starts_with(|c: char| c.is_ascii_digit()) { "" } else { "0" };
    if zero.len() + trimmed.len() == unsigned.len() && unsigned.starts_with(zero) {
        return Cow::Borrowed(digits);
    }
    let sign = if digits.len() > unsigned.len() { "-" } else { "" };
    Cow::Owned(format!("{sign}{zero}{trimmed}"))
}

macro_rules! from_integers {
    ($($integer:ty)*) => { $(
        impl From<$integer> for Decimal {
            fn from(value: $integer) -> Self {
                Self(value.to_string().into())
            }
        }
    )* };
}

from_integers! { i32 i64 i128 u32 u64 u128 }

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::Decimal;
    use crate::v1::{self as rt, from_json, to_json};

    struct Priced {
        price: Decimal,
        prices: Vec<Decimal>,
    }
    rt::record! { Priced { 0 price: required as number "price", _ prices: required as number "prices" } }

    fn read(json: &str) -> Result<Decimal, String> {
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    #[test]
    fn digits_survive() {
        for digits in [
            "0",
            "-0",
            "12.50",
            "1e400",
            "-1.0E-8",
            "0.1",
            "123456789012345678901234567890.12345678901234567890",
        ] {
            for json in [digits.to_owned(), format!("\"{digits}\""), format!(" {digits} ")] {
                let value = read(&json).expect(&json);
                assert_eq!(value, digits);
                assert_eq!(serde_json::to_string(&value).expect("JSON"), json.trim());
                assert_eq!(to_json(&value).expect("JSON"), json.trim());
                assert_eq!(value, digits.parse::<Decimal>().expect(digits));
            }
        }
        assert_eq!(read("\"007.50\"").expect("zeros"), "007.50");
        assert_eq!(read("\"\\u0031.5\"").expect("escapes"), "1.5");
        let many = "7".repeat(100_000);
        assert_eq!(read(&many).expect("many"), many.as_str());
        assert_eq!(serde_json::from_value::<Decimal>(serde_json::json!(1.25)).expect("value"), "1.25");
        assert_eq!(serde_json::from_reader::<_, Decimal>("12.50".as_bytes()).expect("reader"), "12.50");
    }

    #[test]
    fn a_field_can_say_that_it_is_a_number() {
        for (digits, want) in [
            ("19.90", "19.90"),
            ("-0.5", "-0.5"),
            ("0", "0"),
            ("007.50", "7.50"),
            ("-00", "-0"),
            (".5", "0.5"),
            ("-.5e-3", "-0.5e-3"),
            ("00.5", "0.5"),
            ("0e5", "0e5"),
            ("000e5", "0e5"),
            ("12e5", "12e5"),
        ] {
            let priced = Priced { price: digits.parse().expect(digits), prices: vec![Decimal::from(1)] };
            let json = to_json(&priced).expect("JSON");
            assert_eq!(json, format!("{{\"price\":{want},\"prices\":[1]}}"));
            let again: Priced = from_json(&json).expect("JSON");
            assert_eq!((again.price.compare(&priced.price), to_json(&again)), (Ordering::Equal, Ok(json)));
        }
        let text: Priced = from_json(r#"{"price":"1.50","prices":["2"]}"#).expect("texts");
        assert_eq!(to_json(&text).expect("JSON"), r#"{"price":1.50,"prices":[2]}"#);
    }

    #[test]
    fn what_is_no_number() {
        for (json, want) in [
            ("null", "expected a decimal number, found null"),
            ("true", "expected a decimal number, found true"),
            ("[1]", "expected a decimal number, found a list"),
            ("{\"a\":1}", "expected a decimal number, found an object"),
            ("\"\"", "expected a decimal number, found \"\""),
            ("\"+1\"", "expected a decimal number, found \"+1\""),
            ("\"１２\"", "expected a decimal number, found \"１２\""),
            ("\"1,000.00\"", "expected a decimal number, found \"1,000.00\""),
            ("\"NaN\"", "expected a decimal number, found \"NaN\""),
        ] {
            let error = read(json).expect_err(json);
            assert!(error.starts_with(want), "{json}: {error}");
        }
        assert!(read("01").is_err() && read("1.").is_err() && read("\"\\ud800\"").is_err());
    }

    #[test]
    fn other_forms_of_the_value() {
        let value: Decimal = "-12.50".parse().expect("decimal");
        assert_eq!((value.to_f64(), value.scale()), (-12.5, 2));
        assert_eq!("1e999".parse::<Decimal>().expect("huge").to_f64(), f64::INFINITY);
        assert_eq!(Decimal::from(i128::MIN), "-170141183460469231731687303715884105728");
        assert_eq!(String::from(value), "-12.50");
    }
}
