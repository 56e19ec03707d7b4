//! Values of the YAML, and whether they fit on a line.

use super::pen::Pen;
use super::scalar;
use crate::sheet::{Note, Scalar};

/// A value.
#[derive(Debug, Clone)]
pub(crate) enum Flow {
    /// A scalar as it is spelled.
    Word(String),
    /// A list.
    List(Vec<Flow>),
    /// A map; the keys are spelled.
    Map(Vec<Entry>),
}

/// A key with its value.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// The key as it is spelled.
    pub(crate) key: String,
    /// The value.
    pub(crate) value: Flow,
    /// What the comment behind it says.
    pub(crate) notes: Vec<Note>,
}

/// How many characters a map or list on one line has at most.
pub(crate) const LINE: usize = 140;

/// The same for a check, which is read more closely.
pub(crate) const CHECK_LINE: usize = 120;

impl Flow {
    /// A text.
    pub(crate) fn text(text: &str) -> Self {
        Self::Word(scalar::spell(text))
    }

    /// A word of the format.
    pub(crate) fn word(word: &str) -> Self {
        Self::Word(word.to_owned())
    }

    /// A type.
    pub(crate) fn ty(ty: &str) -> Self {
        Self::Word(scalar::spell_type(ty))
    }

    /// A scalar that says by itself whether it is a text.
    pub(crate) fn scalar(value: &Scalar) -> Self {
        Self::Word(match value {
            Scalar::Text(text) => scalar::spell_value(text),
            Scalar::Plain(plain) => scalar::spell_plain(plain),
        })
    }

    /// One value, or a list of several.
    pub(crate) fn one_or_many(mut values: Vec<Self>) -> Self {
        match (values.len(), values.pop()) {
            (1, Some(value)) => value,
            (_, last) => Self::List(values.into_iter().chain(last).collect()),
        }
    }

    /// A map of one entry.
    pub(crate) fn single(key: String, value: Self) -> Self {
        Self::Map(vec![Entry::plain(key, value)])
    }

    /// On one line.
    pub(crate) fn line(&self) -> String {
        match self {
            Self::Word(word) => word.clone(),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(Self::line).collect();
                format!("[{}]", items.join(", "))
            }
            Self::Map(entries) => {
                let entries: Vec<String> = entries.iter().map(Entry::line).collect();
                format!("{{{}}}", entries.join(", "))
            }
        }
    }

    /// The notes inside of it, in their order.
    pub(crate) fn notes(&self) -> Vec<Note> {
        match self {
            Self::Word(_) => Vec::new(),
            Self::List(items) => items.iter().flat_map(Self::notes).collect(),
            Self::Map(entries) => entries
                .iter()
                .flat_map(|entry| entry.notes.iter().cloned().chain(entry.value.notes()))
                .collect(),
        }
    }

    /// Whether it stands on one line of at most so many characters, or has no other form.
    pub(crate) fn fits(&self, width: usize) -> bool {
        match self {
            Self::Word(_) => true,
            Self::List(items) if items.is_empty() => true,
            Self::Map(entries) if entries.is_empty() => true,
            Self::List(_) | Self::Map(_) => self.line().chars().nth(width).is_none(),
        }
    }
}

impl Entry {
    /// An entry without a comment; the key is spelled.
    pub(crate) fn plain(key: impl Into<String>, value: Flow) -> Self {
        Self { key: key.into(), value, notes: Vec::new() }
    }

    /// An entry with a comment.
    pub(crate) fn noted(key: impl Into<String>, value: Flow, notes: &[Note]) -> Self {
        Self { key: key.into(), value, notes: notes.to_vec() }
    }

    fn line(&self) -> String {
        format!("{}: {}", self.key, self.value.line())
    }

    /// Writes it: on one line when its value fits, else its value below it.
    pub(crate) fn write(&self, indent: usize, width: usize, pen: &mut Pen<'_>) {
        if self.value.fits(width) {
            let notes: Vec<Note> = self.notes.iter().cloned().chain(self.value.notes()).collect();
            pen.line(indent, &self.line(), &notes);
        } else {
            pen.line(indent, &format!("{}:", self.key), &self.notes);
            below(&self.value, indent + 2, width, pen);
        }
    }
}

/// Writes what is inside a map or list, an entry or item a line.
pub(crate) fn below(value: &Flow, indent: usize, width: usize, pen: &mut Pen<'_>) {
    match value {
        Flow::Word(word) => pen.line(indent, word, &[]),
        Flow::Map(entries) => entries.iter().for_each(|entry| entry.write(indent, width, pen)),
        Flow::List(items) => {
            for item in items {
                if item.fits(width) {
                    pen.line(indent, &format!("- {}", item.line()), &item.notes());
                } else {
                    pen.line(indent, "-", &[]);
                    below(item, indent + 2, width, pen);
                }
            }
        }
    }
}
