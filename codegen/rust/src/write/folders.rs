//! Makes the directories of files, and takes them back.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::disk;
use super::error::WriteError;

/// Makes a directory and those above it, and adds the ones that were missing to `made`.
pub(super) fn create_folders(folder: &Path, made: &mut Vec<PathBuf>) -> Result<(), WriteError> {
    let is_there = |folder: &Path| folder.as_os_str().is_empty() || folder.is_dir();
    let missing: Vec<&Path> = folder.ancestors().take_while(|folder| !is_there(folder)).collect();
    for folder in missing.into_iter().rev() {
        match disk::create_dir(folder, None) {
            Ok(()) => made.push(folder.to_path_buf()),
            Err(error) if error.kind() == ErrorKind::AlreadyExists && folder.is_dir() => {}
            Err(error) => return Err(WriteError::io("create", folder, error)),
        }
    }
    Ok(())
}

/// Removes directories that were made, as far as nothing is in them.
pub(super) fn remove_folders(made: &[PathBuf]) {
    for folder in made.iter().rev() {
        if disk::remove_dir(folder).is_err() {
            break;
        }
    }
}
