//! From the document to what is written.

use super::comments::{Above, Taken};
use super::order;
use crate::front::native::print::{Comments, Entry, LINE, Layout, Value};
use crate::front::native::shapes::Shape;
use crate::source::Span;
use crate::source::node::{self, Cursor, Document, Scalar, Style};

/// The sections of a file that have an empty line above them.
const APART: &[&str] = &["envelope", "envelopes", "common", "auth", "errors", "tables", "endpoints", "types"];

pub(super) struct Tree<'a> {
    text: &'a str,
    document: &'a Document,
    taken: Taken<'a>,
}

impl<'a> Tree<'a> {
    pub(super) fn of(text: &'a str, document: &'a Document) -> Self {
        Self { text, document, taken: Taken::new(text, document.comments()) }
    }

    /// The entries of the file.
    pub(super) fn entries(mut self) -> Vec<Entry> {
        let Some(root) = self.document.root() else { return Vec::new() };
        let node::Shape::Mapping(members) = root.shape() else { return Vec::new() };
        let keys: Vec<&str> = members.iter().map(|(key, _)| key.text).collect();
        // What is above the first key is about the file.
        let first = members.first().map_or(self.text.len(), |(key, _)| start(key.span));
        let head = self.taken.above(first);
        let mut entries = self.members(&order::of_file(&keys), &members, self.text.len());
        for entry in &mut entries {
            entry.is_apart |= APART.contains(&entry.key.as_str());
        }
        if let Some(first) = entries.first_mut().filter(|_| !head.lines.is_empty()) {
            first.is_apart = false;
            first.comments.above.splice(0..0, head.lines);
        }
        entries
    }

    /// The members of a map, up to `limit`.
    fn members(&mut self, shape: &Shape, members: &[(Scalar<'a>, Cursor<'a>)], limit: usize) -> Vec<Entry> {
        let keys: Vec<&str> = members.iter().map(|(key, _)| key.text).collect();
        let mut entries = Vec::with_capacity(members.len());
        for (at, (key, value)) in members.iter().enumerate() {
            let next = members.get(at + 1).map_or(limit, |(next, _)| start(next.span));
            let above = self.taken.above(start(key.span));
            self.taken.skip(end(key.span));
            let of_value = order::of_value(shape, &keys, key.text);
            let spelled = self.spelled(key);
            let mut entry = if self.is_alone(key, *value) {
                let after = self.taken.after(end(key.span), next);
                let comments = Comments { above: Vec::new(), after };
                Entry { comments, ..Entry::item(Value::Word(spelled)) }
            } else {
                self.entry(spelled, key.span, *value, &of_value, next)
            };
            if at > 0 || !above.lines.is_empty() {
                entry.is_apart = above.is_apart && at > 0;
            }
            entry.comments.above = above.lines;
            entries.push((key.text, entry));
        }
        if let Some(section) = order::sorted(shape, &keys) {
            let place = |key: &str| order::position(section, key).unwrap_or(usize::MAX);
            entries.sort_by_key(|(key, _)| place(key));
        }
        let column = members.first().map_or(0, |(key, _)| self.taken.column(start(key.span)));
        let dangling = self.taken.dangling(column, limit);
        entries.into_iter().map(|(_, entry)| entry).chain(comment(dangling)).collect()
    }

    fn items(&mut self, shape: &Shape, items: &[Cursor<'a>], limit: usize) -> Vec<Entry> {
        let mut entries = Vec::with_capacity(items.len());
        let of_item = order::of_item(shape);
        for (at, item) in items.iter().enumerate() {
            let next = items.get(at + 1).map_or(limit, |next| start(next.span()));
            let above = self.taken.above(start(item.span()));
            let place = item.span().at_start();
            let mut entry = self.entry(String::new(), place, *item, &of_item, next);
            entry.is_apart = above.is_apart && at > 0;
            entry.comments.above = above.lines;
            entries.push(entry);
        }
        let column = items.first().map_or(0, |item| self.taken.column(start(item.span())).saturating_sub(2));
        let dangling = self.taken.dangling(column, limit);
        entries.into_iter().chain(comment(dangling)).collect()
    }

    /// An entry whose key, or begin, is at `place`, and which ends before `limit`.
    fn entry(&mut self, key: String, place: Span, value: Cursor<'a>, shape: &Shape, limit: usize) -> Entry {
        let mut entry = Entry { key, ..Entry::item(Value::Word(String::new())) };
        match value.shape() {
            node::Shape::Scalar(scalar) => {
                entry.value = self.scalar(&scalar);
                self.taken.skip(end(scalar.span));
                entry.comments.after = self.taken.after(end(scalar.span).max(end(place)), limit);
            }
            node::Shape::Mapping(members) => {
                let layout = self.layout(value.span());
                let first = members.first().map_or(end(value.span()), |(key, _)| start(key.span));
                let is_flow = layout == Layout::Fit;
                let before = self.taken.after(end(place), first);
                let inner = if is_flow { end(value.span()) } else { limit };
                entry.value = Value::Map(self.members(shape, &members, inner), layout);
                entry.comments.after = before.or_else(|| self.end_of_flow(value, is_flow, limit));
            }
            node::Shape::Sequence(items) => {
                let layout = self.layout(value.span());
                let first = items.first().map_or(end(value.span()), |item| start(item.span()));
                let is_flow = layout == Layout::Fit;
                let before = self.taken.after(end(place), first);
                let inner = if is_flow { end(value.span()) } else { limit };
                entry.value = Value::List(self.items(shape, &items, inner), layout);
                entry.comments.after = before.or_else(|| self.end_of_flow(value, is_flow, limit));
            }
        }
        entry
    }

    fn end_of_flow(&mut self, value: Cursor<'a>, is_flow: bool, limit: usize) -> Option<String> {
        if !is_flow {
            return None;
        }
        let end = end(value.span());
        self.taken.skip(end);
        self.taken.after(end, limit)
    }

    /// What is written in brackets is on one line where it fits.
    fn layout(&self, span: Span) -> Layout {
        let is_flow = self.text[start(span)..].starts_with(['{', '[']);
        if is_flow { Layout::Fit } else { Layout::Lines(LINE) }
    }

    /// Whether a key has neither a value nor the sign for one: `{T}`.
    fn is_alone(&self, key: &Scalar<'a>, value: Cursor<'a>) -> bool {
        let is_nothing =
            value.scalar().is_some_and(|value| value.text.is_empty() && value.style == Style::Plain);
        let rest = self.text.get(end(key.span)..).unwrap_or_default();
        is_nothing && !rest.trim_start().starts_with(':')
    }

    fn spelled(&self, scalar: &Scalar<'a>) -> String {
        self.text.get(scalar.span.range()).unwrap_or_default().to_owned()
    }

    /// A scalar as it is spelled.
    fn scalar(&self, scalar: &Scalar<'a>) -> Value {
        let spelled = self.text.get(scalar.span.range()).unwrap_or_default();
        let mut lines = spelled.split('\n').map(|line| line.trim_end_matches('\r'));
        let first = lines.next().unwrap_or_default();
        let rest: Vec<&str> = lines.collect();
        match scalar.style {
            Style::Literal | Style::Folded => block(first, &rest),
            _ if rest.is_empty() => Value::Word(spelled.to_owned()),
            // Line breaks inside are spaces, and so is the indentation after them.
            _ => {
                let rest = rest.iter().map(|line| line.trim().to_owned());
                Value::Text(std::iter::once(first.trim_end().to_owned()).chain(rest).collect())
            }
        }
    }
}

/// A block scalar with its own indentation removed.
fn block(head: &str, lines: &[&str]) -> Value {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let least =
        lines.iter().filter(|line| !line.trim().is_empty()).map(|line| indent(line)).min().unwrap_or(0);
    let mut body: Vec<String> = lines
        .iter()
        .map(|line| if line.trim().is_empty() { "" } else { line.get(least..).unwrap_or_default() })
        .map(str::to_owned)
        .collect();
    // The line break at the end belongs to the line before.
    while body.last().is_some_and(String::is_empty) && !head.contains('+') {
        body.pop();
    }
    let first_is_deeper =
        lines.iter().find(|line| !line.trim().is_empty()).is_some_and(|line| indent(line) > least);
    let (sign, comment) = head.split_once('#').map_or((head, None), |(sign, comment)| (sign, Some(comment)));
    let mut sign: String = sign.trim().chars().filter(|c| !c.is_ascii_digit()).collect();
    if first_is_deeper {
        sign.insert(1, '2');
    }
    let head = comment.map_or(sign.clone(), |comment| format!("{sign} #{comment}"));
    Value::Text(std::iter::once(head).chain(body).collect())
}

fn comment(above: Above) -> Option<Entry> {
    if above.lines.is_empty() {
        return None;
    }
    let comments = Comments { above: above.lines, after: None };
    Some(Entry { comments, is_apart: above.is_apart, ..Entry::item(Value::Word(String::new())) })
}

fn start(span: Span) -> usize {
    span.start as usize
}

fn end(span: Span) -> usize {
    span.end as usize
}
