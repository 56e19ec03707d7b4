//! JSON to write: values in the order they were put together, on one line or indented.

use crate::hidden::is_unsafe;

/// A value of a document that is being written (RFC 8259).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A whole number.
    Number(usize),
    /// A number as it is spelled.
    Digits(String),
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
pub fn object<K: Into<String>, const N: usize>(members: [(K, Value); N]) -> Value {
    Value::Object(members.into_iter().map(|(key, value)| (key.into(), value)).collect())
}

impl Value {
    /// Appends a member; does nothing if the value is not an object.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        if let Self::Object(members) = &mut self {
            members.push((key.to_owned(), value.into()));
        }
        self
    }

    /// A member of an object.
    #[must_use]
    pub fn member(&self, key: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// The text of a string.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// Prints the value on one line, without spaces.
    pub fn line(&self) -> String {
        let mut out = String::new();
        write(&mut out, self, Layout::Line);
        out
    }

    /// For people: a value that fits is on one line; otherwise each member and item has its own line, indented by two
    /// spaces. There is a line break at the end.
    pub fn page(&self) -> String {
        let mut out = String::new();
        write(&mut out, self, Layout::Page { depth: 0 });
        out.push('\n');
        out
    }
}

/// The longest line of a page, but for long texts.
const WIDTH: usize = 100;

#[derive(Clone, Copy)]
enum Layout {
    Line,
    /// Prints the value on one line, with spaces.
    Row,
    Page {
        depth: usize,
    },
}

impl Layout {
    /// The contents of the value.
    fn inner(self) -> Self {
        match self {
            Self::Page { depth } => Self::Page { depth: depth + 1 },
            other => other,
        }
    }

    /// Between `[` or `,` and an item.
    fn before_item(self, out: &mut String, at: usize) {
        match self {
            Self::Page { depth } => {
                out.push('\n');
                out.extend(std::iter::repeat_n("  ", depth + 1));
            }
            Self::Row if at > 0 => out.push(' '),
            Self::Row | Self::Line => {}
        }
    }

    fn before_end(self, out: &mut String) {
        if let Self::Page { depth } = self {
            out.push('\n');
            out.extend(std::iter::repeat_n("  ", depth));
        }
    }

    fn colon(self) -> &'static str {
        if matches!(self, Self::Line) { ":" } else { ": " }
    }
}

/// The value on one line, if it fits after what the line already contains.
fn row(value: &Value, out: &str) -> Option<String> {
    let mut row = String::new();
    write(&mut row, value, Layout::Row);
    let column = out.chars().rev().take_while(|c| *c != '\n').count();
    (column + row.chars().count() < WIDTH).then_some(row)
}

fn write(out: &mut String, value: &Value, layout: Layout) {
    if matches!(layout, Layout::Page { .. })
        && let Some(row) = row(value, out)
    {
        return out.push_str(&row);
    }
    match value {
        Value::Null => out.push_str("null"),
        Value::Flag(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Value::Number(number) => out.push_str(&number.to_string()),
        Value::Digits(digits) => out.push_str(digits),
        Value::Text(text) => string(out, text),
        Value::List(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                layout.before_item(out, at);
                write(out, item, layout.inner());
            }
            layout.before_end(out);
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for (at, (key, value)) in members.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                layout.before_item(out, at);
                string(out, key);
                out.push_str(layout.colon());
                write(out, value, layout.inner());
            }
            layout.before_end(out);
            out.push('}');
        }
    }
}

/// A JSON string; whatever must not reach a terminal is escaped too, which changes nothing for a JSON reader.
pub fn string(out: &mut String, text: &str) {
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
    fn every_layout() {
        let inner = object([("b", Value::from(vec![Value::from("签\"\u{202e}"), Value::Null]))]);
        let value = object([("d", Value::from(1)), ("c", Value::from(Vec::new()))]).with("a", inner);
        assert_eq!(value.line(), "{\"d\":1,\"c\":[],\"a\":{\"b\":[\"签\\\"\\u202e\",null]}}");
        assert_eq!(value.page(), "{\"d\": 1, \"c\": [], \"a\": {\"b\": [\"签\\\"\\u202e\", null]}}\n");
        let long = "x".repeat(90);
        let page = value.with("e", vec![Value::from(long.as_str()), Value::from(true)]).page();
        let wanted = format!(
            "{{\n  \"d\": 1,\n  \"c\": [],\n  \"a\": {{\"b\": [\"签\\\"\\u202e\", null]}},\n  \"e\": [\n    \"{long}\",\n    true\n  ]\n}}\n"
        );
        assert_eq!(page, wanted);
    }
}
