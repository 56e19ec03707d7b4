//! Values that the author wrote down.

use crate::source::{SourceSpan, Spanned};

/// The samples of an endpoint.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Examples {
    /// A body of the request.
    pub request: Option<Sample>,
    /// A payload of the response.
    pub response: Option<Sample>,
    /// Files that hold one or the other; none are left once they are read.
    pub files: Vec<SampleFile>,
}

/// A file with a sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleFile {
    /// Its name, relative to the main file.
    pub name: Spanned<String>,
    /// The part of a call that the sample shows.
    pub of: Part,
}

/// The two halves of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The body of the request.
    Request,
    /// The payload of the response.
    Response,
}

/// A value that the author wrote down: an example or a default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// Where.
    pub span: SourceSpan,
    /// The value.
    pub kind: SampleKind,
}

impl Sample {
    /// The text of a scalar.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            SampleKind::Plain(text) | SampleKind::Quoted(text) => Some(text),
            SampleKind::Null | SampleKind::List(_) | SampleKind::Map(_) => None,
        }
    }
}

/// The shapes of a written value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SampleKind {
    /// `null`.
    Null,
    /// A scalar without quotes: a text, a number or a flag, as its type wants.
    Plain(String),
    /// A scalar in quotes or in a block: a text.
    Quoted(String),
    /// A list.
    List(Vec<Sample>),
    /// A map in file order.
    Map(Vec<(Spanned<String>, Sample)>),
}
