//! Small questions about places in YAML text that the library does not answer.

use std::ops::Range;

/// The range moved inside the text and onto character boundaries.
pub(super) fn within(text: &str, bytes: Range<usize>) -> Range<usize> {
    let floor = |at: usize| {
        let at = at.min(text.len());
        (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
    };
    let start = floor(bytes.start);
    start..floor(bytes.end).max(start)
}

/// The place of an absent value: after the `:` of its key.
pub(super) fn behind_colon(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    if rest[blanks..].starts_with(':') { at + blanks + 1 } else { at }
}

/// The first dash of a list between two places with only whitespace, an anchor and comments.
pub(crate) fn dash(text: &str, between: Range<usize>) -> Option<usize> {
    let bytes = text.as_bytes().get(between.clone())?;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let end: &[u8] = match byte {
            b'-' => return Some(between.start + at),
            b'#' => b"\r\n",
            b'&' => b" \t\r\n",
            _ => b"",
        };
        let rest = &bytes[at..];
        at += if end.is_empty() { 1 } else { rest.iter().position(|byte| end.contains(byte))? };
    }
    None
}

/// The whole block scalar from its `|` or `>` to the end of its last line.
///
/// The library's range starts at the first character of the content and includes the empty lines after it.
pub(super) fn block_scalar(text: &str, from: usize, content: &Range<usize>) -> Range<usize> {
    let start = block_header(text, from, content.start).unwrap_or(content.start);
    let kept = text.get(start..content.end).unwrap_or_default().trim_end_matches([' ', '\t', '\n', '\r']);
    start..start + kept.len()
}

fn block_header(text: &str, from: usize, until: usize) -> Option<usize> {
    let bytes = text.get(..until)?.as_bytes();
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        let ends_here = |byte: &u8| match bytes[at] {
            b'#' => matches!(byte, b'\n' | b'\r'),
            _ => matches!(byte, b' ' | b'\t' | b'\n' | b'\r'),
        };
        match byte {
            b'|' | b'>' => return Some(at),
            b'#' | b'&' | b'!' => at += bytes[at..].iter().position(ends_here)?,
            _ => at += 1,
        }
    }
    None
}
