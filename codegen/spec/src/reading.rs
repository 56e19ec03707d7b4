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
}
