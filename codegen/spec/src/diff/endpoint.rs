//! What is said about an endpoint.

use super::fact::{Fact, fact, flag, reworded, sample, words};
use super::notation::{Names, quoted};
use crate::diag::Code;
use crate::model::dump::{body, by_status, credentials, written_pages, written_response};
use crate::model::{
    Api, ByStatus, Constant, Credentials, Endpoint, Examples, Field, IdempotencyKey, Response, RowId,
    TableId, Wrapping,
};

/// The credentials of an endpoint.
pub(super) const NEEDS: &str = "credentials";
/// The body of a request.
pub(super) const REQUEST: &str = "request";
/// What a success returns.
pub(super) const RESPONSE: &str = "response";
/// The bodies of failures, by status.
pub(super) const FAILURES: &str = "bodies of failures";
/// A path whose parts have no names, which servers don't see.
pub(super) fn without_names(path: &str) -> String {
    let mut text = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, end) = after.split_once('}').unwrap_or((after, ""));
        text.push_str(before);
        text.push_str(if name.starts_with('+') { "{+}" } else { "{}" });
        rest = end;
    }
    text + rest
}

pub(super) fn endpoint(api: &Api, names: &Names<'_>, endpoint: &Endpoint) -> Vec<Fact> {
    let Endpoint {
        name: _,
        method,
        path,
        doc,
        params: _,
        constants,
        server,
        request,
        request_name,
        response,
        responses,
        response_headers,
        failures,
        idempotent,
        key,
        pages,
        tables,
        errors,
        envelope,
        credentials: sets,
        redirect,
        tag,
        examples,
        deprecated,
    } = endpoint;
    let ty = |ty: &crate::model::Type| names.ty(ty);
    let server = server.and_then(|at| api.other_servers.get(at)).map(|server| server.name.as_str());
    // A response that depends on the status says its statuses itself.
    let is_by_status = matches!(response, Some(Response::ByStatus(_)));
    let of_statuses = if is_by_status { String::new() } else { statuses(names, responses) };
    let mut facts = vec![
        Fact {
            written: Some(format!("{} {}", method.verb(), path.value)),
            ..fact(Code::Moved, "call", format!("{} {}", method.verb(), without_names(&path.value)))
        },
        fact(Code::ServerChanged, "server", server.unwrap_or_default()),
        fact(Code::PlaceChanged, "constant parameters", self::constants(constants)),
        fact(Code::BodyChanged, REQUEST, request.as_ref().map(|at| body(&ty, at)).unwrap_or_default()),
        fact(Code::Renamed, "request name", words(request_name)),
        fact(
            Code::ResponseChanged,
            RESPONSE,
            response.as_ref().map(|at| written_response(&ty, at)).unwrap_or_default(),
        ),
        fact(Code::ResponseChanged, "statuses of the response", of_statuses),
        fact(Code::ResponseChanged, FAILURES, statuses(names, failures)),
        fact(Code::IdempotencyChanged, "idempotency", idempotency(*idempotent, key.as_ref())),
        fact(Code::PagesChanged, "pages", pages.as_ref().map(written_pages).unwrap_or_default()),
        fact(Code::EnvelopeChanged, "envelope", wrapping(api, envelope)),
        fact(Code::CredentialsChanged, NEEDS, needed(api, sets)),
        fact(Code::RedirectChanged, "redirect", redirect.as_ref().map_or("", |at| at.value.word())),
        fact(Code::AnswersChanged, "tables", self::tables(api, tables)),
        fact(Code::AnswersChanged, "codes", codes(api, errors.as_deref())),
        fact(Code::Regrouped, "tag", words(tag)),
        flag(Code::Deprecated, "deprecated", *deprecated),
        reworded("documentation", doc),
        fact(Code::Reworded, "example", example(examples)),
    ];
    facts.extend(headers(names, response_headers));
    facts
}

/// The headers of a response, in any order.
fn headers(names: &Names<'_>, all: &[Field]) -> [Fact; 3] {
    let join = |show: &dyn Fn(&Field) -> Option<String>| {
        let mut shown: Vec<String> = all.iter().filter_map(show).collect();
        shown.sort_unstable();
        shown.join(", ")
    };
    let declared = |field: &Field| {
        let spelling =
            field.spelling.as_ref().map(|at| format!(" as {}", at.value.word())).unwrap_or_default();
        let name = field.name.as_ref().map(|name| format!(" named {}", name.value)).unwrap_or_default();
        Some(format!("{}: {}{spelling}{name}", field.wire.value, names.ty(&field.ty)))
    };
    let doc = |field: &Field| field.doc.as_ref().map(|doc| format!("{}: {}", field.wire.value, doc.value));
    [
        fact(Code::ResponseChanged, "headers of the response", join(&declared)),
        fact(
            Code::SecrecyChanged,
            "secret headers",
            join(&|field| field.secret.then(|| field.wire.value.clone())),
        ),
        fact(Code::Reworded, "documentation of headers", join(&doc)),
    ]
}

pub(super) fn statuses(names: &Names<'_>, all: &[ByStatus]) -> String {
    all.iter().map(|entry| by_status(&|ty| names.ty(ty), entry)).collect::<Vec<_>>().join(", ")
}

fn idempotency(is_idempotent: bool, key: Option<&IdempotencyKey>) -> String {
    match key {
        None => String::from(if is_idempotent { "idempotent" } else { "not idempotent" }),
        Some(IdempotencyKey::Header(name)) => format!("idempotent by the header {}", quoted(&name.value)),
        Some(IdempotencyKey::Field(name)) => format!("idempotent by the field {}", quoted(&name.value)),
    }
}

fn example(examples: &Examples) -> String {
    let Examples { request, response, files: _ } = examples;
    [request, response].map(sample).join("\n")
}

/// The parameters that are the same in every call, in any order.
fn constants(all: &[Constant]) -> String {
    let shown = all.iter().map(|Constant { place, wire, value, doc: _ }| {
        let value = value.as_ref().map(|value| format!("={}", value.value)).unwrap_or_default();
        format!("{} {}{value}", place.word(), wire.value)
    });
    let mut shown: Vec<String> = shown.collect();
    shown.sort_unstable();
    shown.join(", ")
}

fn wrapping<'a>(api: &'a Api, envelope: &Wrapping) -> &'a str {
    match envelope {
        Wrapping::Default => "",
        Wrapping::None => "none",
        Wrapping::Named(id) => api.envelopes[*id].name.as_str(),
    }
}

fn needed(api: &Api, sets: &Credentials<usize>) -> String {
    match sets {
        Credentials::All => String::from("all"),
        Credentials::OneOf(sets) => credentials(api, sets),
    }
}

fn tables(api: &Api, ids: &[TableId]) -> String {
    ids.iter().map(|id| api.tables[*id].name.as_str()).collect::<Vec<_>>().join(", ")
}

fn codes(api: &Api, rows: Option<&[RowId]>) -> String {
    let codes = rows.unwrap_or_default().iter().map(|row| api.errors[*row].code.as_str());
    codes.collect::<Vec<_>>().join(", ")
}
