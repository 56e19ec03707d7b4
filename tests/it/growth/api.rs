//! Losses for callers between two public APIs.

use stubwright_codegen::Kept;
use stubwright_codegen::diff::{ItemChange, compare_items};
use stubwright_codegen::kept::{Kind, Subject};
use stubwright_codegen::public::PublicItems;

/// Items that are gone, or have another value on the wire.
pub(super) fn lost(old: &PublicItems, new: &PublicItems) -> Vec<String> {
    let changes = compare_items(old, new);
    let breaking = changes.iter().filter(|change| change.is_breaking()).map(ItemChange::sentence);
    let wires = |items: &PublicItems| -> Vec<(String, String, String)> {
        let members =
            items.items.iter().flat_map(|item| item.members.iter().map(move |member| (item, member)));
        members
            .filter_map(|(item, member)| Some((item.name.clone(), member.name.clone(), member.wire.clone()?)))
            .collect()
    };
    let after = wires(new);
    let moved = wires(old).into_iter().filter(|entry| !after.contains(entry));
    breaking.chain(moved.map(|(item, member, wire)| format!("{item}::{member} = {wire}"))).collect()
}

/// Decisions that have changed. Arguments come at the end of those that were there.
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
