//! Requests: the fields that parameters become, and how a request struct becomes an HTTP request.

use super::bodies::{BODY, BUILDER, body_type, carried, names_body, value};
use super::docs::{Docs, code, markdown};
use super::fields::{Part, Secrecy, Setting, Start, part, setting, with_facts};
use super::names::{self, Name, Request};
use super::struct_item::{Head, build};
use super::syntax::{Expr, Path, Pattern, RustType};
use super::{Cx, FieldItem, FieldKind, Presence, StructItem, choices};
use stubwright_spec::model::preflight::EndpointId;
use stubwright_spec::model::{
    Body, BodyKind, Constant, Endpoint, IdempotencyKey, KeyField, Param, ParamLocation, ParamStyle,
    TextShape, TypeId,
};
use stubwright_spec::source::Spanned;
use stubwright_spec::template::{self, Expansion};

/// The fields of parameters for a type that is the request struct of an endpoint.
pub(super) fn own_params(cx: &Cx<'_>, id: TypeId) -> Vec<Part> {
    cx.names.owners[id].map(|endpoint| params(cx, endpoint)).unwrap_or_default()
}

fn params(cx: &Cx<'_>, id: EndpointId) -> Vec<Part> {
    let params = cx.api.endpoints[id].params.iter().zip(&cx.names.params[id]);
    params.map(|(param, ident)| param_part(cx, id, param, ident)).collect()
}

/// Whether a parameter is `{+name}` in the path.
fn in_segments(cx: &Cx<'_>, id: EndpointId, name: &str) -> bool {
    let variables = template::variables(cx.api.endpoints[id].path.as_str()).unwrap_or_default();
    variables.iter().any(|variable| variable.name == name && variable.expansion == Expansion::Segments)
}

fn param_part(cx: &Cx<'_>, id: EndpointId, param: &Param, ident: &Name) -> Part {
    let mut part = part(cx, None, &param.field, ident);
    let wire = code(&param.field.wire);
    let place = match param.place {
        ParamLocation::Path if in_segments(cx, id, &param.field.wire) => {
            markdown!("{} in the path, of which it can be several segments", wire)
        }
        ParamLocation::Path => markdown!("{} in the path", wire),
        ParamLocation::Query => markdown!("{} in the query", wire),
        ParamLocation::Header => markdown!("header {}", wire),
        ParamLocation::Cookie => markdown!("cookie {}", wire),
    };
    let docs = Docs::vendor_with(param.field.doc.as_ref(), place);
    part.field.docs = with_facts(cx, &param.field, docs);
    part.key = format!("{}:{}", param.place.word(), param.field.key.value);
    part
}

/// A request struct that no type of the spec provides. It is not on the wire: its parts are.
pub(super) fn wrapper(cx: &Cx<'_>, id: EndpointId, endpoint: &Endpoint, ident: &Name) -> StructItem {
    let docs = Docs::ours(markdown!("The request of {}.", code(endpoint.name.as_str())));
    let head = Head {
        ident: ident.clone(),
        parameter: None,
        docs,
        is_built: true,
        wire: None,
        fixed: Vec::new(),
        is_endless: false,
    };
    let body = endpoint.request.as_ref().map(|body| body_part(cx, endpoint, body));
    let item = build(cx, head, params(cx, id), body.into_iter().collect());
    let is_alone = item.new.as_ref().is_some_and(|new| new.arguments.len() == 1);
    let made_from = endpoint.request.as_ref().filter(|_| is_alone);
    StructItem {
        made_from: made_from.map(|body| made_from_body(cx, endpoint, body)).unwrap_or_default(),
        ..item
    }
}

/// The conversions into a request that needs nothing but its body: from the body, and from the types that convert into
/// it.
fn made_from_body(cx: &Cx<'_>, endpoint: &Endpoint, body: &Body) -> Vec<(RustType, Expr)> {
    let value = Expr::local(&names::ident(BODY));
    let whole = (body_type(cx, endpoint, &body.kind), value.clone());
    let BodyKind::OneOf(kinds) = &body.kind else { return vec![whole] };
    let name = cx.names.choice(endpoint);
    let converted = choices::conversions(cx, &name, kinds).into_iter().map(|conversion| {
        let from = Expr::Path(Path::OfApiOurs(name.clone(), "from"));
        (conversion.ty, from.called([value.clone()]))
    });
    std::iter::once(whole).chain(converted).collect()
}

fn body_part(cx: &Cx<'_>, endpoint: &Endpoint, body: &Body) -> Part {
    let rust = body_type(cx, endpoint, &body.kind);
    let (ty, setting) = match body.kind.ty() {
        // A body that was required before is taken as it was.
        _ if body.optional => (rust.clone().optional(), Setting::converted(rust.optional())),
        Some(ty) => (rust.clone(), setting(cx, ty, rust)),
        None => (rust.clone(), Setting::converted(rust)),
    };
    let docs = match &body.kind {
        BodyKind::Raw(raw) => Docs::ours(markdown!("The request body, {}.", code(&raw.content_type))),
        BodyKind::Stream(content_type) => {
            Docs::ours(markdown!("The request body, {}, which is read while it is sent.", code(content_type)))
        }
        _ if body.optional => Docs::ours("The request body; `None` if there is none."),
        BodyKind::Json(_) | BodyKind::Form(_) | BodyKind::Multipart(_) | BodyKind::OneOf(_) => {
            Docs::ours("The request body.")
        }
    };
    let field = FieldItem {
        ident: names::ident("body"),
        docs,
        ty,
        kind: FieldKind { presence: Presence::Required, value: None, spelling: "", received: "", secret: "" },
        wire: String::from("body"),
        aliases: Vec::new(),
    };
    Part { key: String::from(BODY), field, start: Start::Argument(setting), secrecy: Secrecy::Shown }
}

/// The value of `prepare`.
pub(super) fn prepare(cx: &Cx<'_>, id: EndpointId, endpoint: &Endpoint) -> Expr {
    let builder = Expr::call("rt::RequestBuilder::new", [Expr::path("Self::ENDPOINT")]);
    let builder = endpoint.constants.iter().fold(builder, constant);
    let params = endpoint.params.iter().zip(&cx.names.params[id]);
    let builder = params.fold(builder, |builder, (param, ident)| sent(cx, builder, param, ident));
    match (&endpoint.request, &cx.names.requests[id]) {
        (Some(body), Request::Own(..)) => {
            let builder = if body.optional { builder.method("leave_empty", []) } else { builder };
            carried(cx, builder, &body.kind, Expr::path("self"), Expr::path("self"))
        }
        (Some(body), _) if body.optional || matches!(body.kind, BodyKind::OneOf(_)) => {
            let [inner, name] = [BUILDER, BODY].map(names::ident);
            let argument =
                if names_body(cx, &body.kind) { Pattern::Name(name.clone()) } else { Pattern::Any };
            let place = Expr::local(&name);
            let added = carried(cx, Expr::local(&inner), &body.kind, place.clone(), place);
            let add = Expr::closure([Pattern::Name(inner), argument], added);
            let method = if body.optional { "body_if" } else { "body_of" };
            builder.method(method, [Expr::path("self.body").referenced(), add])
        }
        (Some(body), _) => {
            let place = Expr::path("self.body");
            carried(cx, builder, &body.kind, place.clone().referenced(), place)
        }
        (None, _) => builder.method("finish", []),
    }
}

/// The value of `is_keyed`: whether the key that the caller sets is there.
pub(super) fn keyed(cx: &Cx<'_>, id: EndpointId, endpoint: &Endpoint) -> Option<Expr> {
    let Some(IdempotencyKey::Field(name)) = &endpoint.key else { return None };
    if let (Some(KeyField::Body(way, _)), Request::Wrapper(_), true) =
        (cx.api.key_field(endpoint, name.as_str()), &cx.names.requests[id], endpoint.has_optional_body())
    {
        let body = names::ident(BODY);
        let field = along(cx, Expr::local(&body), way)?;
        let is_key = Expr::call("rt::is_key", [field.referenced()]);
        return Some(Expr::path("self.body").method("as_ref", []).with("is_some_and", &body, is_key));
    }
    Some(Expr::call("rt::is_key", [place(cx, id, endpoint, name.as_str())?.referenced()]))
}

/// The field that a way through structs leads to.
fn along(cx: &Cx<'_>, place: Expr, way: Vec<(TypeId, usize)>) -> Option<Expr> {
    way.into_iter().try_fold(place, |place, (id, at)| Some(place.field(cx.names.members[id].get(at)?)))
}

/// The field of the request struct for a field of the body or a parameter, by its name on the wire.
pub(super) fn place(cx: &Cx<'_>, id: EndpointId, endpoint: &Endpoint, wire: &str) -> Option<Expr> {
    Some(match cx.api.key_field(endpoint, wire)? {
        KeyField::Param(at, _) => Expr::path("self").field(cx.names.params[id].get(at)?),
        KeyField::Body(way, _) => {
            let owner = match &cx.names.requests[id] {
                Request::Own(..) => "self",
                Request::Wrapper(_) => "self.body",
            };
            along(cx, Expr::path(owner), way)?
        }
    })
}

fn constant(builder: Expr, constant: &Constant) -> Expr {
    let name = Expr::text(constant.wire.as_str());
    let method = match (constant.place, &constant.value) {
        (ParamLocation::Query | ParamLocation::Path, None) => return builder.method("query_flag", [name]),
        (ParamLocation::Query | ParamLocation::Path, Some(_)) => "query",
        (ParamLocation::Header, _) => "header",
        (ParamLocation::Cookie, _) => "cookie",
    };
    let value = constant.value.as_ref().map(Spanned::as_str).unwrap_or_default();
    builder.method(method, [name, Expr::text(value)])
}

fn sent(cx: &Cx<'_>, builder: Expr, param: &Param, ident: &Name) -> Expr {
    let place = Expr::path("self").field(ident);
    let shape = cx.api.field_shape(&param.field);
    let is_simple = matches!(shape, TextShape::Text | TextShape::List);
    let mut value = if is_simple { value(&param.field, place) } else { place.referenced() };
    if param.place == ParamLocation::Query && param.style() == ParamStyle::Brackets && !is_simple {
        return builder.method("query_nested", [Expr::text(param.field.wire.as_str()), value]);
    }
    if !is_simple {
        value = Expr::call("rt::AsTexts", [value]).referenced();
    }
    if param.allow_reserved {
        value = Expr::call("rt::KeepReserved", [value]).referenced();
    }
    let (method, style, name) = match (param.place, param.style()) {
        // The name in the path is the key.
        (ParamLocation::Path, ParamStyle::Comma) => ("path", None, &param.field.key.value),
        (ParamLocation::Path, style) => ("path_styled", Some(style), &param.field.key.value),
        (ParamLocation::Header, ParamStyle::Pairs) => ("header_pairs", None, &param.field.wire.value),
        (ParamLocation::Header, _) => ("header", None, &param.field.wire.value),
        (ParamLocation::Cookie, ParamStyle::Comma) => ("cookie_joined", None, &param.field.wire.value),
        (ParamLocation::Cookie, _) => ("cookie", None, &param.field.wire.value),
        (ParamLocation::Query, ParamStyle::Comma) => ("query_joined", None, &param.field.wire.value),
        (ParamLocation::Query, ParamStyle::Brackets) => ("query_brackets", None, &param.field.wire.value),
        (ParamLocation::Query, ParamStyle::Space) => ("query_spaced", None, &param.field.wire.value),
        (ParamLocation::Query, ParamStyle::Pipe) => ("query_piped", None, &param.field.wire.value),
        (ParamLocation::Query, _) => ("query", None, &param.field.wire.value),
    };
    let style = style.map(path_style);
    builder.method(method, style.into_iter().chain([Expr::text(name.as_str()), value]))
}

/// The style of a parameter in the path, where it is not the default.
fn path_style(style: ParamStyle) -> Expr {
    Expr::path(match style {
        ParamStyle::Label => "rt::PathStyle::Label",
        ParamStyle::LabelRepeat => "rt::PathStyle::LabelRepeat",
        ParamStyle::Matrix => "rt::PathStyle::Matrix",
        ParamStyle::MatrixRepeat => "rt::PathStyle::MatrixRepeat",
        _ => "rt::PathStyle::Pairs",
    })
}
