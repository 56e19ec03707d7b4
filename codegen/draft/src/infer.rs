//! The contents of the pages → the sheet: types first, then the rows, whose rules are about them; each is compared with
//! the pages.

mod matched;
mod rows;
mod types;
mod verify;

use std::time::SystemTime;

pub(crate) use rows::{FEW, is_http_like};

use super::found::Found;
use super::sheet::Sheet;
use stubwright_spec::diag::Diagnostics;
use stubwright_spec::source::SourceMap;

pub(super) fn infer(found: &Found, sources: &SourceMap, now: SystemTime, diags: &mut Diagnostics) -> Sheet {
    let (mut sheet, matched) = types::infer(found, sources, diags);
    verify::envelope(found, &mut sheet, diags);
    verify::types(&matched, &mut sheet, diags);
    rows::infer(found, &mut sheet, diags);
    verify::rules(&matched, &mut sheet, diags);
    rows::hold(&matched, now, &sheet, diags);
    sheet
}
