//! Compares the working tree with the last commit.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use stubwright_codegen::diff::{Report, Revision, Verdict};
use stubwright_codegen::write::{beside, read_spec};
use stubwright_codegen::{Kept, Options};

use super::git::{HEAD, folder, git};
use super::revision::{Source, read};

/// Compares the meaning of a spec with the commit that is checked out. `None` if it is the same, if the files were
/// never committed, if there is no repository, or if one of the versions has errors.
pub(crate) fn verdict(spec: &Path, inputs: &[String], options: &Options, kept: Kept) -> Option<Verdict> {
    let overlay = options.choices.overlay.as_ref().map(|overlay| PathBuf::from(&overlay.name));
    let is_overlay_changed = overlay.and_then(|overlay| is_changed(&overlay, &[])).unwrap_or(false);
    if !is_changed(spec, inputs)? && !is_overlay_changed {
        return None;
    }
    let committed = Source::Git { revision: HEAD.to_owned(), path: Some(spec.to_path_buf()) };
    let mut files = read(&committed).ok()?;
    let choices = committed.choices_before(&options.choices);
    let old = Options { kept: files.lock.kept(), choices, ..options.clone() };
    let old = Revision::read(&files.name, &files.bytes, &mut *files.load, &old);
    let name = stubwright_codegen::paths::shown(spec);
    let bytes = read_spec(spec, &name).ok()?;
    let new = Options { kept, ..options.clone() };
    let new = Revision::read(&name, &bytes, &mut beside(spec), &new);
    Report::of(&old, &new).filter(|report| !report.is_empty()).map(|report| report.verdict())
}

/// Whether a file of the spec is not as it was committed. `None` if that can't be found out.
fn is_changed(spec: &Path, inputs: &[String]) -> Option<bool> {
    // The first one is the spec; the others are next to it.
    let file = spec.file_name()?.to_owned();
    let others = inputs.iter().skip(1).filter_map(|name| beside_spec(spec, name));
    let arguments = ["status", "--porcelain=v1", "--untracked-files=no", "--"].map(OsString::from);
    let others = others.map(PathBuf::into_os_string);
    let said = git(folder(spec), arguments.into_iter().chain([file]).chain(others)).ok()?;
    Some(!said.is_empty())
}

/// The path of an included file from the directory of the spec.
fn beside_spec(spec: &Path, name: &str) -> Option<PathBuf> {
    let folder = folder(spec);
    let path = Path::new(name);
    let inside = if folder.as_os_str() == OsStr::new(".") { path } else { path.strip_prefix(folder).ok()? };
    Some(inside.to_path_buf())
}
