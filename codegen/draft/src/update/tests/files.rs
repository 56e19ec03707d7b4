//! Specs that are not edited, or not in every file.

use super::{run, said};
use crate::sheet::{Noted, Sheet, ty};
use crate::update::{Old, update};
use crate::write::tests::{at, code, endpoint, member, page, param, row, structure};
use stubwright_spec::ast::{BodyKind, Method};
use stubwright_spec::diag::Code;

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
    let update = update(&old, &mut load, &sheet(), page());
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
        let update = update(&Old { name, bytes: old.as_bytes() }, &mut load, &sheet(), page());
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
