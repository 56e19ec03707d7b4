//! A rule of the error table that a request does not keep.

use std::fmt;

use crate::codes::Code;

/// One place in a request that breaks a rule of the error table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation<C> {
    code: C,
    path: Box<str>,
    detail: Box<str>,
}

impl<C: Code> Violation<C> {
    /// A violation of the rule of `code` at `path`.
    #[must_use]
    pub fn new(code: C, path: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { code, path: path.into().into(), detail: detail.into().into() }
    }

    /// The code that the server would answer with.
    #[must_use]
    pub fn code(&self) -> C {
        self.code
    }

    /// Where in the request, in wire names: `signers[2].signFields[1]`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong there: `same as signFields[0]`.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.detail
    }
}

impl<C: Code> fmt::Display for Violation<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}] {}: {}", self.code, self.path, self.detail)
    }
}
