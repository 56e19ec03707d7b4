//! Encoding objects → how the fields of a form are written.

use super::Cx;
use super::document::At;
use super::draft::{Use, referred};
use super::media::{Media, media};
use super::params::Shape;
use crate::ast::{Field, ParamStyle, Spelling, TypeExprKind, TypeKind};
use crate::http::is_content_type;
use crate::source::Spanned;

/// The effect of an encoding object on a field.
enum Encoded {
    /// It is written in this way anyway.
    AsUsual,
    /// JSON in a text.
    Json,
    /// A list whose name ends in brackets.
    Brackets,
    /// A text that has a media type of bytes.
    File,
    /// A list with something between its elements.
    Joined(ParamStyle),
    /// A text of a media type.
    Typed(String),
    /// A way that the format does not have.
    Other(String),
}

impl<'a> Cx<'a> {
    /// Writes the fields of a form as the `encoding` of its media type says.
    pub(super) fn encode(&mut self, of: At<'a>, form: &Use, is_multipart: bool) {
        let TypeExprKind::Name(name) = &form.kind else { return };
        let Some(id) = referred(name) else { return };
        for (name, at) in of.get("encoding").into_iter().flat_map(At::entries) {
            let Some(field) = self.fields_of(id).iter().find(|field| field.wire.value == name.text) else {
                continue;
            };
            let shape = self.shape(&field.ty.kind, 0);
            let encoded = match word(&field.ty.kind) {
                "file" => continue,
                word if is_multipart => in_part(at, shape, word == "string"),
                _ => in_form(at, shape),
            };
            let mut fields = self.drafts.get_mut(id).and_then(|draft| draft.kind.as_mut());
            let field = match &mut fields {
                Some(TypeKind::Struct(fields)) => {
                    fields.iter_mut().find(|field| field.wire.value == name.text)
                }
                _ => None,
            };
            match (encoded, field) {
                (Encoded::Json, Some(field)) => {
                    field.spelling = Some(Spanned::new(Spelling::Json, at.span()))
                }
                (Encoded::Brackets, Some(field)) => field.wire.value.push_str("[]"),
                (Encoded::File, Some(field)) => become_file(&mut field.ty.kind),
                (Encoded::Joined(style), Some(field)) => field.style = Some(Spanned::new(style, at.span())),
                (Encoded::Typed(name), Some(field)) => {
                    field.content_type = Some(Spanned::new(name, at.span()));
                }
                (Encoded::Other(how), _) => self.ignore(at, format!("`{}` is not sent {how}", name.text)),
                _ => {}
            }
        }
    }

    fn fields_of(&self, id: usize) -> &[Field] {
        match self.drafts.get(id).and_then(|draft| draft.kind.as_ref()) {
            Some(TypeKind::Struct(fields)) => fields,
            _ => &[],
        }
    }
}

/// The name of a type or of the elements of a list.
fn word(kind: &TypeExprKind) -> &str {
    match kind {
        TypeExprKind::Name(name) => name,
        TypeExprKind::List(inner) | TypeExprKind::Nullable(inner) | TypeExprKind::Limited(inner, _) => {
            word(&inner.kind)
        }
        _ => "",
    }
}

fn become_file(kind: &mut TypeExprKind) {
    match kind {
        TypeExprKind::List(inner) | TypeExprKind::Nullable(inner) => become_file(&mut inner.kind),
        _ => *kind = TypeExprKind::Name(String::from("file")),
    }
}

/// Of a form: `contentType` counts where no keyword of a style is there (OpenAPI 3.1, Encoding Object).
fn in_form(at: At<'_>, shape: Shape) -> Encoded {
    let content_type = at.text("contentType").unwrap_or_default();
    if !["style", "explode", "allowReserved"].iter().any(|key| at.has(key)) {
        let is_json = shape != Shape::Text && is_json(content_type);
        return if is_json { Encoded::Json } else { Encoded::AsUsual };
    }
    let style = at.text("style").unwrap_or("form");
    let explode = if at.has("explode") { at.flag("explode") } else { style == "form" };
    match (shape, style, explode) {
        (Shape::Text, ..) | (Shape::List, "form", true) => Encoded::AsUsual,
        (Shape::List, "form", false) => Encoded::Joined(ParamStyle::Comma),
        (Shape::List, "spaceDelimited", false) => Encoded::Joined(ParamStyle::Space),
        (Shape::List, "pipeDelimited", false) => Encoded::Joined(ParamStyle::Pipe),
        (Shape::List, "deepObject", _) => Encoded::Brackets,
        (Shape::Object | Shape::Nested, "deepObject", _) => Encoded::AsUsual,
        _ => Encoded::Other(format!("in the style `{style}` with `explode: {explode}`")),
    }
}

/// Of a multipart body: a part is a text without a type, JSON, or a file.
fn in_part(at: At<'_>, shape: Shape, is_text: bool) -> Encoded {
    let Some(content_type) = at.text("contentType") else { return Encoded::AsUsual };
    if is_text && media(content_type) == Media::Bytes {
        return Encoded::File;
    }
    // Of several types, the first one; a part has no range (OpenAPI 3.1, Encoding Object).
    let first = content_type.split(',').next().unwrap_or_default().trim();
    let is_one = is_content_type(first) && !first.contains('*');
    match shape {
        Shape::Text | Shape::List if first.eq_ignore_ascii_case("text/plain") => Encoded::AsUsual,
        Shape::Text | Shape::List if is_one => Encoded::Typed(first.to_owned()),
        Shape::Object | Shape::Nested if is_json(content_type) => Encoded::AsUsual,
        _ => Encoded::Other(format!("as a part of the type `{content_type}`")),
    }
}

fn is_json(content_type: &str) -> bool {
    media(content_type) == Media::Json
}
