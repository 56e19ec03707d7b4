//! The results of reading a spec other than the model.

use crate::diag::{Diagnostics, Severity};
use crate::front::native::guesses::Guess;
use crate::lint::{Allowed, Levels};
use crate::source::SourceMap;

/// The results of reading a spec other than the model.
#[derive(Debug, Default)]
pub struct Reading {
    /// The files read, for rendering diagnostics.
    pub sources: SourceMap,
    /// The names of all files that were requested, the main one first: the files to watch.
    pub inputs: Vec<String>,
    /// All findings.
    pub diagnostics: Diagnostics,
    /// The format of the main file.
    pub format: Format,
    /// The size of the spec, whatever is generated of it.
    pub extent: Extent,
    /// The findings that the spec allows.
    pub allowed: Allowed,
    /// The comments that mark guesses, in file order.
    pub guesses: Vec<Guess>,
}

impl Reading {
    /// Drops the findings that are allowed, and gives the others their levels. It can be called again after a pass that
    /// found more.
    pub fn settle(&mut self, levels: &Levels) {
        self.allowed.settle(levels, &mut self.diagnostics);
    }

    /// The same after the last pass, so that what is allowed in vain is known. In a spec with errors it is not, because some
    /// rules were not tried.
    pub fn finish(&mut self, levels: &Levels) {
        self.settle(levels);
        let is_error = |found: &&crate::diag::Diagnostic| {
            found.severity == Severity::Error && found.code.severity() == Severity::Error
        };
        if !self.diagnostics.sorted().iter().any(is_error) {
            self.allowed.report(levels, &mut self.diagnostics);
            self.settle(levels);
        }
    }
}

/// A format of specs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// The one of `spec/format.md`.
    #[default]
    Native,
    /// OpenAPI.
    OpenApi,
}

/// The size of a spec.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Extent {
    /// The operations.
    pub operations: usize,
    /// The types that are declared: those of the spec, or the schemas among the components of a document.
    pub types: usize,
    /// The number of types that no operation uses.
    pub unused: usize,
}
