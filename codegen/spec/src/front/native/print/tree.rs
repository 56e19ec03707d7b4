//! The tree of entries to print, and its layout: on one line where it fits, else on the lines below.

use super::notes::{Note, Notes};
use super::scalar;
use super::writer::Writer;
use crate::ast::Allow;
use crate::front::native::keys::Section;
use crate::source::Spanned;

/// A value.
#[derive(Debug, Clone)]
pub enum Value {
    /// Neither a value nor the sign for one: the key of `{T}`, and a comment on a line of its own.
    Nothing,
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
    /// An entry a line. The collections inside have at most this many characters on one line.
    Lines(usize),
}

/// A key with its value, an item of a list, or a comment on a line of its own.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key as it is spelled; empty for an item and for a comment.
    pub key: String,
    /// The anchor before the value, as it is spelled: `&name`.
    pub anchor: Option<String>,
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
    /// The comments above an entry; an empty text is an empty line.
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
        let mut line = String::new();
        self.push_line(&mut line);
        line
    }

    /// Adds it to a line.
    fn push_line(&self, line: &mut String) {
        match self {
            Self::Nothing => {}
            Self::Word(word) => line.push_str(word),
            Self::Text(lines) => line.push_str(&lines.join(" ")),
            Self::UrlPath(path) => line.push_str(&scalar::spell(path)),
            Self::List(items, _) => push_entries('[', items, ']', line),
            Self::Map(entries, _) => push_entries('{', entries, '}', line),
        }
    }

    /// Whether it is a list or map without entries.
    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Self::List(..) | Self::Map(..)) && self.entries().is_empty()
    }

    fn entries(&self) -> &[Entry] {
        match self {
            Self::Nothing | Self::Word(_) | Self::UrlPath(_) | Self::Text(_) => &[],
            Self::List(entries, _) | Self::Map(entries, _) => entries,
        }
    }

    /// The entries or items, if it is a list or map.
    pub fn entries_mut(&mut self) -> Option<&mut Vec<Entry>> {
        match self {
            Self::Nothing | Self::Word(_) | Self::UrlPath(_) | Self::Text(_) => None,
            Self::List(entries, _) | Self::Map(entries, _) => Some(entries),
        }
    }

    /// Whether somebody wrote a comment inside.
    #[must_use]
    pub fn has_comments(&self) -> bool {
        self.entries().iter().any(|entry| !entry.comments.are_none() || entry.value.has_comments())
    }

    /// Its one line, or how many characters the lines below have at most.
    fn laid_out(&self, width: usize) -> Result<String, usize> {
        match self {
            Self::List(entries, Layout::Lines(inner)) | Self::Map(entries, Layout::Lines(inner))
                if !entries.is_empty() =>
            {
                Err(*inner)
            }
            _ => {
                let line = self.line();
                let is_one = self.entries().is_empty() || (is_within(&line, width) && !self.needs_lines());
                if is_one { Ok(line) } else { Err(width) }
            }
        }
    }

    /// Whether there is something inside that ends its line: a comment, or a break that is more than a space.
    fn needs_lines(&self) -> bool {
        let is_joined = |lines: &[String]| match lines.split_last() {
            Some((last, before)) => {
                !last.is_empty() && !before.iter().any(|line| line.is_empty() || line.ends_with('\\'))
            }
            None => true,
        };
        self.entries().iter().any(|entry| {
            let is_text = matches!(&entry.value, Self::Text(lines) if !is_joined(lines));
            !entry.comments.are_none() || is_text || entry.value.needs_lines()
        })
    }

    /// Whether it has at most this many characters on one line.
    pub(super) fn fits(&self, width: usize) -> bool {
        self.entries().is_empty() || is_within(&self.line(), width)
    }

    /// The items of a list of words that may be on one line.
    fn words(&self) -> Option<Vec<&str>> {
        let Self::List(items, Layout::Fit) = self else { return None };
        items
            .iter()
            .map(|Entry { value, anchor, notes, comments, .. }| match value {
                Self::Word(word) if anchor.is_none() && notes.is_empty() && comments.are_none() => {
                    Some(word.as_str())
                }
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
    entries.sort_by_key(|entry| section.place(&entry.key));
    entries
}

fn push_entries(open: char, entries: &[Entry], close: char, line: &mut String) {
    line.push(open);
    for (at, entry) in entries.iter().enumerate() {
        line.push_str(if at > 0 { ", " } else { "" });
        entry.push_line(line);
    }
    line.push(close);
}

fn is_within(line: &str, width: usize) -> bool {
    line.len() <= width || line.chars().nth(width).is_none()
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
        let (notes, comments) = (Vec::new(), Comments::default());
        Self { key, anchor: None, value, notes, comments, is_apart: false }
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
        Self::item(Value::Nothing).noted(&[note])
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
        let mut line = String::new();
        self.push_line(&mut line);
        line
    }

    /// Adds it to a line, without its comment.
    fn push_line(&self, line: &mut String) {
        if matches!(self.value, Value::Nothing) {
            line.push_str(self.key.trim_end());
            return;
        }
        self.push_head(line);
        let head = line.len();
        self.value.push_line(line);
        // Without a value there is no space behind the head.
        if line.len() == head && self.has_head() {
            line.pop();
        }
    }

    /// A line of the value as an item of a list.
    fn item_line(&self, value: &str) -> String {
        let head = self.with_head(value);
        if head.is_empty() { String::from("-") } else { format!("- {head}") }
    }

    /// A line of the value after the key and the anchor.
    fn with_head(&self, value: &str) -> String {
        let anchor = self.anchor.as_ref().map_or(0, |anchor| anchor.len() + 1);
        let mut line = String::with_capacity(self.key.len() + 2 + anchor + value.len());
        self.push_head(&mut line);
        line.push_str(value);
        if value.is_empty() {
            line.pop();
        }
        line
    }

    /// Adds the key and the anchor to a line, each with a space behind it.
    fn push_head(&self, line: &mut String) {
        if !self.key.is_empty() {
            line.push_str(&self.key);
            line.push_str(": ");
        }
        if let Some(anchor) = self.anchor.as_deref().filter(|anchor| !anchor.is_empty()) {
            line.push_str(anchor);
            line.push(' ');
        }
    }

    fn has_head(&self) -> bool {
        !self.key.is_empty() || self.anchor.as_ref().is_some_and(|anchor| !anchor.is_empty())
    }

    /// Writes it on one line, with the notes on it and inside of it.
    fn write_line(&self, indent: usize, line: &str, writer: &mut Writer<'_>) {
        let mut notes = Vec::new();
        self.add_notes(&mut notes);
        writer.line(indent, line, notes.iter().copied(), self.comments.after.as_deref());
    }

    fn add_notes<'n>(&'n self, notes: &mut Vec<&'n Note>) {
        notes.extend(&self.notes);
        self.value.entries().iter().for_each(|entry| entry.add_notes(notes));
    }

    /// Writes it: on one line when its value fits, else its value below it.
    pub fn write(&self, indent: usize, width: usize, writer: &mut Writer<'_>) {
        self.write_above(indent, writer);
        if self.is_only_comments() {
            return;
        }
        let after = self.comments.after.as_deref();
        match (&self.value, self.value.laid_out(width)) {
            (Value::Nothing, _) if self.key.is_empty() => writer.line(indent, "", &self.notes, after),
            (Value::Text(lines), _) => self.write_text(indent, lines, Self::with_head, writer),
            (Value::UrlPath(path), _) => {
                self.write_line(indent, &self.with_head(&scalar::spell_url_path(path)), writer);
            }
            (_, Ok(line)) => self.write_line(indent, &self.with_head(&line), writer),
            (_, Err(inner)) => {
                writer.line(indent, &self.with_head(""), &self.notes, after);
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
        match (&self.value, self.value.laid_out(width)) {
            (Value::Text(lines), _) => self.write_text(indent, lines, Self::item_line, writer),
            (_, Ok(line)) => self.write_line(indent, &self.item_line(&line), writer),
            (Value::Map(entries, _), Err(inner))
                if self.notes.is_empty() && self.anchor.is_none() && after.is_none() && begins(entries) =>
            {
                writer.item();
                self.value.write_below(indent + 2, inner, writer);
            }
            (_, Err(inner)) => {
                writer.line(indent, &self.item_line(""), &self.notes, after);
                self.value.write_below(indent + 2, inner, writer);
            }
        }
    }

    /// Whether there is nothing but comments above.
    fn is_only_comments(&self) -> bool {
        self.key.is_empty() && matches!(self.value, Value::Nothing) && self.notes.is_empty()
    }

    fn write_above(&self, indent: usize, writer: &mut Writer<'_>) {
        if self.is_apart {
            writer.gap();
        }
        for comment in &self.comments.above {
            if comment.is_empty() { writer.gap() } else { writer.line(indent, comment, &[], None) }
        }
    }

    /// Writes a scalar of several lines; `head` is what is on the first one.
    fn write_text(
        &self,
        indent: usize,
        lines: &[String],
        head: impl Fn(&Self, &str) -> String,
        writer: &mut Writer<'_>,
    ) {
        let Some((first, rest)) = lines.split_first() else { return };
        // In a block, the comment is after the sign for it, else after the text.
        let is_block = first.starts_with(['|', '>']);
        let after = |is_there: bool| self.comments.after.as_deref().filter(|_| is_there);
        writer.line(indent, &head(self, first), &self.notes, after(is_block));
        for (at, line) in rest.iter().enumerate() {
            let indent = if line.is_empty() { 0 } else { indent + 2 };
            writer.line(indent, line, &[], after(!is_block && at + 1 == rest.len()));
        }
    }
}

/// Whether the first of some entries can be on the line of the item that they are.
fn begins(entries: &[Entry]) -> bool {
    entries
        .first()
        .is_some_and(|first| !first.key.is_empty() && !first.is_apart && first.comments.above.is_empty())
}
