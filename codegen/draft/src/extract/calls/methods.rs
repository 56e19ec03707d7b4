//! Methods that are named apart from the URL: several in a line, one in each item of a list, or in headings below it.

use std::ops::Range;

use super::finder::{Finder, NEAR, Resource, Section, Waiting, spanned};
use super::roots::{before, is_root};
use crate::extract::headings::LABEL;
use crate::found::{Found, Mention, Place, Url, Weight};
use crate::lexicon::calls::{BETWEEN_METHODS, HTTP_METHODS, method};
use crate::lexicon::topics::of_method;
use crate::page::{Table, Text};
use stubwright_spec::source::Spanned;

impl Finder<'_> {
    /// Reads a heading for a method alone, whose URL is above it; `false` where there is none.
    pub(super) fn headed(&mut self, text: &Text, range: Range<usize>, place: Place) -> bool {
        let level = self.level(Place(place.0 + 1));
        let line = text.as_str().get(range.clone()).unwrap_or_default();
        let method = of_method(line)
            .map(|(at, is_alone)| (spanned(text, range.start + at.start..range.start + at.end), is_alone));
        // Below a heading of its own method the URL is that of a call.
        let is_open = method.is_some() && self.pending.of_heading.is_none();
        if let Some(waiting) =
            self.pending.url.take_if(|waiting| is_open && waiting.named.is_empty() && !is_root(&waiting.url))
        {
            self.keep_resource(waiting.url, waiting.place, None);
        }
        self.end_section();
        let Some(resource) = &self.pending.resource else { return false };
        match method {
            Some((method, is_alone)) if is_alone || level > resource.level => {
                let calls = self.found.calls.len();
                self.pending.section = Some(Section { method, place, calls });
                true
            }
            _ => {
                self.pending.resource.take_if(|resource| level <= resource.level);
                false
            }
        }
    }

    /// Ends pending statements, and gives the URL above a section the method that heads it, unless the section has a call of
    /// its own.
    pub(super) fn end_section(&mut self) {
        self.flush();
        let Some(Section { method, place, calls }) = self.pending.section.take() else { return };
        let Some(resource) = &mut self.pending.resource else { return };
        let path = &resource.url.path.value;
        let mut own = self.found.calls.get(calls..).unwrap_or_default().iter();
        let is_other = own.any(|call| {
            call.method.as_ref().is_some_and(|own| own.value == method.value)
                && before(&call.url.path.value, path).is_none()
        });
        if is_other {
            return;
        }
        let open = resource.open.take().and_then(|at| self.found.calls.get_mut(at));
        match open.filter(|call| call.method.is_none()) {
            Some(call) => {
                call.method = Some(method);
                call.mentions.push(Mention { place, weight: Weight::Heading });
            }
            None => {
                let url = resource.url.clone();
                self.called(Some(method), url, (place, Weight::Heading));
            }
        }
    }

    /// Keeps a URL for the methods that headings below it name.
    pub(super) fn keep_resource(&mut self, url: Url, place: Place, open: Option<usize>) {
        let level = self.level(Place(place.0 + 1));
        self.pending.resource = Some(Resource { url, level, open });
    }

    /// The level of the heading above a place.
    fn level(&self, place: Place) -> u8 {
        let mut above = self.found.headings_above(place).filter(|heading| heading.level < LABEL);
        above.next().map_or(0, |heading| heading.level)
    }

    /// Gives the URL that waits its methods. Several are calls of one place, and further ones may be on the next lines.
    pub(super) fn settle(&mut self, methods: Vec<Spanned<String>>, waiting: Waiting) {
        for (name, url) in waiting.named {
            self.server(name, super::roots::root(url));
        }
        let weight = waiting.weight.max(Weight::Line);
        self.call_each(methods, waiting.url.clone(), (waiting.place, weight));
        self.pending.settled = Some((waiting.url, waiting.place, self.pending.line));
    }

    /// Gives the URL that waits the methods that a column of a table has, one in each row.
    pub(super) fn tabled(&mut self, table: &Table, column: usize) -> bool {
        let cells: Vec<&Text> =
            table.rows.iter().filter_map(|row| row.cells.get(column)).map(|cell| &cell.text).collect();
        let methods = cells.iter().flat_map(|cell| {
            let ranges = in_range(cell, 0..cell.as_str().len());
            spanned_all(cell, ranges.get(..1).unwrap_or_default())
        });
        let methods: Vec<Spanned<String>> = methods.collect();
        let line = self.pending.line;
        let is_all = methods.len() == cells.len() && !cells.is_empty();
        let waiting = self.pending.url.take_if(|waiting| is_all && line - waiting.line <= NEAR);
        waiting.map(|waiting| self.settle(methods, waiting)).is_some()
    }

    /// Calls a URL with the methods that were named before it, or lets it wait for one.
    pub(super) fn with_methods(
        &mut self,
        methods: Option<(Vec<Spanned<String>>, usize)>,
        url: Url,
        place: Place,
    ) {
        match methods {
            Some((methods, _)) => self.call_each(methods, url, (place, Weight::Line)),
            None => {
                let line = self.pending.line;
                self.pending.url =
                    Some(Waiting { url, place, line, weight: Weight::Line, named: Vec::new() });
            }
        }
    }

    /// One call for each method of a URL; without any, one whose method is unknown.
    pub(super) fn call_each(&mut self, methods: Vec<Spanned<String>>, url: Url, at: (Place, Weight)) {
        if methods.is_empty() {
            return self.called(None, url, at);
        }
        if methods.len() > 1 {
            self.keep_resource(url.clone(), at.0, None);
        }
        for method in methods {
            self.called(Some(method), url.clone(), at);
        }
    }

    /// Reads a line right below the method of a call for a further one: an item of a list of methods.
    pub(super) fn further(&mut self, text: &Text, range: Range<usize>) -> bool {
        let line = self.pending.line;
        let settled = self.pending.settled.as_ref().filter(|(.., since)| line - since == 1);
        let Some((url, place)) = settled.map(|(url, place, _)| (url.clone(), *place)) else { return false };
        let raw = text.as_str().get(range.clone()).unwrap_or_default();
        let open = raw.len() - raw.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
        let Some(name) = raw.get(open..).and_then(method) else { return false };
        let at = range.start + open;
        let method = spanned(text, at..at + name.len());
        if self.pending.taken.is_some_and(|taken| taken == method.span) {
            return false;
        }
        self.keep_resource(url.clone(), place, None);
        self.called(Some(method), url.clone(), (place, Weight::Line));
        self.pending.settled = Some((url, place, line));
        true
    }
}

/// Where a range names methods: the first one, and those that go on with it: `GET, POST`, `GET 或 POST`.
pub(super) fn in_range(text: &Text, range: Range<usize>) -> Vec<Range<usize>> {
    let mut methods: Vec<Range<usize>> = Vec::new();
    let mut at = range.start;
    let all = text.as_str().get(range).unwrap_or_default();
    for word in all.split_inclusive(|c: char| !c.is_ascii_alphabetic()) {
        let bare = word.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
        let end = at + bare.len();
        let is_next = match methods.last() {
            // `GET /post` is no list of methods.
            Some(last) => {
                let between = text.as_str().get(last.end..at).unwrap_or_default();
                if !joins(between) {
                    break;
                }
                HTTP_METHODS.contains(&bare)
            }
            None => HTTP_METHODS.contains(&bare.to_ascii_uppercase().as_str()),
        };
        if is_next {
            methods.push(at..end);
        }
        at += word.len();
    }
    methods
}

/// The methods at these places, in capitals.
pub(super) fn spanned_all(text: &Text, ranges: &[Range<usize>]) -> Vec<Spanned<String>> {
    ranges.iter().map(|range| spanned(text, range.clone()).map(|name| name.to_ascii_uppercase())).collect()
}

/// Whether there is nothing but marks and a word such as `or` between two methods.
pub(super) fn joins(between: &str) -> bool {
    let word = between.trim_matches(|c: char| c.is_whitespace() || "`*,，、/|&+".contains(c)).to_lowercase();
    word.is_empty() || BETWEEN_METHODS.has(&word)
}

/// The methods on a line of their own, and nothing else.
pub(super) fn alone(line: &str) -> bool {
    let mut names = line.split(['/', ',', '，', '、', '|', ' ']).filter(|name| !name.is_empty()).peekable();
    names.peek().is_some() && names.all(|name| HTTP_METHODS.contains(&name.trim_matches(['`', '*'])))
}

/// The method in brackets at the end of a heading, and where it is: `URL of the call (POST)`.
pub(super) fn in_brackets(line: &str) -> Option<(usize, &'static str)> {
    let inner = line.trim_end().strip_suffix([')', '）'])?;
    let bracket = inner.rfind(['(', '（'])?;
    let start = bracket + inner.get(bracket..)?.chars().next()?.len_utf8();
    let word = inner.get(start..)?;
    method(word).filter(|name| name.len() == word.len()).map(|name| (start, name))
}

/// The method in small letters that a line begins with, if a path or a URL is all of its rest: `post /lamps`.
pub(super) fn small(line: &str) -> Option<&'static str> {
    let (first, target) = line.split_once(' ')?;
    let target = target.trim();
    let is_target = ["/", "https://", "http://"].iter().any(|start| target.starts_with(start));
    let is_low = first.bytes().all(|byte| byte.is_ascii_lowercase());
    let name = HTTP_METHODS.into_iter().find(|name| name.eq_ignore_ascii_case(first))?;
    (is_target && is_low && target.len() > 1 && !target.contains(char::is_whitespace)).then_some(name)
}

/// Where the line ends that a place is in.
pub(super) fn line_end(text: &Text, from: usize, most: usize) -> usize {
    let rest = text.as_str().get(from..most).unwrap_or_default();
    from + rest.find('\n').unwrap_or(rest.len())
}

/// Whether the words before a call are a link to another page: `[Add crates](add.md) - POST /crates`.
pub(super) fn is_linked_away(found: &Found, text: &Text, before: Range<usize>) -> bool {
    let raw = text.as_str().get(before.clone()).unwrap_or_default();
    let letters = raw.char_indices().filter(|(_, c)| c.is_alphanumeric());
    let mut letters = letters.map(|(at, _)| before.start + at);
    let is_away = |at: usize| found.is_linked_away(text.place(at..at));
    letters.next().is_some_and(is_away) && letters.all(is_away)
}
