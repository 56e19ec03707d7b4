//! `stubwright.lock`: the decisions about the specs of one directory, as text that is committed with them.
//!
//! A section for each spec, and in it a line for each decision, sorted: branches that add different things merge.

mod read;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::kept::Kept;
use crate::write;
use stubwright_spec::diag::Diagnostics;
use stubwright_spec::source::SourceMap;

/// The name of the file, which is in the directory of the spec.
pub const LOCK_FILE_NAME: &str = "stubwright.lock";

const HEAD: &str = "\
# Decisions that callers of generated code rely on. Written by `stubwright generate`; commit it with the specs.
";

/// The decisions about the specs of one directory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LockFile {
    sections: BTreeMap<String, Kept>,
}

impl LockFile {
    /// Reads the text of a file that diagnostics call `name`. There is at most one finding: the first mistake.
    #[must_use]
    pub fn parse(name: &str, bytes: &[u8]) -> (Self, SourceMap, Diagnostics) {
        read::read(name, bytes)
    }

    /// What was decided about a spec, by its file name.
    #[must_use]
    pub fn of(&self, spec: &str) -> Kept {
        self.sections.get(spec).cloned().unwrap_or_default()
    }

    /// Replaces the decisions about a spec.
    pub fn set(&mut self, spec: &str, kept: Kept) {
        if kept.is_empty() {
            self.sections.remove(spec);
        } else {
            self.sections.insert(spec.to_owned(), kept);
        }
    }

    /// The text of the file; empty if nothing was decided.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (spec, kept) in &self.sections {
            text.push_str(if text.is_empty() { HEAD } else { "" });
            text.push_str(&format!("\n[{}]\n", words::shown(spec)));
            let mut lines: Vec<String> = kept
                .iter()
                .map(|(subject, values)| {
                    let list =
                        |words: &[String]| words.iter().map(|word| words::shown(word)).collect::<Vec<_>>();
                    format!(
                        "{} {} = {}\n",
                        subject.kind.word(),
                        list(&subject.words).join(" "),
                        list(values).join(" ")
                    )
                })
                .collect();
            lines.sort_unstable();
            text.extend(lines);
        }
        text
    }
}

/// The file beside a spec, as it was read.
#[derive(Debug, Default)]
pub struct Lock {
    path: PathBuf,
    spec: String,
    old: Option<String>,
    file: LockFile,
    /// What was wrong with the file: nothing must be generated then.
    pub diagnostics: Diagnostics,
    /// The file, for rendering diagnostics.
    pub sources: SourceMap,
}

impl Lock {
    /// Reads the file beside a spec. One that does not exist says nothing.
    #[must_use]
    pub fn beside(spec: &Path) -> Self {
        let path = spec.with_file_name(LOCK_FILE_NAME);
        let name = spec.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut lock = Self { path, spec: name, ..Self::default() };
        match write::read_lock_file(&lock.path) {
            Ok(None) => {}
            Ok(Some(bytes)) => {
                let shown = crate::paths::shown(&lock.path);
                (lock.file, lock.sources, lock.diagnostics) = LockFile::parse(&shown, &bytes);
                lock.old = Some(String::from_utf8_lossy(&bytes).into_owned());
            }
            Err(finding) => lock.diagnostics.push(*finding),
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

    /// What was decided about the spec.
    #[must_use]
    pub fn kept(&self) -> Kept {
        self.file.of(&self.spec)
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
