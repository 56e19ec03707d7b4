//! Diagnostics: what is wrong, where, and what to do next.
//!
//! Passes push [`Diagnostic`] values into a [`Diagnostics`] sink and go on; nothing is printed before the end.

mod apart;
pub mod codes;
pub mod render;

pub use codes::Code;

use std::collections::BTreeMap;

use crate::source::wide::ascii_of;
use crate::source::{FileId, Span};

/// The severity of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// Code is generated, but a person should look at the finding.
    Warning,
    /// Information only.
    Note,
}

/// A place with a short text about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The labelled place.
    pub span: Span,
    /// The text of the label; empty if the message already says it.
    pub text: String,
}

/// Whether a fix can be applied without a person reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applicability {
    /// The meaning cannot change.
    Safe,
    /// A guess: a person decides.
    Guess,
}

/// Text to put in place of a span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The text to replace; an empty span inserts.
    pub span: Span,
    /// The new text.
    pub replacement: String,
    /// Whether `check --fix` may apply it.
    pub applicability: Applicability,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that was violated.
    pub code: Code,
    /// The severity of the code, unless a setting changed it.
    pub severity: Severity,
    /// One sentence, no full stop, lower-case first word.
    pub message: String,
    /// The place of the mistake; `None` only if there is no file to show.
    pub primary: Option<Label>,
    /// Other places that explain it, in reading order.
    pub secondary: Vec<Label>,
    /// Explanations that are too long for the message.
    pub notes: Vec<String>,
    /// Advice, ready to paste where possible.
    pub help: Vec<String>,
    /// Edits that follow the advice.
    pub fixes: Vec<Fix>,
}

impl Diagnostic {
    /// A violated internal assumption, reported instead of a panic.
    #[must_use]
    pub fn bug(span: impl Into<Span>, message: impl Into<String>) -> Self {
        Self::new(Code::Bug, span, message).help(
            "this is a mistake in stubwright, not in your file; please report it together with the spec",
        )
    }

    /// A finding at `span`.
    pub fn new(code: Code, span: impl Into<Span>, message: impl Into<String>) -> Self {
        let mut this = Self::without_place(code, message);
        this.primary = Some(Label { span: span.into(), text: String::new() });
        this
    }

    /// A finding without a place, such as one about a file that cannot be opened.
    pub fn without_place(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            primary: None,
            secondary: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// Lowers an error to a warning, for mistakes that the generator can leave out of its output.
    #[must_use]
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// Sets the text next to the carets of the primary place.
    #[must_use]
    pub fn at(mut self, text: impl Into<String>) -> Self {
        if let Some(primary) = &mut self.primary {
            primary.text = text.into();
        }
        self
    }

    /// Adds a secondary place.
    #[must_use]
    pub fn and(mut self, span: impl Into<Span>, text: impl Into<String>) -> Self {
        self.secondary.push(Label { span: span.into(), text: text.into() });
        self
    }

    /// Adds a note that explains the finding.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Adds advice.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// Adds a fix.
    #[must_use]
    pub fn fix(
        mut self,
        span: impl Into<Span>,
        replacement: impl Into<String>,
        applicability: Applicability,
    ) -> Self {
        self.fixes.push(Fix { span: span.into(), replacement: replacement.into(), applicability });
        self
    }
}

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

/// The candidate closest to `word`, if it is close enough to be a typo of it.
///
/// Optimal string alignment distance over characters (a swap of neighbours counts as one edit), at most a third of
/// the length; case, width and the separators `-`, `_` and space are ignored.
#[must_use]
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let fold = |text: &str| -> Vec<char> {
        let narrow = text.chars().map(|c| ascii_of(c).unwrap_or(c));
        narrow.filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).take(64).collect()
    };
    let wanted = fold(word);
    let limit = (wanted.len().max(3) / 3).min(4);
    candidates
        .into_iter()
        .filter(|candidate| *candidate != word)
        .map(|candidate| (distance(&wanted, &fold(candidate)), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

fn distance(a: &[char], b: &[char]) -> usize {
    // What both begin and end with costs nothing.
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - end], &b[..b.len() - end]);
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut best = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            let swapped = i > 0 && j > 0 && a[i - 1] == *y && b[j - 1] == *x;
            if swapped {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

/// The start of a text that may be long, for messages.
#[must_use]
pub fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn typos_are_recognised() {
        let names = ["SignField", "SignFieldPosition", "signers", "message"];
        assert_eq!(did_you_mean("SignFeild", names), Some("SignField"));
        assert_eq!(did_you_mean("mesage", names), Some("message"));
        assert_eq!(did_you_mean("sign_ers", names), Some("signers"));
        assert_eq!(did_you_mean("envelope", names), None);
        assert_eq!(did_you_mean("", names), None);
    }
}
