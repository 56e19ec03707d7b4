//! Servers: URLs below which the paths of calls lie, and full URLs of one call in several environments.

use std::collections::BTreeSet;
use std::ops::Range;

use super::finder::{Finder, NEAR, Waiting};
use super::{labels, url};
use crate::found::{Found, Place, Server, Url, Weight};
use crate::lexicon::calls::{DOCUMENTS, ROOTS, SERVERS, SITES};
use crate::page::Text;

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
            } else if is_root(&url) && is_called_server(tail(words)) {
                self.server(None, url);
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
        if let Some((method, _)) = self.pending.method.take().filter(|(_, since)| is_near(*since)) {
            self.server(name, root(url.clone()));
            return self.called(Some(method), url, (place, Weight::Line));
        }
        self.flush();
        self.pending.url = Some(Waiting { url: url.clone(), place, line, named: vec![(name, url)] });
    }

    /// Keeps a server, once.
    pub(super) fn server(&mut self, name: Option<&'static str>, url: Url) {
        if url.host.is_none() {
            return self.judge_host(&url);
        }
        let name = named_by(name, &url);
        let host = url.host.as_ref().map(|host| host.value.to_ascii_lowercase()).unwrap_or_default();
        let path = url.path.value.trim_end_matches('/');
        if self.said.insert(format!("server {host} {path}")) {
            self.found.servers.push(Server { name: name.map(str::to_owned), url });
        }
    }
}

/// Completes paths that are printed below a base URL where other calls have the whole of them: both are one call.
pub(super) fn complete(found: &mut Found) {
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

/// Whether a URL names no resource: its path is empty, or has versions and the like alone.
pub(super) fn is_root(url: &Url) -> bool {
    let is_version = |segment: &str| {
        segment.strip_prefix(['v', 'V']).is_some_and(|number| {
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        })
    };
    let mut segments = url.path.value.split('/').filter(|segment| !segment.is_empty());
    url.query.is_empty()
        && segments.all(|segment| is_version(segment) || ROOTS.has(&segment.to_ascii_lowercase()))
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
fn named_by(name: Option<&'static str>, url: &Url) -> Option<&'static str> {
    let host = url.host.as_ref().map(|host| host.value.to_ascii_lowercase()).unwrap_or_default();
    let is_sandbox = matches!(name, Some("test" | "development")) && host.contains("sandbox");
    if is_sandbox { Some("sandbox") } else { name }
}

/// Whether the words right before a URL call it a server.
fn is_called_server(words: &str) -> bool {
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
    SITES.start(&host) || DOCUMENTS.end(&path)
}
