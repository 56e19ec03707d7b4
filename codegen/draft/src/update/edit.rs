//! Edits of the text of a spec: a value in its place, an entry after another one in the style of its neighbours.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::change::{Change, ChangeKind, Update};
use super::cited::{Citation, Cited};
use super::settled::Settled;
use stubwright_spec::diag::Diagnostics;
use stubwright_spec::front::native::print::{Entry, LINE, Note, Writer, last_component, scalar};
use stubwright_spec::source::node::{Cursor, Scalar, Shape, Style};
use stubwright_spec::source::{SourceMap, Span};

/// Collects edits and changes.
pub(super) struct Editor<'a> {
    /// The pages and the files of the spec.
    pub(super) sources: &'a SourceMap,
    pages: &'a [String],
    pub(super) cited: &'a Cited,
    text: &'a str,
    edits: Vec<(Range<usize>, String)>,
    /// Where the citations of what was found again are.
    recited: BTreeSet<usize>,
    /// Sections at the end of the text.
    appended: String,
    changes: Vec<(usize, Change)>,
    settled: Settled,
}

/// Whether entries of a map are parted by an empty line where none of them shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    Close,
    Apart,
}

/// A map of the spec that takes entries.
#[derive(Debug, Clone, Copy)]
pub(super) struct Map<'a> {
    pub(super) key: Scalar<'a>,
    /// The map, or nothing.
    pub(super) value: Cursor<'a>,
}

/// A map of the spec, and where in it entries can go.
#[derive(Debug)]
pub(super) struct Slots<'a> {
    pub(super) key: Scalar<'a>,
    value: Cursor<'a>,
    entries: BTreeMap<u32, (Scalar<'a>, Cursor<'a>)>,
    form: Form,
    /// Whether it has no entries, inserted ones counted.
    is_empty: bool,
}

/// How a map is written.
#[derive(Debug, Clone, Copy)]
enum Form {
    /// An entry a line.
    Block { indent: usize, is_apart: bool },
    /// Between brackets.
    Flow,
    /// `{}`, which can be taken away.
    Empty { indent: usize },
}

impl Slots<'_> {
    pub(super) fn last(&self) -> Option<Span> {
        self.entries.last_key_value().map(|(_, (key, _))| key.span)
    }
}

impl<'a> Editor<'a> {
    pub(super) fn new(
        text: &'a str,
        sources: &'a SourceMap,
        (cited, pages): (&'a Cited, &'a [String]),
        settled: Settled,
    ) -> Self {
        Self {
            sources,
            pages,
            cited,
            text,
            edits: Vec::new(),
            recited: BTreeSet::new(),
            appended: String::new(),
            changes: Vec::new(),
            settled,
        }
    }

    /// Whether somebody settled that the pages say this about something, and the spec does not.
    pub(super) fn is_settled(&mut self, what: &str, says: &str) -> bool {
        self.settled.has(what, says)
    }

    /// Says what is different; `at` is where in the spec, for the order.
    pub(super) fn say(&mut self, at: usize, change: Change) {
        self.changes.push((at, change));
    }

    /// Says what a person has to look at: what the pages say.
    pub(super) fn differs(&mut self, what: impl Into<String>, says: impl Into<String>, span: Span) {
        let says = says.into();
        self.contradicts(what, &says.clone(), says, span);
    }

    /// The same with a detail that also has what the spec says, or what hinders the edit.
    pub(super) fn contradicts(
        &mut self,
        what: impl Into<String>,
        says: &str,
        detail: impl Into<String>,
        span: Span,
    ) {
        let what = what.into();
        if !self.is_settled(&what, says) {
            let change = Change::new(ChangeKind::Differs, what.as_str(), detail, Some(span));
            self.say(span.range().start, change.marked(&what, says));
        }
    }

    /// Says what the pages do not have any more.
    pub(super) fn gone(&mut self, what: impl Into<String>, span: Span) {
        const SAYS: &str = "not on the page";
        let what = what.into();
        if !self.is_settled(&what, SAYS) {
            let detail = "not on the page any more; mark it `deprecated: true`, or remove it";
            let change = Change::new(ChangeKind::Gone, what.as_str(), detail, Some(span));
            self.say(span.range().start, change.marked(&what, SAYS));
        }
    }

    /// The text with the edits made, the changes in the order of the spec, and how many of them are settled.
    pub(super) fn finish(mut self) -> Update {
        self.edits.sort_by_key(|(range, _)| (range.start, range.end));
        let is_crlf = self.text.contains("\r\n");
        let breaks = |text: &str| if is_crlf { text.replace('\n', "\r\n") } else { text.to_owned() };
        let mut out = String::with_capacity(self.text.len() + self.appended.len() + 256);
        let mut from = 0;
        for (range, text) in &self.edits {
            let Some(kept) = self.text.get(from..range.start) else { continue };
            out.push_str(kept);
            out.push_str(&breaks(text));
            from = range.end;
        }
        out.push_str(self.text.get(from..).unwrap_or_default());
        if !self.appended.is_empty() && !out.ends_with('\n') {
            out.push_str(&breaks("\n"));
        }
        out.push_str(&breaks(&self.appended));
        self.changes.sort_by_key(|(at, _)| *at);
        let mut diagnostics = Diagnostics::default();
        self.settled.idle(self.cited.has_all()).for_each(|finding| diagnostics.push(finding));
        let changes = self.changes.into_iter().map(|(_, change)| change).collect();
        Update { diagnostics, text: out, changes, settled: self.settled.count(), ..Update::default() }
    }

    /// Puts another text in the place of one.
    pub(super) fn replace(&mut self, old: Scalar<'_>, new: &str) {
        let spelled = match old.style {
            Style::Single | Style::Double => scalar::quoted(new),
            Style::Plain | Style::Literal | Style::Folded => scalar::spell(new),
        };
        self.edits.push((old.span.range(), spelled));
    }

    /// Puts a word in the place of one.
    pub(super) fn replace_word(&mut self, old: Scalar<'_>, new: &str) {
        self.edits.push((old.span.range(), new.to_owned()));
    }

    /// Adds a section to the end of the text.
    pub(super) fn append(&mut self, section: &Entry) {
        let text = text(self.sources, self.pages, |writer| section.write(0, LINE, writer));
        self.appended.push('\n');
        self.appended.push_str(&text);
        self.appended.push('\n');
    }

    /// Cites the line of the page on which something of the spec was found again.
    ///
    /// The key has to be the first one on its line. What is found in several places keeps the first one.
    pub(super) fn cite(&mut self, key: Span, value: Option<Cursor<'_>>, notes: &[Note]) {
        if !self.before(key.range().start).chars().all(|c| matches!(c, ' ' | '-' | '{')) {
            return;
        }
        let ends = [Some(key), value.map(Cursor::span)].into_iter().flatten();
        let mut ends = ends.map(|span| self.line_end(span.range().end)).chain(self.dash_end(key));
        let citation = ends.find_map(|end| self.cited.at(end));
        let Some(citation) = citation else { return };
        self.bring(citation, notes);
    }

    /// Brings the citation of a comment on a line of its own to where the page has what it is about.
    pub(super) fn recite(&mut self, note: &Note) {
        let comment = format!("# ? {}, ", note.text);
        let citation = self.text.find(&comment).and_then(|at| self.cited.at(self.line_end(at)));
        if let Some(citation) = citation {
            self.bring(citation, std::slice::from_ref(note));
        }
    }

    fn bring(&mut self, citation: &Citation, notes: &[Note]) {
        let lines = notes.iter().filter_map(|note| {
            let (span, file) = (note.span?, self.sources.get(note.span?.file)?);
            let is_it = citation.page.as_deref() == Some(last_component(file.name()));
            is_it.then(|| file.line_column(span.start).line)
        });
        // The last place of a comment is that of its last note; notes without a text come after the others.
        let lines: Vec<_> = lines.collect();
        let Some(line) = lines.last() else { return };
        let is_first = self.recited.insert(citation.number.start);
        if is_first && !lines.contains(&citation.line) {
            self.edits.push((citation.number.clone(), line.to_string()));
        }
    }

    /// Where the line of a dash ends that is above the first key of its item, with nothing but a comment on it.
    fn dash_end(&self, key: Span) -> Option<usize> {
        let before = self.text.get(..key.range().start)?.trim_end();
        let line = before.rsplit(['\r', '\n']).next()?;
        line.trim_start().strip_prefix('-')?.trim_start().starts_with('#').then_some(before.len())
    }

    /// The citation of something of the spec.
    pub(super) fn citation(&self, key: Span) -> Option<&'a Citation> {
        self.cited.at(self.line_end(key.range().end))
    }

    /// Where the line of a place ends, its line break not counted.
    fn line_end(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        at + rest.find(['\r', '\n']).unwrap_or(rest.len())
    }

    /// The text before a place on its line.
    fn before(&self, at: usize) -> &'a str {
        let head = self.text.get(..at).unwrap_or_default();
        head.rsplit(['\r', '\n']).next().unwrap_or(head).trim_start_matches('\u{FEFF}')
    }

    /// Whether an empty line is between the end of a line and a place on a later one.
    fn is_apart(&self, line_end: usize, to: usize) -> bool {
        let between = self.text.get(line_end..to).unwrap_or_default();
        let mut lines = between.split('\n').skip(1).peekable();
        let mut is_apart = false;
        while let Some(line) = lines.next() {
            // The last part is what is before the place on its own line.
            is_apart |= lines.peek().is_some() && line.trim().is_empty();
        }
        is_apart
    }

    /// Whether a node is written between brackets.
    pub(super) fn is_flow(&self, at: Cursor<'_>) -> bool {
        self.text.as_bytes().get(at.span().range().start).is_some_and(|byte| matches!(byte, b'{' | b'['))
    }

    /// Looks at a map that takes entries; `None` when it takes none.
    pub(super) fn slots<'m>(&self, map: Map<'m>, gap: Gap) -> Option<Slots<'m>> {
        if map.value.span().start < map.key.span.end {
            // An alias: its target is written elsewhere, and may be there for others too.
            return None;
        }
        let entries = match map.value.shape() {
            Shape::Mapping(entries) => entries,
            Shape::Scalar(scalar) if scalar.is_null() && scalar.text.is_empty() => Vec::new(),
            Shape::Scalar(_) | Shape::Sequence(_) => return None,
        };
        let form = match entries.first() {
            None if self.can_open(map) => Form::Empty { indent: self.indent(map.key.span)? + 2 },
            _ if self.is_flow(map.value) => Form::Flow,
            first => {
                let indent = match first {
                    Some((key, _)) => self.indent(key.span)?,
                    None => self.indent(map.key.span)? + 2,
                };
                Form::Block { indent, is_apart: self.has_gaps(&entries, gap) }
            }
        };
        let is_empty = entries.is_empty();
        let entries = entries.into_iter().map(|entry| (entry.0.span.start, entry)).collect();
        Some(Slots { key: map.key, value: map.value, entries, form, is_empty })
    }

    /// Whether empty lines part the entries.
    fn has_gaps(&self, entries: &[(Scalar<'_>, Cursor<'_>)], gap: Gap) -> bool {
        let mut gaps = entries.windows(2).filter_map(|pair| match pair {
            [(key, value), (next, _)] => {
                Some(self.is_apart(self.end_of(*key, *value)?, next.span.range().start))
            }
            _ => None,
        });
        match gaps.next() {
            None => gap == Gap::Apart && !entries.is_empty(),
            Some(first) => first || gaps.any(|is_apart| is_apart),
        }
    }

    /// Inserts an entry into a map, after the entry of a key or at its start; `None` when it cannot be, else where.
    pub(super) fn insert(
        &mut self,
        slots: &mut Slots<'_>,
        behind: Option<Span>,
        new: &Entry,
    ) -> Option<usize> {
        let anchor = match behind {
            Some(key) => Some(slots.entries.get(&key.start).copied()?),
            None => None,
        };
        let value = slots.value.span().range();
        let (sources, pages) = (self.sources, self.pages);
        let block = |indent: usize| text(sources, pages, |writer| new.write(indent, LINE, writer));
        let (at, text) = match (slots.form, anchor) {
            (Form::Empty { indent }, _) => {
                if slots.is_empty {
                    self.edits.push((slots.key.span.range().end + 1..value.end, String::new()));
                }
                (self.line_end(value.end), format!("\n{}", block(indent)))
            }
            (Form::Flow, Some((key, value))) => {
                let is_here = value.span().start >= key.span.end;
                (value.span().range().end, format!(", {}", is_here.then(|| new.line())?))
            }
            (Form::Flow, None) => {
                let inline = new.line();
                let text = match (slots.entries.is_empty(), slots.is_empty) {
                    (false, _) => format!("{inline}, "),
                    (true, true) => inline,
                    (true, false) => format!(", {inline}"),
                };
                (value.start + 1, text)
            }
            (Form::Block { indent, is_apart }, Some((key, value))) => {
                let gap = if is_apart { "\n\n" } else { "\n" };
                (self.end_of(key, value)?, format!("{gap}{}", block(indent)))
            }
            (Form::Block { indent, is_apart }, None) => {
                let at = self.line_end(slots.key.span.range().end);
                if slots.entries.first_key_value().is_some_and(|(start, _)| (*start as usize) < at) {
                    return None;
                }
                let gap = if is_apart { "\n" } else { "" };
                (at, format!("\n{}{gap}", block(indent)))
            }
        };
        slots.is_empty = false;
        self.edits.push((at..at, text));
        Some(at)
    }

    /// The last line of an entry of a map without brackets; `None` when more than a comment follows on it.
    fn end_of(&self, key: Scalar<'_>, value: Cursor<'_>) -> Option<usize> {
        let end = value.span().range().end;
        if value.span().start < key.span.end {
            return None;
        }
        let line_end = self.line_end(end);
        let rest = self.text.get(end..line_end)?.trim_start();
        (rest.is_empty() || rest.starts_with('#')).then_some(line_end)
    }

    /// How far a key is indented; `None` when something else than a dash is before it.
    fn indent(&self, key: Span) -> Option<usize> {
        let before = self.before(key.range().start);
        before.chars().all(|c| matches!(c, ' ' | '-')).then_some(before.len())
    }

    /// Whether a map is `{}` and its entries can be on the lines below.
    fn can_open(&self, map: Map<'_>) -> bool {
        let (start, end) = (map.key.span.range().end, map.value.span().range().end);
        let rest = self.text.get(end..self.line_end(end)).unwrap_or_default().trim_start();
        let between = self.text.get(start..end).unwrap_or_default();
        let braces = between.strip_prefix(':').map(str::trim_start).and_then(|rest| rest.strip_prefix('{'));
        let inner = braces.and_then(|rest| rest.strip_suffix('}'));
        inner.is_some_and(|inner| inner.trim().is_empty())
            && (rest.is_empty() || rest.starts_with('#'))
            && self.indent(map.key.span).is_some()
    }

    /// Inserts an item at the end of a list; `None` when it cannot be, else where.
    pub(super) fn push_item(&mut self, list: Cursor<'_>, new: &Entry) -> Option<usize> {
        let Shape::Sequence(items) = list.shape() else { return None };
        let last = items.last()?;
        let end = last.span().range().end;
        if last.span().start < list.span().start || end > list.span().range().end {
            return None;
        }
        let (at, text) = if self.is_flow(list) {
            (end, format!(", {}", new.line()))
        } else {
            let indent = self.before(last.span().range().start).find('-')?;
            let at = self.line_end(end);
            let rest = self.text.get(end..at)?.trim_start();
            if !(rest.is_empty() || rest.starts_with('#')) {
                return None;
            }
            let block = text(self.sources, self.pages, |writer| new.write_item(indent, LINE, writer));
            (at, format!("\n{block}"))
        };
        self.edits.push((at..at, text));
        Some(at)
    }
}

/// The written text, without the last line break.
fn text(sources: &SourceMap, pages: &[String], write: impl Fn(&mut Writer<'_>)) -> String {
    let mut writer = Writer::new(sources, pages);
    write(&mut writer);
    writer.finish().0.trim_end_matches('\n').to_owned()
}

pub(super) fn entry<'a>(at: Cursor<'a>, name: &str) -> Option<Map<'a>> {
    let (key, value) = entries(at).into_iter().find(|(key, _)| key.text == name)?;
    Some(Map { key, value })
}

/// The keys and values of a map; nothing for other nodes. The target of an alias is written elsewhere, and perhaps used
/// in other places too: it is left out.
pub(super) fn entries(at: Cursor<'_>) -> Vec<(Scalar<'_>, Cursor<'_>)> {
    match at.shape() {
        Shape::Mapping(entries) => {
            let is_here = |(key, value): &(Scalar<'_>, Cursor<'_>)| value.span().start >= key.span.end;
            entries.into_iter().filter(is_here).collect()
        }
        Shape::Scalar(_) | Shape::Sequence(_) => Vec::new(),
    }
}

/// The entries of a map by where they start.
pub(super) fn places(map: Option<Map<'_>>) -> BTreeMap<u32, Map<'_>> {
    let all = map.map(|map| entries(map.value)).unwrap_or_default();
    all.into_iter().map(|(key, value)| (key.span.start, Map { key, value })).collect()
}

/// Whether two texts say the same: whitespace does not count.
pub(super) fn says(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}
