//! The lines of text of the pages.

use super::fields::Spelling;
use super::{cell, lost};
use crate::lexicon::columns::Column;
use crate::page::{Block, Text};

/// The lines of text of all blocks, and where the lines of a block begin.
#[derive(Debug)]
pub(super) struct Lines {
    pub(super) lines: Vec<lost::Line>,
    pub(super) heads: Vec<Option<Column>>,
    pub(super) blocks: Vec<usize>,
    pub(super) starts: Vec<usize>,
    /// How the page writes fields on one line.
    pub(super) spelling: Spelling,
}

impl Lines {
    pub(super) fn of(blocks: &[&Block]) -> Self {
        let mut this = Self {
            lines: Vec::new(),
            heads: Vec::new(),
            blocks: Vec::new(),
            starts: Vec::new(),
            spelling: Spelling::default(),
        };
        for (at, block) in blocks.iter().enumerate() {
            this.starts.push(this.lines.len());
            let lines: Vec<lost::Line> = match block {
                Block::Paragraph(text) => {
                    let lines = text.lines().into_iter().map(|line| cell::one_line(&line));
                    lines.filter(|line| !line.as_str().is_empty()).map(Some).collect()
                }
                _ => vec![None],
            };
            this.blocks.resize(this.blocks.len() + lines.len(), at);
            this.heads.extend(lines.iter().map(lost::head));
            this.lines.extend(lines);
        }
        this.starts.push(this.lines.len());
        this.lines.iter().flatten().for_each(|line| this.spelling.learn(line));
        this
    }

    /// The text of a line; `None` for a block that is not text.
    pub(super) fn line(&self, at: usize) -> Option<&Text> {
        self.lines.get(at)?.as_ref()
    }
}
