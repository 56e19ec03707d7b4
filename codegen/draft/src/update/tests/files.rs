//! Specs that are not edited, or not in every file.

use super::{run, said};
use crate::sheet::{Noted, Sheet, ty};
use crate::update::{Old, update};
use crate::write::tests::{at, code, endpoint, member, page, param, row, structure};
use stubwright_spec::ast::{BodyKind, Method};
use stubwright_spec::diag::{Code, Diagnostics};

fn sheet() -> Sheet {
    let mut call = endpoint("start", Method::Post, "/start");
    call.request = Some(BodyKind::Json(ty::name("Start")));
    let fields = vec![Noted::plain(member("a", "string", "")), Noted::plain(member("b", "string", ""))];
    Sheet {
        pages: vec![String::from("page.md")],
        errors: vec![code("A1", at(row("", "eins", ""), 1)), code("A2", at(row("Two", "zwei", ""), 2))],
        endpoints: vec![Noted::plain(call)],
        types: vec![Noted::plain(structure("Start", fields))],
        ..Sheet::default()
    }
}

const HEAD: &str = "stubwright: 1\napi: shop\nenvelope: {success: {code: 0}, code: code}\n";

#[test]
fn only_the_main_file_is_edited() {
    let main = format!("{HEAD}include: [more.yaml]\nendpoints:\n  start: {{post: /start, request: Begin}}\n");
    let more = "errors:\n  A1: {name: One, message: one}\ntypes:\n  Begin: {a: string}\n";
    let mut load = |_: &str| Ok(more.as_bytes().to_vec());
    let old = Old { name: "spec.yaml", bytes: main.as_bytes() };
    let update = update(&old, &mut load, &sheet(), (page(), Diagnostics::default()));
    assert!(update.diagnostics.is_empty(), "{:?}", update.diagnostics);
    let wanted = format!("{main}\nerrors:\n  A2: {{name: Two, message: zwei}} # page:2\n");
    assert_eq!(update.text, wanted);
    assert_eq!(
        said(&update.changes),
        [
            "Differs row A1: the page says message: eins; it is in an included file, which is not edited",
            "Differs field Begin.b: on the page as `string`, and cannot be inserted here",
            "Added row A2: zwei",
        ]
    );
}

#[test]
fn pasted_tables_are_the_vendors() {
    let old = format!(
        "{HEAD}errors:\n  table: |\n    | code | message |\n    |---|---|\n    | A1 | one |\n  columns: [code, message]\n  rows: {{A1: {{name: One}}}}\n"
    );
    let update = run(&old, &Sheet { endpoints: Vec::new(), ..sheet() });
    assert_eq!(update.text, old);
    assert_eq!(
        said(&update.changes),
        [
            "Differs row A2: on the page, and not in the pasted table",
            "Differs row A1: the page says message: eins; it is in the pasted table, which is not edited",
        ]
    );
}

#[test]
fn what_cannot_be_read_is_left() {
    for (name, old) in [
        ("spec.yaml", "stubwright: 1\napi: {\n"),
        ("spec.yaml", ""),
        ("spec.yaml", "- a\n"),
        ("spec.json", "{\"stubwright\": \"1\", \"api\": \"shop\"}"),
    ] {
        let mut load = |_: &str| Err(String::new());
        let update = update(
            &Old { name, bytes: old.as_bytes() },
            &mut load,
            &sheet(),
            (page(), Diagnostics::default()),
        );
        assert!(update.diagnostics.has(Code::CannotUpdate), "{old}");
        assert_eq!((update.text.as_str(), update.changes.len()), (old, 0));
    }
}

#[test]
fn a_new_error_takes_everything_back() {
    let old = format!("{HEAD}errors:\n  A1: {{name: One, message: one}}\nendpoints: {{}}\n");
    let mut broken = sheet();
    broken.endpoints = vec![Noted::plain(endpoint("start", Method::Post, "no path"))];
    let update = run(&old, &broken);
    assert!(update.diagnostics.has(Code::CannotUpdate));
    assert_eq!(update.text, old);
    assert!(!update.changes.is_empty());
}

#[test]
fn aliases_are_not_edited() {
    let old = format!(
        "{HEAD}errors:\n  A0: &row {{name: One, message: one}}\n  A1: *row\nendpoints:\n  start: {{post: /start, request: Start}}\ntypes:\n  Start: &fields\n    a: string\n  Other: *fields\n"
    );
    let update = run(&old, &sheet());
    let text = &update.text;
    assert!(text.contains("  A0: &row {name: One, message: one}\n  A1: *row\n"), "{text}");
}

/// Between brackets the braces of a path need quotes.
#[test]
fn an_endpoint_goes_between_brackets() {
    let old = "stubwright: 1\napi: shop\nendpoints: {start: {post: /start, request: Begin}}\ntypes:\n  Begin: {a: string, b: string}\n";
    let mut sheet = Sheet { errors: Vec::new(), ..sheet() };
    let mut stop = endpoint("stop", Method::Post, "/start/{id}/stop");
    stop.params = vec![Noted::plain(param("id", "string", ""))];
    sheet.endpoints.push(Noted::plain(stop));
    let update = run(old, &sheet);
    assert!(update.diagnostics.is_empty(), "{:?}", update.diagnostics);
    let wanted = "stop: {post: \"/start/{id}/stop\", params: {id: string}}";
    assert!(update.text.contains(wanted), "{}", update.text);
}

#[test]
fn what_a_row_allows_is_not_found_on_its_page() {
    let page = "| Error code | Message | Solution |\n|---|---|---|\n| 500 | Busy, please try again later | Contact support |\n| 400 | Bad request | Contact support |\n";
    let found = |spec: &str, page: &str| -> Vec<String> {
        let mut load = |_: &str| Err(String::from("nothing is included"));
        let pages = [crate::Input { name: "page.md", bytes: page.as_bytes() }];
        let now = std::time::SystemTime::UNIX_EPOCH;
        let update = crate::update("spec.yaml", spec.as_bytes(), &mut load, &pages, now);
        update.diagnostics.sorted().iter().map(|found| format!("{} {}", found.code, found.message)).collect()
    };
    let spec = |head: &str, allow: &str| {
        format!(
            "stubwright: 1\napi: shop\n{head}errors:\n  \"500\": {{name: Busy, message: busy{allow}}}\n  \"400\": {{name: Bad, message: bad}}\n"
        )
    };
    let like = |code: &str| format!("SW0418 the code {code} looks like an HTTP status");
    let all = found(&spec("", ""), page);
    assert!(all.len() == 3 && all[0].starts_with("SW0417 "), "{all:?}");
    assert_eq!(all[1..], [like("500"), like("400")]);
    assert_eq!(found(&spec("", ", allow: [SW0418]"), page), [all[0].clone(), like("400")]);
    assert_eq!(found(&spec("", ", allow: [SW0417, SW0418]"), page), [like("400")]);
    assert_eq!(found(&spec("allow: [SW0418]\n", ""), page), [all[0].clone()]);
    // Of many such codes there is one finding, for as long as one of them is open.
    let many = format!("{page}| 401 | Who | - |\n| 403 | No | - |\n");
    let one = found(&spec("", ", allow: [SW0417, SW0418]"), &many);
    assert_eq!(one, ["SW0418 the codes 500, 400 and 2 more look like HTTP statuses"]);
}
