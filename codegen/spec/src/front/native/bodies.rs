//! `request:` and `response:` of an endpoint.

use super::read::{Object, mapping, shorten, text};
use super::ty::Notation;
use super::{fields, keys, params, statuses, ty};
use crate::ast::{Body, BodyKind, Field, Raw, RawKind, Response, TypeExpr};
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::http::is_content_type;
use crate::source::node::{Cursor, Scalar, Shape};
use crate::source::{Span, Spanned};

/// Reads `request:`: a type, or a map whose keys say how the body is written; with several keys the caller chooses.
pub(super) fn request(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Option<Body> {
    if !is_kinds(cursor, keys::BODY) {
        let Notation { ty, optional } = ty::read(cursor, diags);
        return Some(Body { span: cursor.span().into(), kind: BodyKind::Json(ty), optional });
    }
    let object = Object::read(cursor, keys::BODY, diags)?;
    let mut kinds: Vec<(BodyKind, bool, Span)> = Vec::new();
    for key in object.keys().filter(|key| keys::BODY.keys.iter().any(|known| known.name == key.text)) {
        let Some(value) = object.need(key.text, diags) else { continue };
        kinds.extend(kind(key.text, value, diags).map(|(kind, optional)| (kind, optional, value.span())));
    }
    let optional = kinds.iter().any(|(_, optional, _)| *optional);
    let span = kinds.first()?.2.into();
    let mut kinds: Vec<BodyKind> = kinds.into_iter().map(|(kind, ..)| kind).collect();
    let kind = if kinds.len() == 1 { kinds.pop()? } else { BodyKind::OneOf(kinds) };
    Some(Body { span, kind, optional })
}

/// A body of one kind, and whether it may be missing.
fn kind(word: &str, value: Cursor<'_>, diags: &mut Diagnostics) -> Option<(BodyKind, bool)> {
    let typed: fn(TypeExpr) -> BodyKind = match word {
        "json" => BodyKind::Json,
        "form" => BodyKind::Form,
        "multipart" => BodyKind::Multipart,
        "stream" => return content_type(word, value, diags).map(|name| (BodyKind::Stream(name), false)),
        word => {
            let (raw, optional) = optional_raw(word, value, diags)?;
            if raw.kind == RawKind::Text && raw.is_range() {
                let message =
                    format!("a text is sent with one content type, not as `{}`", raw.content_type.value);
                diags.push(
                    Diagnostic::new(Code::BadBody, raw.content_type.span, message)
                        .help("write the content type; for several, use `bytes`"),
                );
            }
            return Some((BodyKind::Raw(raw), optional));
        }
    };
    let Notation { ty, optional } = ty::read(value, diags);
    Some((typed(ty), optional))
}

/// Reads `response:`: a type, a map by status, or a map whose keys say what the body is; and the headers next to it.
pub(super) fn response(cursor: Cursor<'_>, diags: &mut Diagnostics) -> (Option<Response>, Vec<Field>) {
    if statuses::are_keys(cursor) {
        let (headers, entries) = statuses::with_headers(cursor, "`response`", diags);
        let headers = headers.map(|at| self::headers(at, diags)).unwrap_or_default();
        return (Some(Response::ByStatus(entries)), headers);
    }
    if !is_kinds(cursor, keys::RAW) {
        let notation = ty::read(cursor, diags);
        return (Some(Response::Typed { ty: notation.ty, optional: notation.optional }), Vec::new());
    }
    let Some(object) = Object::read(cursor, keys::RAW, diags) else { return (None, Vec::new()) };
    let headers = object.get("headers").map(|at| self::headers(at, diags)).unwrap_or_default();
    (payload(&object, diags), headers)
}

fn payload(object: &Object<'_>, diags: &mut Diagnostics) -> Option<Response> {
    let (word, value) = one_kind(object, keys::RAW, diags).or_else(|| no_kind(object, diags))?;
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
    match word.text {
        "json" => {
            let notation = ty::read(value, diags);
            Some(Response::Typed { ty: notation.ty, optional: notation.optional })
        }
        "stream" => content_type("stream", value, diags).map(Response::Stream),
        word => raw(word, value, diags).map(Response::Raw),
    }
}

/// The headers of a response.
fn headers(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Vec<Field> {
    let entries = mapping(cursor, "`headers`", diags).unwrap_or_default();
    let header = |(key, value): (Scalar<'_>, Cursor<'_>)| {
        let mut header = fields::empty(key, value.span());
        if let Some(object) = params::long_form(value, keys::HEADER, diags) {
            fields::long_form(&mut header, &object, diags);
        } else if !matches!(value.shape(), Shape::Mapping(_)) || ty::is_map_type(value) {
            params::short_form(&mut header, value, diags);
        }
        params::check_name(&header, "header", diags);
        header
    };
    entries.into_iter().map(header).collect()
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
    let kinds = section.keys.iter().filter(|key| !matches!(key.name, "end" | "headers"));
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
    content_type(word, value, diags).and_then(|content_type| raw_of(word, content_type))
}

/// A raw body of a request, and whether it may be missing: `image/png?`.
fn optional_raw(word: &str, value: Cursor<'_>, diags: &mut Diagnostics) -> Option<(Raw, bool)> {
    let mut content_type = text(value, diags)?;
    let is_optional = content_type.value.ends_with('?');
    if is_optional {
        content_type.value.pop();
    }
    check_content_type(&content_type, word, diags);
    Some((raw_of(word, content_type)?, is_optional))
}

fn raw_of(word: &str, content_type: Spanned<String>) -> Option<Raw> {
    let kind = RawKind::WORDS.iter().find(|(name, _)| *name == word).map(|(_, kind)| *kind)?;
    Some(Raw { kind, content_type })
}

fn content_type(word: &str, value: Cursor<'_>, diags: &mut Diagnostics) -> Option<Spanned<String>> {
    let content_type = text(value, diags)?;
    check_content_type(&content_type, word, diags);
    Some(content_type)
}

fn check_content_type(content_type: &Spanned<String>, word: &str, diags: &mut Diagnostics) {
    let text = content_type.as_str();
    if !is_content_type(text) {
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
