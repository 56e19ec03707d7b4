//! The rules of the error table that a request breaks.

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

    /// The code that the server would return.
    #[must_use]
    pub fn code(&self) -> C {
        self.code
    }

    /// The path in the request, in wire names: `signers[2].signFields[1]`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The problem, without the value: `same as signFields[0]`.
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

/// The violations of one request, in the order of the error table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violations<C> {
    found: Vec<Violation<C>>,
}

impl<C: Code> Violations<C> {
    /// No violations; allocates nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self { found: Vec::new() }
    }

    /// Adds a violation of the rule of `code` at `path`.
    pub fn add(&mut self, code: C, path: impl Into<String>, detail: impl Into<String>) {
        self.found.push(Violation::new(code, path, detail));
    }

    /// Whether there are no violations.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The violations, in the order of the error table.
    #[must_use]
    pub fn into_vec(self) -> Vec<Violation<C>> {
        self.found
    }
}

impl<C: Code> Default for Violations<C> {
    fn default() -> Self {
        Self::new()
    }
}
