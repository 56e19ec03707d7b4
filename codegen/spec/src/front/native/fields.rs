//! Fields of structs.

use super::read::{Object, mapping, one_or_many, shorten, text};
use super::{keys, ty};
use crate::ast::{
    Allow, Direction, Field, FieldRole, ParamStyle, SampleKind, Spelling, TypeExpr, TypeExprKind,
};
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::foreign;
use crate::front::sample;
use crate::source::node::{Cursor, Scalar, Shape};
use crate::source::{Span, Spanned};

/// Reads the fields of a struct.
pub(super) fn read(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Vec<Field> {
    let entries = mapping(cursor, "a struct", diags).unwrap_or_default();
    entries.into_iter().map(|(key, value)| field(key, value, diags)).collect()
}

/// A field whose key is read; `span` is where its type should be.
pub(super) fn empty(key: Scalar<'_>, span: Span) -> Field {
    let (name, optional) = match key.text.strip_suffix('?') {
        Some(name) => (name, true),
        None => (key.text, false),
    };
    let ty = TypeExpr { span: span.into(), kind: TypeExprKind::Broken };
    let allow = Allow::nothing([key.span, span]);
    Field { optional, allow, ..Field::new(Spanned::new(name.to_owned(), key.span), ty) }
}

fn field(key: Scalar<'_>, value: Cursor<'_>, diags: &mut Diagnostics) -> Field {
    let mut field = empty(key, value.span());
    let is_long = matches!(value.shape(), Shape::Mapping(_)) && !ty::is_map_type(value);
    let is_rest = field.key.value == "*";
    if is_rest {
        field.role = FieldRole::Rest;
        field.name = Some(Spanned::new(String::from(REST), key.span));
    }
    if !is_long {
        let notation = ty::read(value, diags);
        field.ty = notation.ty;
        field.optional |= notation.optional;
    } else if let Some(of) = map_with_keys(value) {
        diags.push(
            Diagnostic::new(
                Code::BadType,
                value.span(),
                "expected a type, found a map with the type of its keys",
            )
            .help(foreign::map_of(of)),
        );
    } else if is_anonymous(value) {
        diags.push(
            Diagnostic::new(Code::BadType, value.span(), "expected a type, found an anonymous struct").help(
                format!("declare it under `types:` and write its name here: `{}: SomeName`", field.key.value),
            ),
        );
    } else if let Some(object) = Object::read(value, keys::FIELD, diags) {
        let derived = field.name.take();
        fixed_or_long(&mut field, &object, "field", &[], diags);
        field.name = field.name.or(derived);
        field.style = object.get("style").and_then(|value| {
            super::read::word(value, ParamStyle::WORDS, diags).map(|word| Spanned::new(word, value.span()))
        });
        field.content_type = object.text("content_type", diags);
        if object.flag("inline", diags) && field.role == FieldRole::Member {
            field.role = FieldRole::Inline;
        }
        if let (true, Some(other)) = (is_rest, object.key("fixed").or(object.key("inline"))) {
            let message = format!("the rest of the keys cannot be `{}`", other.text);
            diags.push(
                Diagnostic::new(Code::BadRole, other.span, message).help(format!("remove `{}:`", other.text)),
            );
        }
    }
    if field.role == FieldRole::Rest {
        field.ty = TypeExpr { span: field.ty.span, kind: TypeExprKind::Map(Box::new(field.ty)) };
    }
    check_blanks(&field, diags);
    field
}

/// The type of the values of `{string: T}`, as other languages write a map.
fn map_with_keys(value: Cursor<'_>) -> Option<&str> {
    match value.pairs().as_slice() {
        [(key, of)] if key.scalar()?.text == "string" => Some(of.scalar()?.text),
        _ => None,
    }
}

/// The name of the field for the members that no other field has, unless the author gives one.
pub(super) const REST: &str = "rest";

/// The long form of a field, or of a parameter (`what`), which can be fixed. `own` are the keys that it can have then,
/// in addition to those that both have.
pub(super) fn fixed_or_long(
    field: &mut Field,
    object: &Object<'_>,
    what: &str,
    own: &[&str],
    diags: &mut Diagnostics,
) {
    match (object.key("fixed"), object.get("fixed")) {
        (_, Some(value)) => fixed(field, value, object, (what, own), diags),
        (Some(key), None) => diags.push(
            Diagnostic::new(Code::BadRole, key.span, "`null` cannot be fixed")
                .help("write a string, a number or a flag after it"),
        ),
        (None, None) => long_form(field, object, diags),
    }
}

/// A member that is always the same. Its type is that of the value.
fn fixed(
    field: &mut Field,
    value: Cursor<'_>,
    object: &Object<'_>,
    (what, own): (&str, &[&str]),
    diags: &mut Diagnostics,
) {
    let sample = sample::read(value);
    let word = match &sample.kind {
        SampleKind::Plain(text) if matches!(text.as_str(), "true" | "false") => "bool",
        SampleKind::Plain(text) if is_number(text) => "decimal",
        SampleKind::Plain(_) | SampleKind::Quoted(_) => "string",
        SampleKind::Null | SampleKind::List(_) | SampleKind::Map(_) => {
            let message = format!("the value of `{}` cannot be fixed", field.key.value);
            diags.push(
                Diagnostic::new(Code::BadRole, value.span(), message)
                    .help("write a string, a number or a flag"),
            );
            "string"
        }
    };
    let is_kept =
        |name: &str| matches!(name, "fixed" | "wire" | "doc" | "deprecated" | "allow") || own.contains(&name);
    for name in object.section().keys.iter().map(|key| key.name).filter(|name| !is_kept(name)) {
        if let Some(key) = object.key(name) {
            let message = format!("a fixed {what} has no `{name}`");
            diags.push(
                Diagnostic::new(Code::BadRole, key.span, message)
                    .and(value.span(), "it is always this")
                    .help(format!("remove `{name}:`, or `fixed:` if the value varies")),
            );
        }
    }
    field.ty = TypeExpr { span: value.span().into(), kind: TypeExprKind::Name(word.to_owned()) };
    field.role = FieldRole::Fixed(sample);
    if let Some(wire) = object.text("wire", diags) {
        field.wire = wire;
    }
    field.doc = object.text("doc", diags);
    field.deprecated = object.flag("deprecated", diags);
    field.allow = object.allow(field.key.span, diags);
}

/// Whether a text is a number of JSON (RFC 8259 section 6).
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let has_leading_zero = digits.starts_with('0') && digits[1..].starts_with(|c: char| c.is_ascii_digit());
    digits.starts_with(|c: char| c.is_ascii_digit())
        && !has_leading_zero
        && !digits.ends_with('.')
        && digits.parse::<f64>().is_ok_and(f64::is_finite)
}

/// The keys of the long form that fields and parameters share.
pub(super) fn long_form(field: &mut Field, object: &Object<'_>, diags: &mut Diagnostics) {
    if let Some(body) = object.need("type", diags) {
        let notation = ty::read(body, diags);
        field.ty = notation.ty;
        field.optional |= notation.optional;
    }
    if let Some(wire) = object.text("wire", diags) {
        field.wire = wire;
    }
    if let Some(alias) = object.get("alias") {
        field.aliases = one_or_many(alias).into_iter().filter_map(|item| text(item, diags)).collect();
    }
    field.when = direction(object, diags);
    field.spelling = spelling(object, diags);
    field.name = object.text("name", diags);
    field.default = object.get("default").map(sample::read);
    field.example = object.get("example").map(sample::read);
    field.secret = object.flag("secret", diags);
    field.doc = object.text("doc", diags);
    field.deprecated = object.flag("deprecated", diags);
    field.allow = object.allow(field.key.span, diags);
}

/// `when:` with its place.
pub(super) fn direction(object: &Object<'_>, diags: &mut Diagnostics) -> Option<Spanned<Direction>> {
    let value = object.get("when")?;
    super::read::word(value, Direction::WORDS, diags).map(|word| Spanned::new(word, value.span()))
}

/// `as:` with its place.
pub(super) fn spelling(object: &Object<'_>, diags: &mut Diagnostics) -> Option<Spanned<Spelling>> {
    let value = object.get("as")?;
    super::read::word(value, Spelling::WORDS, diags).map(|word| Spanned::new(word, value.span()))
}

/// A map without `type`, with a key that is not a typo of a key of the long form of a field.
fn is_anonymous(value: Cursor<'_>) -> bool {
    let Shape::Mapping(entries) = value.shape() else { return false };
    let known = || keys::FIELD.keys.iter().map(|key| key.name);
    let is_foreign = |key: &str| known().all(|name| name != key) && did_you_mean(key, known()).is_none();
    entries.is_empty()
        || (entries.iter().all(|(key, _)| key.text != "type")
            && entries.iter().any(|(key, _)| is_foreign(key.text)))
}

/// A name with surrounding spaces is a mistake on the page more often than on the server; accepting both helps.
pub(super) fn check_blanks(field: &Field, diags: &mut Diagnostics) {
    let trimmed = field.wire.value.trim();
    if trimmed == field.wire.value || field.aliases.iter().any(|alias| alias.value == trimmed) {
        return;
    }
    let is_plain = |text: &str| text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ' '));
    let help = if is_plain(&field.wire.value) && !trimmed.is_empty() {
        let wire = &field.wire.value;
        format!(
            "to also accept it without spaces: `{trimmed}: {{type: …, wire: \"{wire}\", alias: [{trimmed}]}}`"
        )
    } else {
        String::from("to also accept it without spaces, add that spelling as `alias:`")
    };
    diags.push(
        Diagnostic::new(
            Code::SuspiciousBlank,
            field.wire.span,
            format!("the name {:?} has leading or trailing spaces", shorten(&field.wire.value)),
        )
        .note("it is kept as written, including on the wire")
        .help(help),
    );
}
