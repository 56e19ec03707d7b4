//! Tables whose cells are parted by bars: `a | b`, boxes of lines.

use std::ops::Range;

use super::part::{Part, is_head};
use crate::page::block::{Cell, Row, Table};
use crate::page::text::{Hidden, Text};
use stubwright_spec::source::Span;

const BARS: [char; 5] = ['|', '│', '┃', '║', '｜'];

/// The table that begins in a line, and the line after it.
pub(super) fn table(part: &Part<'_>, at: usize) -> Option<(Table, usize)> {
    let first = if is_border(part.line(at)?) { at + 1 } else { at };
    if row(part, first).is_none_or(|row| row.cells.len() < 2) || is_border(part.line(first)?) {
        return None;
    }
    // The rows between borders, one group for each pair of them.
    let mut groups: Vec<Vec<Row>> = vec![Vec::new()];
    let mut width = 0;
    let mut next = at;
    let mut was_border = false;
    let mut was_closed = false;
    while let Some(line) = part.line(next) {
        let is_closed = line.trim_start().starts_with(BARS);
        // A table ends with its border, and another one may follow at once.
        if was_border && next > at + 1 && (is_border(line) || (was_closed && !is_closed)) {
            break;
        }
        was_border = is_border(line);
        if was_border {
            if groups.last().is_some_and(|group| !group.is_empty()) {
                groups.push(Vec::new());
            }
        } else if let Some(row) = row(part, next) {
            was_closed = is_closed;
            if width > 0 && row.cells.len() != width && !is_closed {
                break;
            }
            width = width.max(row.cells.len());
            groups.last_mut()?.push(row);
        } else {
            break;
        }
        next += 1;
    }
    groups.retain(|group| !group.is_empty());
    let count: usize = groups.iter().map(Vec::len).sum();
    if count < 2 || width < 2 {
        return None;
    }
    Some((sorted(part, groups, width), next))
}

/// The rows of groups: with a border between all of them, a group is a row with broken cells.
fn sorted(part: &Part<'_>, groups: Vec<Vec<Row>>, width: usize) -> Table {
    let has_border = groups.len() > 1;
    let is_row_each = groups.len() > 2;
    let mut table = Table::default();
    for (number, group) in groups.into_iter().enumerate() {
        let mut rows = group;
        for row in &mut rows {
            let end = row.span.range().end;
            row.cells.resize_with(width.max(row.cells.len()), || part.missing(end));
        }
        if is_row_each || (has_border && number == 0) {
            rows = merged(rows);
        }
        if has_border && number == 0 {
            table.head = rows;
        } else {
            table.rows.extend(rows);
        }
    }
    if !has_border && table.rows.first().is_some_and(|row| is_head(&row.cells)) {
        table.head = vec![table.rows.remove(0)];
    }
    table
}

fn merged(rows: Vec<Row>) -> Vec<Row> {
    let mut rows = rows.into_iter();
    let Some(mut first) = rows.next() else { return Vec::new() };
    for row in rows {
        first.span = first.span.to(row.span);
        for (cell, more) in first.cells.iter_mut().zip(row.cells) {
            if !more.text.is_blank() {
                cell.text.append_line(&more.text);
            }
        }
    }
    vec![first]
}

/// Whether a line is drawn: `+---+---+`, `├──┼──┤`, `|---|---|`.
fn is_border(line: &str) -> bool {
    let bare = line.trim();
    let is_drawn = |c: char| matches!(c, '-' | '+' | '=' | '|' | ':' | ' ' | '\u{2500}'..='\u{257f}');
    let has_line = bare.contains(['-', '=', '─', '━', '═']);
    let has_joint = bare.contains(['+', '|']) || bare.contains(|c| matches!(c, '\u{250c}'..='\u{257f}'));
    has_line && has_joint && bare.chars().all(is_drawn)
}

fn row(part: &Part<'_>, at: usize) -> Option<Row> {
    let line = part.line(at)?;
    let range = part.lines.get(at)?.clone();
    let start = range.start + line.len() - line.trim_start().len();
    let bare = line.trim();
    let mut cells: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    for (at, bar) in bare.match_indices(BARS) {
        let is_escaped = bar == "|" && bare.get(..at).is_some_and(|before| before.ends_with('\\'));
        if is_escaped {
            continue;
        }
        if at > 0 {
            cells.push(from..at);
        }
        from = at + bar.len();
    }
    if from == 0 {
        return None;
    }
    if from < bare.len() {
        cells.push(from..bare.len());
    }
    if cells.len() < 2 && !bare.starts_with(BARS) {
        return None;
    }
    let cells = cells.into_iter().map(|cell| bare_cell(part, start + cell.start..start + cell.end)).collect();
    Some(Row { span: Span::new(part.file, range.start, range.end), cells })
}

/// A cell without the spaces that align it and without marks around all of it.
fn bare_cell(part: &Part<'_>, range: Range<usize>) -> Cell {
    let mut cell = part.page.get(range.clone()).unwrap_or_default();
    let mut start = range.start;
    let marks = [" ", "**", "`", "\t"];
    loop {
        let before = cell.len();
        for mark in marks {
            let is_pair = mark.trim().is_empty() || (cell.len() > 2 * mark.len() && cell.ends_with(mark));
            if let Some(inside) = cell.strip_prefix(mark).filter(|_| is_pair) {
                start += mark.len();
                cell =
                    if mark.trim().is_empty() { inside } else { inside.strip_suffix(mark).unwrap_or(inside) };
            }
            if mark.trim().is_empty() {
                cell = cell.trim_end_matches(mark);
            }
        }
        if cell.len() == before {
            break;
        }
    }
    let mut text = Text::new(part.file);
    for (number, piece) in cell.split("\\|").enumerate() {
        if number > 0 {
            text.push("|", start..start + 2);
            start += 2;
        }
        text.push_part(part.page, start..start + piece.len(), Hidden::Keep);
        start += piece.len();
    }
    Cell::of(text.without_filler().trimmed_end())
}
