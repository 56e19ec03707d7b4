//! What stands on the pages → the sheet: types first, then the rows, whose rules are about them.

mod rows;
mod types;

use std::time::SystemTime;

use super::found::Found;
use super::json::Value;
use super::sheet::Sheet;
use stubwright_spec::diag::Diagnostics;
use stubwright_spec::source::SourceMap;

/// The samples of one endpoint of the sheet; the list of them is as long as its endpoints.
#[derive(Debug, Default)]
struct Matched<'f> {
    /// Bodies of requests, one for each that says something else.
    requests: Vec<&'f Value>,
}

/// Infers the sheet.
pub(super) fn infer(found: &Found, sources: &SourceMap, now: SystemTime, diags: &mut Diagnostics) -> Sheet {
    let (mut sheet, matched) = types::infer(found, sources, diags);
    rows::infer(found, &matched, now, &mut sheet, diags);
    sheet
}
