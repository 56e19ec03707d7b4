//! Titles of sections, with a line below them or two around them.

use super::line::{Line, width};

/// A title.
pub(super) struct Title<'l> {
    pub(super) line: &'l Line,
    /// The character of its lines, and whether one is above it.
    pub(super) style: (char, bool),
    /// How many lines it takes.
    pub(super) taken: usize,
}

/// The title that begins in the first line.
pub(super) fn title<'l>(page: &str, lines: &'l [Line]) -> Option<Title<'l>> {
    let first = lines.first()?;
    if let Some((c, length)) = drawn(first.text(page)) {
        let (line, below) = (lines.get(1)?, lines.get(2)?);
        let is_title = drawn(below.text(page)).is_some_and(|(other, count)| other == c && count == length)
            && !line.is_blank()
            && below.indent == first.indent
            && drawn(line.text(page)).is_none();
        return is_title.then_some(Title { line, style: (c, true), taken: 3 });
    }
    let below = lines.get(1)?;
    let (c, length) = drawn(below.text(page))?;
    let wide: usize = first.text(page).chars().map(width).sum();
    let is_title = below.indent == first.indent && (length >= wide || length >= SHORTEST);
    (is_title && !first.is_blank()).then_some(Title { line: first, style: (c, false), taken: 2 })
}

/// A line below a title may be shorter than it, but not than this.
const SHORTEST: usize = 4;

/// The character of a line that has nothing else, and how often it has it.
pub(super) fn drawn(line: &str) -> Option<(char, usize)> {
    let c = line.chars().next().filter(char::is_ascii_punctuation)?;
    let is_mark = line.len() < 2 || matches!(line, "::" | "..");
    (!is_mark && line.chars().all(|other| other == c)).then_some((c, line.len()))
}
