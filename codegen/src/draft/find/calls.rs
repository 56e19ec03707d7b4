//! Calls and servers: curl, requests of HTTP, and methods, URLs and headers that the text names.

use std::collections::BTreeSet;

use crate::diag::Diagnostics;
use crate::draft::found::Found;
use crate::draft::page::Block;

/// Finds calls, servers, headers and the offset of times.
pub(super) fn find(blocks: &[&Block], used: &BTreeSet<usize>, found: &mut Found, diags: &mut Diagnostics) {
    let _ = (blocks, used, found, diags);
}
