//! To whom a directory belongs that is about to become an output directory.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use super::disk;
use super::error::{Reason, WriteError};
use super::manifest::{self, MANIFEST, Source};
use crate::output::GeneratedFile;

/// The first line of a generated file is shorter than this.
const LINE: u64 = 1024;

/// Files by which Git keeps a directory, or says how to treat what is in it.
const OF_GIT: &[&str] = &[".gitkeep", ".gitignore", ".gitattributes"];

/// Refuses a directory without a manifest in which anything but generated files is, as it is somebody else's.
pub(super) fn check_new(dir: &Path, files: &[GeneratedFile]) -> Result<(), WriteError> {
    match foreign(dir, "", files)? {
        Some(path) => Err(WriteError::new(dir, Reason::Occupied(path))),
        None => Ok(()),
    }
}

/// Refuses the root of a file system, to which no program has a claim.
pub(super) fn check_root(dir: &Path) -> Result<(), WriteError> {
    let real = fs::canonicalize(dir).or_else(|_| std::path::absolute(dir));
    match real {
        Ok(real) if real.parent().is_none() => Err(WriteError::new(dir, Reason::Root)),
        _ => Ok(()),
    }
}

/// The first path below `dir` that is neither ours nor about to be.
fn foreign(dir: &Path, folder: &str, files: &[GeneratedFile]) -> Result<Option<String>, WriteError> {
    let place = dir.join(folder);
    let failed = |path: &Path, error| WriteError::io("read", path, error);
    let names = match disk::entries(&place) {
        Ok(names) => names,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(&place, error)),
    };
    for name in names {
        let target = place.join(&name);
        let name = name.to_string_lossy();
        let path = if folder.is_empty() { name.to_string() } else { format!("{folder}/{name}") };
        // Another run puts files there while it is at work.
        if path.starts_with(MANIFEST) {
            continue;
        }
        let is_dir = fs::symlink_metadata(&target).is_ok_and(|data| data.is_dir());
        let is_ours = if is_dir {
            match foreign(dir, &path, files)? {
                None => true,
                found => return Ok(found),
            }
        } else {
            OF_GIT.contains(&name.as_ref())
                || files.iter().any(|file| file.path == path)
                || is_marked(&target).map_err(|error| failed(&target, error))?
        };
        if !is_ours {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

/// Whether a file has the mark; also one that another run has removed since.
fn is_marked(path: &Path) -> io::Result<bool> {
    let told = fs::symlink_metadata(path)
        .and_then(|data| Ok(data.is_file() && manifest::has_mark(&disk::head(path, LINE)?)));
    match told {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        told => told,
    }
}

/// The file name of the spec whose client is in `dir`, if that is another client than `files`.
///
/// A spec that was renamed and says the same has the same client.
#[must_use]
pub fn other_client(dir: &Path, files: &[GeneratedFile]) -> Option<String> {
    files.iter().find_map(|file| {
        let ours = Source::of(file.text.as_bytes())?;
        let target = dir.join(&file.path);
        let is_file = fs::symlink_metadata(&target).is_ok_and(|data| data.is_file());
        let head = is_file.then(|| disk::head(&target, LINE).ok()).flatten()?;
        let theirs = Source::of(&head)?;
        (theirs.name != ours.name && theirs.hash != ours.hash).then(|| theirs.name.to_owned())
    })
}
