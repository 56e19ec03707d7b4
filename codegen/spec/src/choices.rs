//! Decisions of a client's owner that the spec does not contain.

use crate::diag::Diagnostic;

/// Decisions about a spec. By default, only the spec decides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    /// The name of the API, in place of the one that the spec has.
    pub name: Option<String>,
    /// The part of the spec that is generated.
    pub selection: Selection,
    /// The groups that its operations have.
    pub groups: Groups,
    /// A file that adds to the spec.
    pub overlay: Option<Overlay>,
    /// The consequence if the spec lacks the subject of a decision.
    pub missing: Missing,
}

/// The consequence if a spec lacks the subject of a decision about it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Missing {
    /// It is a mistake.
    #[default]
    Refused,
    /// Nothing: the decision is about another version of the spec.
    Ignored,
}

/// The groups of the operations of a spec.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Groups {
    /// The tags that it has.
    #[default]
    Own,
    /// Groups that divide it: for a document of another format whose tags don't, the first segments of its paths.
    Dividing,
}

/// The part of a spec that is generated.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Tags and operations; all operations if it is empty.
    pub only: Vec<String>,
    /// The types in addition to those of the operations.
    pub types: Types,
}

/// The types that are generated.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Types {
    /// The types that the generated operations use, where the spec is a document of another format or operations are
    /// left out.
    #[default]
    Used,
    /// All that are declared.
    All,
}

/// A file that adds to a spec what its author left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlay {
    /// The name of the file in findings, by which it can be watched.
    pub name: String,
    /// The file, or why it can't be read.
    pub bytes: Result<Vec<u8>, Box<Diagnostic>>,
}

/// Whether a text can be the name of an API.
#[must_use]
pub fn is_api_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-'))
}
