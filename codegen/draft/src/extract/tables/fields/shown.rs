//! Rows for the members of a sample that shows one field: `customer has this structure:` above JSON.

use super::super::attach;
use super::super::kinds;
use super::super::names;
use super::super::titles::identifiers;
use super::parts::Parts;
use super::rows::{Named, field};
use crate::found::{Field, Found, Place, Printed, Step};
use crate::json::{Kind, Value};
use crate::page::Text;

/// No more tables above are looked at.
const ABOVE: usize = 6;

/// No members of members are deeper.
const DEEPEST: usize = 8;

/// Makes the members of a sample rows below the field that its title names, in the nearest table above that has an object of
/// that name without members; `false` where there is none.
pub(in crate::extract) fn show(found: &mut Found, title: &str, value: &Value, place: Place) -> bool {
    let Some(name) = named(title).filter(|name| value.get(name).is_none()) else { return false };
    let (start, ..) = found.page(place);
    let before = found.fields.partition_point(|table| table.place < place);
    let tables = found.fields.iter_mut().take(before).rev().take(ABOVE);
    for table in tables.take_while(|table| table.place >= start) {
        let is_it = |field: &Field| field.path.last().is_some_and(|step| step.name == name) && is_open(field);
        let Some(at) = table.rows.iter().position(is_it) else { continue };
        let Some(outer) = table.rows.get(at).map(|field| field.path.clone()) else { continue };
        let is_inside = |field: &Field| field.path.len() > outer.len() && field.path.starts_with(&outer);
        if table.rows.iter().any(is_inside) {
            continue;
        }
        let mut rows = Vec::new();
        members(value, &outer, &mut rows);
        let is_any = !rows.is_empty();
        table.rows.splice(at + 1..at + 1, rows);
        return is_any;
    }
    false
}

/// The name in a title: alone with words for a table, or the first word of a sentence where it can be nothing but a name.
fn named(title: &str) -> Option<&str> {
    let bare = title.trim_start_matches(|c: char| !c.is_ascii_alphabetic() && c != '`');
    let first = identifiers(bare).next().filter(|first| bare.trim_start_matches('`').starts_with(first))?;
    let is_name = bare.starts_with('`')
        || first.contains('_')
        || first.chars().skip(1).any(|c| c.is_ascii_uppercase())
            && first.starts_with(|c: char| c.is_ascii_lowercase());
    let words: Vec<&str> = identifiers(title).collect();
    if is_name { Some(first) } else { attach::title(title, &words) }
}

/// Whether a field may have members that its table does not list.
fn is_open(field: &Field) -> bool {
    match &field.kind {
        None | Some(Printed::Object | Printed::List(None)) => true,
        Some(Printed::List(Some(item))) => **item == Printed::Object,
        _ => false,
    }
}

/// The rows of the members of an object, or of the first object of a list.
fn members(value: &Value, outer: &[Step], rows: &mut Vec<Field>) {
    let object = match &value.kind {
        Kind::List(items) => items.first().map(|item| &item.kind),
        kind => Some(kind),
    };
    let Some(Kind::Object(members)) = object.filter(|_| outer.len() < DEEPEST) else { return };
    for (key, value) in members {
        let Some(name) = names::read(&key.value) else { continue };
        let step = Step { name: key.value.clone(), is_list: matches!(value.kind, Kind::List(_)) };
        let path: Vec<Step> = outer.iter().cloned().chain([step]).collect();
        let doc = value.comment.as_ref().map(|comment| {
            let mut text = Text::new(comment.span.file);
            text.push(&comment.value, comment.span.range());
            text
        });
        let mut kind = kinds::read(word(value));
        kind.guess = Some("by its sample");
        rows.push(field(
            path.clone(),
            &Named { name: &name, span: key.span, marked: None },
            kind,
            &Parts { doc, ..Parts::default() },
            false,
        ));
        self::members(value, &path, rows);
    }
}

/// The word for the type of a value; empty where it shows none.
fn word(value: &Value) -> &'static str {
    match &value.kind {
        Kind::Text(_) => "string",
        Kind::Number(number) if number.contains(['.', 'e', 'E']) => "double",
        Kind::Number(_) => "long",
        Kind::Bool(_) => "boolean",
        Kind::Object(_) => "object",
        Kind::List(_) => "array",
        Kind::Null | Kind::Blank => "",
    }
}
