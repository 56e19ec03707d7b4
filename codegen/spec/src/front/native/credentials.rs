//! `common:` and `auth:` — what every call sends.

use super::params::{check_name, long_form, short_form};
use super::read::{Object, mapping, shorten, text, word, wrong_shape};
use super::{fields, keys, ty};
use crate::ast::{Auth, AuthKind, Common, CommonPlace, CommonSource, Credentials, Fill, TypeExprKind};
use crate::diag::{Applicability, Code, Diagnostic, Diagnostics, did_you_mean};
use crate::source::Spanned;
use crate::source::node::{Cursor, Scalar, Shape};

/// Reads `common:`.
pub(super) fn common(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Vec<Common> {
    let entries = mapping(cursor, "`common`", diags).unwrap_or_default();
    entries.into_iter().map(|(key, value)| parameter(key, value, diags)).collect()
}

fn parameter(key: Scalar<'_>, value: Cursor<'_>, diags: &mut Diagnostics) -> Common {
    let mut field = fields::empty(key, value.span());
    let (mut place, mut source) = (CommonPlace::Query, CommonSource::Setting);
    if let Some(object) = long_form(value, keys::COMMON, diags) {
        match object.get("type") {
            Some(body) => short_form(&mut field, body, diags),
            None => field.ty.kind = TypeExprKind::Name(String::from("string")),
        }
        if let Some(found) = object.get("in").and_then(|at| word(at, CommonPlace::WORDS, diags)) {
            place = found;
        }
        if let Some(wire) = object.text("wire", diags) {
            field.wire = wire;
        }
        field.name = object.text("name", diags);
        field.doc = object.text("doc", diags);
        field.secret = object.flag("secret", diags);
        source = common_source(&object, diags);
        if !matches!(source, CommonSource::Setting) {
            nothing_to_set(&object, place, field.optional, diags);
        }
    } else if !matches!(value.shape(), Shape::Mapping(_)) || ty::is_map_type(value) {
        short_form(&mut field, value, diags);
    }
    check_name(&field, "global parameter", diags);
    Common { field, place, source }
}

fn common_source(object: &Object<'_>, diags: &mut Diagnostics) -> CommonSource {
    let value = object.text("value", diags);
    let fill = object.get("fill").and_then(|at| word(at, Fill::WORDS, diags));
    if let (Some(value), Some(fill)) = (object.key("value"), object.key("fill")) {
        diags.push(
            Diagnostic::new(
                Code::BadCommon,
                fill.span,
                "a value cannot be both constant and generated for each call",
            )
            .and(value.span, "declared as constant here")
            .help("remove `value:` or `fill:`"),
        );
    }
    match (value, fill) {
        (Some(value), _) => CommonSource::Value(value),
        (None, Some(fill)) => CommonSource::Fill(fill),
        (None, None) => CommonSource::Setting,
    }
}

/// A parameter that the user of the client does not set needs no type, no name and no `?`.
fn nothing_to_set(object: &Object<'_>, place: CommonPlace, optional: bool, diags: &mut Diagnostics) {
    // In JSON, the type says whether it is a number.
    let without = if place == CommonPlace::Body { ["name"].as_slice() } else { &["type", "name"] };
    for name in without {
        if let Some(key) = object.key(name) {
            let message = format!("`{name}` has no effect here, because nobody sets this parameter");
            diags.push(Diagnostic::new(Code::BadCommon, key.span, message).help("remove it"));
        }
    }
    if optional {
        let message = "a parameter with a known value is always sent, so it cannot be optional";
        diags
            .push(Diagnostic::new(Code::BadCommon, object.span, message).help("remove the `?` from its key"));
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
            let found = wrong_shape(cursor, "an authentication scheme", &other);
            diags
                .push(found.help("write `bearer`, `basic`, `sign`, `{header: X-Api-Key}`, `{query: key}` or `{cookie: session}`"));
            None
        }
    }
}

fn kind(scalar: Scalar<'_>, diags: &mut Diagnostics) -> Option<Kind> {
    let found = KINDS.iter().find(|(word, _)| *word == scalar.text).map(|(_, kind)| *kind);
    if found.is_none() {
        let message = format!("`{}` is not an authentication scheme", shorten(scalar.text));
        let diagnostic = Diagnostic::new(Code::UnknownWord, scalar.span, message);
        diags.push(match did_you_mean(scalar.text, KINDS.iter().map(|(word, _)| *word)) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")).fix(
                scalar.span,
                near,
                Applicability::Guess,
            ),
            None => {
                diagnostic.help("write `bearer`, `basic`, `sign`, `{header: X-Api-Key}`, `{query: key}` or `{cookie: session}`")
            }
        });
    }
    found
}

fn long_kind(object: &Object<'_>, diags: &mut Diagnostics) -> Option<AuthKind> {
    let mut said =
        ["kind", "scheme", "header", "query", "cookie"].into_iter().filter_map(|name| object.key(name));
    let Some(first) = said.next() else {
        if !object.was_advised() {
            diags.push(
                Diagnostic::new(
                    Code::BadAuth,
                    object.span,
                    "this authentication scheme does not say what it is",
                )
                .help("add `kind: bearer`, `header: X-Api-Key`, `query: key` or `cookie: session`"),
            );
        }
        return None;
    };
    if let Some(second) = said.next() {
        let message =
            format!("an authentication scheme cannot be both `{}` and `{}`", first.text, second.text);
        diags.push(
            Diagnostic::new(Code::BadAuth, second.span, message)
                .and(first.span, "first one here")
                .help("to send both, write a list: `auth: [{header: X-Key}, {query: key}]`"),
        );
    }
    let value = text(object.need(first.text, diags)?, diags)?;
    match first.text {
        "scheme" => Some(AuthKind::Scheme(value)),
        "header" => Some(AuthKind::Header(value)),
        "query" => Some(AuthKind::Query(value)),
        "cookie" => Some(AuthKind::Cookie(value)),
        _ => {
            let scalar = object.get(first.text)?.scalar()?;
            kind(scalar, diags).map(AuthKind::from)
        }
    }
}

/// `auth:` of an endpoint: a scheme, or a list of alternatives, each of them a scheme or a list of schemes that go together.
pub(super) fn of_endpoint(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Credentials {
    let sets = match cursor.shape() {
        Shape::Sequence(items) => items.into_iter().map(|item| set(item, diags)).collect(),
        _ => vec![set(cursor, diags)],
    };
    Credentials::OneOf(sets)
}

/// Schemes that go together; none for `none`.
fn set(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Vec<Spanned<String>> {
    let names = match cursor.shape() {
        Shape::Sequence(items) => items.into_iter().filter_map(|item| text(item, diags)).collect(),
        _ => text(cursor, diags).into_iter().collect::<Vec<_>>(),
    };
    names.into_iter().filter(|name| name.value != "none").collect()
}
