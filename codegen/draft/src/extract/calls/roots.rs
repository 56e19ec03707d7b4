//! Servers: URLs below which the paths of calls lie, and full URLs of one call in several environments.

use std::collections::BTreeSet;
use std::ops::Range;

use super::finder::{Finder, NEAR, Waiting};
use super::{in_full, labels, url};
use crate::found::{Body, Call, Form, Found, Place, Server, Url, Weight};
use crate::lexicon::calls::{DOCUMENTS, MEDIA_FILES, ROOTS, SERVERS, SITES};
use crate::lexicon::verbs::is_empty;
use crate::page::{Cell, Table, Text};
use stubwright_spec::source::Spanned;

impl Finder<'_> {
    /// URLs to which the text gives the name of an environment, or that it calls a server.
    pub(super) fn servers(&mut self, text: &Text, range: Range<usize>, place: Place) {
        let mut since = range.start;
        while let Some(at) = text.as_str().get(since..range.end).and_then(|rest| rest.find("://")) {
            let before = text.as_str().get(since..since + at).unwrap_or_default();
            let scheme = before.len() - before.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
            let start = since + at - scheme;
            let Some(token) = url::token(text, start..range.end) else { break };
            let words = text.as_str().get(since..start).unwrap_or_default();
            let name = labels::environment(tail(words)).or_else(|| {
                let behind = text.as_str().get(token.end..range.end).unwrap_or_default();
                let note = behind.trim_start().strip_prefix(['(', '（'])?;
                labels::environment(note.split([')', '）']).next()?)
            });
            let name = name.or(self.pending.environment);
            since = token.end.max(since + at + 3);
            let url = url::parse(text, token).filter(|url| has_host(url) && !is_document(url));
            let Some(url) = url else { continue };
            if name.is_some() {
                self.environment(name, url, place);
            } else if is_root(&url)
                && (self.pending.lists_servers || is_called_server(tail(words)) || is_api(words))
            {
                let name = slug(words).filter(|_| !is_called_server(words));
                self.server(name.as_deref(), url);
            }
        }
    }

    /// A URL of an environment: a server, or the full URL of a call that has a method of its own line.
    pub(super) fn environment(&mut self, name: Option<&'static str>, url: Url, place: Place) {
        if is_root(&url) {
            return self.server(name, url);
        }
        let line = self.pending.line;
        let is_near = |since: usize| line.saturating_sub(since) <= NEAR;
        if self.pending.last.as_ref().is_some_and(|(path, since)| *path == url.path.value && is_near(*since))
        {
            return self.server(name, root(url));
        }
        if let Some(waiting) = &mut self.pending.url
            && waiting.url.path.value == url.path.value
        {
            waiting.line = line;
            return waiting.named.push((name, url));
        }
        if let Some((methods, _)) = self.pending.methods.take().filter(|(_, since)| is_near(*since)) {
            self.server(name, root(url.clone()));
            return self.call_each(methods, url, (place, Weight::Line));
        }
        self.flush();
        let named = vec![(name, url.clone())];
        self.pending.url = Some(Waiting { url, place, line, weight: Weight::Line, named });
    }

    /// URLs of environments without a method: each is a server with its whole path. Where the page has no other call, all are one,
    /// or each path of a host is one.
    pub(super) fn whole(&mut self) {
        let methods = std::mem::take(&mut self.pending.whole_methods);
        let mut all = std::mem::take(&mut self.pending.whole);
        if let Some(end) = common_end(&all).filter(|_| !self.pending.has_call) {
            // `https://test.host/gate/pay` and `https://host/pay`: what differs is the server's.
            for (name, url) in all.iter_mut().flat_map(|waiting| std::mem::take(&mut waiting.named)) {
                self.server(name, without_end(url, &end));
            }
            if let Some(first) = all.into_iter().next() {
                self.call_each(methods, first.url, (first.place, first.weight));
            }
            return;
        }
        // Another path of a host that has a call is another call.
        let mut hosts: BTreeSet<String> = BTreeSet::new();
        for waiting in all {
            let host = waiting.url.host.as_ref().map(|host| host.value.clone()).unwrap_or_default();
            let is_open = !self.pending.has_call || hosts.contains(&host);
            let is_call = is_open && !is_root(&waiting.url);
            hosts.extend(is_call.then_some(host));
            for (name, url) in waiting.named {
                self.server(name, if is_call { root(url) } else { url });
            }
            if is_call {
                self.call_each(methods.clone(), waiting.url, (waiting.place, waiting.weight));
            }
        }
    }

    /// A table with a server in each row.
    pub(super) fn addresses(&mut self, table: &Table, at: usize) {
        for row in &table.rows {
            let words = row.cells.iter().enumerate().find(|(cell, _)| *cell != at);
            let words = words.map(|(_, cell)| cell.text.as_str()).unwrap_or_default();
            let name = labels::environment(words).map(str::to_owned).or_else(|| slug(words));
            let Some(cell) = row.cells.get(at) else { continue };
            let all = 0..cell.text.as_str().len();
            let url = url::token(&cell.text, all).and_then(|token| url::parse(&cell.text, token));
            if let Some(url) = url {
                self.server(name.as_deref(), url);
            }
        }
    }

    /// Keeps a server, once.
    pub(super) fn server(&mut self, name: Option<&str>, url: Url) {
        if url.host.is_none() {
            return self.judge_host(&url);
        }
        let name = named_by(name, &url);
        let host = url.host.as_ref().map(|host| host.value.to_ascii_lowercase()).unwrap_or_default();
        // `host: localhost` is a line of a configuration.
        if host == "localhost" && url.scheme.is_none() {
            return;
        }
        let path = url.path.value.trim_end_matches('/');
        if self.said.insert(format!("server {host} {path}")) {
            self.found.servers.push(Server { name: name.map(str::to_owned), url });
        }
    }
}

/// The segments in which the paths of several URLs of environments end: `/pay`.
fn common_end(all: &[Waiting]) -> Option<String> {
    let (first, others) = all.split_first().filter(|(_, others)| !others.is_empty())?;
    let segments = |waiting: &Waiting| -> Vec<String> {
        waiting.url.path.value.rsplit('/').map(str::to_owned).collect()
    };
    let mut end = segments(first);
    for other in others {
        let count = end.iter().zip(segments(other)).take_while(|(one, other)| *one == other).count();
        end.truncate(count);
    }
    end.retain(|segment| !segment.is_empty());
    end.reverse();
    (!end.is_empty()).then(|| format!("/{}", end.join("/")))
}

/// The server of a URL whose path ends in that of a call.
fn without_end(mut url: Url, end: &str) -> Url {
    let path = url.path.value.strip_suffix(end).map(str::to_owned);
    url.path.value = path.unwrap_or_default();
    url.query.clear();
    url
}

/// Completes paths that are printed below a base URL where other calls have the whole of them: both are one call.
pub(super) fn complete(found: &mut Found) {
    bases(found);
    in_full::name(found);
    let below = prefix(found);
    if let Some(server) = below.as_ref().filter(|server| server.url.host.is_none()) {
        let short = found.calls.iter_mut().filter(|call| !has_host(&call.url));
        short.for_each(|call| call.url.path.value.insert_str(0, &server.url.path.value));
    } else if let Some(server) = below {
        let host = |url: &Url| url.host.as_ref().map(|host| host.value.clone());
        if !found.servers.iter().any(|known| host(&known.url) == host(&server.url)) {
            found.servers.push(server);
        }
    }
    whole_calls(found);
    let bases: BTreeSet<String> =
        found.servers.iter().map(|server| server.url.path.value.trim_end_matches('/').to_owned()).collect();
    let bases: Vec<String> = bases.into_iter().filter(|base| !base.is_empty()).take(8).collect();
    let full = found.calls.iter().filter(|call| call.url.host.is_some());
    let full: BTreeSet<String> = full.map(|call| call.url.path.value.clone()).collect();
    for call in found.calls.iter_mut().filter(|call| call.url.host.is_none()) {
        let path = &mut call.url.path.value;
        let whole = bases.iter().map(|base| format!("{base}{path}")).find(|whole| full.contains(whole));
        if let Some(whole) = whole {
            *path = whole;
        }
    }
}

/// Takes a URL without a method for a server where requests have it in front of paths that the page prints by themselves:
/// `https://host/ums/v3`, `/register`, and `POST https://host/ums/v3/register`.
fn bases(found: &mut Found) {
    let full = found.calls.iter().filter(|call| call.url.host.is_some() && call.method.is_some());
    let full: BTreeSet<&str> = full.map(|call| call.url.path.value.as_str()).collect();
    /// So many paths are looked for below one URL.
    const TRIED: usize = 64;
    let short = found.calls.iter().filter(|call| !has_host(&call.url) && call.method.is_some());
    let short: Vec<&Call> = short.take(TRIED).collect();
    let is_base = |call: &Call| {
        let base = call.url.path.value.trim_end_matches('/');
        let below = |call: &Call| full.contains(format!("{base}{}", call.url.path.value).as_str());
        call.method.is_none()
            && call.url.host.is_some()
            && !base.is_empty()
            && short.iter().any(|call| below(call))
    };
    let are_bases: Vec<bool> = found.calls.iter().map(is_base).collect();
    let mut is_base = are_bases.into_iter();
    let (bases, calls): (Vec<Call>, Vec<Call>) =
        std::mem::take(&mut found.calls).into_iter().partition(|_| is_base.next().unwrap_or_default());
    found.calls = calls;
    found.servers.extend(bases.into_iter().map(|call| Server { name: None, url: call.url }));
}

/// Takes the path from servers that are printed with that of a call, or with a part of it: `/lamps`, and a call of `/lamps.json`.
fn whole_calls(found: &mut Found) {
    let paths: BTreeSet<String> = found.calls.iter().map(|call| call.url.path.value.clone()).collect();
    for server in found.servers.iter_mut().filter(|server| server.url.path.value.len() > 1) {
        let own = server.url.path.value.clone();
        let mut longer = paths.range(own.clone()..).take_while(|path| path.starts_with(&own));
        let is_call = longer.clone().next() == Some(&own);
        if is_call
            || longer.any(|path| path.get(own.len()..).is_some_and(|rest| rest.starts_with(['.', '{'])))
        {
            server.url.path.value.clear();
        }
    }
}

/// Adds the path below which the pages print paths, where a request shows it: `/lamps/{lamp}`, and `https://host/api/v1/lamps/7`.
fn prefix(found: &Found) -> Option<Server> {
    /// So many calls are compared with each other.
    const COMPARED: usize = 64;
    let full = || found.calls.iter().filter(|call| has_host(&call.url));
    let short = found.calls.iter().filter(|call| {
        !has_host(&call.url)
            && call.form == Form::Line
            && call.url.path.value.contains(|c: char| c.is_alphabetic())
    });
    let host = |url: &Url| url.host.as_ref().or(url.stand_in.as_ref()).map(|host| host.value.clone());
    // All of them may have a prefix: `/refunds` is also the end of `/api/v1/invoices/42/refunds`.
    let mut known: Option<Vec<(&Url, &str)>> = None;
    for call in short.take(COMPARED) {
        let same = full().filter(|other| is_same(&call.method, &other.method)).take(COMPARED);
        let own: Vec<(&Url, &str)> = same
            .filter_map(|other| Some((&other.url, before(&other.url.path.value, &call.url.path.value)?)))
            .collect();
        let has = |(url, prefix): &(&Url, &str)| {
            own.iter().any(|(other, same)| same == prefix && host(other) == host(url))
        };
        match &mut known {
            _ if own.is_empty() => {}
            Some(known) => known.retain(has),
            None => known = Some(own),
        }
    }
    let known = known.unwrap_or_default();
    let (url, prefix) =
        known.iter().min_by_key(|(_, prefix)| prefix.len()).filter(|(_, prefix)| !prefix.is_empty())?;
    let (url, prefix) = (*url, *prefix);
    let mut url = root(url.clone());
    prefix.clone_into(&mut url.path.value);
    let is_below = |call: &Call| {
        call.url.path.value.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    full().all(is_below).then_some(Server { name: None, url })
}

fn is_same(one: &Option<Spanned<String>>, other: &Option<Spanned<String>>) -> bool {
    one.as_ref().map(|method| &method.value) == other.as_ref().map(|method| &method.value)
}

/// The prefix of a path that ends with another one, variables filled in.
pub(super) fn before<'p>(whole: &'p str, end: &str) -> Option<&'p str> {
    let wanted: Vec<&str> = end.trim_end_matches('/').split('/').skip(1).collect();
    let whole = whole.trim_end_matches('/');
    let mut rest = whole;
    for segment in wanted.iter().rev() {
        let (before, last) = rest.rsplit_once('/')?;
        let is_same = segment.eq_ignore_ascii_case(last) || (segment.starts_with('{') && !last.is_empty());
        if !is_same {
            return None;
        }
        rest = before;
    }
    whole.get(..rest.len())
}

/// Whether a URL names no resource: its path is empty, or has versions and the like alone.
pub(super) fn is_root(url: &Url) -> bool {
    let is_version = |segment: &str| {
        segment.strip_prefix(['v', 'V']).is_some_and(|number| {
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        })
    };
    let mut segments = url.path.value.split('/').filter(|segment| !segment.is_empty());
    url.query.is_empty()
        && segments.all(|segment| {
            let is_variable = segment.starts_with('{') && is_empty(segment);
            is_version(segment) || is_variable || ROOTS.has(&segment.to_ascii_lowercase())
        })
}

/// Takes out requests of a host alone that show nothing which no request of a path below it has: `curl https://host -H 'Key: k'`.
pub(super) fn forget_bare(calls: &mut Vec<Call>) {
    let is_bare = |call: &Call| {
        call.form == Form::Curl
            && matches!(call.body, Body::None)
            && call.url.path.value.trim_matches('/').is_empty()
            && call.url.query.is_empty()
    };
    let host = |call: &Call| call.url.host.as_ref().map(|host| host.value.clone());
    let names = |call: &Call| call.headers.iter().map(|(name, _)| name.value.to_lowercase()).collect();
    let others: Vec<(Option<String>, BTreeSet<String>)> =
        calls.iter().filter(|call| !is_bare(call)).map(|call| (host(call), names(call))).collect();
    calls.retain(|call| {
        let own: BTreeSet<String> = names(call);
        !is_bare(call) || !others.iter().any(|(known, names)| *known == host(call) && own.is_subset(names))
    });
}

/// Whether a URL has a host, or something that stands for one.
pub(super) fn has_host(url: &Url) -> bool {
    url.host.is_some() || url.stand_in.is_some()
}

/// The URL of the server of a call.
pub(super) fn root(mut url: Url) -> Url {
    url.path.value.clear();
    url.query.clear();
    url
}

/// The name of a server: a host that calls itself a sandbox knows it better than the text.
fn named_by<'n>(name: Option<&'n str>, url: &Url) -> Option<&'n str> {
    let host = url.host.as_ref().map(|host| host.value.to_ascii_lowercase()).unwrap_or_default();
    let is_sandbox = matches!(name, Some("test" | "development")) && host.contains("sandbox");
    if is_sandbox { Some("sandbox") } else { name }
}

/// Whether a cell is the address of a server, and nothing else.
pub(super) fn is_address(cell: &Cell) -> bool {
    let text = &cell.text;
    let token = url::token(text, 0..text.as_str().len());
    let is_all = token.as_ref().is_some_and(|token| text.as_str().trim().len() <= token.len() + 2);
    let url = token.filter(|_| is_all).and_then(|token| url::parse(text, token));
    url.is_some_and(|url| has_host(&url) && is_root(&url))
}

/// The name of a server by the words before its URL: `- Asia: https://…`.
fn slug(words: &str) -> Option<String> {
    let words = words.trim().trim_end_matches([':', '：', '=']).trim_matches(|c: char| !c.is_alphanumeric());
    let is_name =
        words.is_ascii() && words.len() <= 24 && words.starts_with(|c: char| c.is_ascii_alphabetic());
    let parts: Vec<String> = words
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| {
            !part.is_empty() && !SERVERS.has(&part.to_ascii_lowercase()) && !part.eq_ignore_ascii_case("api")
        })
        .map(str::to_ascii_lowercase)
        .collect();
    (is_name && (1..=3).contains(&parts.len())).then(|| parts.join("-"))
}

/// Whether the words before a URL end with a colon and the word for what is below it: `- Images API: https://…`.
fn is_api(words: &str) -> bool {
    let bare = words.trim_end();
    let label = bare.trim_end_matches([':', '：', ' ']);
    label.len() < bare.len() && label.len() <= 40 && label.to_ascii_lowercase().ends_with("api")
}

/// Whether a line is a URL behind a label that names an environment: `Test URL: https://…`.
pub(super) fn is_labelled(line: &str) -> bool {
    let before = line.find("http").and_then(|at| line.get(..at)).unwrap_or_default().trim_end();
    let label = before.trim_end_matches([':', '：']);
    label.len() < before.len() && label.chars().count() <= 24 && labels::environment(label).is_some()
}

/// Whether the words right before a URL call it a server.
pub(super) fn is_called_server(words: &str) -> bool {
    let lower = words.to_lowercase();
    SERVERS.are_in(&lower)
}

/// The last words of a text.
fn tail(text: &str) -> &str {
    let at = text.char_indices().rev().nth(40).map_or(0, |(at, _)| at);
    text.get(at..).unwrap_or_default()
}

/// Whether a URL leads to something to be read.
pub(super) fn is_document(url: &Url) -> bool {
    let host = url.host.as_ref().map(|host| host.value.to_ascii_lowercase()).unwrap_or_default();
    let path = url.path.value.to_ascii_lowercase();
    SITES.start(&host) || DOCUMENTS.end(&path) || MEDIA_FILES.end(&path)
}

/// Whether a URL leads to a picture, a film or the like.
pub(super) fn is_media(url: &Url) -> bool {
    MEDIA_FILES.end(&url.path.value.to_ascii_lowercase())
}
