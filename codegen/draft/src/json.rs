//! JSON as pages print it: comments, trailing commas, curly quotes, `…`, missing quotes. What had to be overlooked is kept.

mod lexer;
mod reader;
#[cfg(test)]
mod tests;
mod value;

pub(super) use value::{Fault, Kind, Read, Value};

use super::page::text::Text;

/// Reads the object or list that begins at byte `at` of a text; `None` when there is none, or when so much is wrong
/// that it is something else.
pub(super) fn read(text: &Text, at: usize) -> Option<Read> {
    reader::Reader::new(text, at).read()
}
