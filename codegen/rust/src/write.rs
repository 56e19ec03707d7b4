//! The only module that changes files: compares the generated files with those on disk, and updates them.
//!
//! The files of a directory are a set: after a run, also one that fails or is killed, all of them are old or all of
//! them are new; `set` says how. Files that need no change keep their modification time. A manifest in the output
//! directory lists the files that stubwright owns there: only these may be removed when they are no longer generated.

mod disk;
mod error;
mod input;
mod lock;
mod manifest;
mod replace;
mod set;
mod stand_in;
#[cfg(test)]
mod tests;
mod unfinished;

pub use error::{Reason, WriteError};
pub use input::{beside, read_spec};
pub use manifest::{MANIFEST, MARK};
pub use replace::{new_spec, replace_spec};

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use self::lock::Lock;
use crate::GeneratedFile;

/// The kind of a change to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// The file is new.
    Create,
    /// The file exists with another text.
    Update,
    /// The file is no longer generated.
    Remove,
}

/// One difference between what was generated and what is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Path inside the output directory, with `/`.
    pub path: String,
    /// The kind of change.
    pub kind: ChangeKind,
    /// The text on disk; `None` for a new file.
    pub old: Option<String>,
    /// The text generated; `None` for a file to remove.
    pub new: Option<String>,
}

/// Returns what [`apply`] would do, in output order: files, then removals, then the manifest. Changes nothing.
///
/// Line endings are ignored: a checkout may have turned LF into CRLF. If `files` is empty, generation failed, and nothing
/// changes.
///
/// # Errors
///
/// If a path leaves the directory or goes through a symbolic link, if a file that stubwright did not write is in the way,
/// or if the directory cannot be read.
pub fn compare(dir: &Path, files: &[GeneratedFile]) -> Result<Vec<Change>, WriteError> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let names = names(dir, files)?;
    let listed = look(dir, MANIFEST)?;
    let owned = listed.as_deref().map(manifest::parse).unwrap_or_default();
    let mut changes = Vec::new();
    let mut foreign = Vec::new();
    if listed.as_deref().is_some_and(|bytes| !manifest::has_mark(bytes)) {
        foreign.push(String::from(MANIFEST));
    }
    for GeneratedFile { path, text } in files {
        let old = look(dir, path)?;
        match &old {
            Some(old) if !owned.contains(path) && !manifest::has_mark(old) && !same(old, text) => {
                foreign.push(path.clone());
            }
            _ => changes.extend(difference(path, old.as_deref(), Some(text))),
        }
    }
    if !foreign.is_empty() {
        return Err(WriteError::new(dir, Reason::Foreign(foreign)));
    }
    for path in owned.iter().filter(|path| !names.contains(path.as_str())) {
        let old = match look(dir, path) {
            Err(error) if matches!(error.reason(), Reason::Io { .. }) => return Err(error),
            // Anything but a plain file that says it is ours is somebody else's by now.
            there => there.unwrap_or_default().filter(|old| manifest::has_mark(old)),
        };
        changes.extend(difference(path, old.as_deref(), None));
    }
    changes.extend(difference(MANIFEST, listed.as_deref(), Some(&manifest::print(&names))));
    Ok(changes)
}

/// Updates the directory and returns the changes. See [`compare`].
///
/// # Errors
///
/// As for [`compare`], and if writing fails. Then every file is unchanged.
pub fn apply(dir: &Path, files: &[GeneratedFile]) -> Result<Vec<Change>, WriteError> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
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

fn names<'a>(dir: &Path, files: &'a [GeneratedFile]) -> Result<BTreeSet<&'a str>, WriteError> {
    let mut names = BTreeSet::new();
    for GeneratedFile { path, .. } in files {
        if !manifest::is_plain(path) || !names.insert(path.as_str()) {
            return Err(WriteError::new(&dir.join(path), Reason::BadPath));
        }
    }
    Ok(names)
}

/// The bytes of `dir/path`, or `None` if there is no such file.
fn look(dir: &Path, path: &str) -> Result<Option<Vec<u8>>, WriteError> {
    let mut place = dir.to_path_buf();
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        place.push(part);
        let kind = match fs::symlink_metadata(&place) {
            Ok(data) => data.file_type(),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(WriteError::io("read", &place, error)),
        };
        let fits = if parts.peek().is_some() { kind.is_dir() } else { kind.is_file() };
        if kind.is_symlink() {
            return Err(WriteError::new(&place, Reason::Symlink));
        } else if !fits {
            return Err(WriteError::new(&place, Reason::InTheWay));
        }
    }
    // Another run may have removed it since.
    disk::read(&place).map_err(|error| WriteError::io("read", &place, error))
}

fn difference(path: &str, old: Option<&[u8]>, new: Option<&str>) -> Option<Change> {
    let kind = match (old, new) {
        (None, None) => return None,
        (Some(old), Some(new)) if same(old, new) => return None,
        (Some(_), Some(_)) => ChangeKind::Update,
        (None, Some(_)) => ChangeKind::Create,
        (Some(_), None) => ChangeKind::Remove,
    };
    let old = old.map(|old| String::from_utf8_lossy(old).into_owned());
    Some(Change { path: path.to_owned(), kind, old, new: new.map(str::to_owned) })
}

fn same(old: &[u8], new: &str) -> bool {
    old == new.as_bytes() || std::str::from_utf8(old).is_ok_and(|old| old.replace("\r\n", "\n") == new)
}
