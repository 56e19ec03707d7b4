//! Taking [`Json`](super::Json) from the values of any format.

use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::members::{Members, twice};
use super::{Json, Node};
use crate::wire::json_error::JsonError;
use crate::wire::verbatim::{NUMBER_TOKEN, RAW_TOKEN, TextSeed};

/// Takes values as they are handed over, for formats that have no text of them.
pub(crate) struct JsonVisitor;

impl JsonVisitor {
    /// The members of an object whose first key was read already.
    pub(crate) fn members<'de, A: MapAccess<'de>>(
        first: Option<String>,
        mut map: A,
    ) -> Result<Json, A::Error> {
        let mut members = Vec::new();
        let mut next = first;
        while let Some(key) = next {
            if members.is_empty() && key == NUMBER_TOKEN {
                return number(&map.next_value::<String>()?).map_err(A::Error::custom);
            }
            if members.is_empty() && key == RAW_TOKEN {
                return map.next_value_seed(TextSeed)?.parse().map_err(A::Error::custom);
            }
            members.push((key, map.next_value_seed(ValueSeed)?));
            next = map.next_key()?;
        }
        match twice(&members) {
            Some(key) => Err(A::Error::custom(format_args!("duplicate key {key:?}"))),
            None => Ok(Json(Node::Object(Members(members)))),
        }
    }
}

/// The number that these digits spell.
fn number(digits: &str) -> Result<Json, JsonError> {
    let value: Json = digits.parse()?;
    if matches!(value.0, Node::Number(_)) {
        Ok(value)
    } else {
        Err(JsonError::say("not a number".to_owned()))
    }
}

/// Takes the value itself without asking for its text again.
struct ValueSeed;

impl<'de> DeserializeSeed<'de> for ValueSeed {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Json, D::Error> {
        input.deserialize_any(JsonVisitor)
    }
}

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Json, E> {
        Ok(text.into())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Json, E> {
        Ok(text.into())
    }

    fn visit_none<E: Error>(self) -> Result<Json, E> {
        Ok(Json::NULL)
    }

    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        Ok(Json::NULL)
    }

    fn visit_some<D: Deserializer<'de>>(self, input: D) -> Result<Json, D::Error> {
        input.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, input: D) -> Result<Json, D::Error> {
        input.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(ValueSeed)? {
            items.push(item);
        }
        Ok(items.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let first = map.next_key()?;
        Self::members(first, map)
    }
}
