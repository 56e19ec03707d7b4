//! The client and its operations.

use std::collections::BTreeMap;

use super::docs::{Docs, Markdown, code, inline, markdown};
use super::example::Calls;
use super::names::{Name, Request, ident};
use super::preflight::PreflightItem;
use super::rust_types::rust_type;
use super::syntax::{Expr, Path, RustType};
use super::{ClientItem, Cx, OperationItem, SettingItem, TagItem, TypeItem, Usage};
use stubwright_spec::model::preflight::EndpointId;
use stubwright_spec::model::{
    self, Credentials, Endpoint, IdempotencyKey, Raw, RawKind, Redirect, Response, Sample, SampleKind, Type,
};
use stubwright_spec::source::Spanned;

/// Plans `client.rs`, `blocking.rs` and the files of tags.
pub(super) fn plan(
    cx: &Cx<'_>,
    checks: Option<&PreflightItem>,
    types: &[TypeItem],
) -> (ClientItem, Vec<TagItem>) {
    let settings = super::along::settings(cx);
    let calls = Calls::of(cx, types, &settings);
    let mut untagged = Vec::new();
    let mut tags: Vec<TagItem> = Vec::new();
    let mut modules: BTreeMap<&str, usize> = BTreeMap::new();
    for (id, endpoint) in cx.api.endpoints.enumerate() {
        let mut operation = operation(cx, id, endpoint);
        operation.check = checks.and_then(|checks| checks.of(&operation.method));
        operation.call = calls.call(id, endpoint);
        let Some(tag) = &endpoint.tag else {
            untagged.push(operation);
            continue;
        };
        let position = *modules.entry(tag.as_str()).or_insert_with(|| {
            let module =
                cx.names.tags.get(tag.as_str()).map_or_else(|| ident(tag), |name| name.module.clone());
            let uses = vec![ident("Client")];
            tags.push(TagItem { module, gate: cx.gates.endpoint(id), uses, operations: Vec::new() });
            tags.len() - 1
        });
        if let Some(item) = tags.get_mut(position) {
            item.uses.extend(statics_of(cx, endpoint));
            item.operations.push(operation);
        }
    }
    for tag in &mut tags {
        tag.uses.sort();
        tag.uses.dedup();
    }
    let title = cx.api.title.as_ref().unwrap_or(&cx.api.name).as_str();
    let first_call = calls.first();
    let client = ClientItem {
        types: names_types(&untagged, &settings),
        servers: super::servers::plan(cx),
        // Only operations read them.
        statics: super::envelopes::plan(cx)
            .into_iter()
            .chain(super::servers::statics(cx))
            .chain(super::along::statics(cx))
            .collect(),
        shared: if tags.is_empty() { "" } else { "pub(super) " },
        settings,
        providers: super::along::providers(cx),
        operations: untagged,
        docs: client_docs(cx, title, "Asynchronous client"),
        blocking_docs: client_docs(cx, title, "Blocking client"),
        first_call,
    };
    (client, tags)
}

/// Whether one of these names the types.
fn names_types(operations: &[OperationItem], settings: &[SettingItem]) -> Usage {
    let mut arguments = settings.iter().flat_map(|at| &at.arguments);
    Usage::of(!operations.is_empty() || arguments.any(|argument| argument.ty.names_api()))
}

/// The statics that an endpoint names.
fn statics_of(cx: &Cx<'_>, endpoint: &Endpoint) -> Vec<Name> {
    let common = (!cx.api.common.is_empty()).then(|| ident("GLOBAL_PARAMS"));
    let auth = (!cx.api.auth.is_empty() && !endpoint.credentials.are_none()).then(|| ident("AUTH"));
    let statics = super::envelopes::used_by(cx, endpoint).into_iter();
    statics.chain(super::servers::used_by(cx, endpoint)).chain(common).chain(auth).collect()
}

fn client_docs(cx: &Cx<'_>, title: &str, kind: &'static str) -> Docs {
    let mut docs = Docs::ours(markdown!("{} of {}.", kind, inline(title)));
    docs.vendor(cx.api.doc.as_ref().map_or("", Spanned::as_str));
    if let Some(version) = &cx.api.version {
        docs.add(markdown!("Version {} of the API.", code(version)));
    }
    docs
}

fn operation(cx: &Cx<'_>, id: EndpointId, endpoint: &Endpoint) -> OperationItem {
    let method = cx.names.methods[id].clone();
    let (Request::Own(ident, _) | Request::Wrapper(ident)) = &cx.names.requests[id];
    let request = RustType::Api(ident.clone(), None);
    let output = output(cx, id, endpoint.response.as_ref());
    OperationItem {
        docs: operation_docs(cx, id, endpoint),
        call: None,
        deprecated: endpoint.deprecated,
        errors: super::errors::answers(cx, endpoint),
        failures_docs: super::failures::docs(cx, endpoint),
        blocking_output: match &endpoint.response {
            Some(Response::Stream(_)) => RustType::Stream("blocking::ByteStream", None),
            Some(Response::Events { ty, .. }) => {
                RustType::Stream("blocking::Events", Some(Box::new(rust_type(cx, ty))))
            }
            _ => output.clone(),
        },
        output,
        endpoint: built(cx, endpoint),
        prepare: super::requests::prepare(cx, id, endpoint),
        keyed: super::requests::keyed(cx, id, endpoint),
        pages: super::pages::plan(cx, id, endpoint),
        check: None,
        method,
        request,
    }
}

fn output(cx: &Cx<'_>, id: EndpointId, response: Option<&Response>) -> RustType {
    match response {
        None => RustType::Primitive("()"),
        Some(Response::Typed { ty, optional: true }) => rust_type(cx, ty).optional(),
        Some(Response::Typed { ty, optional: false }) => rust_type(cx, ty),
        Some(Response::Raw(Raw { kind: RawKind::Bytes, .. })) => RustType::Runtime("Bytes"),
        Some(Response::Raw(Raw { kind: RawKind::Text, .. })) => RustType::String,
        Some(Response::Stream(_)) => RustType::Stream("ByteStream", None),
        Some(Response::ByStatus(_)) => RustType::Api(cx.names.outcome(id), None),
        Some(Response::Events { ty, .. }) => RustType::Stream("Events", Some(Box::new(rust_type(cx, ty)))),
    }
}

/// The expression that builds the endpoint.
fn built(cx: &Cx<'_>, endpoint: &Endpoint) -> Expr {
    let words = [endpoint.name.as_str(), endpoint.method.verb(), endpoint.path.as_str()];
    let local = |name: &Name| Expr::local(name).referenced();
    let mut built = Expr::call("rt::Endpoint::new", words.map(Expr::text))
        .method_if("envelope", super::envelopes::used_by(cx, endpoint).as_ref().map(local))
        .method_if("server", super::servers::used_by(cx, endpoint).as_ref().map(local))
        .method("idempotent", [Expr::Flag(endpoint.idempotent)]);
    if let Some(IdempotencyKey::Header(name)) = &endpoint.key {
        built = built.method("idempotency_header", [Expr::text(name.as_str())]);
    }
    let raw = match &endpoint.response {
        Some(Response::Raw(Raw { content_type, .. })) => Some(("raw", content_type)),
        Some(Response::Stream(content_type)) => Some(("streamed", content_type)),
        Some(Response::Typed { .. } | Response::Events { .. } | Response::ByStatus(_)) | None => None,
    };
    if let Some(Response::Events { end, .. }) = &endpoint.response {
        let end = end.as_ref().map(|end| Expr::text(end.as_str()));
        built = built.method("events", []).method_if("end_marker", end);
    }
    if let Some((method, content_type)) = raw {
        built = built.method(method, []).method("accept", [Expr::text(content_type.as_str())]);
    }
    let common = (!cx.api.common.is_empty()).then(|| Expr::path("GLOBAL_PARAMS").referenced());
    let auth = (!cx.api.auth.is_empty() && !endpoint.credentials.are_none())
        .then(|| Expr::path("AUTH").referenced());
    let tables =
        super::errors::lookup_name(cx, endpoint).map(|name| Expr::Path(Path::InErrors(name)).referenced());
    built = match endpoint.redirect.as_ref().map(|redirect| redirect.value) {
        None | Some(Redirect::Refuse) => built,
        Some(Redirect::Follow) => built.method("follow_redirects", []),
        Some(Redirect::Return) => built.method("return_redirects", []),
    };
    built = built.method_if("global_params", common).method_if("auth", auth);
    built = built.method_if("one_of", alternatives(endpoint)).method_if("tables", tables);
    built = built.method_if("bodies", super::outcomes::table_of(endpoint));
    built = built.method_if("failures", super::failures::table_of(cx, endpoint));
    if holds_secret(cx, endpoint) { built.method("secret", []) } else { built }
}

/// The credentials of each alternative, by their place in `AUTH`.
fn alternatives(endpoint: &Endpoint) -> Option<Expr> {
    let Credentials::OneOf(sets) = &endpoint.credentials else { return None };
    let list = |items: Vec<Expr>| Expr::Array(items).referenced();
    let set = |set: &Vec<usize>| list(set.iter().map(|at| Expr::Integer(*at as i128)).collect());
    (!endpoint.credentials.are_none()).then(|| list(sets.iter().map(set).collect()))
}

/// Whether what is sent or answered can hold a secret.
fn holds_secret(cx: &Cx<'_>, endpoint: &Endpoint) -> bool {
    let types = endpoint.request_types().chain(endpoint.response_types());
    let failures = cx.api.failures_of(endpoint).into_iter().filter_map(|entry| entry.ty.as_deref());
    let params = endpoint.params.iter().map(|param| &param.field);
    let common = cx.api.common.iter().map(|common| &common.field);
    params.chain(&endpoint.response_headers).chain(common).any(|field| field.secret)
        || types
            .chain(failures)
            .chain(endpoint.params.iter().map(|param| &param.field.ty.value))
            .any(|ty| cx.analysis.holds_secret(ty))
}

fn operation_docs(cx: &Cx<'_>, id: EndpointId, endpoint: &Endpoint) -> Docs {
    let call = code(&endpoint.call());
    let mut docs = Docs::vendor_with(endpoint.doc.as_ref(), call);
    docs.add(super::along::credentials(cx, endpoint));
    if let Some(feature) = cx.gates.endpoint(id).only() {
        docs.add(markdown!("Compiled with the feature {}.", code(feature)));
    }
    if let Some(server) = endpoint.server.and_then(|at| cx.api.other_servers.get(at)) {
        docs.add(markdown!("Sent to the server {}.", code(server.name.as_str())));
    }
    docs.add(idempotence(endpoint));
    docs.add(super::outcomes::bodiless(endpoint));
    docs.add(super::headers::mentioned(cx, id));
    examples(cx, endpoint, &mut docs);
    docs
}

fn idempotence(endpoint: &Endpoint) -> Markdown {
    match &endpoint.key {
        _ if endpoint.idempotent => "Idempotent: sending it twice is harmless.".into(),
        None => "Not idempotent: a call that may have been processed must not be sent again.".into(),
        Some(IdempotencyKey::Header(name)) => markdown!(
            "Idempotent by a key in the header {}: each call has its own, which all its attempts share.",
            code(name.as_str())
        ),
        Some(IdempotencyKey::Field(name)) => markdown!(
            "Idempotent by {}: if it is set, sending the same request twice is harmless.",
            code(name.as_str())
        ),
    }
}

/// Samples of more lines than this bury what a method is for.
const LONGEST_EXAMPLE: usize = 40;

/// The samples as JSON, as in a body and in the data of an envelope. Placeholders are not shown.
fn examples(cx: &Cx<'_>, endpoint: &Endpoint, docs: &mut Docs) {
    let mut example = |title: &'static str, ty: &Type, sample: &Sample| {
        let json = model::json(cx.api, ty, sample);
        if json.as_str().lines().count() <= LONGEST_EXAMPLE && !is_placeholder(sample) {
            docs.add(title);
            docs.json(&json);
        }
    };
    if let (Some(sample), Some(ty)) =
        (&endpoint.examples.request, endpoint.request.as_ref().and_then(|body| body.kind.sample_type()))
    {
        example("Example of a request:", ty, sample);
    }
    let Some(response) = &endpoint.response else { return };
    if let (Some(sample), Some(ty)) = (&endpoint.examples.response, response.sample_type()) {
        let is_event = matches!(response, Response::Events { .. });
        example(if is_event { "Example of an event:" } else { "Example of a payload:" }, ty, sample);
    }
}

/// Whether every value of a sample only names its type, as documentation that was generated from types does, or is empty.
fn is_placeholder(sample: &Sample) -> bool {
    match &sample.kind {
        SampleKind::Null => true,
        SampleKind::Plain(text) | SampleKind::Quoted(text) => {
            matches!(text.as_str(), "string" | "0" | "0.0" | "true" | "false" | "")
        }
        SampleKind::List(items) => items.iter().all(is_placeholder),
        SampleKind::Map(entries) => entries.iter().all(|(_, value)| is_placeholder(value)),
    }
}
