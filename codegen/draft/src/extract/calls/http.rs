//! Requests of HTTP as they go over the wire: a request line, headers, and a body.

use std::ops::Range;

use super::{body, curl, hosts, url};
use crate::found::{Body, Call, Form, Mention, Place, Weight};
use crate::json;
use crate::lexicon::calls::method;
use crate::lexicon::fields::HEADER_TITLES;
use crate::page::Text;
use stubwright_spec::source::{Span, Spanned};

/// The method and the target of a request line, and its version if there is one.
fn request_line(line: &str) -> Option<(Range<usize>, Range<usize>, Option<&str>)> {
    let start = line.len() - line.trim_start().len();
    let name = method(line.get(start..)?)?;
    let rest = line.get(start + name.len()..)?;
    let at = start + name.len() + (rest.len() - rest.trim_start_matches([' ', '\t']).len());
    let target = line.get(at..)?.trim_end();
    let (target, version) = match target.rsplit_once(char::is_whitespace) {
        Some((target, version)) if version.starts_with("HTTP/") => (target.trim_end(), Some(version)),
        _ => (target, None),
    };
    let is_target = !target.is_empty() && !has_blank(target);
    is_target.then_some((start..start + name.len(), at..at + target.len(), version))
}

/// Whether there is a space in a target outside of its variables.
fn has_blank(target: &str) -> bool {
    let mut is_inside = false;
    target.chars().any(|c| {
        match c {
            '{' | '<' => is_inside = true,
            '}' | '>' => is_inside = false,
            _ => {}
        }
        !is_inside && c.is_whitespace()
    })
}

/// Reads the request whose first line begins at byte `at`, and returns it with its end. Without a version in that line a
/// header has to be below it.
pub(super) fn read(text: &Text, at: usize, place: Place) -> Option<(Call, usize)> {
    let rest = text.as_str().get(at..)?;
    let line = rest.lines().next()?;
    let (name, target, version) = request_line(line)?;
    let mut next = at + rest.find('\n').map_or(rest.len(), |end| end + 1);
    let (mut headers, mut end, has_blank) = headers(text, &mut next);
    let is_apart = version.is_none() && headers.is_empty();
    if is_apart {
        (headers, end) = labelled(text, next)?;
    }
    let mut url = url::parse(text, at + target.start..at + target.end)?;
    if let Some(host) = host(&headers).filter(|_| url.host.is_none()) {
        let named = if hosts::is_stand_in(&host.value) { &mut url.stand_in } else { &mut url.host };
        *named = Some(host);
    }
    let method = name_at(text, at + name.start..at + name.end);
    let sent = if is_apart {
        body_above(text, next..end).map(|body| (body, end))
    } else {
        sent(text, next, has_blank, &method.value, &headers)
    };
    let (body, end) = match sent {
        Some((body, end)) => (body, end),
        None => (Body::None, end.max(at + line.trim_end().len())),
    };
    let is_basic = headers.iter().any(|(name, value)| {
        name.value.eq_ignore_ascii_case("authorization")
            && value.value.get(..6).is_some_and(|scheme| scheme.eq_ignore_ascii_case("basic "))
    });
    let span = text.place(at + name.start..end);
    let mentions = vec![Mention { place, weight: Weight::Code }];
    let method = Some(method);
    Some((Call { place, span, form: Form::Http, method, url, headers, is_basic, body, mentions }, end))
}

fn name_at(text: &Text, range: Range<usize>) -> Spanned<String> {
    super::finder::spanned(text, range)
}

fn host(headers: &[super::Known]) -> Option<Spanned<String>> {
    let (_, value) = headers.iter().find(|(name, _)| name.value.eq_ignore_ascii_case("host"))?;
    // A host has no spaces: what follows one is a comment.
    let first = value.value.split(char::is_whitespace).next()?;
    let is_variable = url::variable(&value.value) == Some(value.value.len());
    let is_part = value.value.len() > first.len();
    let span = if is_part {
        Span::new(value.span.file, value.span.range().start, value.span.range().start + first.len())
    } else {
        value.span
    };
    (!first.is_empty() && !is_variable).then(|| Spanned::new(first.to_owned(), span))
}

/// Reads headers from `next` on, which moves to where the body may begin; returns the end of the last one, and whether a
/// empty line follows it.
fn headers(text: &Text, next: &mut usize) -> (Vec<super::Known>, usize, bool) {
    let mut headers = Vec::new();
    let mut end = 0;
    for line in text.as_str().get(*next..).unwrap_or_default().split_inclusive('\n') {
        let bare = line.trim_end();
        if bare.is_empty() {
            *next += line.len();
            return (headers, end, true);
        }
        let header =
            bare.contains(':').then(|| curl::header(&text.slice(*next..*next + bare.len()))).flatten();
        let Some(header) = header.filter(|_| !bare.starts_with(['{', '['])) else { break };
        headers.push(header);
        end = *next + bare.len();
        *next += line.len();
    }
    (headers, end, false)
}

/// Headers below a line that announces them, as tools print what they have sent: `Request Headers:`; and their end.
fn labelled(text: &Text, from: usize) -> Option<(Vec<super::Known>, usize)> {
    let mut at = from;
    for line in text.as_str().get(from..)?.split_inclusive('\n') {
        at += line.len();
        let target = request_line(line).and_then(|(_, target, _)| line.get(target));
        if target.is_some_and(|target| target.contains('/')) {
            return None;
        }
        let label = line.trim().strip_suffix([':', '：']);
        if label.is_some_and(|label| label.len() <= 40 && HEADER_TITLES.are_in(&label.to_lowercase())) {
            let mut next = at;
            let (headers, end, _) = headers(text, &mut next);
            return (!headers.is_empty()).then_some((headers, end));
        }
    }
    None
}

/// The first JSON that begins a line of a range.
fn body_above(text: &Text, range: Range<usize>) -> Option<Body> {
    let lines = text.as_str().get(range.clone())?.split_inclusive('\n');
    let mut at = range.start;
    let starts = lines.filter_map(|line| {
        at += line.len();
        line.starts_with('{').then(|| at - line.len())
    });
    let read = starts.into_iter().next().and_then(|start| json::read(text, start))?;
    Some(Body::Json(read.value, read.faults))
}

/// The body that begins at `at`, and its end.
fn sent(
    text: &Text,
    at: usize,
    has_blank: bool,
    method: &str,
    headers: &[super::Known],
) -> Option<(Body, usize)> {
    let kind = body::content_type(headers);
    let rest = text.as_str().get(at..)?;
    let start = at + (rest.len() - rest.trim_start().len());
    let rest = rest.trim_start();
    // The text below a GET is its response.
    let may_have = matches!(method, "POST" | "PUT" | "PATCH") || (method == "DELETE" && kind.is_some());
    if !may_have || rest.is_empty() {
        return None;
    }
    if rest.starts_with(['{', '[']) {
        let read = json::read(text, start)?;
        return Some((Body::Json(read.value, read.faults), read.end));
    }
    if !has_blank || rest.starts_with("HTTP/") {
        return None;
    }
    let mut end = start;
    for line in rest.split_inclusive('\n') {
        if line.trim().is_empty() && kind.is_none_or(|kind| !kind.contains("multipart")) {
            break;
        }
        if request_line(line).is_some() || line.starts_with("HTTP/") || curl::begins(line).is_some() {
            break;
        }
        end += line.len();
    }
    let part = text.slice(start..end);
    let body = body::read(&part, kind);
    // Prose below the headers is not a body.
    let is_body = !matches!(body, Body::None | Body::Other) || kind.is_some();
    is_body.then_some((body, start + part.as_str().trim_end().len()))
}
