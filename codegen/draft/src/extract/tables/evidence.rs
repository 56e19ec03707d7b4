//! The evidence for and against a table of errors.

use super::codes::{self, Shape};
use super::context::Context;
use super::sheet::{ErrorColumns, Sheet};
use crate::lexicon::calls::HTTP_METHODS;
use crate::lexicon::columns::Column;
use crate::lexicon::flags;
use crate::lexicon::spaces::STATES;
use crate::lexicon::tables::{ERROR_HEADS, ERROR_TITLES, PROFILE, VERSION_HEADS};
use crate::lexicon::weights::{CODED, FAILED, KEYS, MOSTLY, PROFILE_CELLS, VERSIONS};
use stubwright_spec::source::Spanned;

/// So many rows say what a table is.
const LOOKED_AT: usize = 200;

/// Whether a table with a column of codes lists errors: a head or a heading says so, or the rows read like it.
pub(super) fn is_of_errors(sheet: &Sheet<'_>, columns: &ErrorColumns, context: &Context) -> bool {
    announces(sheet, context) || reads_like_errors(sheet, columns)
}

/// Whether a head of a table or a text above it says that it lists errors.
pub(super) fn announces(sheet: &Sheet<'_>, context: &Context) -> bool {
    let first = |column: usize| sheet.meaning(column).first();
    let is_told = (0..sheet.width()).any(|column| {
        matches!(first(column), Some(Column::ErrorCode | Column::Solution | Column::Success | Column::Http))
            || sheet.heads.get(column).is_some_and(|head| tells_errors(&head.value))
    });
    context.is_errors() || is_told || context.titles().any(titles_errors)
}

/// Words of a heading above errors.
fn titles_errors(title: &str) -> bool {
    let title = title.to_lowercase();
    ERROR_TITLES.are_in(&title)
}

fn tells_errors(head: &str) -> bool {
    let head = head.to_lowercase();
    ERROR_HEADS.are_in(&head)
}

/// Whether enough codes look like codes of errors, and enough texts like failures; or a code of success is there.
fn reads_like_errors(sheet: &Sheet<'_>, columns: &ErrorColumns) -> bool {
    let (mut filled, mut coded, mut failed, mut succeeded) = (0_usize, 0_usize, 0_usize, 0_usize);
    for row in sheet.rows.iter().take(LOOKED_AT) {
        let Some(code) = row.cells.get(columns.code).map(|cell| cell.text.as_str().trim()) else { continue };
        if flags::is_nothing(code) {
            continue;
        }
        let texts = [columns.message, columns.second].into_iter().flatten();
        let mut texts = texts.filter_map(|column| row.cells.get(column)).map(|cell| cell.text.as_str());
        filled += 1;
        coded += usize::from(is_like_error(code));
        failed += usize::from(texts.clone().any(flags::is_failure));
        succeeded +=
            usize::from(texts.any(flags::is_plain_success) && codes::shape(code) == Some(Shape::Number));
    }
    CODED.is_reached(coded, filled) && FAILED.is_reached(failed, filled.max(1))
        || (succeeded > 0 && failed > 0)
}

fn is_like_error(code: &str) -> bool {
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    match codes::shape(code) {
        Some(Shape::Number) => (digits >= 3 || code.starts_with('-')) && !code.contains('.'),
        Some(Shape::Numbered) => digits >= 2 && !is_version(code),
        Some(Shape::Joined | Shape::Camel) => true,
        Some(_) => flags::is_failure(code),
        None => codes::is_range(code),
    }
}

/// `V1.0`, `1.0.2`.
fn is_version(text: &str) -> bool {
    let bare = text.trim().trim_start_matches(['v', 'V']);
    bare.contains('.') && bare.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// Whether a table tells which versions of the page there were.
pub(super) fn is_history(sheet: &Sheet<'_>) -> bool {
    let is_version = |column: &usize| {
        sheet
            .heads
            .get(*column)
            .is_some_and(|head| VERSION_HEADS.contains(&flags::folded(&head.value).as_str()))
    };
    let Some(column) = (0..sheet.width().min(3)).find(is_version) else { return false };
    let texts = || sheet.rows.iter().take(LOOKED_AT).filter_map(|row| row.cells.get(column));
    let numbered =
        texts().filter(|cell| cell.text.as_str().bytes().any(|byte| byte.is_ascii_digit())).count();
    let has_codes = sheet.meaning(0).first() == Some(&Column::ErrorCode);
    let has_types = sheet.first(Column::Kind).is_some() || sheet.first(Column::Required).is_some();
    VERSIONS.is_reached(numbered, texts().count()) && !has_codes && !has_types
}

/// Whether a table that nothing reads has data all the same: two columns at least are of names, types, codes or answers, by
/// their heads or by their cells, and it has neither the versions of a page, nor calls, nor how a call is made.
pub(super) fn lists_data(sheet: &Sheet<'_>, context: &Context) -> bool {
    let by_head = |column: usize| {
        let is_data = |column: &Column| {
            matches!(
                column,
                Column::ErrorCode
                    | Column::Code
                    | Column::Value
                    | Column::Field
                    | Column::Kind
                    | Column::Required
                    | Column::Location
            )
        };
        sheet.meaning(column).first().is_some_and(is_data)
    };
    let by_look = |column: usize| {
        let look = sheet.look(column);
        look.filled >= 2
            && (look.mostly(look.types) && !look.mostly(look.numbers)
                || look.answers == look.filled && look.demands > 0
                || lists_keys(sheet, column, context)
                || look.mostly(look.idents) && look.mostly(look.names) && look.distinct == look.filled)
    };
    let known = (0..sheet.width()).filter(|column| by_head(*column) || by_look(*column)).count();
    // Plain words are names beside types, or below a head that says so.
    let has_names = (0..sheet.width()).any(|column| {
        let look = sheet.look(column);
        look.mostly(look.names) && !look.mostly(look.types) && look.distinct == look.filled
    });
    // Values, codes or states with what they mean.
    let has_meanings = sheet.first(Column::Message).is_some();
    let is_possible = |column: &usize| sheet.look(*column).mostly(sheet.look(*column).possible);
    let is_value = |column| matches!(sheet.meaning(column).first(), Some(Column::Value | Column::Code));
    let is_state = |column| {
        sheet
            .heads
            .get(column)
            .is_some_and(|head: &Spanned<String>| STATES.are_in(&head.value.to_lowercase()))
    };
    let possible = || (0..sheet.width()).filter(is_possible);
    let are_values = has_meanings && possible().any(is_value);
    let are_states = has_meanings && possible().any(is_state);
    let columns = known + usize::from(known == 1 && (has_names || are_values));
    let cells =
        |column: usize| sheet.rows.iter().take(LOOKED_AT).filter_map(move |row| row.cells.get(column));
    let is_address =
        |text: &str| text.contains("://") || text.starts_with('/') || HTTP_METHODS.contains(&text);
    let has_calls = (0..sheet.width()).any(|column| {
        let texts = || cells(column).map(|cell| cell.text.as_str().trim()).filter(|text| !text.is_empty());
        MOSTLY.is_reached(texts().filter(|text| is_address(text)).count(), texts().count().max(1))
    });
    // A row that says of what type something is and whether it is required has lost its name.
    let is_nameless = sheet.first(Column::Kind).is_some() && sheet.first(Column::Required).is_some();
    (columns >= 2 || are_states)
        && (sheet.rows.len() >= 2 || is_nameless)
        && !has_calls
        && !is_history(sheet)
        && !is_profile(sheet, 0)
}

/// Whether a column lists names of fields: no values of another field.
pub(super) fn lists_keys(sheet: &Sheet<'_>, column: usize, context: &Context) -> bool {
    let texts = sheet.rows.iter().take(LOOKED_AT).filter_map(|row| row.cells.get(column));
    let (mut all, mut keys) = (0_usize, 0_usize);
    for cell in texts {
        all += 1;
        keys += usize::from(context.key(cell.text.as_str()).is_some());
    }
    keys >= 2 && KEYS.is_reached(keys, all)
}

/// Whether the rows are what a call is (URL, method, format), not its fields.
pub(super) fn is_profile(sheet: &Sheet<'_>, name: usize) -> bool {
    let texts = sheet
        .rows
        .iter()
        .filter_map(|row| row.cells.get(name))
        .map(|cell| cell.text.as_str().trim().to_lowercase());
    let known = texts.filter(|text| PROFILE.has(text)).count();
    known >= 2 && PROFILE_CELLS.is_reached(known, sheet.rows.len())
}
