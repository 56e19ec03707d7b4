//! Temporary files: written beside their targets, renamed over them, and removed by a later run when this one is killed.
//!
//! The names of a run's temporary files hold its id. As long as it lives it holds a lock on a file with that id, which
//! the system releases however the run ends; so whoever can take the lock of another run knows that it is over.

use std::cmp::Reverse;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use super::{MANIFEST, WriteError};

/// What stands before the id in the names of temporary files.
const INFIX: &str = ".stubwright-";

/// One run that writes into a directory. Its lock file is gone when it is dropped.
pub(super) struct Run {
    dir: PathBuf,
    /// The process and a count, such as `4711-0`.
    id: String,
    /// Holds the lock; systems without locks leave temporary files to people.
    _lock: File,
}

impl Run {
    /// Starts a run in `dir`, which is made when it is missing. `first` is the file an error is about.
    pub(super) fn start(dir: &Path, first: &str) -> Result<Self, WriteError> {
        static COUNTER: AtomicU64 = AtomicU64::new(0);
        create_folder(dir)?;
        loop {
            let count = COUNTER.fetch_add(1, Ordering::Relaxed);
            let id = format!("{}-{count}", std::process::id());
            let path = lock_path(dir, &id);
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(lock) => {
                    // Another run may have taken the new file for one of a run that is over.
                    let is_taken = matches!(lock.try_lock(), Err(TryLockError::WouldBlock));
                    if !is_taken && path.exists() {
                        return Ok(Self { dir: dir.to_path_buf(), id, _lock: lock });
                    }
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists && count < 10_000 => {}
                Err(error) => return Err(WriteError::io("write", &dir.join(first), error)),
            }
        }
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        remove_quietly(&lock_path(&self.dir, &self.id));
    }
}

fn lock_path(dir: &Path, id: &str) -> PathBuf {
    dir.join(format!("{INFIX}{id}.lock"))
}

/// Removes what killed runs left in `dir` and the folders below it that hold generated files. Whatever cannot be
/// removed stays: it is in nobody's way.
pub(super) fn clean<'a>(dir: &Path, paths: impl Iterator<Item = &'a str>) {
    let mut folders: Vec<&str> =
        paths.map(|path| path.rsplit_once('/').map_or("", |(folder, _)| folder)).chain([""]).collect();
    folders.sort_unstable();
    folders.dedup();
    // The lock files of `dir` come last: they say who lives.
    for folder in folders.into_iter().rev() {
        let Ok(entries) = fs::read_dir(dir.join(folder)) else { continue };
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut left: Vec<String> = names.filter(|name| run_of(name).is_some()).collect();
        left.sort_by_key(|name| name.ends_with(".lock"));
        for name in left {
            let Some(id) = run_of(&name) else { continue };
            // Held until the file is gone, so that a new run of the same id does not use it.
            if let Some(_lock) = ended(&lock_path(dir, id)) {
                remove_quietly(&dir.join(folder).join(&name));
            }
        }
    }
}

/// The id in `.types.rs.stubwright-4711-0.tmp` and `.stubwright-4711-0.lock`.
fn run_of(name: &str) -> Option<&str> {
    let name = name.strip_suffix(".tmp").or_else(|| name.strip_suffix(".lock"))?;
    let (before, id) = name.rsplit_once(INFIX)?;
    let (process, count) = id.split_once('-')?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    ((before.is_empty() || before.starts_with('.')) && is_number(process) && is_number(count)).then_some(id)
}

/// A run that is over: its lock could be taken, or is gone.
fn ended(lock: &Path) -> Option<Option<File>> {
    match File::open(lock) {
        Ok(file) => file.try_lock().is_ok().then_some(Some(file)),
        Err(error) => (error.kind() == ErrorKind::NotFound).then_some(None),
    }
}

#[expect(clippy::disallowed_methods, reason = "only write changes files")]
fn remove_quietly(path: &Path) {
    let _ = fs::remove_file(path);
}

fn create_folder(folder: &Path) -> Result<(), WriteError> {
    fs::create_dir_all(folder).map_err(|error| WriteError::io("create", folder, error))
}

/// A temporary file beside its target; gone when dropped before [`Staged::commit`].
pub(super) struct Staged {
    pub(super) temporary: PathBuf,
    target: PathBuf,
    /// Sorts the manifest last, indexes before it, and the index of a directory before that of its parent.
    pub(super) rank: (bool, bool, Reverse<usize>),
    done: bool,
}

impl Staged {
    /// Writes the text of the file `path` of the run's directory.
    pub(super) fn write(run: &Run, path: &str, text: &str) -> Result<Self, WriteError> {
        let target = run.dir.join(path);
        let (folder, name) = match path.rsplit_once('/') {
            Some((folder, name)) => (run.dir.join(folder), name),
            None => (run.dir.clone(), path),
        };
        create_folder(&folder)?;
        let temporary = folder.join(format!(".{name}{INFIX}{}.tmp", run.id));
        let opened = OpenOptions::new().write(true).create_new(true).open(&temporary);
        let mut file = opened.map_err(|error| WriteError::io("write", &target, error))?;
        let rank = (path == MANIFEST, name == "mod.rs", Reverse(path.matches('/').count()));
        let staged = Self { temporary, target, rank, done: false };
        let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
        written.map_err(|error| WriteError::io("write", &staged.target, error))?;
        Ok(staged)
    }

    /// Puts the file in the place of its target.
    #[expect(clippy::disallowed_methods, reason = "only write changes files")]
    pub(super) fn commit(&mut self) -> Result<(), WriteError> {
        fs::rename(&self.temporary, &self.target)
            .map_err(|error| WriteError::io("replace", &self.target, error))?;
        self.done = true;
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if !self.done {
            // Nothing better can be done on the way out of a failure.
            remove_quietly(&self.temporary);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Run, Staged, clean, run_of};

    #[test]
    fn only_our_temporary_files_are_ours() {
        for (name, id) in [
            (".types.rs.stubwright-4711-0.tmp", Some("4711-0")),
            (".stubwright-4711-12.lock", Some("4711-12")),
            (".stubwright", None),
            ("types.rs.stubwright-4711-0.tmp", None),
            (".types.rs.4711-0.tmp", None),
            (".types.rs.stubwright-4711.tmp", None),
            (".types.rs.stubwright-a-0.tmp", None),
            (".types.rs.stubwright--.tmp", None),
        ] {
            assert_eq!(run_of(name), id, "{name}");
        }
    }

    #[test]
    fn runs_that_are_over_are_cleaned_up_and_others_are_not() {
        let root = tempfile::tempdir().unwrap();
        let names = || {
            let entries = std::fs::read_dir(root.path().join("sub")).unwrap();
            entries.chain(std::fs::read_dir(root.path()).unwrap()).count()
        };
        let run = Run::start(root.path(), "a.rs").unwrap();
        let _staged = Staged::write(&run, "sub/a.rs", "text").unwrap();
        for name in [".stubwright-1-1.lock", ".b.rs.stubwright-1-1.tmp", "sub/.c.rs.stubwright-2-7.tmp"] {
            std::fs::File::options()
                .write(true)
                .create(true)
                .truncate(false)
                .open(root.path().join(name))
                .unwrap();
        }
        // The folder, the living run's two files, and what the dead ones left.
        assert_eq!(names(), 6);
        clean(root.path(), ["sub/a.rs"].into_iter());
        assert_eq!(names(), 3);
        drop(_staged);
        drop(run);
        assert_eq!(names(), 1);
    }
}
