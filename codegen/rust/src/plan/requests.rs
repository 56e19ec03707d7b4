//! Requests: the fields that parameters become, and how a request struct becomes an HTTP request.

use super::docs::{Docs, code, markdown};
use super::fields::{Part, Secrecy, Setting, Start, part, setting, with_facts};
use super::names::{self, Name, Request};
use super::rust_types::rust_type;
use super::struct_item::{Head, build};
use super::syntax::{Expr, RustType};
use super::{Cx, FieldItem, FieldKind, Presence, StructItem};
use stubwright_spec::model::preflight::EndpointId;
use stubwright_spec::model::{
    Body, BodyKind, Constant, Direction, Endpoint, Field, FieldRole, IdempotencyKey, KeyField, Param,
    ParamLocation, ParamStyle, Raw, RawKind, Spelling, TextShape, Type, TypeId, TypeKind,
};
use stubwright_spec::source::Spanned;
use stubwright_spec::template::{self, Expansion};

/// The name of the body in a generated request.
pub(super) const BODY: &str = "body";

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
    let body = endpoint.request.as_ref().map(|body| body_part(cx, body));
    let whole = body.as_ref().map(|body| body.field.ty.clone());
    let item = build(cx, head, params(cx, id), body.into_iter().collect());
    let is_alone = item.new.as_ref().is_some_and(|new| new.arguments.len() == 1);
    StructItem { body: whole.filter(|_| is_alone), ..item }
}

fn body_part(cx: &Cx<'_>, body: &Body) -> Part {
    let (ty, setting) = match &body.kind {
        BodyKind::Json(ty) | BodyKind::Form(ty) | BodyKind::Multipart(ty) => {
            let rust = rust_type(cx, ty);
            (rust.clone(), setting(cx, ty, rust))
        }
        BodyKind::Raw(Raw { kind: RawKind::Bytes, .. }) => {
            (RustType::Runtime("Bytes"), Setting::converted(RustType::Runtime("Bytes")))
        }
        BodyKind::Raw(Raw { kind: RawKind::Text, .. }) => {
            (RustType::String, Setting::converted(RustType::String))
        }
        BodyKind::Stream(_) => (RustType::Runtime("Upload"), Setting::converted(RustType::Runtime("Upload"))),
    };
    let docs = match &body.kind {
        BodyKind::Raw(Raw { content_type, .. }) => {
            Docs::ours(markdown!("The request body, {}.", code(content_type)))
        }
        BodyKind::Stream(content_type) => {
            Docs::ours(markdown!("The request body, {}, which is read while it is sent.", code(content_type)))
        }
        BodyKind::Json(_) | BodyKind::Form(_) | BodyKind::Multipart(_) => Docs::ours("The request body."),
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

/// What `prepare` returns.
pub(super) fn prepare(cx: &Cx<'_>, id: EndpointId, endpoint: &Endpoint) -> Expr {
    let builder = Expr::call("rt::RequestBuilder::new", [Expr::path("Self::ENDPOINT")]);
    let builder = endpoint.constants.iter().fold(builder, constant);
    let params = endpoint.params.iter().zip(&cx.names.params[id]);
    let builder = params.fold(builder, |builder, (param, ident)| sent(cx, builder, param, ident));
    match (&endpoint.request, &cx.names.requests[id]) {
        (Some(body), Request::Own(..)) => carried(cx, builder, body, Expr::path("self"), Expr::path("self")),
        (Some(body), _) => {
            let place = Expr::path("self.body");
            carried(cx, builder, body, place.clone().referenced(), place)
        }
        (None, _) => builder.method("finish", []),
    }
}

/// What `is_keyed` returns: whether what the caller sets as a key is there.
pub(super) fn keyed(cx: &Cx<'_>, id: EndpointId, endpoint: &Endpoint) -> Option<Expr> {
    let Some(IdempotencyKey::Field(name)) = &endpoint.key else { return None };
    Some(Expr::call("rt::is_key", [place(cx, id, endpoint, name.as_str())?.referenced()]))
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
            way.into_iter().try_fold(Expr::path(owner), |place, (id, at)| {
                Some(place.field(cx.names.members[id].get(at)?))
            })?
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

/// What is sent for a field. Outside JSON everything is text, so only flags that are 0 and 1 differ, and dates.
fn value(field: &Field, place: Expr) -> Expr {
    if let FieldRole::Fixed(sample) = &field.role {
        return Expr::text(sample.text().unwrap_or_default());
    }
    let form = match field.spelling.as_deref() {
        Some(Spelling::Int) => "rt::AsInt",
        Some(Spelling::Compact) => "rt::AsCompact",
        Some(Spelling::Slashed) => "rt::AsSlashed",
        Some(Spelling::Json) => "rt::AsJson",
        _ => return place.referenced(),
    };
    Expr::call(form, [place.referenced()]).referenced()
}

/// `whole` is the body, `owner` what its fields are reached through.
fn carried(cx: &Cx<'_>, builder: Expr, body: &Body, whole: Expr, owner: Expr) -> Expr {
    let field = |builder: Expr, method, (field, ident): (&Field, &Name)| {
        let value = value(field, owner.clone().field(ident));
        builder.method(method, [Expr::text(field.wire.as_str()), value])
    };
    match &body.kind {
        BodyKind::Json(_) => builder.method("json", [whole]),
        BodyKind::Form(ty) => {
            let all = fields(cx, ty).fold(builder, |builder, at| {
                if is_texts(at.0) || is_text(cx, &at.0.ty) {
                    return field(builder, "form", at);
                }
                let value = owner.clone().field(at.1).referenced();
                builder.method("form_nested", [Expr::text(at.0.wire.as_str()), value])
            });
            all.method("finish", [])
        }
        BodyKind::Multipart(ty) => {
            let all = fields(cx, ty).fold(builder, |builder, at| field(builder, part_method(cx, at.0), at));
            all.method("finish", [])
        }
        BodyKind::Raw(Raw { kind, content_type }) => {
            let method = match kind {
                RawKind::Bytes => "bytes",
                RawKind::Text => "text",
            };
            builder.method(method, [Expr::text(content_type.as_str()), whole])
        }
        BodyKind::Stream(content_type) => {
            builder.method("stream", [Expr::text(content_type.as_str()), whole])
        }
    }
}

/// How a field becomes a part of a multipart body.
fn part_method(cx: &Cx<'_>, field: &Field) -> &'static str {
    if cx.api.is_file(&field.ty) {
        "file"
    } else if is_texts(field) || is_text(cx, &field.ty) {
        "part"
    } else {
        "json_part"
    }
}

/// Whether a value is a text because of how it is written.
fn is_texts(field: &Field) -> bool {
    matches!(field.role, FieldRole::Fixed(_)) || field.spelling.as_deref() == Some(&Spelling::Json)
}

/// Whether a value is a text, or a list of texts that are sent one by one.
fn is_text(cx: &Cx<'_>, ty: &Type) -> bool {
    match cx.api.behind_aliases(ty) {
        Type::List(inner) => cx.api.is_text(inner),
        ty => cx.api.is_text(ty.not_null()),
    }
}

/// The fields of the struct that a form is.
fn fields<'a>(cx: &'a Cx<'_>, ty: &'a Type) -> impl Iterator<Item = (&'a Field, &'a Name)> {
    let id = match cx.api.behind_aliases(ty) {
        Type::Named(id) => Some(*id),
        _ => None,
    };
    let fields = id.into_iter().flat_map(|id| match &cx.api.types[id].kind {
        TypeKind::Struct(fields) => fields.as_slice(),
        TypeKind::Enum(_) | TypeKind::Alias(_) | TypeKind::Union(_) => &[],
    });
    let all = fields.zip(id.into_iter().flat_map(|id| &cx.names.members[id]));
    all.filter(|(field, _)| field.is_there(Direction::Sent))
}
