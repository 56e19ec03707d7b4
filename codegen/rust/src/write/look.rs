//! Reads a file of an output directory, and no other one.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::disk;
use super::error::{Reason, WriteError};

/// The bytes of `dir/path`, or `None` if there is no such file.
pub(super) fn look(dir: &Path, path: &str) -> Result<Option<Vec<u8>>, WriteError> {
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
