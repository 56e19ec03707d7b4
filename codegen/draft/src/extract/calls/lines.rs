//! Calls and servers that lines of text name: a method with a URL, labels with values, a URL alone.

use std::collections::BTreeSet;
use std::ops::Range;

use super::finder::{Finder, NEAR, Pending, Set, spanned};
use super::labels::{self, Label};
use super::roots::{self, is_document};
use super::{methods, url};
use crate::found::{Call, Form, Mention, Place, Topic, Url, Weight};
use crate::lexicon::calls::{HTTP_METHODS, INSTANCES, method};
use crate::lexicon::topics::topic;
use crate::page::{Cell, Row, Table, Text};
use stubwright_spec::source::Spanned;

/// Longer lines are data.
const LONGEST: usize = 4000;

impl Finder<'_> {
    /// Reads one line of a text.
    pub(super) fn line(&mut self, text: &Text, range: Range<usize>, place: Place, set: Set) {
        let range = url::trimmed(text, range);
        let Some(line) = text.as_str().get(range.clone()).filter(|line| (1..=LONGEST).contains(&line.len()))
        else {
            return;
        };
        self.pending.line += 1;
        self.clauses(text, range.clone(), place, set);
        // The line's statement about a body is about the call in the same line, if there is one.
        self.kind(line, text.place(range));
    }

    fn clauses(&mut self, text: &Text, range: Range<usize>, place: Place, set: Set) {
        let line = text.as_str().get(range.clone()).unwrap_or_default();
        if self.goes_on(text, range.clone()) {
            return;
        }
        let label = labels::label(line);
        if set == Set::Heading && label.is_none() {
            let is_headed = self.headed(text, range.clone(), place);
            (self.pending.methods, self.pending.kind) = (None, None);
            // `Request` is about the call above it.
            self.pending.last.take_if(|_| topic(line) == Topic::Other);
            self.pending.environment = labels::environment(line);
            let own = method(line).map(|name| (0, name)).or_else(|| methods::in_brackets(line));
            self.pending.of_heading = own.map(|(at, name)| {
                let start = range.start + at;
                spanned(text, start..start + name.len())
            });
            if is_headed {
                return;
            }
        }
        if set == Set::Heading || label.is_some() || line.ends_with([':', '：']) {
            self.pending.lists_servers = roots::is_called_server(line);
        }
        let wanted = self.pending.wants.take().filter(|_| label.is_none());
        if let Some(wanted) = wanted {
            // Below a title such as `Methods` there may be calls.
            let is_call = wanted == Label::Method && self.named(text, range.clone(), place, set);
            if is_call || self.value(wanted, text, range.clone(), place) {
                return;
            }
            // A line such as `from the shop to us` may be above the value.
            let is_first = text.as_str().get(..range.start).is_some_and(|before| before.trim().is_empty());
            let has_more = text.as_str().get(range.end..).is_some_and(|rest| !rest.trim().is_empty());
            self.pending.wants = Some(wanted).filter(|_| is_first && has_more);
        }
        if set == Set::Code && is_sent(text.as_str().get(..range.start).unwrap_or_default()) {
            return;
        }
        if self.named(text, range.clone(), place, set) || self.labelled(text, range.clone(), place) {
            return;
        }
        if label.is_some() {
            self.pending.wants = label;
        } else if self.further(text, range.clone()) {
            // It is a call of the URL above.
        } else if methods::alone(line) {
            // A method on a line of its own, as tools for documentation show it beside the URL, and pages in code.
            self.value(Label::Method, text, range, place);
        } else if set == Set::Heading && self.titled(text, range.clone(), place) {
            // It is pending.
        } else if set == Set::Code {
            // A text in JSON is not a line by itself; a label of an environment is one in code as well.
            let is_text = line.starts_with(['"', '\'']);
            if !is_text && !self.alone(text, range.clone(), place) && roots::is_labelled(line) {
                self.servers(text, range, place);
            }
        } else if !self.alone(text, range.clone(), place) {
            self.servers(text, range.clone(), place);
            self.closing(text, range, (place, wanted == Some(Label::Url)));
        }
    }

    /// Takes in a line that goes on with the query of the URL on the line above: `&Note=fragile`.
    fn goes_on(&mut self, text: &Text, range: Range<usize>) -> bool {
        let raw = text.as_str().get(range.clone()).unwrap_or_default();
        let line = self.pending.line;
        let is_query = raw.starts_with(['&', '?']) && raw.contains('=') && !raw.contains(char::is_whitespace);
        if !is_query {
            return false;
        }
        let pairs = url::pairs(text, range.start + 1..range.end);
        if let Some(waiting) = self.pending.url.as_mut().filter(|waiting| line - waiting.line <= 1) {
            waiting.url.query.extend(pairs);
            waiting.line = line;
            return true;
        }
        let (Some(call), Some((_, since))) = (self.found.calls.last_mut(), &mut self.pending.last) else {
            return false;
        };
        let is_next = line - *since <= 1;
        if is_next {
            call.url.query.extend(pairs);
            *since = line;
        }
        is_next
    }

    /// Reads a table of neither errors nor fields: properties of a call, or a row for each call or server.
    pub(super) fn table(&mut self, table: &Table, place: Place) {
        let head = table.head.last().map(|row| row.cells.as_slice()).unwrap_or_default();
        let column = |label| head.iter().position(|cell| labels::label(cell.text.as_str()) == Some(label));
        let columns = column(Label::Method).zip(column(Label::Url));
        let bases = column(Label::Base).or(column(Label::Url)).filter(|at| {
            columns.is_none()
                && table.rows.iter().all(|row| row.cells.get(*at).is_some_and(roots::is_address))
        });
        if let Some(at) = bases {
            return self.addresses(table, at);
        }
        if column(Label::Url).is_none() && column(Label::Method).is_some_and(|at| self.tabled(table, at)) {
            return;
        }
        // Each call has a page of its own.
        let is_elsewhere = |cell: &Cell| cell.link.as_ref().is_some_and(|link| !link.starts_with('#'));
        let elsewhere = table.rows.iter().filter(|row| row.cells.iter().any(is_elsewhere)).count();
        let is_index = elsewhere > 1 && elsewhere * 2 > table.rows.len();
        let of_head: Vec<_> = head.iter().map(|cell| labels::environment(cell.text.as_str())).collect();
        for row in table.head.iter().chain(&table.rows) {
            let whole = |at: usize| row.cells.get(at).map(|cell| (&cell.text, 0..cell.text.as_str().len()));
            if let Some((method, path)) = columns {
                if is_index && self.link_of(row, (method, path), place) {
                    continue;
                }
                for (label, at) in [(Label::Method, method), (Label::Url, path)] {
                    if let Some((text, range)) = whole(at) {
                        self.value(label, text, range, place);
                    }
                }
                continue;
            }
            if let (Some((name, _)), Some((text, range))) = (whole(0), whole(1)) {
                let label = labels::label(name.as_str());
                // A column for each environment.
                let is_each = label == Some(Label::Url) && of_head.iter().flatten().count() > 1;
                if let Some(label) = label.filter(|_| !is_each) {
                    self.value(label, text, range, place);
                    continue;
                }
                let name = labels::environment(name.as_str());
                if name.is_some() && row.cells.iter().any(|cell| cell.text.as_str().contains("://")) {
                    self.pending.environment = name;
                }
            }
            for (at, cell) in row.cells.iter().enumerate() {
                if let Some(name) = of_head.get(at).copied().flatten() {
                    self.pending.environment = Some(name);
                }
                let lines: Vec<Text> = cell.text.lines();
                for line in lines {
                    self.line(&line, 0..line.as_str().len(), place, Set::Prose);
                }
            }
        }
    }

    /// Notes the call of a row that links to another page; `false` where none can be read.
    fn link_of(&mut self, row: &Row, (method, path): (usize, usize), place: Place) -> bool {
        let whole = |at: usize| row.cells.get(at).map(|cell| &cell.text);
        let is_linked = row.cells.iter().any(|cell| cell.link.is_some());
        let (Some(name), Some(text)) = (whole(method), whole(path).filter(|_| is_linked)) else {
            return false;
        };
        let method = spanned(name, url::trimmed(name, 0..name.as_str().len()));
        let url = url::token(text, 0..text.as_str().len()).and_then(|token| url::parse(text, token));
        let Some(url) = url.filter(|_| HTTP_METHODS.contains(&method.value.as_str())) else { return false };
        self.pending.linked.push((method, url, place));
        true
    }

    /// Forgets what the lines of a page said, at its end.
    pub(super) fn end_page(&mut self) {
        self.end_section();
        self.whole();
        self.generally();
        let Pending { line, taken, instances, linked, .. } = std::mem::take(&mut self.pending);
        self.pending = Pending { line, taken, instances, linked, ..Pending::default() };
    }

    /// Ends pending statements: a URL without a method is a server, or a call with an unknown method.
    pub(super) fn flush(&mut self) {
        let Some(waiting) = self.pending.url.take() else { return };
        // Nobody calls a picture or a film.
        let is_media = self.pending.of_heading.is_none() && roots::is_media(&waiting.url);
        if waiting.weight == Weight::Prose || is_media {
            return;
        }
        let has_host = roots::has_host(&waiting.url);
        if !waiting.named.is_empty() {
            self.pending.whole.push(waiting);
        } else if roots::is_root(&waiting.url) && (has_host || waiting.url.path.value.contains('{')) {
            // `{domain}/api/{version}` names neither a server nor a call.
            if has_host {
                self.server(self.pending.environment, waiting.url);
            }
        } else {
            let method = self.pending.of_heading.clone();
            let is_open = method.is_none();
            self.called(method, waiting.url.clone(), (waiting.place, waiting.weight));
            let open = is_open.then(|| self.found.calls.len().checked_sub(1)).flatten();
            self.keep_resource(waiting.url, waiting.place, open);
        }
    }

    /// Forgets the path of a heading whose call is named in full.
    pub(super) fn absorb(&mut self, url: &Url) {
        self.pending.url.take_if(|waiting| {
            waiting.weight == Weight::Heading && url.path.value.ends_with(&waiting.url.path.value)
        });
    }

    pub(super) fn called(
        &mut self,
        method: Option<Spanned<String>>,
        url: Url,
        (place, weight): (Place, Weight),
    ) {
        self.absorb(&url);
        self.pending.taken = method.as_ref().map(|method| method.span);
        self.pending.last = Some((url.path.value.clone(), self.pending.line));
        let (body, headers) = self.announced(method.as_ref().map(|method| method.value.as_str()));
        let span =
            method.as_ref().filter(|method| method.span.file == url.span.file).map_or(url.span, |method| {
                if method.span < url.span { method.span.to(url.span) } else { url.span }
            });
        let mentions = vec![Mention { place, weight }];
        self.call(Call {
            place,
            span,
            form: Form::Line,
            method,
            url,
            headers,
            is_basic: false,
            body,
            mentions,
        });
    }

    /// Methods with a URL after them.
    fn named(&mut self, text: &Text, range: Range<usize>, place: Place, set: Set) -> bool {
        let mut at = range.start;
        let mut is_call = false;
        let mut joins = false;
        while let Some(rest) = text.as_str().get(at..range.end) {
            let Some(c) = rest.chars().next() else { break };
            let small = || methods::small(rest).filter(|_| at == range.start);
            let name = if joins { None } else { method(rest).or_else(small) };
            joins = c.is_alphanumeric() || c == '_';
            let Some(name) = name else {
                at += c.len_utf8();
                continue;
            };
            if set == Set::Code && !is_call && !is_marks(text, range.start..at) {
                break;
            }
            // `GET | POST /lamps`
            let named = methods::in_range(text, at..range.end);
            let (start, from) = (at, named.last().map_or(at + name.len(), |last| last.end));
            let behind = text.as_str().get(from..range.end).unwrap_or_default();
            let marks = |c: char| c.is_whitespace() || "[]【】:：`*|-–—→\"'".contains(c);
            let open = behind.len() - behind.trim_start_matches(marks).len();
            // A list's brackets belong to a variable.
            let found = (open > 0).then(|| url::token(text, from + open..range.end)).flatten();
            at = from;
            let is_line = |end: usize| is_marks(text, range.start..start) && is_marks(text, end..range.end);
            if let Some((url, end)) = found.and_then(|token| read(text, token, is_line))
                && (url.path.value.len() > 1 || roots::has_host(&url) || !url.query.is_empty())
            {
                let mut named = methods::spanned_all(text, &named);
                let before = text.as_str().get(range.start..start).unwrap_or_default();
                // A block of code with nothing else is as good as a line of text.
                let is_all = text.as_str().trim().len() == range.len();
                let weight = match set {
                    Set::Heading => Weight::Heading,
                    Set::Code if !is_all => Weight::Code,
                    _ if is_line(end) => Weight::Line,
                    _ => Weight::Prose,
                };
                let is_linked = |method: &Spanned<String>| {
                    self.found.is_linked(method.span)
                        || methods::is_linked_away(self.found, text, range.start..start)
                };
                if is_instance(before) {
                    self.pending.instances.push((named.swap_remove(0), slashed(url), place));
                } else if weight == Weight::Prose && named.first().is_some_and(is_linked) {
                    self.pending.linked.push((named.swap_remove(0), slashed(url), place));
                } else {
                    self.call_each(named, slashed(url), (place, weight));
                }
                is_call = true;
                at = end;
            }
            joins = true;
        }
        is_call
    }

    /// Calls for which the page gives only an instance.
    pub(super) fn instances(&mut self) {
        let ends: BTreeSet<(Option<String>, String)> = self
            .found
            .calls
            .iter()
            .filter_map(|call| {
                let last = call.url.path.value.rsplit('/').find(|segment| !segment.is_empty())?;
                Some((call.method.as_ref().map(|method| method.value.clone()), last.to_owned()))
            })
            .collect();
        for (method, url, place) in std::mem::take(&mut self.pending.instances) {
            let last = url.path.value.rsplit('/').find(|segment| !segment.is_empty()).unwrap_or_default();
            if !ends.contains(&(Some(method.value.clone()), last.to_owned())) {
                self.called(Some(method), url, (place, Weight::Prose));
            }
        }
    }

    /// Calls that sentences link to, where the pages have no other ones.
    pub(super) fn linked(&mut self) {
        if !self.found.calls.is_empty() {
            return;
        }
        for (method, url, place) in std::mem::take(&mut self.pending.linked) {
            self.called(Some(method), url, (place, Weight::Prose));
        }
    }

    /// Labels with their values, each at the beginning of a clause.
    fn labelled(&mut self, text: &Text, range: Range<usize>, place: Place) -> bool {
        let mut is_any = false;
        let line = text.as_str().get(range.clone()).unwrap_or_default();
        let mut start = range.start;
        for clause in line.split_inclusive(['，', ',', ';', '；', '。', '|', '\t', '（']) {
            let at = clause.char_indices().find(|(at, c)| {
                *c == '：' || (*c == ':' && !clause.get(at + 1..).is_some_and(|rest| rest.starts_with("//")))
            });
            if let Some((at, c)) = at {
                let label = clause.get(..at).and_then(labels::label);
                if let Some(label) = label {
                    let value = start + at + c.len_utf8()..range.end;
                    if url::trimmed(text, value.clone()).is_empty() {
                        self.pending.wants = Some(label);
                        is_any = true;
                    } else {
                        is_any |= self.value(label, text, value, place);
                    }
                }
            }
            start += clause.len();
        }
        if !is_any {
            // `URL https://…`, `Method<tab>POST`.
            let blank = line.find(char::is_whitespace).unwrap_or(line.len());
            if let Some(label) = line.get(..blank).and_then(labels::label) {
                let behind = line.get(blank..).unwrap_or_default().trim_start();
                if behind.starts_with('/') || behind.starts_with("http") || method(behind).is_some() {
                    return self.value(label, text, range.start + blank..range.end, place);
                }
            }
        }
        is_any
    }

    /// Takes the value of a label; `false` when it is not one.
    fn value(&mut self, label: Label, text: &Text, range: Range<usize>, place: Place) -> bool {
        let line = self.pending.line;
        if label == Label::Method {
            let methods = methods::spanned_all(text, &methods::in_range(text, range));
            let Some(first) = methods.first() else { return false };
            if self.pending.taken == Some(first.span) {
                return true;
            }
            match self.pending.url.take() {
                Some(waiting) if line - waiting.line <= NEAR => self.settle(methods, waiting),
                other => {
                    self.pending.url = other;
                    if !self.pending.whole.is_empty() && self.pending.whole_methods.is_empty() {
                        self.pending.whole_methods.clone_from(&methods);
                    }
                    self.pending.methods = Some((methods, line));
                }
            }
            return true;
        }
        if self.named(text, range.clone(), place, Set::Prose) {
            return true;
        }
        let below = if label == Label::Url { url::below_words(text, range.clone()) } else { None };
        let Some(token) = below.or_else(|| url::token(text, range.clone())) else { return false };
        let parsed = url::parse(text, token.clone());
        let parsed =
            parsed.or_else(|| if label == Label::Url { url::relative(text, token.clone()) } else { None });
        let Some(url) = parsed else { return false };
        if label == Label::Base || url.path.value.len() <= 1 {
            let is_server = roots::has_host(&url);
            if is_server {
                self.server(self.pending.environment, url);
            }
            return is_server;
        }
        self.flush();
        let behind = token.end..methods::line_end(text, token.end, range.end);
        let own = methods::spanned_all(text, &methods::in_range(text, behind));
        let before = self.pending.methods.take().filter(|(_, since)| line - since <= NEAR);
        self.with_methods(if own.is_empty() { before } else { Some((own, line)) }, url, place);
        true
    }

    /// A URL that is all of its line.
    fn alone(&mut self, text: &Text, range: Range<usize>, place: Place) -> bool {
        let Some(token) = url::token(text, range.clone()) else { return false };
        let raw = text.as_str().get(token.clone()).unwrap_or_default();
        let around = |range: Range<usize>| {
            text.as_str().get(range).unwrap_or_default().chars().all(|c| "`<>*\"'".contains(c))
        };
        let line = self.pending.line;
        let is_next = |since: usize| line.saturating_sub(since) <= 2;
        let is_led = self.pending.methods.as_ref().is_some_and(|(_, since)| is_next(*since));
        let is_url = raw.contains("://") || (raw.starts_with('/') && is_led);
        if !around(range.start..token.start) || !around(token.end..range.end) || !is_url {
            return false;
        }
        let names_call = |url: &Url| url.path.value.len() > 1 || !url.query.is_empty();
        let Some(url) = url::parse(text, token).filter(|url| !is_document(url)) else { return false };
        if self.pending.lists_servers && roots::is_root(&url) && roots::has_host(&url) {
            self.server(self.pending.environment, url);
            return true;
        }
        let Some(url) = Some(url).filter(names_call).map(slashed) else { return false };
        if self.pending.environment.is_some() && roots::has_host(&url) {
            self.environment(self.pending.environment, url, place);
            return true;
        }
        self.flush();
        let before = self.pending.methods.take_if(|(_, since)| is_next(*since));
        self.with_methods(before, url, place);
        true
    }
}

/// Whether an object is open that begins behind a URL on the same line: its members are sent there, and none is the URL of a
/// call.
fn is_sent(before: &str) -> bool {
    let Some(at) = before.rfind("://") else { return false };
    let behind = before.get(at..).unwrap_or_default();
    let is_led = behind.lines().next().is_some_and(|line| line.ends_with('{') && line.contains(','));
    is_led && behind.matches('{').count() > behind.matches('}').count()
}

/// Whether the words before a call give it as an instance of something.
fn is_instance(before: &str) -> bool {
    let before =
        before.trim_end_matches(|c: char| c.is_whitespace() || ":：,，`*\"(（".contains(c)).to_lowercase();
    INSTANCES.end(&before)
}

/// The URL of a token, and its end. A path without its slash is one where nothing else is on the line.
fn read(text: &Text, token: Range<usize>, is_line: impl Fn(usize) -> bool) -> Option<(Url, usize)> {
    let relative = || is_line(token.end).then(|| url::relative(text, token.clone())).flatten();
    let url = url::parse(text, token.clone()).or_else(relative)?;
    Some((url, token.end))
}

/// Whether there are no words in a range.
fn is_marks(text: &Text, range: Range<usize>) -> bool {
    text.as_str().get(range).unwrap_or_default().chars().all(|c| !c.is_alphanumeric())
}

fn slashed(mut url: Url) -> Url {
    if url.path.value.is_empty() {
        "/".clone_into(&mut url.path.value);
    }
    url
}
