//! Public APIs as sets of what callers can name.

use std::collections::BTreeSet;

use stubwright_codegen::Kept;
use stubwright_codegen::kept::{Kind, Subject};

/// Each item, and each member with the item it belongs to.
pub(super) struct Items(BTreeSet<(String, String)>);

impl Items {
    /// The items of the text of a public API.
    pub(super) fn of(text: &str) -> Self {
        let mut items = BTreeSet::new();
        let mut item = String::new();
        for line in text.lines() {
            if line.starts_with(' ') {
                items.insert((item.clone(), line.trim().to_owned()));
                continue;
            }
            let (name, traits) = line.split_once(": ").unwrap_or((line, ""));
            item = name.to_owned();
            items.insert((item.clone(), String::new()));
            items.extend(traits.split(" + ").map(|one| (item.clone(), one.to_owned())));
        }
        Self(items)
    }
}

/// What was there and is not any more.
pub(super) fn lost(old: &Items, new: &Items) -> Vec<String> {
    old.0.difference(&new.0).map(|(item, member)| format!("{item} / {member}")).collect()
}

/// What was decided and is decided otherwise now. Arguments come at the end of those that were there.
pub(super) fn forgotten(old: &Kept, new: &Kept) -> Vec<String> {
    let new: std::collections::BTreeMap<_, _> = new.iter().collect();
    let is_kept = |(subject, values): &(&Subject, &[String])| match new.get(*subject) {
        Some(now) if subject.kind == Kind::Arguments => now.starts_with(values),
        now => now.is_some_and(|now| now == values),
    };
    old.iter()
        .filter(|entry| !is_kept(entry))
        .map(|(subject, values)| format!("{subject:?} = {values:?}"))
        .collect()
}
