//! Points and lengths of time: `now+12mo`, `2024-12-12`, `31d`.

use super::super::notation;
use super::super::read::text;
use crate::ast::preflight::{Length, Moment};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::Spanned;
use crate::source::node::Cursor;

/// A point in time.
pub(super) fn moment(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Option<Spanned<Moment>> {
    let found = text(cursor, diags)?;
    let help =
        "write `now`, `now+12mo`, `now-1d`, a date (`2024-12-12`) or a time (`2024-12-12T08:00:00+08:00`)";
    read(notation::moment(&found.value), &found, help, diags)
}

/// A length of time.
pub(super) fn length(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Option<Spanned<Length>> {
    let found = text(cursor, diags)?;
    read(notation::length(&found.value), &found, "write a number and a unit: `31d`", diags)
}

/// A duration in seconds; months and years are rejected.
pub(super) fn seconds(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Option<u64> {
    let found = length(cursor, diags)?;
    let (least, most) = found.value.seconds();
    if least != most {
        diags.push(
            Diagnostic::new(Code::BadMoment, found.span, "a clock skew cannot be measured in months")
                .help("write it in `s`, `m`, `h` or `d`: `5m`"),
        );
    }
    (least == most).then_some(most)
}

fn read<T>(
    value: Result<T, String>,
    found: &Spanned<String>,
    help: &str,
    diags: &mut Diagnostics,
) -> Option<Spanned<T>> {
    match value {
        Ok(value) => Some(Spanned::new(value, found.span)),
        Err(message) => {
            diags.push(Diagnostic::new(Code::BadMoment, found.span, message).help(help));
            None
        }
    }
}
