//! The only module that changes files: compares what was generated with what is there, and brings it up to date.
//!
//! Everything is rendered before the first write. New text goes to a temporary file beside its target and is renamed
//! over it, so a reader sees the old file or the new one and never half of either; what a killed run leaves is removed
//! by the next one. Files that need no change keep their modification time. A manifest in the output directory names the files stubwright owns there: it alone
//! decides what may be removed when it is generated no longer.

mod error;
mod input;
mod manifest;
mod replace;
mod stage;
#[cfg(test)]
mod tests;

pub use error::{Reason, WriteError};
pub use input::{beside, read_spec};
pub use manifest::{MANIFEST, MARK};
pub use replace::{new_spec, replace_spec};

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use self::stage::{Run, Staged};
use crate::GeneratedFile;

/// What happens to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It is new.
    Create,
    /// Its text differs.
    Update,
    /// It was generated once and is not any more.
    Remove,
}

/// One difference between what was generated and what is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Path inside the output directory, with `/`.
    pub path: String,
    /// What happens.
    pub kind: ChangeKind,
    /// The text on disk; `None` for a new file.
    pub old: Option<String>,
    /// The text generated; `None` for a file to remove.
    pub new: Option<String>,
}

/// What [`apply`] would do, in output order: files, then removals, then the manifest. Touches nothing.
///
/// Line ends do not count: a checkout may have turned LF into CRLF. No files means that generation failed, and then
/// nothing changes.
///
/// # Errors
///
/// When a path leaves the directory or passes a symbolic link, when a file is in the way that stubwright did not
/// write, or when the directory cannot be read.
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
        // Anything but a plain file that says it is ours is somebody else's by now.
        let old = look(dir, path).unwrap_or_default().filter(|old| manifest::has_mark(old));
        changes.extend(difference(path, old.as_deref(), None));
    }
    changes.extend(difference(MANIFEST, listed.as_deref(), Some(&manifest::print(&names))));
    Ok(changes)
}

/// Brings the directory up to date and returns what was done. See [`compare`].
///
/// # Errors
///
/// As [`compare`], and when writing fails. Then every file is as it was or as it should be, and no temporary file
/// stays behind.
pub fn apply(dir: &Path, files: &[GeneratedFile]) -> Result<Vec<Change>, WriteError> {
    let changes = compare(dir, files)?;
    let paths = files.iter().map(|file| &file.path).chain(changes.iter().map(|change| &change.path));
    stage::clean(dir, paths.map(String::as_str));
    let Some(first) = changes.first() else { return Ok(changes) };
    let run = Run::start(dir, &first.path)?;
    let mut staged = Vec::new();
    for change in &changes {
        if let Some(text) = &change.new {
            staged.push(Staged::write(&run, &change.path, text)?);
        }
    }
    // An index is replaced after the files it names and before those it no longer names go.
    staged.sort_by_key(|staged| staged.rank);
    let manifest = staged.pop_if(|staged| staged.rank.0);
    for staged in &mut staged {
        staged.commit()?;
    }
    for change in changes.iter().filter(|change| change.kind == ChangeKind::Remove) {
        remove(dir, &change.path)?;
    }
    if let Some(mut manifest) = manifest {
        manifest.commit()?;
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

/// The bytes of `dir/path`, or `None` when there is no such file.
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
    match fs::read(&place) {
        Ok(bytes) => Ok(Some(bytes)),
        // Another run may have removed it since.
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(WriteError::io("read", &place, error)),
    }
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

/// Removes a file, and the directories below `dir` that are empty then.
#[expect(clippy::disallowed_methods, reason = "this file changes files")]
fn remove(dir: &Path, path: &str) -> Result<(), WriteError> {
    let target = dir.join(path);
    match fs::remove_file(&target) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(WriteError::io("remove", &target, error));
        }
        _ => {}
    }
    let mut folder = path;
    while let Some((parent, _)) = folder.rsplit_once('/') {
        // Fails when something is left in it, which is fine.
        if fs::remove_dir(dir.join(parent)).is_err() {
            break;
        }
        folder = parent;
    }
    Ok(())
}
