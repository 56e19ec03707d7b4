//! Places on the pages.

/// A place: the number of a block among all blocks of all pages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place(pub(crate) usize);
