//! Text as a browser copies it → blocks: a line is a paragraph, unless lines are rows of a table.

mod bars;
mod ends;
mod part;
mod paths;
mod tabs;
mod titles;

use std::collections::BTreeSet;
use std::ops::Range;

use self::part::Part;
use super::block::Block;
use super::lines::line_ranges;
use super::regions;
use super::text::{Hidden, Text};
use stubwright_spec::source::FileId;

pub(super) fn read(file: FileId, page: &str) -> Vec<Block> {
    let code = regions::cut(&Text::of(file, page, 0..page.len()), &[]);
    let titles = titles::titles(page, &line_ranges(page, 0..page.len()));
    let mut blocks = Vec::new();
    let mut at = 0;
    for range in code {
        blocks.extend(titled(file, page, at..range.start, &titles));
        at = range.end;
        let mut code = Text::new(file);
        code.push_part(page, range, Hidden::Keep);
        blocks.push(Block::Code(code));
    }
    blocks.extend(titled(file, page, at..page.len(), &titles));
    blocks
}

/// The blocks of a part of a page without code, with the headings of `titles`, which are the places where they begin.
fn titled(file: FileId, page: &str, range: Range<usize>, titles: &BTreeSet<usize>) -> Vec<Block> {
    let mut blocks = lines(file, page, range);
    for block in &mut blocks {
        if let Block::Paragraph(text) = block
            && titles.contains(&text.span().range().start)
        {
            *block = Block::Heading(2, text.clone());
        }
    }
    blocks
}

/// The blocks of a part of a page without code.
pub(super) fn lines(file: FileId, page: &str, range: Range<usize>) -> Vec<Block> {
    let part = Part { file, page, lines: line_ranges(page, range) };
    let mut blocks = Vec::new();
    let mut at = 0;
    while let Some(range) = part.lines.get(at) {
        // Below a cell that is in no table, one is lost, and the columns are not known.
        let is_cut = matches!(blocks.last(), Some(Block::Paragraph(text)) if text.as_str().ends_with('|'));
        let ends = || if is_cut { None } else { ends::table(&part, at) };
        let table = tabs::table(&part, at).or_else(|| bars::table(&part, at)).or_else(ends);
        if let Some((table, next)) = table {
            blocks.push(Block::Table(table));
            at = next.max(at + 1);
            continue;
        }
        if let Some((call, next)) = paths::call(&part, at) {
            blocks.push(Block::Paragraph(call));
            at = next;
            continue;
        }
        let text = Text::prose(file, page, range.clone()).into_trimmed();
        if !text.is_blank() {
            blocks.push(Block::Paragraph(text));
        }
        at += 1;
    }
    blocks
}
