//! What is printed as a tree of entries, and its layout: on one line where it fits, else on the lines below.

use super::notes::{Note, Notes};
use super::scalar;
use super::writer::Writer;
use crate::ast::Allow;
use crate::front::native::keys::Section;
use crate::source::Spanned;

/// A value.
#[derive(Debug, Clone)]
pub enum Value {
    /// A scalar as it is spelled.
    Word(String),
    /// The path of an endpoint, which needs quotes between brackets only.
    UrlPath(String),
    /// A scalar of several lines: the first one is after the key, the others below it.
    Text(Vec<String>),
    /// A list; its items have no key.
    List(Vec<Entry>, Layout),
    /// A map.
    Map(Vec<Entry>, Layout),
}

/// The layout of a list or map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// On one line where it fits.
    Fit,
    /// An entry a line. What is inside has so many characters on one line at most.
    Lines(usize),
}

/// A key with its value, an item of a list, or a comment on a line of its own.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key as it is spelled; empty for an item and for a comment.
    pub key: String,
    /// The value.
    pub value: Value,
    /// The comment after it.
    pub notes: Vec<Note>,
    /// Comments that somebody wrote.
    pub comments: Comments,
    /// Whether an empty line is above it.
    pub is_apart: bool,
}

/// Comments that somebody wrote, each with its `#`.
#[derive(Debug, Clone, Default)]
pub struct Comments {
    /// Those above an entry; an empty one stands for an empty line.
    pub above: Vec<String>,
    /// The one at the end of its first line.
    pub after: Option<String>,
}

impl Comments {
    fn are_none(&self) -> bool {
        self.above.is_empty() && self.after.is_none()
    }
}

/// The maximum length of a list or map on one line, in characters.
pub const LINE: usize = 140;

/// The maximum for a check, which is read more closely.
pub(super) const CHECK_LINE: usize = 120;

impl Value {
    /// A text.
    pub(super) fn text(text: &str) -> Self {
        Self::Word(scalar::spell(text))
    }

    /// A word of the format or a number.
    pub(super) fn word(word: impl ToString) -> Self {
        Self::Word(word.to_string())
    }

    /// A value that the server compares or sends: a number is unquoted, unless some reader would change it.
    pub(super) fn data(value: &Spanned<String>, notes: &Notes) -> Self {
        let text = value.as_str();
        let is_plain = !notes.is_text(value) && scalar::is_canonical(text);
        Self::Word(if is_plain { text.to_owned() } else { scalar::spell_value(text) })
    }

    /// A list that may be on one line.
    pub(super) fn list(items: impl IntoIterator<Item = Self>) -> Self {
        Self::List(items.into_iter().map(Entry::item).collect(), Layout::Fit)
    }

    /// One value, or a list of several.
    pub(super) fn one_or_many(items: impl IntoIterator<Item = Self>) -> Self {
        let mut items: Vec<Self> = items.into_iter().collect();
        match (items.len(), items.pop()) {
            (1, Some(item)) => item,
            (_, last) => Self::list(items.into_iter().chain(last)),
        }
    }

    /// A map that may be on one line.
    pub(super) fn map(entries: impl IntoIterator<Item = Entry>) -> Self {
        Self::Map(entries.into_iter().collect(), Layout::Fit)
    }

    /// A map with an entry a line.
    pub(super) fn lines(entries: impl IntoIterator<Item = Entry>) -> Self {
        Self::Map(entries.into_iter().collect(), Layout::Lines(LINE))
    }

    /// A map with the keys of a section, in canonical order.
    pub(super) fn section(section: &Section, entries: Vec<Entry>) -> Self {
        Self::Map(sorted(section, entries), Layout::Fit)
    }

    /// On one line.
    #[must_use]
    pub fn line(&self) -> String {
        match self {
            Self::Word(word) => word.clone(),
            Self::Text(lines) => lines.join(" "),
            Self::UrlPath(path) => scalar::spell(path),
            Self::List(items, _) => format!("[{}]", joined(items)),
            Self::Map(entries, _) => format!("{{{}}}", joined(entries)),
        }
    }

    /// Whether it is a list or map without entries.
    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Self::List(..) | Self::Map(..)) && self.entries().is_empty()
    }

    fn entries(&self) -> &[Entry] {
        match self {
            Self::Word(_) | Self::UrlPath(_) | Self::Text(_) => &[],
            Self::List(entries, _) | Self::Map(entries, _) => entries,
        }
    }

    /// The notes inside of it, in their order.
    fn notes(&self) -> Vec<Note> {
        self.entries().iter().flat_map(Entry::all_notes).collect()
    }

    /// Whether it is on one line, and else how many characters the lines below have.
    fn width_below(&self, width: usize) -> Option<usize> {
        match self {
            Self::List(_, Layout::Lines(inner)) | Self::Map(_, Layout::Lines(inner)) => Some(*inner),
            _ if self.fits(width) && !self.has_comments() => None,
            _ => Some(width),
        }
        .filter(|_| !self.entries().is_empty())
    }

    /// Whether there are comments inside, which end their lines.
    fn has_comments(&self) -> bool {
        self.entries().iter().any(|entry| !entry.comments.are_none() || entry.value.has_comments())
    }

    /// Whether it has so many characters at most on one line.
    pub(super) fn fits(&self, width: usize) -> bool {
        self.entries().is_empty() || self.line().chars().nth(width).is_none()
    }

    /// The items of a list of words that may be on one line.
    fn words(&self) -> Option<Vec<&str>> {
        let Self::List(items, Layout::Fit) = self else { return None };
        items
            .iter()
            .map(|Entry { value, notes, comments, .. }| match value {
                Self::Word(word) if notes.is_empty() && comments.are_none() => Some(word.as_str()),
                _ => None,
            })
            .collect()
    }

    /// Writes what is inside: an entry or item a line, or as many words as fit.
    fn write_below(&self, indent: usize, width: usize, writer: &mut Writer<'_>) {
        if let Some(words) = self.words() {
            for line in filled(&words, FILLED.saturating_sub(indent)) {
                writer.line(indent, &line, &[], None);
            }
            return;
        }
        let is_list = matches!(self, Self::List(..));
        for entry in self.entries() {
            if is_list { entry.write_item(indent, width, writer) } else { entry.write(indent, width, writer) }
        }
    }
}

/// The maximum length of a line that is filled with words, with its indentation.
const FILLED: usize = 118;

/// `[a, b,` and ` c]`.
fn filled(words: &[&str], width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::from("[");
    for (at, word) in words.iter().enumerate() {
        let end = if at + 1 < words.len() { "," } else { "]" };
        let is_first = line.len() <= 1;
        if !is_first && line.chars().count() + 1 + word.chars().count() + end.len() > width {
            lines.push(std::mem::replace(&mut line, String::from(" ")));
        } else if !is_first {
            line.push(' ');
        }
        line.push_str(word);
        line.push_str(end);
    }
    lines.push(line);
    lines
}

/// Separates entries by empty lines.
pub fn apart(entries: impl IntoIterator<Item = Entry>) -> impl Iterator<Item = Entry> {
    entries.into_iter().enumerate().map(|(at, entry)| if at > 0 { entry.apart() } else { entry })
}

/// Brings entries into the order of their section.
pub(super) fn sorted(section: &Section, mut entries: Vec<Entry>) -> Vec<Entry> {
    entries.sort_by_key(|entry| section.keys.iter().position(|key| key.name == entry.key));
    entries
}

fn joined(entries: &[Entry]) -> String {
    entries.iter().map(Entry::line).collect::<Vec<_>>().join(", ")
}

impl Entry {
    /// `allow:`, if it has codes.
    pub(super) fn allow(Allow { codes, places: _ }: &Allow) -> Option<Self> {
        let codes_of = || codes.iter().map(|code| Value::text(code.as_str()));
        (!codes.is_empty()).then(|| Self::key("allow", Value::list(codes_of())))
    }

    /// An entry without a comment; the key is a word of the format.
    pub(super) fn key(key: &str, value: Value) -> Self {
        Self::spelled(key.to_owned(), value)
    }

    /// An entry whose key is a name of the author's.
    pub(super) fn name(key: &str, value: Value) -> Self {
        Self::spelled(scalar::spell(key), value)
    }

    pub(super) fn spelled(key: String, value: Value) -> Self {
        Self { key, value, notes: Vec::new(), comments: Comments::default(), is_apart: false }
    }

    /// An item of a list.
    #[must_use]
    pub fn item(value: Value) -> Self {
        Self::spelled(String::new(), value)
    }

    /// A section of a file.
    #[must_use]
    pub fn section(key: &str, entries: impl IntoIterator<Item = Self>, notes: &[Note]) -> Self {
        Self::key(key, Value::lines(entries)).noted(notes)
    }

    /// A comment on a line of its own.
    #[must_use]
    pub fn comment(note: Note) -> Self {
        Self::item(Value::Word(String::new())).noted(&[note])
    }

    /// With a comment.
    #[must_use]
    pub(super) fn noted(mut self, notes: &[Note]) -> Self {
        self.notes.extend_from_slice(notes);
        self
    }

    /// With an empty line above.
    #[must_use]
    pub fn apart(mut self) -> Self {
        self.is_apart = true;
        self
    }

    /// On one line, without its comment.
    #[must_use]
    pub fn line(&self) -> String {
        let value = self.value.line();
        match (self.key.is_empty(), value.is_empty()) {
            (true, _) => value,
            (false, true) => format!("{}:", self.key),
            (false, false) => format!("{}: {value}", self.key),
        }
    }

    /// On a line of its own.
    fn block_line(&self) -> String {
        match &self.value {
            Value::UrlPath(path) => format!("{}: {}", self.key, scalar::spell_url_path(path)),
            _ => self.line(),
        }
    }

    fn all_notes(&self) -> Vec<Note> {
        self.notes.iter().cloned().chain(self.value.notes()).collect()
    }

    /// Writes it: on one line when its value fits, else its value below it.
    pub fn write(&self, indent: usize, width: usize, writer: &mut Writer<'_>) {
        self.write_above(indent, writer);
        if self.is_only_comments() {
            return;
        }
        let after = self.comments.after.as_deref();
        match (&self.value, self.value.width_below(width)) {
            (Value::Text(lines), _) => self.write_text(indent, &format!("{}: ", self.key), lines, writer),
            (_, None) => writer.line(indent, &self.block_line(), &self.all_notes(), after),
            (_, Some(inner)) => {
                writer.line(indent, &format!("{}:", self.key), &self.notes, after);
                self.value.write_below(indent + 2, inner, writer);
            }
        }
    }

    /// Writes it as an item of a list.
    pub fn write_item(&self, indent: usize, width: usize, writer: &mut Writer<'_>) {
        self.write_above(indent, writer);
        if self.is_only_comments() {
            return;
        }
        let after = self.comments.after.as_deref();
        match (&self.value, self.value.width_below(width)) {
            (Value::Text(lines), _) => self.write_text(indent, "- ", lines, writer),
            (_, None) => writer.line(indent, &format!("- {}", self.line()), &self.all_notes(), after),
            (Value::Map(entries, _), Some(inner))
                if self.notes.is_empty() && after.is_none() && begins(entries) =>
            {
                writer.item();
                self.value.write_below(indent + 2, inner, writer);
            }
            (_, Some(inner)) => {
                writer.line(indent, "-", &self.notes, after);
                self.value.write_below(indent + 2, inner, writer);
            }
        }
    }

    /// Whether there is nothing but comments above.
    fn is_only_comments(&self) -> bool {
        let is_nothing = self.key.is_empty() && matches!(&self.value, Value::Word(word) if word.is_empty());
        is_nothing && self.notes.is_empty() && !self.comments.above.is_empty()
    }

    fn write_above(&self, indent: usize, writer: &mut Writer<'_>) {
        if self.is_apart {
            writer.gap();
        }
        for comment in &self.comments.above {
            if comment.is_empty() { writer.gap() } else { writer.line(indent, comment, &[], None) }
        }
    }

    fn write_text(&self, indent: usize, head: &str, lines: &[String], writer: &mut Writer<'_>) {
        let mut lines = lines.iter();
        let first = lines.next().map(String::as_str).unwrap_or_default();
        writer.line(indent, &format!("{head}{first}"), &self.notes, self.comments.after.as_deref());
        for line in lines {
            let indent = if line.is_empty() { 0 } else { indent + 2 };
            writer.line(indent, line, &[], None);
        }
    }
}

/// Whether the first of some entries can be on the line of the item that they are.
fn begins(entries: &[Entry]) -> bool {
    entries
        .first()
        .is_some_and(|first| !first.key.is_empty() && !first.is_apart && first.comments.above.is_empty())
}
