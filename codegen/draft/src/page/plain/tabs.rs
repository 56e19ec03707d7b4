//! Tables whose cells are parted by tabs.

use super::part::{Part, is_head};
use crate::page::block::{Cell, Row, Table};
use stubwright_spec::source::Span;

/// The table that begins in a line, and the line after it.
pub(super) fn table(part: &Part<'_>, at: usize) -> Option<(Table, usize)> {
    // An indentation is not an empty first cell.
    if !part.line(at)?.trim_start().contains('\t') {
        return None;
    }
    let first = row(part, at)?;
    let has_head = is_head(&first.cells);
    let width = first.cells.len();
    let mut rows = vec![first];
    let mut next = at + 1;
    // Whether an empty line has was between all rows so far.
    let mut is_spaced = true;
    while let Some(line) = part.line(next) {
        if line.contains('\t') && !line.trim().is_empty() {
            let row = row(part, next)?;
            is_spaced &= part.line(next - 1).is_some_and(|line| line.trim().is_empty());
            next += 1;
            add(&mut rows, row, width);
        } else if let Some(skipped) = goes_on(part, next, &First { width, has_head, is_spaced }) {
            for at in next..skipped {
                add_line(part, &mut rows, at);
            }
            next = skipped;
        } else {
            break;
        }
    }
    if rows.len() < 2 {
        return None;
    }
    let end = |row: &Row| row.span.range().end;
    let width = rows.iter().map(|row| row.cells.len()).max()?;
    for row in &mut rows {
        let end = end(row);
        row.cells.resize_with(width, || part.missing(end));
    }
    let head = if has_head { vec![rows.remove(0)] } else { Vec::new() };
    Some((Table { head, rows }, next))
}

/// Expectations about the next rows, from the rows so far.
struct First {
    width: usize,
    has_head: bool,
    is_spaced: bool,
}

fn row(part: &Part<'_>, at: usize) -> Option<Row> {
    let range = part.lines.get(at)?.clone();
    let mut start = range.start;
    let mut cells = Vec::new();
    for cell in part.line(at)?.split('\t') {
        cells.push(part.cell(start..start + cell.len()));
        start += cell.len() + 1;
    }
    Some(Row { span: Span::new(part.file, range.start, range.end), cells })
}

/// Adds a row; one that begins with the second half of a broken cell is added to the row before.
fn add(rows: &mut Vec<Row>, row: Row, width: usize) {
    let mut row = Some(row);
    if let Some(last) = rows.last_mut()
        && let Some(rest) = row.take_if(|row| {
            last.cells.len() < width && row.cells.len() > 1 && last.cells.len() + row.cells.len() == width + 1
        })
    {
        last.span = last.span.to(rest.span);
        let mut cells = rest.cells.into_iter();
        if let (Some(cell), Some(first)) = (last.cells.last_mut(), cells.next()) {
            cell.text.append_line(&first.text);
        }
        last.cells.extend(cells);
    }
    rows.extend(row);
}

/// The line in which the table goes on after an empty line, or after one or two lines of a broken last cell.
fn goes_on(part: &Part<'_>, at: usize, first: &First) -> Option<usize> {
    let gap =
        (0..3).take_while(|gap| part.line(at + gap).is_some_and(|line| !line.trim().contains('\t'))).count();
    let blanks =
        (0..gap).filter(|gap| part.line(at + gap).is_some_and(|line| line.trim().is_empty())).count();
    let next = row(part, at + gap).filter(|row| row.cells.len() == first.width)?;
    let is_blank = gap == 1 && blanks == 1;
    let is_broken = (1..3).contains(&gap) && blanks == 0;
    // A table with a head of its own is another one.
    let is_same = first.has_head && !is_head(&next.cells);
    ((is_blank && (is_same || first.is_spaced)) || (is_broken && is_same)).then_some(at + gap)
}

fn add_line(part: &Part<'_>, rows: &mut [Row], at: usize) {
    let (Some(range), Some(row)) = (part.lines.get(at), rows.last_mut()) else { return };
    let cell: Cell = part.cell(range.clone());
    if let Some(last) = row.cells.last_mut()
        && !cell.text.is_blank()
    {
        last.text.append_line(&cell.text);
        row.span = row.span.to(Span::new(part.file, range.start, range.end));
    }
}
