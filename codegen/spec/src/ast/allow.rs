//! `allow:` of anything that has it.

use crate::source::{Span, Spanned};

/// The findings about a thing that are intended, and where the thing is written. It takes no part in comparisons, since
/// it says nothing about the API.
#[derive(Clone, Default)]
pub struct Allow {
    /// The codes, in file order.
    pub codes: Vec<Spanned<String>>,
    /// The places of the thing: a finding inside one of them is about it.
    pub places: Vec<Span>,
}

impl Allow {
    /// Nothing is allowed in the thing at `places`, a key and its value.
    #[must_use]
    pub fn nothing(places: [Span; 2]) -> Self {
        Self { codes: Vec::new(), places: places.into() }
    }

    /// Whether all of the value of the thing is at `span`.
    #[must_use]
    pub fn is_value(&self, span: Span) -> bool {
        self.places.last() == Some(&span)
    }
}

/// Without the places, which are not compared either.
impl std::fmt::Debug for Allow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Allow").field(&self.codes).finish()
    }
}

impl PartialEq for Allow {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Allow {}
