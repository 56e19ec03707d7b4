//! From the document to what is written.

use super::arranged::Mentions;
use super::comments::{Above, Taken};
use super::order;
use super::placed::Around;
use super::scalar::{word, written};
use crate::front::native::print::{Comments, Entry, LINE, Layout, Value};
use crate::front::native::shapes::Shape;
use crate::source::Span;
use crate::source::node::{Cursor, Document, Scalar, Shape as NodeShape, Style};
use crate::source::yaml::dash;

/// The sections of a file that have an empty line above them.
const APART: &[&str] = &["envelope", "envelopes", "common", "auth", "errors", "tables", "endpoints", "types"];

pub(super) struct Tree<'a> {
    text: &'a str,
    document: &'a Document,
    taken: Taken<'a>,
    mentions: Mentions<'a>,
}

/// Where the entries of a list or map are.
#[derive(Debug, Clone, Copy)]
struct Inside {
    /// The number of characters before them; a comment with a smaller indentation is after the list or map.
    column: usize,
    /// Where whatever follows them begins.
    limit: usize,
}

impl<'a> Tree<'a> {
    pub(super) fn of(text: &'a str, document: &'a Document) -> Self {
        let mentions = Mentions::of(text, document);
        Self { text, document, taken: Taken::new(text, document.comments()), mentions }
    }

    /// The entries of the file.
    pub(super) fn entries(mut self) -> Vec<Entry> {
        let Some(root) = self.document.root() else { return Vec::new() };
        let members = members_of(root);
        let keys: Vec<Scalar<'_>> = members.iter().map(|(key, ..)| *key).collect();
        // Comments above the first key are about the file.
        let first = members.first().map_or(self.text.len(), |(_, key, _)| begin(*key));
        let head = self.taken.above(first);
        let inside = Inside { column: 0, limit: self.text.len() };
        let mut entries = self.members(&order::of_file(&keys), &members, inside);
        for entry in &mut entries {
            entry.is_apart |= APART.contains(&entry.key.as_str());
        }
        if let Some(first) = entries.first_mut().filter(|_| !head.lines.is_empty()) {
            first.is_apart = false;
            first.comments.above.splice(0..0, head.lines);
        }
        entries
    }

    /// The members of a map.
    fn members(&mut self, shape: &Shape, members: &[Member<'a>], inside: Inside) -> Vec<Entry> {
        let keys: Vec<Scalar<'_>> = members.iter().map(|(key, ..)| *key).collect();
        let starts: Vec<usize> = members.iter().map(|(_, key, _)| begin(*key)).collect();
        let mut entries = Vec::with_capacity(members.len());
        for (at, (key, key_at, value)) in members.iter().enumerate() {
            let next = starts.get(at + 1).copied().unwrap_or(inside.limit);
            let above = self.taken.above(starts[at]);
            let end = finish(*key_at);
            self.taken.skip(end);
            let of_value = order::of_value(shape, &keys, key.text);
            let spelled = self.key(key, *key_at);
            let mut entry = if self.is_alone(end, *value) {
                let comments = Comments { above: Vec::new(), after: self.taken.after(end, next) };
                Entry { key: spelled, comments, ..Entry::item(Value::Nothing) }
            } else {
                // A list may be as far in as its key, and so may be comments about the next one.
                let inside = Inside { column: self.taken.column(starts[at]) + 1, limit: next };
                self.entry(spelled, end, *value, &of_value, inside)
            };
            entry.is_apart = above.is_apart && at > 0;
            entry.comments.above.splice(0..0, above.lines);
            entries.push(entry);
        }
        if let Some(section) = order::sorted(shape, &keys) {
            let places: Vec<usize> = keys.iter().map(|key| section.place(key.text)).collect();
            let order = self.mentions.arranged(&starts, &places, inside.limit);
            let mut unordered: Vec<Option<Entry>> = entries.into_iter().map(Some).collect();
            entries = order.into_iter().filter_map(|at| unordered[at].take()).collect();
        }
        if let Some(first) = entries.first_mut() {
            first.is_apart = false;
        }
        entries.extend(comment(self.taken.dangling(inside.column, inside.limit)));
        entries
    }

    /// The items of a list, which begin at `starts`.
    fn items(
        &mut self,
        shape: &Shape,
        (items, starts): (&[Cursor<'a>], &[usize]),
        inside: Inside,
    ) -> Vec<Entry> {
        let mut entries = Vec::with_capacity(items.len());
        let of_item = order::of_item(shape);
        for (at, item) in items.iter().enumerate() {
            let limit = starts.get(at + 1).copied().unwrap_or(inside.limit);
            let above = self.taken.above(starts[at]);
            // An item that does not begin there has a dash before it.
            let place = begin(*item).min(starts[at] + 1);
            self.taken.skip(place);
            let around = Inside { column: 0, limit };
            let mut entry = self.entry(String::new(), place, *item, &of_item, around);
            entry.is_apart = above.is_apart && at > 0;
            entry.comments.above.splice(0..0, above.lines);
            entries.push(entry);
        }
        entries.extend(comment(self.taken.dangling(inside.column, inside.limit)));
        entries
    }

    /// An entry whose key ends, or whose item begins, at `place`.
    fn entry(
        &mut self,
        key: String,
        place: usize,
        value: Cursor<'a>,
        shape: &Shape,
        inside: Inside,
    ) -> Entry {
        let anchor = value.anchor().map(|anchor| self.spelled(anchor).to_owned());
        let mut entry = Entry { key, anchor, ..Entry::item(Value::Nothing) };
        let end = finish(value);
        let inner = if value.alias().is_some() { Vec::new() } else { self.starts(value) };
        let first = inner.first().copied().unwrap_or(end);
        let is_whole = inner.is_empty() || self.is_flow(value);
        let mut around = Around { key: self.taken.after(place, first), ..Around::default() };
        if is_whole {
            // Comments between empty brackets go above both.
            let is_empty = value.alias().is_some() || (inner.is_empty() && value.scalar().is_none());
            let above = self.taken.above(if is_empty { end } else { start(value.span()) });
            around.between = above.lines.into_iter().filter(|line| !line.is_empty()).collect();
            around.open = self.taken.after(start(value.span()), first);
        }
        if let Some(first) = inner.first() {
            let inside = if self.is_flow(value) {
                Inside { column: 0, limit: end }
            } else {
                Inside { column: self.taken.column(*first).max(inside.column), ..inside }
            };
            entry.value = self.collection(value, shape, &inner, inside);
        } else {
            entry.value = self.leaf(value);
        }
        if is_whole {
            self.taken.skip(end);
            around.end = self.taken.after(end.max(place), inside.limit);
        }
        around.place(&mut entry);
        entry
    }

    fn collection(&mut self, value: Cursor<'a>, shape: &Shape, starts: &[usize], inside: Inside) -> Value {
        // A collection in brackets is on one line where it fits.
        let layout = if self.is_flow(value) { Layout::Fit } else { Layout::Lines(LINE) };
        match value.shape() {
            NodeShape::Sequence(items) => Value::List(self.items(shape, (&items, starts), inside), layout),
            _ => Value::Map(self.members(shape, &members_of(value), inside), layout),
        }
    }

    /// A value without entries.
    fn leaf(&self, value: Cursor<'a>) -> Value {
        if let Some(alias) = value.alias() {
            return Value::Word(self.spelled(alias).to_owned());
        }
        match value.shape() {
            NodeShape::Scalar(scalar) => written(&scalar, self.spelled(scalar.span)),
            NodeShape::Sequence(_) => Value::List(Vec::new(), Layout::Fit),
            NodeShape::Mapping(_) => Value::Map(Vec::new(), Layout::Fit),
        }
    }

    fn is_flow(&self, value: Cursor<'a>) -> bool {
        self.text[start(value.span())..].starts_with(['{', '['])
    }

    /// Where the entries of a list or map begin: keys, and dashes where there are no brackets.
    fn starts(&self, value: Cursor<'a>) -> Vec<usize> {
        let items = match value.shape() {
            NodeShape::Scalar(_) => return Vec::new(),
            NodeShape::Mapping(_) => return value.pairs().into_iter().map(|(key, _)| begin(key)).collect(),
            NodeShape::Sequence(items) => items,
        };
        if self.is_flow(value) {
            return items.into_iter().map(begin).collect();
        }
        let mut from = start(value.span());
        let mut starts = Vec::with_capacity(items.len());
        for item in items {
            let begin = begin(item);
            starts.push(dash(self.text, from..begin).unwrap_or(begin));
            from = finish(item);
        }
        starts
    }

    /// Whether a key has neither a value nor the sign for one: `{T}`.
    fn is_alone(&self, end: usize, value: Cursor<'a>) -> bool {
        let is_nothing =
            value.scalar().is_some_and(|value| value.text.is_empty() && value.style == Style::Plain);
        let is_written = value.alias().is_some() || value.anchor().is_some();
        let rest = self.text.get(end..).unwrap_or_default();
        is_nothing && !is_written && !rest.trim_start().starts_with(':')
    }

    /// A key as it is spelled, on one line. The name of an alias ends with a space, as it could contain the `:`.
    fn key(&self, key: &Scalar<'a>, at: Cursor<'a>) -> String {
        if let Some(alias) = at.alias() {
            return format!("{} ", self.spelled(alias));
        }
        let spelled = word(key, self.spelled(key.span));
        match at.anchor() {
            Some(anchor) => format!("{} {spelled}", self.spelled(anchor)),
            None => spelled,
        }
    }

    fn spelled(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or_default()
    }
}

/// A key with its place, and its value.
type Member<'a> = (Scalar<'a>, Cursor<'a>, Cursor<'a>);

fn members_of(map: Cursor<'_>) -> Vec<Member<'_>> {
    map.pairs().into_iter().filter_map(|(key, value)| Some((key.scalar()?, key, value))).collect()
}

/// Where a node begins in the text, its anchor included.
fn begin(at: Cursor<'_>) -> usize {
    start(at.anchor().or(at.alias()).unwrap_or(at.span()))
}

/// Where a node ends in the text.
fn finish(at: Cursor<'_>) -> usize {
    at.alias().unwrap_or(at.span()).range().end
}

fn start(span: Span) -> usize {
    span.range().start
}

fn comment(above: Above) -> Option<Entry> {
    if above.lines.is_empty() {
        return None;
    }
    let comments = Comments { above: above.lines, after: None };
    Some(Entry { comments, is_apart: above.is_apart, ..Entry::item(Value::Nothing) })
}
