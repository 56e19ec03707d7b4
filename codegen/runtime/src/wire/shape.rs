//! The kind of JSON that a type is written as: it lets an untagged union distinguish `"7"` from `7` although a type
//! reads both.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::found::Found;
use super::path::{Segment, prepend};

/// The kind of JSON that a type is written as: it lets an untagged union distinguish `"7"` from `7` although a type
/// reads both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Not known: everything may fit.
    Any,
    /// `true` or `false`.
    Bool,
    /// A number without fraction and exponent.
    Integer,
    /// A number.
    Number,
    /// A string.
    Text,
    /// A number or a string.
    NumberOrText,
    /// An object.
    Object,
    /// `null` or the other.
    Nullable(&'static Shape),
    /// A list of these.
    List(&'static Shape),
    /// An object with values of this shape.
    Map(&'static Shape),
}

impl Shape {
    /// Why valid JSON without surrounding whitespace does not have this shape, with the path of what has another one.
    pub(crate) fn misfit(self, json: &str) -> Option<String> {
        let first = json.bytes().next().unwrap_or_default();
        let number = matches!(first, b'-' | b'0'..=b'9');
        let fits = match self {
            Shape::Any => true,
            Shape::Bool => matches!(first, b't' | b'f'),
            Shape::Integer => number && !json.contains(['.', 'e', 'E']),
            Shape::Number => number,
            Shape::Text => first == b'"',
            Shape::NumberOrText => number || first == b'"',
            Shape::Object => first == b'{',
            Shape::Nullable(_) if first == b'n' => true,
            Shape::Nullable(other) => return other.misfit(json),
            Shape::List(item) => match serde_json::from_str::<Vec<&RawValue>>(json) {
                Ok(items) => {
                    let mut items = items.iter().enumerate();
                    return items.find_map(|(at, value)| {
                        let error = item.misfit(value.get())?;
                        Some(prepend(Segment::Index(at), &error))
                    });
                }
                Err(_) => false,
            },
            Shape::Map(value) => match serde_json::from_str::<BTreeMap<String, &RawValue>>(json) {
                Ok(members) => {
                    return members.iter().find_map(|(key, member)| {
                        let error = value.misfit(member.get())?;
                        Some(prepend(Segment::Key(key), &error))
                    });
                }
                Err(_) => false,
            },
        };
        (!fits).then(|| format!("expected {}, found {}", self.words(), Found::of(json)))
    }

    fn words(self) -> &'static str {
        match self {
            Shape::Any => "a value",
            Shape::Bool => "true or false",
            Shape::Integer => "an integer",
            Shape::Number => "a number",
            Shape::Text => "a string",
            Shape::NumberOrText => "a number or a string",
            Shape::Object | Shape::Map(_) => "an object",
            Shape::List(_) => "a list",
            Shape::Nullable(other) => other.words(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Shape;

    #[test]
    fn shapes_tell_values_apart() {
        let list = Shape::List(&Shape::Integer);
        let map = Shape::Map(&Shape::Nullable(&Shape::Text));
        for (shape, fitting, other) in [
            (Shape::Bool, "true", "\"true\""),
            (Shape::Integer, "-12", "1e3"),
            (Shape::Number, "1.5", "\"1.5\""),
            (Shape::Text, "\"\"", "0"),
            (Shape::NumberOrText, "0", "false"),
            (Shape::Object, "{}", "[]"),
            (list, "[1, 2]", "[1,\"2\"]"),
            (list, "[]", "{}"),
            (map, "{\"a\":null,\"b\":\"x\"}", "{\"a\":1}"),
            (Shape::Any, "null", ""),
        ] {
            assert_eq!(shape.misfit(fitting), None, "{shape:?} {fitting}");
            assert!(shape == Shape::Any || shape.misfit(other).is_some(), "{shape:?} {other}");
        }
        assert_eq!(list.misfit("[1,\"2\"]").as_deref(), Some("[1]: expected an integer, found \"2\""));
        assert_eq!(map.misfit("{\"a\":1}").as_deref(), Some("a: expected a string, found 1"));
    }
}
