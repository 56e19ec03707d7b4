//! Request bodies.

use super::Cx;
use super::document::At;
use super::draft::{Place, Role, Use, referred};
use super::media::{Media, media};
use super::objects::{is_binary, rest_of};
use super::parts::{has, kinds, last_of};
use crate::ast::{Body, BodyKind, Field, FieldRole, Method, Raw, RawKind, TypeExpr, TypeExprKind, TypeKind};
use crate::source::Spanned;

/// A media type and its schema.
pub(super) struct Content<'a> {
    pub(super) media: Media,
    pub(super) name: Spanned<String>,
    pub(super) at: At<'a>,
    pub(super) schema: Option<At<'a>>,
}

impl Content<'_> {
    /// The content type of JSON that is not `application/json`.
    pub(super) fn own_type(&self) -> Option<&Spanned<String>> {
        let essence = self.name.split(';').next().unwrap_or_default().trim();
        let is_own = self.media == Media::Json && essence != "application/json" && !essence.contains('*');
        is_own.then_some(&self.name)
    }
}

/// A content type that all bodies of one kind have: a range (RFC 9110 section 12.5.1) where they differ.
pub(super) fn common_type(content: &Content<'_>, all: &[Content<'_>]) -> Spanned<String> {
    let names: Vec<&str> =
        all.iter().filter(|other| other.media == content.media).map(|other| other.name.as_str()).collect();
    let essence = |name: &str| name.split(';').next().unwrap_or_default().trim().to_owned();
    let kind = |name: &str| essence(name).split('/').next().unwrap_or_default().to_owned();
    let own = content.name.as_str();
    let common = if names.iter().all(|name| essence(name) == essence(own)) {
        own.to_owned()
    } else if names.iter().all(|name| kind(name) == kind(own)) {
        format!("{}/*", kind(own))
    } else {
        String::from("*/*")
    };
    Spanned::new(common, content.name.span)
}

impl<'a> Cx<'a> {
    /// The media types of a body, JSON first; one for each kind of body.
    pub(super) fn contents(&mut self, of: At<'a>) -> Vec<Content<'a>> {
        let mut contents: Vec<Content<'a>> = Vec::new();
        let content = self.inner(of, "content");
        for (name, at) in content.into_iter().flat_map(At::entries) {
            let at = self.part(at);
            let schema = at.get("schema");
            let mut media = media(name.text);
            // `*/*` with a schema that is not a file is written by generators that know JSON only.
            if name.text.trim() == "*/*" && schema.is_some_and(|schema| !self.is_raw(schema)) {
                media = Media::Json;
            }
            if media == Media::Json && schema.is_some_and(|schema| self.is_file(schema)) {
                media = Media::Bytes;
            }
            let name = Spanned::new(name.text.trim().to_owned(), name.span);
            contents.push(Content { media, name, at, schema });
        }
        contents.sort_by_key(|content| (content.media, content.own_type().is_some()));
        contents
    }

    /// Whether a schema is a text, or says nothing.
    fn is_raw(&mut self, schema: At<'a>) -> bool {
        let parts = self.flat(schema);
        matches!(kinds(&parts).as_slice(), ["string"])
            || is_binary(&parts)
            || !super::parts::constrains(schema, &[]) && !schema.has("$ref")
    }

    fn is_file(&mut self, schema: At<'a>) -> bool {
        let parts = self.flat(schema);
        is_binary(&parts)
    }

    /// The body of an operation, and its content type if that is not the usual one of such bodies.
    pub(super) fn body(
        &mut self,
        method: Method,
        at: At<'a>,
        place: &Place,
    ) -> Option<(Body, Option<Spanned<String>>)> {
        let at = self.part(at);
        let place = self.place_in(at, "Request").unwrap_or_else(|| place.clone());
        let mut contents = self.contents(at);
        if contents.is_empty() {
            return None;
        }
        if matches!(method, Method::Get | Method::Head | Method::Trace) {
            self.ignore(
                at,
                format!("a {} request has no body (RFC 9110 section 9.3), so it is left out", method.verb()),
            );
            return None;
        }
        // Bytes of several types are one body, whose type the caller gives.
        if let Some(first) = contents.iter().position(|content| content.media == Media::Bytes) {
            contents[first].name = common_type(&contents[first], &contents);
        }
        contents.dedup_by_key(|content| content.media);
        let is_same = self.have_one_schema(&contents);
        if is_same {
            contents.truncate(1);
        }
        let is_one = contents.len() == 1;
        let mut bodies = Vec::new();
        for content in &contents {
            let step = match content.media {
                _ if is_one => "Request",
                Media::Json => "Json",
                Media::Form => "Form",
                Media::Multipart => "Multipart",
                Media::Text | Media::Events | Media::Bytes => "Raw",
            };
            bodies.extend(self.body_of(content, &place, step, is_one));
        }
        let own_type = contents.first().filter(|_| is_one).and_then(Content::own_type).cloned();
        let kind = if bodies.len() > 1 { BodyKind::OneOf(bodies) } else { bodies.pop()? };
        Some((Body { span: at.span().at_start().into(), kind, optional: !at.flag("required") }, own_type))
    }

    /// Whether all media types have the same schema, so that the first one says it all.
    fn have_one_schema(&mut self, contents: &[Content<'a>]) -> bool {
        let mut schemas = contents.iter().map(|content| {
            let is_raw = matches!(content.media, Media::Text | Media::Events | Media::Bytes);
            content.schema.filter(|_| !is_raw)
        });
        let Some(Some(first)) = schemas.next() else { return contents.is_empty() };
        schemas.all(|schema| schema.is_some_and(|schema| self.is_same_schema(first, schema)))
    }

    /// Whether two schemas are one component, or written in the same way.
    pub(super) fn is_same_schema(&mut self, one: At<'a>, other: At<'a>) -> bool {
        match (self.component_of(one), self.component_of(other)) {
            (None, None) => self.texts.text(one.span()) == self.texts.text(other.span()),
            (one, other) => one == other,
        }
    }

    fn body_of(
        &mut self,
        content: &Content<'a>,
        place: &Place,
        step: &str,
        is_whole: bool,
    ) -> Option<BodyKind> {
        let own = place.with(step);
        Some(match content.media {
            Media::Json => {
                let found = match content.schema {
                    Some(schema) => self.used(schema, &own),
                    None => Use::word("any"),
                };
                self.whole(&found, &own, is_whole);
                BodyKind::Json(self.not_null(found, content.schema.unwrap_or(content.at)))
            }
            Media::Form => BodyKind::Form(self.form(content, &own, is_whole)?),
            Media::Multipart => BodyKind::Multipart(self.multipart(content, &own, is_whole)?),
            Media::Text => BodyKind::Raw(Raw { kind: RawKind::Text, content_type: content.name.clone() }),
            Media::Events | Media::Bytes => {
                BodyKind::Raw(Raw { kind: RawKind::Bytes, content_type: content.name.clone() })
            }
        })
    }

    /// Marks a struct that is the whole body; any other type that is written here is the
    /// body of a struct that has its name.
    fn whole(&mut self, found: &Use, own: &Place, is_whole: bool) {
        let TypeExprKind::Name(name) = &found.kind else { return };
        let Some(draft) = referred(name).and_then(|id| self.drafts.get_mut(id)) else { return };
        if draft.role == Role::Inline && draft.place == *own {
            match draft.kind {
                Some(TypeKind::Struct(_)) if is_whole => draft.role = Role::Body,
                _ if is_whole => draft.place.way.push(String::from("Body")),
                _ => {}
            }
        }
    }

    fn not_null(&self, found: Use, at: At<'a>) -> TypeExpr {
        self.expr(Use { null: false, ..found }, at)
    }

    fn form(&mut self, content: &Content<'a>, own: &Place, is_whole: bool) -> Option<TypeExpr> {
        let Some(schema) = content.schema else {
            self.ignore(content.at, String::from("a form without a schema is left out"));
            return None;
        };
        let parts = self.flat(schema);
        // An encoding holds for this form: the form has a struct of its own, even where its schema is a component.
        let is_encoded = content.at.get("encoding").is_some_and(|at| at.entries().next().is_some());
        let is_open = rest_of(&parts).is_some();
        if is_encoded || is_open || has(&parts, "oneOf") || has(&parts, "anyOf") {
            return self.fields_of_form(content, own, is_whole);
        }
        let found = self.used(schema, own);
        self.whole(&found, own, is_whole);
        let is_struct = match &found.kind {
            TypeExprKind::Name(name) => {
                referred(name).is_some_and(|id| matches!(self.drafts[id].kind, Some(TypeKind::Struct(_))))
            }
            _ => false,
        };
        if !is_struct {
            self.ignore(content.at, String::from("a form without properties is left out"));
            return None;
        }
        Some(self.not_null(found, schema))
    }

    /// A form with files is a struct of its own, even where its schema is a component: no other use of that has files.
    fn multipart(&mut self, content: &Content<'a>, own: &Place, is_whole: bool) -> Option<TypeExpr> {
        self.is_form = true;
        let found = self.fields_of_form(content, own, is_whole);
        self.is_form = false;
        found
    }

    /// The struct of a form. For a union, it has the fields of all members, each of which may be absent.
    fn fields_of_form(&mut self, content: &Content<'a>, own: &Place, is_whole: bool) -> Option<TypeExpr> {
        let Some(schema) = content.schema else {
            self.ignore(content.at, String::from("a form without a schema is left out"));
            return None;
        };
        let mut parts = self.flat(schema);
        let members = last_of(&parts, "oneOf").or_else(|| last_of(&parts, "anyOf"));
        let without_members = parts.len();
        for member in members.into_iter().flat_map(At::items) {
            let more = self.flat(member);
            parts.splice(0..0, more);
        }
        let is_union = parts.len() > without_members;
        let found = self.object(&parts, own, None);
        let TypeExprKind::Name(name) = &found.kind else {
            self.ignore(content.at, String::from("a form without properties is left out"));
            return None;
        };
        let mut rest = None;
        if let Some(draft) = referred(name).and_then(|id| self.drafts.get_mut(id)) {
            draft.role = if is_whole { Role::Body } else { Role::Inline };
            if let Some(TypeKind::Struct(fields)) = &mut draft.kind {
                rest = fields.extract_if(.., |field| field.role == FieldRole::Rest).next();
                fields.iter_mut().filter(|_| is_union).for_each(|field: &mut Field| field.optional = true);
            }
        }
        if let Some(rest) = rest {
            let message = String::from("fields of a form that are not properties are left out");
            self.note_part(rest.key.span, message);
        }
        self.encode(content.at, &found, self.is_form);
        Some(self.not_null(found, schema))
    }
}
