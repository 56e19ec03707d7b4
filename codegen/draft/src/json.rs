//! JSON as pages print it: comments, trailing commas, curly quotes, `…`, missing quotes. What had to be overlooked is kept.

mod brackets;
mod lexer;
mod reader;
#[cfg(test)]
mod tests;
mod types;
mod value;

pub(super) use brackets::balanced;
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
