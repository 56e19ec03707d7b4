//! `request:` and `response:` of an endpoint.

use super::read::{Object, shorten, text};
use super::{keys, ty};
use crate::ast::{Body, BodyKind, Raw, RawKind, Response};
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::http::is_token;
use crate::source::Spanned;
use crate::source::node::{Cursor, Scalar, Shape};

/// Reads `request:`: a type, or a map whose one key says how the body is written.
pub(super) fn request(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Option<Body> {
    if !is_kinds(cursor, keys::BODY) {
        return Some(Body { span: cursor.span().into(), kind: BodyKind::Json(body_type(cursor, diags)) });
    }
    let object = Object::read(cursor, keys::BODY, diags)?;
    let value = one_kind(&object, keys::BODY, diags)?;
    let kind = match value.0.text {
        "json" => BodyKind::Json(body_type(value.1, diags)),
        "form" => BodyKind::Form(body_type(value.1, diags)),
        "multipart" => BodyKind::Multipart(body_type(value.1, diags)),
        "stream" => BodyKind::Stream(content_type("stream", value.1, diags)?),
        word => BodyKind::Raw(raw(word, value.1, diags)?),
    };
    Some(Body { span: value.1.span().into(), kind })
}

/// Reads `response:`: a type, or a map whose one key says what the body is.
pub(super) fn response(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Option<Response> {
    if !is_kinds(cursor, keys::RAW) {
        let notation = ty::read(cursor, diags);
        return Some(Response::Typed { ty: notation.ty, optional: notation.optional });
    }
    let object = Object::read(cursor, keys::RAW, diags)?;
    let (word, value) = one_kind(&object, keys::RAW, diags).or_else(|| no_kind(&object, diags))?;
    if word.text == "events" {
        let notation = ty::read(value, diags);
        if notation.optional {
            diags.push(
                Diagnostic::new(Code::BadType, notation.ty.span, "an event cannot be optional")
                    .help("remove the `?`"),
            );
        }
        return Some(Response::Events { ty: notation.ty, end: object.text("end", diags) });
    }
    if let Some(end) = object.key("end") {
        let message = format!("`{}:` has no `end:`", word.text);
        diags.push(
            Diagnostic::new(Code::BadBody, end.span, message)
                .and(word.span, "here")
                .help("`end:` is the data after the last of `events:`; remove it"),
        );
    }
    if word.text == "stream" {
        return content_type("stream", value, diags).map(Response::Stream);
    }
    raw(word.text, value, diags).map(Response::Raw)
}

fn body_type(cursor: Cursor<'_>, diags: &mut Diagnostics) -> crate::ast::TypeExpr {
    let notation = ty::read(cursor, diags);
    if notation.optional {
        diags.push(
            Diagnostic::new(Code::BadType, notation.ty.span, "a request body cannot be optional")
                .help("remove the `?`"),
        );
    }
    notation.ty
}

/// Whether a map has a key that says what the body is, or one that is nearly such a key. `{T}` is a map type.
fn is_kinds(cursor: Cursor<'_>, section: keys::Section) -> bool {
    let Shape::Mapping(entries) = cursor.shape() else { return false };
    let known = || section.keys.iter().map(|key| key.name);
    let is_near = |key: &str| known().any(|name| name == key) || did_you_mean(key, known()).is_some();
    !ty::is_map_type(cursor) && entries.iter().any(|(key, _)| is_near(key.text))
}

/// Only `end:`, which says nothing alone.
fn no_kind<'a>(object: &Object<'a>, diags: &mut Diagnostics) -> Option<(Scalar<'a>, Cursor<'a>)> {
    let end = object.key("end").filter(|_| object.keys().count() == 1)?;
    diags.push(
        Diagnostic::new(Code::BadBody, end.span, "`end:` is the data after the last of `events:`")
            .help("say what the events are: `{events: Event, end: \"[DONE]\"}`"),
    );
    None
}

/// The first kind and its value; a second one is reported.
fn one_kind<'a>(
    object: &Object<'a>,
    section: keys::Section,
    diags: &mut Diagnostics,
) -> Option<(Scalar<'a>, Cursor<'a>)> {
    let kinds = section.keys.iter().filter(|key| key.name != "end");
    let mut kinds = kinds.filter_map(|key| object.key(key.name));
    let first = kinds.next()?;
    if let Some(second) = kinds.next() {
        let message = format!("a body cannot be both `{}` and `{}`", first.text, second.text);
        diags.push(
            Diagnostic::new(Code::BadBody, second.span, message)
                .and(first.span, "first one here")
                .help("keep the one that the server expects"),
        );
    }
    object.need(first.text, diags).map(|value| (first, value))
}

fn raw(word: &str, value: Cursor<'_>, diags: &mut Diagnostics) -> Option<Raw> {
    let kind = RawKind::WORDS.iter().find(|(name, _)| *name == word).map(|(_, kind)| *kind)?;
    content_type(word, value, diags).map(|content_type| Raw { kind, content_type })
}

fn content_type(word: &str, value: Cursor<'_>, diags: &mut Diagnostics) -> Option<Spanned<String>> {
    let content_type = text(value, diags)?;
    check_content_type(&content_type, word, diags);
    Some(content_type)
}

/// Type and subtype are tokens, parameters follow `;` (RFC 9110 section 8.3.1).
fn check_content_type(content_type: &Spanned<String>, word: &str, diags: &mut Diagnostics) {
    let text = content_type.as_str();
    let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
    let is_essence =
        essence.trim_end().split_once('/').is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype));
    let is_visible = parameters.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if !(is_essence && is_visible) {
        let example = match word {
            "text" => "text: text/csv",
            "stream" => "stream: application/zip",
            _ => "bytes: application/pdf",
        };
        diags.push(
            Diagnostic::new(
                Code::BadBody,
                content_type.span,
                format!("`{}` is not a content type", shorten(text)),
            )
            .help(format!("a content type is two words separated by `/`, such as `{example}`")),
        );
    }
}
