//! Where passes put what they find.

use std::collections::BTreeMap;

use super::apart;
use super::codes::Code;
use super::finding::Diagnostic;
use super::severity::Severity;
use crate::source::{FileId, Span};

/// The sink every pass writes to.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    items: Vec<Diagnostic>,
    /// Places that are explained, by file and start: other findings there have the same cause.
    explained: BTreeMap<(FileId, u32), u32>,
}

impl Diagnostics {
    /// Adds a finding, unless its place is explained by another one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let is_explained = diagnostic.primary.as_ref().is_some_and(|label| self.is_explained(label.span));
        if !is_explained {
            self.items.push(apart::told(diagnostic));
        }
    }

    /// Adds a finding that explains all later findings inside `place`, so that one mistake results in one finding.
    pub fn explain(&mut self, diagnostic: Diagnostic, place: Span) {
        self.items.push(diagnostic);
        self.explained(place);
    }

    /// Treats all later findings inside `place` as explained.
    pub fn explained(&mut self, place: Span) {
        self.explained.insert((place.file, place.start), place.end);
    }

    fn is_explained(&self, span: Span) -> bool {
        // Explained places are scalars, which do not overlap.
        let before = self.explained.range(..=(span.file, span.start)).next_back();
        before.is_some_and(|((file, _), end)| *file == span.file && span.end <= *end && span.start < *end)
    }

    /// Adds all findings of another sink.
    pub fn append(&mut self, more: Self) {
        self.explained.extend(more.explained);
        for item in more.items {
            self.push(item);
        }
    }

    /// Keeps the findings for which `judge` returns `true`; it may change them.
    pub fn retain(&mut self, judge: impl FnMut(&mut Diagnostic) -> bool) {
        self.items.retain_mut(judge);
    }

    /// Whether any finding is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// The number of findings with this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.items.iter().filter(|item| item.severity == severity).count()
    }

    /// Whether there is a finding with this code.
    #[must_use]
    pub fn has(&self, code: Code) -> bool {
        self.items.iter().any(|item| item.code == code)
    }

    /// The findings in file order; those without a place come first.
    #[must_use]
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut items: Vec<&Diagnostic> = self.items.iter().collect();
        items.sort_by_key(|item| item.primary.as_ref().map(|label| label.span));
        items
    }

    /// Whether there are no findings.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}
