//! Differences that comments settle.

use std::collections::BTreeSet;

use super::types::{OLD, sheet};
use super::{run, said};
use crate::update::{Change, ChangeKind};
use crate::write::tests::{at, code, row};

/// Types are added for what needs them, and are not settled themselves.
fn is_own(change: &&Change) -> bool {
    change.kind != ChangeKind::Added || !change.what.starts_with("type ")
}

#[test]
fn each_difference_can_be_settled() {
    let all = run(OLD, &sheet()).changes;
    let kinds: BTreeSet<String> = all.iter().map(|change| format!("{:?}", change.kind)).collect();
    assert_eq!(kinds.len(), 4, "{kinds:?}");
    for settled in all.iter().filter(is_own) {
        let old = format!("{OLD}{}\n", settled.mark);
        let update = run(&old, &sheet());
        assert!(update.diagnostics.is_empty(), "{}", settled.mark);
        assert_eq!(update.settled, 1, "{}", settled.mark);
        let rest: Vec<Change> =
            all.iter().filter(|change| *change != settled).filter(is_own).cloned().collect();
        let left: Vec<Change> = update.changes.iter().filter(is_own).cloned().collect();
        assert_eq!(said(&left), said(&rest), "{}", settled.mark);
    }
    let marks: Vec<&str> = all.iter().filter(is_own).map(|change| change.mark.as_str()).collect();
    let old = format!("{OLD}{}\n", marks.join("\n"));
    let update = run(&old, &sheet());
    assert_eq!((update.text, said(&update.changes)), (old, Vec::new()));
    assert_eq!(update.settled, marks.len());
}

#[test]
fn a_mark_is_about_what_the_page_says() {
    let field = "field signers[].name: the page says `string | null`, the spec `";
    let mark = "# ! field signers[].name: string | null\n";
    let is_said = |old: &str| said(&run(old, &sheet()).changes).iter().any(|change| change.contains(field));
    assert!(is_said(OLD));
    // Wherever it is, however it is spaced, and whatever the spec says.
    assert!(!is_said(&format!("{mark}{OLD}")));
    let beside = OLD.replace("# short", "# !  field signers[].name:  string | null");
    assert!(!is_said(&beside));
    assert!(!is_said(&beside.replace("{name: string,", "{name: i64,")));
    for other in
        [mark.replace("string | null", "string"), mark.replace("# !", "# ?"), mark.replace("name", "label")]
    {
        assert!(is_said(&format!("{other}{OLD}")), "{other}");
    }
}

#[test]
fn what_the_page_says_is_bounded_by_nothing() {
    let long = "x".repeat(400);
    let page = |end: &str| {
        let mut page = sheet();
        let text = format!("{long}\n{end}");
        page.errors = vec![code("A1", at(row("", &text, ""), 4))];
        page
    };
    let old = format!("{OLD}errors: {{A1: {{name: One, message: one}}}}\n");
    let first = run(&old, &page("a"));
    let change = first.changes.iter().find(|change| change.what == "row A1").cloned();
    let mark = change.map(|change| change.mark).unwrap_or_default();
    assert!(mark.ends_with("x a") && !mark.contains('\n'), "{mark}");
    let is_quiet =
        |end: &str| !run(&format!("{old}{mark}\n"), &page(end)).changes.iter().any(|it| it.what == "row A1");
    assert!(is_quiet("a") && !is_quiet("b"));
}
