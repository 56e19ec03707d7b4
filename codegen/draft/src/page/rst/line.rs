//! Lines of a page or of a part of it, with the columns in which they begin.

use std::ops::Range;

use crate::page::lines::line_ranges;

/// Tabs go to columns that are multiples of it.
const TAB: usize = 8;

/// A line without the blanks around it.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) range: Range<usize>,
    /// The column in which it begins.
    pub(super) indent: usize,
}

impl Line {
    pub(super) fn is_blank(&self) -> bool {
        self.range.is_empty()
    }

    /// The line whose text is somewhere in a range, which begins in a column.
    pub(super) fn within(page: &str, range: Range<usize>, column: usize) -> Self {
        let text = page.get(range.clone()).unwrap_or_default();
        let bare = text.trim_start_matches(is_space);
        let start = range.end - bare.len();
        let indent = columns(text.get(..text.len() - bare.len()).unwrap_or_default(), column);
        Self { range: start..start + bare.trim_end().len(), indent }
    }

    /// The rest of it from a byte of its text on.
    pub(super) fn rest(&self, page: &str, from: usize) -> Self {
        let before = page.get(self.range.start..self.range.start + from).unwrap_or_default();
        Self::within(page, self.range.start + from..self.range.end, columns(before, self.indent))
    }

    pub(super) fn text<'p>(&self, page: &'p str) -> &'p str {
        page.get(self.range.clone()).unwrap_or_default()
    }
}

/// The lines of a page.
pub(super) fn lines(page: &str) -> Vec<Line> {
    let start = page.len() - page.trim_start_matches('\u{feff}').len();
    line_ranges(page, start..page.len()).into_iter().map(|range| Line::within(page, range, 0)).collect()
}

/// The least column in which one of the lines begins.
pub(super) fn margin(lines: &[Line]) -> usize {
    lines.iter().filter(|line| !line.is_blank()).map(|line| line.indent).min().unwrap_or(0)
}

/// How many of the first lines are blank or begin behind a column; blank ones at the end do not count.
pub(super) fn deeper(lines: &[Line], column: usize) -> usize {
    let inside = lines.iter().take_while(|line| line.is_blank() || line.indent > column).count();
    filled(lines.get(..inside).unwrap_or_default())
}

/// How many lines there are without the blank ones at the end.
pub(super) fn filled(lines: &[Line]) -> usize {
    lines.iter().rposition(|line| !line.is_blank()).map_or(0, |last| last + 1)
}

fn is_space(c: char) -> bool {
    c.is_whitespace() && c != '\u{3000}'
}

/// The column behind a text that begins in one.
fn columns(text: &str, from: usize) -> usize {
    text.chars().fold(from, |column, c| match c {
        '\t' => (column / TAB + 1) * TAB,
        c => column + width(c),
    })
}

/// How many columns a character takes: the ideographs, letters and marks of East Asia take two.
pub(super) fn width(c: char) -> usize {
    match c {
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}
