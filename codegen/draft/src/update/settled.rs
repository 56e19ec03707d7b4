//! Differences that somebody settled: comments of the spec that say what the pages say, and that it stays as it is.

use std::collections::BTreeSet;

use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};
use stubwright_spec::front::native::print::one_line;
use stubwright_spec::source::{FileId, SourceMap, Span, yaml};

/// The beginning of comments that settle differences.
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
pub(super) struct Settled {
    comments: Vec<(Span, String)>,
    texts: BTreeSet<String>,
    /// Those that were asked for.
    used: BTreeSet<String>,
}

impl Settled {
    /// Those of some files, wherever the comments are in them.
    pub(super) fn of(files: impl Iterator<Item = FileId>, sources: &SourceMap) -> Self {
        let mut this = Self::default();
        for file in files {
            let document = yaml::read(sources, file, &mut Diagnostics::default());
            for comment in document.comments() {
                // `#!` begins a line for another reader.
                if sources.text(comment.span).starts_with("# !") {
                    let text = comment.text.strip_prefix(SIGN).map(one_line).unwrap_or_default();
                    this.texts.insert(text.clone());
                    this.comments.push((comment.span, text));
                }
            }
        }
        this
    }

    /// Whether this is settled.
    pub(super) fn has(&mut self, what: &str, says: &str) -> bool {
        let text = text(what, says);
        let has = self.texts.contains(&text);
        if has {
            self.used.insert(text);
        }
        has
    }

    /// How many differences are settled.
    pub(super) fn count(&self) -> usize {
        self.used.len()
    }

    /// The comments that settle nothing; of those that may be about pages that are not given only what cannot be read.
    pub(super) fn idle(&self, has_all_pages: bool) -> impl Iterator<Item = Diagnostic> {
        self.comments.iter().filter_map(move |(span, text)| {
            let found = |message: &str| Diagnostic::new(Code::IdleSettlement, *span, message);
            if let Some(fault) = fault(text) {
                let help = "copy the comment from the finding that it is meant to settle: `# ! field Signer.mobile: string`";
                return Some(found(fault).help(help));
            }
            let is_idle = has_all_pages && !self.used.contains(text);
            is_idle.then(|| {
                found("the comment settles nothing: there is no such difference")
                    .help("remove it, or copy it again from the finding that it is meant to settle")
            })
        })
    }
}

/// Why a comment cannot settle anything.
fn fault(text: &str) -> Option<&'static str> {
    let Some((what, _)) = text.split_once(": ") else {
        return Some("a comment `# !` does not say what it settles, and what the page says about it");
    };
    let (kind, name) = what.split_once(' ').unwrap_or((what, ""));
    match kind {
        "row" | "table" | "endpoint" if !name.is_empty() => None,
        "field" if name.split_once('.').is_some_and(|(ty, field)| !ty.is_empty() && !field.is_empty()) => {
            None
        }
        "field" => Some("a comment `# ! field` does not name a type and its field"),
        "value" | "parameter" if name.split_once(" of ").is_some() => None,
        "value" => Some("a comment `# ! value` does not name a value and its type"),
        "parameter" => Some("a comment `# ! parameter` does not name a parameter and its endpoint"),
        _ => {
            Some("a comment `# !` is not about a row, a table, an endpoint, a parameter, a field or a value")
        }
    }
}
