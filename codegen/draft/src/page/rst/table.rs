//! Tables: those that are drawn, lists of lists, and comma-separated values.

use std::ops::Range;

use super::directive::Directive;
use super::line::{Line, deeper, margin};
use super::list;
use super::raw::Raw;
use super::reader::Reader;
use crate::page::block::{Block, Cell, Table};
use crate::page::grid::{Grid, Own, Section};
use crate::page::text::{Hidden, Text};

impl Reader<'_> {
    /// Reads the table that is drawn from the first line on.
    pub(super) fn table(&mut self, lines: &[Line]) -> Option<usize> {
        let drawn = super::grid::rows(self.page, lines).or_else(|| super::simple::rows(self.page, lines));
        let (rows, heads, taken) = drawn?;
        self.rows_of(rows, heads);
        Some(taken)
    }

    /// Rows of which the first few are the head.
    pub(super) fn rows_of(&mut self, rows: Vec<Vec<Raw>>, heads: usize) {
        let read = |reader: &mut Self, raw: Raw| (reader.cell(&raw.lines), raw.rows, raw.columns);
        let rows = rows.into_iter().map(|row| row.into_iter().map(|raw| read(self, raw)).collect()).collect();
        self.give_table(rows, heads);
    }

    fn give_table(&mut self, rows: Vec<Vec<(Cell, usize, usize)>>, heads: usize) {
        let mut grid = Grid::new(self.file);
        let mut samples = Vec::new();
        for (number, row) in rows.into_iter().enumerate() {
            let span = row
                .iter()
                .map(|(cell, ..)| cell.text.span().range())
                .reduce(|a, b| a.start.min(b.start)..a.end.max(b.end));
            let span = span.unwrap_or_default();
            grid.start_row(span.start);
            let section = if number < heads { Section::Head } else { Section::Body };
            for (mut cell, rows, columns) in row {
                samples.extend(cell.take_samples());
                let is_bold = cell.is_bold || cell.text.is_blank();
                grid.add(Own { cell, rows, columns, is_head: false, is_bold }, &mut self.budget);
            }
            grid.end_row(span.end, section, &mut self.budget);
        }
        let is_bold = |line: &crate::page::grid::Line| line.is_bold && line.own > 1;
        let is_first_bold = grid.lines.len() > 1 && grid.lines.first().is_some_and(is_bold);
        let heads = heads.max(usize::from(is_first_bold));
        let rows: Vec<_> = grid.lines.into_iter().map(|line| line.row).collect();
        let (head, rows) = rows.split_at_checked(heads).unwrap_or((&rows, &[]));
        if !head.is_empty() || !rows.is_empty() {
            self.blocks.push(Block::Table(Table { head: head.to_vec(), rows: rows.to_vec() }));
        }
        self.blocks.extend(samples);
    }

    /// A cell with what its lines say.
    pub(super) fn cell(&mut self, lines: &[Line]) -> Cell {
        let (blocks, set) = self.apart(|reader| reader.body(lines));
        let mut cell = Cell::around(self.file, blocks);
        if cell.text.as_str().is_empty() {
            let at = lines.first().map_or(0, |line| line.range.start);
            cell.text = Text::of(self.file, "", at..at);
        }
        Cell { is_bold: set.has_bold && !set.has_thin, link: set.link, ..cell }
    }

    /// `.. list-table::`: the items are rows, and those inside of them are cells.
    pub(super) fn listed(&mut self, directive: &Directive, lines: &[Line]) {
        let rows =
            self.items(lines).into_iter().map(|row| self.items(&row).into_iter().map(Raw::of).collect());
        let rows = rows.collect();
        self.rows_of(rows, self.heads(directive));
    }

    fn heads(&self, directive: &Directive) -> usize {
        directive.option("header-rows").and_then(|count| self.text(count).parse().ok()).unwrap_or(0)
    }

    /// The lines of each item of a list.
    fn items(&self, lines: &[Line]) -> Vec<Vec<Line>> {
        let indent = margin(lines);
        let mut items = Vec::new();
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            at += 1;
            let Some(mark) = list::marker(self.text(line)).filter(|_| line.indent == indent) else {
                continue;
            };
            let count = deeper(lines.get(at..).unwrap_or_default(), indent);
            let mut item = vec![line.rest(self.page, mark)];
            item.extend_from_slice(lines.get(at..at + count).unwrap_or_default());
            items.push(item);
            at += count;
        }
        items
    }

    /// `.. csv-table::`
    pub(super) fn csv(&mut self, directive: &Directive, lines: &[Line]) {
        let delimiter = directive.option("delim").map_or(",", |delim| self.text(delim));
        let delimiter = match delimiter {
            "tab" => '\t',
            "space" => ' ',
            other => other.chars().next().unwrap_or(','),
        };
        let head: Vec<Line> = directive.option("header").cloned().into_iter().collect();
        let mut rows = self.records(&head, delimiter);
        let heads = rows.len() + self.heads(directive);
        rows.extend(self.records(lines, delimiter));
        self.give_table(rows, heads);
    }

    /// The records of comma-separated values; one goes on over several lines within quotes.
    fn records(&mut self, lines: &[Line], delimiter: char) -> Vec<Vec<(Cell, usize, usize)>> {
        let mut records = Vec::new();
        let mut record: Vec<Text> = Vec::new();
        let mut open: Option<Text> = None;
        for line in lines {
            if line.is_blank() && open.is_none() {
                continue;
            }
            let mut at = line.range.start;
            loop {
                let is_new = open.is_none();
                let mut text = open.take().unwrap_or_else(|| Text::new(self.file));
                if !is_new && !text.as_str().is_empty() {
                    text.push("\n", at..at);
                }
                let (next, is_open) = value(self.page, at..line.range.end, delimiter, is_new, &mut text);
                if is_open {
                    open = Some(text);
                    break;
                }
                record.push(text);
                match next {
                    Some(next) => at = next,
                    None => break,
                }
            }
            if open.is_none() {
                records.push(std::mem::take(&mut record));
            }
        }
        record.extend(open);
        records.extend((!record.is_empty()).then_some(record));
        let cell = |text: &Text| {
            let (mut blocks, set) = self.apart(|reader| {
                let text = reader.marked(&unbarred(text));
                reader.blocks.push(Block::Paragraph(text));
            });
            let text = if let Some(Block::Paragraph(text)) = blocks.pop() { text } else { text.clone() };
            (Cell { is_bold: set.has_bold && !set.has_thin, link: set.link, ..Cell::of(text) }, 1, 1)
        };
        let mut cell = cell;
        records.iter().map(|record| record.iter().map(&mut cell).collect()).collect()
    }
}

/// Reads a value, or what follows of one that is within quotes: where the next one begins, and whether it goes on below.
fn value(
    page: &str,
    range: Range<usize>,
    delimiter: char,
    is_new: bool,
    text: &mut Text,
) -> (Option<usize>, bool) {
    let all = page.get(range.clone()).unwrap_or_default();
    let bare = if is_new { all.trim_start_matches(|c: char| c == ' ' && c != delimiter) } else { all };
    let mut at = range.end - bare.len();
    let is_quoted = !is_new || bare.starts_with('"');
    if !is_quoted {
        let end = bare.find(delimiter).map_or(range.end, |length| at + length);
        text.push_part(page, at..end, Hidden::Keep);
        return ((end < range.end).then_some(end + delimiter.len_utf8()), false);
    }
    at += usize::from(is_new);
    loop {
        let rest = page.get(at..range.end).unwrap_or_default();
        // What is behind a backslash is read with it later.
        let end = rest
            .char_indices()
            .find(|(end, c)| *c == '"' && !rest.get(..*end).is_some_and(|text| text.ends_with('\\')));
        let Some((length, _)) = end else {
            text.push_part(page, at..range.end, Hidden::Keep);
            return (None, true);
        };
        text.push_part(page, at..at + length, Hidden::Keep);
        at += length + 1;
        let rest = page.get(at..range.end).unwrap_or_default();
        if rest.starts_with('"') {
            text.push_part(page, at..at + 1, Hidden::Keep);
            at += 1;
            continue;
        }
        return (rest.find(delimiter).map(|length| at + length + delimiter.len_utf8()), false);
    }
}

/// A text without the bars in front of its lines.
fn unbarred(text: &Text) -> Text {
    let lines = text.lines();
    if !lines.iter().any(|line| line.as_str().trim_start().starts_with("| ")) {
        return text.clone();
    }
    let mut bare = Text::new(text.file());
    for line in lines {
        let line = line.trimmed();
        let from = line.as_str().len() - line.as_str().trim_start_matches("| ").len();
        bare.append_line(&line.slice(from..line.as_str().len()));
    }
    bare
}
