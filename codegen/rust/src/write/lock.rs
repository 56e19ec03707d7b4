//! One run at a time writes into a directory.
//!
//! The system releases a lock however its run ends, so whoever gets it knows that no other run is at work, and that
//! whatever is unfinished in the directory was left by one that was killed.

use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::error::{Reason, WriteError};
use super::folders::{create_folders, remove_folders};
use super::reserved::LOCK;
use super::{disk, unfinished};

/// The time that a run waits for others.
const PATIENCE: Duration = Duration::from_secs(120);

/// The interval at which it checks.
const PAUSE: Duration = Duration::from_millis(5);

/// The right to write into a directory. The lock file is gone when it is dropped, and so are the directories made for
/// it that are still empty.
pub(super) struct Lock {
    dir: PathBuf,
    /// The directories that were missing, outermost first.
    made: Vec<PathBuf>,
    file: File,
    is_kept: bool,
}

impl Lock {
    /// Waits for other runs in `dir`, which is made when it is missing, and undoes what killed ones left unfinished.
    /// `first` is the file an error is about.
    pub(super) fn take(dir: &Path, first: &str) -> Result<Self, WriteError> {
        let lock = Self::wait(dir, &dir.join(first), Instant::now() + PATIENCE)?;
        unfinished::recover(dir)?;
        Ok(lock)
    }

    fn wait(dir: &Path, first: &Path, end: Instant) -> Result<Self, WriteError> {
        let path = dir.join(LOCK);
        let mut made = Vec::new();
        loop {
            create_folders(dir, &mut made)?;
            match disk::open_lock(&path) {
                Ok(file) => {
                    // Where there are no locks, each run is taken for the only one.
                    let is_free = !matches!(file.try_lock(), Err(TryLockError::WouldBlock));
                    let lock = Self { dir: dir.to_path_buf(), made, file, is_kept: false };
                    if is_free && lock.is_current() {
                        return Ok(lock);
                    }
                    made = lock.leave();
                }
                // The run that made the directory failed and removed it.
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                    return Err(WriteError::new(&path, Reason::InTheWay));
                }
                Err(error) => return Err(WriteError::io("write", first, error)),
            }
            if Instant::now() > end {
                return Err(WriteError::new(dir, Reason::Busy));
            }
            sleep(PAUSE);
        }
    }

    /// Whether this is still the lock of the directory: the run before may have removed it.
    fn is_current(&self) -> bool {
        let (Ok(ours), Ok(there)) = (self.file.metadata(), fs::symlink_metadata(self.dir.join(LOCK))) else {
            return false;
        };
        disk::inode(&ours) == disk::inode(&there)
    }

    /// Lets the lock file stay: the next run has to find it where it is.
    pub(super) fn keep(&mut self) {
        self.is_kept = true;
    }

    /// Ends waiting for a lock without removing what belongs to another run.
    fn leave(mut self) -> Vec<PathBuf> {
        self.is_kept = true;
        std::mem::take(&mut self.made)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if !self.is_kept {
            let _ = disk::remove_file(&self.dir.join(LOCK));
            remove_folders(&self.made);
        }
    }
}
