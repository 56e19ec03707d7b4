//! Updates an output directory.

use std::path::Path;

use super::change::Change;
use super::compare::compare;
use super::error::WriteError;
use super::lock::Lock;
use super::manifest::MANIFEST;
use super::whose::check_root;
use super::{set, unfinished};
use crate::output::GeneratedFile;

/// Updates the directory and returns the changes. See [`compare`].
///
/// # Errors
///
/// As for [`compare`], and if writing fails. Then every file is unchanged.
pub fn apply(dir: &Path, files: &[GeneratedFile]) -> Result<Vec<Change>, WriteError> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    check_root(dir)?;
    let mut first = MANIFEST.to_owned();
    if !unfinished::is_there(dir) {
        let changes = compare(dir, files)?;
        let Some(change) = changes.first() else { return Ok(changes) };
        first.clone_from(&change.path);
    }
    let mut lock = Lock::take(dir, &first)?;
    // Again, for another run may have written meanwhile.
    let changes = compare(dir, files)?;
    if !changes.is_empty() {
        set::commit(&mut lock, dir, &changes)?;
    }
    Ok(changes)
}
