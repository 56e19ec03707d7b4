//! Tables of copied text with a cell on each line, which ends with a bar.

use super::part::Part;
use crate::lexicon::calls::{METHODS, URLS};
use crate::lexicon::columns;
use crate::page::block::{Row, Table};
use stubwright_spec::source::Span;

/// No table has more columns.
const WIDEST: usize = 8;

/// The table that begins in a line, and the line after it: as wide as its lines are heads. A row of heads begins another one.
pub(super) fn table(part: &Part<'_>, at: usize) -> Option<(Table, usize)> {
    let all = (at..).map_while(|at| cell(part.line(at)?)).count();
    // Heads are in capitals where the first one is: `success` below `Field` is a name.
    let is_capital = |cell: &str| cell.trim_start().starts_with(char::is_uppercase);
    let is_led = part.line(at).is_some_and(is_capital);
    let head = |column: usize| {
        let cell = part.line(at + column).and_then(cell);
        cell.is_some_and(|cell| is_head(cell) && is_capital(cell) == is_led)
    };
    let next = (2..all).find(|column| head(*column) && head(column + 1) && !head(column - 1));
    let count = next.unwrap_or(all);
    let is_width = |width: &usize| {
        let known = (0..*width).filter(|column| head(*column)).count();
        count % width == 0 && count > *width && known >= 2 && known + 1 >= *width && !head(*width)
    };
    let width = (2..=WIDEST).rev().find(is_width)?;
    let mut rows = (0..count / width).map(|row| {
        let first = at + row * width;
        let range = |at: usize| {
            let range = part.lines.get(at).cloned().unwrap_or_default();
            let text = part.line(at).and_then(cell).unwrap_or_default();
            range.start..range.start + text.len()
        };
        let cells = (first..first + width).map(|at| part.cell(range(at))).collect();
        let span = Span::new(part.file, range(first).start, range(first + width - 1).end);
        Row { span, cells }
    });
    let head = rows.next().into_iter().collect();
    Some((Table { head, rows: rows.collect() }, at + count))
}

/// The text of a line that ends with its only bar.
fn cell(line: &str) -> Option<&str> {
    line.trim_end().strip_suffix('|').filter(|cell| !cell.contains('|'))
}

fn is_head(cell: &str) -> bool {
    let lower = cell.trim().to_lowercase();
    !columns::of(&lower).is_empty() || METHODS.has(&lower) || URLS.has(&lower)
}
