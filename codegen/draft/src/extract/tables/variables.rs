//! The variables of the path that a page printed last.

use crate::lexicon::calls::URLS;
use crate::page::{Block, Text};

/// No longer text prints the path of a call.
const LONGEST: usize = 2000;

/// The text that printed the last path with variables.
#[derive(Debug, Default)]
pub(super) struct PrintedPath(Option<Text>);

impl PrintedPath {
    /// Goes past a block.
    pub(super) fn pass(&mut self, block: &Block) {
        match block {
            Block::Heading(_, text) | Block::Paragraph(text) | Block::Item(_, text) | Block::Code(text) => {
                let line = text.as_str();
                if line.len() <= LONGEST && MARKS.iter().any(|(open, _)| line.contains(open)) {
                    self.0 = Some(text.clone());
                }
            }
            Block::PageEnd => self.0 = None,
            Block::Title(_) | Block::Table(_) => {}
        }
    }

    /// Whether a name is one of its variables.
    pub(super) fn has(&self, name: &str) -> bool {
        let path = self.0.as_ref().map(Text::as_str).unwrap_or_default();
        MARKS.iter().any(|(open, close)| {
            path.match_indices(open).any(|(at, _)| {
                let rest = path.get(at + open.len()..).and_then(|rest| rest.strip_prefix(name));
                rest.is_some_and(|rest| rest.starts_with(close) && !rest.starts_with(is_part))
            })
        })
    }
}

/// Whether a line has a label for a URL and a path with variables: what was said of an answer above it is over.
pub(super) fn begins_call(line: &str) -> bool {
    let is_path = |path: &str| MARKS.iter().any(|(open, _)| path.contains(open));
    line.split_once([':', '：']).is_some_and(|(label, path)| {
        is_path(path) && URLS.has(label.trim_matches(['*', ' ']).to_lowercase().as_str())
    })
}

/// How pages mark variables in paths.
const MARKS: [(&str, &str); 3] = [("/{", "}"), ("/<", ">"), ("/:", "")];

fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}
