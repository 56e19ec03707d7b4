//! Bodies of requests: their types, and how a request builder gets them.

use super::Cx;
use super::names::Name;
use super::rust_types::rust_type;
use super::syntax::{Expr, RustType};
use stubwright_spec::model::{
    BodyKind, Direction, Endpoint, Field, FieldRole, ParamStyle, Raw, RawKind, Spelling, Type, TypeKind,
};

/// The name of the body in a generated request.
pub(super) const BODY: &str = "body";

/// The name of the builder where it is an argument.
pub(super) const BUILDER: &str = "builder";

/// The type of the body in a generated request, without the `Option` around one that may be missing.
pub(super) fn body_type(cx: &Cx<'_>, endpoint: &Endpoint, kind: &BodyKind) -> RustType {
    match kind {
        BodyKind::Json(ty) | BodyKind::Form(ty) | BodyKind::Multipart(ty) => rust_type(cx, ty),
        BodyKind::Raw(Raw { kind: RawKind::Text, .. }) => RustType::String,
        BodyKind::Raw(media) if media.is_range() => RustType::Runtime("Media"),
        BodyKind::Raw(_) => RustType::Runtime("Bytes"),
        BodyKind::Stream(_) => RustType::Runtime("Upload"),
        BodyKind::OneOf(_) => RustType::Api(cx.names.choice(endpoint), None),
    }
}

/// The expression that is sent for a field. Outside JSON everything is text, so only flags that are 0 and 1 differ, and
/// dates.
pub(super) fn value(field: &Field, place: Expr) -> Expr {
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
pub(super) fn carried(cx: &Cx<'_>, builder: Expr, kind: &BodyKind, whole: Expr, owner: Expr) -> Expr {
    let field = |builder: Expr, method, (field, ident): (&Field, &Name)| {
        let value = value(field, owner.clone().field(ident));
        builder.method(method, [Expr::text(field.wire.as_str()), value])
    };
    match kind {
        BodyKind::OneOf(_) => owner.method("finish", [builder]),
        BodyKind::Json(_) => builder.method("json", [whole]),
        BodyKind::Form(ty) => {
            let all = fields(cx, ty).fold(builder, |builder, at| {
                if is_texts(at.0) || is_text(cx, &at.0.ty) {
                    return field(builder, form_method(at.0), at);
                }
                let value = owner.clone().field(at.1).referenced();
                builder.method("form_nested", [Expr::text(at.0.wire.as_str()), value])
            });
            all.method("finish", [])
        }
        BodyKind::Multipart(ty) => {
            let all = fields(cx, ty).fold(builder, |builder, at| {
                let Some(content_type) = at.0.content_type.as_ref() else {
                    return field(builder, part_method(cx, at.0), at);
                };
                let value = value(at.0, owner.clone().field(at.1));
                let texts = [at.0.wire.as_str(), content_type.as_str()].map(Expr::text);
                builder.method("part_of_type", texts.into_iter().chain([value]))
            });
            all.method("finish", [])
        }
        BodyKind::Raw(raw) => builder.method(raw_method(raw), [Expr::text(raw.content_type.as_str()), whole]),
        BodyKind::Stream(content_type) => {
            builder.method("stream", [Expr::text(content_type.as_str()), whole])
        }
    }
}

/// Whether a value of the body is sent: a form can consist of constants alone.
pub(super) fn names_body(cx: &Cx<'_>, kind: &BodyKind) -> bool {
    match kind {
        BodyKind::Form(ty) | BodyKind::Multipart(ty) => {
            fields(cx, ty).any(|(field, _)| !matches!(field.role, FieldRole::Fixed(_)))
        }
        BodyKind::Json(_) | BodyKind::Raw(_) | BodyKind::Stream(_) | BodyKind::OneOf(_) => true,
    }
}

/// The method of the builder for a raw body.
pub(super) fn raw_method(raw: &Raw) -> &'static str {
    match raw.kind {
        RawKind::Bytes if raw.is_range() => "media",
        RawKind::Bytes => "bytes",
        RawKind::Text => "text",
    }
}

/// How a text or a list of texts becomes a field of a form.
fn form_method(field: &Field) -> &'static str {
    match field.style.as_deref() {
        Some(ParamStyle::Comma) => "form_joined",
        Some(ParamStyle::Space) => "form_spaced",
        Some(ParamStyle::Pipe) => "form_piped",
        _ => "form",
    }
}

/// How a field becomes a part of a multipart body.
fn part_method(cx: &Cx<'_>, field: &Field) -> &'static str {
    if cx.api.is_file(&field.ty) {
        "file"
    } else if is_texts(field) || is_text(cx, &field.ty) {
        "part"
    } else if matches!(cx.api.behind_aliases(&field.ty), Type::List(_)) {
        "json_parts"
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
