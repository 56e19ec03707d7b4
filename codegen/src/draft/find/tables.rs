//! Tables of errors, of fields and of values, in every layout that pages have.

use std::collections::BTreeSet;

use crate::diag::Diagnostics;
use crate::draft::found::Found;
use crate::draft::page::Block;

/// Finds the tables, and returns the blocks that belong to one of them.
pub(super) fn find(blocks: &[&Block], found: &mut Found, diags: &mut Diagnostics) -> BTreeSet<usize> {
    let _ = (blocks, found, diags);
    BTreeSet::new()
}
