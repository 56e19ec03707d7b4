//! The text of a value as the server wrote it, from which numbers of any length and unions are read.

use std::borrow::Cow;
use std::fmt;

use serde_core::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::json::{Json, JsonVisitor};
use super::verbatim::{LEVELS, RAW_TOKEN, TextSeed, is_deeper};

/// The JSON text of one value without surrounding whitespace: valid JSON, nested at most [`LEVELS`] deep.
pub(crate) fn raw<'de, D: Deserializer<'de>>(input: D) -> Result<Cow<'de, str>, D::Error> {
    match text_or_value(input)? {
        Raw::Text(text) => Ok(text),
        Raw::Value(value) => shallow(Cow::Owned(value.to_string())),
    }
}

/// The JSON text of one value as returned by [`raw`], or, from a format without it, the value.
pub(crate) fn text_or_value<'de, D: Deserializer<'de>>(input: D) -> Result<Raw<'de>, D::Error> {
    match input.deserialize_newtype_struct(RAW_TOKEN, RawVisitor)? {
        Raw::Text(text) => shallow(text).map(Raw::Text),
        value => Ok(value),
    }
}

fn shallow<E: Error>(text: Cow<'_, str>) -> Result<Cow<'_, str>, E> {
    if text.starts_with(['[', '{']) && is_deeper(&text, LEVELS) {
        return Err(E::custom(format_args!("nested deeper than {LEVELS} levels")));
    }
    Ok(text)
}

/// A value as text, or, from a format without it, as it is.
pub(crate) enum Raw<'de> {
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
