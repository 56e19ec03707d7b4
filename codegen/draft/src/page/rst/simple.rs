//! Tables between lines of `=`, with columns where these have gaps.

use std::ops::Range;

use super::line::{Line, width};
use super::raw::Raw;

/// The rows of the table that begins in the first line, how many of them are its head, and how many lines it takes.
pub(super) fn rows(page: &str, lines: &[Line]) -> Option<(Vec<Vec<Raw>>, usize, usize)> {
    let first = lines.first()?;
    let columns = columns(first.text(page), '=')?;
    if columns.len() < 2 {
        return None;
    }
    let is_rule =
        |line: &Line| self::columns(line.text(page), '=').is_some_and(|own| own.len() == columns.len());
    let rules = lines.iter().enumerate().skip(1).filter(|(_, line)| is_rule(line)).map(|(at, _)| at).take(2);
    let rules: Vec<usize> = rules.collect();
    let (head, end) = match rules.as_slice() {
        [end] => (0, *end),
        [first, _] if lines.get(first + 1).is_none_or(Line::is_blank) => (0, *first),
        [head, end] => (*head, *end),
        _ => return None,
    };
    let mut rows: Vec<Vec<Raw>> = Vec::new();
    let mut heads = 0;
    let mut open: Vec<&Line> = Vec::new();
    for (at, line) in lines.iter().enumerate().take(end + 1).skip(1) {
        let spans = self::columns(line.text(page), '-').filter(|spans| spans.len() > 1 && !open.is_empty());
        let is_drawn = at == end || at == head || spans.is_some();
        let begins = |line: &Line| begins(page, line, first.indent, &columns);
        let is_next = if line.is_blank() { lines.get(at + 1).is_none_or(begins) } else { begins(line) };
        if !open.is_empty() && (is_drawn || is_next) {
            let spans = spans.unwrap_or_else(|| columns.clone());
            rows.push(row(page, &std::mem::take(&mut open), first.indent, &columns, &spans));
        }
        if at == head {
            heads = rows.len();
        }
        if !is_drawn && !line.is_blank() {
            open.push(line);
        }
    }
    Some((rows, heads, end + 1))
}

/// Whether a line has something in the first column, so that a row begins.
fn begins(page: &str, line: &Line, margin: usize, columns: &[Range<usize>]) -> bool {
    let text = line.text(page);
    let end = columns.first().map_or(0, |column| column.end);
    line.indent.saturating_sub(margin) < end && !text.is_empty()
}

/// A row whose cells lie below `spans`, which may each have several columns.
fn row(
    page: &str,
    lines: &[&Line],
    margin: usize,
    columns: &[Range<usize>],
    spans: &[Range<usize>],
) -> Vec<Raw> {
    let last = spans.len().saturating_sub(1);
    let cell = |(number, span): (usize, &Range<usize>)| {
        let count =
            columns.iter().filter(|column| column.start >= span.start && column.start < span.end).count();
        let next = spans.get(number + 1).map_or(usize::MAX, |next| next.start);
        let end = if number == last { usize::MAX } else { next };
        let own = lines.iter().map(|line| cut(page, line, margin, span.start..end)).collect();
        Raw { columns: count.max(1), ..Raw::of(own) }
    };
    spans.iter().enumerate().map(cell).collect()
}

/// The part of a line between two columns.
pub(super) fn cut(page: &str, line: &Line, margin: usize, range: Range<usize>) -> Line {
    let mut column = line.indent.saturating_sub(margin);
    let (mut start, mut end) = (None, line.range.end);
    let mut from = column;
    for (at, c) in line.text(page).char_indices() {
        if column >= range.start && start.is_none() {
            (start, from) = (Some(line.range.start + at), column);
        }
        if column >= range.end {
            end = line.range.start + at;
            break;
        }
        column += width(c);
    }
    let start = start.unwrap_or(line.range.end).min(end);
    Line::within(page, start..end, from.saturating_sub(range.start))
}

/// The columns of a line that is drawn with a character and has blanks between them.
fn columns(line: &str, drawn: char) -> Option<Vec<Range<usize>>> {
    if line.is_empty() || !line.chars().all(|c| c == drawn || c == ' ') {
        return None;
    }
    let mut columns: Vec<Range<usize>> = Vec::new();
    for (at, _) in line.match_indices(drawn) {
        match columns.last_mut() {
            Some(last) if last.end == at => last.end = at + 1,
            _ => columns.push(at..at + 1),
        }
    }
    Some(columns)
}
