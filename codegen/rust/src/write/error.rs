//! Why output was not written, and what to do about it.

use std::path::{Path, PathBuf};

use super::{MANIFEST, MARK};
use crate::paths::shown;
use stubwright_spec::diag::{Code, Diagnostic};

/// More foreign files than this are counted only.
const LISTED: usize = 5;

/// Nothing, or not everything, was written.
#[derive(Debug)]
pub struct WriteError {
    path: PathBuf,
    reason: Reason,
    is_unfinished: bool,
}

/// The reason why writing failed.
#[derive(Debug)]
#[non_exhaustive]
pub enum Reason {
    /// Files of these names exist, and stubwright did not write them. The path is the output directory.
    Foreign(Vec<String>),
    /// The output directory has this file or directory, and stubwright did not make it.
    Occupied(String),
    /// The path is the root of a file system.
    Root,
    /// The path is a symbolic link.
    Symlink,
    /// The path is a directory where a file belongs, or the other way round.
    InTheWay,
    /// Another run has been writing into this directory for too long to wait for it.
    Busy,
    /// The file at the path has changed since it was read.
    Changed,
    /// The path of a generated file leaves the directory or occurs twice: our mistake.
    BadPath,
    /// The system refused.
    Io {
        /// The action that failed: `read`, `write` ….
        action: &'static str,
        /// The error from the system.
        error: std::io::Error,
    },
}

impl WriteError {
    pub(super) fn new(path: &Path, reason: Reason) -> Self {
        Self { path: path.to_path_buf(), reason, is_unfinished: false }
    }

    pub(super) fn io(action: &'static str, path: &Path, error: std::io::Error) -> Self {
        Self::new(path, Reason::Io { action, error })
    }

    /// Adds that the old files could not be restored either.
    pub(super) fn unfinished(self) -> Self {
        Self { is_unfinished: true, ..self }
    }

    /// The same error for the path that users know: `shown` instead of `hidden`.
    pub(super) fn shown_in(mut self, shown: &Path, hidden: &Path) -> Self {
        if let Ok(path) = self.path.strip_prefix(hidden) {
            self.path = shown.join(path);
        }
        self
    }

    /// The file or directory it is about.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The reason why writing failed.
    #[must_use]
    pub fn reason(&self) -> &Reason {
        &self.reason
    }

    /// As a diagnostic, with what to do next.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let code = match self.reason {
            Reason::Foreign(_) => Code::ForeignFile,
            Reason::Occupied(_) | Reason::Root => Code::ForeignDirectory,
            Reason::BadPath => Code::Bug,
            _ => Code::CannotWrite,
        };
        let this = Diagnostic::without_place(code, self.to_string());
        if self.is_unfinished {
            return this
                .note("restoring the old files failed as well")
                .help("fix the cause and run the command again: it first undoes the unfinished changes");
        }
        match self.reason {
            Reason::Foreign(_) => this
                .note(format!("the first line lacks `{MARK}`, and `{MANIFEST}` does not list the file"))
                .help("move or delete it, or choose another output directory"),
            Reason::Occupied(_) => this
                .note("stubwright owns its output directory, and removes files there that it no longer generates")
                .help(format!(
                    "choose a directory that is new or empty, such as `{}`",
                    shown(&self.path.join("api"))
                )),
            Reason::Root => this.help("choose a directory that is new or empty, such as `src/api`"),
            Reason::Symlink => this
                .help("replace the link with what it points to; stubwright does not write through symbolic links there"),
            Reason::Busy => this.help("wait for it to finish, or stop it, then run the command again"),
            Reason::Changed => this.help("run the command again"),
            Reason::InTheWay => this.help("move it out of the way"),
            Reason::BadPath => this.help("this is a mistake in stubwright; please report it with the spec"),
            Reason::Io { .. } => this,
        }
    }
}

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let path = shown(&self.path);
        match &self.reason {
            Reason::Foreign(names) => {
                let listed: Vec<String> = names
                    .iter()
                    .take(LISTED)
                    .map(|name| format!("`{}`", shown(&self.path.join(name))))
                    .collect();
                let listed = listed.join(", ");
                let more = names.len().saturating_sub(LISTED);
                let more = if more == 0 { String::new() } else { format!(" and {more} more") };
                let verb = if names.len() == 1 { "exists and was" } else { "exist and were" };
                write!(f, "{listed}{more} {verb} not written by stubwright")
            }
            Reason::Occupied(name) => {
                write!(
                    f,
                    "`{path}` is not an output directory: `{}` was not generated",
                    shown(Path::new(name))
                )
            }
            Reason::Root => write!(f, "`{path}` is the root of a file system, and not an output directory"),
            Reason::Symlink => write!(f, "`{path}` is a symbolic link"),
            Reason::InTheWay => write!(f, "`{path}` is not the kind of file that stubwright writes there"),
            Reason::Busy => write!(f, "another run of stubwright is writing to `{path}`"),
            Reason::Changed => write!(f, "`{path}` has changed since it was read"),
            Reason::BadPath => write!(f, "`{path}` is not a valid path for a generated file"),
            Reason::Io { action, error } => write!(f, "cannot {action} `{path}`: {}", said(error)),
        }
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.reason {
            Reason::Io { error, .. } => Some(error),
            _ => None,
        }
    }
}

/// The system's words without their number.
pub(super) fn said(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_owned()
}
