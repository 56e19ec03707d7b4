//! Entries of endpoints by HTTP status.

use std::fmt;

use super::types::TypeExpr;
use crate::source::Spanned;

/// The statuses that an entry applies to. The more exact ones come first, as in the Responses Object of OpenAPI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Statuses {
    /// One status: `404`.
    Exact(u16),
    /// A class (RFC 9110 section 15): 4 for `4xx`.
    Class(u8),
    /// `default`: all statuses without an entry of their own.
    Default,
}

impl Statuses {
    /// The entry that `text` spells.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.as_bytes() {
            b"default" => Some(Self::Default),
            [class @ b'1'..=b'5', b'x' | b'X', b'x' | b'X'] => Some(Self::Class(class - b'0')),
            [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9'] => text.parse().ok().map(Self::Exact),
            _ => None,
        }
    }

    /// The class that all of its statuses have.
    #[must_use]
    pub fn class(self) -> Option<u8> {
        match self {
            Self::Exact(status) => u8::try_from(status / 100).ok(),
            Self::Class(class) => Some(class),
            Self::Default => None,
        }
    }

    /// Whether an entry applies to fewer statuses, all of which are also in this one.
    #[must_use]
    pub fn contains(self, narrower: Self) -> bool {
        self > narrower && (self == Self::Default || self.class() == narrower.class())
    }
}

impl fmt::Display for Statuses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(status) => write!(f, "{status}"),
            Self::Class(class) => write!(f, "{class}xx"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// An entry of a map by status: the type of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByStatus<T = TypeExpr> {
    /// The key.
    pub status: Spanned<Statuses>,
    /// The type of the body; nothing for `none`.
    pub ty: Option<T>,
}
