//! Puts a spec where it belongs: a corrected one in the place of the one that was read, a new one where there is none.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use super::WriteError;
use super::error::said;
use super::stage::{Run, Staged};
use stubwright_spec::diag::{Code, Diagnostic};

const AS_IT_WAS: &str = "the file is as it was; `--fix --diff` shows what would be changed";

/// Writes a spec to `path`, where nothing is yet; `name` is its path as diagnostics show it. Its directory is made when it
/// is missing.
///
/// # Errors
///
/// When something is there already, and when the system refuses. Nothing is written then.
pub fn new_spec(path: &Path, name: &str, text: &str) -> Result<(), Box<Diagnostic>> {
    let refused = |why: &str, help: &str| {
        let message = format!("cannot write `{name}`: {why}");
        Box::new(Diagnostic::without_place(Code::CannotWrite, message).help(help))
    };
    if fs::symlink_metadata(path).is_ok() {
        let help = format!("`--into {name}` brings it up to date with the pages; or name another file");
        return Err(refused("it exists", &help));
    }
    let Some(file) = path.file_name().and_then(OsStr::to_str) else {
        return Err(refused(
            "that is no name of a file in UTF-8",
            "name a file, such as `spec/example.yaml`",
        ));
    };
    let failed = |error: WriteError| refused(&error.to_string(), "nothing was written");
    let folder = path.parent().unwrap_or(Path::new(""));
    let run = Run::start(folder, file).map_err(failed)?;
    let mut staged = Staged::write(&run, file, text).map_err(failed)?;
    staged.commit().map_err(failed)
}

/// Replaces the file at `path`, whose text was `old`, at once and as a whole; `name` is its path as diagnostics show it.
/// Its permissions stay. A hard link to the old file keeps the old text.
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
        return Err(refused("it is no regular file with a name in UTF-8", "copy it to one"));
    };
    // Asked here because an administrator could write it all the same.
    if data.permissions().readonly() {
        return Err(refused("it is read-only", "make it writable, or look at `--fix --diff`"));
    }
    if fs::read(path).map_err(|error| failed(&error))? != old.as_bytes() {
        return Err(refused("it was changed since it was read", "run the command again"));
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    let run = Run::start(folder, file).map_err(|error| refused(&error.to_string(), AS_IT_WAS))?;
    let mut staged =
        Staged::write(&run, file, new).map_err(|error| refused(&error.to_string(), AS_IT_WAS))?;
    fs::set_permissions(&staged.temporary, data.permissions()).map_err(|error| failed(&error))?;
    staged.commit().map_err(|error| refused(&error.to_string(), AS_IT_WAS))
}
