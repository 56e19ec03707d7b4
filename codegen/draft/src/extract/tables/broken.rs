//! Tables that are broken in two: the second part has no head of its own.

use super::sheet::{ErrorColumns, Sheet};

/// The columns of a table above, where a table without a head goes on with it.
pub(super) fn goes_on(sheet: &Sheet<'_>, above: &Above) -> bool {
    let is_bare = sheet.heads.iter().all(|head| head.value.is_empty());
    let look = sheet.look(above.columns.code);
    is_bare && sheet.width() <= above.width && look.filled > 0 && look.possible == look.filled
}

/// A table of errors that was read, with which the next one may go on.
#[derive(Debug)]
pub(super) struct Above {
    /// The block after it.
    pub(super) next: usize,
    pub(super) width: usize,
    pub(super) columns: ErrorColumns,
}
