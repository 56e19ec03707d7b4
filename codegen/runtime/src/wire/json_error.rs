//! `JsonError`: why a text or a value can't be read.

use std::fmt;

/// The error of a text that is not JSON, or of a value that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonError(Box<str>);

impl JsonError {
    pub(crate) fn say(text: String) -> Self {
        JsonError(text.into())
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for JsonError {}
