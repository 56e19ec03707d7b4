//! The traces of a killed run, and how the next run undoes them.
//!
//! Before a run changes the first of several files, it keeps the old ones in a directory of its own, [`WORK`], and
//! writes there a journal of what it is going to do. As long as the journal is there, the changes can be undone, by the
//! run itself when a step fails and by the next one when it was killed.

use std::fs;
use std::path::{Path, PathBuf};

use super::change::ChangeKind;
use super::disk;
use super::error::WriteError;
use super::folders::create_folders;
use super::look::look;
use super::manifest::{self, MANIFEST};
use super::reserved::{LOCK, WORK};
use super::stand_in::StandIn;

const JOURNAL: &str = "journal";
const NEXT_JOURNAL: &str = "journal.new";

/// The files that readers see while others are being replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    /// The stand-in: the changes are visible all at once, when the directory is back in its place.
    Hidden,
    /// The files themselves.
    Open,
}

/// The contents of a journal: the changes in order, each with its file.
type Journal = (View, Vec<(ChangeKind, String)>);

/// The text of a change that is not in its place yet.
pub(super) fn new_text(dir: &Path, at: usize) -> PathBuf {
    dir.join(WORK).join(format!("{at}.new"))
}

/// The file that a change replaces or removes.
pub(super) fn old_text(dir: &Path, at: usize) -> PathBuf {
    dir.join(WORK).join(format!("{at}.old"))
}

/// Says on disk what is going to happen: the view, then a line for each change in their order.
pub(super) fn begin(dir: &Path, view: View, changes: &[(ChangeKind, &str)]) -> Result<(), WriteError> {
    let mut text = String::from(if view == View::Hidden { "hidden\n" } else { "open\n" });
    for (kind, path) in changes {
        text.push_str(if *kind == ChangeKind::Create { "create " } else { "replace " });
        text.push_str(path);
        text.push('\n');
    }
    let work = dir.join(WORK);
    let (next, journal) = (work.join(NEXT_JOURNAL), work.join(JOURNAL));
    disk::write(&next, text.as_bytes(), None)
        .and_then(|()| disk::rename(&next, &journal))
        .and_then(|()| disk::sync(&work))
        .and_then(|()| disk::sync(dir))
        .map_err(|error| WriteError::io("write", &journal, error))
}

/// Removes the journal: from now on the changes stay.
pub(super) fn end(dir: &Path) -> Result<(), WriteError> {
    let journal = dir.join(WORK).join(JOURNAL);
    disk::remove_file(&journal).map_err(|error| WriteError::io("remove", &journal, error))
}

/// Takes back the changes in the journal of `dir`, in the opposite order. Whatever was taken back already stays so.
pub(super) fn undo(dir: &Path) -> Result<(), WriteError> {
    let Some((_, changes)) = journal(dir)? else { return Ok(()) };
    for (at, (kind, path)) in changes.iter().enumerate().rev() {
        let there = look(dir, path)?;
        if *kind == ChangeKind::Create {
            if there.is_none_or(|bytes| path == MANIFEST || manifest::has_mark(&bytes)) {
                remove(dir, path)?;
            }
            continue;
        }
        let (old, target) = (old_text(dir, at), dir.join(path));
        if fs::symlink_metadata(&old).is_ok_and(|data| data.is_file()) {
            create_folders(target.parent().unwrap_or(dir), &mut Vec::new())?;
            disk::rename(&old, &target).map_err(|error| WriteError::io("restore", &target, error))?;
        }
    }
    disk::sync(dir).map_err(|error| WriteError::io("restore", dir, error))?;
    end(dir)
}

/// The journal of `dir` if there is one. It says nothing where a line names no file of ours, which is somebody's
/// mistake or malice: journals are written as a whole.
fn journal(dir: &Path) -> Result<Option<Journal>, WriteError> {
    // A link would lead to somebody else's files.
    if !fs::symlink_metadata(dir.join(WORK)).is_ok_and(|data| data.is_dir()) {
        return Ok(None);
    }
    let path = dir.join(WORK).join(JOURNAL);
    let bytes = disk::read(&path).map_err(|error| WriteError::io("read", &path, error))?;
    let Some(bytes) = bytes else { return Ok(None) };
    let text = String::from_utf8_lossy(&bytes);
    let mut lines = text.lines();
    let view = if lines.next() == Some("hidden") { View::Hidden } else { View::Open };
    let change = |line: &str| {
        let (kind, path) = line.split_once(' ')?;
        let kind = if kind == "create" { ChangeKind::Create } else { ChangeKind::Update };
        (path == MANIFEST || manifest::is_plain(path)).then(|| (kind, path.to_owned()))
    };
    let changes: Option<Vec<_>> = lines.map(change).collect();
    Ok(Some(changes.map_or((View::Hidden, Vec::new()), |changes| (view, changes))))
}

/// Whether a run may have left something in `dir`, or is at work there.
pub(super) fn is_there(dir: &Path) -> bool {
    let is_something = |path: &Path| fs::symlink_metadata(path).is_ok();
    is_something(&dir.join(LOCK))
        || is_something(&dir.join(WORK))
        || StandIn::of(dir).is_ok_and(|it| it.is_there())
}

/// Takes back what a killed run has begun, and removes what it left. The caller has the lock.
pub(super) fn recover(dir: &Path) -> Result<(), WriteError> {
    let stand_in = StandIn::of(dir);
    match &stand_in {
        Ok(stand_in) if stand_in.is_shown() => {
            if let Some(real) = stand_in.hidden() {
                undo(real).map_err(|error| error.shown_in(dir, real))?;
                stand_in
                    .share_lock(real)
                    .and_then(|()| stand_in.swap())
                    .map_err(|error| WriteError::io("restore", dir, error))?;
            } else {
                // The directory itself is gone, so this is it now.
                stand_in.stay().map_err(|error| WriteError::io("restore", dir, error))?;
            }
        }
        _ => match journal(dir)? {
            Some((View::Open, _)) => undo(dir)?,
            // The directory is in its place again, so all was done.
            Some((View::Hidden, _)) => end(dir)?,
            None => {}
        },
    }
    if let Ok(stand_in) = stand_in {
        stand_in.remove();
    }
    clean(dir);
    Ok(())
}

/// Removes what nobody needs any more. Whatever cannot be removed stays: it is in nobody's way.
pub(super) fn clean(dir: &Path) {
    let work = dir.join(WORK);
    match fs::symlink_metadata(&work) {
        Ok(data) if data.is_dir() => {}
        Ok(_) => return drop(disk::remove_file(&work)),
        Err(_) => return,
    }
    let names = disk::list(&work).unwrap_or_default();
    if names.iter().any(|name| name == JOURNAL) {
        return;
    }
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number =
        |name: &str| name.strip_suffix(".new").or_else(|| name.strip_suffix(".old")).is_some_and(is_number);
    for name in names.iter().filter(|name| *name == NEXT_JOURNAL || number(name)) {
        let _ = disk::remove_file(&work.join(name));
    }
    let _ = disk::remove_dir(&work);
}

/// Removes a file, and the directories below `dir` that are empty then.
pub(super) fn remove(dir: &Path, path: &str) -> Result<(), WriteError> {
    let target = dir.join(path);
    disk::remove_file(&target).map_err(|error| WriteError::io("remove", &target, error))?;
    let mut folder = path;
    while let Some((parent, _)) = folder.rsplit_once('/') {
        // Fails when something is left in it, which is fine.
        if disk::remove_dir(&dir.join(parent)).is_err() {
            break;
        }
        folder = parent;
    }
    Ok(())
}
