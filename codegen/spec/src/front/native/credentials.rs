//! `common:` and `auth:` — what every call sends.

use super::params::{check_name, long_form, short_form};
use super::read::{Object, mapping, shorten, text, word, wrong_shape};
use super::{fields, keys, ty};
use crate::ast::{Auth, AuthKind, Common, CommonSource, Fill, Place, TypeExprKind};
use crate::diag::{Applicability, Code, Diagnostic, Diagnostics, did_you_mean};
use crate::source::Spanned;
use crate::source::node::{Cursor, Scalar, Shape};

/// Reads `common:`.
pub(super) fn common(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Vec<Common> {
    let entries = mapping(cursor, "`common`", diags).unwrap_or_default();
    entries.into_iter().map(|(key, value)| parameter(key, value, diags)).collect()
}

/// Where a common parameter can stand.
const PLACES: &[(&str, Place)] = &[("query", Place::Query), ("header", Place::Header)];

fn parameter(key: Scalar<'_>, value: Cursor<'_>, diags: &mut Diagnostics) -> Common {
    let mut field = fields::empty(key, value.span());
    let (mut place, mut source) = (Place::Query, CommonSource::Setting);
    if let Some(object) = long_form(value, keys::COMMON, diags) {
        match object.get("type") {
            Some(body) => short_form(&mut field, body, diags),
            None => field.ty.kind = TypeExprKind::Name(String::from("string")),
        }
        if let Some(found) = object.get("in").and_then(|at| word(at, PLACES, diags)) {
            place = found;
        }
        if let Some(wire) = object.text("wire", diags) {
            field.wire = wire;
        }
        field.name = object.text("name", diags);
        field.doc = object.text("doc", diags);
        object.flag("secret", diags);
        source = common_source(&object, diags);
        if !matches!(source, CommonSource::Setting) {
            nothing_to_set(&object, field.optional, diags);
        }
    } else if !matches!(value.shape(), Shape::Mapping(_)) || ty::is_map_type(value) {
        short_form(&mut field, value, diags);
    }
    check_name(&field, "common parameter", diags);
    Common { field, place, source }
}

fn common_source(object: &Object<'_>, diags: &mut Diagnostics) -> CommonSource {
    let value = object.text("value", diags);
    let fill = object.get("fill").and_then(|at| word(at, Fill::WORDS, diags));
    if let (Some(value), Some(fill)) = (object.key("value"), object.key("fill")) {
        diags.push(
            Diagnostic::new(Code::BadCommon, fill.span, "a value is either constant or made for each call")
                .and(value.span, "constant, it says here")
                .help("remove `value:` or `fill:`"),
        );
    }
    match (value, fill) {
        (Some(value), _) => CommonSource::Value(value),
        (None, Some(fill)) => CommonSource::Fill(fill),
        (None, None) => CommonSource::Setting,
    }
}

/// What is known without asking the user of the client needs no type, no name and no `?`.
fn nothing_to_set(object: &Object<'_>, optional: bool, diags: &mut Diagnostics) {
    for name in ["type", "name"] {
        if let Some(key) = object.key(name) {
            let message = format!("`{name}` is of no use here: nobody sets this parameter");
            diags.push(Diagnostic::new(Code::BadCommon, key.span, message).help("remove it"));
        }
    }
    if optional {
        let message = "a parameter whose value is known is always sent";
        diags.push(Diagnostic::new(Code::BadCommon, object.span, message).help("remove the `?` of its key"));
    }
}

/// Reads `auth:`: one way or a list of ways.
pub(super) fn auth(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Vec<Auth> {
    match cursor.shape() {
        Shape::Sequence(items) => items.into_iter().filter_map(|item| way(item, diags)).collect(),
        _ => way(cursor, diags).into_iter().collect(),
    }
}

/// The ways that need no name from the vendor.
const KINDS: &[(&str, Kind)] = &[("bearer", Kind::Bearer), ("basic", Kind::Basic), ("sign", Kind::Sign)];

#[derive(Clone, Copy)]
enum Kind {
    Bearer,
    Basic,
    Sign,
}

impl From<Kind> for AuthKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Bearer => Self::Bearer,
            Kind::Basic => Self::Basic,
            Kind::Sign => Self::Sign,
        }
    }
}

fn way(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Option<Auth> {
    let span = cursor.span();
    match cursor.shape() {
        Shape::Scalar(scalar) if !scalar.is_null() => {
            let kind = kind(scalar, diags)?;
            Some(Auth { span: span.into(), kind: kind.into(), name: None, doc: None })
        }
        Shape::Mapping(_) => {
            let object = Object::read(cursor, keys::AUTH, diags)?;
            let kind = long_kind(&object, diags)?;
            Some(Auth {
                span: span.into(),
                kind,
                name: object.text("name", diags),
                doc: object.text("doc", diags),
            })
        }
        other => {
            let found = wrong_shape(cursor, "a way of authentication", &other);
            diags
                .push(found.help("write `bearer`, `basic`, `sign`, `{header: X-Api-Key}` or `{query: key}`"));
            None
        }
    }
}

fn kind(scalar: Scalar<'_>, diags: &mut Diagnostics) -> Option<Kind> {
    let found = KINDS.iter().find(|(word, _)| *word == scalar.text).map(|(_, kind)| *kind);
    if found.is_none() {
        let message = format!("`{}` is no way of authentication", shorten(scalar.text));
        let diagnostic = Diagnostic::new(Code::UnknownWord, scalar.span, message);
        diags.push(match did_you_mean(scalar.text, KINDS.iter().map(|(word, _)| *word)) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")).fix(
                scalar.span,
                near,
                Applicability::Guess,
            ),
            None => {
                diagnostic.help("write `bearer`, `basic`, `sign`, `{header: X-Api-Key}` or `{query: key}`")
            }
        });
    }
    found
}

fn long_kind(object: &Object<'_>, diags: &mut Diagnostics) -> Option<AuthKind> {
    let mut said = ["kind", "header", "query"].into_iter().filter_map(|name| object.key(name));
    let Some(first) = said.next() else {
        if !object.was_advised() {
            diags.push(
                Diagnostic::new(Code::BadAuth, object.span, "a way of authentication that says no way")
                    .help("write `kind: bearer`, `header: X-Api-Key` or `query: key`"),
            );
        }
        return None;
    };
    if let Some(second) = said.next() {
        let message = format!("a way of authentication is either `{}` or `{}`", first.text, second.text);
        diags.push(
            Diagnostic::new(Code::BadAuth, second.span, message)
                .and(first.span, "said here")
                .help("for both, write a list of two: `auth: [{header: X-Key}, {query: key}]`"),
        );
    }
    let value = text(object.need(first.text, diags)?, diags)?;
    match first.text {
        "header" => Some(AuthKind::Header(value)),
        "query" => Some(AuthKind::Query(value)),
        _ => {
            let scalar = object.get(first.text)?.scalar()?;
            kind(scalar, diags).map(AuthKind::from)
        }
    }
}

/// `auth: none` of an endpoint.
pub(super) fn is_public(object: &Object<'_>, diags: &mut Diagnostics) -> bool {
    let Some(found) = object.text("auth", diags) else { return false };
    let is_none = found.value == "none";
    if !is_none {
        diags.push(unknown_auth(&found));
    }
    is_none
}

fn unknown_auth(found: &Spanned<String>) -> Diagnostic {
    let message =
        format!("an endpoint can say `auth: none` and nothing else, not `{}`", shorten(&found.value));
    Diagnostic::new(Code::UnknownWord, found.span, message)
        .help("remove it; every endpoint that says nothing uses the `auth:` at the top")
}
