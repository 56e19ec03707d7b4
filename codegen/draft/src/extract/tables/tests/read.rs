//! Pages of tests with what their tables give.

use crate::found::Found;
use crate::input::Input;
use crate::page::{self, Block, Cell};
use stubwright_spec::diag::Diagnostics;
use stubwright_spec::source::SourceMap;

pub(super) struct Page {
    pub(super) sources: SourceMap,
    pub(super) found: Found,
    pub(super) diags: Diagnostics,
    pub(super) used: Vec<usize>,
}

impl Page {
    fn of(name: &str, text: &str) -> Self {
        let mut sources = SourceMap::default();
        let mut page = page::read(&Input { name, bytes: text.as_bytes() }, &mut sources);
        spans(&mut page.blocks);
        let (mut found, mut diags) = (Found::default(), Diagnostics::default());
        let all: Vec<&Block> = page.all().collect();
        let used = super::super::extract(&all, &mut found, &mut diags);
        super::super::spaces::part(&all, &mut found, &mut diags);
        Self { sources, found, diags, used: used.blocks.into_iter().collect() }
    }
}

/// In these tests `^^` is the cell above that spans this row, `<<` the one to the left.
fn spans(blocks: &mut [Block]) {
    for block in blocks {
        let Block::Table(table) = block else { continue };
        let mut above: Vec<Cell> = Vec::new();
        for row in table.head.iter_mut().chain(&mut table.rows) {
            for at in 0..row.cells.len() {
                let from = match row.cells[at].text.as_str() {
                    "^^" => above.get(at).cloned().unwrap_or_else(|| row.cells[at].clone()),
                    "<<" if at > 0 => row.cells[at - 1].clone(),
                    _ => continue,
                };
                row.cells[at] = Cell { is_repeated: true, ..from };
            }
            above.clone_from(&row.cells);
        }
    }
}

pub(super) fn markdown(page: &str) -> Page {
    Page::of("page.md", page)
}

pub(super) fn html(page: &str) -> Page {
    Page::of("page.html", page)
}

/// Copied text.
pub(super) fn text(page: &str) -> Page {
    Page::of("page.txt", page)
}
