//! Values that the author wrote down, and the examples of an endpoint.

use super::scalar;
use super::tree::{Entry, Value};
use crate::ast::{Examples, Part, Sample, SampleKind};
use crate::front::native::keys;

/// `example:` of an endpoint.
pub(super) fn examples(Examples { request, response, files }: &Examples) -> Option<Entry> {
    let inline =
        |key: &str, value: &Option<Sample>| value.as_ref().map(|value| Entry::key(key, sample(value)));
    let mut entries: Vec<Entry> =
        inline("request", request).into_iter().chain(inline("response", response)).collect();
    entries.extend(files.iter().map(|file| {
        let key = match file.of {
            Part::Request => "request_file",
            Part::Response => "response_file",
        };
        Entry::key(key, Value::text(file.name.as_str()))
    }));
    (!entries.is_empty()).then(|| Entry::key("example", Value::section(&keys::EXAMPLE, entries)))
}

/// A value that the author wrote down.
pub(super) fn sample(sample: &Sample) -> Value {
    match &sample.kind {
        SampleKind::Null => Value::word("null"),
        SampleKind::Plain(text) => Value::Word(scalar::spell_as_is(text)),
        SampleKind::Quoted(text) => Value::Word(scalar::quoted(text)),
        SampleKind::List(items) => Value::list(items.iter().map(self::sample)),
        SampleKind::Map(entries) => {
            Value::map(entries.iter().map(|(key, value)| Entry::name(key.as_str(), self::sample(value))))
        }
    }
}
