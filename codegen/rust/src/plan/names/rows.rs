//! Names around error tables: a variant for each row, a static for each table.

use super::case::{code_name, snake, upper_camel};
use super::ident::Name;
use super::scope::{Scope, hash};
use super::written::upper_camel_as_written;
use crate::kept::{Kept, Kind};
use stubwright_spec::diag::Diagnostics;
use stubwright_spec::model::{Api, ErrorRow, IdVec, RowId};
use stubwright_spec::source::Spanned;

/// Names that every error enum has.
const ERROR_CODE_NAMES: &[&str] = &["Unrecognized", "ALL"];

/// The variants of all rows. They share one enum, whatever their tables.
pub(super) fn variants(api: &Api, kept: &Kept, diags: &mut Diagnostics) -> Vec<Name> {
    let mut scope = Scope::of(api, "error code", ERROR_CODE_NAMES);
    for row in &api.errors {
        let table = row.table.map(|id| &api.tables[id]).map(|table| table.name.as_str());
        match (&row.name, table) {
            (Some(name), None) => scope.name(upper_camel_as_written(name, diags), name),
            (Some(name), Some(table)) => {
                let variant = upper_camel_as_written(name, diags);
                let other = format!("{}{variant}", upper_camel(table));
                scope.name_or(variant, name, other);
            }
            (None, table) => {
                let shown = Spanned::new(shown(row, table), row.code.span);
                scope.derived(derived(row, table), &shown, kept.row(&words(row, table)));
            }
        }
    }
    scope.settle(diags)
}

/// `TABLE_REFUNDS`
pub(super) fn tables(api: &Api, diags: &mut Diagnostics) -> Vec<Name> {
    let mut scope = Scope::of(api, "error table", &[]);
    for table in &api.tables {
        scope.key(format!("TABLE_{}", snake(table.name.as_str()).to_uppercase()), &table.name);
    }
    scope.settle(diags)
}

/// The variant of a row without a name: from what tells it apart from all others.
fn derived(row: &ErrorRow, table: Option<&str>) -> String {
    let matching = row.matching.as_ref();
    let sub_code = matching.and_then(|matching| matching.sub_code.as_ref()).map(Spanned::as_str);
    let words = [table, Some(row.code.as_str()), sub_code];
    let name = code_name(&words.into_iter().flatten().collect::<Vec<_>>().join(" "));
    match matching.and_then(|matching| matching.message.as_ref()) {
        // Words of a sentence make no name that anybody wants to type.
        Some(pattern) => format!("{name}X{}", hash(pattern.as_str(), 4)),
        None => name,
    }
}

/// The parts that distinguish a row from all others, one word for each.
fn words(row: &ErrorRow, table: Option<&str>) -> Vec<String> {
    let matching = row.matching.as_ref();
    let part = |word: &str, text: Option<&str>| text.map(|text| format!("{word}:{text}"));
    let sub_code = matching.and_then(|matching| matching.sub_code.as_ref()).map(Spanned::as_str);
    let message = matching.and_then(|matching| matching.message.as_ref()).map(Spanned::as_str);
    let parts = [part("table", table), part("sub_code", sub_code), part("message", message)];
    std::iter::once(row.code.value.clone()).chain(parts.into_iter().flatten()).collect()
}

/// Writes down the names that come from codes.
pub(super) fn record(api: &Api, names: &IdVec<RowId, Name>, kept: &mut Kept) {
    for (id, row) in api.errors.enumerate().filter(|(_, row)| row.name.is_none()) {
        let table = row.table.map(|id| &api.tables[id]).map(|table| table.name.as_str());
        kept.set(Kind::Row, words(row, table).iter().map(String::as_str), [names[id].plain()]);
    }
}

/// The description of a row without a name in findings.
fn shown(row: &ErrorRow, table: Option<&str>) -> String {
    let matching = row.matching.as_ref();
    let parts = [
        Some(row.code.as_str()),
        matching.and_then(|matching| matching.sub_code.as_ref()).map(Spanned::as_str),
        matching.and_then(|matching| matching.message.as_ref()).map(Spanned::as_str),
        table,
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
