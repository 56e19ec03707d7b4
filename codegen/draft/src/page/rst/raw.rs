//! Cells before they are read.

use super::line::Line;

/// A cell before it is read.
pub(super) struct Raw {
    pub(super) lines: Vec<Line>,
    /// How many rows and columns it spans.
    pub(super) rows: usize,
    pub(super) columns: usize,
}

impl Raw {
    pub(super) fn of(lines: Vec<Line>) -> Self {
        Self { lines, rows: 1, columns: 1 }
    }
}
