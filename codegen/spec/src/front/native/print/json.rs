//! JSON values as YAML.

use super::tree::{Entry, Value as Yaml};
use crate::json::Value;

/// A document as YAML.
#[must_use]
pub fn yaml(document: &Value) -> String {
    match document {
        Value::Object(members) => super::text(&members.iter().map(entry).collect::<Vec<_>>()),
        other => other.page(),
    }
}

fn entry((key, value): &(String, Value)) -> Entry {
    Entry::name(key, value_of(value))
}

fn value_of(value: &Value) -> Yaml {
    match value {
        Value::Null => Yaml::word("null"),
        Value::Flag(flag) => Yaml::word(flag),
        Value::Number(number) => Yaml::word(number),
        Value::Digits(digits) => Yaml::word(digits),
        Value::Text(text) => Yaml::text(text),
        Value::List(items) => Yaml::list(items.iter().map(value_of)),
        Value::Object(members) => Yaml::map(members.iter().map(entry)),
    }
}
