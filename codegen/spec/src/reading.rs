//! What reading a spec leaves beside the model.

use crate::diag::Diagnostics;
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
    /// Those of them that no operation uses.
    pub unused: usize,
}
