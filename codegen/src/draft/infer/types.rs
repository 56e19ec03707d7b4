//! Everything but the rows: endpoints, types, envelope, credentials.

use super::Matched;
use crate::diag::Diagnostics;
use crate::draft::found::Found;
use crate::draft::sheet::Sheet;
use crate::source::SourceMap;

/// Infers the sheet without its rows, and which samples belong to which of its endpoints.
pub(super) fn infer<'f>(
    found: &'f Found,
    sources: &SourceMap,
    diags: &mut Diagnostics,
) -> (Sheet, Vec<Matched<'f>>) {
    let _ = (found, sources, diags);
    (Sheet::default(), Vec::new())
}
