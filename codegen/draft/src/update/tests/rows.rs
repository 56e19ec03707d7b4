//! Rows of the error tables.

use super::check;
use crate::sheet::{Check, Code, Noted, Sheet, path};
use crate::write::tests::{at, code, endpoint, guess, row};
use stubwright_spec::ast::preflight::RuleKind;
use stubwright_spec::ast::{Method, Retry};

fn sheet(errors: Vec<Code>) -> Sheet {
    Sheet { pages: vec![String::from("page.md")], errors, ..Sheet::default() }
}

const HEAD: &str = "stubwright: 1\napi: shop\nenvelope: {success: {code: 0}, code: code, message: msg}\n";

#[test]
fn rows_are_inserted_and_replaced_and_the_rest_stays() {
    let old = format!(
        "{HEAD}\n# The table.\nerrors: # of the vendor\n  # first\n  A1: {{name: One, message: one, retry: safe}} # mine\n\n  \"402\": {{name: Two,   message: 'two', http: 400}}\n  A3: {{name: Three, message: three}} # last\n  # behind\n\nendpoints: {{}}\n"
    );
    let mut two = row("Second", "two: changed", "");
    two.http = Some(422);
    let page = sheet(vec![
        code("A0", at(row("Zero", "zero", "wait"), 3)),
        code("A1", at(row("", "one", ""), 4)),
        code("402", at(two, 5)),
        code("A25", guess(row("One", "two and a half", ""), "by its words", Some(6))),
        code("A26", at(row("", "more", ""), 7)),
    ]);
    let wanted = format!(
        "{HEAD}\n# The table.\nerrors: # of the vendor\n  A0: {{name: Zero, message: zero, solution: wait}} # page:3\n\n  # first\n  A1: {{name: One, message: one, retry: safe}} # mine\n\n  \"402\": {{name: Two,   message: \"two: changed\", http: 422}}\n\n  A25: {{message: two and a half}} # ? by its words, page:6\n\n  A26: {{message: more}} # page:7\n  A3: {{name: Three, message: three}} # last\n  # behind\n\nendpoints: {{}}\n"
    );
    let changes = [
        "Added row A0: zero",
        "Changed row 402: message: two → two: changed",
        "Changed row 402: http: 400 → 422",
        "Added row A25: two and a half",
        "Added row A26: more",
        "Gone row A3: not on the page any more; mark it `deprecated: true`, or remove it",
    ];
    check(&old, &page, &wanted, &changes);
}

#[test]
fn new_rows_look_like_their_neighbours() {
    let old = format!("{HEAD}errors:\n    A1:\n        name: One\n        message: one\n");
    let page =
        sheet(vec![code("A1", at(row("", "one", ""), 4)), code("A2", at(row("Two", "two", "wait"), 5))]);
    let wanted = format!(
        "{HEAD}errors:\n    A1:\n        name: One\n        message: one\n    A2: # page:5\n      name: Two\n      message: two\n      solution: wait\n"
    );
    check(&old, &page, &wanted, &["Added row A2: two"]);

    let old = format!("{HEAD}errors: {{A1: {{name: One, message: one}}}} # short\n");
    let wanted = format!(
        "{HEAD}errors: {{A1: {{name: One, message: one}}, A2: {{name: Two, message: two, solution: wait}}}} # short\n"
    );
    check(&old, &page, &wanted, &["Added row A2: two"]);
}

#[test]
fn a_spec_without_errors_gets_them() {
    let old = format!("{HEAD}endpoints: {{}}");
    let page = sheet(vec![code("A1", at(row("One", "one", ""), 4))]);
    let wanted = format!("{HEAD}endpoints: {{}}\n\nerrors:\n  A1: {{name: One, message: one}} # page:4\n");
    check(&old, &page, &wanted, &["Added row A1: one"]);
    let empty = format!("{HEAD}errors: # none yet\nendpoints: {{}}\n");
    let wanted =
        format!("{HEAD}errors: # none yet\n  A1: {{name: One, message: one}} # page:4\nendpoints: {{}}\n");
    check(&empty, &page, &wanted, &["Added row A1: one"]);
}

#[test]
fn rows_of_one_code_are_told_apart() {
    let old = format!(
        "{HEAD}errors:\n  A1:\n    - {{name: Paper, message: no paper, match: no paper}}\n    - {{name: Ink, message: no ink, match: \"*ink*\"}}\n"
    );
    let several = |texts: &[&str]| {
        let rows = texts.iter().map(|text| {
            let mut row = row("", text, "");
            row.matching = row.message.clone();
            at(row, 4)
        });
        sheet(vec![Code { code: String::from("A1"), notes: Vec::new(), rows: rows.collect() }])
    };
    let wanted = old.replace("no paper, match: no paper", "no sheets, match: no sheets");
    check(
        &old,
        &several(&["no ink", "no sheets"]),
        &wanted,
        &["Changed row A1: message: no paper → no sheets", "Changed row A1: match: no paper → no sheets"],
    );
    let wanted = format!("{old}    - {{message: jam, match: jam}} # page:4\n");
    check(&old, &several(&["no paper", "no ink", "jam"]), &wanted, &["Added row A1: jam"]);
    check(
        &old,
        &several(&["no paper"]),
        &old,
        &["Gone row A1: not on the page any more; mark it `deprecated: true`, or remove it"],
    );
}

#[test]
fn what_a_person_decided_is_only_said() {
    let old = format!(
        "{HEAD}errors:\n  A1: {{name: One, message: {{en: one, zh: 一}}}}\n  A2: two\n  A3: {{name: Three, message: \"at most 5\", check: {{items: {{a: {{max: 5}}}}}}}}\n"
    );
    let mut three = row("Three", "at most 9", "");
    let rule = RuleKind::Items { at: path("a"), min: None, max: Some(9) };
    three.check = Some(Noted::plain(Check { rules: vec![rule], ..Check::default() }));
    three.retry = Some(Retry::Safe);
    three.is_deprecated = true;
    let page = sheet(vec![
        code("A1", at(row("Other", "eins", "wait"), 1)),
        code("A2", at(row("", "two", "wait"), 2)),
        code("A3", at(three, 3)),
    ]);
    let first = super::run(&old, &page);
    let wanted = old.replace("\"at most 5\"", "\"at most 9\"");
    // The rule is about a request that the spec does not have, before and after.
    assert_eq!(first.text, wanted);
    assert_eq!(
        super::said(&first.changes),
        [
            "Differs row A1: the page says message: eins",
            "Differs row A1: the page has a solution: wait",
            "Differs row A3: the page's words suggest `check: {items: {a: {max: 9}}}`",
            "Differs row A3: the page strikes it through or calls it deprecated",
            "Changed row A3: message: at most 5 → at most 9",
        ]
    );
}

#[test]
fn a_rule_that_the_page_contradicts_is_said_until_it_is_settled() {
    let rule = RuleKind::Items { at: path("lines"), min: None, max: Some(50) };
    let mut many = row("TooMany", "At most 50 lines", "");
    many.check = Some(Noted::plain(Check { rules: vec![rule], ..Check::default() }));
    let page = sheet(vec![code("A1", at(many, 3))]);
    let differs = "Differs row A1: the page's words suggest `check: {items: {lines: {max: 50}}}`";
    let old =
        |check: &str| format!("{HEAD}errors:\n  A1: {{name: TooMany, message: At most 20 lines{check}}}\n");
    for check in [", check: {items: {lines: {max: 20}}}", ", check: {items: {other: {max: 50}}}", ""] {
        let first = super::run(&old(check), &page);
        assert_eq!(first.text, old(check).replace("20 lines", "50 lines"));
        let second = super::run(&first.text, &page);
        assert_eq!(super::said(&second.changes), [differs]);
        let settled = super::run(&format!("{}{}\n", first.text, second.changes[0].mark), &page);
        assert_eq!((super::said(&settled.changes), settled.settled), (Vec::new(), 1));
    }
    let short = format!("{HEAD}errors:\n  A1: At most 50 lines\n");
    assert_eq!(super::said(&super::run(&short, &page).changes), [differs]);
    // However it is written, and whatever a person adds to it.
    for check in [
        "check: {items: {\"lines\": {max: 50, min: 2}}, partial: true}",
        "check: {items: {lines: {max: 50}}, when: {kind: A}}",
    ] {
        let long = format!("{HEAD}errors:\n  A1:\n    message: At most 50 lines\n    {check}\n");
        assert_eq!(super::said(&super::run(&long, &page).changes), [""; 0], "{check}");
    }
}

#[test]
fn tables_of_a_part_of_the_api() {
    let old = format!(
        "{HEAD}endpoints:\n  call: {{get: /a, errors: {{tables: [old]}}}}\n  other: {{get: /b, errors: {{tables: [old]}}}}\ntables:\n  old:\n    A1: {{name: One, message: one}}\n"
    );
    let mut third = endpoint("third", Method::Get, "/c");
    third.tables = vec![String::from("new")];
    let page = Sheet {
        endpoints: vec![at(third, 5)],
        tables: vec![
            (
                Noted::plain(String::from("old")),
                vec![code("A1", at(row("", "one", ""), 1)), code("A2", at(row("Two", "two", ""), 2))],
            ),
            (at(String::from("new"), 3), vec![code("A1", at(row("One", "eins", ""), 4))]),
        ],
        ..sheet(Vec::new())
    };
    let third = "  third: # page:5\n    get: /c\n    errors: {tables: [new]}\ntables:\n";
    let wanted = format!(
        "{}    A2: {{name: Two, message: two}} # page:2\n  new: # page:3\n    A1: {{message: eins}} # page:4\n",
        old.replace("tables:\n", third)
    );
    let changes = ["Added endpoint third: GET /c", "Added row A2 of old: two", "Added table new: 1 codes"];
    check(&old, &page, &wanted, &changes);
}

#[test]
fn a_page_of_another_part_takes_nothing_away() {
    let old = format!(
        "# Drafted from a.md. What is marked `# ?` is a guess.\n{HEAD}errors:\n  A1: {{name: One, message: one}}\n  A2: {{name: Two, message: two}}\n  A3: {{name: Three, message: three}}\n"
    );
    let page =
        sheet(vec![code("A1", at(row("", "one", ""), 4)), code("A4", at(row("Four", "four", ""), 12))]);
    let wanted = old.replace("  A2: ", "  A4: {name: Four, message: four} # page.txt:12\n  A2: ");
    check(&old, &page, &wanted, &["Added row A4: four"]);
}

#[test]
fn a_table_comes_with_its_endpoint() {
    let old = format!("{HEAD}endpoints: {{}}\n");
    let mut page = sheet(Vec::new());
    let codes = vec![code("A1", at(row("", "one", ""), 4))];
    page.tables = vec![(Noted::plain(String::from("alone")), codes)];
    check(
        &old,
        &page,
        &old,
        &["Differs table alone: on the page for an endpoint that the spec has; add it by hand to both"],
    );
}
