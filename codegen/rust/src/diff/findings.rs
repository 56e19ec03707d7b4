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
    ///
    /// Every finding is at a place of the new version, where annotations can be attached: what is gone is at the closest
    /// place that is left. They are in the order of the new version.
    #[must_use]
    pub fn findings(&self, old: &Revision, new: &Revision) -> (Diagnostics, SourceMap) {
        let mut sources = old.reading.sources.clone();
        let moved = sources.append(&new.reading.sources);
        let mut all = Diagnostics::default();
        for at in &self.changes {
            let places = Places {
                old: at.change.old.first().copied(),
                new: at.change.new.first().copied().map(&moved),
                near: at.change.near.map(&moved),
            };
            all.push(finding(
                at.change.code,
                &at.message(),
                &places,
                &sources,
                &at.items,
                &at.change.effects,
            ));
        }
        for Unexplained { item, old, new } in &self.unexplained {
            let places = Places { old: *old, new: new.map(&moved), near: None };
            let (message, items) = (item.sentence(), std::slice::from_ref(item));
            all.push(finding(Code::ApiChanged, &message, &places, &sources, items, &Effects::default()));
        }
        (all, sources)
    }
}

/// Where something is in both versions, and the closest place in the new one to what is gone.
struct Places {
    old: Option<Span>,
    new: Option<Span>,
    near: Option<Span>,
}

fn finding(
    code: Code,
    message: &str,
    places: &Places,
    sources: &SourceMap,
    items: &[ItemChange],
    effects: &Effects,
) -> Diagnostic {
    let mut found = match (places.new, places.old, places.near) {
        (Some(new), Some(old), _) => Diagnostic::new(code, new, message).and(old, "the old version"),
        (None, Some(old), Some(near)) => Diagnostic::new(code, near, message)
            .at("the closest place that is left")
            .and(old, "the old version")
            .note(format!("it was at {}", sources.place(old))),
        (Some(place), None, _) | (None, Some(place), None) => Diagnostic::new(code, place, message),
        (None, None, _) => Diagnostic::without_place(code, message),
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
