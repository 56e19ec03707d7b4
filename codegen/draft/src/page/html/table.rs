//! Tables of HTML: rows and cells with their ends implied, heads, and tables that only lay out.

use super::flow::Flow;
use super::grid::{Grid, Line, Own, Section};
use super::tokens::Tag;
use crate::page::block::{Block, Cell, Table};
use crate::page::text::{Hidden, Text};
use stubwright_spec::source::FileId;

/// A table that is being read.
pub(super) struct TableBuilder {
    file: FileId,
    grid: Grid,
    section: Section,
    cell: Option<OpenCell>,
    /// The contents of the cells, in case this is not a table.
    insides: Vec<Vec<Block>>,
}

struct OpenCell {
    flow: Flow,
    rows: usize,
    columns: usize,
    is_head: bool,
}

impl TableBuilder {
    pub(super) fn new(file: FileId) -> Self {
        let section = Section::Body;
        Self { file, grid: Grid::new(file), section, cell: None, insides: Vec::new() }
    }

    /// The open cell.
    pub(super) fn flow(&mut self) -> Option<&mut Flow> {
        self.cell.as_mut().map(|cell| &mut cell.flow)
    }

    /// Begins a part, a row or a cell; what is open ends.
    pub(super) fn start_part(&mut self, tag: &Tag, budget: &mut usize) {
        let at = tag.range.start;
        match tag.name.as_str() {
            "td" | "th" => {
                self.end_cell(budget);
                if !self.grid.has_row() {
                    self.grid.start_row(at);
                }
                let mut flow = Flow::new(self.file, Hidden::Keep);
                if tag.is_struck {
                    flow.strike();
                }
                let rows = tag.rowspan.unwrap_or(1);
                let columns = tag.colspan.unwrap_or(1);
                self.cell = Some(OpenCell { flow, rows, columns, is_head: tag.name == "th" });
            }
            "tr" => {
                self.end_row(at, budget);
                self.grid.start_row(at);
            }
            name => {
                self.end_row(at, budget);
                self.grid.end_section();
                self.section = if name == "thead" { Section::Head } else { Section::Body };
            }
        }
    }

    /// Ends what a tag ends, and all inside of it.
    pub(super) fn end_part(&mut self, name: &str, end: usize, budget: &mut usize) {
        match name {
            "td" | "th" => self.end_cell(budget),
            "tr" => self.end_row(end, budget),
            _ => {
                self.end_row(end, budget);
                self.grid.end_section();
                self.section = Section::Body;
            }
        }
    }

    fn end_row(&mut self, end: usize, budget: &mut usize) {
        self.end_cell(budget);
        self.grid.end_row(end, self.section, budget);
    }

    fn end_cell(&mut self, budget: &mut usize) {
        let Some(open) = self.cell.take() else { return };
        let done = open.flow.finish();
        let mut text = Text::new(self.file);
        for block in &done.blocks {
            match block {
                Block::Title(part)
                | Block::Heading(_, part)
                | Block::Paragraph(part)
                | Block::Code(part)
                | Block::Item(_, part) => {
                    text.append_line(part);
                }
                Block::Table(_) | Block::PageEnd => {}
            }
        }
        let is_bold = done.is_bold || text.is_blank();
        let cell = Cell {
            text: text.without_filler().trimmed_end(),
            is_struck: done.is_struck,
            link: done.link,
            is_repeated: false,
        };
        let own = Own { cell, rows: open.rows, columns: open.columns, is_head: open.is_head, is_bold };
        self.grid.add(own, budget);
        self.insides.push(done.blocks);
    }

    /// The table and the tables inside of it, or what it lays out.
    pub(super) fn finish(self) -> Vec<Block> {
        if self.is_layout() {
            return self.insides.into_iter().filter(|blocks| !is_numbers(blocks)).flatten().collect();
        }
        let mut table = Table::default();
        let mut lines = self.grid.lines;
        let is_bold = |line: &Line| {
            line.is_bold && line.own > 1 && line.row.cells.iter().any(|cell| !cell.text.is_blank())
        };
        let is_first_bold = lines.len() > 1 && lines.first().is_some_and(is_bold);
        let mut heads = lines.iter().take_while(|line| line.is_head).count();
        if heads == lines.len() && heads > 1 {
            // A table of nothing but heads has one.
            heads = 1;
        }
        if heads == 0 && is_first_bold {
            heads = 1;
        }
        let rows = lines.split_off(heads);
        table.head = lines.into_iter().map(|line| line.row).collect();
        table.rows = rows.into_iter().map(|line| line.row).collect();
        // A sample in a cell is one all the same.
        let is_inner = |block: &Block| match block {
            Block::Table(_) => true,
            Block::Code(code) => {
                let code = code.as_str().trim_start();
                code.starts_with(['{', '[']) || code.starts_with("curl ")
            }
            _ => false,
        };
        let inner = self.insides.into_iter().flatten().filter(is_inner);
        std::iter::once(Block::Table(table)).chain(inner).collect()
    }

    /// Whether the table only puts things side by side or below each other.
    fn is_layout(&self) -> bool {
        let is_narrow = self.grid.lines.iter().all(|line| line.own < 2 && line.row.cells.len() < 2);
        let has_heading =
            self.insides.iter().flatten().any(|block| matches!(block, Block::Heading(1..=3, _)));
        let is_code = |blocks: &Vec<Block>| matches!(blocks.as_slice(), [Block::Code(_)]);
        let is_numbered = self.grid.lines.len() == 1
            && self.insides.iter().any(|blocks| is_code(blocks) && !is_numbers(blocks))
            && self.insides.iter().all(|blocks| is_code(blocks) || is_numbers(blocks));
        is_narrow || has_heading || is_numbered
    }
}

fn is_numbers(blocks: &[Block]) -> bool {
    let is_numbers = |text: &Text| text.as_str().chars().all(|c| c.is_ascii_digit() || c.is_whitespace());
    matches!(blocks, [Block::Code(text) | Block::Paragraph(text)] if is_numbers(text))
}
