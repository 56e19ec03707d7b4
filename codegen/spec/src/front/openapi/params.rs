//! Parameter objects → parameters.

use std::collections::BTreeSet;

use super::Cx;
use super::document::{At, LiteralKind};
use super::draft::{Place, Role, Use, referred};
use super::media::{Media, media};
use super::objects::{sample_of, word_of};
use super::parts::with_notes;
use super::words::snake;
use crate::ast::{
    Body, Field, FieldRole, Idempotent, Method, Param, ParamLocation, ParamStyle, Sample, SampleKind,
    Spelling, TypeExpr, TypeExprKind, TypeKind,
};
use crate::front::extensions::GENERATED;
use crate::http::is_token;
use crate::source::Spanned;

/// The shape of values as texts, as far as a parameter is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    Text,
    List,
    Object,
    Nested,
}

/// Headers that a parameter cannot set (OpenAPI 3.1, Parameter Object).
const NOT_PARAMETERS: &[&str] = &["accept", "content-type", "authorization"];

/// The header of draft-ietf-httpapi-idempotency-key-header.
const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// The parameters of an operation.
pub(super) struct Params {
    pub(super) params: Vec<Param>,
    pub(super) idempotent: Option<Idempotent>,
    /// The path, with the names of its parameters as keys.
    pub(super) path: Spanned<String>,
}

impl<'a> Cx<'a> {
    /// The parameters of an operation: those of its path, and its own, which replace them.
    pub(super) fn params(
        &mut self,
        method: Method,
        path: Spanned<String>,
        of: [At<'a>; 2],
        place: &Place,
    ) -> Params {
        let mut all: Vec<(String, String, At<'a>)> = Vec::new();
        let lists = of.map(|at| self.inner(at, "parameters"));
        for at in lists.into_iter().flatten().flat_map(At::items) {
            let at = self.part(at);
            if at.flag(GENERATED) {
                continue;
            }
            let (Some(name), Some(location)) = (at.text("name"), at.text("in")) else {
                if !at.has("$ref") {
                    self.ignore(at, String::from("a parameter without `name` and `in` is left out"));
                }
                continue;
            };
            let same =
                |(known, known_in, _): &(String, String, At<'a>)| known == name && known_in == location;
            match all.iter().position(same) {
                Some(index) => all[index].2 = at,
                None => all.push((name.to_owned(), location.to_owned(), at)),
            }
        }
        let target = super::paths::target(path.as_str());
        let mut out = Params {
            params: Vec::new(),
            idempotent: None,
            path: Spanned::new(target.path.clone(), path.span),
        };
        let mut taken: BTreeSet<String> = target.names.iter().map(|(_, key)| key.clone()).collect();
        let mut rest = Vec::new();
        let in_path: BTreeSet<String> =
            all.iter().filter(|(_, location, _)| location == "path").map(|(name, ..)| name.clone()).collect();
        for (name, location, at) in all {
            match target.names.iter().find(|(own, _)| *own == name) {
                Some((_, key)) if location == "path" || !in_path.contains(&name) => {
                    out.params.push(self.path_param(key, at, place));
                }
                _ => rest.push((name, location, at)),
            }
        }
        for (_, key) in &target.names {
            if out.params.iter().all(|param| param.field.key.value != *key) {
                let ty =
                    TypeExpr { span: path.span.into(), kind: TypeExprKind::Name(String::from("string")) };
                out.params
                    .push(param(Field::new(Spanned::new(key.clone(), path.span), ty), ParamLocation::Path));
            }
        }
        for (name, location, at) in rest {
            self.other_param(method, (&name, &location), at, place, &mut taken, &mut out);
        }
        self.keep_members_apart(&mut out.params);
        out
    }

    /// An object whose members are pairs of their own has them in brackets where another parameter has the name of one.
    fn keep_members_apart(&mut self, params: &mut Vec<Param>) {
        let spread = |this: &Self, param: &Param| {
            let is_spread = param.style.is_none()
                && param.field.spelling.is_none()
                && matches!(param.place.as_deref(), Some(ParamLocation::Query | ParamLocation::Cookie))
                && this.shape(&param.field.ty.kind, 0) == Shape::Object;
            if is_spread { this.members(&param.field.ty.kind) } else { Vec::new() }
        };
        let mut taken: BTreeSet<(&str, String)> = BTreeSet::new();
        let place = |param: &Param| param.place.as_ref().map_or("", |place| place.word());
        for param in params.iter().filter(|param| spread(self, param).is_empty()) {
            taken.insert((place(param), param.field.wire.value.clone()));
        }
        let mut kept = Vec::new();
        for mut param in std::mem::take(params) {
            let members = spread(self, &param);
            let word = place(&param);
            let meets = members.iter().any(|name| taken.contains(&(word, name.clone())));
            if !meets {
                taken.extend(members.into_iter().map(|name| (word, name)));
                kept.push(param);
                continue;
            }
            let name = param.field.wire.value.clone();
            let is_query = word == ParamLocation::Query.word();
            let outcome = if is_query {
                format!("so it is sent as `{name}[…]`")
            } else {
                String::from("so it is left out")
            };
            let message =
                format!("members of the parameter `{name}` have names of other parameters, {outcome}");
            self.note_part(param.field.key.span, message);
            if is_query {
                param.style = Some(Spanned::new(ParamStyle::Brackets, param.field.key.span));
                kept.push(param);
            }
        }
        *params = kept;
    }

    /// The names of the members of an object.
    fn members(&self, kind: &TypeExprKind) -> Vec<String> {
        let draft = match kind {
            TypeExprKind::Name(name) => referred(name).and_then(|id| self.drafts.get(id)),
            _ => None,
        };
        match draft.and_then(|draft| draft.kind.as_ref()) {
            Some(TypeKind::Struct(fields)) => fields
                .iter()
                .filter(|field| field.role != FieldRole::Rest)
                .map(|field| field.wire.value.clone())
                .collect(),
            Some(TypeKind::Alias(ty)) => self.members(&ty.kind),
            _ => Vec::new(),
        }
    }

    /// A parameter has another Rust name than a field of the body, which may be in the same struct.
    pub(super) fn keep_apart(&self, body: &Body, params: &mut [Param]) {
        let draft = match body.ty().map(|ty| &ty.kind) {
            Some(TypeExprKind::Name(name)) => referred(name).map(|id| &self.drafts[id]),
            _ => None,
        };
        // Any other body is a field of that struct.
        let draft = draft.filter(|draft| draft.role == Role::Body);
        let Some(TypeKind::Struct(fields)) = draft.and_then(|draft| draft.kind.as_ref()) else { return };
        let taken: BTreeSet<String> = fields.iter().map(|field| snake(field.key.as_str())).collect();
        for param in params.iter_mut().filter(|param| taken.contains(&snake(param.field.key.as_str()))) {
            let place = param.place.as_ref().map_or("param", |place| place.word());
            let name = format!("{}_{place}", snake(param.field.key.as_str()));
            param.field.name = Some(Spanned::new(name, param.field.key.span));
        }
    }

    fn path_param(&mut self, key: &str, at: At<'a>, place: &Place) -> Param {
        let mut param = self.param(key, key, at, ParamLocation::Path, place);
        param.field.optional = false;
        param.field.wire = param.field.key.clone();
        param
    }

    fn other_param(
        &mut self,
        method: Method,
        (name, location): (&str, &str),
        at: At<'a>,
        place: &Place,
        taken: &mut BTreeSet<String>,
        out: &mut Params,
    ) {
        let lower = name.to_ascii_lowercase();
        let location = match location {
            "query" => ParamLocation::Query,
            "header" if NOT_PARAMETERS.contains(&lower.as_str()) => return,
            "header" if !is_token(name) => {
                return self.ignore(
                    at,
                    format!("`{name}` is not the name of a header, so the parameter is left out"),
                );
            }
            "header" => ParamLocation::Header,
            "cookie" if !is_token(name) => {
                return self.ignore(
                    at,
                    format!("`{name}` is not the name of a cookie, so the parameter is left out"),
                );
            }
            "cookie" => ParamLocation::Cookie,
            "path" => {
                return self
                    .ignore(at, format!("the path has no `{{{name}}}`, so the parameter is left out"));
            }
            other => {
                return self
                    .ignore(at, format!("`{other}` is not a place of a parameter, so `{name}` is left out"));
            }
        };
        if self.is_credential(location, name) {
            return self.ignore(
                at,
                format!("`{name}` is a credential, which the client sends, so the parameter is left out"),
            );
        }
        let makes_key = matches!(method, Method::Post | Method::Patch) && location == ParamLocation::Header;
        if makes_key && lower == IDEMPOTENCY_KEY && out.idempotent.is_none() {
            out.idempotent = Some(Idempotent::Header(Spanned::new(name.to_owned(), at.span())));
            return;
        }
        let mut key = name.to_owned();
        while !taken.insert(key.clone()) {
            key = format!("{key}_{}", location.word());
        }
        let param = self.param(&key, name, at, location, place);
        out.params.push(param);
    }

    fn param(&mut self, key: &str, wire: &str, at: At<'a>, location: ParamLocation, place: &Place) -> Param {
        let own = self.place_in(at, "Param").unwrap_or_else(|| place.with(wire));
        let content = at.get("content").and_then(|content| content.entries().next());
        let schema = at.get("schema").or_else(|| content.and_then(|(_, media)| media.get("schema")));
        // A text of another media type is sent as it is.
        let content = content.filter(|(name, _)| media(name.text) == Media::Json);
        let is_required = at.flag("required") || location == ParamLocation::Path;
        let named = |text: &str| Spanned::new(text.to_owned(), at.span());
        let doc = at.spanned("description");
        let sole = schema
            .and_then(|schema| self.sole(schema))
            .filter(|_| is_required && location != ParamLocation::Path);
        if let Some(value) = sole.filter(|value| value.kind != LiteralKind::Null && content.is_none()) {
            let mut field =
                Field::new(named(key), TypeExpr { span: value.span.into(), kind: word_of(&value) });
            field.wire = named(wire);
            field.role = FieldRole::Fixed(sample_of(&value));
            field.doc = doc;
            return param(field, location);
        }
        let mut found = schema.map_or_else(|| Use::word("string"), |schema| self.used(schema, &own));
        found.null = false;
        if found.is_word("any") && content.is_none() {
            found = Use::word("string");
        }
        let shape = self.shape(&found.kind, 0);
        let (style, is_json) = style(at, location, shape, content.is_some());
        let spelling = found.spelling.take().filter(|_| matches!(shape, Shape::Text | Shape::List));
        let mut field = Field::new(named(key), self.expr(found, schema.unwrap_or(at)));
        field.wire = named(wire);
        field.optional = !is_required;
        field.spelling = if is_json { Some(Spelling::Json) } else { spelling }
            .map(|spelling| Spanned::new(spelling, at.span()));
        let notes = schema.map(|schema| {
            let parts = self.flat(schema);
            self.doc_of_field(schema, &parts)
        });
        field.doc = with_notes(doc, notes.flatten().into_iter().collect());
        field.deprecated = at.flag("deprecated");
        let mut param = param(field, location);
        param.style = style.map(|style| Spanned::new(style, at.span()));
        param.allow_reserved = at.flag("allowReserved") && location == ParamLocation::Query && !is_json;
        param
    }

    /// The shape of the values of a type as texts.
    pub(super) fn shape(&self, kind: &TypeExprKind, depth: usize) -> Shape {
        const DEEPEST: usize = 8;
        match kind {
            _ if depth > DEEPEST => Shape::Nested,
            TypeExprKind::Name(name) => match referred(name).map(|id| self.drafts[id].kind.as_ref()) {
                None if name == "any" => Shape::Nested,
                None => Shape::Text,
                Some(None) => Shape::Nested,
                Some(Some(TypeKind::Enum(_))) => Shape::Text,
                Some(Some(TypeKind::Alias(ty))) => self.shape(&ty.kind, depth + 1),
                Some(Some(TypeKind::Struct(fields))) => {
                    let is_flat =
                        fields.iter().all(|field| self.shape(&field.ty.kind, depth + 1) == Shape::Text);
                    if is_flat { Shape::Object } else { Shape::Nested }
                }
                Some(Some(TypeKind::Union(union))) => {
                    let each = union.variants.iter().map(|variant| self.shape(&variant.ty.kind, depth + 1));
                    let most = each.max().unwrap_or(Shape::Nested);
                    if most == Shape::Object { Shape::Nested } else { most }
                }
            },
            TypeExprKind::List(inner) => match self.shape(&inner.kind, depth + 1) {
                Shape::Text => Shape::List,
                _ => Shape::Nested,
            },
            TypeExprKind::Map(inner) => match self.shape(&inner.kind, depth + 1) {
                Shape::Text => Shape::Object,
                _ => Shape::Nested,
            },
            TypeExprKind::Limited(inner, _) => self.shape(&inner.kind, depth + 1),
            TypeExprKind::Nullable(_) | TypeExprKind::Applied(..) | TypeExprKind::Broken => Shape::Nested,
        }
    }
}

/// A header that is always the same.
pub(super) fn constant(name: &str, value: Spanned<String>) -> Param {
    let ty = TypeExpr { span: value.span.into(), kind: TypeExprKind::Name(String::from("string")) };
    let mut field = Field::new(Spanned::new(name.to_owned(), value.span), ty);
    field.role = FieldRole::Fixed(Sample { span: value.span.into(), kind: SampleKind::Quoted(value.value) });
    param(field, ParamLocation::Header)
}

fn param(field: Field, location: ParamLocation) -> Param {
    let place = Some(Spanned::new(location, field.key.span));
    Param { field, place, style: None, allow_reserved: false }
}

/// `style` and `explode` (OpenAPI 3.1, Style Values), and whether the value is JSON in a text.
fn style(at: At<'_>, location: ParamLocation, shape: Shape, is_content: bool) -> (Option<ParamStyle>, bool) {
    let named = at.text("style").unwrap_or(match location {
        ParamLocation::Query | ParamLocation::Cookie => "form",
        ParamLocation::Path | ParamLocation::Header => "simple",
    });
    let explode = if at.has("explode") { at.flag("explode") } else { named == "form" };
    let is_json = is_content
        || (shape == Shape::Nested && !(named == "deepObject" && location == ParamLocation::Query));
    if is_json {
        return (None, true);
    }
    let style = match (location, named) {
        (ParamLocation::Query, "deepObject") if shape >= Shape::Object => ParamStyle::Brackets,
        (ParamLocation::Query, "spaceDelimited") if !explode => ParamStyle::Space,
        (ParamLocation::Query, "pipeDelimited") if !explode => ParamStyle::Pipe,
        (ParamLocation::Query | ParamLocation::Cookie, "form") if !explode => ParamStyle::Comma,
        (ParamLocation::Path | ParamLocation::Header, "simple") if explode && shape == Shape::Object => {
            ParamStyle::Pairs
        }
        (ParamLocation::Path, "label") if explode && shape != Shape::Text => ParamStyle::LabelRepeat,
        (ParamLocation::Path, "label") => return (Some(ParamStyle::Label), false),
        (ParamLocation::Path, "matrix") if explode && shape != Shape::Text => ParamStyle::MatrixRepeat,
        (ParamLocation::Path, "matrix") => return (Some(ParamStyle::Matrix), false),
        _ => return (None, false),
    };
    ((shape != Shape::Text && style != location.default_style()).then_some(style), false)
}
