//! The kind of JSON that a type is written as: it lets an untagged union distinguish `"7"` from `7` although a type
//! reads both.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

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
    /// Whether valid JSON without surrounding whitespace has this shape.
    pub(crate) fn fits(self, json: &str) -> bool {
        let first = json.bytes().next().unwrap_or_default();
        let number = matches!(first, b'-' | b'0'..=b'9');
        match self {
            Shape::Any => true,
            Shape::Bool => matches!(first, b't' | b'f'),
            Shape::Integer => number && !json.contains(['.', 'e', 'E']),
            Shape::Number => number,
            Shape::Text => first == b'"',
            Shape::NumberOrText => number || first == b'"',
            Shape::Object => first == b'{',
            Shape::Nullable(other) => first == b'n' || other.fits(json),
            Shape::List(item) => serde_json::from_str::<Vec<&RawValue>>(json)
                .is_ok_and(|items| items.iter().all(|value| item.fits(value.get()))),
            Shape::Map(value) => serde_json::from_str::<BTreeMap<String, &RawValue>>(json)
                .is_ok_and(|members| members.values().all(|member| value.fits(member.get()))),
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
            assert!(shape.fits(fitting), "{shape:?} {fitting}");
            assert!(shape == Shape::Any || !shape.fits(other), "{shape:?} {other}");
        }
    }
}
