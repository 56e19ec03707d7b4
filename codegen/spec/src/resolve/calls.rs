//! Endpoints, and what every call sends.

use super::answers::answers;
use super::names::Names;
use super::servers;
use super::types::field;
use crate::ast;
use crate::diag::{Applicability, Code, Diagnostic, Diagnostics, did_you_mean};
use crate::model::{
    Body, BodyKind, ByStatus, Common, Constant, Credentials, Endpoint, IdempotencyKey, Param, ParamLocation,
    Response, Wrapping,
};
use crate::query;
use crate::source::Spanned;
use crate::template;

/// An endpoint; unknown names of rows and envelopes are reported.
pub(super) fn endpoint(
    endpoint: &ast::Endpoint,
    ast: &ast::Api,
    names: &Names<'_>,
    diags: &mut Diagnostics,
) -> Endpoint {
    let (tables, errors) = answers(&endpoint.errors, names, diags);
    let method = endpoint.method.is_idempotent();
    let (idempotent, key) = match &endpoint.idempotent {
        None => (method, None),
        Some(ast::Idempotent::Said(said)) => (*said, None),
        Some(ast::Idempotent::Header(name)) => (method, Some(IdempotencyKey::Header(name.clone()))),
        Some(ast::Idempotent::Field(name)) => (method, Some(IdempotencyKey::Field(name.clone()))),
    };
    let (path, query) = query::split(endpoint.path.as_str());
    let in_path = template::variables(path).unwrap_or_default();
    let in_path: Vec<&str> = in_path.iter().map(|variable| variable.name).collect();
    let in_query = query.map(|query| query::pairs(query).unwrap_or_default()).unwrap_or_default().into_iter();
    let in_query = in_query.map(|(name, value)| Constant {
        place: ParamLocation::Query,
        wire: Spanned::new(name, endpoint.path.span),
        value: value.map(|value| Spanned::new(value, endpoint.path.span)),
        doc: None,
    });
    let is_fixed = |param: &&ast::Param| matches!(param.field.role, ast::FieldRole::Fixed(_));
    let (constants, params): (Vec<_>, Vec<_>) = endpoint.params.iter().partition(is_fixed);
    let response = endpoint.response.as_ref().map(|body| response(body, names, diags));
    let (response, responses) = response.map(by_what_is_there).unwrap_or_default();
    Endpoint {
        name: endpoint.name.clone(),
        method: endpoint.method,
        path: Spanned::new(path.to_owned(), endpoint.path.span),
        doc: endpoint.doc.clone(),
        params: params.into_iter().map(|at| param(at, &in_path, names, diags)).collect(),
        constants: in_query.chain(constants.into_iter().map(|at| constant(at, &in_path, diags))).collect(),
        request: endpoint.request.as_ref().map(|body| request(body, names, diags)),
        request_name: endpoint.request_name.clone(),
        response,
        responses,
        response_headers: endpoint.response_headers.iter().map(|at| field(at, None, names, diags)).collect(),
        failures: by_status(&endpoint.failures, names, diags),
        idempotent,
        key,
        pages: endpoint.pages.clone(),
        tables,
        errors,
        envelope: wrapping(endpoint.envelope.as_ref(), names, diags),
        credentials: match credentials(&endpoint.credentials, &ast.auth, diags) {
            // A TRACE request has nothing that its echo must not disclose (RFC 9110 section 9.3.8).
            Credentials::All if endpoint.method == ast::Method::Trace => Credentials::none(),
            credentials => credentials,
        },
        examples: endpoint.examples.clone(),
        server: endpoint.server.as_ref().and_then(|name| servers::named(name, &ast.other_servers, diags)),
        redirect: endpoint.redirect.clone(),
        tag: endpoint.tag.clone(),
        deprecated: endpoint.deprecated,
    }
}

/// The schemes of the API that an endpoint names.
fn credentials(
    written: &ast::Credentials,
    auth: &[ast::Auth],
    diags: &mut Diagnostics,
) -> Credentials<usize> {
    let ast::Credentials::OneOf(sets) = written else { return Credentials::All };
    let mut scheme = |name: &Spanned<String>| {
        let found = auth.iter().position(|scheme| scheme.word() == name.as_str());
        if found.is_none() {
            let message = format!("the API has no authentication scheme `{}`", name.value);
            let known = || auth.iter().map(ast::Auth::word);
            let help = match did_you_mean(name.as_str(), known()) {
                Some(near) => format!("did you mean `{near}`?"),
                None if auth.is_empty() => String::from("declare it under `auth:` at the top"),
                None => format!("its schemes are {}", known().collect::<Vec<_>>().join(", ")),
            };
            diags.push(Diagnostic::new(Code::BadAuth, name.span, message).help(help));
        }
        found
    };
    Credentials::OneOf(sets.iter().map(|set| set.iter().filter_map(&mut scheme).collect()).collect())
}

/// A fixed parameter. A path has no place for one: whatever is always there is part of it.
fn constant(param: &ast::Param, in_path: &[&str], diags: &mut Diagnostics) -> Constant {
    let field = &param.field;
    let (name, span) = (field.key.as_str(), field.key.span);
    let value = match &field.role {
        ast::FieldRole::Fixed(sample) => sample.text().unwrap_or_default().to_owned(),
        _ => String::new(),
    };
    let place = param.place.as_ref().map(|place| place.value).unwrap_or_default();
    if field.optional {
        diags.push(
            Diagnostic::new(Code::BadConstant, span, format!("`{name}` is fixed, so it cannot be optional"))
                .help("remove the `?` from its key, or declare its type if it can be left out"),
        );
    }
    if place == ParamLocation::Path || in_path.contains(&name) {
        let message = format!("`{name}` is fixed, so it cannot be a parameter of the path");
        diags.push(
            Diagnostic::new(Code::BadConstant, span, message).help("write its value into the path itself"),
        );
    }
    Constant {
        place,
        wire: field.wire.clone(),
        value: Some(Spanned::new(value, *field.ty.span)),
        doc: field.doc.clone(),
    }
}

fn param(param: &ast::Param, in_path: &[&str], names: &Names<'_>, diags: &mut Diagnostics) -> Param {
    let place = match &param.place {
        Some(place) => place.value,
        None if in_path.contains(&param.field.key.as_str()) => ParamLocation::Path,
        None => ParamLocation::Query,
    };
    Param {
        field: field(&param.field, None, names, diags),
        place,
        place_span: param.place.as_ref().map(|place| place.span.into()),
        style: param.style.clone(),
        allow_reserved: param.allow_reserved,
    }
}

fn request(body: &ast::Body, names: &Names<'_>, diags: &mut Diagnostics) -> Body {
    Body { span: body.span, kind: body_kind(&body.kind, names, diags), optional: body.optional }
}

fn body_kind(kind: &ast::BodyKind, names: &Names<'_>, diags: &mut Diagnostics) -> BodyKind {
    match kind {
        ast::BodyKind::Json(ty) => BodyKind::Json(names.ty(ty, None, diags)),
        ast::BodyKind::Form(ty) => BodyKind::Form(names.ty(ty, None, diags)),
        ast::BodyKind::Multipart(ty) => BodyKind::Multipart(names.ty(ty, None, diags)),
        ast::BodyKind::Raw(raw) => BodyKind::Raw(raw.clone()),
        ast::BodyKind::Stream(content_type) => BodyKind::Stream(content_type.clone()),
        ast::BodyKind::OneOf(kinds) => {
            BodyKind::OneOf(kinds.iter().map(|kind| body_kind(kind, names, diags)).collect())
        }
    }
}

fn response(body: &ast::Response, names: &Names<'_>, diags: &mut Diagnostics) -> Response {
    match body {
        ast::Response::Typed { ty, optional } => {
            Response::Typed { ty: names.ty(ty, None, diags), optional: *optional }
        }
        ast::Response::Raw(raw) => Response::Raw(raw.clone()),
        ast::Response::Events { ty, end } => {
            Response::Events { ty: names.ty(ty, None, diags), end: end.clone() }
        }
        ast::Response::Stream(content_type) => Response::Stream(content_type.clone()),
        ast::Response::ByStatus(entries) => Response::ByStatus(by_status(entries, names, diags)),
    }
}

/// Splits a response into the result for callers and its types by status. Only a choice between types depends on the
/// status.
fn by_what_is_there(response: Response) -> (Option<Response>, Vec<ByStatus>) {
    let Response::ByStatus(entries) = response else { return (Some(response), Vec::new()) };
    let mut types = entries.iter().filter_map(|entry| entry.ty.as_ref());
    let response = types.next().map(|first| {
        if types.any(|other| other.without_ranges() != first.without_ranges()) {
            return Response::ByStatus(entries.clone());
        }
        Response::Typed { ty: first.clone(), optional: entries.iter().any(|entry| entry.ty.is_none()) }
    });
    (response, entries)
}

/// The types of bodies by status.
pub(super) fn by_status(
    entries: &[ast::ByStatus],
    names: &Names<'_>,
    diags: &mut Diagnostics,
) -> Vec<ByStatus> {
    let entry = |entry: &ast::ByStatus| ByStatus {
        status: entry.status.clone(),
        ty: entry.ty.as_ref().map(|ty| names.ty(ty, None, diags)),
    };
    entries.iter().map(entry).collect()
}

/// `envelope:` of an endpoint.
fn wrapping(name: Option<&Spanned<String>>, names: &Names<'_>, diags: &mut Diagnostics) -> Wrapping {
    let Some(name) = name else { return Wrapping::Default };
    if name.value == "none" {
        return Wrapping::None;
    }
    if let Some(id) = names.envelopes.get(name.as_str()) {
        return Wrapping::Named(*id);
    }
    let message = format!("there is no envelope `{}`", name.value);
    let diagnostic = Diagnostic::new(Code::UnknownEnvelope, name.span, message);
    let known = names.envelopes.keys().copied().chain(["none"]);
    diags.push(match names.guess(name.as_str(), known) {
        Some(near) => {
            diagnostic.help(format!("did you mean `{near}`?")).fix(name.span, near, Applicability::Guess)
        }
        None => {
            diagnostic.help("declare it under `envelopes:`, or write `none` if the HTTP status alone decides")
        }
    });
    Wrapping::Default
}

/// A parameter that every call sends.
pub(super) fn common(common: &ast::Common, names: &Names<'_>, diags: &mut Diagnostics) -> Common {
    Common {
        field: field(&common.field, None, names, diags),
        place: common.place,
        source: common.source.clone(),
    }
}
