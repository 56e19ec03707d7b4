//! The numbers of [`Json`](super::Json): integers of 64 bits as such, all others by their digits.

use std::cmp::Ordering;
use std::fmt;

use serde_core::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::wire::digits::Digits;
use crate::wire::writer::Writer;

/// A JSON number that loses no digit.
#[derive(Clone)]
pub(crate) enum Number {
    Int(i64),
    Uint(u64),
    /// A valid JSON number whose digits differ from those of a 64-bit integer.
    Digits(Box<str>),
}

impl Number {
    /// From the text of a valid JSON number.
    pub(crate) fn new(digits: &str) -> Self {
        match (digits.parse::<i64>(), digits.parse::<u64>()) {
            (Ok(value), _) if digits != "-0" => Number::Int(value),
            (_, Ok(value)) => Number::Uint(value),
            _ => Number::Digits(digits.into()),
        }
    }

    pub(super) fn write(&self, to: &mut Writer) {
        match self {
            Number::Int(value) => to.plain_integer(*value),
            Number::Uint(value) => to.digits(*value),
            Number::Digits(digits) => to.raw(digits),
        }
    }

    pub(super) fn as_i64(&self) -> Option<i64> {
        match self {
            Number::Int(value) => Some(*value),
            Number::Uint(value) => i64::try_from(*value).ok(),
            Number::Digits(_) => None,
        }
    }

    pub(super) fn as_u64(&self) -> Option<u64> {
        match self {
            Number::Int(value) => u64::try_from(*value).ok(),
            Number::Uint(value) => Some(*value),
            Number::Digits(_) => None,
        }
    }

    pub(super) fn as_f64(&self) -> Option<f64> {
        match self {
            Number::Int(value) => Some(*value as f64),
            Number::Uint(value) => Some(*value as f64),
            Number::Digits(digits) => digits.parse().ok().filter(|value: &f64| value.is_finite()),
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Number::Int(value) => write!(f, "{value}"),
            Number::Uint(value) => write!(f, "{value}"),
            Number::Digits(digits) => f.write_str(digits),
        }
    }
}

/// Equal values, regardless of their notation.
impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        if let (Number::Int(a), Number::Int(b)) = (self, other) {
            return a == b;
        }
        let (a, b) = (self.to_string(), other.to_string());
        let values = Digits::parse(&a).zip(Digits::parse(&b));
        values.map_or(a == b, |(a, b)| a.compare(&b) == Ordering::Equal)
    }
}

/// A number that a float would be written as is written as a float, so that formats other than JSON can take it; the
/// others go as raw JSON, which keeps their digits.
impl Serialize for Number {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let digits = match self {
            Number::Int(value) => return out.serialize_i64(*value),
            Number::Uint(value) => return out.serialize_u64(*value),
            Number::Digits(digits) => digits,
        };
        let float = self.as_f64().unwrap_or_default();
        if serde_json::to_string(&float).is_ok_and(|text| text == **digits) {
            return out.serialize_f64(float);
        }
        serde_json::from_str::<&RawValue>(digits).map_err(serde_core::ser::Error::custom)?.serialize(out)
    }
}
