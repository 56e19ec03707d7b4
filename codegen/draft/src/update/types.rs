//! Types: new fields after those they follow on the page, new values and types at the end.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, ChangeKind};
use super::edit;
use super::edit::{Editor, Gap, Map, Slots, entries, entry, places};
use super::pairs::{Pairs, by_wire, field_label};
use super::rows::CANNOT;
use crate::sheet::{Note, Noted, Type, TypeKind, unplaced};
use crate::write;
use stubwright_spec::ast::{self, Field, TypeDef, TypeKind as OldKind, Value};
use stubwright_spec::front::native::print::{Entry, Notes, apart, enum_value, notation, wire};
use stubwright_spec::source::node::{Cursor, Shape};
use stubwright_spec::source::{FileId, Span};

/// Brings the types that belong together up to the pages.
pub(super) fn update(pairs: &mut Pairs<'_>, section: Option<Map<'_>>, main: FileId, editor: &mut Editor<'_>) {
    let mut by_old: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (new, old) in &pairs.found {
        by_old.entry(*old).or_default().push(*new);
    }
    let places = places(section);
    for (old, new) in by_old {
        let (Some(def), Some(first)) = (pairs.old.get(old), new.first()) else { continue };
        let span = def.name.span;
        let written = places.get(&span.start).filter(|map| map.key.span == span && span.file == main);
        if let (Some(map), Some(ty)) = (written, pairs.sheet.get(*first)) {
            editor.cite(map.key.span, None, &ty.notes);
        }
        let map = written.and_then(|map| body(*map, def));
        match (&def.kind, pairs.sheet.get(*first).map(|ty| &ty.value.kind)) {
            (OldKind::Struct(fields), Some(TypeKind::Struct(_))) => {
                structure(pairs, &new, (def, fields), map, editor);
            }
            (OldKind::Enum(values), Some(TypeKind::Enum(_))) => {
                enumeration(pairs, &new, (def, values), map, editor);
            }
            _ => {}
        }
    }
}

/// The map of the fields of a struct, or `enum:` with its values.
fn body<'a>(written: Map<'a>, def: &TypeDef) -> Option<Map<'a>> {
    match def.kind {
        OldKind::Enum(_) => entry(written.value, "enum"),
        _ => entry(written.value, "struct").filter(|_| is_long(written.value)).or(Some(written)),
    }
}

/// A struct in its long form has `struct:` and no field beside it.
fn is_long(value: Cursor<'_>) -> bool {
    entries(value).iter().all(|(key, _)| matches!(key.text, "struct" | "doc" | "deprecated"))
}

fn structure(
    pairs: &mut Pairs<'_>,
    new: &[usize],
    (def, fields): (&TypeDef, &[Field]),
    map: Option<Map<'_>>,
    editor: &mut Editor<'_>,
) {
    let known = by_wire(fields);
    let written = by_place(map);
    let mut slots = map.and_then(|map| editor.slots(map, Gap::Close));
    let mut on_page: BTreeSet<u32> = BTreeSet::new();
    let mut added: BTreeSet<String> = BTreeSet::new();
    let sheet = pairs.sheet;
    for at in new {
        let Some(TypeKind::Struct(members)) = sheet.get(*at).map(|ty| &ty.value.kind) else { continue };
        let mut before: Option<Span> = None;
        for member in members {
            let name = member.value.wire.as_str();
            let label = field_label(def, name);
            match known.get(name) {
                Some(field) => {
                    let value = written.get(&field.key.span.start).copied();
                    same_field(pairs, (&member.value, &member.notes), field, value, &label, editor);
                    before = Some(field.key.span);
                    on_page.insert(field.key.span.start);
                }
                None if !added.insert(name.to_owned()) => {}
                None => {
                    let says = notation(&member.value.ty);
                    if editor.is_settled(&label, &says) {
                        continue;
                    }
                    let mut member = member.clone();
                    pairs.rename(&mut member.value.ty);
                    let slot = Slot { slots: slots.as_mut(), before, missing: def.name.span };
                    let ty = notation(&member.value.ty);
                    add_entry(&write::field(&member), slot, (&label, &says, &ty), &member.notes, editor);
                }
            }
        }
    }
    // Without a field that both have it is another type.
    if on_page.is_empty() {
        return;
    }
    for field in fields.iter().filter(|field| !on_page.contains(&field.key.span.start) && !field.deprecated) {
        editor.gone(field_label(def, field.wire.as_str()), field.key.span);
    }
}

fn value_label(owner: &TypeDef, value: &Value) -> String {
    format!("value {} of {}", value.wire.value, owner.name.value)
}

/// The values of a map by where their keys start.
pub(super) fn by_place(map: Option<Map<'_>>) -> BTreeMap<u32, Cursor<'_>> {
    let all = map.map(|map| entries(map.value)).unwrap_or_default();
    all.into_iter().map(|(key, value)| (key.span.start, value)).collect()
}

/// Where an entry goes.
pub(super) struct Slot<'s, 'a> {
    pub(super) slots: Option<&'s mut Slots<'a>>,
    /// The key that it follows.
    pub(super) before: Option<Span>,
    /// The place to report when it cannot be inserted.
    pub(super) missing: Span,
}

/// Inserts a field or parameter and says so.
pub(super) fn add_entry(
    new: &Entry,
    slot: Slot<'_, '_>,
    (label, says, ty): (&str, &str, &str),
    notes: &[Note],
    editor: &mut Editor<'_>,
) {
    let at = slot.slots.and_then(|slots| editor.insert(slots, slot.before, new));
    let span = notes.iter().find_map(|note| note.span);
    match at {
        Some(at) => {
            editor.say(at, Change::new(ChangeKind::Added, label, ty, span).marked(label, says));
        }
        None => {
            let detail = format!("on the page as `{ty}`, and cannot be inserted here");
            editor.contradicts(label, says, detail, slot.missing);
        }
    }
}

pub(super) fn same_field(
    pairs: &Pairs<'_>,
    (new, notes): (&Field, &[Note]),
    old: &Field,
    written: Option<Cursor<'_>>,
    label: &str,
    editor: &mut Editor<'_>,
) {
    let span = old.key.span;
    if written.is_some() {
        editor.cite(span, written, notes);
    }
    // A field that is in all samples may be optional all the same; a row of a table says whether it is.
    let is_stated = notes.iter().any(|note| !note.is_guess && note.text.is_empty() && note.span.is_some());
    // A sample shows one value: an enum or a range of the spec says more, and is not a difference.
    if !pairs.is_same(&new.ty, &old.ty) && (is_stated || !pairs.allows(&new.ty, &old.ty)) {
        let old_ty = editor.sources.text(*old.ty.span).trim_matches('"').to_owned();
        let says = notation(&new.ty);
        let detail = format!("the page says `{says}`, the spec `{old_ty}`");
        editor.contradicts(label, &says, detail, span);
    }
    // A value in the query of a call says nothing about others.
    let is_shown = notes.iter().any(|note| !note.is_guess && !note.text.is_empty());
    let is_absent = new.optional && !is_shown;
    if (is_stated || is_absent) && new.optional != old.optional {
        let (says, detail) = if new.optional {
            ("optional", "optional on the page, required here")
        } else {
            ("required", "required on the page, optional here")
        };
        editor.contradicts(label, says, detail, span);
    }
    let Some(doc) = &new.doc else { return };
    text(doc.as_str(), old.doc.as_ref().map(|doc| doc.as_str()), written, (label, span), editor);
}

/// A description: put in its place where the main file has one, or said.
fn text(
    new: &str,
    old: Option<&str>,
    written: Option<Cursor<'_>>,
    (label, span): (&str, Span),
    editor: &mut Editor<'_>,
) {
    if old.is_some_and(|old| edit::says(old, new)) {
        return;
    }
    let says = format!("doc: {new}");
    if editor.is_settled(label, &says) {
        return;
    }
    match (old, written.and_then(|value| entry(value, "doc")).and_then(|doc| doc.value.scalar())) {
        (Some(old), Some(scalar)) => {
            editor.replace(scalar, new);
            let detail = format!("doc: {old} → {new}");
            let at = scalar.span.range().start;
            let change = Change::new(ChangeKind::Changed, label, detail, Some(scalar.span));
            editor.say(at, change.marked(label, &says));
        }
        _ => editor.contradicts(label, &says, format!("the page describes it: {new}"), span),
    }
}

fn enumeration(
    pairs: &Pairs<'_>,
    new: &[usize],
    (def, old): (&TypeDef, &ast::Enum),
    map: Option<Map<'_>>,
    editor: &mut Editor<'_>,
) {
    let known: BTreeMap<&str, &ast::Value> =
        old.values.iter().map(|value| (value.wire.as_str(), value)).collect();
    let written = by_place(map);
    let list = map.map(|map| map.value).filter(|value| matches!(value.shape(), Shape::Sequence(_)));
    let mut slots = map.filter(|_| list.is_none()).and_then(|map| editor.slots(map, Gap::Close));
    let last = slots.as_ref().and_then(Slots::last);
    let mut on_page: BTreeSet<&str> = BTreeSet::new();
    let mut names: BTreeSet<String> =
        old.values.iter().filter_map(|value| Some(value.name.as_ref()?.value.clone())).collect();
    for at in new {
        let Some(TypeKind::Enum(all)) = pairs.sheet.get(*at).map(|ty| &ty.value.kind) else {
            continue;
        };
        for (value, name) in all.values.iter().zip(write::names(&all.values)) {
            let label = value_label(def, value);
            if !on_page.insert(value.wire.as_str()) {
                continue;
            }
            let Some(old) = known.get(value.wire.as_str()) else {
                if editor.is_settled(&label, meaning(value)) {
                    continue;
                }
                let name = free(&name, &mut names);
                let at = match (list, &mut slots) {
                    (Some(list), _) => editor.push_item(list, &Entry::item(wire(value, all.repr))),
                    (None, Some(slots)) => {
                        let named = Value { name: Some(unplaced(name)), ..value.clone() };
                        editor.insert(slots, last, &enum_value(&named, all.repr, &Notes::default()))
                    }
                    (None, None) => None,
                };
                say_value(at, value, (&label, def.name.span), editor);
                continue;
            };
            let written = old.name.as_ref().and_then(|name| written.get(&name.span.start).copied());
            // A list of values has no place for what they mean.
            if let (Some(doc), Some(_)) = (&value.doc, &old.name) {
                text(
                    doc.as_str(),
                    old.doc.as_ref().map(|doc| doc.as_str()),
                    written,
                    (&label, old.wire.span),
                    editor,
                );
            }
        }
    }
    if !old.values.iter().any(|value| on_page.contains(value.wire.as_str())) {
        return;
    }
    for value in old.values.iter().filter(|value| !on_page.contains(value.wire.as_str()) && !value.deprecated)
    {
        editor.gone(value_label(def, value), value.wire.span);
    }
}

fn free(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut free = name.to_owned();
    let mut number = 2;
    while !taken.insert(free.clone()) {
        free = format!("{name}{number}");
        number += 1;
    }
    free
}

fn say_value(at: Option<usize>, value: &Value, (label, missing): (&str, Span), editor: &mut Editor<'_>) {
    match at {
        Some(at) => editor.say(at, Change::new(ChangeKind::Added, label, meaning(value), None)),
        None => editor.contradicts(label, meaning(value), CANNOT, missing),
    }
}

fn meaning(value: &Value) -> &str {
    value.doc.as_ref().map_or("", |doc| doc.as_str())
}

/// Adds the types that what was added needs.
pub(super) fn add(pairs: &mut Pairs<'_>, section: Option<Map<'_>>, editor: &mut Editor<'_>) {
    let mut slots = section.and_then(|section| editor.slots(section, Gap::Apart));
    let last = slots.as_ref().and_then(Slots::last);
    let mut homeless = Vec::new();
    let mut next = 0;
    while let Some((at, name)) = pairs.fresh.get(next).cloned() {
        next += 1;
        let Some(ty) = pairs.sheet.get(at) else { continue };
        let ty = renamed(pairs, ty, &name);
        let label = format!("type {name}");
        let span = ty.notes.iter().find_map(|note| note.span);
        let Some(section) = section else {
            editor.say(usize::MAX, Change::new(ChangeKind::Added, label, "", span));
            homeless.push(write::type_def(&ty));
            continue;
        };
        match slots.as_mut().and_then(|slots| editor.insert(slots, last, &write::type_def(&ty))) {
            Some(at) => editor.say(at, Change::new(ChangeKind::Added, label, "", span)),
            None => editor.differs(label, CANNOT, section.key.span),
        }
    }
    if !homeless.is_empty() {
        editor.append(&Entry::section("types", apart(homeless), &[]));
    }
}

fn renamed(pairs: &mut Pairs<'_>, ty: &Noted<Type>, name: &str) -> Noted<Type> {
    let mut ty = ty.clone();
    name.clone_into(&mut ty.value.name);
    if let TypeKind::Struct(members) = &mut ty.value.kind {
        for member in members {
            pairs.rename(&mut member.value.ty);
        }
    }
    ty
}
