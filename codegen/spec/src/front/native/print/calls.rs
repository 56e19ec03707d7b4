//! Endpoints, their parameters and bodies, and samples.

use super::head;
use super::notes::Notes;
use super::samples;
use super::tree::{Entry, Value};
use super::types::{self, long_or_short, ty};
use crate::ast::{
    Answers, Body, BodyKind, BodyPath, ByStatus, Credentials, Endpoint, Field, FieldRole, Idempotent, Next,
    Pages, Param, Raw, Response, Turn,
};
use crate::front::native::keys;
use crate::source::{Span, Spanned};

/// An entry of `endpoints:`.
#[must_use]
pub fn endpoint(endpoint: &Endpoint, notes: &Notes) -> Entry {
    let Endpoint {
        name,
        method,
        path,
        doc,
        params,
        request,
        request_name,
        response,
        response_headers,
        failures,
        idempotent,
        pages,
        errors,
        envelope,
        credentials,
        server,
        redirect,
        tag,
        examples,
        deprecated,
    } = endpoint;
    let text = |key: &str, text: &Option<Spanned<String>>| {
        text.as_ref().map(|text| Entry::key(key, Value::text(text.as_str())).noted(notes.of(text.span)))
    };
    let path = Entry::key(method.word(), Value::UrlPath(path.value.clone())).noted(notes.of(path.span));
    let mut entries = vec![path];
    entries.extend(text("doc", doc));
    if !params.is_empty() {
        entries.push(self::params(params, notes));
    }
    entries.extend(
        request.as_ref().map(|body| Entry::key("request", request_body(body)).noted(notes.of(*body.span))),
    );
    entries.extend(text("request_name", request_name));
    entries.extend(response_entry(response.as_ref(), response_headers, notes));
    entries.extend(self::failures(failures, notes));
    entries.extend(idempotent.as_ref().map(|way| idempotency(way, notes)));
    entries.extend(pages.as_ref().map(|pages| self::pages(pages, notes)));
    entries.extend(answers(errors, notes));
    entries.extend(text("envelope", envelope));
    if let Credentials::OneOf(sets) = credentials {
        entries.push(Entry::key("auth", self::credentials(sets)));
    }
    entries.extend(text("server", server));
    entries.extend(redirect.as_ref().map(|redirect| {
        Entry::key("redirect", Value::word(redirect.value.word())).noted(notes.of(redirect.span))
    }));
    entries.extend(text("tag", tag));
    entries.extend(samples::examples(examples));
    entries.extend(deprecated.then(|| Entry::key("deprecated", Value::word(true))));
    let value = Value::lines(super::tree::sorted(&keys::ENDPOINT, entries));
    Entry::name(name.as_str(), value).noted(notes.of(name.span))
}

/// `auth:` of an endpoint: `user`, `[tenant, user]`, `[[app, sign], none]`.
fn credentials(sets: &[Vec<Spanned<String>>]) -> Value {
    let set = |set: &Vec<Spanned<String>>| match set.as_slice() {
        [] => Value::word("none"),
        [only] => Value::text(only.as_str()),
        several => Value::list(several.iter().map(|name| Value::text(name.as_str()))),
    };
    match sets {
        [only] if only.len() < 2 => set(only),
        sets => Value::list(sets.iter().map(set)),
    }
}

/// `params:`.
#[must_use]
pub fn params(params: &[Param], notes: &Notes) -> Entry {
    Entry::key("params", Value::lines(params.iter().map(|param| self::param(param, notes))))
}

/// A parameter of an endpoint.
#[must_use]
pub fn param(param: &Param, notes: &Notes) -> Entry {
    let Param { field, place, style, allow_reserved } = param;
    let mut entries = vec![match &field.role {
        FieldRole::Fixed(value) => Entry::key("fixed", samples::sample(value)),
        FieldRole::Member | FieldRole::Rest | FieldRole::Inline => Entry::key("type", ty(&field.ty)),
    }];
    entries.extend(place.as_ref().map(|place| Entry::key("in", Value::word(place.value.word()))));
    entries.extend(style.as_ref().map(|style| Entry::key("style", Value::word(style.value.word()))));
    entries.extend(allow_reserved.then(|| Entry::key("allow_reserved", Value::word(true))));
    long_or_short(field, entries, &keys::PARAM, notes)
}

fn request_body(Body { kind, optional, .. }: &Body) -> Value {
    let ty = |ty| if *optional { types::optional_ty(ty) } else { self::ty(ty) };
    if let BodyKind::Json(body) = kind {
        return ty(body);
    }
    Value::map(kind.choices().iter().map(|kind| match kind {
        BodyKind::Raw(Raw { content_type, .. }) => {
            let mark = if *optional { "?" } else { "" };
            Entry::key(kind.word(), Value::text(&format!("{}{mark}", content_type.value)))
        }
        BodyKind::Stream(content_type) => Entry::key(kind.word(), Value::text(content_type.as_str())),
        kind => Entry::key(kind.word(), kind.ty().map_or_else(|| Value::word("any"), ty)),
    }))
}

fn response_entry(response: Option<&Response>, headers: &[Field], notes: &Notes) -> Option<Entry> {
    let mut kinds = Vec::new();
    let mut noted = None;
    match response {
        Some(Response::Typed { ty, optional }) => {
            let value = if *optional { types::optional_ty(ty) } else { self::ty(ty) };
            noted = Some(*ty.span);
            if headers.is_empty() {
                return Some(Entry::key("response", value).noted(notes.of(*ty.span)));
            }
            kinds.push(Entry::key("json", value));
        }
        Some(Response::Raw(Raw { kind, content_type })) => {
            noted = Some(content_type.span);
            kinds.push(Entry::key(kind.word(), Value::text(content_type.as_str())));
        }
        Some(Response::Events { ty, end }) => {
            noted = Some(*ty.span);
            kinds.push(Entry::key("events", self::ty(ty)));
            kinds.extend(end.as_ref().map(|end| Entry::key("end", Value::text(end.as_str()))));
        }
        Some(Response::Stream(content_type)) => {
            noted = Some(content_type.span);
            kinds.push(Entry::key("stream", Value::text(content_type.as_str())));
        }
        Some(Response::ByStatus(entries)) => kinds.extend(by_status(entries, notes)),
        None if headers.is_empty() => return None,
        None => {}
    }
    if !headers.is_empty() {
        let header =
            |field| long_or_short(field, vec![Entry::key("type", ty(&field.ty))], &keys::HEADER, notes);
        kinds.push(Entry::key("headers", Value::map(headers.iter().map(header))));
    }
    let entry = Entry::key("response", Value::map(kinds));
    Some(entry.noted(noted.map_or(&[], |span| notes.of(span))))
}

/// `failures:`, unless there are none.
pub(super) fn failures(failures: &[ByStatus], notes: &Notes) -> Option<Entry> {
    (!failures.is_empty()).then(|| Entry::key("failures", Value::map(by_status(failures, notes))))
}

/// Statuses with their types.
fn by_status<'a>(entries: &'a [ByStatus], notes: &'a Notes) -> impl Iterator<Item = Entry> + 'a {
    entries.iter().map(|ByStatus { status, ty }| {
        let value = ty.as_ref().map_or_else(|| Value::word("none"), self::ty);
        Entry::spelled(status.value.to_string(), value).noted(notes.of(status.span))
    })
}

fn idempotency(way: &Idempotent, notes: &Notes) -> Entry {
    let by = |key: &str, name: &Spanned<String>| {
        let value = Value::map([Entry::key(key, Value::text(name.as_str()))]);
        Entry::key("idempotent", value).noted(notes.of(name.span))
    };
    match way {
        Idempotent::Said(flag) => Entry::key("idempotent", Value::word(flag)),
        Idempotent::Header(name) => by("header", name),
        Idempotent::Field(name) => by("field", name),
    }
}

fn pages(pages: &Pages, notes: &Notes) -> Entry {
    let Pages { span, items, place, turn, more, total } = pages;
    let path =
        |key: &str, path: &Option<BodyPath>| path.as_ref().map(|path| Entry::key(key, head::path(path)));
    let mut entries =
        vec![Entry::key("items", head::path(items)), Entry::key(turn.word(), Value::text(place.as_str()))];
    match turn {
        Turn::Cursor { next, end } => {
            entries.push(Entry::key(
                "next",
                match next {
                    Next::In(next) => Value::Word(head::source(next)),
                    Next::OfLastItem(last) => Value::map([Entry::key("last", head::path(last))]),
                },
            ));
            entries.extend(end.as_ref().map(|end| Entry::key("end", Value::data(end, notes))));
        }
        Turn::Page { first, last } => {
            entries.extend(first.as_ref().map(|first| Entry::key("first", Value::word(first.value))));
            entries.extend(path("last", last));
        }
        Turn::Offset => {}
    }
    entries.extend(path("more", more));
    entries.extend(path("total", total));
    Entry::key("pages", Value::section(&keys::PAGES, entries)).noted(notes.of(**span))
}

fn answers(Answers { tables, only }: &Answers, notes: &Notes) -> Option<Entry> {
    let list = |texts: &[Spanned<String>]| Value::list(texts.iter().map(|text| Value::text(text.as_str())));
    let value = match (tables.as_slice(), only) {
        ([], None) => return None,
        ([], Some(only)) => list(only),
        (tables, only) => {
            let tables = Entry::key("tables", list(tables));
            let only = only.as_ref().map(|only| Entry::key("only", list(only)));
            Value::map(std::iter::once(tables).chain(only))
        }
    };
    let first: Option<Span> = tables.iter().chain(only.iter().flatten()).map(|text| text.span).next();
    Some(Entry::key("errors", value).noted(first.map_or(&[], |span| notes.of(span))))
}
