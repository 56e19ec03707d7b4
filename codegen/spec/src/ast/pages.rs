//! How the next page of a list is requested.

use super::envelope::{BodyPath, Source};
use crate::source::{SourceSpan, Spanned};

/// `pages:`. The paths start at the payload, inside the envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pages {
    /// The whole section.
    pub span: SourceSpan,
    /// `items:`, a list in the payload.
    pub items: BodyPath,
    /// The field of the body or the parameter that selects a page, by its name on the wire.
    pub place: Spanned<String>,
    /// How the value for the next page is found.
    pub turn: Turn,
    /// `more:`, whether there is another page.
    pub more: Option<BodyPath>,
    /// `total:`, the number of items on all pages.
    pub total: Option<BodyPath>,
}

/// How the value for the next page is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turn {
    /// `cursor:`: the response contains it.
    Cursor {
        /// `next:`.
        next: Next,
        /// `end:`, the cursor after the last page, where it is not absent or empty.
        end: Option<Spanned<String>>,
    },
    /// `page:`: pages are numbered.
    Page {
        /// `first:`, the number of the first page; 1 if it is not given.
        first: Option<Spanned<u32>>,
        /// `last:`, the number of pages.
        last: Option<BodyPath>,
    },
    /// `offset:`: the number of items before the page.
    Offset,
}

/// Where the next cursor is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// At a path of the payload, or in a header.
    In(Spanned<Source>),
    /// `{last: path}`, in the last item of the page.
    OfLastItem(BodyPath),
}

impl Turn {
    /// The key that names the field or parameter.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Cursor { .. } => "cursor",
            Self::Page { .. } => "page",
            Self::Offset => "offset",
        }
    }
}
