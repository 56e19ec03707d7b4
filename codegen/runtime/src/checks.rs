//! Preflight: what generated checks are made of. A check looks at a request before it is sent, and finds what the server
//! would refuse.

use std::collections::BTreeMap;

use crate::codes::Code;
use crate::error::Violation;

/// What the checks of one request found, in the order of the error table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violations<C> {
    found: Vec<Violation<C>>,
}

impl<C: Code> Violations<C> {
    /// Nothing found yet; allocates nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self { found: Vec::new() }
    }

    /// Adds a violation of the rule of `code` at `path`.
    pub fn add(&mut self, code: C, path: impl Into<String>, detail: impl Into<String>) {
        self.found.push(Violation::new(code, path, detail));
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// What was found.
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

/// What a caller knows beside the request, and a rule asks for: the pages of a file by its code, for instance. A fact that
/// is missing keeps every rule.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    numbers: BTreeMap<Box<str>, BTreeMap<Box<str>, i64>>,
}

impl Facts {
    /// No facts.
    #[must_use]
    pub const fn new() -> Self {
        Self { numbers: BTreeMap::new() }
    }

    /// Sets the fact `name` of `key`: `with("pages", "FC_1", 3)`.
    #[must_use]
    pub fn with(mut self, name: &str, key: impl Into<String>, value: i64) -> Self {
        self.numbers.entry(name.into()).or_default().insert(key.into().into(), value);
        self
    }

    /// The fact `name` of `key`.
    #[must_use]
    pub fn number(&self, name: &str, key: &str) -> Option<i64> {
        self.numbers.get(name)?.get(key).copied()
    }
}
