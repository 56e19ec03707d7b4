//! The names in an output directory that only runs at work use.

/// The file that is locked.
pub(super) const LOCK: &str = ".stubwright.lock";

/// The directory for new and old texts, inside the output directory so that they can be renamed into place.
pub(super) const WORK: &str = ".stubwright.tmp";
