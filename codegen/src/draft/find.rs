//! Blocks → what stands on the pages: tables of errors and of fields first, then headings, samples and calls.

mod calls;
mod headings;
mod samples;
mod tables;

use super::found::Found;
use super::page::{Block, Page};
use crate::diag::Diagnostics;

/// Sorts what stands on the pages.
pub(super) fn find(pages: &[Page], diags: &mut Diagnostics) -> Found {
    let blocks: Vec<&Block> = pages.iter().flat_map(|page| &page.blocks).collect();
    let mut found = Found::default();
    let used = tables::find(&blocks, &mut found, diags);
    headings::find(&blocks, &used, &mut found);
    samples::find(&blocks, &mut found, diags);
    calls::find(&blocks, &used, &mut found, diags);
    found
}
