//! Lines of a page as ranges of its bytes.

use std::ops::Range;

/// The end of the line that holds byte `at`, its line break excluded.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |length| at + length)
}

/// The lines of a text as ranges of its bytes, without their ends.
pub(super) fn line_ranges(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let part = text.get(range.clone()).unwrap_or_default();
    let mut at = range.start;
    let mut lines = Vec::new();
    for line in part.split_inclusive('\n') {
        lines.push(at..at + line.trim_end_matches(['\n', '\r']).len());
        at += line.len();
    }
    lines
}
