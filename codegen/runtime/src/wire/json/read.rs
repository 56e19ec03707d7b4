//! Reading [`Json`] from its text.

use std::str::FromStr;

use serde_core::Deserialize;
use serde_core::de::{Deserializer, Error};
use serde_json::value::RawValue;

use super::number::Number;
use super::visitor::collect;
use super::{Json, JsonError, Node};
use crate::wire::Decode;
use crate::wire::path::{Segment, prepend};
use crate::wire::raw::{Raw, text_or_value};
use crate::wire::verbatim::{LEVELS, is_deeper};

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

/// Reads valid JSON that is nested at most [`LEVELS`] deep. The only errors left are duplicate keys and incomplete
/// surrogate pairs in strings.
pub(crate) fn from_valid(json: &str) -> Result<Json, String> {
    let mut walk = Walk { rest: json };
    walk.value()
}

/// Walks over valid JSON. What it takes for granted is checked nevertheless, so that it can't panic.
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
