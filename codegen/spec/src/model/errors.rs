//! The error tables, resolved.

use super::ids::TableId;
use crate::ast::{Category, Matching, Retry, Text};
use crate::source::{SourceSpan, Spanned};

/// A table that some endpoints answer by, in addition to the common one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorTable {
    /// The name.
    pub name: Spanned<String>,
}

/// A row of an error table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorRow {
    /// The table; `None` for the common one.
    pub table: Option<TableId>,
    /// The code as the server sends it, with the place of the row. Several rows may have it.
    pub code: Spanned<String>,
    /// The name the author gave.
    pub name: Option<Spanned<String>>,
    /// The description of the failure.
    pub message: Text,
    /// Advice for whoever gets the error.
    pub solution: Text,
    /// Whether it may be sent again.
    pub retry: Retry,
    /// Where `retry:` says so.
    pub retry_span: Option<SourceSpan>,
    /// The kind of failure.
    pub category: Category,
    /// The HTTP status that comes with it.
    pub http: Option<u16>,
    /// The vendor's page.
    pub docs: Option<Spanned<String>>,
    /// No longer used.
    pub deprecated: bool,
    /// Distinguishes it from other rows of the code.
    pub matching: Option<Matching>,
}
