//! Calls and servers: curl, requests of HTTP, and methods, URLs and headers that the text names.

mod body;
mod curl;
pub(super) mod described;
mod finder;
mod hinted;
mod hosts;
mod http;
pub(super) mod httpie;
mod in_full;
mod kinds;
mod labels;
mod lines;
mod methods;
mod named;
mod roots;
mod said;
mod shell;
#[cfg(test)]
mod tests;
mod url;

use std::collections::{BTreeMap, BTreeSet};

use super::tables::Used;
use crate::found::{Body, Call, Form, Found, Place, Url, Weight};
use crate::json::Value;
use crate::page::{Block, Table, Text};
use finder::{Finder, Known, Pending, Set};
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};
use stubwright_spec::source::{Span, Spanned};

/// With how many calls of the same method and path the body of one is compared.
const COMPARED: usize = 32;

/// How many blocks away the sample of a call's body may be.
const NEAR: usize = 64;

/// How many texts that only begin like a command are read to their end.
const ATTEMPTS: usize = 64;

/// Finds calls, servers, headers and the offset of times.
/// The requests that samples describe are `described`.
pub(super) fn extract(
    blocks: &[&Block],
    used: &Used,
    described: Vec<Call>,
    found: &mut Found,
    diags: &mut Diagnostics,
) {
    let mut described = described.into_iter().peekable();
    let pending = Pending::default();
    let bases = named::bases(blocks);
    let mut finder = Finder { found, diags, bases, seen: BTreeMap::new(), said: BTreeSet::new(), pending };
    for (at, block) in blocks.iter().enumerate() {
        let place = Place(at);
        if described.peek().is_some_and(|call| call.place == place) {
            while let Some(call) = described.next_if(|call| call.place == place) {
                finder.whole_call(call);
            }
            continue;
        }
        match block {
            Block::Title(_) => {}
            Block::PageEnd => finder.end_page(),
            Block::Heading(_, text) => finder.text(text, place, Set::Heading),
            Block::Paragraph(text) | Block::Item(_, text) if !used.blocks.contains(&at) => {
                finder.text(text, place, Set::Prose);
            }
            // A row of errors says nothing about the API as a whole.
            Block::Paragraph(_) | Block::Item(..) | Block::Table(_) if used.errors.contains(&at) => {}
            Block::Paragraph(text) | Block::Item(_, text) => finder.zones(text),
            Block::Code(text) => finder.text(text, place, Set::Code),
            Block::Table(table) => {
                let is_used = used.blocks.contains(&at);
                finder.cells(table, is_used.then_some(()));
                if !is_used {
                    finder.table(table, place);
                }
            }
        }
    }
    finder.end_page();
    finder.instances();
    finder.linked();
    finder.bodies(blocks);
    finder.resolve();
    roots::forget_bare(&mut finder.found.calls);
    roots::complete(finder.found);
    finder.found.calls.sort_by_key(|call| (call.place, call.span));
}

impl Finder<'_> {
    /// Reads the lines of a text: commands, requests, and what a line alone says.
    fn text(&mut self, text: &Text, place: Place, set: Set) {
        let (mut next, mut at, mut attempts) = (0, 0, 0);
        for line in text.as_str().split_inclusive('\n') {
            let start = at;
            at += line.len();
            if at <= next {
                continue;
            }
            // Text that is glued to a command may begin a line of its own.
            let start = start.max(next);
            let line = text.as_str().get(start..at).unwrap_or_default();
            let from = curl::begins(line).filter(|_| attempts < ATTEMPTS);
            let command = from.and_then(|from| curl::read(text, start + from, place));
            let other = || httpie::begins(line).and_then(|from| httpie::read(text, start + from, place));
            attempts += usize::from(from.is_some() && command.is_none());
            if let Some((call, end)) = command.or_else(other).or_else(|| http::read(text, start, place)) {
                next = end.max(start + 1);
                self.whole_call(call);
                continue;
            }
            self.line(text, start..at, place, set);
            // Nothing is said without letters.
            if set != Set::Code && line.contains(char::is_alphabetic) {
                let line = text.slice(url::trimmed(text, start..at));
                self.said(&line);
                self.zone(&line);
            }
        }
    }

    /// Takes in a call that is printed with all that it has.
    fn whole_call(&mut self, call: Call) {
        self.absorb(&call.url);
        self.flush();
        self.call(call);
    }

    fn zones(&mut self, text: &Text) {
        for line in text.lines() {
            self.zone(&line);
        }
    }

    /// The statements in the cells of a table that are not its subject; its headers are known where it is `used`.
    fn cells(&mut self, table: &Table, used: Option<()>) {
        for cell in table.rows.iter().flat_map(|row| &row.cells) {
            for line in cell.text.lines() {
                self.zone(&line);
                if used.is_none() {
                    self.said(&line);
                } else {
                    self.kind(line.as_str(), line.span());
                }
            }
        }
    }

    /// Bodies that an empty line cut off from the headers above them.
    fn bodies(&mut self, blocks: &[&Block]) {
        for call in &mut self.found.calls {
            let has_kind = body::content_type(&call.headers).is_some();
            if call.form != Form::Http || !matches!(call.body, Body::None) || !has_kind {
                continue;
            }
            let Some(Block::Code(text)) = blocks.get(call.place.0 + 1) else { continue };
            let (above, below) = (call.span, text.span());
            let is_next = above.file == below.file && below.start.saturating_sub(above.end) <= 4;
            if is_next && text.as_str().starts_with(['{', '[']) {
                call.body = body::read(text, None);
            }
        }
    }

    /// Keeps a call, or where it is named again, and says what is odd about it.
    fn call(&mut self, call: Call) {
        self.pending.has_call = true;
        self.judge(&call);
        let method = call.method.as_ref().map(|method| method.value.clone());
        let host = call.url.host.as_ref().map(|host| host.value.clone());
        let seen = self.seen.entry((method, host, call.url.path.value.clone())).or_default();
        let calls = &self.found.calls;
        let known = seen.iter().rev().take(COMPARED).find(|at| {
            calls.get(**at).is_some_and(|other| {
                other.form == call.form
                    && says_same(&other.body, &call.body)
                    && same(&other.url.query, &call.url.query)
            })
        });
        match known.and_then(|at| self.found.calls.get_mut(*at)) {
            Some(known) => {
                // A request that is printed again, to log in say, is there for another call.
                let mentions = call.mentions.into_iter().filter(|mention| mention.weight != Weight::Code);
                known.mentions.extend(mentions);
            }
            None => {
                seen.push(self.found.calls.len());
                self.found.calls.push(call);
            }
        }
    }

    fn judge(&mut self, call: &Call) {
        let url = &call.url;
        self.judge_host(url);
        if let (None, Some(host)) = (&url.scheme, &url.host) {
            // A `Host` header never has a scheme.
            if is_inside(host.span, url.span) && self.said.insert(host.value.to_ascii_lowercase()) {
                let finding = Diagnostic::new(Code::NoScheme, host.span, "the URL has no scheme");
                self.diags.push(finding.help("the draft says `https`; ask the vendor, or try"));
            }
        }
        let path = &url.path;
        if let Some(at) = path.value.find("//")
            && self.said.insert(path.value.clone())
        {
            let raw = path.span.range();
            let is_plain = raw.len() == path.value.len();
            let range = if is_plain { raw.start + at..raw.start + at + 2 } else { raw };
            let span = Span::new(path.span.file, range.start, range.end);
            let finding = Diagnostic::new(Code::EmptySegment, span, "an empty segment in the path");
            self.diags.push(finding.note("it is drafted as printed: servers tell `/a//b` from `/a/b`"));
        }
        self.judge_headers(call);
        let Body::Json(value, faults) = &call.body else { return };
        if faults.is_empty() || self.is_sample(call.place, value) {
            return;
        }
        for fault in faults {
            // A sample that is printed in two commands is reported once.
            if self.said.insert(format!("{:?}", fault.span.range())) {
                let finding = Diagnostic::new(Code::BrokenSample, fault.span, fault.what.clone());
                self.diags.push(finding.help("ask the vendor for a sample that was really sent"));
            }
        }
    }

    /// Says once of a host that it stands for another one.
    pub(super) fn judge_host(&mut self, url: &Url) {
        let is_new = |host: &&Spanned<String>| {
            !self.bases.contains_key(&host.value) && self.said.insert(format!("host {}", host.value))
        };
        let Some(host) = url.stand_in.as_ref().filter(is_new) else { return };
        let message = format!("`{}` stands for a host: it is not a server of the draft", host.value);
        let this = Diagnostic::new(Code::NotDrafted, host.span, message);
        self.diags.push(this.help("ask the vendor for the address, and add it to `servers:`"));
    }

    /// Whether a sample near a call says the same as its body.
    fn is_sample(&self, place: Place, value: &Value) -> bool {
        let samples = &self.found.samples;
        let first = samples.partition_point(|sample| sample.place.0 + NEAR < place.0);
        let near = samples.iter().skip(first).take_while(|sample| sample.place.0 <= place.0 + NEAR);
        near.take(4 * NEAR).any(|sample| sample.value.says(value))
    }

    /// Says which headers have no value, each name once.
    fn judge_headers(&mut self, call: &Call) {
        for (name, value) in &call.headers {
            if value.value.is_empty()
                && self.said.insert(format!("empty {}", name.value.to_ascii_lowercase()))
            {
                let finding = Diagnostic::new(Code::EmptyHeader, name.span, "a header without a value");
                self.diags.push(finding.help("ask the vendor what the server wants there"));
            }
        }
    }
}

/// Whether a place lies inside another one.
fn is_inside(inner: Span, outer: Span) -> bool {
    let (inner_range, outer_range) = (inner.range(), outer.range());
    inner.file == outer.file && outer_range.start <= inner_range.start && inner_range.end <= outer_range.end
}

fn same(mine: &[Known], others: &[Known]) -> bool {
    let text = |pair: &Known| (pair.0.value.clone(), pair.1.value.clone());
    mine.iter().map(text).eq(others.iter().map(text))
}

fn says_same(mine: &Body, other: &Body) -> bool {
    match (mine, other) {
        (Body::None, Body::None) => true,
        (Body::Json(mine, _), Body::Json(other, _)) => mine.says(other),
        (Body::Form(mine), Body::Form(other)) => same(mine, other),
        (Body::Multipart(mine), Body::Multipart(other)) => {
            mine.len() == other.len()
                && mine.iter().zip(other).all(|(a, b)| (&a.0.value, &a.1.value) == (&b.0.value, &b.1.value))
        }
        _ => false,
    }
}
