//! Tables and lists of fields.

mod definitions;
mod heads;
mod inline;
mod inside;
mod items;
mod parts;
mod rows;
mod shown;
mod spelled;
mod stacked;
mod typed;
mod written;

pub(super) use definitions::definitions;
pub(super) use inside::owners;
pub(super) use items::list;
pub(super) use parts::part;
pub(super) use rows::{dotted, inside};
pub(super) use spelled::Spelling;
pub(super) use stacked::Stacked;
pub(super) use typed::in_doc;

use std::borrow::Cow;

pub(in crate::extract) use shown::show;

use parts::Parts;
use rows::Rows;
use typed::Notation;

use super::answers::{self, Answers};
use super::context::Context;
use super::names;
use super::numbers;
use super::sheet::{FieldColumns, Sheet, is_spanned};
use crate::found::{FieldTable, Place, Side};
use crate::page::{Cell, Row, Text};
use stubwright_spec::diag::Diagnostics;

/// Reads a table of fields; `None` where no row is one. Tables in its cells are not read.
pub(super) fn read(
    sheet: &Sheet<'_>,
    columns: &FieldColumns,
    place: Place,
    context: &Context,
    diags: &mut Diagnostics,
) -> Option<FieldTable> {
    let get = |row: &'_ Row, column: usize| {
        row.cells.get(column).map(|cell| cell.text.as_str().to_owned()).unwrap_or_default()
    };
    let head = |column: usize| sheet.heads.get(column).map(|head| head.value.as_str()).unwrap_or_default();
    let answers = columns.required.map(|column| {
        let cells: Vec<String> = sheet.rows.iter().map(|row| get(row, column)).collect();
        Answers::of(cells.iter().map(String::as_str), head(column))
    });
    let notation = Notation::of(sheet, columns);
    let mut rows = Rows::new(notation, context.legends.at(place));
    let levels = levels(sheet, columns.name);
    let outer = outer(sheet, columns.name);
    let numbered = sheet.rows.iter().enumerate().map(|(at, row)| (levels.get(at), row));
    for (level, row) in
        numbered.flat_map(|(level, row)| parted(row, columns.name).into_iter().map(move |row| (level, row)))
    {
        let Some(cell) = row.cells.get(columns.name) else { continue };
        let parent = outer.filter(|_| cell.text.is_blank()).and_then(|outer| row.cells.get(outer));
        let parent = parent.filter(|parent| !parent.text.is_blank());
        let cell = parent.unwrap_or(cell);
        let (mut depth, start) = level.copied().unwrap_or_default();
        depth += usize::from(outer.is_some() && parent.is_none());
        let text = cell.text.slice(start..cell.text.as_str().len());
        let mut parts = Parts::of(&row, columns, answers, notation);
        let inside = self::inside::of_row(&row, columns.name, &mut parts, notation);
        if is_alone(&row, columns.name) && rows.part(&text, is_spanned(&row)) {
            continue;
        }
        for (mut name, text) in names::of_cell(&text) {
            name.width += 4 * depth;
            name.is_marked |= depth > 0;
            rows.push(&name, &text, &parts, cell.is_struck);
        }
        // A row without a name goes on with the one above.
        rows.put_inside(inside);
        if cell.text.is_blank() && parts.ty.is_none() {
            rows.go_on(parts.doc);
        }
    }
    if !rows.answer(context.required()) && columns.required.is_none() {
        rows.settle();
    }
    let mut table = rows.finish(place, context, diags)?;
    if columns.required.is_some_and(|column| answers::is_of_answers(head(column))) {
        table.side = Side::Response;
        table.rows.iter_mut().for_each(|field| field.goes = None);
    }
    Some(table)
}

/// The column right before the names that has the names of objects, in rows of their own above their members.
fn outer(sheet: &Sheet<'_>, name: usize) -> Option<usize> {
    let outer = name.checked_sub(1)?;
    let texts = |row: &Row| {
        let text =
            |column: usize| row.cells.get(column).map_or("", |cell| cell.text.as_str().trim()).to_owned();
        (text(outer), text(name))
    };
    let rows = || sheet.rows.iter().filter(|row| !is_spanned(row)).map(|row| texts(row));
    let is_one = |(outer, name): &(String, String)| outer.is_empty() != name.is_empty();
    let named = rows().filter(|(outer, _)| !outer.is_empty());
    let begins = rows().next().is_some_and(|(outer, _)| !outer.is_empty());
    let are_names = named.clone().all(|(outer, _)| names::is_name(&outer));
    (begins && are_names && rows().count() > named.count() && rows().all(|row| is_one(&row))).then_some(outer)
}

/// How deep each row lies by its number, and where its name begins: numbers are in front of the names, or in a column of
/// their own.
fn levels(sheet: &Sheet<'_>, name: usize) -> Vec<(usize, usize)> {
    let of = |column: usize| {
        let cells =
            sheet.rows.iter().map(move |row| row.cells.get(column).map_or("", |cell| cell.text.as_str()));
        numbers::levels(cells)
    };
    let own = of(name);
    let beside =
        || (0..name).find_map(of).map(|levels| levels.into_iter().map(|(level, _)| (level, 0)).collect());
    let found = own.or_else(beside).unwrap_or_default();
    found.into_iter().map(|(level, at)| (level - 1, at)).collect()
}

/// Whether no other cell of a row says anything of its own.
fn is_alone(row: &Row, name: usize) -> bool {
    let others = || row.cells.iter().enumerate().filter(|(at, _)| *at != name).map(|(_, cell)| cell);
    others().all(|cell| cell.is_repeated || cell.text.is_blank())
}

/// The rows in a row whose name has several lines, each a name: one for each line, with the lines of cells that have as many.
fn parted(row: &Row, name: usize) -> Vec<Cow<'_, Row>> {
    let lines = |cell: &Cell| -> Vec<Text> {
        let lines = cell.text.lines().into_iter().map(|line| line.trimmed());
        lines.filter(|line| !line.as_str().is_empty()).collect()
    };
    let names = row.cells.get(name).map(lines).unwrap_or_default();
    let is_word = |line: &Text| names::is_name(line.as_str()) && !line.as_str().ends_with('.');
    if names.len() < 2 || !names.iter().all(is_word) {
        return vec![Cow::Borrowed(row)];
    }
    let cells: Vec<Vec<Text>> = row.cells.iter().map(lines).collect();
    // A name and what is said of it on the next line is one field.
    if cells.iter().filter(|lines| lines.len() == names.len()).count() < 2 {
        return vec![Cow::Borrowed(row)];
    }
    let own = |at: usize| {
        let cells = row.cells.iter().zip(&cells).map(|(cell, lines)| {
            let line = lines.get(at).filter(|_| lines.len() == names.len());
            line.map_or_else(
                || cell.clone(),
                |line| Cell { link: cell.link.clone(), ..Cell::of(line.clone()) },
            )
        });
        Cow::Owned(Row { span: row.span, cells: cells.collect() })
    };
    (0..names.len()).map(own).collect()
}
