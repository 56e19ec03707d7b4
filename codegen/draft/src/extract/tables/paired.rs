//! Columns whose cells have a name and below it a type: `id*`, and `integer` on the next line.

use std::borrow::Cow;

use super::{cell, kinds, names};
use crate::lexicon::columns::{self, Column};
use crate::lexicon::weights::MOSTLY;
use crate::page::{Cell, Row, Table, Text};

/// So many rows say what a column is.
const LOOKED_AT: usize = 200;

/// The table with a column for the types, where its first column has both.
pub(super) fn parted(table: &Table) -> Cow<'_, Table> {
    let firsts = || table.rows.iter().filter_map(|row| row.cells.first()).take(LOOKED_AT);
    let paired = firsts().filter(|cell| is_paired(cell)).count();
    let has_types = || {
        let heads = table.head.last().map(|row| row.cells.as_slice()).unwrap_or_default();
        let is_type = |cell: &Cell| columns::of(cell.text.as_str()).first() == Some(&Column::Kind);
        heads.iter().skip(1).any(is_type)
    };
    // The first row may be the head.
    let all = firsts().count().saturating_sub(usize::from(table.head.is_empty()));
    if paired == 0 || !MOSTLY.is_reached(paired, all.max(1)) || has_types() {
        return Cow::Borrowed(table);
    }
    let part = |row: &Row| {
        let mut cells = Vec::with_capacity(row.cells.len() + 1);
        if let Some((first, rest)) = row.cells.split_first() {
            let (name, ty) = halves(first);
            cells.extend([name, ty]);
            cells.extend_from_slice(rest);
        }
        Row { span: row.span, cells }
    };
    Cow::Owned(Table {
        head: table.head.iter().map(part).collect(),
        rows: table.rows.iter().map(part).collect(),
    })
}

/// Whether a cell has a name on its first line and a type on its second.
fn is_paired(cell: &Cell) -> bool {
    let (name, ty) = halves(cell);
    names::is_name(name.text.as_str().trim()) && kinds::is_type(&cell::line(&ty.text).value)
}

/// The first line of a cell, and what is below it.
fn halves(cell: &Cell) -> (Cell, Cell) {
    let text = cell.text.trimmed_end();
    let start = text.as_str().len() - text.as_str().trim_start_matches('\n').len();
    let length = text.as_str().get(start..).and_then(|rest| rest.find('\n'));
    let end = length.map_or(text.as_str().len(), |length| start + length);
    let below: Text = text.slice(end..text.as_str().len()).trimmed();
    (Cell { text: text.slice(start..end), ..cell.clone() }, Cell { text: below, ..cell.clone() })
}
