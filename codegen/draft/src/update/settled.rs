//! Differences that somebody settled: comments of the spec that say what the pages say, and that it stays as it is.

use std::collections::BTreeSet;

use stubwright_spec::diag::Diagnostics;
use stubwright_spec::front::native::print::one_line;
use stubwright_spec::source::{SourceFile, SourceMap, yaml};

/// What settled differences begin with.
const SIGN: &str = "! ";

/// The comment that settles a difference, for as long as the pages say this about it.
pub(super) fn mark(what: &str, says: &str) -> String {
    format!("# {SIGN}{}", text(what, says))
}

fn text(what: &str, says: &str) -> String {
    one_line(&format!("{what}: {}", if says.trim().is_empty() { "on the page" } else { says }))
}

/// The settled differences of a spec.
#[derive(Debug, Default)]
pub(super) struct Settled(BTreeSet<String>);

impl Settled {
    /// Those of some files, wherever the comments are in them.
    pub(super) fn of(files: &[SourceFile]) -> Self {
        let mut settled = BTreeSet::new();
        for file in files {
            let mut sources = SourceMap::default();
            let id = sources.add(file.name(), file.text());
            let document = yaml::read(&sources, id, &mut Diagnostics::default());
            let marks = document.comments().iter().filter_map(|comment| comment.text.strip_prefix(SIGN));
            settled.extend(marks.map(one_line));
        }
        Self(settled)
    }

    pub(super) fn has(&self, what: &str, says: &str) -> bool {
        self.0.contains(&text(what, says))
    }
}
