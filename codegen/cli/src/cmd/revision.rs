//! Versions of a spec: in the working tree, and in the history of Git.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use stubwright_codegen::Loader;
use stubwright_codegen::choices::{Choices, Missing, Overlay};
use stubwright_codegen::lock_file::{LOCK_FILE_NAME, Lock};
use stubwright_codegen::paths::shown;
use stubwright_codegen::write::{beside, read_spec};
use stubwright_spec::diag::{Code, Diagnostic};
use stubwright_spec::source::IN_HISTORY;

use super::git::{self, git};

/// Where a version of a spec is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    /// A file.
    File(PathBuf),
    /// A file as it was committed.
    Git {
        /// Git's name for the revision: `HEAD~1`, `v1.2.0`.
        revision: String,
        /// The path from the current directory; another one says it where this one doesn't.
        path: Option<PathBuf>,
    },
}

impl Source {
    /// Reads `FILE`, `git:REF` or `git:REF:FILE`.
    pub(crate) fn parse(text: &str) -> Self {
        let Some(rest) = text.strip_prefix(IN_HISTORY) else { return Self::File(text.into()) };
        match rest.split_once(':') {
            Some((revision, path)) => Self::Git { revision: revision.to_owned(), path: Some(path.into()) },
            None => Self::Git { revision: rest.to_owned(), path: None },
        }
    }

    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Git { path, .. } => path.as_deref(),
        }
    }

    pub(crate) fn revision(self) -> Option<String> {
        match self {
            Self::File(_) => None,
            Self::Git { revision, .. } => Some(revision),
        }
    }

    /// The same with this path where it has none.
    pub(crate) fn or_path(self, default: &Path) -> Self {
        match self {
            Self::Git { revision, path: None } => Self::Git { revision, path: Some(default.to_path_buf()) },
            other => other,
        }
    }

    /// The decisions for this version, from those for the working tree: the overlay is of the same revision as the
    /// spec.
    pub(crate) fn choices(&self, now: &Choices) -> Choices {
        let overlay = match self {
            Self::File(_) => now.overlay.clone(),
            Self::Git { revision, .. } => now.overlay.as_ref().and_then(|now| committed(now, revision)),
        };
        Choices { overlay, ..now.clone() }
    }

    /// The same for a version that may lack what is decided about a later one.
    pub(crate) fn choices_before(&self, now: &Choices) -> Choices {
        Choices { missing: Missing::Ignored, ..self.choices(now) }
    }

    /// Another file of the same version.
    pub(crate) fn text(&self, path: &Path) -> Option<String> {
        match self {
            Self::File(_) => std::fs::read_to_string(path).ok(),
            Self::Git { revision, .. } => {
                let history = History { folder: git::folder(path).to_path_buf(), revision: revision.clone() };
                String::from_utf8(history.show(path.file_name()?).ok()?).ok()
            }
        }
    }

    /// Whether it is a file that a revision doesn't have.
    pub(crate) fn is_absent(&self) -> bool {
        match self {
            Self::File(_) => false,
            Self::Git { revision, path } => {
                let path = path.clone().unwrap_or_default();
                let folder = git::folder(&path).to_path_buf();
                History { folder, revision: revision.clone() }.lacks(path.file_name().unwrap_or_default())
            }
        }
    }

    /// As people write it.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::File(path) => shown(path),
            Self::Git { revision, path } => {
                let path = path.as_deref().map(|path| format!(":{}", shown(path))).unwrap_or_default();
                format!("{IN_HISTORY}{revision}{path}")
            }
        }
    }
}

/// An overlay as it was committed; there was none if it cannot be read.
fn committed(now: &Overlay, revision: &str) -> Option<Overlay> {
    let path = Path::new(&now.name);
    let history = History { folder: git::folder(path).to_path_buf(), revision: revision.to_owned() };
    let bytes = history.show(path.file_name().unwrap_or_default()).ok()?;
    Some(Overlay { name: format!("git:{revision}:{}", now.name), bytes: Ok(bytes) })
}

/// The files of a version.
pub(crate) struct Files {
    /// The name of the spec in findings.
    pub(crate) name: String,
    /// The spec.
    pub(crate) bytes: Vec<u8>,
    /// Reads the files that it includes.
    pub(crate) load: Box<Loader<'static>>,
    /// The decisions about it.
    pub(crate) lock: Lock,
}

/// Reads a version.
pub(crate) fn read(source: &Source) -> Result<Files, Box<Diagnostic>> {
    let name = source.shown();
    match source {
        Source::File(path) => Ok(Files {
            bytes: read_spec(path, &name)?,
            load: Box::new(beside(path)),
            lock: Lock::beside(path),
            name,
        }),
        Source::Git { revision, path } => {
            let path = path.clone().unwrap_or_default();
            let folder = git::folder(&path);
            let history = History { folder: folder.to_path_buf(), revision: revision.clone() };
            let file = path.file_name().unwrap_or_default();
            let bytes = history.show(file).map_err(|why| unreadable(&name, &why, &history.advice(file)))?;
            let lock = history.show(LOCK_FILE_NAME).ok();
            let shown = format!("{IN_HISTORY}{revision}:{}", shown(&folder.join(LOCK_FILE_NAME)));
            let lock = Lock::of(&path, &shown, lock);
            Ok(Files { name, bytes, load: Box::new(move |name: &str| history.show(name)), lock })
        }
    }
}

fn unreadable(name: &str, why: &str, help: &str) -> Box<Diagnostic> {
    let message = format!("`{name}` can't be read: {why}");
    Box::new(Diagnostic::without_place(Code::Unreadable, message).help(help))
}

/// A directory as it was committed.
struct History {
    folder: PathBuf,
    revision: String,
}

impl History {
    /// A file of the directory, by its path from there.
    fn show(&self, file: impl AsRef<Path>) -> Result<Vec<u8>, String> {
        if self.revision.is_empty() {
            return Err(String::from("there is no revision after `git:`"));
        }
        let (folder, object) = self.object(file);
        // `cat-file` has no pager and runs no filter.
        let arguments = ["cat-file", "--end-of-options", "blob"].map(OsStr::new);
        git(&folder, arguments.into_iter().chain([object.as_os_str()]))
    }

    /// Whether the revision is there, and a file of the directory isn't.
    fn lacks(&self, file: impl AsRef<Path>) -> bool {
        let (folder, object) = self.object(file);
        let tree = format!("{}^{{tree}}", self.revision);
        let verify = ["rev-parse", "--verify", "--quiet", "--end-of-options", &tree];
        let exists =
            ["cat-file", "-e", "--end-of-options"].map(OsStr::new).into_iter().chain([object.as_os_str()]);
        !self.revision.is_empty() && git(&folder, verify).is_ok() && git(&folder, exists).is_err()
    }

    /// The advice about a file that can't be shown.
    fn advice(&self, file: impl AsRef<Path>) -> String {
        let (folder, _) = self.object(&file);
        if git(&folder, ["rev-parse", "--git-dir"]).is_err() {
            return String::from("outside of a repository, compare two files: `stubwright diff OLD NEW`");
        }
        let new = shown(&self.folder.join(&file));
        if self.lacks(file) {
            return format!("if it had another name: `stubwright diff git:{}:OLD {new}`", self.revision);
        }
        String::from(
            "`git:REF` is a revision of the repository of the current directory, such as `git:HEAD~1` or `git:v1.2.0`",
        )
    }

    /// A directory that is there, and what Git calls a file of ours from there.
    fn object(&self, file: impl AsRef<Path>) -> (PathBuf, OsString) {
        // The directory may be gone since.
        let path = self.folder.join(file);
        let here = Path::new(".");
        let ancestors = path.ancestors().skip(1).map(|at| if at.as_os_str().is_empty() { here } else { at });
        let existing = ancestors.into_iter().find(|at| at.is_dir()).unwrap_or(here);
        let mut object = OsString::from(format!("{}:./", self.revision));
        object.push(path.strip_prefix(existing).unwrap_or(&path));
        (existing.to_path_buf(), object)
    }
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn sources_are_files_or_revisions() {
        let git = |revision: &str, path: Option<&str>| Source::Git {
            revision: revision.to_owned(),
            path: path.map(Into::into),
        };
        assert_eq!(Source::parse("old.yaml"), Source::File("old.yaml".into()));
        assert_eq!(Source::parse("git:HEAD~1"), git("HEAD~1", None));
        assert_eq!(Source::parse("git:v1:spec/a.yaml"), git("v1", Some("spec/a.yaml")));
        assert_eq!(Source::parse("git:v1").or_path("a.yaml".as_ref()), git("v1", Some("a.yaml")));
        assert_eq!(git("v1", Some("a.yaml")).shown(), "git:v1:a.yaml");
    }
}
