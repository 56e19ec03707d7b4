//! `types:` — structs, enums, unions and aliases.

use super::advice::advice;
use super::read::{Object, mapping};
use super::{enums, fields, keys, ty, unions};
use crate::ast::{Allow, Enum, Field, Repr, TypeDef, TypeExpr, TypeKind};
use crate::diag::{Applicability, Code, Diagnostic, Diagnostics, did_you_mean};
use crate::source::Spanned;
use crate::source::node::{Cursor, Scalar, Shape};

/// Reads the section.
pub(super) fn read(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Vec<TypeDef> {
    let entries = mapping(cursor, "`types`", diags).unwrap_or_default();
    entries.into_iter().map(|(name, value)| definition(name, value, diags)).collect()
}

fn definition(key: Scalar<'_>, value: Cursor<'_>, diags: &mut Diagnostics) -> TypeDef {
    let (name, parameter) = name_and_parameter(key, diags);
    let allow = Allow::nothing([key.span, value.span()]);
    let kind = TypeKind::Struct(Vec::new());
    let mut def = TypeDef { name, parameter, doc: None, deprecated: false, allow, kind };
    match value.shape() {
        Shape::Mapping(entries) if is_long_form(&entries) => long_form(&mut def, value, diags),
        Shape::Mapping(_) if !ty::is_map_type(value) => {
            def.kind = TypeKind::Struct(fields_of(value, diags));
        }
        Shape::Scalar(scalar) if scalar.is_null() => diags.push(
            Diagnostic::new(
                Code::WrongShape,
                def.name.span,
                format!("type `{}` has no body", def.name.value),
            )
            .help("write `{}` for a struct without fields, or the name of another type for an alias"),
        ),
        _ => def.kind = TypeKind::Alias(required(ty::read(value, diags), diags)),
    }
    def
}

/// `Page<T>` is the type `Page` with the parameter `T`.
fn name_and_parameter(
    key: Scalar<'_>,
    diags: &mut Diagnostics,
) -> (Spanned<String>, Option<Spanned<String>>) {
    let Some((name, rest)) = key.text.split_once('<') else {
        return (Spanned::new(key.text.to_owned(), key.span), None);
    };
    let parameter = rest.strip_suffix('>').map(str::trim).filter(|parameter| {
        parameter.starts_with(|c: char| c.is_ascii_uppercase())
            && parameter.chars().all(|c| c.is_ascii_alphanumeric())
    });
    if parameter.is_none() {
        diags.push(
            Diagnostic::new(Code::BadTypeName, key.span, format!("`{}` is not a generic type", key.text))
                .help("a generic type has one parameter, which starts with a capital letter: `Page<T>`"),
        );
    }
    let spanned = |text: &str| Spanned::new(text.to_owned(), key.span);
    (spanned(name.trim()), parameter.map(spanned))
}

/// The keys that say what a type in the long form is.
const KINDS: [&str; 4] = ["struct", "enum", "alias", "union"];

fn is_long_form(entries: &[(Scalar<'_>, Cursor<'_>)]) -> bool {
    entries.iter().any(|(key, _)| KINDS.contains(&key.text))
}

/// The fields of a struct in the short form.
fn fields_of(value: Cursor<'_>, diags: &mut Diagnostics) -> Vec<Field> {
    let Some((key, advice)) = json_schema(value) else { return fields::read(value, diags) };
    let message = format!("the value of `{}` is not a type, so it is not a field", key.text);
    diags.push(Diagnostic::new(Code::WrongShape, key.span, message).help(advice));
    Vec::new()
}

/// A key of JSON Schema, and what to write instead. The value of a field of that name would be a type.
fn json_schema(value: Cursor<'_>) -> Option<(Scalar<'_>, &'static str)> {
    let Shape::Mapping(entries) = value.shape() else { return None };
    entries.into_iter().find_map(|(key, value)| {
        let advice = advice(keys::TYPE, key.text)?;
        let is_type = match value.shape() {
            Shape::Sequence(items) => items.len() == 1,
            Shape::Mapping(_) => ty::is_map_type(value) || has_type(value),
            Shape::Scalar(scalar) => scalar.text.parse::<bool>().is_err(),
        };
        (!is_type).then_some((key, advice))
    })
}

fn has_type(field: Cursor<'_>) -> bool {
    matches!(field.shape(), Shape::Mapping(entries) if entries.iter().any(|(key, _)| key.text == "type"))
}

fn long_form(def: &mut TypeDef, value: Cursor<'_>, diags: &mut Diagnostics) {
    if let Some((kind, field)) = looks_like_fields(value) {
        let of_others = advice(keys::TYPE, field.text).filter(|_| kind.text == "union");
        let help = of_others.map(str::to_owned).unwrap_or_else(|| {
            format!(
                "if `{}` is a field of the struct `{}`, write the fields under `struct:`",
                kind.text, def.name.value
            )
        });
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
            .help(help),
        );
        return;
    }
    let Some(object) = Object::read(value, keys::TYPE, diags) else { return };
    let kinds: Vec<Scalar<'_>> = KINDS.iter().filter_map(|kind| object.key(kind)).collect();
    if let [first, second, ..] = kinds.as_slice() {
        diags.push(
            Diagnostic::new(
                Code::BadType,
                second.span,
                format!("a type cannot be both `{}` and `{}`", first.text, second.text),
            )
            .and(first.span, "first one here")
            .help("write fields with these names under `struct:`"),
        );
    }
    match kind(&object, diags) {
        Some(kind) => def.kind = kind,
        None => no_value(&kinds, diags),
    }
    refuse_foreign(&object, &def.kind, diags);
    def.doc = object.text("doc", diags);
    def.deprecated = object.flag("deprecated", diags);
    def.allow = object.allow(def.name.span, diags);
}

fn kind(object: &Object<'_>, diags: &mut Diagnostics) -> Option<TypeKind> {
    if let Some(body) = object.get("struct") {
        return Some(TypeKind::Struct(fields::read(body, diags)));
    }
    if let Some(body) = object.get("enum") {
        let repr = object.word("as", Repr::WORDS, diags);
        return Some(TypeKind::Enum(Enum { repr, values: enums::read(body, repr, diags) }));
    }
    if let Some(body) = object.get("union") {
        return Some(TypeKind::Union(unions::read(object, body, diags)));
    }
    object.get("alias").map(|body| TypeKind::Alias(required(ty::read(body, diags), diags)))
}

/// Reports a kind without a value.
fn no_value(kinds: &[Scalar<'_>], diags: &mut Diagnostics) {
    let [kind] = kinds else { return };
    let help = match kind.text {
        "struct" => "write its fields below it, or `struct: {}` if it has none",
        "enum" => "write its values after it: `enum: [first, second]`",
        "union" => "write its types after it: `union: [Card, Account]`",
        _ => "write the type after it: `alias: string`",
    };
    diags.push(
        Diagnostic::new(Code::WrongShape, kind.span, format!("`{}` has no value", kind.text)).help(help),
    );
}

/// Keys that belong to another kind of type.
fn refuse_foreign(object: &Object<'_>, kind: &TypeKind, diags: &mut Diagnostics) {
    let is_enum = matches!(kind, TypeKind::Enum(_));
    let is_union = matches!(kind, TypeKind::Union(_));
    for (name, meaning, fits) in [
        ("as", "says how an enum or the tag of a union is written", is_enum || is_union),
        ("tag", "names the key that tells the types of a union apart", is_union),
        ("content", "names the key for the value of a union", is_union),
    ] {
        if let Some(key) = object.key(name).filter(|_| !fits) {
            let message = format!("`{name}` {meaning}, but this type is not one");
            diags.push(Diagnostic::new(Code::UnknownKey, key.span, message).help("remove it"));
        }
    }
}

/// If another key is not a typo of a key of the long form, the map is a struct with a field named, say, `enum`.
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
                .help("write the `?` where the alias is used"),
        );
    }
    notation.ty
}

/// Advises to quote a value that other YAML readers would change; used where the exact text matters.
pub(super) fn quote_fix(diagnostic: Diagnostic, scalar: Scalar<'_>) -> Diagnostic {
    let quoted = format!("\"{}\"", scalar.text);
    diagnostic.help(format!("quote it: `{quoted}`")).fix(scalar.span, quoted, Applicability::Safe)
}
