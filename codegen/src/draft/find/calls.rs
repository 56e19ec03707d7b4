//! Calls and servers: curl, requests of HTTP, and methods, URLs and headers that the text names.

mod body;
mod curl;
mod shell;
#[cfg(test)]
mod tests;
mod url;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::draft::found::{Body, Call, Found, Place};
use crate::draft::page::{Block, Text};
use crate::source::{Span, Spanned};

/// A name and a value.
type Known = (Spanned<String>, Spanned<String>);

/// With how many calls of the same method and path the body of one is compared.
const COMPARED: usize = 32;

/// Finds calls, servers, headers and the offset of times.
pub(super) fn find(blocks: &[&Block], used: &BTreeSet<usize>, found: &mut Found, diags: &mut Diagnostics) {
    let mut finder = Finder { found, diags, seen: BTreeMap::new(), said: BTreeSet::new() };
    let _ = used;
    for (at, block) in blocks.iter().enumerate() {
        if let Block::Code(text) | Block::Paragraph(text) = block {
            finder.commands(text, Place(at));
        }
    }
    finder.found.calls.sort_by_key(|call| (call.place, call.span));
}

/// What was found so far.
struct Finder<'f> {
    found: &'f mut Found,
    diags: &'f mut Diagnostics,
    /// The calls by method, host and path.
    seen: BTreeMap<(Option<String>, Option<String>, String), Vec<usize>>,
    /// Hosts and paths about which something was said.
    said: BTreeSet<String>,
}

impl Finder<'_> {
    fn commands(&mut self, text: &Text, place: Place) {
        let mut next = 0;
        let mut at = 0;
        for line in text.as_str().split_inclusive('\n') {
            let start = at;
            at += line.len();
            if start < next {
                continue;
            }
            if let Some((call, end)) =
                curl::begins(line).and_then(|from| curl::read(text, start + from, place))
            {
                next = end;
                self.call(call);
            }
        }
    }

    /// Keeps a call, unless it stands there already, and says what is odd about it.
    fn call(&mut self, call: Call) {
        self.judge(&call);
        let method = call.method.as_ref().map(|method| method.value.clone());
        let host = call.url.host.as_ref().map(|host| host.value.clone());
        let seen = self.seen.entry((method, host, call.url.path.value.clone())).or_default();
        let calls = &self.found.calls;
        let is_known = seen.iter().rev().take(COMPARED).any(|at| {
            calls.get(*at).is_some_and(|other| {
                other.form == call.form
                    && says_same(&other.body, &call.body)
                    && same(&other.url.query, &call.url.query)
            })
        });
        if !is_known {
            seen.push(self.found.calls.len());
            self.found.calls.push(call);
        }
    }

    fn judge(&mut self, call: &Call) {
        let url = &call.url;
        if let (None, Some(host)) = (&url.scheme, &url.host) {
            // A `Host` header never has a scheme.
            if inside(host.span, url.span) && self.said.insert(host.value.to_ascii_lowercase()) {
                let finding = Diagnostic::new(Code::NoScheme, host.span, "the URL has no scheme");
                self.diags.push(finding.help("the draft says `https`; ask the vendor, or try"));
            }
        }
        let path = &url.path;
        if let Some(at) = path.value.find("//") {
            if self.said.insert(path.value.clone()) {
                let raw = path.span.range();
                let is_plain = raw.len() == path.value.len();
                let range = if is_plain { raw.start + at..raw.start + at + 2 } else { raw };
                let span = Span::new(path.span.file, range.start, range.end);
                let finding = Diagnostic::new(Code::EmptySegment, span, "an empty segment in the path");
                self.diags.push(finding.note("it is drafted as printed: servers tell `/a//b` from `/a/b`"));
            }
        }
        let Body::Json(value, faults) = &call.body else { return };
        if faults.is_empty() || self.found.samples.iter().any(|sample| sample.value.says(value)) {
            return;
        }
        for fault in faults {
            // What is printed in two commands is said once.
            if self.said.insert(format!("{:?}", fault.span.range())) {
                self.diags.push(Diagnostic::new(Code::BrokenSample, fault.span, fault.what.clone()));
            }
        }
    }
}

/// Whether a place lies inside another one.
fn inside(inner: Span, outer: Span) -> bool {
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

/// A part of a text with its place.
fn spanned(text: &Text, range: Range<usize>) -> Spanned<String> {
    Spanned::new(text.as_str().get(range.clone()).unwrap_or_default().to_owned(), text.place(range))
}
