//! Types and their fields.

use super::notes::Notes;
use super::tree::{Entry, LINE, Layout, Value, apart, sorted};
use super::{samples, scalar};
use crate::ast::{
    Enum, Field, FieldRole, Range, Repr, Tag, TagRepr, TypeDef, TypeExpr, TypeExprKind, TypeKind, Union,
    Value as EnumValue, Variant,
};
use crate::front::native::fields::REST;
use crate::front::native::keys::{self, Section};
use crate::source::Spanned;

/// `types:`.
pub(super) fn section(types: &[TypeDef], notes: &Notes) -> Value {
    Value::lines(apart(types.iter().map(|def| type_def(def, notes))))
}

/// An entry of `types:`.
#[must_use]
pub fn type_def(def: &TypeDef, notes: &Notes) -> Entry {
    let TypeDef { name, parameter, doc, deprecated, allow, kind } = def;
    let key = match parameter {
        Some(parameter) => format!("{}<{}>", name.value, parameter.value),
        None => name.value.clone(),
    };
    let mut entries = flags(doc.as_ref(), *deprecated);
    entries.extend(Entry::allow(allow));
    let is_said = !entries.is_empty();
    let value = match kind {
        TypeKind::Struct(fields) => {
            let value = Value::lines(fields.iter().map(|field| self::field(field, notes)));
            let has_kind = fields.iter().any(|field| is_kind(&field_key(field)));
            if is_said || has_kind {
                entries.push(Entry::key("struct", value));
                Value::lines(sorted(&keys::TYPE, entries))
            } else {
                value
            }
        }
        TypeKind::Alias(ty) if !is_said => self::ty(ty),
        TypeKind::Alias(ty) => {
            entries.push(Entry::key("alias", self::ty(ty)));
            Value::section(&keys::TYPE, entries)
        }
        TypeKind::Enum(Enum { repr, values }) => {
            if *repr != Repr::String {
                entries.push(Entry::key("as", Value::word(repr.word())));
            }
            let has_docs = values.iter().any(|value| value.doc.is_some() || value.deprecated);
            list_or_lines(entries, Entry::key("enum", self::values(values, *repr, notes)), has_docs)
        }
        TypeKind::Union(Union { tag, repr, variants }) => {
            let keys: &[_] = match tag {
                Tag::None => &[],
                Tag::Inside(tag) => &[("tag", tag)],
                Tag::Beside { tag, content } => &[("tag", tag), ("content", content)],
            };
            if *repr != TagRepr::String {
                entries.push(Entry::key("as", Value::word(repr.word())));
            }
            entries.extend(keys.iter().map(|(key, text)| Entry::key(key, Value::text(text.as_str()))));
            let has_docs = variants.iter().any(|variant| variant.doc.is_some() || variant.deprecated);
            list_or_lines(entries, Entry::key("union", self::variants(variants, *repr, notes)), has_docs)
        }
    };
    Entry::name(&key, value).noted(notes.of(name.span))
}

/// A struct with a field of this name needs its long form.
fn is_kind(key: &str) -> bool {
    matches!(key, "struct" | "enum" | "alias" | "union")
}

/// `doc:` and `deprecated:`.
fn flags(doc: Option<&Spanned<String>>, deprecated: bool) -> Vec<Entry> {
    let doc = doc.map(|doc| Entry::key("doc", Value::text(doc.as_str())));
    doc.into_iter().chain(deprecated.then(|| Entry::key("deprecated", Value::word(true)))).collect()
}

/// The long form of an enum or union: on one line, or what is one of several on lines below.
fn list_or_lines(mut entries: Vec<Entry>, mut all: Entry, has_docs: bool) -> Value {
    entries.push(all.clone());
    let whole = Value::section(&keys::TYPE, entries.clone());
    if !has_docs && whole.fits(LINE) {
        return whole;
    }
    entries.pop();
    if let Value::List(_, layout) | Value::Map(_, layout) = &mut all.value {
        *layout = Layout::Lines(LINE);
    }
    entries.push(all);
    Value::lines(sorted(&keys::TYPE, entries))
}

fn values(values: &[EnumValue], repr: Repr, notes: &Notes) -> Value {
    if values.iter().all(|value| value.name.is_none() && value.doc.is_none() && !value.deprecated) {
        return Value::list(values.iter().map(|value| wire(value, repr)));
    }
    Value::map(values.iter().map(|value| enum_value(value, repr, notes)))
}

/// A value of an enum that has a name; one without is named by its value.
#[must_use]
pub fn enum_value(value: &EnumValue, repr: Repr, notes: &Notes) -> Entry {
    let EnumValue { name, wire, doc, deprecated } = value;
    let mut entries = flags(doc.as_ref(), *deprecated);
    let sent = self::wire(value, repr);
    let body = if entries.is_empty() {
        sent
    } else {
        entries.push(Entry::key("value", sent));
        Value::section(&keys::VALUE, entries)
    };
    Entry::name(name.as_ref().unwrap_or(wire).as_str(), body).noted(notes.of(wire.span))
}

/// An enum value as it is sent.
#[must_use]
pub fn wire(value: &EnumValue, repr: Repr) -> Value {
    match repr {
        Repr::Int => Value::Word(scalar::spell_plain(value.wire.as_str())),
        Repr::String => Value::text(value.wire.as_str()),
    }
}

/// A value of a tag as it is sent.
fn tag_value(value: &Spanned<String>, repr: TagRepr) -> Value {
    match repr {
        TagRepr::String => Value::text(value.as_str()),
        TagRepr::Int | TagRepr::Bool => Value::Word(scalar::spell_plain(value.as_str())),
    }
}

fn variants(variants: &[Variant], repr: TagRepr, notes: &Notes) -> Value {
    if variants.iter().all(|variant| variant.key.is_none()) {
        return Value::list(variants.iter().map(|variant| ty(&variant.ty)));
    }
    let variant = |Variant { key, values, name, ty, doc, deprecated }: &Variant| {
        let mut entries = flags(doc.as_ref(), *deprecated);
        if !values.is_empty() {
            entries
                .push(Entry::key("values", Value::list(values.iter().map(|value| tag_value(value, repr)))));
        }
        entries.extend(name.as_ref().map(|name| Entry::key("name", Value::text(name.as_str()))));
        let body = if entries.is_empty() {
            self::ty(ty)
        } else {
            entries.push(Entry::key("type", self::ty(ty)));
            Value::section(&keys::VARIANT, entries)
        };
        let key = key.as_ref().map_or_else(|| notation(ty), |key| key.value.clone());
        Entry::name(&key, body).noted(notes.of(*ty.span))
    };
    Value::map(variants.iter().map(variant))
}

/// A field of a struct.
#[must_use]
pub fn field(field: &Field, notes: &Notes) -> Entry {
    let entries = match &field.role {
        FieldRole::Fixed(value) => vec![Entry::key("fixed", samples::sample(value))],
        FieldRole::Rest => vec![Entry::key("type", ty(of_rest(&field.ty)))],
        FieldRole::Inline => vec![Entry::key("type", ty(&field.ty)), Entry::key("inline", Value::word(true))],
        FieldRole::Member => vec![Entry::key("type", ty(&field.ty))],
    };
    long_or_short(field, entries, &keys::FIELD, notes)
}

/// The type of the values of the rest.
fn of_rest(ty: &TypeExpr) -> &TypeExpr {
    if let TypeExprKind::Map(inner) = &ty.kind { inner } else { ty }
}

/// A field or parameter with the keys that only one of them has.
pub(super) fn long_or_short(
    field: &Field,
    mut entries: Vec<Entry>,
    section: &Section,
    notes: &Notes,
) -> Entry {
    entries.extend(shared(field));
    let value = match entries.as_slice() {
        [only] if only.key == "type" => only.value.clone(),
        _ => Value::section(section, entries),
    };
    Entry::name(&field_key(field), value).noted(notes.of(field.key.span))
}

/// The keys of a field but for its type.
pub(super) fn shared(field: &Field) -> Vec<Entry> {
    let Field {
        key,
        wire,
        aliases,
        name,
        role,
        ty: _,
        optional,
        when,
        spelling,
        style,
        content_type,
        default,
        example,
        secret,
        doc,
        deprecated,
        allow,
    } = field;
    let mut entries = flags(doc.as_ref(), *deprecated);
    let read = if *optional { key.value.clone() } else { field_key(field) };
    if wire.value != read {
        entries.push(Entry::key("wire", Value::text(wire.as_str())));
    }
    if !aliases.is_empty() {
        entries
            .push(Entry::key("alias", Value::list(aliases.iter().map(|alias| Value::text(alias.as_str())))));
    }
    let name = name.as_ref().filter(|name| *role != FieldRole::Rest || name.value != REST);
    entries.extend(name.map(|name| Entry::key("name", Value::text(name.as_str()))));
    entries.extend(when.as_ref().map(|when| Entry::key("when", Value::word(when.value.word()))));
    entries.extend(spelling.as_ref().map(|spelling| Entry::key("as", Value::word(spelling.value.word()))));
    entries.extend(style.as_ref().map(|style| Entry::key("style", Value::word(style.value.word()))));
    entries.extend(content_type.as_ref().map(|text| Entry::key("content_type", Value::text(text.as_str()))));
    entries.extend(default.as_ref().map(|value| Entry::key("default", samples::sample(value))));
    entries.extend(example.as_ref().map(|value| Entry::key("example", samples::sample(value))));
    entries.extend(secret.then(|| Entry::key("secret", Value::word(true))));
    entries.extend(Entry::allow(allow));
    entries
}

/// The key with its `?`. A key that must be there cannot end with `?`.
pub(super) fn field_key(field: &Field) -> String {
    let key = field.key.as_str();
    if field.optional { format!("{key}?") } else { key.trim_end_matches('?').to_owned() }
}

/// A type: `[Item]` is YAML as it is, `[Item](..=5)` and `{Item}` need quotes.
pub(super) fn ty(ty: &TypeExpr) -> Value {
    Value::Word(scalar::spell_type(&notation(ty)))
}

/// A type that may be absent.
pub(super) fn optional_ty(ty: &TypeExpr) -> Value {
    Value::text(&format!("{}?", notation(ty)))
}

/// A type in the notation of the format: `[Item](..=5)`, `string | null`.
#[must_use]
pub fn notation(ty: &TypeExpr) -> String {
    match &ty.kind {
        TypeExprKind::Name(name) => name.clone(),
        TypeExprKind::List(item) => format!("[{}]", notation(item)),
        TypeExprKind::Map(item) => format!("{{{}}}", notation(item)),
        TypeExprKind::Applied(name, item) => format!("{}<{}>", name.value, notation(item)),
        TypeExprKind::Nullable(inner) => format!("{} | null", notation(inner)),
        TypeExprKind::Limited(inner, Range { span: _, least, most }) => {
            let least = least.as_deref().unwrap_or_default();
            let most = most.as_ref().map(|most| format!("={most}")).unwrap_or_default();
            format!("{}({least}..{most})", notation(inner))
        }
        TypeExprKind::Broken => String::from("any"),
    }
}
