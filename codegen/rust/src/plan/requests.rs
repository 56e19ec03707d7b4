//! Requests: the fields that parameters become, and how a request struct becomes an HTTP request.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{Docs, code, markdown};
use super::fields::{Part, Secrecy, Start, converted, part, setting, with_facts};
use super::names::{self, Request};
use super::rust_types::in_types;
use super::struct_item::{Head, build};
use super::{Cx, FieldItem, FieldKind, StructItem};
use stubwright_spec::model::preflight::EndpointId;
use stubwright_spec::model::{
    Body, BodyKind, Endpoint, Field, IdempotencyKey, KeyField, ListStyle, Param, ParamLocation, Raw, RawKind,
    Spelling, Type, TypeId, TypeKind,
};

/// The fields of parameters for a type that is the request struct of an endpoint.
pub(super) fn own_params(cx: &Cx<'_>, id: TypeId) -> Vec<Part> {
    let is_own = |request: &Request| matches!(request, Request::Own(_, own) if *own == id);
    let owner = cx.names.requests.enumerate().find(|(_, request)| is_own(request));
    owner.map(|(endpoint, _)| params(cx, endpoint)).unwrap_or_default()
}

fn params(cx: &Cx<'_>, id: EndpointId) -> Vec<Part> {
    let params = cx.api.endpoints[id].params.iter().zip(&cx.names.params[id]);
    params.map(|(param, ident)| param_part(cx, param, ident)).collect()
}

fn param_part(cx: &Cx<'_>, param: &Param, ident: &Ident) -> Part {
    let mut part = part(cx, None, &param.field, ident);
    let wire = code(&param.field.wire);
    let place = match param.place {
        ParamLocation::Path => markdown!("{} in the path", wire),
        ParamLocation::Query => markdown!("{} in the query", wire),
        ParamLocation::Header => markdown!("header {}", wire),
    };
    let docs = Docs::vendor_with(param.field.doc.as_ref(), place);
    part.field.docs = with_facts(cx, &param.field, docs);
    part
}

/// A request struct that no type of the spec provides. It is not on the wire: its parts are.
pub(super) fn wrapper(cx: &Cx<'_>, id: EndpointId, endpoint: &Endpoint, ident: &Ident) -> StructItem {
    let docs = Docs::ours(markdown!("The request of {}.", code(endpoint.name.as_str())));
    let head = Head { ident: ident.clone(), parameter: None, docs, is_built: true, wire: None };
    let body = endpoint.request.as_ref().map(|body| body_part(cx, body));
    build(cx, head, params(cx, id), body.into_iter().collect())
}

fn body_part(cx: &Cx<'_>, body: &Body) -> Part {
    let (ty, setting) = match &body.kind {
        BodyKind::Json(ty) | BodyKind::Form(ty) | BodyKind::Multipart(ty) => {
            let rust = in_types(cx, ty);
            (rust.clone(), setting(cx, ty, rust))
        }
        BodyKind::Raw(Raw { kind: RawKind::Bytes, .. }) => {
            let rust = quote!(rt::Bytes);
            (rust.clone(), converted(cx, &rust))
        }
        BodyKind::Raw(Raw { kind: RawKind::Text, .. }) => {
            let rust = &cx.paths.string;
            (rust.clone(), converted(cx, rust))
        }
    };
    let docs = match &body.kind {
        BodyKind::Raw(raw) => Docs::ours(markdown!("The request body, {}.", code(&raw.content_type))),
        BodyKind::Json(_) | BodyKind::Form(_) | BodyKind::Multipart(_) => Docs::ours("The request body."),
    };
    let field = FieldItem {
        ident: names::ident("body"),
        docs,
        ty,
        kind: FieldKind { presence: "required", value: None, spelling: "", secret: "" },
        wire: String::from("body"),
        aliases: Vec::new(),
    };
    Part { field, start: Start::Argument(setting), secrecy: Secrecy::Shown }
}

/// What `prepare` returns.
pub(super) fn prepare(cx: &Cx<'_>, id: EndpointId, endpoint: &Endpoint) -> TokenStream {
    let params = endpoint.params.iter().zip(&cx.names.params[id]).map(|(param, ident)| sent(param, ident));
    let body = match (&endpoint.request, &cx.names.requests[id]) {
        (Some(body), Request::Own(..)) => carried(cx, body, &quote!(self), &quote!(self)),
        (Some(body), _) => carried(cx, body, &quote!(&self.body), &quote!(self.body)),
        (None, _) => quote!(.finish()),
    };
    quote!(rt::RequestBuilder::new(Self::ENDPOINT) #(#params)* #body)
}

/// What `is_keyed` returns: whether what the caller sets as a key is there.
pub(super) fn keyed(cx: &Cx<'_>, id: EndpointId, endpoint: &Endpoint) -> Option<TokenStream> {
    let Some(IdempotencyKey::Field(name)) = &endpoint.key else { return None };
    match cx.api.key_field(endpoint, name.as_str())? {
        KeyField::Param(at, _) => {
            let ident = cx.names.params[id].get(at)?;
            Some(quote!(rt::is_key(&self.#ident)))
        }
        KeyField::Body(at, _) => {
            let body = match cx.api.behind_aliases(endpoint.request_type()?) {
                Type::Named(body) | Type::Applied(body, _) => *body,
                _ => return None,
            };
            let ident = cx.names.members[body].get(at)?;
            Some(match &cx.names.requests[id] {
                Request::Own(..) => quote!(rt::is_key(&self.#ident)),
                Request::Wrapper(_) => quote!(rt::is_key(&self.body.#ident)),
            })
        }
    }
}

fn sent(param: &Param, ident: &Ident) -> TokenStream {
    let name = param.field.wire.as_str();
    let style = param.style.as_ref().map(|style| style.value).unwrap_or_default();
    let value = value(&param.field, &quote!(self.#ident));
    match (param.place, style) {
        // The name in the path is the key.
        (ParamLocation::Path, _) => {
            let name = param.field.key.as_str();
            quote!(.path(#name, #value))
        }
        (ParamLocation::Header, _) => quote!(.header(#name, #value)),
        (ParamLocation::Query, ListStyle::Repeat) => quote!(.query(#name, #value)),
        (ParamLocation::Query, ListStyle::Comma) => quote!(.query_joined(#name, #value)),
        (ParamLocation::Query, ListStyle::Brackets) => quote!(.query_brackets(#name, #value)),
    }
}

/// What is sent for a field. Outside JSON everything is text, so only flags that are 0 and 1 differ.
fn value(field: &Field, place: &TokenStream) -> TokenStream {
    match field.spelling.as_deref() {
        Some(Spelling::Int) => quote!(&rt::AsInt(&#place)),
        _ => quote!(&#place),
    }
}

/// `whole` is the body, `owner` what its fields are reached through.
fn carried(cx: &Cx<'_>, body: &Body, whole: &TokenStream, owner: &TokenStream) -> TokenStream {
    match &body.kind {
        BodyKind::Json(_) => quote!(.json(#whole)),
        BodyKind::Form(ty) => {
            let fields = fields(cx, ty).map(|(field, ident)| {
                let (name, value) = (field.wire.as_str(), value(field, &quote!(#owner.#ident)));
                quote!(.form(#name, #value))
            });
            quote!(#(#fields)* .finish())
        }
        BodyKind::Multipart(ty) => {
            let fields = fields(cx, ty).map(|(field, ident)| {
                let (name, value) = (field.wire.as_str(), value(field, &quote!(#owner.#ident)));
                if cx.api.is_file(&field.ty) {
                    quote!(.file(#name, #value))
                } else {
                    quote!(.part(#name, #value))
                }
            });
            quote!(#(#fields)* .finish())
        }
        BodyKind::Raw(Raw { kind, content_type }) => {
            let content_type = content_type.as_str();
            match kind {
                RawKind::Bytes => quote!(.bytes(#content_type, #whole)),
                RawKind::Text => quote!(.text(#content_type, #whole)),
            }
        }
    }
}

/// The fields of the struct that a form is.
fn fields<'a>(cx: &'a Cx<'_>, ty: &'a Type) -> impl Iterator<Item = (&'a Field, &'a Ident)> {
    let id = match cx.api.behind_aliases(ty) {
        Type::Named(id) => Some(*id),
        _ => None,
    };
    let fields = id.into_iter().flat_map(|id| match &cx.api.types[id].kind {
        TypeKind::Struct(fields) => fields.as_slice(),
        TypeKind::Enum(_) | TypeKind::Alias(_) | TypeKind::Union(_) => &[],
    });
    fields.zip(id.into_iter().flat_map(|id| &cx.names.members[id]))
}
