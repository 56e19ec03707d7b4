//! Tables of HTML: rows and cells with their ends implied, heads, and tables that only lay out.

use super::flow::Flow;
use super::tokens::Tag;
use crate::page::block::{Block, Cell, Table};
use crate::page::grid::{Grid, Line, Own, Section};
use crate::page::text::{Hidden, Text};
use stubwright_spec::source::FileId;

/// A table that is being read.
pub(super) struct TableBuilder {
    file: FileId,
    grid: Grid,
    section: Section,
    cell: Option<OpenCell>,
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
        Self { file, grid: Grid::new(file), section, cell: None }
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
        let cell =
            Cell { is_struck: done.is_struck, link: done.link, ..Cell::around(self.file, done.blocks) };
        let is_bold = done.is_bold || cell.text.is_blank();
        let cell = Cell { is_bold: done.is_bold, ..cell };
        let own = Own { cell, rows: open.rows, columns: open.columns, is_head: open.is_head, is_bold };
        self.grid.add(own, budget);
    }

    /// The table and the samples in it, or what it lays out.
    pub(super) fn finish(self) -> Vec<Block> {
        let is_layout = self.is_layout();
        let mut lines = self.grid.lines;
        let mut samples = Vec::new();
        for cell in lines.iter_mut().flat_map(|line| &mut line.row.cells) {
            if is_layout {
                let inside = std::mem::take(&mut cell.inside);
                samples.extend(if is_numbers(&inside) { Vec::new() } else { inside });
            } else {
                samples.extend(cell.take_samples());
            }
        }
        if is_layout {
            return samples;
        }
        let mut table = Table::default();
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
        std::iter::once(Block::Table(table)).chain(samples).collect()
    }

    /// Whether the table only puts things side by side or below each other.
    fn is_layout(&self) -> bool {
        let lines = &self.grid.lines;
        let insides = || lines.iter().flat_map(|line| &line.row.cells).map(|cell| cell.inside.as_slice());
        let is_narrow = lines.iter().all(|line| line.own < 2 && line.row.cells.len() < 2);
        let has_heading = insides().flatten().any(|block| matches!(block, Block::Heading(1..=3, _)));
        let is_code = |blocks: &[Block]| matches!(blocks, [Block::Code(_)]);
        let is_numbered = lines.len() == 1
            && insides().any(|blocks| is_code(blocks) && !is_numbers(blocks))
            && insides().all(|blocks| is_code(blocks) || is_numbers(blocks));
        is_narrow || has_heading || is_numbered
    }
}

fn is_numbers(blocks: &[Block]) -> bool {
    let is_numbers = |text: &Text| text.as_str().chars().all(|c| c.is_ascii_digit() || c.is_whitespace());
    matches!(blocks, [Block::Code(text) | Block::Paragraph(text)] if is_numbers(text))
}
