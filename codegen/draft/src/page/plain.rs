//! Text as a browser copies it → blocks: a line is a paragraph, unless lines are rows of a table.

mod bars;
mod tabs;

use std::ops::Range;

use super::{Block, Cell, Hidden, Text, line_ranges, regions};
use stubwright_spec::source::FileId;

/// The blocks of a page of text.
pub(super) fn read(file: FileId, page: &str) -> Vec<Block> {
    let code = regions::cut(&Text::of(file, page, 0..page.len()), &[]);
    let mut blocks = Vec::new();
    let mut at = 0;
    for range in code {
        blocks.extend(lines(file, page, at..range.start));
        at = range.end;
        let mut code = Text::new(file);
        code.push_part(page, range, Hidden::Keep);
        blocks.push(Block::Code(code));
    }
    blocks.extend(lines(file, page, at..page.len()));
    blocks
}

/// The blocks of a part of a page without code.
pub(super) fn lines(file: FileId, page: &str, range: Range<usize>) -> Vec<Block> {
    let part = Part { file, page, lines: line_ranges(page, range) };
    let mut blocks = Vec::new();
    let mut at = 0;
    while let Some(range) = part.lines.get(at) {
        let table = tabs::table(&part, at).or_else(|| bars::table(&part, at));
        if let Some((table, next)) = table {
            blocks.push(Block::Table(table));
            at = next.max(at + 1);
            continue;
        }
        let text = Text::prose(file, page, range.clone()).trimmed();
        if !text.is_blank() {
            blocks.push(Block::Paragraph(text));
        }
        at += 1;
    }
    blocks
}

/// A part of a page.
struct Part<'p> {
    file: FileId,
    page: &'p str,
    lines: Vec<Range<usize>>,
}

impl Part<'_> {
    fn line(&self, at: usize) -> Option<&str> {
        self.page.get(self.lines.get(at)?.clone())
    }

    /// A cell: its indentation is kept.
    fn cell(&self, range: Range<usize>) -> Cell {
        let mut text = Text::new(self.file);
        text.push_part(self.page, range, Hidden::Keep);
        let text = text.without_filler().trimmed_end();
        Cell { text, is_struck: false, link: None, is_repeated: false }
    }

    /// An empty cell that the text lacks.
    fn missing(&self, at: usize) -> Cell {
        Cell {
            text: Text::of(self.file, self.page, at..at),
            is_struck: false,
            link: None,
            is_repeated: false,
        }
    }
}

/// Whether cells may be the head of a table: all of them short words, none with a digit or a sentence.
fn is_head(cells: &[Cell]) -> bool {
    /// The head of a column is not longer.
    const LONGEST: usize = 40;
    let is_word = |cell: &Cell| {
        let text = cell.text.as_str().trim();
        let is_value = text.contains(|c: char| c.is_numeric()) || !text.contains(char::is_alphabetic);
        let is_sentence = text.ends_with(['.', '。', '!', '！', ',', '，', ';', '；']);
        !is_value && !is_sentence && text.chars().take(LONGEST + 1).count() <= LONGEST
    };
    !cells.is_empty() && cells.iter().all(is_word)
}
