//! What the error tables mean.

use std::collections::BTreeSet;

use super::table::id;
use super::{Api, Category, Endpoint, Matching, Retry, Text};
use crate::source::{SourceSpan, Spanned};

id! {
    /// A row in [`Api::errors`].
    RowId
}

id! {
    /// A table in [`Api::tables`].
    TableId
}

/// A table that some endpoints answer by, beside the common one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorTable {
    /// Its name.
    pub name: Spanned<String>,
}

/// A row of an error table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorRow {
    /// The table; `None` for the common one.
    pub table: Option<TableId>,
    /// The code as the server sends it, where the row stands. Several rows may have it.
    pub code: Spanned<String>,
    /// The name the author gave.
    pub name: Option<Spanned<String>>,
    /// What went wrong.
    pub message: Text,
    /// What to do about it.
    pub solution: Text,
    /// Whether it may be sent again.
    pub retry: Retry,
    /// Where `retry:` says so.
    pub retry_span: Option<SourceSpan>,
    /// What kind of failure it is.
    pub category: Category,
    /// The HTTP status that comes with it.
    pub http: Option<u16>,
    /// The vendor's page.
    pub docs: Option<Spanned<String>>,
    /// No longer used.
    pub deprecated: bool,
    /// The findings about it that are meant so.
    pub allow: Vec<Spanned<String>>,
    /// What tells it apart from other rows of the code.
    pub matching: Option<Matching>,
}

impl Api {
    /// The rows that an endpoint can answer, in table order: those it lists, or, when it lists none, the rows of its
    /// tables and those of the common one. A row of the common table is hidden by one of a table of the endpoint that has
    /// the same code and no condition.
    #[must_use]
    pub fn answered(&self, endpoint: &Endpoint) -> Vec<RowId> {
        if let Some(rows) = &endpoint.errors {
            return rows.clone();
        }
        let is_own = |row: &ErrorRow| row.table.is_some_and(|table| endpoint.tables.contains(&table));
        let hiding = self.errors.iter().filter(|row| is_own(row) && row.matching.is_none());
        let hidden: BTreeSet<&str> = hiding.map(|row| row.code.as_str()).collect();
        let can =
            |row: &ErrorRow| is_own(row) || (row.table.is_none() && !hidden.contains(row.code.as_str()));
        self.errors.enumerate().filter(|(_, row)| can(row)).map(|(id, _)| id).collect()
    }
}
