//! The error of a text that is not a value of its type.

use std::fmt;

use super::found::Found;

/// A text that is not a value of its type. `Display` says what was expected and what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed(Box<str>);

impl Malformed {
    #[cold]
    pub(crate) fn new(expected: &str, found: &str) -> Self {
        Malformed(format!("expected {expected}, found {}", Found::Text(found)).into())
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Malformed {}
