//! Notes about the parts of a printed spec.

use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};

use crate::source::{Span, Spanned};

/// A reason, a place, or both: `# ? by its name, page:12`, `# page:12`, `# beyond 2^53`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Note {
    /// Whether it is a guess: `?`.
    pub is_guess: bool,
    /// The reason; empty when the place says enough.
    pub text: String,
    /// The place in a document.
    pub span: Option<Span>,
}

/// The notes of an `ast`. A part of it is known by its span: an entry by that of its key, an error row and a check by
/// their own, and a key such as `message` or `response` by that of its value.
#[derive(Debug, Clone, Default)]
pub struct Notes {
    parts: BTreeMap<Span, Vec<Note>>,
    sections: BTreeMap<&'static str, Vec<Note>>,
    texts: BTreeSet<Span>,
}

impl Notes {
    /// Adds notes to a part.
    pub fn add(&mut self, part: Span, notes: &[Note]) {
        if notes.is_empty() {
            return;
        }
        match self.parts.entry(part) {
            Entry::Vacant(entry) => {
                entry.insert(notes.to_vec());
            }
            Entry::Occupied(mut entry) => entry.get_mut().extend_from_slice(notes),
        }
    }

    /// Adds notes to a whole section, such as `errors`.
    pub fn add_to_section(&mut self, name: &'static str, notes: &[Note]) {
        self.sections.entry(name).or_default().extend_from_slice(notes);
    }

    /// Keeps that a value is a text, although without quotes it would be read as a number, say: `"2.0"`.
    pub fn add_text(&mut self, value: Span) {
        self.texts.insert(value);
    }

    pub(super) fn of(&self, part: Span) -> &[Note] {
        self.parts.get(&part).map_or(&[], Vec::as_slice)
    }

    pub(super) fn of_section(&self, name: &str) -> &[Note] {
        self.sections.get(name).map_or(&[], Vec::as_slice)
    }

    pub(super) fn is_text<T>(&self, value: &Spanned<T>) -> bool {
        self.texts.contains(&value.span)
    }
}
