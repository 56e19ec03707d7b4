//! Classifies a table, by the words above its columns and by the cells below them.

mod errors;

use super::context::{Context, Named};
use super::sheet::{ErrorColumns, FieldColumns, Sheet};
use super::spaces;
use super::{evidence, fields};
use crate::found::Space;
use crate::lexicon::columns::Column;
use crate::lexicon::weights::{FIELD_NAMES, FIELD_TYPES, MOSTLY};
use stubwright_spec::source::Spanned;

#[derive(Debug)]
pub(super) enum Class {
    Errors(ErrorColumns),
    Fields(FieldColumns),
    /// Values of a field: the column of the values, the column of their meanings, the field.
    Values(usize, usize, Named),
    Other,
}

pub(super) fn classify(sheet: &Sheet<'_>, context: &Context) -> Class {
    if sheet.width() < 2 || sheet.rows.is_empty() {
        return Class::Other;
    }
    if evidence::is_history(sheet) {
        return Class::Other;
    }
    if let Some(fields) = of_fields(sheet, context) {
        return Class::Fields(fields);
    }
    if let Some((value, meaning, field)) = values(sheet, context) {
        return Class::Values(value, meaning, field);
    }
    let is_foreign = |columns: &ErrorColumns| {
        matches!(spaces::of(sheet, columns, context), Space::Socket | Space::Delivery)
    };
    let columns = errors::columns(sheet, context)
        .filter(|columns| evidence::is_of_errors(sheet, columns, context) || is_foreign(columns));
    columns.map_or(Class::Other, Class::Errors)
}

/// The columns of a table of codes and their meanings, by its heads.
pub(super) fn codes(sheet: &Sheet<'_>, context: &Context) -> Option<ErrorColumns> {
    let is_code =
        |column: usize| matches!(sheet.meaning(column).first(), Some(Column::Code | Column::ErrorCode));
    let columns = errors::columns(sheet, context).filter(|columns| is_code(columns.code))?;
    let look = sheet.look(columns.code);
    let is_list = sheet.width() <= 4 && look.filled >= 2 && look.distinct == look.filled;
    (is_list && look.mostly(look.possible) && !evidence::lists_keys(sheet, columns.code, context))
        .then_some(columns)
}

fn of_fields(sheet: &Sheet<'_>, context: &Context) -> Option<FieldColumns> {
    if sheet.width() > 1 && lists_statuses(sheet) {
        return None;
    }
    let has_names =
        |column: &usize| FIELD_NAMES.is_reached(sheet.look(*column).names, sheet.look(*column).filled);
    // Of `名称 | 字段名` the one with names of programs counts.
    let named =
        sheet.first(Column::Field).filter(has_names).or_else(|| sheet.first(Column::Name).filter(has_names));
    let kind = sheet.first(Column::Kind).filter(|column| {
        let look = sheet.look(*column);
        FIELD_TYPES.is_reached(look.types, look.filled)
            || (sheet.first(Column::Code).is_none() && sheet.first(Column::ErrorCode).is_none())
    });
    let kind = kind.or_else(|| {
        (0..sheet.width()).find(|column| {
            let look = sheet.look(*column);
            look.mostly(look.types)
                && (look.filled >= 2 || context.is_inside)
                && !look.mostly(look.statuses)
                && sheet.meaning(*column).is_empty()
        })
    });
    let required = required(sheet, kind);
    let location = sheet.first(Column::Location);
    let is_error = sheet.first(Column::ErrorCode).is_some();
    // Beside a column of types a head such as `编码` is that of the names.
    let is_typed = kind.is_some_and(|column| sheet.look(column).mostly(sheet.look(column).types));
    let has_code =
        is_error || (!is_typed && sheet.first(Column::Code).is_some_and(|column| Some(column) != named));
    let extra = [required, location].iter().flatten().count();
    let by_look = (0..sheet.width()).find(|column| {
        let look = sheet.look(*column);
        look.mostly(look.names)
            && Some(*column) != kind
            && Some(*column) != required
            && Some(*column) != location
    });
    let name = named.or(by_look)?;
    let look = sheet.look(name);
    let is_named = FIELD_NAMES.is_reached(look.names, look.filled)
        && look.filled > 0
        && !(kind.is_none() && evidence::is_profile(sheet, name));
    let is_fields = match (kind, named) {
        _ if !is_named || (is_error && kind.is_none()) => false,
        (Some(_), Some(_)) => true,
        (Some(kind), None) => {
            !has_code
                && (kind > name || extra > 0)
                && (extra > 0
                    || sheet.heads.iter().all(|head| head.value.is_empty())
                    || !sheet.meaning(kind).is_empty())
        }
        (None, Some(_)) if extra > 0 => !has_code,
        (None, Some(name)) => !has_code && is_untyped(sheet, name, context),
        // No heads at all: names that a sample has, or that a title announces.
        (None, None) => {
            let is_bare = sheet.heads.iter().all(|head| head.value.is_empty()) && name == 0;
            let is_known = context.announces_fields() || evidence::lists_keys(sheet, name, context);
            is_bare && is_known && !context.is_errors() && look.distinct == look.filled && look.filled > 1
        }
    };
    is_fields.then(|| field_columns(sheet, FieldColumns { name, kind, required, ..FieldColumns::default() }))
}

/// Whether the rows are answers, each with its status first: `Status | Meaning | Schema`.
fn lists_statuses(sheet: &Sheet<'_>) -> bool {
    let look = sheet.look(0);
    look.filled > 0 && look.statuses == look.filled
}

/// Whether a table without types and answers is one of fields: its heads, its title or its descriptions say so.
fn is_untyped(sheet: &Sheet<'_>, name: usize, context: &Context) -> bool {
    let look = sheet.look(name);
    let has_words = sheet.meaning(name).first() == Some(&Column::Field);
    let has = |column: Column| sheet.first(column).is_some();
    let is_told = has(Column::Example) || has(Column::Default);
    let is_more = is_told || has(Column::Message) || has(Column::Value);
    let is_about = has_words || is_told || context.announces_fields() || has_types_in_docs(sheet, name);
    is_about && is_more && !context.is_errors() && look.mostly(look.names)
}

/// Whether most descriptions begin with a type on a line of its own.
fn has_types_in_docs(sheet: &Sheet<'_>, name: usize) -> bool {
    (0..sheet.width()).filter(|column| *column != name).any(|column| {
        let cells = || sheet.rows.iter().take(LOOKED_AT).filter_map(|row| row.cells.get(column));
        MOSTLY
            .is_reached(cells().filter(|cell| fields::in_doc(cell).is_some()).count(), cells().count().max(1))
    })
}

/// So many rows say what a column is.
const LOOKED_AT: usize = 200;

/// The column that says what is required: by its head, or one of nothing but words for it, `M` among them.
fn required(sheet: &Sheet<'_>, kind: Option<usize>) -> Option<usize> {
    let by_look = || {
        (1..sheet.width()).find(|column| {
            let look = sheet.look(*column);
            let is_other = Some(*column) == kind || sheet.meaning(*column).first() == Some(&Column::Code);
            look.filled >= 2 && look.answers == look.filled && look.demands > 0 && !is_other
        })
    };
    sheet.first(Column::Required).or_else(by_look)
}

fn field_columns(sheet: &Sheet<'_>, mut columns: FieldColumns) -> FieldColumns {
    let FieldColumns { name, kind, required, .. } = columns;
    let is_taken = |column: &usize| *column == name || Some(*column) == kind || Some(*column) == required;
    for column in (0..sheet.width()).filter(|column| !is_taken(column)) {
        let slot = match sheet.meaning(column).first() {
            Some(Column::Location) => &mut columns.location,
            Some(Column::Example) => &mut columns.example,
            Some(Column::Default) => &mut columns.default,
            Some(Column::Limit) => &mut columns.limit,
            Some(Column::Value) => &mut columns.values,
            Some(Column::Message | Column::Solution | Column::Docs | Column::Name | Column::Field) => {
                columns.docs.push(column);
                continue;
            }
            Some(_) => continue,
            None => {
                // A head that says nothing, above sentences, is a description; letters below it say nothing either.
                let look = sheet.look(column);
                columns.docs.extend((look.letters > look.filled * 2).then_some(column));
                continue;
            }
        };
        slot.get_or_insert(column);
    }
    // `Name | Value`: what the page sends, and nothing about it.
    if columns.kind.is_none() && columns.docs.is_empty() && columns.example.is_none() {
        columns.example = columns.values.take();
    }
    // Known heads first: a name in the language of the page comes before notes only where it is the only text.
    columns.docs.sort_by_key(|column| (sheet.meaning(*column).first() != Some(&Column::Message), *column));
    columns
}

fn values(sheet: &Sheet<'_>, context: &Context) -> Option<(usize, usize, Named)> {
    if sheet.width() > 4
        || sheet.rows.len() < 2
        || sheet.first(Column::ErrorCode).is_some()
        || sheet.first(Column::Http).is_some()
    {
        return None;
    }
    let is_plain = |column: usize| {
        let look = sheet.look(column);
        // A table of HTTP statuses lists no values of a field called `status`.
        look.filled >= 2
            && look.possible == look.filled
            && look.statuses < look.filled
            && look.fractions == 0
            && !evidence::lists_keys(sheet, column, context)
    };
    let head = |column: usize| sheet.heads.get(column);
    let by_head = (0..sheet.width()).find_map(|column| {
        let head = head(column)?;
        let key = context
            .key(&head.value)
            .or_else(|| super::titles::identifiers(&head.value).find_map(|word| context.key(word)))?;
        let is_field = is_plain(column) && !sheet.meaning(column).contains(&Column::ErrorCode);
        is_field.then(|| (column, Named { key: Spanned::new(key.to_owned(), head.span), is_sure: true }))
    });
    let meaning = |value: usize| {
        let texts = (0..sheet.width()).filter(|column| *column != value);
        let told = texts.clone().find(|column| sheet.meaning(*column).contains(&Column::Message));
        told.or_else(|| texts.max_by_key(|column| sheet.look(*column).letters))
    };
    if let Some((column, field)) = by_head.filter(|_| !context.is_errors() || context.denies_errors()) {
        return Some((column, meaning(column)?, field));
    }
    let value =
        sheet.first(Column::Value).filter(|column| sheet.meaning(*column).first() == Some(&Column::Value));
    let is_denied = context.denies_errors() || context.lists_values();
    let column = value
        .or_else(|| sheet.first(Column::Code).filter(|_| is_denied || names_field(context)))
        .or_else(|| (0..sheet.width()).find(|column| is_denied && is_plain(*column)))?;
    if !is_plain(column) || context.is_errors() && !context.denies_errors() {
        return None;
    }
    if meaning(column)? < column && value.is_some() {
        return None;
    }
    let of_head = |head: &Spanned<String>| Named { key: head.clone(), is_sure: true };
    let empty = || head(column).filter(|head| !head.value.is_empty()).map(of_head);
    let field = context.named().or_else(|| is_denied.then(empty).flatten())?;
    Some((column, meaning(column)?, field))
}

/// Whether the line above names a field of the samples, and no errors.
fn names_field(context: &Context) -> bool {
    !context.is_errors() && context.named().is_some_and(|named| context.key(&named.key.value).is_some())
}
