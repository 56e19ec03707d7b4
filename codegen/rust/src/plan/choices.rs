//! Bodies of several media types: the caller sends one of them.

use super::bodies::{BODY, BUILDER, body_type, carried, names_body, raw_method};
use super::docs::{Docs, code, markdown};
use super::names::{self, Name};
use super::syntax::{Expr, Path, RustType};
use super::unions::{self, Candidate};
use super::{ChoiceItem, ChoiceVariant, Conversion, Cx, Usage};
use stubwright_spec::model::{BodyKind, Endpoint, Raw, RawKind, Scalar, Type};

/// A body that is not one of the types is about as large as a text.
const RAW: Type = Type::Scalar(Scalar::String);

/// The enum of an endpoint.
pub(super) fn plan(cx: &Cx<'_>, name: &Name, endpoint: &Endpoint, kinds: &[BodyKind]) -> ChoiceItem {
    let variants: Vec<(&BodyKind, Name)> = kinds.iter().map(|kind| (kind, named(kind))).collect();
    ChoiceItem {
        ident: name.clone(),
        docs: Docs::ours(markdown!("The body of a request of {}.", code(endpoint.name.as_str()))),
        balance: unions::balance(cx, kinds.iter().map(|kind| kind.ty().map_or(&RAW, |ty| &ty.value))),
        conversions: conversions(cx, name, kinds),
        variants: variants.into_iter().map(|(kind, name)| self::variant(cx, endpoint, kind, name)).collect(),
    }
}

fn variant(cx: &Cx<'_>, endpoint: &Endpoint, kind: &BodyKind, ident: Name) -> ChoiceVariant {
    let [builder, body] = [BUILDER, BODY].map(|name| Expr::local(&names::ident(name)));
    let own = |name: &str| Expr::Path(Path::OfSelf(names::ident(name)));
    let (mut form, mut content_type) = (None, None);
    let finished = match kind {
        BodyKind::Form(_) | BodyKind::Multipart(_) => {
            let added = carried(cx, builder.clone(), kind, body.clone(), body.clone());
            let usage = Usage::of(names_body(cx, kind));
            form = Some((names::ident(kind.word()), usage, added));
            own(kind.word()).called([builder, body])
        }
        BodyKind::Raw(raw) => {
            let constant = kind.word().to_uppercase();
            content_type = Some((names::ident(&constant), raw.content_type.value.clone()));
            builder.method(raw_method(raw), [own(&constant), body])
        }
        BodyKind::Stream(name) => {
            let constant = kind.word().to_uppercase();
            content_type = Some((names::ident(&constant), name.value.clone()));
            builder.method("stream", [own(&constant), body])
        }
        BodyKind::Json(_) | BodyKind::OneOf(_) => carried(cx, builder, kind, body.clone(), body),
    };
    ChoiceVariant { ident, docs: docs(kind), ty: body_type(cx, endpoint, kind), finished, form, content_type }
}

/// The conversions into the enum.
pub(super) fn conversions(cx: &Cx<'_>, name: &Name, kinds: &[BodyKind]) -> Vec<Conversion> {
    let candidates: Vec<Candidate> =
        kinds.iter().filter_map(|kind| candidate(cx, kind, &named(kind))).collect();
    unions::conversions_to(cx, name, &candidates)
}

/// The type that converts into a variant.
fn candidate(cx: &Cx<'_>, kind: &BodyKind, variant: &Name) -> Option<Candidate> {
    let raw = |ty| {
        let key = kind.word().to_owned();
        Candidate {
            same: format!("{ty} of a body"),
            key,
            ty: RustType::Runtime(ty),
            variant: variant.clone(),
            held: Expr::path("value"),
        }
    };
    Some(match kind {
        BodyKind::Json(ty) | BodyKind::Form(ty) | BodyKind::Multipart(ty) => {
            Candidate::of(cx, ty, variant, Expr::path("value"))
        }
        BodyKind::Raw(Raw { kind: RawKind::Text, .. }) => Candidate::text(variant),
        BodyKind::Raw(media) if media.is_range() => raw("Media"),
        BodyKind::Raw(_) => raw("Bytes"),
        BodyKind::Stream(_) => raw("Upload"),
        BodyKind::OneOf(_) => return None,
    })
}

/// The variants have the names of the kinds.
fn named(kind: &BodyKind) -> Name {
    names::ident(match kind {
        BodyKind::Json(_) => "Json",
        BodyKind::Form(_) => "Form",
        BodyKind::Multipart(_) => "Multipart",
        BodyKind::Raw(Raw { kind: RawKind::Bytes, .. }) => "Bytes",
        BodyKind::Raw(Raw { kind: RawKind::Text, .. }) => "Text",
        BodyKind::Stream(_) => "Stream",
        BodyKind::OneOf(_) => "OneOf",
    })
}

fn docs(kind: &BodyKind) -> Docs {
    Docs::ours(match kind {
        BodyKind::Json(_) => code("application/json"),
        BodyKind::Form(_) => code("application/x-www-form-urlencoded"),
        BodyKind::Multipart(_) => code("multipart/form-data"),
        BodyKind::Raw(raw) => code(&raw.content_type),
        BodyKind::Stream(content_type) => code(content_type),
        BodyKind::OneOf(_) => return Docs::default(),
    })
}
