//! Values in formats other than JSON text of our own: the bodies of `Deserialize` and `Serialize`.
//!
//! Each type has them in one line, so that they cost next to nothing to compile where they are not used. Values pass through
//! [`Json`] or its text: twice the work of reading and writing JSON directly.

use std::borrow::Cow;
use std::fmt;

use serde_core::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_core::ser::Error as _;
use serde_core::{Serialize, Serializer};

use super::body::{Body, json_of};
use super::json::{Json, JsonVisitor};
use super::reader::ENDLESS;
use super::value::{Value, from_json, read_all};
use super::verbatim::{RAW_TOKEN, TextSeed};

/// Reads a value from any format that describes itself.
///
/// From `serde_json`, the text of the value is read, so that numbers keep their digits, and errors have the line and the
/// column, counted from the start of the value.
///
/// # Errors
/// An error of the format, or a text that starts with the path of the value that does not fit.
pub fn deserialize<'de, T: Value, D: Deserializer<'de>>(input: D) -> Result<T, D::Error> {
    let mut value = T::fresh().ok_or_else(|| D::Error::custom(ENDLESS))?;
    let raw = input.deserialize_newtype_struct(RAW_TOKEN, RawVisitor)?;
    read_raw(&raw, &mut value).map_err(D::Error::custom)?;
    Ok(value)
}

fn read_raw(raw: &Raw<'_>, value: &mut dyn Value) -> Result<(), String> {
    match raw {
        Raw::Text(text) => read_all(text, value).map_err(|error| error.to_string()),
        Raw::Value(json) => {
            let text = json.to_string();
            read_all(&text, value).map_err(|error| error.text)
        }
    }
}

/// Writes a value in any format.
///
/// # Errors
/// An error of the format, or why the value can't be written.
pub fn serialize<S: Serializer>(value: &dyn Body, out: S) -> Result<S::Ok, S::Error> {
    let text = json_of(value).map_err(S::Error::custom)?;
    from_json::<Json>(&text).map_err(S::Error::custom)?.serialize(out)
}

/// `Deserialize` and `Serialize` of generated types: one line each.
#[doc(hidden)]
#[macro_export]
macro_rules! __formats {
    ($name:ident $(<$($param:ident),+>)?) => {
        impl<'de $($(, $param: $crate::v1::Value)+)?> $crate::v1::support::serde::Deserialize<'de>
            for $name $(<$($param),+>)?
        {
            fn deserialize<D: $crate::v1::support::serde::Deserializer<'de>>(
                input: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::v1::support::deserialize(input)
            }
        }

        impl $(<$($param: $crate::v1::Value),+>)? $crate::v1::support::serde::Serialize
            for $name $(<$($param),+>)?
        {
            fn serialize<S: $crate::v1::support::serde::Serializer>(
                &self,
                out: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::v1::support::serialize(self, out)
            }
        }
    };
}

/// The value as text, or, from a format without it, as it is.
enum Raw<'de> {
    Text(Cow<'de, str>),
    Value(Json),
}

struct RawVisitor;

macro_rules! hand_on {
    ($($method:ident($value:ty);)*) => { $(
        fn $method<E: Error>(self, value: $value) -> Result<Raw<'de>, E> {
            JsonVisitor.$method(value).map(Raw::Value)
        }
    )* };
}

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        JsonVisitor.expecting(f)
    }

    hand_on! {
        visit_bool(bool);
        visit_i64(i64);
        visit_u64(u64);
        visit_f64(f64);
        visit_str(&str);
        visit_string(String);
    }

    fn visit_none<E: Error>(self) -> Result<Raw<'de>, E> {
        Ok(Raw::Value(Json::NULL))
    }

    fn visit_unit<E: Error>(self) -> Result<Raw<'de>, E> {
        Ok(Raw::Value(Json::NULL))
    }

    fn visit_some<D: Deserializer<'de>>(self, input: D) -> Result<Raw<'de>, D::Error> {
        input.deserialize_any(JsonVisitor).map(Raw::Value)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, input: D) -> Result<Raw<'de>, D::Error> {
        input.deserialize_any(JsonVisitor).map(Raw::Value)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Raw<'de>, A::Error> {
        JsonVisitor.visit_seq(list).map(Raw::Value)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw<'de>, A::Error> {
        match map.next_key::<String>()? {
            Some(key) if key == RAW_TOKEN => map.next_value_seed(TextSeed).map(Raw::Text),
            key => JsonVisitor::members(key, map).map(Raw::Value),
        }
    }
}
