//! What the error tables mean.

use std::collections::BTreeSet;

use super::{Api, Category, Endpoint, Retry};
use crate::source::{Span, Spanned};

/// A text in one or more languages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// The text shown when no language is asked for.
    pub main: Option<Spanned<String>>,
    /// Language tag and text, in file order.
    pub languages: Vec<(String, Spanned<String>)>,
}

impl Text {
    /// The text shown when no language is asked for.
    #[must_use]
    pub fn shown(&self) -> &str {
        self.main.as_ref().map_or("", Spanned::as_str)
    }
}

/// Index of a row in [`Api::errors`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowId(pub u32);

/// Index of a table in [`Api::tables`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TableId(pub u32);

/// A table that some endpoints answer by, beside the common one.
#[derive(Debug, Clone)]
pub struct ErrorTable {
    /// Its name.
    pub name: Spanned<String>,
}

/// A row of an error table.
#[derive(Debug, Clone)]
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
    pub retry_span: Option<Span>,
    /// What kind of failure it is.
    pub category: Category,
    /// The HTTP status that comes with it.
    pub http: Option<u16>,
    /// The vendor's page.
    pub docs: Option<String>,
    /// No longer used.
    pub deprecated: bool,
    /// The findings about it that are meant so.
    pub allow: Vec<Spanned<String>>,
    /// What tells it apart from other rows of the code.
    pub matching: Option<Matching>,
}

/// What tells a row apart from others of the same code; all that is said must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matching {
    /// Where it is written.
    pub span: Span,
    /// A pattern for the server's words; `*` stands for any text.
    pub message: Option<Spanned<String>>,
    /// The second code.
    pub sub_code: Option<Spanned<String>>,
}

impl Api {
    /// The row of an id that this model gave out.
    #[must_use]
    pub fn row(&self, id: RowId) -> Option<&ErrorRow> {
        self.errors.get(id.0 as usize)
    }

    /// The table of an id that this model gave out.
    #[must_use]
    pub fn table(&self, id: TableId) -> Option<&ErrorTable> {
        self.tables.get(id.0 as usize)
    }

    /// The rows with their ids, in table order.
    pub fn rows(&self) -> impl Iterator<Item = (RowId, &ErrorRow)> {
        (0..).map(RowId).zip(&self.errors)
    }

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
        self.rows().filter(|(_, row)| can(row)).map(|(id, _)| id).collect()
    }
}
