//! The file of decisions next to a spec.

use std::path::{Path, PathBuf};

use super::file::LockFile;
use super::read::parse;
use crate::kept::Kept;
use crate::write;
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};
use stubwright_spec::source::SourceMap;

/// The name of the file, which is in the directory of the spec.
pub const LOCK_FILE_NAME: &str = "stubwright.lock";

/// The file of decisions next to a spec, as it was read.
#[derive(Debug, Default)]
pub struct Lock {
    path: PathBuf,
    spec: String,
    old: Option<String>,
    file: LockFile,
    /// Problems with the file: if there are any, nothing must be generated.
    pub diagnostics: Diagnostics,
    /// The file, for rendering diagnostics.
    pub sources: SourceMap,
}

impl Lock {
    /// Reads the file next to a spec. A missing file is read as an empty one.
    #[must_use]
    pub fn beside(spec: &Path) -> Self {
        let path = spec.with_file_name(LOCK_FILE_NAME);
        let (bytes, refused) = match write::read_lock_file(&path) {
            Ok(bytes) => (bytes, None),
            Err(finding) => (None, Some(finding)),
        };
        let mut lock = Self::of(spec, &crate::paths::shown(&path), bytes);
        if let Some(finding) = refused {
            lock.diagnostics.push(*finding);
        }
        lock
    }

    /// The file with these bytes, as if it were next to the spec; `name` is its name in diagnostics.
    #[must_use]
    pub fn of(spec: &Path, name: &str, bytes: Option<Vec<u8>>) -> Self {
        let path = spec.with_file_name(LOCK_FILE_NAME);
        let spec = spec.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut lock = Self { path, spec, ..Self::default() };
        if let Some(bytes) = bytes {
            (lock.file, lock.sources, lock.diagnostics) = parse(name, &bytes);
            lock.old = Some(String::from_utf8_lossy(&bytes).into_owned());
        }
        lock
    }

    /// Where the file is, or would be.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether there is a file.
    #[must_use]
    pub fn exists(&self) -> bool {
        self.old.is_some()
    }

    /// The decisions about the spec.
    #[must_use]
    pub fn kept(&self) -> Kept {
        self.file.of(&self.spec)
    }

    /// The sections of files that are not there, each with what to do; none if there is nothing wrong.
    ///
    /// A spec that was renamed has lost its decisions, until its section is renamed as well.
    #[must_use]
    pub fn forgotten(&self) -> Option<Diagnostic> {
        let is_there = |spec: &str| self.path.with_file_name(spec).symlink_metadata().is_ok();
        let gone: Vec<&str> = self.file.specs().filter(|spec| !is_there(spec)).collect();
        let first = gone.first()?;
        let message = format!(
            "`{}` has decisions about `{}`, which {} not there",
            crate::paths::shown(&self.path),
            gone.join("`, `"),
            if gone.len() == 1 { "is" } else { "are" }
        );
        let help = format!(
            "if `{first}` is now `{0}`, rename the section `[{first}]` to `[{0}]`, in place of one with that name, and \
             generate again; otherwise remove it",
            self.spec
        );
        Some(Diagnostic::without_place(Code::StaleLock, message).help(help).warning())
    }

    /// The text of the file on disk, and the one that says what was decided now; `None` if nothing has to change. Both are
    /// `None` where there is no file.
    #[must_use]
    pub fn update(&self, kept: &Kept) -> Option<LockUpdate> {
        if self.kept() == *kept {
            return None;
        }
        let mut file = self.file.clone();
        file.set(&self.spec, kept.clone());
        let new = Some(file.text()).filter(|text| !text.is_empty());
        Some(LockUpdate { path: self.path.clone(), old: self.old.clone(), new })
    }
}

/// A change of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockUpdate {
    /// The file.
    pub path: PathBuf,
    /// The text on disk; `None` if there is no file.
    pub old: Option<String>,
    /// The new text; `None` if there is nothing to say any more.
    pub new: Option<String>,
}
