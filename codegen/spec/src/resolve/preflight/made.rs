//! The result of resolving a rule or a part of it, and the reasons for failing.

use super::places::Miss;
use crate::diag::Diagnostic;

/// Why a rule gave no check for an endpoint.
pub(super) enum Problem<'p> {
    /// The request lacks a path.
    Miss(Box<Miss<'p>>),
    /// Something is wrong with the rule itself.
    Wrong(Box<Diagnostic>),
    /// There is nothing to check for any endpoint; the finding says why.
    Unchecked(Box<Diagnostic>),
}

/// The result of resolving a rule or a part of it.
pub(super) type Made<'p, T> = Result<T, Problem<'p>>;

impl From<Diagnostic> for Problem<'_> {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::Wrong(Box::new(diagnostic))
    }
}

impl<'p> From<Box<Miss<'p>>> for Problem<'p> {
    fn from(miss: Box<Miss<'p>>) -> Self {
        Self::Miss(miss)
    }
}
