//! Values of pages as the interpreter reads them.

use std::collections::BTreeSet;

use crate::json::{Kind, Value};
use stubwright_spec::ast::{Sample, SampleKind};
use stubwright_spec::source::Span;

/// A value of a page.
pub(super) struct Seen {
    pub(super) sample: Sample,
    /// The placeholders in it: nothing follows from their kind.
    placeholders: BTreeSet<Span>,
}

impl Seen {
    pub(super) fn of(value: &Value) -> Self {
        let mut placeholders = BTreeSet::new();
        let sample = sample(value, &mut placeholders);
        Self { sample, placeholders }
    }

    pub(super) fn is_placeholder(&self, span: Span) -> bool {
        self.placeholders.contains(&span)
    }
}

fn sample(value: &Value, placeholders: &mut BTreeSet<Span>) -> Sample {
    let kind = match &value.kind {
        Kind::Null => SampleKind::Null,
        Kind::Bool(flag) => SampleKind::Plain(flag.to_string()),
        Kind::Number(digits) => SampleKind::Plain(digits.clone()),
        Kind::Text(text) => {
            if stands_in(text) {
                placeholders.insert(value.span);
            }
            SampleKind::Quoted(text.clone())
        }
        Kind::Blank => {
            placeholders.insert(value.span);
            SampleKind::Quoted(String::from("…"))
        }
        Kind::List(items) => SampleKind::List(items.iter().map(|item| sample(item, placeholders)).collect()),
        Kind::Object(members) => SampleKind::Map(
            members.iter().map(|(key, value)| (key.clone(), sample(value, placeholders))).collect(),
        ),
    };
    Sample { span: value.span.into(), kind }
}

/// Whether a text is a placeholder for a value: `string`, `***`, `<id>`, `${id}`, `xxx`.
pub(super) fn stands_in(text: &str) -> bool {
    let text = text.trim();
    let is_word = matches!(text.to_lowercase().as_str(), "" | "string" | "str" | "text" | "null" | "none");
    let is_wrapped = [('<', '>'), ('{', '}'), ('[', ']')]
        .iter()
        .any(|(start, end)| text.starts_with(*start) && text.ends_with(*end));
    let is_mark = |c: char| matches!(c, '*' | '.' | '…' | '·' | '-' | '_' | 'x' | 'X' | '?');
    is_word || is_wrapped || text.starts_with("${") || text.contains("...") || text.chars().all(is_mark)
}
