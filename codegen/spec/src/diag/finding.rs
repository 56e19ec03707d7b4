//! One finding: its place, its message, and its fixes.

use super::codes::Code;
use super::severity::Severity;
use crate::source::Span;

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
