//! Tables of Markdown.

use std::ops::Range;

use pulldown_cmark::{Tag, TagEnd};

use super::inline::Inline;
use crate::page::block::{Block, Cell, Row, Table};
use crate::page::html;
use crate::page::lines::line_end;
use crate::page::text::{Hidden, Text};
use stubwright_spec::source::{FileId, Span};

/// The table that is being read.
pub(super) struct TableReader {
    file: FileId,
    start: usize,
    table: Table,
    row: Range<usize>,
    cells: Vec<Cell>,
    /// The cell that is being read.
    pub(super) cell: Inline,
    /// Where the last cell begins and ends.
    start_of_cell: usize,
    end: usize,
}

impl TableReader {
    pub(super) fn new(file: FileId, range: Range<usize>) -> Self {
        let start = range.start;
        Self {
            file,
            start,
            table: Table::default(),
            row: range,
            cells: Vec::new(),
            cell: Inline::new(file, Hidden::Keep),
            start_of_cell: start,
            end: start,
        }
    }

    pub(super) fn start(&self) -> usize {
        self.start
    }

    pub(super) fn start_of(&mut self, range: Range<usize>) {
        self.row = range;
        self.end = self.row.start;
        self.cells.clear();
    }

    pub(super) fn begin(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        if matches!(tag, Tag::TableCell) {
            (self.start_of_cell, self.end) = (range.start, range.end);
            self.cell = Inline::new(self.file, Hidden::Keep);
        } else {
            self.start_of(range);
        }
    }

    pub(super) fn end(&mut self, tag: TagEnd, page: &str) {
        if tag == TagEnd::TableCell {
            let cell = std::mem::replace(&mut self.cell, Inline::new(self.file, Hidden::Keep));
            let (is_struck, is_bold) = (cell.is_struck(), cell.is_bold());
            let (blocks, inside) = self.inside(page);
            let text = if blocks.is_blank() { cell.text } else { blocks };
            let text = text.without_filler().trimmed_end();
            self.cells.push(Cell { is_struck, is_bold, link: cell.link, inside, ..Cell::of(text) });
            return;
        }
        self.keep_rest(page);
        let source = page.get(self.row.clone()).unwrap_or_default();
        let end = self.row.start + source.trim_end().len();
        let row =
            Row { span: Span::new(self.file, self.row.start, end), cells: std::mem::take(&mut self.cells) };
        match tag {
            TagEnd::TableRow => self.table.rows.push(row),
            // Markdown has no table without a head; an empty head counts as none.
            _ if row.cells.iter().all(|cell| cell.text.is_blank()) => {}
            _ => self.table.head.push(row),
        }
    }

    /// The lists and the tables of HTML in the last cell, and the text around a table.
    fn inside(&self, page: &str) -> (Text, Vec<Block>) {
        let range = self.start_of_cell..self.end;
        let source = page.get(range.clone()).unwrap_or_default();
        let (mut text, mut inside) = (Text::new(self.file), Vec::new());
        if !["<li", "<td", "<dt"].iter().any(|tag| source.contains(tag)) {
            return (text, inside);
        }
        let has_table = source.contains("<td");
        for block in html::read(self.file, page, range) {
            match block {
                Block::Paragraph(part) if has_table => text.append_line(&part),
                Block::Item(depth, part) => {
                    if has_table {
                        text.append_line(&part);
                    }
                    inside.push(Block::Item(depth, part));
                }
                Block::Table(_) => inside.push(block),
                _ => {}
            }
        }
        (text, inside)
    }

    /// Cells beyond the last column are not shown; mostly they are a bar inside of the last one that was not escaped.
    fn keep_rest(&mut self, page: &str) {
        let end = line_end(page, self.end).min(self.row.end.max(self.end));
        let rest = page.get(self.end..end).unwrap_or_default();
        let bare = rest.trim_end().trim_end_matches('|').trim_end();
        let inside = bare.trim_start_matches(|c: char| c == '|' || c.is_whitespace());
        let from = self.end + bare.len() - inside.len();
        if !inside.is_empty()
            && let Some(cells) = self.with_inner_bars(page)
        {
            self.cells = cells;
            return;
        }
        if let Some(cell) = self.cells.last_mut()
            && !inside.is_empty()
        {
            cell.text.push(" | ", self.end..from);
            cell.text.push_part(page, from..from + inside.len(), Hidden::Keep);
            // The marks of code that had the bar inside.
            let marked = cell.text.as_str().strip_prefix('`').and_then(|text| text.strip_suffix('`'));
            if marked.is_some_and(|text| !text.contains('`')) {
                cell.text = cell.text.slice(1..cell.text.as_str().len() - 1);
            }
        }
    }

    /// The cells of a row that has as many as the head when `||` between two texts is part of one (`no mast || no sail`), and
    /// so is a bar in code.
    fn with_inner_bars(&self, page: &str) -> Option<Vec<Cell>> {
        let end = line_end(page, self.end).min(self.row.end.max(self.end));
        let source = page.get(self.row.start..end)?;
        if !source.contains("||") && !source.contains('`') {
            return None;
        }
        let whole = source.trim();
        let first = whole.strip_prefix('|').unwrap_or(whole);
        let bare = first.strip_suffix('|').unwrap_or(first);
        let start = self.row.start + source.find(whole)? + whole.len() - first.len();
        let is_bar = |at: usize| bare.as_bytes().get(at) == Some(&b'|');
        let mut is_code = false;
        let mut is_end = |at: usize| {
            is_code ^= bare.as_bytes().get(at) == Some(&b'`');
            let is_double = is_bar(at + 1) || at > 0 && is_bar(at - 1);
            let is_escaped = at > 0 && bare.as_bytes().get(at - 1) == Some(&b'\\');
            is_bar(at) && !is_double && !is_escaped && !is_code
        };
        let mut cells = Vec::new();
        let mut from = 0;
        for at in (0..=bare.len()).filter(|at| is_end(*at) || *at == bare.len()) {
            let cell = bare.get(from..at)?;
            let text = cell.trim();
            let at_text = start + from + cell.len() - cell.trim_start().len();
            let mut inline = Inline::new(self.file, Hidden::Keep);
            inline.text.push_part(page, at_text..at_text + text.len(), Hidden::Keep);
            cells.push(Cell::of(inline.text));
            from = at + 1;
        }
        (cells.len() == self.cells.len()).then_some(cells)
    }

    pub(super) fn finish(self) -> Table {
        self.table
    }
}
