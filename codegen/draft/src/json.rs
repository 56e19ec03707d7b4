//! JSON as pages print it: comments, trailing commas, curly quotes, `…`, missing quotes. What had to be overlooked is kept.

mod lexer;
mod reader;
#[cfg(test)]
mod tests;
mod types;
mod value;

pub(super) use value::{Fault, Kind, Read, Value};

use super::page::text::Text;

/// Reads the object or list that begins at byte `at` of a text; `None` when there is none, or when so much is wrong
/// that it is something else.
pub(super) fn read(text: &Text, at: usize) -> Option<Read> {
    try_read(text, at).ok()
}

/// The same, with what is wrong.
pub(super) fn try_read(text: &Text, at: usize) -> Result<Read, Fault> {
    reader::Reader::new(text, at).read()
}

/// The length of something in brackets that match, quoted ones aside.
pub(super) fn balanced(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut is_quoted = false;
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        if std::mem::take(&mut is_escaped) {
            continue;
        }
        match byte {
            b'\n' => is_quoted = false,
            b'\\' => is_escaped = true,
            b'"' => is_quoted = !is_quoted,
            b'{' | b'[' if !is_quoted => depth += 1,
            b'}' | b']' if !is_quoted => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}
