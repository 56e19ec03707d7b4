//! Makes all changes of a run, or none.
//!
//! New texts are written in full, and old files kept, before the first file is touched. One file is renamed into place,
//! which is one step. For several there is a journal (`unfinished`), and where it is possible a stand-in that readers
//! see meanwhile (`stand_in`).

use std::cmp::Reverse;
use std::fs;
use std::path::Path;

use super::change::{Change, ChangeKind};
use super::disk;
use super::error::WriteError;
use super::folders::{create_folders, remove_folders};
use super::lock::Lock;
use super::manifest::MANIFEST;
use super::reserved::WORK;
use super::stand_in::StandIn;
use super::unfinished::{self, View, new_text, old_text};

/// Makes the changes in `dir`, whose lock is `lock`.
///
/// After an error every file is as it was. Where even that was refused, the error says that the run is unfinished, and
/// the next one undoes it.
pub(super) fn commit(lock: &mut Lock, dir: &Path, changes: &[Change]) -> Result<(), WriteError> {
    let mut changes: Vec<&Change> = changes.iter().collect();
    changes.sort_by_key(|change| rank(change));
    let done = stage(dir, &changes).and_then(|()| match changes.as_slice() {
        [change] => put(dir, 0, change),
        changes => keep(dir, changes).and_then(|()| replace(lock, dir, changes)),
    });
    unfinished::clean(dir);
    done
}

/// Sorts an index after the files it names and before those it no longer names go, the index of a directory before
/// that of its parent, and the manifest last.
fn rank(change: &Change) -> (bool, bool, bool, Reverse<usize>) {
    let path = change.path.as_str();
    let is_index = path == "mod.rs" || path.ends_with("/mod.rs");
    (path == MANIFEST, change.kind == ChangeKind::Remove, is_index, Reverse(path.matches('/').count()))
}

/// Writes the new texts.
fn stage(dir: &Path, changes: &[&Change]) -> Result<(), WriteError> {
    for (at, change) in changes.iter().enumerate() {
        let target = dir.join(&change.path);
        let failed = |error| WriteError::io("write", &target, error);
        if at == 0 {
            disk::create_dir(&dir.join(WORK), None).map_err(failed)?;
        }
        let Some(text) = &change.new else { continue };
        // On Windows these only say whether a file is read-only, and one that is could not be renamed.
        let permissions = fs::metadata(&target).ok().filter(|_| cfg!(unix)).map(|data| data.permissions());
        disk::write(&new_text(dir, at), text.as_bytes(), permissions).map_err(failed)?;
    }
    Ok(())
}

/// Keeps the old files.
fn keep(dir: &Path, changes: &[&Change]) -> Result<(), WriteError> {
    for (at, change) in changes.iter().enumerate().filter(|(_, change)| change.old.is_some()) {
        let target = dir.join(&change.path);
        disk::keep(&target, &old_text(dir, at)).map_err(|error| WriteError::io("keep", &target, error))?;
    }
    Ok(())
}

/// Replaces several files.
fn replace(lock: &mut Lock, dir: &Path, changes: &[&Change]) -> Result<(), WriteError> {
    let stand_in = StandIn::show(dir);
    let hidden = stand_in.as_ref().and_then(StandIn::hidden);
    let (real, view) = hidden.map_or((dir, View::Open), |hidden| (hidden, View::Hidden));
    let shown: Vec<_> = changes.iter().map(|change| (change.kind, change.path.as_str())).collect();
    let done = unfinished::begin(real, view, &shown)
        .and_then(|()| changes.iter().enumerate().try_for_each(|(at, change)| put(real, at, change)))
        .and_then(|()| disk::sync(real).map_err(|error| WriteError::io("write", dir, error)))
        .and_then(|()| match &stand_in {
            Some(stand_in) => stand_in.swap().map_err(|error| WriteError::io("replace", dir, error)),
            None => unfinished::end(dir),
        });
    if let Err(error) = done {
        let error = error.shown_in(dir, real);
        let undone = unfinished::undo(real).is_ok();
        let is_back = undone && stand_in.as_ref().is_none_or(|stand_in| stand_in.swap().is_ok());
        if !is_back {
            // A stand-in that is still shown has the old files.
            if stand_in.is_some() {
                lock.keep();
            }
            return Err(error.unfinished());
        }
        stand_in.iter().for_each(StandIn::remove);
        return Err(error);
    }
    if let Some(stand_in) = stand_in {
        stand_in.remove();
        // Says nothing any more, and is removed by the next run if this one cannot.
        let _ = unfinished::end(dir);
    }
    Ok(())
}

/// Makes one change, whose new text is staged.
fn put(dir: &Path, at: usize, change: &Change) -> Result<(), WriteError> {
    if change.kind == ChangeKind::Remove {
        return unfinished::remove(dir, &change.path);
    }
    let target = dir.join(&change.path);
    let mut made = Vec::new();
    let put = create_folders(target.parent().unwrap_or(dir), &mut made).and_then(|()| {
        disk::rename(&new_text(dir, at), &target).map_err(|error| WriteError::io("replace", &target, error))
    });
    if put.is_err() {
        remove_folders(&made);
    }
    put
}
