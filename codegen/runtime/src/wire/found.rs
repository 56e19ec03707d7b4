//! Describes the value that was found in place of the expected one.

use std::fmt;

/// Characters of a found string that an error text repeats.
const QUOTED: usize = 40;

/// A value in the input.
pub(crate) enum Found<'a> {
    /// `null`, `true`, `false`, or a number by its digits.
    Word(&'a str),
    Text(&'a str),
    List,
    Object,
}

impl fmt::Display for Found<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Found::Word(word) if word.len() <= QUOTED => f.write_str(word),
            Found::Word(word) => write!(f, "{}…", word.get(..QUOTED).unwrap_or_default()),
            Found::Text(text) => quoted(text, f),
            Found::List => f.write_str("a list"),
            Found::Object => f.write_str("an object"),
        }
    }
}

/// A string in quotes, truncated if it is long.
fn quoted(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match text.char_indices().nth(QUOTED) {
        None => write!(f, "{text:?}"),
        Some((end, _)) => write!(f, "{:?}…", text.get(..end).unwrap_or_default()),
    }
}
