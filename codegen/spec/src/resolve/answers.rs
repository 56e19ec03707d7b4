//! Which tables and rows an endpoint means.

use std::collections::BTreeMap;

use super::names::Names;
use crate::ast;
use crate::diag::{Applicability, Code, Diagnostic, Diagnostics};
use crate::model::{RowId, TableId};
use crate::source::Spanned;

/// `errors:` of an endpoint: its tables, and the rows it lists.
pub(super) fn answers(
    answers: &ast::Answers,
    names: &Names<'_>,
    diags: &mut Diagnostics,
) -> (Vec<TableId>, Option<Vec<RowId>>) {
    let mut tables: Vec<TableId> = Vec::new();
    for table in answers.tables.iter().filter_map(|name| self::table(name, names, diags)) {
        if !tables.contains(&table) {
            tables.push(table);
        }
    }
    let only = answers.only.as_ref().map(|words| {
        let mut ids: Vec<RowId> = words.iter().flat_map(|word| listed(word, &tables, names, diags)).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    });
    (tables, only)
}

fn table(name: &Spanned<String>, names: &Names<'_>, diags: &mut Diagnostics) -> Option<TableId> {
    let found = names.rows.ids.get(name.as_str()).copied();
    if found.is_none() {
        let message = format!("there is no error table `{}`", name.value);
        let diagnostic = Diagnostic::new(Code::UnknownTable, name.span, message);
        diags.push(match names.guess(name.as_str(), names.rows.ids.keys().copied()) {
            Some(near) => {
                diagnostic.help(format!("did you mean `{near}`?")).fix(name.span, near, Applicability::Guess)
            }
            None => diagnostic
                .help("declare it under `tables:`; the rows under `errors:` belong to every endpoint anyway"),
        });
    }
    found
}

fn listed(
    word: &Spanned<String>,
    tables: &[TableId],
    names: &Names<'_>,
    diags: &mut Diagnostics,
) -> Vec<RowId> {
    let rows = &names.rows;
    let found = rows.meant(word.as_str(), tables);
    if !found.is_empty() {
        return found;
    }
    let home = rows.elsewhere(word.as_str());
    let home = home.and_then(|id| rows.ids.iter().find(|(_, other)| **other == id)).map(|(name, _)| *name);
    if let Some(home) = home {
        let message = format!("`{}` is in the table `{home}`, which this endpoint does not use", word.value);
        diags.push(
            Diagnostic::new(Code::UnknownErrorCode, word.span, message).help(format!(
                "add `{home}` to the tables of the endpoint: `errors: {{tables: [{home}], …}}`"
            )),
        );
        return found;
    }
    let message = format!("the error table has no row `{}`", word.value);
    let diagnostic = Diagnostic::new(Code::UnknownErrorCode, word.span, message);
    let own = tables.iter().map(|table| &rows.tables[*table]);
    let codes = own.chain([&rows.common]).flat_map(BTreeMap::keys);
    diags.push(match names.guess(&word.value, codes.chain(rows.named.keys()).copied()) {
        Some(near) => {
            diagnostic.help(format!("did you mean `{near}`?")).fix(word.span, near, Applicability::Guess)
        }
        None => diagnostic.help("add the row under `errors:`, or name one of its codes"),
    });
    found
}
