//! Reading [`Json`]: from the text of a value, where there is one, and from the values of any other format.

use std::fmt;
use std::str::FromStr;

use serde_core::Deserialize;
use serde_core::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::members::{Members, twice};
use super::number::Number;
use super::{Json, JsonError, Node};
use crate::wire::Decode;
use crate::wire::path::{Segment, prepend, under};
use crate::wire::raw::{LEVELS, RAW_TOKEN, Raw, TextSeed, is_deeper, text_or_value};
use crate::wire::scalar::NUMBER_TOKEN;

impl Decode for Json {
    fn decode<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        match text_or_value(input)? {
            Raw::Text(text) => from_valid(&text).map_err(D::Error::custom),
            Raw::Value(value) => Ok(value),
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        Json::decode(input)
    }
}

impl FromStr for Json {
    type Err = JsonError;

    fn from_str(text: &str) -> Result<Self, JsonError> {
        let valid: &RawValue = serde_json::from_str(text).map_err(|error| JsonError::new(&error))?;
        if is_deeper(valid.get(), LEVELS) {
            return Err(JsonError::say(format!("nested deeper than {LEVELS} levels")));
        }
        from_valid(valid.get()).map_err(JsonError::say)
    }
}

/// Reads valid JSON that is nested at most [`LEVELS`] deep. The only mistakes that are left: a key that comes twice,
/// and half of a surrogate pair in a string.
pub(crate) fn from_valid(json: &str) -> Result<Json, String> {
    let mut walk = Walk { rest: json };
    walk.value()
}

/// Walks over valid JSON. What it takes for granted is checked all the same: there is no way to panic.
struct Walk<'a> {
    rest: &'a str,
}

impl<'a> Walk<'a> {
    fn value(&mut self) -> Result<Json, String> {
        self.blanks();
        match self.rest.bytes().next() {
            Some(b'{') => self.object(),
            Some(b'[') => self.list(),
            Some(b'"') => self.text().map(Json::from),
            Some(b'-' | b'0'..=b'9') => Ok(Json(Node::Number(Number::new(
                self.while_in(|b| matches!(b, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E')),
            )))),
            _ => match self.while_in(|b| b.is_ascii_lowercase()) {
                "null" => Ok(Json::NULL),
                "true" => Ok(true.into()),
                "false" => Ok(false.into()),
                _ => Err(broken()),
            },
        }
    }

    fn list(&mut self) -> Result<Json, String> {
        let mut items = Vec::new();
        let mut more = self.opens('[', ']');
        while more {
            let item = self.value().map_err(|error| prepend(Segment::Index(items.len()), &error))?;
            items.push(item);
            more = self.goes_on(']')?;
        }
        Ok(items.into())
    }

    fn object(&mut self) -> Result<Json, String> {
        let mut members = Vec::new();
        let mut more = self.opens('{', '}');
        while more {
            let key = self.text()?;
            self.blanks();
            self.take(':');
            let value = self.value().map_err(|error| prepend(Segment::Key(&key), &error))?;
            members.push((key, value));
            more = self.goes_on('}')?;
        }
        collect(members)
    }

    /// Takes the opening bracket, and the closing one when nothing is between; whether something is.
    fn opens(&mut self, open: char, close: char) -> bool {
        self.take(open);
        self.blanks();
        !self.take(close)
    }

    /// After a value: whether another follows.
    fn goes_on(&mut self, close: char) -> Result<bool, String> {
        self.blanks();
        let more = self.take(',');
        self.blanks();
        if more || self.take(close) { Ok(more) } else { Err(broken()) }
    }

    fn text(&mut self) -> Result<String, String> {
        let inside = self.rest.strip_prefix('"').ok_or_else(broken)?;
        let Some(mut end) = inside.find(['"', '\\']) else { return Err(broken()) };
        if inside[end..].starts_with('"') {
            self.rest = &inside[end + 1..];
            return Ok(inside[..end].to_owned());
        }
        let mut escaped = false;
        for byte in inside.as_bytes().iter().skip(end) {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => break,
                _ => {}
            }
            end += 1;
        }
        let (Some(quoted), Some(rest)) = (self.rest.get(..end + 2), inside.get(end + 1..)) else {
            return Err(broken());
        };
        self.rest = rest;
        serde_json::from_str(quoted).map_err(|_| "half of a surrogate pair in a string".to_owned())
    }

    fn while_in(&mut self, wanted: impl Fn(u8) -> bool) -> &'a str {
        let end = self.rest.bytes().position(|b| !wanted(b)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn blanks(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\r', '\n']);
    }

    fn take(&mut self, wanted: char) -> bool {
        let rest = self.rest.strip_prefix(wanted);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }
}

#[cold]
fn broken() -> String {
    "not valid JSON".to_owned()
}

/// An object of these members, unless a key comes twice.
fn collect(members: Vec<(String, Json)>) -> Result<Json, String> {
    match twice(&members) {
        Some(key) => Err(prepend(Segment::Key(key), "duplicate key")),
        None => Ok(Json(Node::Object(Members(members)))),
    }
}

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
            let value = map.next_value_seed(ValueSeed);
            members.push((key.clone(), value.map_err(|error| under(Segment::Key(&key), error))?));
            next = map.next_key()?;
        }
        collect(members).map_err(A::Error::custom)
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
        while let Some(item) =
            list.next_element_seed(ValueSeed).map_err(|error| under(Segment::Index(items.len()), error))?
        {
            items.push(item);
        }
        Ok(items.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let first = map.next_key()?;
        Self::members(first, map)
    }
}
