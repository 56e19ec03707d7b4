//! Fields in the list of a cell: they are the members of the field of its row.

use super::items;
use super::parts::Parts;
use super::typed::Notation;
use crate::extract::tables::sheet::{FieldColumns, Sheet};
use crate::extract::tables::{cell, choices, names};
use crate::found::{Field, Printed};
use crate::page::{Block, Cell, Row, Text};
use stubwright_spec::source::Span;

/// Where each table in a cell begins, and the field of its row; a row without a name goes on with the one above.
pub(in crate::extract::tables) fn owners(sheet: &Sheet<'_>, columns: &FieldColumns) -> Vec<(Span, Span)> {
    let mut found = Vec::new();
    let mut field = None;
    for row in &sheet.rows {
        let names = row.cells.get(columns.name).map(|cell| names::of_cell(&cell.text)).unwrap_or_default();
        field = names.last().map(|(name, text)| text.place(name.at..name.at + name.text.len())).or(field);
        for block in row.cells.iter().flat_map(|cell| &cell.inside) {
            if let Block::Table(table) = block {
                found.extend(table.first().map(|row| row.span).zip(field));
            }
        }
    }
    found
}

/// The members that a row lists. Their texts are removed from the description of the row.
pub(super) fn of_row(row: &Row, name: usize, parts: &mut Parts, notation: Notation) -> Vec<Field> {
    let kind = parts.ty.as_ref().and_then(|ty| notation.read(&ty.value).printed);
    let mut found = Vec::new();
    for cell in row.cells.iter().enumerate().filter(|(at, _)| *at != name).map(|(_, cell)| cell) {
        let listed = items_of(cell);
        let lines = if listed.is_empty() { lines_of(&cell.text) } else { Vec::new() };
        let own = lines.iter().map(|(depth, line)| (*depth, line));
        let items: Vec<(usize, &Text)> = listed.iter().copied().chain(own).collect();
        if items.is_empty() {
            continue;
        }
        let rows = can_have_members(kind.as_ref())
            .then(|| items::members(&items, is_object(kind.as_ref())))
            .flatten();
        if let Some(rows) = rows {
            found.extend(rows.fields);
            if parts.doc.as_ref().is_some_and(|doc| is_in(doc, cell)) {
                parts.doc = Some(without(cell, &items)).filter(|doc| !doc.is_blank());
                parts.lines.clear();
            }
        } else if parts.lines.is_empty() && !listed.is_empty() {
            // The bullets of a list are no part of its text.
            let lines: Vec<String> = items.iter().map(|(_, text)| format!("- {}", text.as_str())).collect();
            parts.lines = choices::lines(&lines.join("\n"));
        }
    }
    found
}

fn items_of(cell: &Cell) -> Vec<(usize, &Text)> {
    let items = cell.inside.iter().filter_map(|block| match block {
        Block::Item(depth, text) => Some((*depth, text)),
        _ => None,
    });
    items.collect()
}

/// The lines of a cell that may be items of a list: those with bullets, else those from the first on that has a type.
fn lines_of(text: &Text) -> Vec<(usize, Text)> {
    let lines = text.lines();
    if lines.len() < 2 {
        return Vec::new();
    }
    let bulleted = |line: &Text| {
        let bare = cell::without_bullet(line);
        let depth = line.as_str().len() - line.as_str().trim_start().len();
        (bare.as_str().len() < line.trimmed().as_str().len()).then_some((depth, bare))
    };
    let found: Vec<(usize, Text)> = lines.iter().filter_map(bulleted).collect();
    if !found.is_empty() {
        return found;
    }
    let rest = lines.iter().skip_while(|line| items::item(line).is_none());
    rest.map(|line| (0, line.trimmed())).filter(|(_, line)| !line.is_blank()).collect()
}

fn can_have_members(kind: Option<&Printed>) -> bool {
    match kind {
        None | Some(Printed::Object | Printed::List(None)) => true,
        Some(Printed::List(Some(inner))) => can_have_members(Some(inner)),
        Some(_) => false,
    }
}

fn is_object(kind: Option<&Printed>) -> bool {
    match kind {
        Some(Printed::Object) => true,
        Some(Printed::List(Some(inner))) => is_object(Some(inner)),
        _ => false,
    }
}

fn is_in(text: &Text, cell: &Cell) -> bool {
    let (inner, outer) = (text.span(), cell.text.span());
    outer.start <= inner.start && inner.end <= outer.end
}

/// The text of a cell without its items.
fn without(cell: &Cell, items: &[(usize, &Text)]) -> Text {
    let mut rest = Text::new(cell.text.file());
    let is_item = |line: &Text| {
        let line = line.trimmed().span();
        items.iter().map(|(_, item)| item.span()).any(|item| item.start < line.end && line.start < item.end)
    };
    for line in cell.text.lines().iter().filter(|line| !line.is_blank() && !is_item(line)) {
        rest.append_line(line);
    }
    cell::one_line(&rest)
}
