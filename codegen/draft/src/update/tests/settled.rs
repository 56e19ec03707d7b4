//! Differences that comments settle.

use std::collections::BTreeSet;

use super::types::{OLD, sheet};
use super::{run, said};
use crate::sheet::{Noted, Sheet};
use crate::update::{Change, ChangeKind};
use crate::write::tests::{at, code, endpoint, expr, member, row, structure};
use stubwright_spec::ast::Method;

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
    let field = "field Party.name: the page says `string | null`, the spec `";
    let mark = "# ! field Party.name: string | null\n";
    let is_said = |old: &str| said(&run(old, &sheet()).changes).iter().any(|change| change.contains(field));
    assert!(is_said(OLD));
    // Wherever it is, however it is spaced, and whatever the spec says.
    assert!(!is_said(&format!("{mark}{OLD}")));
    let beside = OLD.replace("# short", "# !  field Party.name:  string | null");
    assert!(!is_said(&beside));
    assert!(!is_said(&beside.replace("{name: string,", "{name: i64,")));
    for other in
        [mark.replace("string | null", "string"), mark.replace("# !", "# ?"), mark.replace("name", "label")]
    {
        assert!(is_said(&format!("{other}{OLD}")), "{other}");
    }
}

#[test]
fn a_mark_is_about_the_fields_of_one_type() {
    let id = |ty: &str| Noted::plain(member("id", ty, ""));
    let calls = [("a", "A"), ("b", "B")].map(|(name, ty)| {
        let mut call = endpoint(name, Method::Get, &format!("/{name}"));
        call.response = Some(Noted::plain(expr(ty)));
        at(call, 3)
    });
    let types = ["A", "B"].map(|name| Noted::plain(structure(name, vec![id("i64")])));
    let page = Sheet { endpoints: calls.to_vec(), types: types.to_vec(), ..Sheet::default() };
    let old = "stubwright: 1\napi: shop\nendpoints:\n  a: {get: /a, response: A}\n  b: {get: /b, response: B}\ntypes:\n  A: {id: i64, old: i64}\n  B: {id: i64, old: i64}\n";
    let gone = |owner: &str| {
        format!("Gone field {owner}.old: not on the page any more; mark it `deprecated: true`, or remove it")
    };
    assert_eq!(said(&run(old, &page).changes), [gone("A"), gone("B")]);
    let settled = format!("{old}# ! field A.old: not on the page\n");
    assert_eq!(said(&run(&settled, &page).changes), [gone("B")]);
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

#[test]
fn comments_that_settle_nothing_are_found() {
    let found = |old: &str| -> Vec<String> {
        let diagnostics = run(old, &sheet()).diagnostics;
        assert!(!diagnostics.has_errors());
        diagnostics.sorted().iter().map(|found| found.message.clone()).collect()
    };
    let nothing = "the comment settles nothing: there is no such difference";
    let all = "# Drafted from page.md.\n";
    let good = "# ! field Party.name: string | null\n";
    let typo = "# ! field Party.nme: string | null\n";
    let outdated = "# ! field Party.name: i64\n";
    assert_eq!(found(&format!("{all}{OLD}{good}")), [""; 0]);
    assert_eq!(found(&format!("{all}{OLD}{typo}{outdated}")), [nothing, nothing]);
    // They may be about another page.
    assert_eq!(found(&format!("{OLD}{typo}{outdated}")), [""; 0]);
    assert_eq!(found(&format!("# Drafted from page.md and b.md.\n{OLD}{typo}")), [""; 0]);
    // An unreadable comment is about no page.
    for (mark, wanted) in [
        ("# ! field name: string", "a comment `# ! field` does not name a type and its field"),
        ("# ! value A: one", "a comment `# ! value` does not name a value and its type"),
        ("# ! parameter a: i64", "a comment `# ! parameter` does not name a parameter and its endpoint"),
        (
            "# ! rows A: one",
            "a comment `# !` is not about a row, a table, an endpoint, a parameter, a field or a value",
        ),
        ("# ! row A", "a comment `# !` does not say what it settles, and what the page says about it"),
        ("# !row A: one", "a comment `# !` does not say what it settles, and what the page says about it"),
        ("# !", "a comment `# !` does not say what it settles, and what the page says about it"),
    ] {
        assert_eq!(found(&format!("{OLD}{mark}\n")), [wanted], "{mark}");
    }
    assert_eq!(found(&format!("#!/usr/bin/env stubwright\n{OLD}# ? a guess\n# important!\n")), [""; 0]);
}
