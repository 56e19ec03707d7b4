//! Lines of copied text, and their cells.

use std::ops::Range;

use crate::page::block::Cell;
use crate::page::text::{Hidden, Text};
use stubwright_spec::source::FileId;

pub(super) struct Part<'p> {
    pub(super) file: FileId,
    pub(super) page: &'p str,
    pub(super) lines: Vec<Range<usize>>,
}

impl Part<'_> {
    pub(super) fn line(&self, at: usize) -> Option<&str> {
        self.page.get(self.lines.get(at)?.clone())
    }

    /// A cell: its indentation is kept.
    pub(super) fn cell(&self, range: Range<usize>) -> Cell {
        let mut text = Text::new(self.file);
        text.push_part(self.page, range, Hidden::Keep);
        let text = text.without_filler().trimmed_end();
        Cell::of(text)
    }

    /// An empty cell that the text lacks.
    pub(super) fn missing(&self, at: usize) -> Cell {
        Cell::of(Text::of(self.file, self.page, at..at))
    }
}

/// Whether cells may be the head of a table: all of them short words, none with a digit or a sentence.
pub(super) fn is_head(cells: &[Cell]) -> bool {
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
