//! The client and its operations.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{Docs, Markdown, code, inline, markdown};
use super::names::{Request, ident};
use super::preflight::PreflightItem;
use super::rust_types::in_client;
use super::types::names;
use super::{ClientItem, Cx, OperationItem, SettingItem, TagItem};
use stubwright_spec::model::preflight::EndpointId;
use stubwright_spec::model::{
    self, BodyKind, Endpoint, IdempotencyKey, Raw, RawKind, Response, Sample, SampleKind, Type,
};
use stubwright_spec::source::Spanned;

/// Plans `client.rs`, `blocking.rs` and the files of tags.
pub(super) fn plan(cx: &Cx<'_>, checks: Option<&PreflightItem>) -> (ClientItem, Vec<TagItem>) {
    let mut untagged = Vec::new();
    let mut tags: Vec<TagItem> = Vec::new();
    for (id, endpoint) in cx.api.endpoints.enumerate() {
        let mut operation = operation(cx, id, endpoint);
        operation.check = checks.and_then(|checks| checks.of(&operation.method));
        let Some(tag) = &endpoint.tag else {
            untagged.push(operation);
            continue;
        };
        let module = ident(tag);
        let position = tags.iter().position(|item| item.module == module).unwrap_or_else(|| {
            tags.push(TagItem { module, statics: Vec::new(), operations: Vec::new() });
            tags.len() - 1
        });
        if let Some(item) = tags.get_mut(position) {
            item.statics.extend(statics_of(cx, endpoint));
            item.operations.push(operation);
        }
    }
    for tag in &mut tags {
        tag.statics.sort();
        tag.statics.dedup();
    }
    let title = cx.api.title.as_ref().unwrap_or(&cx.api.name).as_str();
    let settings = super::along::settings(cx);
    let client = ClientItem {
        types: types(&untagged, &settings),
        servers: super::servers::plan(cx),
        // Only operations read them.
        statics: super::envelopes::plan(cx).into_iter().chain(super::along::statics(cx)).collect(),
        shared: if tags.is_empty() { quote!() } else { quote!(pub(super)) },
        settings,
        providers: super::along::providers(cx),
        operations: untagged,
        docs: client_docs(cx, title, "Asynchronous client"),
        blocking_docs: client_docs(cx, title, "Blocking client"),
    };
    (client, tags)
}

/// The import of the types, where one of these names them; an import that nothing uses is a warning.
fn types(operations: &[OperationItem], settings: &[SettingItem]) -> TokenStream {
    let is_named = !operations.is_empty() || settings.iter().any(|at| names(&at.arguments, "types"));
    if is_named {
        quote!(
            use super::types;
        )
    } else {
        quote!()
    }
}

/// The statics that an endpoint names.
fn statics_of(cx: &Cx<'_>, endpoint: &Endpoint) -> Vec<Ident> {
    let common = (!cx.api.common.is_empty()).then(|| ident("GLOBAL_PARAMS"));
    let auth = (!cx.api.auth.is_empty() && !endpoint.public).then(|| ident("AUTH"));
    super::envelopes::used_by(cx, endpoint).into_iter().chain(common).chain(auth).collect()
}

fn client_docs(cx: &Cx<'_>, title: &str, kind: &'static str) -> Docs {
    let mut docs = Docs::ours(markdown!("{} of {}.", kind, inline(title)));
    docs.vendor(cx.api.doc.as_ref().map_or("", Spanned::as_str));
    if let Some(version) = &cx.api.version {
        docs.add(markdown!("Version {} of the API.", code(version)));
    }
    docs.add("Cheap to clone: clones share connections and settings.");
    docs
}

fn operation(cx: &Cx<'_>, id: EndpointId, endpoint: &Endpoint) -> OperationItem {
    let method = cx.names.methods[id].clone();
    let (Request::Own(ident, _) | Request::Wrapper(ident)) = &cx.names.requests[id];
    let request = quote!(types::#ident);
    OperationItem {
        docs: operation_docs(cx, endpoint),
        deprecated: endpoint.deprecated.then(|| quote!(#[deprecated = "deprecated by the vendor"])),
        errors_docs: super::errors::answers_docs(cx, endpoint),
        errors: super::errors::answers(cx, endpoint),
        output: output(cx, endpoint.response.as_ref()),
        endpoint: facts(cx, endpoint),
        prepare: super::requests::prepare(cx, id, endpoint),
        keyed: super::requests::keyed(cx, id, endpoint),
        check: None,
        method,
        request,
    }
}

fn output(cx: &Cx<'_>, response: Option<&Response>) -> TokenStream {
    match response {
        None => quote!(()),
        Some(Response::Typed { ty, optional: true }) => {
            let payload = in_client(cx, ty);
            quote!(Option<#payload>)
        }
        Some(Response::Typed { ty, optional: false }) => in_client(cx, ty),
        Some(Response::Raw(Raw { kind: RawKind::Bytes, .. })) => quote!(rt::Bytes),
        Some(Response::Raw(Raw { kind: RawKind::Text, .. })) => quote!(String),
    }
}

/// The endpoint's builder expression.
fn facts(cx: &Cx<'_>, endpoint: &Endpoint) -> TokenStream {
    let (name, verb, path) = (endpoint.name.as_str(), endpoint.method.verb(), endpoint.path.as_str());
    let envelope = super::envelopes::used_by(cx, endpoint).map(|ident| quote!(.envelope(&#ident)));
    let idempotent = endpoint.idempotent;
    let key = match &endpoint.key {
        Some(IdempotencyKey::Header(name)) => {
            let name = name.as_str();
            quote!(.idempotency_header(#name))
        }
        Some(IdempotencyKey::Field(_)) | None => quote!(),
    };
    let raw = match &endpoint.response {
        Some(Response::Raw(Raw { content_type, .. })) => {
            let content_type = content_type.as_str();
            quote!(.raw().accept(#content_type))
        }
        Some(Response::Typed { .. }) | None => quote!(),
    };
    let common = (!cx.api.common.is_empty()).then(|| quote!(.global_params(&GLOBAL_PARAMS)));
    let auth = (!cx.api.auth.is_empty() && !endpoint.public).then(|| quote!(.auth(&AUTH)));
    let tables = super::errors::lookup(cx, endpoint);
    let secret = holds_secret(cx, endpoint).then(|| quote!(.secret()));
    quote! {
        rt::Endpoint::new(#name, #verb, #path)
            #envelope .idempotent(#idempotent) #key #raw #common #auth #tables #secret
    }
}

/// Whether what is sent or answered can hold a secret.
fn holds_secret(cx: &Cx<'_>, endpoint: &Endpoint) -> bool {
    let types = endpoint.request_type().into_iter().chain(endpoint.response_type());
    endpoint.params.iter().any(|param| param.field.secret)
        || types
            .chain(endpoint.params.iter().map(|param| &param.field.ty.value))
            .any(|ty| cx.analysis.holds_secret(ty))
}

fn operation_docs(cx: &Cx<'_>, endpoint: &Endpoint) -> Docs {
    let call = code(&format!("{} {}", endpoint.method.verb(), endpoint.path.value));
    let mut docs = Docs::vendor_with(endpoint.doc.as_ref(), call);
    docs.add(idempotence(endpoint));
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
    if let (Some(sample), Some(BodyKind::Json(ty) | BodyKind::Form(ty))) =
        (&endpoint.examples.request, endpoint.request.as_ref().map(|body| &body.kind))
    {
        example("Example of a request:", ty, sample);
    }
    if let (Some(sample), Some(Response::Typed { ty, .. })) =
        (&endpoint.examples.response, &endpoint.response)
    {
        example("Example of a payload:", ty, sample);
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
