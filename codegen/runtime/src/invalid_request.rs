//! A request that can't be sent.

use std::error::Error;
use std::fmt;

/// The reason why a request can't be sent; says what to fix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidRequest(Box<str>);

impl InvalidRequest {
    /// Creates an error with a reason for people. It should hold no secret.
    #[must_use]
    pub fn new(reason: impl Into<String>) -> Self {
        InvalidRequest(reason.into().into())
    }
}

impl fmt::Display for InvalidRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for InvalidRequest {}
