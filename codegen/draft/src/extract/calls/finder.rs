//! The state of reading the texts of pages for calls.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::labels::Label;
use crate::found::{Found, Place, Url, Weight};
use crate::page::Text;
use stubwright_spec::diag::Diagnostics;
use stubwright_spec::source::{Span, Spanned};

/// A name and a value.
pub(super) type Known = (Spanned<String>, Spanned<String>);

/// How many lines may lie between a URL and its method.
pub(super) const NEAR: usize = 8;

pub(super) struct Finder<'f> {
    pub(super) found: &'f mut Found,
    pub(super) diags: &'f mut Diagnostics,
    /// The URLs for which words stand.
    pub(super) bases: BTreeMap<String, Url>,
    /// The calls by method, host and path.
    pub(super) seen: BTreeMap<(Option<String>, Option<String>, String), Vec<usize>>,
    /// Hosts and paths about which something was said.
    pub(super) said: BTreeSet<String>,
    /// Statements of lines that are not complete yet.
    pub(super) pending: Pending,
}

/// Statements of lines that are not complete yet.
#[derive(Default)]
pub(super) struct Pending {
    /// How many lines were read.
    pub(super) line: usize,
    /// A label without a value: it is on the next line.
    pub(super) wants: Option<Label>,
    pub(super) url: Option<Waiting>,
    /// Methods, and the line on which they stood.
    pub(super) methods: Option<(Vec<Spanned<String>>, usize)>,
    /// A URL whose methods are those of headings below it.
    pub(super) resource: Option<Resource>,
    /// The part that is headed by such a method.
    pub(super) section: Option<Section>,
    /// The last URL that got a method of a line of its own, its place, and that line.
    pub(super) settled: Option<(Url, Place, usize)>,
    /// The method that the last heading begins with.
    pub(super) of_heading: Option<Spanned<String>>,
    /// Where the method of the last call stood: a label may say it once more.
    pub(super) taken: Option<Span>,
    /// The environment that the last heading named.
    pub(super) environment: Option<&'static str>,
    /// Whether the last heading or label announces addresses of servers.
    pub(super) lists_servers: bool,
    /// Whether the page has a call.
    pub(super) has_call: bool,
    /// URLs of environments without a method, each a server with its whole path, or a call where the page has no other one.
    pub(super) whole: Vec<Waiting>,
    /// Methods that the page names below them.
    pub(super) whole_methods: Vec<Spanned<String>>,
    /// Calls that the text gives as an instance: they count where the page says nothing else of them.
    pub(super) instances: Vec<(Spanned<String>, Url, Place)>,
    /// Calls that a sentence links to: they count where there is no other call.
    pub(super) linked: Vec<(Spanned<String>, Url, Place)>,
    /// The path of the last call, and the line on which it stood.
    pub(super) last: Option<(String, usize)>,
    /// The kind of body that the text names above the first call of a page, where, and the number of that call.
    pub(super) general: Option<(Kind, Span, usize)>,
    /// The kind of body that the text announces, and the line that does.
    pub(super) kind: Option<(Kind, usize, Span)>,
}

/// A URL that waits for its method.
pub(super) struct Waiting {
    pub(super) url: Url,
    pub(super) place: Place,
    pub(super) line: usize,
    /// How sure it is that it is a call; a URL in prose is one only if a method follows.
    pub(super) weight: Weight,
    /// The URLs with that path to which the text gives the name of an environment; none where a label announces the URL,
    /// or nothing does.
    pub(super) named: Vec<(Option<&'static str>, Url)>,
}

/// A URL whose methods the headings below it may name.
pub(super) struct Resource {
    pub(super) url: Url,
    /// The level of the heading that it is below, or in.
    pub(super) level: u8,
    /// Which call has the URL without a method.
    pub(super) open: Option<usize>,
}

/// A part of a page that is headed by a method.
pub(super) struct Section {
    pub(super) method: Spanned<String>,
    pub(super) place: Place,
    /// How many calls are before it.
    pub(super) calls: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Set {
    Heading,
    /// Prose, an item of a list, a cell.
    Prose,
    /// Code: only a line that is nothing else than a call is one.
    Code,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
    Multipart,
}

/// A part of a text with its place.
pub(super) fn spanned(text: &Text, range: Range<usize>) -> Spanned<String> {
    Spanned::new(text.as_str().get(range.clone()).unwrap_or_default().to_owned(), text.place(range))
}
