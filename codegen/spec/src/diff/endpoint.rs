//! The properties of an endpoint.

use std::collections::BTreeSet;

use super::fact::{Fact, fact, flag, reworded, sample, words};
use super::notation::{Names, quoted};
use super::urls::without_names;
use crate::diag::Code;
use crate::model::dump::{body, by_status, credentials, written_pages, written_response};
use crate::model::{
    Api, ByStatus, Constant, Credentials, Endpoint, Examples, IdempotencyKey, Response, RowId, TableId,
    Wrapping,
};

/// The credentials of an endpoint.
pub(super) const NEEDS: &str = "credentials";
/// A call that is not repeated after it may have been processed.
pub(super) const NOT_IDEMPOTENT: &str = "not idempotent";
/// The body of a request.
pub(super) const REQUEST: &str = "request";
/// The result of a success.
pub(super) const RESPONSE: &str = "response";
/// The statuses at which there is a payload, where it has one type.
pub(super) const STATUSES: &str = "statuses of the response";
/// The parameters that are the same in every call.
pub(super) const CONSTANTS: &str = "constant parameters";
/// The server that it is sent to.
pub(super) const SERVER: &str = "server";

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
        // Headers and the bodies of failures are parts of their own.
        response_headers: _,
        failures: _,
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
    let server = server.and_then(|at| api.other_servers.get(at)).map_or("", |server| server.name.as_str());
    // A response that depends on the status says its statuses itself.
    let is_by_status = matches!(response, Some(Response::ByStatus(_)));
    let of_statuses = if is_by_status { String::new() } else { statuses(names, responses) };
    vec![
        Fact {
            written: Some(format!("{} {}", method.verb(), path.value)),
            ..fact(Code::Moved, "call", format!("{} {}", method.verb(), without_names(&path.value)))
        },
        Fact { written: Some(server.to_owned()), ..fact(Code::ServerChanged, SERVER, names.server(server)) },
        fact(Code::PlaceChanged, CONSTANTS, self::constants(constants)),
        fact(Code::BodyChanged, REQUEST, request.as_ref().map(|at| body(&ty, at)).unwrap_or_default()),
        fact(Code::Renamed, "request name", words(request_name)),
        fact(
            Code::ResponseChanged,
            RESPONSE,
            response.as_ref().map(|at| written_response(&ty, at)).unwrap_or_default(),
        ),
        fact(Code::ResponseChanged, STATUSES, of_statuses),
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
    ]
}

fn statuses(names: &Names<'_>, all: &[ByStatus]) -> String {
    all.iter().map(|entry| by_status(&|ty| names.ty(ty), entry)).collect::<Vec<_>>().join(", ")
}

fn idempotency(is_idempotent: bool, key: Option<&IdempotencyKey>) -> String {
    match key {
        None => String::from(if is_idempotent { "idempotent" } else { NOT_IDEMPOTENT }),
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
    shown_constants(all).into_iter().collect::<Vec<_>>().join(", ")
}

/// Each of them with its place.
pub(super) fn shown_constants(all: &[Constant]) -> BTreeSet<String> {
    let shown = all.iter().map(|Constant { place, wire, value, doc: _ }| {
        let value = value.as_ref().map(|value| format!("={}", value.value)).unwrap_or_default();
        format!("{} {}{value}", place.word(), wire.value)
    });
    shown.collect()
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
