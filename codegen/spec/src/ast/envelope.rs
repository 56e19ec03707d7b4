//! How responses are read.

use crate::source::{SourceSpan, Span, Spanned};

/// How a response says whether the call succeeded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The whole section.
    pub span: SourceSpan,
    /// `root:`.
    pub root: Option<BodyPath>,
    /// `success:`; all must hold.
    pub success: Vec<Test>,
    /// `code:`; the first that is not empty wins, as in every list below.
    pub code: Vec<Spanned<Source>>,
    /// `sub_code:`.
    pub sub_code: Vec<Spanned<Source>>,
    /// `message:`.
    pub message: Vec<Spanned<Source>>,
    /// `data:`; an empty path is the whole root.
    pub data: Vec<BodyPath>,
    /// `trace:`.
    pub trace: Vec<Spanned<Source>>,
    /// `details:`.
    pub details: Option<BodyPath>,
    /// `retry_after:`.
    pub retry_after: Vec<Spanned<Source>>,
}

/// One condition of `success:`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// Where the value comes from.
    pub source: Spanned<Source>,
    /// The values that are accepted.
    pub expected: Vec<Spanned<Expected>>,
}

impl Test {
    /// Where the values that are accepted are written.
    #[must_use]
    pub fn expected_span(&self) -> Span {
        match self.expected.as_slice() {
            [] => self.source.span,
            [first, .., last] => first.span.to(last.span),
            [only] => only.span,
        }
    }
}

/// A value that `success:` accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// This text, whether the body has it as text, number or boolean.
    Text(String),
    /// `absent`.
    Absent,
    /// `empty`.
    Empty,
    /// `present`.
    Present,
    /// A class of HTTP statuses: 2 for `2xx`.
    StatusClass(u8),
}

/// Where an envelope value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The body.
    Body(Vec<BodyStep>),
    /// The HTTP status.
    Http,
    /// A response header, in lower case.
    Header(String),
}

/// A path into the body of a response; without steps it is the whole of it, written `.`.
pub type BodyPath = Spanned<Vec<BodyStep>>;

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BodyStep {
    /// A key.
    Key(String),
    /// An index, from 0.
    Index(u32),
    /// The one key that ends with this text: `*_response`.
    Suffix(String),
}
