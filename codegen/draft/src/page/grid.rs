//! Rows of cells that span several places.

use crate::page::block::{Cell, Row};
use crate::page::text::Text;
use stubwright_spec::source::{FileId, Span};

/// How much may be repeated on a page, in bytes as it were: hostile spans would take all memory.
pub(super) const BUDGET: usize = 8 << 20;

/// The memory of a repeated cell, without its text.
const CELL: usize = 128;

/// No cell spans more places.
const LONGEST: usize = 1000;

/// A row, and how its own cells are set.
pub(super) struct Line {
    pub(super) row: Row,
    /// Whether it is the head of columns by its cells or its place.
    pub(super) is_head: bool,
    pub(super) is_bold: bool,
    /// How many cells are its own.
    pub(super) own: usize,
}

/// Rows as they are read.
pub(super) struct Grid {
    file: FileId,
    /// The lines so far.
    pub(super) lines: Vec<Line>,
    /// The cells from above, by column, and for how many more rows.
    above: Vec<Option<(usize, Cell)>>,
    row: Option<Open>,
}

struct Open {
    start: usize,
    cells: Vec<Cell>,
    own: usize,
    heads: usize,
    bolds: usize,
}

/// A cell that was read.
pub(super) struct Own {
    pub(super) cell: Cell,
    /// How many rows it spans; 0 for all that follow.
    pub(super) rows: usize,
    pub(super) columns: usize,
    /// Whether it is the head of a column or row.
    pub(super) is_head: bool,
    pub(super) is_bold: bool,
}

impl Grid {
    pub(super) fn new(file: FileId) -> Self {
        Self { file, lines: Vec::new(), above: Vec::new(), row: None }
    }

    pub(super) fn has_row(&self) -> bool {
        self.row.is_some()
    }

    pub(super) fn start_row(&mut self, start: usize) {
        self.row = Some(Open { start, cells: Vec::new(), own: 0, heads: 0, bolds: 0 });
    }

    /// Ends a part of the table: no cell spans into the next one.
    pub(super) fn end_section(&mut self) {
        self.above.clear();
    }

    /// Adds a cell at the next free place.
    pub(super) fn add(&mut self, own: Own, budget: &mut usize) {
        let Some(row) = &mut self.row else { return };
        while row.repeat(&mut self.above, budget) {}
        row.own += 1;
        row.heads += usize::from(own.is_head);
        row.bolds += usize::from(own.is_bold);
        let rows = if own.rows == 0 { LONGEST } else { own.rows.min(LONGEST) };
        let again = own.cell.repeated();
        let mut first = Some(own.cell);
        for _ in 0..own.columns.clamp(1, LONGEST) {
            if first.is_none() && !pay(budget, &again) {
                break;
            }
            let column = row.cells.len();
            row.cells.push(first.take().unwrap_or_else(|| again.clone()));
            if rows > 1 && pay(budget, &again) {
                if self.above.len() <= column {
                    self.above.resize_with(column + 1, || None);
                }
                if let Some(place) = self.above.get_mut(column) {
                    *place = Some((rows - 1, again.clone()));
                }
            }
        }
    }

    pub(super) fn end_row(&mut self, end: usize, is_in_head: Section, budget: &mut usize) {
        let Some(mut row) = self.row.take() else { return };
        let last = self.above.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
        while row.cells.len() < last {
            if row.repeat(&mut self.above, budget) {
                continue;
            }
            // A place that neither this row nor one above fills.
            let empty = Cell::of(Text::of(self.file, "", end..end));
            if !pay(budget, &empty) {
                self.above.clear();
                break;
            }
            row.cells.push(empty);
        }
        if row.own == 0 {
            return;
        }
        let row_of = Row { span: Span::new(self.file, row.start, end), cells: row.cells };
        self.lines.push(Line {
            row: row_of,
            is_head: is_in_head == Section::Head || row.heads == row.own,
            is_bold: row.bolds == row.own,
            own: row.own,
        });
    }
}

/// The part of a table a row is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Head,
    Body,
}

impl Open {
    /// Repeats the cell from above, when there is one at the next place.
    fn repeat(&mut self, above: &mut [Option<(usize, Cell)>], budget: &mut usize) -> bool {
        let Some(place) = above.get_mut(self.cells.len()) else { return false };
        let Some((left, cell)) = place else { return false };
        if !pay(budget, cell) {
            *place = None;
            return false;
        }
        self.cells.push(cell.clone());
        *left -= 1;
        if *left == 0 {
            *place = None;
        }
        true
    }
}

fn pay(budget: &mut usize, cell: &Cell) -> bool {
    let price = CELL + cell.text.as_str().len();
    let can = *budget >= price;
    if can {
        *budget -= price;
    }
    can
}
