//! Types and their fields.

use heck::ToUpperCamelCase;

use super::flow::{self, Entry, Flow, LINE};
use super::pen::Pen;
use super::scalar;
use crate::sheet::{Member, Note, Noted, Type, TypeKind, Variant};

/// A type.
pub(crate) fn ty(ty: &Noted<Type>, indent: usize, pen: &mut Pen<'_>) {
    let key = scalar::spell(&ty.value.name);
    match &ty.value.kind {
        TypeKind::Struct(members) if members.is_empty() => {
            pen.line(indent, &format!("{key}: {{}}"), &ty.notes)
        }
        TypeKind::Struct(members) => {
            pen.line(indent, &format!("{key}:"), &ty.notes);
            let is_long = members.iter().any(|member| needs_long_form(&member.value));
            let indent = if is_long {
                pen.line(indent + 2, "struct:", &[]);
                indent + 4
            } else {
                indent + 2
            };
            members.iter().for_each(|member| field(member, indent, pen));
        }
        TypeKind::Enum { values, is_int } => enumeration(&key, values, *is_int, (indent, &ty.notes), pen),
    }
}

/// Whether a field has the name of a key that says what a type in its long form is.
fn needs_long_form(member: &Member) -> bool {
    matches!(field_key(member).0.as_str(), "struct" | "enum" | "alias" | "union")
}

fn enumeration(
    key: &str,
    values: &[Variant],
    is_int: bool,
    (indent, notes): (usize, &[Note]),
    pen: &mut Pen<'_>,
) {
    let has_docs = values.iter().any(|value| value.doc.is_some());
    let has_names = has_docs || is_int || values.iter().any(|value| value.name.is_some());
    let body = if has_names {
        let names = names(values);
        let entry =
            |(value, name): (&Variant, String)| Entry::plain(scalar::spell(&name), variant(value, is_int));
        Flow::Map(values.iter().zip(names).map(entry).collect())
    } else {
        Flow::List(values.iter().map(|value| wire(value, is_int)).collect())
    };
    let mut entries = Vec::new();
    if is_int {
        entries.push(Entry::plain("as", Flow::word("int")));
    }
    entries.push(Entry::plain("enum", body));
    let whole = Flow::Map(entries);
    if !has_docs && whole.fits(LINE) {
        pen.line(indent, &format!("{key}: {}", whole.line()), notes);
        return;
    }
    pen.line(indent, &format!("{key}:"), notes);
    let Flow::Map(entries) = whole else { return };
    for entry in entries {
        if entry.key == "enum" {
            pen.line(indent + 2, "enum:", &[]);
            flow::below(&entry.value, indent + 4, LINE, pen);
        } else {
            entry.write(indent + 2, LINE, pen);
        }
    }
}

/// What stands behind the name of a value.
pub(crate) fn variant(value: &Variant, is_int: bool) -> Flow {
    let Some(doc) = &value.doc else { return wire(value, is_int) };
    Flow::Map(vec![Entry::plain("value", wire(value, is_int)), Entry::plain("doc", Flow::text(doc))])
}

/// The value as it is sent.
pub(crate) fn wire(value: &Variant, is_int: bool) -> Flow {
    Flow::Word(if is_int { scalar::spell_plain(&value.value) } else { scalar::spell(&value.value) })
}

/// The names of the values, each once; one that has none is named after its value.
pub(crate) fn names(values: &[Variant]) -> Vec<String> {
    let mut taken = std::collections::BTreeSet::new();
    let mut names = Vec::new();
    for value in values {
        let base = value.name.clone().unwrap_or_else(|| name_of(&value.value));
        let mut name = base.clone();
        let mut number = 2;
        while !taken.insert(name.clone()) {
            name = format!("{base}{number}");
            number += 1;
        }
        names.push(name);
    }
    names
}

#[expect(
    clippy::disallowed_methods,
    reason = "a proposal for people to read; what is generated has its own rules"
)]
fn name_of(value: &str) -> String {
    let name = value.to_upper_camel_case();
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric());
    if is_name {
        return name;
    }
    let kept: String = value.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("Value{kept}")
}

/// A field.
pub(crate) fn field(member: &Noted<Member>, indent: usize, pen: &mut Pen<'_>) {
    field_entry(member).write(indent, LINE, pen);
}

/// A field as key and value.
pub(crate) fn field_entry(member: &Noted<Member>) -> Entry {
    let (key, wire) = field_key(&member.value);
    Entry::noted(scalar::spell(&key), field_value(&member.value, wire), &member.notes)
}

/// The key with its `?`, and the name on the wire when it is another one: a key that must be there cannot end with `?`.
fn field_key(member: &Member) -> (String, Option<String>) {
    if member.is_optional {
        return (format!("{}?", member.name), member.wire.clone());
    }
    let bare = member.name.trim_end_matches('?');
    if bare.len() == member.name.len() {
        return (bare.to_owned(), member.wire.clone());
    }
    (bare.to_owned(), Some(member.wire.clone().unwrap_or_else(|| member.name.clone())))
}

fn field_value(member: &Member, wire: Option<String>) -> Flow {
    let mut entries = vec![Entry::plain("type", Flow::ty(&member.ty))];
    if let Some(wire) = wire {
        entries.push(Entry::plain("wire", Flow::text(&wire)));
        if member.is_aliased {
            entries.push(Entry::plain("alias", Flow::List(vec![Flow::text(&member.name)])));
        }
    }
    entries.extend(member.form.map(|form| Entry::plain("as", Flow::word(form))));
    entries.extend(member.doc.as_ref().map(|doc| Entry::plain("doc", Flow::text(doc))));
    entries.extend(member.default.as_ref().map(|value| Entry::plain("default", Flow::scalar(value))));
    entries.extend(member.example.as_ref().map(|value| Entry::plain("example", Flow::scalar(value))));
    if member.is_deprecated {
        entries.push(Entry::plain("deprecated", Flow::word("true")));
    }
    match entries.len() {
        1 => Flow::ty(&member.ty),
        _ => Flow::Map(entries),
    }
}
