//! Updates an output directory together with the file of decisions, which is in another directory.

use std::ffi::OsStr;
use std::path::Path;

use super::apply::apply;
use super::change::{Change, ChangeKind};
use super::error::{Reason, WriteError};
use super::lock::Lock;
use super::look::look;
use super::set;
use crate::output::GeneratedFile;

/// Updates the directory, as [`apply`](super::apply()), and before that the file of decisions at `path`, whose text was `old`.
///
/// If the directory can't be updated, the file is put back. If a run is killed in between, the file already says what the next
/// run writes into the directory.
///
/// # Errors
///
/// As for [`apply`](super::apply()), and if the file has changed since it was read.
pub fn apply_locked(
    dir: &Path,
    files: &[GeneratedFile],
    path: &Path,
    [old, new]: [Option<&str>; 2],
) -> Result<Vec<Change>, WriteError> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    replace(path, old, new)?;
    apply(dir, files).map_err(|error| match replace(path, new, old) {
        Ok(()) => error,
        Err(_) => error.unfinished(),
    })
}

fn replace(path: &Path, old: Option<&str>, new: Option<&str>) -> Result<(), WriteError> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let Some(file) = path.file_name().and_then(OsStr::to_str) else {
        return Err(WriteError::new(path, Reason::InTheWay));
    };
    let kind = match (old, new) {
        (None, None) => return Ok(()),
        (None, Some(_)) => ChangeKind::Create,
        (Some(_), Some(_)) => ChangeKind::Update,
        (Some(_), None) => ChangeKind::Remove,
    };
    let mut lock = Lock::take(folder, file)?;
    let there = look(folder, file)?.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    if there.as_deref() != old {
        return Err(WriteError::new(path, Reason::Changed));
    }
    let owned = |text: Option<&str>| text.map(str::to_owned);
    set::commit(
        &mut lock,
        folder,
        &[Change { path: file.to_owned(), kind, old: owned(old), new: owned(new) }],
    )
}
