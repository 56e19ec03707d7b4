//! The rows of the error tables: names, rules, retry; and the samples that break them.

use std::time::SystemTime;

use super::Matched;
use crate::diag::Diagnostics;
use crate::draft::found::Found;
use crate::draft::sheet::Sheet;

/// Adds the rows to a sheet that has its endpoints and types.
pub(super) fn infer(
    found: &Found,
    matched: &[Matched<'_>],
    now: SystemTime,
    sheet: &mut Sheet,
    diags: &mut Diagnostics,
) {
    let _ = (found, matched, now, sheet, diags);
}
