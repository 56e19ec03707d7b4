//! `Json`: any JSON value.

mod members;
mod number;
mod read;
mod visitor;

use std::collections::BTreeMap;
use std::fmt;

use serde_core::ser::SerializeMap;
use serde_core::{Serialize, Serializer};

use self::members::Members;
use self::number::Number;
pub(crate) use self::visitor::JsonVisitor;
use super::json_error::JsonError;
use super::reader::ENDLESS;
use super::value::{Value, read_all};
use super::writer::Writer;

/// Any JSON value: the type of a field without a declared type.
///
/// It is written as it was read: members keep their order and numbers all their digits. Objects are equal regardless of
/// the order of their members, numbers regardless of their notation (`1.50` and `1.5`). A duplicate key is an error,
/// and so are more than 128 levels of lists and objects. `Display` and `Debug` are compact JSON.
///
/// ```
/// use stubwright_runtime::v1::Json;
///
/// let value: Json = r#"{"price": 1.50, "id": 123456789012345678901234567890}"#.parse()?;
/// assert_eq!(value.to_string(), r#"{"price":1.50,"id":123456789012345678901234567890}"#);
/// assert_eq!(value.get("price"), Some(&Json::from(1.5)));
/// # Ok::<(), stubwright_runtime::v1::JsonError>(())
/// ```
#[derive(Clone, PartialEq, Default)]
pub struct Json(Node);

#[derive(Clone, PartialEq, Default)]
enum Node {
    #[default]
    Null,
    Bool(bool),
    Number(Number),
    Text(String),
    List(Vec<Json>),
    Object(Members<Json>),
}

impl Json {
    /// `null`.
    pub const NULL: Json = Json(Node::Null);

    /// The JSON form of `value`.
    ///
    /// # Errors
    /// If `value` can't be written as JSON, such as a map whose keys are not strings.
    pub fn from_value<T: Serialize + ?Sized>(value: &T) -> Result<Json, JsonError> {
        serde_json::to_string(value).map_err(|error| JsonError::say(error.to_string()))?.parse()
    }

    /// Reads a typed value from this one.
    ///
    /// # Errors
    /// If it does not fit, with the path of the value that does not.
    pub fn read<T: Value>(&self) -> Result<T, JsonError> {
        let mut value = T::fresh().ok_or_else(|| JsonError::say(ENDLESS.to_owned()))?;
        read_all(&self.to_string(), &mut value).map_err(|error| JsonError::say(error.text))?;
        Ok(value)
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
        if let Node::Number(number) = &self.0 { number.as_i64() } else { None }
    }

    /// A non-negative integer; never a float, never a string.
    pub fn as_u64(&self) -> Option<u64> {
        if let Node::Number(number) = &self.0 { number.as_u64() } else { None }
    }

    /// Any number, rounded to the nearest float; `None` if it is out of range.
    pub fn as_f64(&self) -> Option<f64> {
        if let Node::Number(number) = &self.0 { number.as_f64() } else { None }
    }

    /// The digits of a number as written, for numbers that don't fit any type of Rust.
    pub fn as_digits(&self) -> Option<String> {
        if let Node::Number(number) = &self.0 { Some(number.to_string()) } else { None }
    }

    /// A member of an object. Searches linearly.
    pub fn get(&self, key: &str) -> Option<&Json> {
        if let Node::Object(members) = &self.0 { members.get(key) } else { None }
    }

    /// An element of a list.
    pub fn at(&self, index: usize) -> Option<&Json> {
        if let Node::List(items) = &self.0 { items.get(index) } else { None }
    }

    /// The value at a JSON pointer (RFC 6901 §4): `""` is the whole value, `/a/0` an element.
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

    /// The number of elements of a list or members of an object; 0 for everything else.
    pub fn len(&self) -> usize {
        match &self.0 {
            Node::List(items) => items.len(),
            Node::Object(members) => members.0.len(),
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

    /// The members of an object in the order in which they came; nothing for everything else.
    pub fn members(&self) -> impl Iterator<Item = (&str, &Json)> {
        let members: &[(String, Json)] = if let Node::Object(members) = &self.0 { &members.0 } else { &[] };
        members.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// Writes it with the digits and the order that it was read with.
    fn write_to(&self, to: &mut Writer) {
        match &self.0 {
            Node::Null => to.null(),
            Node::Bool(value) => to.raw(if *value { "true" } else { "false" }),
            Node::Number(number) => number.write(to),
            Node::Text(text) => to.string(text),
            Node::List(items) => {
                to.open_list();
                for item in items {
                    to.next();
                    item.write_to(to);
                }
                to.close_list();
            }
            Node::Object(members) => {
                to.open_object();
                for (key, value) in &members.0 {
                    to.key(key);
                    value.write_to(to);
                }
                to.close_object();
            }
        }
    }

    /// Whether it is a list.
    pub(crate) fn is_list(&self) -> bool {
        matches!(self.0, Node::List(_))
    }

    /// Whether it is an object.
    pub fn is_object(&self) -> bool {
        matches!(self.0, Node::Object(_))
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut to = Writer::new();
        self.write_to(&mut to);
        f.write_str(&to.finish().map_err(|_| fmt::Error)?)
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

macro_rules! from {
    ($($from:ty => $variant:ident $(($via:path))?),* $(,)?) => { $(
        impl From<$from> for Json {
            fn from(value: $from) -> Self {
                Json(Node::$variant($($via)?(value)))
            }
        }
    )* };
}

from! {
    bool => Bool,
    i32 => Number(integer),
    u32 => Number(integer),
    i64 => Number(integer),
    &str => Text(String::from),
    String => Text,
    Vec<Json> => List,
    BTreeMap<String, Json> => Object(sorted),
}

fn integer(value: impl Into<i64>) -> Number {
    Number::Int(value.into())
}

fn sorted(members: BTreeMap<String, Json>) -> Members<Json> {
    Members(members.into_iter().collect())
}

impl From<u64> for Json {
    fn from(value: u64) -> Self {
        Json(Node::Number(i64::try_from(value).map_or(Number::Uint(value), Number::Int)))
    }
}

/// JSON has neither infinities nor NaN; they become `null`.
impl From<f64> for Json {
    fn from(value: f64) -> Self {
        let digits = serde_json::to_string(&value).ok().filter(|_| value.is_finite());
        digits.map_or(Json::NULL, |digits| Json(Node::Number(Number::Digits(digits.into()))))
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Node::Null => out.serialize_unit(),
            Node::Bool(value) => out.serialize_bool(*value),
            Node::Number(number) => number.serialize(out),
            Node::Text(text) => out.serialize_str(text),
            Node::List(items) => out.collect_seq(items),
            Node::Object(members) => {
                let mut map = out.serialize_map(Some(members.0.len()))?;
                for (key, value) in &members.0 {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
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
