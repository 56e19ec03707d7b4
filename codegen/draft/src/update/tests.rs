//! Updates of specs by sheets built by hand.

mod again;
mod cited;
mod files;
mod rows;
mod settled;
mod types;

use crate::sheet::Sheet;
use crate::update::{Change, ChangeKind, Old, Update, update};
use crate::write::tests::page;
use crate::write::write;
use stubwright_spec::diag::Diagnostics;

/// The update of a spec that includes nothing.
fn run(old: &str, sheet: &Sheet) -> Update {
    let mut load = |_: &str| Err(String::from("nothing is included"));
    let old = Old { name: "spec.yaml", bytes: old.as_bytes() };
    update(&old, &mut load, sheet, (page(), Diagnostics::default()))
}

fn spec(sheet: &Sheet) -> String {
    write(sheet, &page()).0
}

fn said(changes: &[Change]) -> Vec<String> {
    changes.iter().map(|change| format!("{:?} {}: {}", change.kind, change.what, change.detail)).collect()
}

/// The update does what is wanted, and doing it again edits nothing.
#[track_caller]
fn check(old: &str, sheet: &Sheet, wanted: &str, wanted_changes: &[&str]) {
    let first = run(old, sheet);
    assert!(first.diagnostics.is_empty(), "{:?}", first.diagnostics);
    assert_eq!(first.text, wanted);
    assert_eq!(said(&first.changes), wanted_changes);
    let second = run(&first.text, sheet);
    assert_eq!(second.text, first.text);
    let is_edit = |change: &Change| matches!(change.kind, ChangeKind::Added | ChangeKind::Changed);
    assert!(!second.changes.iter().any(is_edit), "{:?}", said(&second.changes));
}
