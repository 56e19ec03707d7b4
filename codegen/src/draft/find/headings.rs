//! Headings, and lines of text that serve as one.

use std::collections::BTreeSet;

use crate::draft::found::Found;
use crate::draft::page::Block;

/// Finds the headings and the title. Blocks in `used` belong to a table already.
pub(super) fn find(blocks: &[&Block], used: &BTreeSet<usize>, found: &mut Found) {
    let _ = (blocks, used, found);
}
