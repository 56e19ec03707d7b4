//! Fenced code inside of items of a list, whose lines may begin further to the left than the item: Markdown ends the item
//! and the code there, which no author means.

use std::ops::Range;

/// The items of lists around a line, by the columns in which their texts begin, outer before inner.
#[derive(Default)]
pub(super) struct Items {
    columns: Vec<usize>,
    is_after_blank: bool,
}

impl Items {
    /// Takes in a line whose text begins in a column, after the mark of an item if `is_item`.
    pub(super) fn line(&mut self, line: &str, text: usize, is_item: bool) {
        if line.trim().is_empty() {
            self.is_after_blank = true;
            return;
        }
        let indent = spaces(line);
        // A line right below an item goes on with it, wherever it begins.
        if is_item || self.is_after_blank {
            self.end(indent);
        }
        if is_item {
            self.columns.push(text);
        }
        self.is_after_blank = false;
    }

    /// The column that no line of code may begin before, for code whose fence is in a column.
    pub(super) fn column(&mut self, fence: usize) -> Option<usize> {
        self.end(fence);
        self.columns.last().copied().filter(|column| fence < column + 4)
    }

    fn end(&mut self, indent: usize) {
        while self.columns.pop_if(|column| *column > indent).is_some() {}
    }
}

/// Code, and the column in which its lines begin at least.
pub(super) type Padded = (Range<usize>, usize);

/// How many spaces a line needs in front to begin in a column; an empty one needs none.
pub(super) fn missing(line: &str, column: usize) -> usize {
    if line.trim().is_empty() || line.starts_with('\t') { 0 } else { column.saturating_sub(spaces(line)) }
}

fn spaces(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}
