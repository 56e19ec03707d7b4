//! Samples: JSON that stands on its own, and what is said about it.

use crate::diag::Diagnostics;
use crate::draft::found::Found;
use crate::draft::page::Block;

/// Finds the samples.
pub(super) fn find(blocks: &[&Block], found: &mut Found, diags: &mut Diagnostics) {
    let _ = (blocks, found, diags);
}
