//! The decisions about the specs of one directory, and their text.

use std::collections::BTreeMap;

use super::words;
use crate::kept::Kept;

const HEAD: &str = "\
# Decisions that callers of generated code rely on. Written by `stubwright generate`; commit it with the specs.
";

/// The decisions about the specs of one directory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LockFile {
    pub(super) sections: BTreeMap<String, Kept>,
}

impl LockFile {
    /// The file names of the specs that have a section.
    pub(super) fn specs(&self) -> impl Iterator<Item = &str> {
        self.sections.keys().map(String::as_str)
    }

    /// The decisions about a spec, by its file name.
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
