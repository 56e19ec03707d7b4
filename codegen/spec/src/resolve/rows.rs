//! The rows of the error tables.

use std::collections::{BTreeMap, BTreeSet};

use crate::ast;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{ErrorRow, ErrorTable, IdVec, RowId, TableId};
use crate::source::Spanned;

/// Rows by what endpoints call them.
#[derive(Default)]
pub(super) struct Rows<'a> {
    /// The rows of each code in the common table.
    pub(super) common: BTreeMap<&'a str, Vec<RowId>>,
    /// The same for each of the others, in file order.
    pub(super) tables: IdVec<TableId, BTreeMap<&'a str, Vec<RowId>>>,
    /// Rows by the names that the author gave.
    pub(super) named: BTreeMap<&'a str, RowId>,
    /// The table of each row.
    pub(super) homes: IdVec<RowId, Option<TableId>>,
    /// The rows without a condition.
    pub(super) unconditional: BTreeSet<RowId>,
    /// Tables by their names.
    pub(super) ids: BTreeMap<&'a str, TableId>,
}

/// Every row with its table and its code: the common table, then the others. The success row that vendors list in their
/// tables is left out.
pub(super) fn all(
    ast: &ast::Api,
) -> impl Iterator<Item = (Option<TableId>, &ast::ErrorCode, &ast::ErrorRow)> {
    let tables = (0..).map(TableId).zip(&ast.tables);
    let others = tables.flat_map(|(id, table)| table.codes.iter().map(move |code| (Some(id), code)));
    let codes = ast.errors.iter().map(|code| (None, code)).chain(others);
    codes
        .filter(|(_, code)| !is_pasted_success(ast, code))
        .flat_map(|(table, code)| code.rows.iter().map(move |row| (table, code, row)))
}

/// Whether a row of a pasted table has a code that every envelope takes for a success.
fn is_pasted_success(ast: &ast::Api, code: &ast::ErrorCode) -> bool {
    let accepts = |envelope: &ast::Envelope| {
        let mut tests = envelope.success.iter().filter(|test| envelope.code.contains(&test.source));
        let wanted = |expected: &Spanned<ast::Expected>| match &expected.value {
            ast::Expected::Text(text) => *text == code.code.value,
            _ => false,
        };
        tests.any(|test| test.expected.iter().any(wanted))
    };
    let mut envelopes =
        ast.envelope.iter().chain(ast.envelopes.iter().map(|named| &named.envelope)).peekable();
    code.origin == ast::Origin::Pasted && envelopes.peek().is_some() && envelopes.all(accepts)
}

/// Says which rows were left out.
pub(super) fn report_success(ast: &ast::Api, diags: &mut Diagnostics) {
    let others = ast.tables.iter().flat_map(|table| &table.codes);
    let found = ast.errors.iter().chain(others).filter(|code| is_pasted_success(ast, code));
    for code in found {
        diags.push(
            Diagnostic::new(
                Code::CodeIsSuccess,
                code.code.span,
                format!("`{}` is the code of a successful response", code.code.value),
            )
            .warning()
            .at("left out")
            .note("`envelope.success` accepts it, so no call ever fails with it")
            .help("remove the row, or allow it next to the table: `rows: {\"0\": {allow: [SW0404]}}`"),
        );
    }
}

impl<'a> Rows<'a> {
    pub(super) fn of(ast: &'a ast::Api) -> Self {
        let mut rows = Self {
            tables: ast.tables.iter().map(|_| BTreeMap::new()).collect(),
            homes: all(ast).map(|(table, ..)| table).collect(),
            ..Self::default()
        };
        for (id, table) in rows.tables.ids().zip(&ast.tables) {
            rows.ids.entry(table.name.as_str()).or_insert(id);
        }
        for ((table, code, row), id) in all(ast).zip(rows.homes.ids()) {
            let home = match table {
                Some(table) => &mut rows.tables[table],
                None => &mut rows.common,
            };
            home.entry(code.code.as_str()).or_default().push(id);
            if row.matching.is_none() {
                rows.unconditional.insert(id);
            }
            if let Some(name) = &row.name {
                rows.named.entry(name.as_str()).or_insert(id);
            }
        }
        rows
    }

    pub(super) fn len(&self) -> usize {
        self.homes.len()
    }

    /// The rows that one word of an endpoint means. A code goes before a name, and the endpoint's tables go before the
    /// common one, unless all of their rows have conditions.
    pub(super) fn meant(&self, word: &str, tables: &[TableId]) -> Vec<RowId> {
        let own = tables.iter().map(|table| &self.tables[*table]);
        let mut found = Vec::new();
        for rows in own.chain([&self.common]).filter_map(|table| table.get(word)) {
            found.extend(rows);
            // Every response with the code matches one of these, so that no further table is asked.
            if rows.iter().any(|id| self.unconditional.contains(id)) {
                return found;
            }
        }
        if found.is_empty() {
            let is_own = |id: &RowId| self.homes[*id].is_none_or(|table| tables.contains(&table));
            found.extend(self.named.get(word).filter(|id| is_own(id)));
        }
        found
    }

    /// A table other than the common one that has the word as a code or a name.
    pub(super) fn elsewhere(&self, word: &str) -> Option<TableId> {
        let by_code = self.tables.enumerate().find(|(_, table)| table.contains_key(word)).map(|(id, _)| id);
        by_code.or_else(|| self.homes[*self.named.get(word)?])
    }
}

/// The tables other than the common one.
pub(super) fn tables(ast: &ast::Api) -> IdVec<TableId, ErrorTable> {
    ast.tables.iter().map(|table| ErrorTable { name: table.name.clone() }).collect()
}

/// The rows of all tables.
pub(super) fn rows(ast: &ast::Api) -> IdVec<RowId, ErrorRow> {
    all(ast).map(|(table, code, row)| self::row(table, code, row)).collect()
}

fn row(table: Option<TableId>, code: &ast::ErrorCode, row: &ast::ErrorRow) -> ErrorRow {
    ErrorRow {
        table,
        code: Spanned::new(code.code.value.clone(), *row.span),
        name: row.name.clone(),
        message: row.message.clone(),
        solution: row.solution.clone(),
        retry: row.retry.as_ref().map(|retry| retry.value).unwrap_or_default(),
        retry_span: row.retry.as_ref().map(|retry| retry.span.into()),
        category: row.category,
        http: row.http,
        docs: row.docs.clone(),
        deprecated: row.deprecated,
        matching: row.matching.clone(),
    }
}
