//! Rules about the headers of responses, and about payloads that depend on the status.
//!
//! A model has the entries only where callers can tell them apart, so the statuses are checked as they were written.

use std::collections::BTreeMap;

use super::places::header_name;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Api, ByStatus, Endpoint, Envelope, Expected, Redirect, Source, Spelling, Statuses, TextShape, dump,
};
use crate::source::Span;

/// Runs every rule.
pub(super) fn check(api: &Api, diags: &mut Diagnostics) {
    for endpoint in &api.endpoints {
        headers(api, endpoint, diags);
        for entry in &endpoint.responses {
            status(api, endpoint, entry, diags);
            if let Some(ty) = &entry.ty {
                super::types::ranges(api, ty, diags);
            }
        }
    }
}

/// Headers are named once, and are texts.
fn headers(api: &Api, endpoint: &Endpoint, diags: &mut Diagnostics) {
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    for header in &endpoint.response_headers {
        let name = header.wire.as_str();
        header_name(name, header.key.span, diags);
        super::types::ranges(api, &header.ty, diags);
        if let Some(first) = seen.insert(name.to_ascii_lowercase(), header.key.span) {
            let message = format!("the header `{name}` is there twice");
            diags.push(
                Diagnostic::new(Code::BadHeader, header.key.span, message)
                    .and(first, "first one here")
                    .help("remove one of the two; case does not count"),
            );
        }
        if !matches!(api.text_shape(&header.ty), TextShape::Text | TextShape::List | TextShape::Unknown) {
            let shown = dump::ty(api, &header.ty);
            let message = format!("the header `{name}` cannot have the type `{shown}`");
            diags.push(
                Diagnostic::new(Code::BadHeader, header.ty.span, message).help(
                    "a header is a scalar, an enum or a list of those; use a `string` for anything else",
                ),
            );
        }
        let unread = |spelling: &&crate::source::Spanned<Spelling>| {
            matches!(spelling.value, Spelling::Int | Spelling::Json | Spelling::Compact | Spelling::Slashed)
        };
        if let Some(spelling) = header.spelling.as_ref().filter(unread) {
            let message = format!("`as: {}` is not read in a header", spelling.value.word());
            diags.push(
                Diagnostic::new(Code::BadHeader, spelling.span, message)
                    .help("use a `string`, and read it yourself"),
            );
        }
    }
}

fn status(api: &Api, endpoint: &Endpoint, ByStatus { status, ty }: &ByStatus, diags: &mut Diagnostics) {
    let returns = endpoint.redirect.as_ref().is_some_and(|redirect| redirect.value == Redirect::Return);
    let (message, help) = match status.value {
        Statuses::Exact(204 | 205 | 304) if ty.is_some() => {
            ("has no content (RFC 9110 section 15)", "write `none` in place of the type")
        }
        statuses if statuses.class() == Some(3) => match (returns, ty) {
            (true, None) => return,
            (true, Some(_)) => {
                ("is an answer without a payload", "write `none`; the whole response has the target")
            }
            (false, _) => ("is a failure", "add `redirect: return` to the endpoint, or remove it"),
        },
        statuses if may_succeed(api.envelope_of(endpoint), statuses) => return,
        _ => ("is not a success", "write the body of a failure under `failures:`"),
    };
    let message = format!("`{}` {message}", status.value);
    diags.push(Diagnostic::new(Code::BadResponse, status.span, message).help(help));
}

/// Whether a response with one of these statuses can be a success.
fn may_succeed(envelope: Option<&Envelope>, statuses: Statuses) -> bool {
    let Some(class) = statuses.class() else { return true };
    let tests = envelope.map(|envelope| envelope.success.as_slice()).unwrap_or_default();
    let mut tests = tests.iter().filter(|test| test.source.value == Source::Http).peekable();
    if tests.peek().is_none() {
        return class == 2;
    }
    tests.all(|test| test.expected.iter().any(|expected| is_expected(&expected.value, statuses, class)))
}

fn is_expected(expected: &Expected, statuses: Statuses, class: u8) -> bool {
    match (expected, statuses) {
        (Expected::StatusClass(expected), _) => *expected == class,
        (Expected::Text(text), Statuses::Exact(status)) => *text == status.to_string(),
        (Expected::Text(text), _) => text.starts_with(char::from(b'0' + class)),
        (Expected::Absent | Expected::Empty | Expected::Present, _) => false,
    }
}
