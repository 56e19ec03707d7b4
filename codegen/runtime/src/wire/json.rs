//! `Json`: any JSON value.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde_core::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_core::{Deserialize, Serialize, Serializer};

use super::Decode;
use super::containers::Seed;
use super::path::{Segment, under};
use super::scalar::NUMBER_TOKEN;

/// Any JSON value: the type of a field whose shape nobody declared.
///
/// Objects are kept in the order of their keys; a key that comes twice is an error. `Display` and `Debug` are compact
/// JSON. Nesting is bounded to 128 levels when read from text.
#[derive(Clone, PartialEq, Default)]
pub struct Json(Node);

#[derive(Clone, PartialEq, Default)]
enum Node {
    #[default]
    Null,
    Bool(bool),
    Int(i64),
    Uint(u64),
    Float(f64),
    Text(String),
    List(Vec<Json>),
    Object(BTreeMap<String, Json>),
}

impl Json {
    /// `null`.
    pub const NULL: Json = Json(Node::Null);

    /// The JSON value that `value` is written as.
    ///
    /// # Errors
    /// When `value` cannot be written as JSON, such as a map with keys that are no text.
    pub fn from_value<T: Serialize + ?Sized>(value: &T) -> Result<Json, JsonError> {
        serde_json::to_string(value).map_err(JsonError::new)?.parse()
    }

    /// Reads a typed value out of this one.
    ///
    /// # Errors
    /// When it does not fit, with the path of what does not.
    pub fn read<T: Decode>(&self) -> Result<T, JsonError> {
        let text = self.to_string();
        T::decode(&mut serde_json::Deserializer::from_str(&text)).map_err(JsonError::new)
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self.0, Node::Null)
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        if let Node::Text(text) = &self.0 { Some(text) } else { None }
    }

    /// A boolean.
    pub fn as_bool(&self) -> Option<bool> {
        if let Node::Bool(value) = self.0 { Some(value) } else { None }
    }

    /// An integer that fits; never a float, never a string.
    pub fn as_i64(&self) -> Option<i64> {
        match self.0 {
            Node::Int(value) => Some(value),
            Node::Uint(value) => value.try_into().ok(),
            _ => None,
        }
    }

    /// A non-negative integer; never a float, never a string.
    pub fn as_u64(&self) -> Option<u64> {
        match self.0 {
            Node::Int(value) => value.try_into().ok(),
            Node::Uint(value) => Some(value),
            _ => None,
        }
    }

    /// Any number, large integers rounded.
    pub fn as_f64(&self) -> Option<f64> {
        match self.0 {
            Node::Int(value) => Some(value as f64),
            Node::Uint(value) => Some(value as f64),
            Node::Float(value) => Some(value),
            _ => None,
        }
    }

    /// A member of an object.
    pub fn get(&self, key: &str) -> Option<&Json> {
        if let Node::Object(members) = &self.0 { members.get(key) } else { None }
    }

    /// An element of a list.
    pub fn at(&self, index: usize) -> Option<&Json> {
        if let Node::List(items) = &self.0 { items.get(index) } else { None }
    }

    /// The value that a JSON pointer names (RFC 6901 §4): `""` is the whole value, `/a/0` an element.
    pub fn pointer(&self, pointer: &str) -> Option<&Json> {
        if pointer.is_empty() {
            return Some(self);
        }
        let steps = pointer.strip_prefix('/')?.split('/');
        steps.map(|step| step.replace("~1", "/").replace("~0", "~")).try_fold(self, |value, step| {
            if let Node::List(_) = value.0 {
                let canonical = step == "0" || !step.starts_with(['0', '+']);
                canonical.then(|| step.parse().ok()).flatten().and_then(|index| value.at(index))
            } else {
                value.get(&step)
            }
        })
    }

    /// How many elements a list or members an object has; 0 for everything else.
    pub fn len(&self) -> usize {
        match &self.0 {
            Node::List(items) => items.len(),
            Node::Object(members) => members.len(),
            _ => 0,
        }
    }

    /// Whether [`len`](Self::len) is 0.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The elements of a list; nothing for everything else.
    pub fn items(&self) -> impl Iterator<Item = &Json> {
        let items: &[Json] = if let Node::List(items) = &self.0 { items } else { &[] };
        items.iter()
    }

    /// The members of an object in the order of their keys; nothing for everything else.
    pub fn members(&self) -> impl Iterator<Item = (&str, &Json)> {
        let members = if let Node::Object(members) = &self.0 { Some(members) } else { None };
        members.into_iter().flatten().map(|(key, value)| (key.as_str(), value))
    }
}

/// Why a text is no JSON, or a value does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonError(Box<str>);

impl JsonError {
    fn new(error: serde_json::Error) -> Self {
        JsonError(error.to_string().into())
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for JsonError {}

impl FromStr for Json {
    type Err = JsonError;

    fn from_str(text: &str) -> Result<Self, JsonError> {
        serde_json::from_str(text).map_err(JsonError::new)
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(self).map_err(|_| fmt::Error)?)
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

macro_rules! from {
    ($($from:ty => $variant:ident $(($via:ident))?),* $(,)?) => { $(
        impl From<$from> for Json {
            fn from(value: $from) -> Self {
                Json(Node::$variant($($via::from)?(value)))
            }
        }
    )* };
}

from! {
    bool => Bool,
    i32 => Int(i64),
    u32 => Int(i64),
    i64 => Int,
    &str => Text(String),
    String => Text,
    Vec<Json> => List,
    BTreeMap<String, Json> => Object,
}

impl From<u64> for Json {
    fn from(value: u64) -> Self {
        Json(i64::try_from(value).map_or(Node::Uint(value), Node::Int))
    }
}

/// JSON has no infinities and no NaN; they become `null`.
impl From<f64> for Json {
    fn from(value: f64) -> Self {
        Json(if value.is_finite() { Node::Float(value) } else { Node::Null })
    }
}

impl Decode for Json {
    fn decode<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_any(JsonVisitor)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        Json::decode(input)
    }
}

/// The number that these digits spell.
fn number(digits: &str) -> Json {
    let small = digits.parse::<i64>().ok().map(Json::from);
    let large = || digits.parse::<u64>().ok().map(Json::from);
    let float = || digits.parse::<f64>().ok().map(Json::from);
    small.or_else(large).or_else(float).unwrap_or(Json::NULL)
}

struct JsonVisitor;

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
        Json::decode(input)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(Seed::<Json>::new())? {
            items.push(item);
        }
        Ok(items.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut members = BTreeMap::new();
        while let Some(key) = map.next_key::<String>()? {
            if members.is_empty() && key == NUMBER_TOKEN {
                return Ok(number(&map.next_value::<String>()?));
            }
            let value = map.next_value_seed(Seed::<Json>::new())?;
            if members.contains_key(&key) {
                return Err(under(Segment::Key(&key), "duplicate key"));
            }
            members.insert(key, value);
        }
        Ok(members.into())
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Node::Null => out.serialize_unit(),
            Node::Bool(value) => out.serialize_bool(*value),
            Node::Int(value) => out.serialize_i64(*value),
            Node::Uint(value) => out.serialize_u64(*value),
            Node::Float(value) => out.serialize_f64(*value),
            Node::Text(text) => out.serialize_str(text),
            Node::List(items) => out.collect_seq(items),
            Node::Object(members) => out.collect_map(members),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn any_value_round_trips() {
        let text = r#"{"a":[1,-2,1.5,18446744073709551615,"x",true,null],"b":{}}"#;
        let value: Json = text.parse().expect("JSON");
        assert_eq!(value.to_string(), text);
        assert_eq!(format!("{value:?}"), text);
        assert_eq!(value.pointer("/a/4").and_then(Json::as_str), Some("x"));
        assert_eq!(value.pointer("/a/1").and_then(Json::as_i64), Some(-2));
        assert_eq!(value.pointer("/a/3").and_then(Json::as_u64), Some(u64::MAX));
        assert_eq!(value.pointer("/a/2").and_then(Json::as_f64), Some(1.5));
        assert_eq!(value.pointer("/a/05"), None);
        assert_eq!(value.pointer("/a/-1"), None);
        assert_eq!(value.pointer(""), Some(&value));
        assert_eq!((value.len(), value.get("a").map(Json::len), value.get("zzz")), (2, Some(7), None));
        let error = value.read::<i64>().expect_err("an object").to_string();
        assert!(error.starts_with("expected an integer, found an object"), "{error}");
    }

    #[test]
    fn doubled_keys_and_garbage_are_errors() {
        assert!("{\"a\":1,\"a\":2}".parse::<Json>().is_err());
        assert!("{} x".parse::<Json>().is_err());
        assert!(["["; 200].concat().parse::<Json>().is_err());
    }
}
