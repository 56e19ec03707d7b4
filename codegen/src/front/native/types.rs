//! `types:` — structs, enums and aliases.

use std::collections::BTreeMap;

use super::keys::{self, Ready};
use super::read::{Object, mapping, one_or_many, shorten, text, wrong_shape};
use super::ty;
use crate::ast::{Enum, Field, Repr, TypeDef, TypeExpr, TypeExprKind, TypeKind, Value};
use crate::diag::{Applicability, Code, Diagnostic, Diagnostics, did_you_mean};
use crate::source::node::{Cursor, Scalar, Shape};
use crate::source::{Span, Spanned};

/// Reads the section.
pub(super) fn read(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Vec<TypeDef> {
    let entries = mapping(cursor, "`types`", diags).unwrap_or_default();
    entries.into_iter().map(|(name, value)| definition(name, value, diags)).collect()
}

fn definition(name: Scalar<'_>, value: Cursor<'_>, diags: &mut Diagnostics) -> TypeDef {
    let name = Spanned::new(name.text.to_owned(), name.span);
    match value.shape() {
        Shape::Mapping(entries) if is_long_form(&entries) => long_form(name, value, diags),
        Shape::Mapping(_) if !ty::is_map_type(value) => {
            TypeDef { name, doc: None, deprecated: false, kind: TypeKind::Struct(fields(value, diags)) }
        }
        Shape::Scalar(scalar) if scalar.is_null() => {
            diags.push(
                Diagnostic::new(Code::WrongShape, name.span, format!("type `{}` has no body", name.value))
                    .help("a struct without fields is `{}`, an alias is the name of another type"),
            );
            TypeDef { name, doc: None, deprecated: false, kind: TypeKind::Struct(Vec::new()) }
        }
        _ => {
            let ty = required(ty::read(value, diags), diags);
            TypeDef { name, doc: None, deprecated: false, kind: TypeKind::Alias(ty) }
        }
    }
}

/// The keys that say what a type in the long form is.
const KINDS: [&str; 4] = ["struct", "enum", "alias", "union"];

fn is_long_form(entries: &[(Scalar<'_>, Cursor<'_>)]) -> bool {
    entries.iter().any(|(key, _)| KINDS.contains(&key.text))
}

fn long_form(name: Spanned<String>, value: Cursor<'_>, diags: &mut Diagnostics) -> TypeDef {
    let fallback = TypeKind::Struct(Vec::new());
    if let Some((kind, field)) = looks_like_fields(value) {
        diags.push(
            Diagnostic::new(
                Code::LongForm,
                kind.span,
                format!(
                    "`{}` makes this the long form of a type, which has no key `{}`",
                    kind.text, field.text
                ),
            )
            .and(field.span, "this looks like a field")
            .help(format!(
                "if `{}` is a field of the struct `{}`, write its fields under `struct:`",
                kind.text, name.value
            )),
        );
        return TypeDef { name, doc: None, deprecated: false, kind: fallback };
    }
    let Some(object) = Object::read(value, keys::TYPE, diags) else {
        return TypeDef { name, doc: None, deprecated: false, kind: fallback };
    };
    let kinds: Vec<Scalar<'_>> = KINDS.iter().filter_map(|kind| object.key(kind)).collect();
    if let [first, second, ..] = kinds.as_slice() {
        diags.push(
            Diagnostic::new(
                Code::BadType,
                second.span,
                format!("a type is either `{}` or `{}`", first.text, second.text),
            )
            .and(first.span, "said here")
            .help("fields with these names go under `struct:`"),
        );
    }
    let kind = if let Some(body) = object.get("struct") {
        TypeKind::Struct(fields(body, diags))
    } else if let Some(body) = object.get("enum") {
        let repr = object.word("as", Repr::WORDS, diags);
        TypeKind::Enum(Enum { repr, values: values(body, repr, diags) })
    } else if let Some(body) = object.get("alias") {
        let notation = ty::read(body, diags);
        TypeKind::Alias(required(notation, diags))
    } else {
        no_value(&kinds, diags);
        fallback
    };
    refuse_as(&object, &kind, diags);
    let doc = object.text("doc", diags);
    TypeDef { name, doc, deprecated: object.flag("deprecated", diags), kind }
}

/// A kind that is ready and has nothing behind it.
fn no_value(kinds: &[Scalar<'_>], diags: &mut Diagnostics) {
    if let [kind] = kinds
        && keys::TYPE.keys.iter().any(|key| key.name == kind.text && key.ready == Ready::Now)
    {
        let help = match kind.text {
            "struct" => "write its fields below it; a struct without fields is `struct: {}`",
            "enum" => "write its values behind it: `enum: [first, second]`",
            _ => "write the type behind it: `alias: string`",
        };
        diags.push(
            Diagnostic::new(Code::WrongShape, kind.span, format!("`{}` has no value", kind.text)).help(help),
        );
    }
}

fn refuse_as(object: &Object<'_>, kind: &TypeKind, diags: &mut Diagnostics) {
    let Some(key) = object.key("as").filter(|_| !matches!(kind, TypeKind::Enum(_))) else { return };
    diags.push(
        Diagnostic::new(Code::UnknownKey, key.span, "`as` says how an enum is written, and this is none")
            .help("remove it"),
    );
}

/// A key that is no typo of a key of the long form makes the map a struct that has a field named `enum`, say.
fn looks_like_fields(value: Cursor<'_>) -> Option<(Scalar<'_>, Scalar<'_>)> {
    let Shape::Mapping(entries) = value.shape() else { return None };
    let known = || keys::TYPE.keys.iter().map(|key| key.name);
    let kind = entries.iter().map(|(key, _)| *key).find(|key| KINDS.contains(&key.text))?;
    let field = entries
        .iter()
        .map(|(key, _)| *key)
        .find(|key| known().all(|name| name != key.text) && did_you_mean(key.text, known()).is_none())?;
    Some((kind, field))
}

fn required(notation: ty::Notation, diags: &mut Diagnostics) -> TypeExpr {
    if notation.optional {
        diags.push(
            Diagnostic::new(Code::BadType, notation.ty.span, "an alias cannot be optional")
                .help("put the `?` where the alias is used"),
        );
    }
    notation.ty
}

fn fields(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Vec<Field> {
    let entries = mapping(cursor, "a struct", diags).unwrap_or_default();
    entries.into_iter().map(|(key, value)| field(key, value, diags)).collect()
}

/// A field whose key is read; `span` is where its type should be.
pub(super) fn empty_field(key: Scalar<'_>, span: Span) -> Field {
    let (name, marked) = match key.text.strip_suffix('?') {
        Some(name) => (name, true),
        None => (key.text, false),
    };
    let key = Spanned::new(name.to_owned(), key.span);
    Field {
        wire: key.clone(),
        aliases: Vec::new(),
        name: None,
        ty: TypeExpr { span, kind: TypeExprKind::Broken },
        optional: marked,
        doc: None,
        deprecated: false,
        key,
    }
}

fn field(key: Scalar<'_>, value: Cursor<'_>, diags: &mut Diagnostics) -> Field {
    let mut field = empty_field(key, value.span());
    let is_long = matches!(value.shape(), Shape::Mapping(_)) && !ty::is_map_type(value);
    if !is_long {
        let notation = ty::read(value, diags);
        field.ty = notation.ty;
        field.optional |= notation.optional;
    } else if is_anonymous(value) {
        diags.push(Diagnostic::new(Code::BadType, value.span(), "a struct without a name").help(format!(
            "declare it under `types:` and write its name here: `{}: SomeName`",
            field.key.value
        )));
    } else if let Some(object) = Object::read(value, keys::FIELD, diags) {
        field_keys(&mut field, &object, diags);
    }
    check_blanks(&field, diags);
    field
}

/// The keys of a long form that fields and parameters share.
pub(super) fn field_keys(field: &mut Field, object: &Object<'_>, diags: &mut Diagnostics) {
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
    field.name = object.text("name", diags);
    field.doc = object.text("doc", diags);
    field.deprecated = object.flag("deprecated", diags);
}

/// A map without `type` and with a key that is no typo of a key of a field's long form.
fn is_anonymous(value: Cursor<'_>) -> bool {
    let Shape::Mapping(entries) = value.shape() else { return false };
    let known = || keys::FIELD.keys.iter().map(|key| key.name);
    let is_foreign = |key: &str| known().all(|name| name != key) && did_you_mean(key, known()).is_none();
    entries.is_empty()
        || (entries.iter().all(|(key, _)| key.text != "type")
            && entries.iter().any(|(key, _)| is_foreign(key.text)))
}

/// A name with blanks around it is a mistake of the page more often than of the server; both spellings are worth accepting.
pub(super) fn check_blanks(field: &Field, diags: &mut Diagnostics) {
    let trimmed = field.wire.value.trim();
    if trimmed == field.wire.value || field.aliases.iter().any(|alias| alias.value == trimmed) {
        return;
    }
    let is_plain = |text: &str| text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ' '));
    let help = if is_plain(&field.wire.value) && !trimmed.is_empty() {
        let wire = &field.wire.value;
        format!(
            "to accept it without them too: `{trimmed}: {{type: …, wire: \"{wire}\", alias: [{trimmed}]}}`"
        )
    } else {
        String::from("to accept it without them too, add that spelling as `alias:`")
    };
    diags.push(
        Diagnostic::new(
            Code::SuspiciousBlank,
            field.wire.span,
            format!("the name {:?} has blanks around it", shorten(&field.wire.value)),
        )
        .note("it is kept as written, on the wire too")
        .help(help),
    );
}

fn values(cursor: Cursor<'_>, repr: Repr, diags: &mut Diagnostics) -> Vec<Value> {
    let mut values = Vec::new();
    match cursor.shape() {
        Shape::Sequence(items) => {
            for item in items {
                values.extend(text(item, diags).map(|wire| Value {
                    name: None,
                    wire,
                    doc: None,
                    deprecated: false,
                }));
            }
        }
        Shape::Mapping(entries) => {
            for (name, body) in entries {
                let name = Spanned::new(name.text.to_owned(), name.span);
                values.extend(named_value(name, body, diags));
            }
        }
        other @ Shape::Scalar(_) => {
            let found = wrong_shape(cursor, "a list of values, or a map of name to value", &other);
            diags.push(found.help("write `[first, second]`, or `{FirstName: first, SecondName: second}`"));
        }
    }
    check_values(&values, repr, diags);
    values
}

fn check_values(values: &[Value], repr: Repr, diags: &mut Diagnostics) {
    let mut seen = BTreeMap::new();
    for value in values {
        // `1` and `01` are one number.
        let text = value.wire.as_str();
        let number = text.parse::<i64>().ok().filter(|_| repr == Repr::Int);
        let same = number.map_or_else(|| text.to_owned(), |number| number.to_string());
        if let Some(first) = seen.insert(same, value.wire.span) {
            let help = match value.name {
                Some(_) => "one value has one name; put the other name into its `doc:`",
                None => "remove one of the two",
            };
            diags.push(
                Diagnostic::new(
                    Code::DuplicateValue,
                    value.wire.span,
                    format!("`{}` is listed twice", shorten(value.wire.as_str())),
                )
                .and(first, "first listed here")
                .help(help),
            );
        }
        if repr == Repr::Int && value.wire.value.parse::<i64>().is_err() {
            diags.push(
                Diagnostic::new(
                    Code::WrongShape,
                    value.wire.span,
                    format!(
                        "`{}` is no integer, and the enum is written `as: int`",
                        shorten(value.wire.as_str())
                    ),
                )
                .help("use whole numbers from -2^63 to 2^63-1, or remove `as: int`"),
            );
        }
    }
}

fn named_value(name: Spanned<String>, body: Cursor<'_>, diags: &mut Diagnostics) -> Option<Value> {
    if !matches!(body.shape(), Shape::Mapping(_)) {
        let wire = text(body, diags)?;
        return Some(Value { name: Some(name), wire, doc: None, deprecated: false });
    }
    let object = Object::read(body, keys::VALUE, diags)?;
    let wire = text(object.need("value", diags)?, diags)?;
    let doc = object.text("doc", diags);
    Some(Value { name: Some(name), wire, doc, deprecated: object.flag("deprecated", diags) })
}

/// What to write for a value that YAML would read as something else; used where spelling matters.
pub(super) fn quote_fix(diagnostic: Diagnostic, scalar: Scalar<'_>) -> Diagnostic {
    let quoted = format!("\"{}\"", scalar.text);
    diagnostic.help(format!("quote it: `{quoted}`")).fix(scalar.span, quoted, Applicability::Safe)
}
