//! Writes specs: replaces the one that was read with a corrected one, or creates a new one; creates other files of a crate.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use super::error::said;
use super::lock::Lock;
use super::{Change, ChangeKind, WriteError, set};
use stubwright_spec::diag::{Code, Diagnostic};

const AS_IT_WAS: &str = "the file is unchanged; `--fix --diff` shows what would change";

/// Writes a spec to `path`, where nothing is yet; `name` is its path as diagnostics show it. Its directory is made when
/// it is missing.
///
/// # Errors
///
/// When something is there already, and when the system refuses. Nothing is written then.
pub fn new_spec(path: &Path, name: &str, text: &str) -> Result<(), Box<Diagnostic>> {
    let help = format!("use `--into {name}` to update it from the pages, or name another file");
    new_file(path, name, text, &help)
}

/// Writes any file to `path`, as [`new_spec`] does; `help` says what to do if something is there already.
///
/// # Errors
///
/// As for [`new_spec`].
pub fn new_file(path: &Path, name: &str, text: &str, help: &str) -> Result<(), Box<Diagnostic>> {
    let refused = |why: &str, help: &str| {
        let message = format!("cannot write `{name}`: {why}");
        Box::new(Diagnostic::without_place(Code::CannotWrite, message).help(help))
    };
    let exists = || refused("it already exists", help);
    if fs::symlink_metadata(path).is_ok() {
        return Err(exists());
    }
    let Some(file) = path.file_name().and_then(OsStr::to_str) else {
        return Err(refused(
            "this is not a file name in UTF-8",
            "choose a file name such as `spec/example.yaml`",
        ));
    };
    let failed = |error: WriteError| refused(&error.to_string(), "nothing was written");
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut lock = Lock::take(folder, file).map_err(failed)?;
    // Another run may have written it since.
    if fs::symlink_metadata(path).is_ok() {
        return Err(exists());
    }
    set::commit(&mut lock, folder, &[change(file, None, text)]).map_err(failed)
}

fn change(file: &str, old: Option<&str>, new: &str) -> Change {
    let kind = if old.is_some() { ChangeKind::Update } else { ChangeKind::Create };
    Change { path: file.to_owned(), kind, old: old.map(str::to_owned), new: Some(new.to_owned()) }
}

/// Replaces the file at `path`, whose text was `old`, at once and as a whole; `name` is its path as diagnostics show
/// it. Its permissions stay. A hard link to the old file keeps the old text.
///
/// # Errors
///
/// When the path is a symbolic link or no regular file, when the file is read-only or holds another text by now, and
/// when the system refuses. The file is then as it was.
pub fn replace_spec(path: &Path, name: &str, old: &str, new: &str) -> Result<(), Box<Diagnostic>> {
    let refused = |why: &str, help: &str| {
        let message = format!("cannot change `{name}`: {why}");
        Box::new(Diagnostic::without_place(Code::CannotChange, message).help(help))
    };
    let failed = |error: &std::io::Error| refused(&said(error), AS_IT_WAS);
    let data = fs::symlink_metadata(path).map_err(|error| failed(&error))?;
    if data.is_symlink() {
        return Err(refused("it is a symbolic link", "name the file that it points to"));
    }
    let file = path.file_name().and_then(OsStr::to_str).filter(|_| data.is_file());
    let Some(file) = file else {
        return Err(refused(
            "it is not a regular file with a UTF-8 name",
            "copy it to a regular file with a UTF-8 name",
        ));
    };
    // Asked here because an administrator could write it all the same.
    if data.permissions().readonly() {
        return Err(refused("it is read-only", "make it writable, or see the changes with `--fix --diff`"));
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    let kept = |error: WriteError| refused(&error.to_string(), AS_IT_WAS);
    let mut lock = Lock::take(folder, file).map_err(kept)?;
    if fs::read(path).map_err(|error| failed(&error))? != old.as_bytes() {
        return Err(refused("it has changed since it was read", "run the command again"));
    }
    set::commit(&mut lock, folder, &[change(file, Some(old), new)]).map_err(kept)
}
