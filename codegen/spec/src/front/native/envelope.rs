//! `envelope:` — nine keys, and the path notation they share.

use super::keys;
use super::notation::body_steps;
use super::read::{Object, mapping, one_or_many, shorten, text};
use crate::ast::{BodyPath, Envelope, Expected, Source, Test};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::http::is_token;
use crate::source::node::{Cursor, Scalar, Style};
use crate::source::{Span, Spanned};

/// Reads the section.
pub(super) fn read(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Option<Envelope> {
    let object = Object::read(cursor, keys::ENVELOPE, diags)?;
    let mut success = Vec::new();
    if let Some(tests) = object.need("success", diags) {
        let entries = mapping(tests, "`success`", diags);
        if entries.as_ref().is_some_and(Vec::is_empty) {
            tests_nothing(
                tests.span(),
                "`success` tests nothing, so every response would be a success",
                diags,
            );
        }
        for (path, expected) in entries.unwrap_or_default() {
            success.extend(test(path, expected, diags));
        }
    }
    Some(Envelope {
        span: object.span.into(),
        root: body_path(&object, "root", diags),
        success,
        code: sources(&object, "code", diags),
        sub_code: sources(&object, "sub_code", diags),
        message: sources(&object, "message", diags),
        data: data(&object, diags),
        trace: sources(&object, "trace", diags),
        details: body_path(&object, "details", diags),
        retry_after: sources(&object, "retry_after", diags),
    })
}

fn tests_nothing(span: Span, message: &str, diags: &mut Diagnostics) {
    diags.push(
        Diagnostic::new(Code::WrongShape, span, message)
            .help("add a path and the value that means success: `success: {success: true}`"),
    );
}

fn test(path: Scalar<'_>, expected: Cursor<'_>, diags: &mut Diagnostics) -> Option<Test> {
    let source = source(path, diags)?;
    let items = one_or_many(expected);
    if items.is_empty() {
        tests_nothing(expected.span(), "no value means success, so every response would be an error", diags);
    }
    let values = items.into_iter().filter_map(|item| value(&source, item, diags)).collect();
    Some(Test { source, expected: values })
}

fn value(source: &Source, item: Cursor<'_>, diags: &mut Diagnostics) -> Option<Spanned<Expected>> {
    let (message, help) = match item.scalar() {
        None => (
            "expected a value, found a list or map",
            "write the value that means success, or a list of values: `[\"0\", \"00000\"]`",
        ),
        Some(scalar) if scalar.is_null() => (
            "expected a value, found nothing",
            "write the value that means success; for no value, write `absent` or `empty`",
        ),
        Some(scalar) => {
            let expected = expected_value(source, scalar);
            if !matches!(source, Source::Http) || is_http(&expected) {
                return Some(Spanned::new(expected, scalar.span));
            }
            ("expected an HTTP status", "write a three-digit status such as `200`, or a class such as `2xx`")
        }
    };
    diags.push(Diagnostic::new(Code::WrongShape, item.span(), message).help(help));
    None
}

/// Whether a status can be this: RFC 9110 section 15.
fn is_http(expected: &Expected) -> bool {
    match expected {
        Expected::StatusClass(_) => true,
        Expected::Text(text) => text.parse::<u16>().is_ok_and(|status| (100..600).contains(&status)),
        Expected::Absent | Expected::Empty | Expected::Present => false,
    }
}

/// `absent`, `empty` and `present` are words only when plain; quoted they are text.
fn expected_value(source: &Source, scalar: Scalar<'_>) -> Expected {
    let is_plain = scalar.style == Style::Plain;
    match scalar.text {
        "absent" if is_plain => Expected::Absent,
        "empty" if is_plain => Expected::Empty,
        "present" if is_plain => Expected::Present,
        class if matches!(source, Source::Http) && is_class(class) => {
            Expected::StatusClass(class.as_bytes()[0] - b'0')
        }
        text => Expected::Text(text.to_owned()),
    }
}

fn is_class(text: &str) -> bool {
    matches!(text.as_bytes(), [b'1'..=b'5', b'x' | b'X', b'x' | b'X'])
}

fn sources(object: &Object<'_>, key: &str, diags: &mut Diagnostics) -> Vec<Spanned<Source>> {
    let Some(cursor) = object.get(key) else { return Vec::new() };
    let mut sources = Vec::new();
    for item in one_or_many(cursor) {
        if let Some(found) = text(item, diags) {
            let scalar = Scalar { text: &found.value, style: Style::Plain, span: found.span };
            sources.extend(source(scalar, diags));
        }
    }
    sources
}

fn data(object: &Object<'_>, diags: &mut Diagnostics) -> Vec<BodyPath> {
    let Some(cursor) = object.get("data") else { return Vec::new() };
    one_or_many(cursor)
        .into_iter()
        .filter_map(|item| {
            let found = text(item, diags)?;
            path(&found.value, found.span, diags)
        })
        .collect()
}

fn body_path(object: &Object<'_>, key: &str, diags: &mut Diagnostics) -> Option<BodyPath> {
    let found = object.text(key, diags)?;
    path(&found.value, found.span, diags)
}

/// Reads a source: a path in the body, `http` or a header.
pub(super) fn source(scalar: Scalar<'_>, diags: &mut Diagnostics) -> Option<Spanned<Source>> {
    if scalar.text == "http" {
        return Some(Spanned::new(Source::Http, scalar.span));
    }
    let Some(name) = scalar.text.strip_prefix("header:") else {
        return Some(path(scalar.text, scalar.span, diags)?.map(Source::Body));
    };
    // A field name is a token.
    if !is_token(name) {
        diags.push(
            Diagnostic::new(
                Code::BadPath,
                scalar.span,
                format!("`{}` is not a valid header name", shorten(name)),
            )
            .help("header names consist of letters, digits and `-`, such as `header:x-request-id`"),
        );
        return None;
    }
    Some(Spanned::new(Source::Header(name.to_ascii_lowercase()), scalar.span))
}

/// Reads a path: `.` separates, digits index, `["a.b"]` is an odd key, `*_suffix` the one key that ends so, `.` alone the root.
pub(super) fn path(text: &str, span: Span, diags: &mut Diagnostics) -> Option<BodyPath> {
    match body_steps(text) {
        Ok(steps) => Some(Spanned::new(steps, span)),
        Err(message) => {
            diags.push(
                Diagnostic::new(Code::BadPath, span, format!("`{}` is not a valid path: {message}", shorten(text))).help(
                    "a path consists of keys and indexes separated by `.`, such as `errors.0.code`; a key with special characters is written `[\"a.b\"]`",
                ),
            );
            None
        }
    }
}
