//! Compares the generated files with those on disk.

use std::collections::BTreeSet;
use std::path::Path;

use super::change::{Change, ChangeKind};
use super::error::{Reason, WriteError};
use super::look::look;
use super::manifest::{self, MANIFEST};
use super::whose::{check_new, check_root};
use crate::output::GeneratedFile;

/// Returns what [`apply`](super::apply()) would do, in output order: files, then removals, then the manifest. Changes nothing.
///
/// Line endings are ignored: a checkout may have turned LF into CRLF. If `files` is empty, generation failed, and nothing
/// changes.
///
/// # Errors
///
/// If a path leaves the directory or goes through a symbolic link, if a file that stubwright did not write is in the way,
/// if the directory has no manifest and other files than generated ones, or if it cannot be read.
pub fn compare(dir: &Path, files: &[GeneratedFile]) -> Result<Vec<Change>, WriteError> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let names = names(dir, files)?;
    check_root(dir)?;
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
    if listed.is_none() {
        check_new(dir, files)?;
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

fn names<'a>(dir: &Path, files: &'a [GeneratedFile]) -> Result<BTreeSet<&'a str>, WriteError> {
    let mut names = BTreeSet::new();
    for GeneratedFile { path, .. } in files {
        if !manifest::is_plain(path) || !names.insert(path.as_str()) {
            return Err(WriteError::new(&dir.join(path), Reason::BadPath));
        }
    }
    Ok(names)
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
