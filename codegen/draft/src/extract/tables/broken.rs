//! Tables that are broken in two: the second part has no head of its own.

use super::classify::{ErrorColumns, Sheet};
use super::codes;
use crate::lexicon::columns;
use crate::page::Row;

/// The columns of a table above, where a table without a head goes on with it.
pub(super) fn goes_on(sheet: &Sheet<'_>, above: &Above) -> bool {
    let is_bare = sheet.heads.iter().all(|head| head.value.is_empty());
    let look = sheet.look(above.columns.code);
    is_bare && sheet.width() <= above.width && look.filled > 0 && look.possible == look.filled
}

/// A table of errors that was read, with which the next one may go on.
#[derive(Debug)]
pub(super) struct Above {
    /// The block behind it.
    pub(super) next: usize,
    /// How many columns it has.
    pub(super) width: usize,
    /// What they are.
    pub(super) columns: ErrorColumns,
}

/// Whether what is set as a head is a row: a code, and a text that is no head.
pub(super) fn is_row(head: &Row) -> bool {
    let texts: Vec<&str> = head.cells.iter().map(|cell| cell.text.as_str().trim()).collect();
    let Some((code, rest)) = texts.split_first() else { return false };
    let is_code = codes::is_strict(code) && code.bytes().any(|byte| byte.is_ascii_digit());
    let has_text = rest.iter().any(|text| text.chars().count() >= 4 && !codes::is_possible(text));
    is_code && has_text && texts.iter().all(|text| columns::of(text).is_empty())
}
