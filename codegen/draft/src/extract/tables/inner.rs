//! Tables in the cells of fields.

use super::finder::{Finder, Inner};
use super::sheet::{FieldColumns, Sheet};
use super::{attach, fields, listed};
use crate::found::{Layout, Place};
use crate::page::Table;

impl Finder<'_> {
    /// Notes which tables are in the cells of a table of fields.
    pub(super) fn look_inside(
        &mut self,
        table: &Table,
        sheet: &Sheet<'_>,
        columns: &FieldColumns,
        place: Place,
    ) {
        if !self.context.is_inside {
            let inner = table.inner().into_iter().map(|first| Inner { first, outer: place, field: None });
            self.inner = inner.collect();
        }
        let owners = fields::owners(sheet, columns);
        let mut owners = owners.into_iter().peekable();
        for inner in &mut self.inner {
            if let Some((_, field)) = owners.next_if(|(first, _)| *first == inner.first) {
                inner.field = Some(field);
            }
        }
    }

    /// Reads a table in the cell of a field: its members, or its values.
    pub(super) fn inside(&mut self, table: &Table, place: Place, inner: &Inner) -> bool {
        let known = self.found.fields.len();
        let outer = known.checked_sub(1).and_then(|at| self.found.fields.get_mut(at));
        let outer = outer.filter(|outer| outer.place == inner.outer);
        let Some(outer) = outer else { return self.table(table, place, Layout::Table, &[]) };
        let row = outer.rows.iter().rposition(|field| Some(field.span) == inner.field);
        let Some(row) = row else { return self.table(table, place, Layout::Table, &[]) };
        if let Some(field) = outer.rows.get_mut(row)
            && let Some(values) = listed::inside(table, field, &self.context)
        {
            field.values = values;
            return true;
        }
        self.context.is_inside = true;
        let is_used = self.table(table, place, Layout::Table, &[]);
        self.context.is_inside = false;
        if !is_used {
            self.not_understood(table);
        }
        let read = self.found.fields.split_off(known);
        if let Some(outer) = self.found.fields.last_mut() {
            read.iter().for_each(|table| attach::put(table, outer, row));
        }
        is_used
    }
}
