//! The error tables, as written.

use super::allow::Allow;
use super::preflight::Check;
use crate::source::{SourceSpan, Spanned};

/// A text in one or more languages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// The text shown when no language is asked for.
    pub main: Option<Spanned<String>>,
    /// Language tag and text, in file order, when it was written per language.
    pub languages: Vec<(Spanned<String>, Spanned<String>)>,
}

impl Text {
    /// The texts in other languages than the one that is shown.
    pub fn others(&self) -> impl Iterator<Item = &(Spanned<String>, Spanned<String>)> {
        let is_first = self.languages.first().is_some_and(|(_, words)| Some(words) == self.main.as_ref());
        self.languages.iter().skip(usize::from(is_first))
    }

    /// The text shown when no language is asked for.
    #[must_use]
    pub fn shown(&self) -> &str {
        self.main.as_ref().map_or("", Spanned::as_str)
    }
}

/// An entry of `tables:`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorTable {
    /// The key.
    pub name: Spanned<String>,
    /// Its codes, in file order.
    pub codes: Vec<ErrorCode>,
}

/// A code with its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorCode {
    /// The code as spelled.
    pub code: Spanned<String>,
    /// Its rows in file order; more than one when the server's words tell them apart.
    pub rows: Vec<ErrorRow>,
    /// Where it comes from.
    pub origin: Origin,
}

/// Where a code comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The author wrote it.
    Written,
    /// In a table of the vendor's.
    Pasted,
}

/// One row of an error table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorRow {
    /// The place to show: its code, or the first key of one of several rows.
    pub span: SourceSpan,
    /// `name:`.
    pub name: Option<Spanned<String>>,
    /// `message:`.
    pub message: Text,
    /// `solution:`.
    pub solution: Text,
    /// `retry:`.
    pub retry: Option<Spanned<Retry>>,
    /// `category:`.
    pub category: Category,
    /// `http:`.
    pub http: Option<u16>,
    /// `docs:`.
    pub docs: Option<Spanned<String>>,
    /// `deprecated:`.
    pub deprecated: bool,
    /// `check:`, in file order.
    pub checks: Vec<Check>,
    /// `match:`.
    pub matching: Option<Matching>,
    /// `allow:`.
    pub allow: Allow,
}

impl ErrorRow {
    /// A row without any keys.
    #[must_use]
    pub fn at(span: impl Into<SourceSpan>) -> Self {
        Self {
            span: span.into(),
            name: None,
            message: Text::default(),
            solution: Text::default(),
            retry: None,
            category: Category::default(),
            http: None,
            docs: None,
            deprecated: false,
            checks: Vec::new(),
            matching: None,
            allow: Allow::default(),
        }
    }
}

/// Conditions that distinguish a row from others of the same code; all of them must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matching {
    /// The whole value.
    pub span: SourceSpan,
    /// A pattern for the server's words; `*` matches any text.
    pub message: Option<Spanned<String>>,
    /// The second code.
    pub sub_code: Option<Spanned<String>>,
}

/// `errors:` of an endpoint.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// The tables that it answers by, in addition to the common one.
    pub tables: Vec<Spanned<String>>,
    /// The codes it can answer; all of its tables when it is not set.
    pub only: Option<Vec<Spanned<String>>>,
}

words! {
    /// Whether a call that failed with this code may be sent again.
    Retry {
        /// No: it will fail the same way.
        #[default] Never = "never",
        /// Yes: the server has not processed it.
        Safe = "safe",
        /// Only where the endpoint is idempotent: it may have been processed.
        Idempotent = "idempotent",
        /// Yes, later.
        Throttle = "throttle",
        /// After the credentials were renewed.
        RefreshAuth = "refresh_auth",
        /// Only after asking the server whether it was processed.
        CheckFirst = "check_first",
    }
}

words! {
    /// The meaning of an empty code cell in a pasted table.
    Empty {
        /// The text above goes on.
        #[default] Join = "join",
        /// The code above holds for this row too.
        Same = "same",
        /// The failure has no code.
        Codeless = "none",
    }
}

words! {
    /// The kind of failure that a row reports.
    Category {
        /// The request is wrong.
        Argument = "argument",
        /// The caller is not known.
        Auth = "auth",
        /// The caller may not do this.
        Permission = "permission",
        /// The state of the system does not allow it now.
        Precondition = "precondition",
        /// The requested resource does not exist.
        NotFound = "not_found",
        /// Somebody else changed it, or it exists already.
        Conflict = "conflict",
        /// A limit of the account is used up.
        Quota = "quota",
        /// Too many calls.
        Throttle = "throttle",
        /// The service cannot answer now.
        Unavailable = "unavailable",
        /// The service is broken.
        Internal = "internal",
        /// Not set.
        #[default] Unknown = "unknown",
    }
}
