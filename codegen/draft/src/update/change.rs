//! The result of an update.

use super::settled::mark;
use stubwright_spec::diag::Diagnostics;
use stubwright_spec::source::{SourceMap, Span};

/// A spec brought up to its pages.
#[derive(Debug, Default)]
pub struct Update {
    /// The pages and the files of the spec, for rendering diagnostics.
    pub sources: SourceMap,
    /// The mistakes of the pages; an error when the spec was left as it was.
    pub diagnostics: Diagnostics,
    /// The whole text of the main file.
    pub text: String,
    /// The differences, in the order of the spec.
    pub changes: Vec<Change>,
    /// How many differences comments of the spec settle.
    pub settled: usize,
}

/// Something that is different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The kind of difference.
    pub kind: ChangeKind,
    /// The subject: `row oc_40031`, `field Signer.mobile`.
    pub what: String,
    /// More about it: the new text, or what the pages say.
    pub detail: String,
    /// Where: on a page for what was added, else in the spec.
    pub span: Option<Span>,
    /// The comment that keeps the spec as it is, until the pages say something else.
    pub mark: String,
}

/// The kind of a difference, and whether the spec was edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is new on the pages, and was inserted.
    Added,
    /// The pages say it differently, and it was replaced.
    Changed,
    /// The pages do not have it any more. It is still in the spec.
    Gone,
    /// The pages say it differently, and a person has to decide. Nothing was edited.
    Differs,
}

impl Change {
    pub(super) fn new(
        kind: ChangeKind,
        what: impl Into<String>,
        detail: impl Into<String>,
        span: Option<Span>,
    ) -> Self {
        let (what, detail) = (what.into(), detail.into());
        let mark = mark(&what, &detail);
        Self { kind, what, detail, span, mark }
    }

    /// With a mark by what the pages say, where the detail has more than that.
    pub(super) fn marked(mut self, what: &str, says: &str) -> Self {
        self.mark = mark(what, says);
        self
    }
}
