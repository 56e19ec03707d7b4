//! The parts of schemas that hold together.

use super::document::At;
use crate::source::Spanned;

/// Keywords that say nothing about which values are valid.
const ANNOTATIONS: &[&str] = &[
    "$ref",
    "$comment",
    "$id",
    "$anchor",
    "$schema",
    "$defs",
    "definitions",
    "title",
    "summary",
    "description",
    "default",
    "deprecated",
    "example",
    "examples",
    "externalDocs",
    "nullable",
    "readOnly",
    "writeOnly",
    "xml",
    "discriminator",
];

pub(super) fn is_annotation(key: &str) -> bool {
    ANNOTATIONS.contains(&key) || key.starts_with("x-")
}

/// Whether a schema has keywords other than these and annotations.
pub(super) fn constrains(at: At<'_>, beside: &[&str]) -> bool {
    at.node.entries().any(|(key, _)| !is_annotation(key.text) && !beside.contains(&key.text))
}

/// Whether a member of a list of schemas is more than annotations.
pub(super) fn says_something(at: At<'_>) -> bool {
    constrains(at, &[]) || at.has("$ref") || at.flag("nullable")
}

/// The schema that says most.
pub(super) fn last<'a>(parts: &[At<'a>]) -> At<'a> {
    parts[parts.len() - 1]
}

pub(super) fn has(parts: &[At<'_>], key: &str) -> bool {
    parts.iter().any(|part| part.has(key))
}

/// The value of a key in the last schema that has it.
pub(super) fn last_of<'a>(parts: &[At<'a>], key: &str) -> Option<At<'a>> {
    parts.iter().rev().find_map(|part| part.get(key))
}

pub(super) fn last_text<'a>(parts: &[At<'a>], key: &str) -> Option<&'a str> {
    parts.iter().rev().find_map(|part| part.text(key))
}

/// The kinds of JSON that `type` names in the last schema that has it.
pub(super) fn kinds<'a>(parts: &[At<'a>]) -> Vec<&'a str> {
    let of = |part: &At<'a>| -> Vec<&'a str> {
        let Some(ty) = part.node.get("type") else { return Vec::new() };
        match ty.scalar() {
            Some(scalar) => vec![if scalar.is_null() { "null" } else { scalar.text }],
            None => ty
                .items()
                .filter_map(|item| item.scalar())
                .map(|item| if item.is_null() { "null" } else { item.text })
                .collect(),
        }
    };
    parts.iter().rev().map(of).find(|kinds| !kinds.is_empty()).unwrap_or_default()
}

/// The text of a description with more about the value after it.
pub(super) fn with_notes(
    doc: Option<Spanned<String>>,
    notes: Vec<Spanned<String>>,
) -> Option<Spanned<String>> {
    let mut all = doc.into_iter().chain(notes);
    let mut first = all.next()?;
    for note in all {
        first.value.push_str("\n\n");
        first.value.push_str(note.as_str());
    }
    Some(first)
}
