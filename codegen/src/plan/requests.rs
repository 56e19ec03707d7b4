//! Requests: the fields that parameters become, and how a request struct becomes an HTTP request.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{Docs, code};
use super::names::{self, Request};
use super::types::{Part, build_struct, in_types, part, setting, text_setting};
use super::{Cx, FieldItem, StructItem};
use crate::model::{Body, BodyKind, Endpoint, ListStyle, Param, Place, Raw, RawKind, Type, TypeId, TypeKind};
use proc_macro2::Ident;

/// The fields of parameters for a type that is the request struct of an endpoint.
pub(super) fn own_params(cx: &Cx<'_>, id: TypeId) -> Vec<Part> {
    let is_own = |request: &Request| matches!(request, Request::Own(_, own) if *own == id);
    cx.names.requests.iter().position(is_own).map(|index| params(cx, index)).unwrap_or_default()
}

fn params(cx: &Cx<'_>, index: usize) -> Vec<Part> {
    let endpoint = cx.api.endpoints.get(index).into_iter().flat_map(|endpoint| &endpoint.params);
    let idents = cx.names.params.get(index).into_iter().flatten();
    endpoint.zip(idents).map(|(param, ident)| param_part(cx, param, ident)).collect()
}

fn param_part(cx: &Cx<'_>, param: &Param, ident: &Ident) -> Part {
    let mut part = part(cx, None, &param.field, ident);
    let wire = code(&param.field.wire);
    let place = match param.place {
        Place::Path => format!("{wire} in the path"),
        Place::Query => format!("{wire} in the query"),
        Place::Header => format!("header {wire}"),
    };
    let mut docs = Docs::vendor_with(param.field.doc.as_deref(), &place);
    super::types::deprecate(&mut docs, param.field.deprecated);
    part.field.docs = docs;
    part
}

/// A request struct that no type of the spec provides.
pub(super) fn wrapper(cx: &Cx<'_>, index: usize, endpoint: &Endpoint, ident: &Ident) -> StructItem {
    let mut parts = params(cx, index);
    parts.extend(endpoint.request.as_ref().map(|body| body_part(cx, body)));
    let docs = Docs::ours(format!("What {} sends.", code(endpoint.name.as_str())));
    // It is not on the wire: its parts are.
    StructItem { wire: None, ..build_struct(cx, ident.clone(), docs, (parts, Vec::new()), true) }
}

fn body_part(cx: &Cx<'_>, body: &Body) -> Part {
    let (ty, setting) = match &body.kind {
        BodyKind::Json(ty) | BodyKind::Form(ty) | BodyKind::Multipart(ty) => {
            let rust = in_types(cx, ty);
            (rust.clone(), setting(cx, ty, rust, false))
        }
        BodyKind::Raw(Raw { kind: RawKind::Bytes, .. }) => {
            (quote!(rt::Bytes), text_setting(cx, quote!(rt::Bytes)))
        }
        BodyKind::Raw(Raw { kind: RawKind::Text, .. }) => {
            let string = &cx.paths.string;
            (string.clone(), text_setting(cx, string.clone()))
        }
    };
    let docs = match &body.kind {
        BodyKind::Raw(raw) => Docs::ours(format!("The body, {}.", code(&raw.content_type))),
        _ => Docs::ours("The body."),
    };
    let field = FieldItem {
        ident: names::ident("body"),
        docs,
        ty,
        presence: "required",
        wire: String::from("body"),
        aliases: Vec::new(),
    };
    Part { field, setting, setter: None }
}

/// What `prepare` returns.
pub(super) fn prepare(cx: &Cx<'_>, index: usize, endpoint: &Endpoint) -> TokenStream {
    let idents = cx.names.params.get(index).into_iter().flatten();
    let params = endpoint.params.iter().zip(idents).map(|(param, ident)| sent(cx, param, ident));
    let body = match (&endpoint.request, cx.names.requests.get(index)) {
        (Some(body), Some(Request::Own(..))) => carried(cx, body, &quote!(self), &quote!(self)),
        (Some(body), _) => carried(cx, body, &quote!(&self.body), &quote!(self.body)),
        (None, _) => quote!(.finish()),
    };
    quote!(rt::Outgoing::new(Self::ENDPOINT) #(#params)* #body)
}

fn sent(cx: &Cx<'_>, param: &Param, ident: &Ident) -> TokenStream {
    let name = &param.field.wire;
    let style = param.style.as_ref().map(|style| style.value).unwrap_or_default();
    let value = value(cx, param, ident);
    match (param.place, style) {
        (Place::Path, _) => quote!(.path(#name, #value)),
        (Place::Header, _) => quote!(.header(#name, #value)),
        (Place::Query, ListStyle::Repeat) => quote!(.query(#name, #value)),
        (Place::Query, ListStyle::Comma) => quote!(.query_joined(#name, #value)),
        (Place::Query, ListStyle::Brackets) => quote!(.query_brackets(#name, #value)),
    }
}

fn value(_: &Cx<'_>, _: &Param, ident: &Ident) -> TokenStream {
    quote!(&self.#ident)
}

/// `whole` is the body, `owner` what its fields are reached through.
fn carried(cx: &Cx<'_>, body: &Body, whole: &TokenStream, owner: &TokenStream) -> TokenStream {
    match &body.kind {
        BodyKind::Json(_) => quote!(.json(#whole)),
        BodyKind::Form(ty) => {
            let fields = fields(cx, ty).map(|(name, ident)| quote!(.form(#name, &#owner.#ident)));
            quote!(#(#fields)* .finish())
        }
        BodyKind::Multipart(ty) => {
            let fields = fields(cx, ty).map(|(name, ident)| quote!(.part(#name, &#owner.#ident)));
            quote!(#(#fields)* .finish())
        }
        BodyKind::Raw(Raw { kind: RawKind::Bytes, content_type }) => quote!(.bytes(#content_type, #whole)),
        BodyKind::Raw(Raw { kind: RawKind::Text, content_type }) => quote!(.text(#content_type, #whole)),
    }
}

/// Wire names and fields of the struct that a form is.
fn fields<'a>(cx: &'a Cx<'_>, ty: &'a Type) -> impl Iterator<Item = (&'a str, &'a Ident)> {
    let id = match cx.api.behind_aliases(ty) {
        Type::Named(id) => Some(*id),
        Type::Scalar(_) | Type::List(_) | Type::Map(_) => None,
    };
    let fields = id.and_then(|id| cx.api.ty(id)).into_iter().flat_map(|def| match &def.kind {
        TypeKind::Struct(fields) => fields.as_slice(),
        TypeKind::Enum(_) | TypeKind::Alias(_) => &[],
    });
    let idents = id.and_then(|id| cx.names.members.get(id.0 as usize)).into_iter().flatten();
    fields.map(|field| field.wire.as_str()).zip(idents)
}
