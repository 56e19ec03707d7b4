//! The state of reading a page.

use super::names::Names;
use super::paths::Variables;
use crate::page::block::{Block, Link};
use stubwright_spec::source::FileId;

pub(super) struct Reader<'p> {
    pub(super) file: FileId,
    pub(super) page: &'p str,
    pub(super) names: Names,
    /// How titles are set, outer before inner.
    pub(super) styles: Vec<(char, bool)>,
    /// The level of the last heading.
    pub(super) level: u8,
    pub(super) depth: usize,
    pub(super) lists: usize,
    /// How much may still be repeated because cells span several places.
    pub(super) budget: usize,
    pub(super) blocks: Vec<Block>,
    pub(super) links: Vec<Link>,
    pub(super) set: Set,
    /// The variables in the path of the call that is being read.
    pub(super) variables: Variables,
}

/// How the text of a cell is set.
#[derive(Default)]
pub(super) struct Set {
    pub(super) has_bold: bool,
    pub(super) has_thin: bool,
    pub(super) link: Option<String>,
}

/// The level of the lowest headings.
pub(super) const LOWEST: u8 = 6;
