//! JSON to write: values in the order they were put together.

use crate::diag::render::is_unsafe;

/// A value of a document that is being written (RFC 8259).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// `true` or `false`.
    Flag(bool),
    /// A whole number.
    Number(usize),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Value>),
    /// An object; members are written in this order.
    Object(Vec<(String, Value)>),
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Self {
        Self::List(items)
    }
}

/// An object of these members.
pub(crate) fn object<K: Into<String>, const N: usize>(members: [(K, Value); N]) -> Value {
    Value::Object(members.into_iter().map(|(key, value)| (key.into(), value)).collect())
}

impl Value {
    /// Another member behind the others; nothing happens to what is no object.
    #[must_use]
    pub(crate) fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        if let Self::Object(members) = &mut self {
            members.push((key.to_owned(), value.into()));
        }
        self
    }

    /// On one line, without blanks.
    pub(crate) fn line(&self) -> String {
        let mut out = String::new();
        write(&mut out, self);
        out
    }
}

fn write(out: &mut String, value: &Value) {
    match value {
        Value::Flag(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Value::Number(number) => out.push_str(&number.to_string()),
        Value::Text(text) => string(out, text),
        Value::List(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                write(out, item);
            }
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for (at, (key, value)) in members.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                string(out, key);
                out.push(':');
                write(out, value);
            }
            out.push('}');
        }
    }
}

/// A JSON string; whatever must not reach a terminal is escaped too, which changes nothing for a JSON reader.
pub(crate) fn string(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_unsafe(c) => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::{Value, object};

    #[test]
    fn members_keep_their_order() {
        let inner = object([("b", Value::from(vec![Value::from("签\"\u{202e}"), Value::from(true)]))]);
        let value = object([("d", Value::from(1)), ("c", Value::from(Vec::new()))]).with("a", inner);
        assert_eq!(value.line(), "{\"d\":1,\"c\":[],\"a\":{\"b\":[\"签\\\"\\u202e\",true]}}");
    }
}
