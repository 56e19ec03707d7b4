//! Reads the files that people name.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use super::error::said;
use crate::paths::shown;
use stubwright_spec::choices::Overlay;
use stubwright_spec::diag::{Code, Diagnostic, did_you_mean};

/// The bytes of a spec or a configuration; `name` is its path as diagnostics show it.
///
/// # Errors
///
/// When it is not a regular file or cannot be read; for a name that does not exist the help names a similar one beside
/// it.
pub fn read_spec(path: &Path, name: &str) -> Result<Vec<u8>, Box<Diagnostic>> {
    let read = fs::metadata(path).and_then(|data| {
        if data.is_file() {
            fs::read(path)
        } else if data.is_dir() {
            Err(io::Error::from(ErrorKind::IsADirectory))
        } else {
            Err(io::Error::other("not a regular file"))
        }
    });
    read.map_err(|error| {
        let this =
            Diagnostic::without_place(Code::Unreadable, format!("cannot read `{name}`: {}", said(&error)));
        let other = if error.kind() == ErrorKind::NotFound { similar(path) } else { None };
        Box::new(match other {
            Some(other) => {
                let folder =
                    name.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
                this.help(format!("did you mean `{folder}{other}`?"))
            }
            None => this,
        })
    })
}

/// The bytes of the file of decisions next to a spec, and `None` if there is none.
///
/// # Errors
///
/// When it is not a regular file or cannot be read.
pub(crate) fn read_lock_file(path: &Path) -> Result<Option<Vec<u8>>, Box<Diagnostic>> {
    let is_there = fs::symlink_metadata(path).map(|_| ()).map_err(|error| error.kind());
    if is_there == Err(ErrorKind::NotFound) {
        return Ok(None);
    }
    read_spec(path, &shown(path)).map(Some)
}

/// The overlay at `path`, called `name` in diagnostics. That it cannot be read is found together with what is wrong with the
/// spec.
#[must_use]
pub fn read_overlay(path: &Path, name: &str) -> Overlay {
    Overlay { name: name.to_owned(), bytes: read_spec(path, name) }
}

/// A loader for the files that the spec at `spec` includes: those in its directory and below it.
///
/// Symbolic links are followed as long as they stay there.
pub fn beside(spec: &Path) -> impl FnMut(&str) -> Result<Vec<u8>, String> + use<> {
    let folder = spec.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new(".")).to_path_buf();
    move |name| {
        let root = folder.canonicalize().map_err(|error| said(&error))?;
        let path = root.join(name).canonicalize().map_err(|error| said(&error))?;
        if !path.starts_with(&root) {
            return Err(String::from("a symbolic link points outside the directory"));
        }
        let is_file = fs::metadata(&path).map_err(|error| said(&error))?.is_file();
        if !is_file {
            return Err(String::from("not a regular file"));
        }
        fs::read(&path).map_err(|error| said(&error))
    }
}

/// A file in the same directory whose name is close.
fn similar(path: &Path) -> Option<String> {
    let wanted = path.file_name()?.to_str()?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let entries = fs::read_dir(folder).ok()?;
    let mut names: Vec<String> =
        entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    // Directory order is the system's whim.
    names.sort();
    did_you_mean(wanted, names.iter().map(String::as_str)).map(str::to_owned)
}
