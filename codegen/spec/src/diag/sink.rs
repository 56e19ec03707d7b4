//! Where passes put what they find.

use std::collections::{BTreeMap, BTreeSet};

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
    /// Files that are not to be edited.
    protected: BTreeSet<FileId>,
}

impl Diagnostics {
    /// Adds a finding, unless its place is explained by another one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let is_explained = diagnostic.primary.as_ref().is_some_and(|label| self.is_explained(label.span));
        if !is_explained {
            self.items.push(without_fixes_in(&self.protected, apart::told(diagnostic)));
        }
    }

    /// Takes the fixes that edit a file out of all findings, also of later ones.
    pub fn protect(&mut self, file: FileId) {
        self.protected.insert(file);
        let items = std::mem::take(&mut self.items).into_iter();
        self.items = items.map(|item| without_fixes_in(&self.protected, item)).collect();
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
        self.protected.extend(more.protected);
        for item in more.items {
            self.push(item);
        }
    }

    /// The same with the first warning of each code in place of all that have it, and how many more there are.
    #[must_use]
    pub fn digest(&self) -> Self {
        let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
        for item in self.items.iter().filter(|item| item.severity == Severity::Warning) {
            *counts.entry(item.code).or_default() += 1;
        }
        let mut digest = Self::default();
        for item in self.sorted() {
            let mut item = item.clone();
            if item.severity == Severity::Warning {
                let Some(count) = counts.remove(&item.code) else { continue };
                if count > 1 {
                    item.message.push_str(&format!(" (and {} more findings of {})", count - 1, item.code));
                    item.fixes.clear();
                }
            }
            digest.items.push(item);
        }
        digest
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

fn without_fixes_in(files: &BTreeSet<FileId>, mut item: Diagnostic) -> Diagnostic {
    if item.fixes.iter().any(|fix| files.contains(&fix.span.file)) {
        item.fixes.clear();
    }
    item
}
