//! A second directory with the old files, which readers see while the files of the real one are replaced.
//!
//! Several files cannot be renamed in one step, but two directories can change places. So the real directory goes
//! aside, a stand-in with links to all its files takes its place, and when every file is replaced the real directory
//! comes back. At any moment, a kill included, the old files are there or the new ones. The directory stays the same
//! one, with its permissions and everything in it that is not ours.
//!
//! Not every directory can go aside: it may be a mount point, or its parent may be read-only; and one with very many
//! other files or a repository of its own in it is left in its place. Then there is no stand-in, and what keeps the
//! files together is the journal alone.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::disk;
use super::folders::create_folders;
use super::look::look;
use super::reserved::{LOCK, WORK};

/// Marks a stand-in as one, and lists the links in it: a number and a path on each line. A file that has another number
/// by then was put there by somebody else.
const MARKER: &str = ".stubwright.stand-in";

/// Directories with more entries than this stay where they are.
const MOST: usize = 1000;

/// The stand-in of a directory, whether it exists or not.
pub(super) struct StandIn {
    /// The directory as readers name it, its last link followed.
    place: PathBuf,
    /// A path next to it, where the stand-in is made, and where the real directory is meanwhile.
    aside: PathBuf,
}

impl StandIn {
    /// That of `dir`, unless this is a directory that has none.
    pub(super) fn of(dir: &Path) -> io::Result<Self> {
        let is_link = fs::symlink_metadata(dir).is_ok_and(|data| data.is_symlink());
        let place =
            if is_link || dir.file_name().is_none() { dir.canonicalize()? } else { dir.to_path_buf() };
        let name = place.file_name().and_then(OsStr::to_str).ok_or(ErrorKind::Unsupported)?;
        let aside = place.with_file_name(format!(".{name}{WORK}"));
        Ok(Self { place, aside })
    }

    /// Shows a stand-in for `dir`, if that is possible.
    pub(super) fn show(dir: &Path) -> Option<Self> {
        let this = Self::of(dir).ok().filter(|_| disk::EXCHANGES)?;
        let mut entries = Vec::new();
        walk(&this.place, "", &mut entries).ok()?;
        // A directory of this name that is somebody else's is left alone.
        disk::create_dir(&this.aside, Some(&this.place)).ok()?;
        if this.fill(&entries).and_then(|()| this.swap()).is_err() {
            this.remove();
            return None;
        }
        Some(this)
    }

    /// Links everything of the real directory into the stand-in.
    fn fill(&self, entries: &[Entry]) -> io::Result<()> {
        let list: String = entries.iter().map(|entry| format!("{} {}\n", entry.inode, entry.path)).collect();
        disk::write(&self.aside.join(MARKER), list.as_bytes(), None)?;
        for Entry { path, is_folder, .. } in entries {
            let (from, to) = (self.place.join(path), self.aside.join(path));
            if *is_folder { disk::create_dir(&to, Some(&from))? } else { disk::link(&from, &to)? }
        }
        disk::sync(&self.aside)
    }

    /// Whether it exists, or something else is where it would be.
    pub(super) fn is_there(&self) -> bool {
        self.is_shown() || fs::symlink_metadata(&self.aside).is_ok()
    }

    /// Whether it is in the place of the real directory.
    pub(super) fn is_shown(&self) -> bool {
        fs::symlink_metadata(self.place.join(MARKER)).is_ok()
    }

    /// The real directory while the stand-in is shown.
    pub(super) fn hidden(&self) -> Option<&Path> {
        fs::symlink_metadata(&self.aside).is_ok_and(|data| data.is_dir()).then_some(self.aside.as_path())
    }

    /// Lets the two directories change places.
    pub(super) fn swap(&self) -> io::Result<()> {
        disk::exchange(&self.place, &self.aside)?;
        // The order of the two exchanges and what is done between them is that of the file system's journal; this is
        // for those that have none.
        let _ = disk::sync(self.place.parent().unwrap_or(Path::new("")));
        Ok(())
    }

    /// Makes the lock of the stand-in that of the hidden directory as well.
    pub(super) fn share_lock(&self, hidden: &Path) -> io::Result<()> {
        disk::remove_file(&hidden.join(LOCK))?;
        disk::link(&self.place.join(LOCK), &hidden.join(LOCK))
    }

    /// Makes the stand-in that is shown the directory itself.
    pub(super) fn stay(&self) -> io::Result<()> {
        disk::remove_file(&self.place.join(MARKER))
    }

    /// Removes the stand-in when it is not shown. Files that others put there meanwhile go to the real directory.
    pub(super) fn remove(&self) {
        if self.is_shown() || self.hidden().is_none() {
            return;
        }
        let marker = self.aside.join(MARKER);
        if let Ok(Some(list)) = disk::read(&marker) {
            let list = String::from_utf8_lossy(&list).into_owned();
            let linked = list.lines().filter_map(|line| line.split_once(' ')).collect();
            if self.empty("", &linked).and_then(|()| disk::remove_file(&marker)).is_err() {
                return;
            }
        }
        // Without a marker it was not begun, or is somebody else's and not empty.
        let _ = disk::remove_dir(&self.aside);
    }

    /// Empties a folder of the stand-in.
    fn empty(&self, folder: &str, linked: &BTreeSet<(&str, &str)>) -> io::Result<()> {
        for path in disk::list(&self.aside.join(folder))?.iter().map(|name| join(folder, name)) {
            let (here, there) = (self.aside.join(&path), self.place.join(&path));
            let data = fs::symlink_metadata(&here)?;
            let inode = disk::inode(&data);
            let is_link = || fs::symlink_metadata(&there).is_ok_and(|there| disk::inode(&there) == inode);
            if path == MARKER {
            } else if data.is_dir() {
                self.empty(&path, linked)?;
                disk::remove_dir(&here)?;
            } else if path == LOCK
                || is_link()
                || linked.contains(&(inode.to_string().as_str(), path.as_str()))
            {
                disk::remove_file(&here)?;
            } else {
                // Fails where a link leads out of the directory.
                look(&self.place, &path).map_err(io::Error::other)?;
                let folder = there.parent().unwrap_or(&self.place);
                create_folders(folder, &mut Vec::new()).map_err(io::Error::other)?;
                disk::rename(&here, &there)?;
            }
        }
        Ok(())
    }
}

/// Something in a directory.
struct Entry {
    inode: u64,
    is_folder: bool,
    /// Inside the directory, with `/`.
    path: String,
}

/// Everything in a folder and below it, folders before what is in them.
fn walk(dir: &Path, folder: &str, entries: &mut Vec<Entry>) -> io::Result<()> {
    for name in disk::list(&dir.join(folder))?.iter().filter(|name| *name != WORK) {
        let path = join(folder, name);
        let data = fs::symlink_metadata(dir.join(&path))?;
        let is_folder = data.is_dir();
        if entries.len() == MOST || (is_folder && name.starts_with('.')) || name.contains('\n') {
            return Err(io::Error::from(ErrorKind::Unsupported));
        }
        entries.push(Entry { inode: disk::inode(&data), is_folder, path: path.clone() });
        if is_folder {
            walk(dir, &path, entries)?;
        }
    }
    Ok(())
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
