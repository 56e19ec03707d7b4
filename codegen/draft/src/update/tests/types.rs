//! Endpoints, fields, values and types.

#![allow(clippy::too_many_lines, reason = "a sheet says much")]

use super::{check, run};
use crate::sheet::{Endpoint, Envelope, Noted, Outcome, Sheet, Type, WHOLE, body_path, ty};
use crate::write::tests::{at, endpoint, enumeration, expr, guess, member, param, structure, variant};
use stubwright_spec::ast::{BodyKind, Method, Source};

fn call(name: &str, path: &str, request: &str, response: &str) -> Endpoint {
    let mut call = endpoint(name, Method::Post, path);
    call.request = Some(BodyKind::Json(ty::name(request)));
    call.response = Some(Noted::plain(expr(response)));
    call
}

fn values(name: &str, values: &[&str]) -> Noted<Type> {
    let values = values.iter().map(|value| variant(None, value, None)).collect();
    Noted::plain(enumeration(name, values))
}

pub(super) const OLD: &str = "stubwright: 1
api: shop
endpoints:
  sign: # renamed by hand
    post: /contract/start
    doc: Start it
    request: Order
    response: Started

types:
  Order:
    doc: by hand
    struct:
      signers: {type: [Party], doc: who signs} # all of them
      # the kind
      kind: Kind

  Party: {name: string, label?: string} # short

  Kind: {enum: [A, B]}

  Started:
    id: i64
    old?: string
";

pub(super) fn sheet() -> Sheet {
    let mut start = call("start_contract", "/contract/start", "Start", "StartResult");
    start.params = vec![at(param("dry?", "bool", "only try"), 5)];
    Sheet {
        pages: vec![String::from("page.md")],
        endpoints: vec![at(start, 3), at(call("stop", "/contract/stop", "Started", "Signer"), 9)],
        types: vec![
            Noted::plain(structure(
                "Start",
                vec![
                    at(member("title", "string(..=50)", "what it is called"), 11),
                    at(member("signers", "[Signer]", "who signs it"), 12),
                    at(member("copies?", "{Copy}", ""), 13),
                    Noted::plain(member("kind?", "Kind", "")),
                ],
            )),
            Noted::plain(structure(
                "Signer",
                vec![
                    Noted::plain(member("name", "string | null", "")),
                    guess(member("mobile", "string", ""), "by its name", Some(14)),
                    Noted::plain(member("label?", "string", "")),
                ],
            )),
            values("Kind", &["A", "C"]),
            Noted::plain(structure("StartResult", vec![Noted::plain(member("id", "i64", ""))])),
            Noted::plain(structure("Copy", vec![Noted::plain(member("to", "[Place]", ""))])),
            at(structure("Place", vec![Noted::plain(member("zip", "string", ""))]), 15),
            Noted::plain(structure("Started", vec![Noted::plain(member("at", "Kind", ""))])),
        ],
        ..Sheet::default()
    }
}

#[test]
fn everything_finds_its_place() {
    let wanted = "stubwright: 1
api: shop
endpoints:
  sign: # renamed by hand
    post: /contract/start
    doc: Start it
    params:
      dry?: {type: bool, doc: only try} # page:5
    request: Order
    response: Started
  stop: # page:9
    post: /contract/stop
    request: Started2
    response: Party

types:
  Order:
    doc: by hand
    struct:
      title: {type: string(..=50), doc: what it is called} # page:11
      signers: {type: [Party], doc: who signs it} # all of them
      copies?: \"{Copy}\" # page:13
      # the kind
      kind: Kind

  Party: {name: string, mobile: string, label?: string} # short

  Kind: {enum: [A, B, C]}

  Started:
    id: i64
    old?: string

  Copy:
    to: [Place]

  Place: # page:15
    zip: string

  Started2:
    at: Kind
";
    let gone = "not on the page any more; mark it `deprecated: true`, or remove it";
    let changes = [
        String::from("Added parameter dry of sign: bool"),
        String::from("Added endpoint stop: POST /contract/stop"),
        String::from("Added field Order.title: string(..=50)"),
        String::from("Changed field Order.signers: doc: who signs → who signs it"),
        String::from("Added field Order.copies: {Copy}"),
        String::from("Differs field Order.kind: optional on the page, required here"),
        String::from("Differs field Party.name: the page says `string | null`, the spec `string`"),
        String::from("Added field Party.mobile: string"),
        format!("Gone value B of Kind: {gone}"),
        String::from("Added value C of Kind: "),
        format!("Gone field Started.old: {gone}"),
        String::from("Added type Copy: "),
        String::from("Added type Place: "),
        String::from("Added type Started2: "),
    ];
    let changes: Vec<&str> = changes.iter().map(String::as_str).collect();
    check(OLD, &sheet(), wanted, &changes);
}

#[test]
fn aliases_and_generic_types_are_looked_through() {
    let old = "stubwright: 1
api: shop
endpoints:
  list: {get: /a, response: Page<Book>}
types:
  Page<T>: {list: Items, total: i32}
  Items: [Volume]
  Volume: Book
  Book:
    id: i64
";
    let mut list = endpoint("list_books", Method::Get, "/a");
    list.response = Some(Noted::plain(expr("BookPage")));
    let page = Sheet {
        pages: vec![String::from("page.md")],
        endpoints: vec![Noted::plain(list.clone())],
        types: vec![Noted::plain(structure("BookPage", vec![]))],
        ..Sheet::default()
    };
    check(old, &page, old, &["Differs endpoint list: its request or response has another type on the page"]);

    list.response = Some(Noted::plain(expr("Paged<Title>")));
    let page = Sheet {
        endpoints: vec![Noted::plain(list)],
        types: vec![
            Noted::plain(structure(
                "Paged<T>",
                vec![
                    Noted::plain(member("list", "[Title]", "")),
                    Noted::plain(member("total", "i32", "")),
                    Noted::plain(member("first?", "T", "")),
                ],
            )),
            Noted::plain(structure(
                "Title",
                vec![Noted::plain(member("id", "i64", "")), Noted::plain(member("isbn", "string", ""))],
            )),
        ],
        ..page
    };
    let wanted = old
        .replace("total: i32}", "total: i32, first?: T}")
        .replace("    id: i64\n", "    id: i64\n    isbn: string\n");
    check(old, &page, &wanted, &["Added field Page.first: T", "Added field Book.isbn: string"]);
}

#[test]
fn what_a_sample_shows_is_no_difference_where_the_spec_says_more() {
    let old = "stubwright: 1
api: shop
endpoints:
  start:
    post: /start
    request: Start

types:
  Start:
    kind: Kind
    count: i32(..=9)
    at: datetime
    list: [string]

  Kind: {enum: [A, B]}
";
    let start = Endpoint { response: None, ..call("start", "/start", "Start", "Start") };
    let fields = |kind: &str| {
        vec![
            Noted::plain(member("kind", kind, "")),
            Noted::plain(member("count", "i64", "")),
            Noted::plain(member("at", "string", "")),
            Noted::plain(member("list", "[any]", "")),
        ]
    };
    let sheet = |kind: &str| Sheet {
        pages: vec![String::from("page.md")],
        endpoints: vec![at(start.clone(), 3)],
        types: vec![Noted::plain(structure("Start", fields(kind)))],
        ..Sheet::default()
    };
    check(old, &sheet("string"), old, &[]);
    check(old, &sheet("i32"), old, &["Differs field Start.kind: the page says `i32`, the spec `Kind`"]);
}

#[test]
fn a_new_endpoint_brings_its_envelope() {
    let mut new = endpoint("fire", Method::Post, "/fire");
    new.envelope = Some(Noted::guess(String::from(WHOLE), "its payload is beside the code", None));
    let body = |key: &str| body_path(&[key.to_owned()]);
    let envelope = Envelope {
        success: Noted::plain(vec![(Source::Body(body("code").value), Outcome::Plain(String::from("0")))]),
        code: Noted::plain(vec![body("code")]),
        data: Some(Noted::plain(body("data"))),
        ..Envelope::default()
    };
    let page = Sheet {
        pages: vec![String::from("page.md")],
        envelope: Some(envelope),
        endpoints: vec![Noted::plain(new)],
        ..Sheet::default()
    };
    let head = "stubwright: 1\napi: shop\nenvelope: {success: {code: 0}, code: code, data: data}\n";
    let call =
        "endpoints:\n  fire:\n    post: /fire\n    envelope: whole # ? its payload is beside the code\n";
    let update = run(head, &page);
    assert!(
        update.text.contains("envelopes:\n  whole:\n    success: {code: 0}\n    code: code\n    data: .\n"),
        "{}",
        update.text
    );
    assert!(update.text.contains(call), "{}", update.text);
    let again = run(&update.text, &page);
    assert_eq!(again.text, update.text);
}
