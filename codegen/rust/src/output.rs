//! The results of one run: the files, and the findings on the way.

use crate::kept::Kept;
use stubwright_spec::diag::Diagnostics;
use stubwright_spec::source::SourceMap;
use stubwright_spec::{Format, Reading};

/// The version in the header of every generated file.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// One generated file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeneratedFile {
    /// Path inside the output directory, with `/`: `types.rs`.
    pub path: String,
    /// The whole text, with LF line endings.
    pub text: String,
}

/// The result of one run.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The name of the API, if it can be read.
    pub api: Option<String>,
    /// The files read, for rendering diagnostics.
    pub sources: SourceMap,
    /// The names of all files that were requested, the main one first: the files to watch.
    pub inputs: Vec<String>,
    /// All findings.
    pub diagnostics: Diagnostics,
    /// The format of the main file.
    pub format: Format,
    /// The generated files in output order; empty if there are errors.
    pub files: Vec<GeneratedFile>,
    /// The decisions, for later runs to keep.
    pub kept: Kept,
    /// The features of the crate that the files name, in the order of their tags.
    pub features: Vec<String>,
}

impl From<Reading> for Outcome {
    fn from(Reading { sources, inputs, diagnostics, format, .. }: Reading) -> Self {
        Self { sources, inputs, diagnostics, format, ..Self::default() }
    }
}
