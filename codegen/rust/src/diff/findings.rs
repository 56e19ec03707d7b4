//! A report as findings with places in both versions.

use stubwright_spec::diag::{Code, Diagnostic, Diagnostics, Severity};
use stubwright_spec::diff::{Compatibility, Effects};
use stubwright_spec::source::{SourceMap, Span};

use super::items::ItemChange;
use super::report::{Report, Unexplained};
use super::revision::Revision;

/// So many differences of the client are listed for each change.
const LISTED: usize = 6;

impl Report {
    /// The changes as findings: errors where callers may no longer compile, warnings where clients and servers of
    /// different versions stop understanding each other or where the client does something else, and notes.
    #[must_use]
    pub fn findings(&self, old: &Revision, new: &Revision) -> (Diagnostics, SourceMap) {
        let mut sources = old.reading.sources.clone();
        let moved = sources.append(&new.reading.sources);
        let mut all = Diagnostics::default();
        for at in &self.changes {
            let places = [at.change.old.first().copied(), at.change.new.first().copied().map(&moved)];
            all.push(finding(at.change.code, &at.change.message, places, &at.items, &at.change.effects));
        }
        for Unexplained { item, old, new } in &self.unexplained {
            let places = [*old, new.map(&moved)];
            let (message, items) = (item.sentence(), std::slice::from_ref(item));
            all.push(finding(Code::ApiChanged, &message, places, items, &Effects::default()));
        }
        (all, sources)
    }
}

fn finding(
    code: Code,
    message: &str,
    [old, new]: [Option<Span>; 2],
    items: &[ItemChange],
    effects: &Effects,
) -> Diagnostic {
    let mut found = match (new, old) {
        (Some(new), Some(old)) => Diagnostic::new(code, new, message).and(old, "the old version"),
        (Some(place), None) | (None, Some(place)) => Diagnostic::new(code, place, message),
        (None, None) => Diagnostic::without_place(code, message),
    };
    found.severity = if items.iter().any(ItemChange::is_breaking) {
        Severity::Error
    } else if effects.are_none() {
        Severity::Note
    } else {
        Severity::Warning
    };
    let breaking = items.iter().filter(|item| item.is_breaking()).map(ItemChange::sentence);
    let added = items.iter().filter(|item| !item.is_breaking()).map(|item| format!("`{}`", item.path));
    let lines = [("callers break", breaking.collect()), ("callers get", added.collect())];
    for (what, items) in lines {
        let items: Vec<String> = items;
        if let Some(text) = listed(&items) {
            found = found.note(format!("{what}: {text}"));
        }
    }
    for at in &effects.wire {
        let (Compatibility::Deployed(why) | Compatibility::Ahead(why)) = at;
        found = found.note(format!("wire: {why}"));
    }
    if let Some(text) = &effects.behaviour {
        found = found.note(format!("behaviour: {text}"));
    }
    found
}

fn listed(items: &[String]) -> Option<String> {
    let shown: Vec<&str> = items.iter().take(LISTED).map(String::as_str).collect();
    let more = items.len() - shown.len();
    let text = shown.join("; ");
    match (shown.as_slice(), more) {
        ([], _) => None,
        (_, 0) => Some(text),
        (_, more) => Some(format!("{text}; and {more} more")),
    }
}
