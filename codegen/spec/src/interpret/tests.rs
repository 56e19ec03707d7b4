//! The interpreter reads what clients read, by the table of `spec/format.md` that the runtime is held against too.

use super::{Answer, Failure, Request, Response, Standard, answer, decode, json, refusals};
use crate::Spec;
use crate::model::{Api, Direction, EndpointId, TypeKind};

fn spec(text: &str) -> Api {
    let (reading, spec) = crate::inspect("x.yaml", text.as_bytes());
    assert!(
        !reading.diagnostics.has_errors(),
        "{}",
        crate::diag::render::short(&reading.diagnostics, &reading.sources)
    );
    let Spec { api, .. } = spec.expect("a spec");
    api
}

/// The fields for the values in the rows of the table.
const FIELDS: &[(&str, &str)] = &[
    ("string", "v: string"),
    ("string?", "v?: string"),
    ("bool", "v: bool"),
    ("bool as int", "v: {type: bool, as: int}"),
    ("bool?", "v?: bool"),
    ("i64", "v: i64"),
    ("i64 as string", "v: {type: i64, as: string}"),
    ("i64?", "v?: i64"),
    ("f64", "v: f64"),
    ("f64?", "v?: f64"),
    ("decimal", "v: decimal"),
    ("decimal as number", "v: {type: decimal, as: number}"),
    ("decimal?", "v?: decimal"),
    ("date", "v: date"),
    ("date as compact", "v: {type: date, as: compact}"),
    ("date as slashed", "v: {type: date, as: slashed}"),
    ("date?", "v?: date"),
    ("datetime", "v: datetime"),
    ("datetime as compact", "v: {type: datetime, as: compact}"),
    ("datetime as slashed", "v: {type: datetime, as: slashed}"),
    ("datetime?", "v?: datetime"),
    ("datetime as unix", "v: {type: datetime, as: unix}"),
    ("datetime as unix?", "v?: {type: datetime, as: unix}"),
    ("url?", "v?: url"),
    ("bytes", "v: bytes"),
    ("enum", "v: Style"),
    ("enum as int", "v: Size"),
    ("[i64]", "v: [i64]"),
    ("[i64]?", "v?: [i64]"),
    ("{i64}", "v: '{i64}'"),
    ("{i64}?", "v?: '{i64}'"),
    ("a struct without required fields", "v: Loose"),
    ("a struct with required fields", "v: Strict"),
    ("a struct with required fields?", "v?: Strict"),
];

fn reads(field: &str, value: &str) -> Result<(), String> {
    let api = spec(&format!(
        "stubwright: 1\napi: x\nendpoints: {{e: {{get: /e, response: Whole}}}}\ntypes:\n  Whole:\n    {field}\n  \
         Style: {{enum: [ink, stamp]}}\n  Size: {{as: int, enum: {{Small: 1}}}}\n  \
         Loose: {{note?: string}}\n  Strict: {{id: i64}}\n"
    ));
    let ty = api.endpoints.iter().next().and_then(|endpoint| endpoint.response_type()).expect("a response");
    let value = json(&format!("{{\"v\": {value}}}")).expect(value);
    let read = decode(&api, ty, &value, Some(Direction::Received), Standard::Client);
    read.map_err(|found| format!("{}: {}", found.path, found.message))
}

#[test]
fn every_row_of_the_table() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/format.md"));
    let Ok(page) = page else {
        println!("skipped: the specification of the format is not beside this crate");
        return;
    };
    let section = page.split("\n## ").find(|part| part.starts_with("What is read\n")).expect("the section");
    let mut rows = 0;
    for row in section.lines().filter(|line| line.starts_with('|')).skip(2) {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [name, read, refused] = cells[..] else { panic!("{row}") };
        let name = name.replace('`', "");
        let (_, field) = FIELDS.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("{name}"));
        for pair in read.split(", `") {
            let (value, _) = pair.split_once(" → ").expect(pair);
            assert_eq!(reads(field, value.trim_matches('`')), Ok(()), "`{name}` reads {value}");
        }
        for value in refused.split('`').skip(1).step_by(2) {
            let found = reads(field, value).expect_err(&format!("`{name}` reads {value}"));
            assert!(found.starts_with('v'), "`{name}`, {value}: {found}");
        }
        rows += 1;
    }
    assert_eq!(rows, FIELDS.len());
}

#[test]
fn a_mismatch_names_its_place() {
    let api = spec(
        "stubwright: 1\napi: x\nendpoints: {e: {post: /e, request: Order}}\ntypes:\n  \
         Order: {lines: [Line], kind?: Kind, note?: 'string(..=3)'}\n  Line: {sku: string, count: i32}\n  Kind: {enum: [a, b]}\n",
    );
    let ty = api.endpoints.iter().next().and_then(|endpoint| endpoint.request_type()).expect("a request");
    let found = |standard, text: &str| {
        let value = json(text).expect(text);
        let read = decode(&api, ty, &value, Some(Direction::Sent), standard);
        read.err().map(|found| (found.path, found.kind))
    };
    use super::MismatchKind::{Kind, Missing, Range, Unlisted};
    let place = |path: &str, kind| Some((path.to_owned(), kind));
    let client = |text| found(Standard::Client, text);
    let declared = |text| found(Standard::Declared, text);
    assert_eq!(
        client(r#"{"lines": [{"sku": "a", "count": 1}, {"sku": "b"}]}"#),
        place("lines[1].count", Missing)
    );
    assert_eq!(client(r#"{"lines": [{"sku": [], "count": 1}]}"#), place("lines[0].sku", Kind));
    assert_eq!(client(r#"{"lines": [], "kind": "c", "note": "long", "other": 1}"#), None);
    assert_eq!(declared(r#"{"lines": [], "kind": "c"}"#), place("kind", Unlisted));
    assert_eq!(declared(r#"{"lines": [], "note": "long"}"#), place("note", Range));
    assert_eq!(declared(r#"{"lines": [], "kind": "b", "note": "abc", "other": 1}"#), None);
}

/// Envelopes, statuses and bodies, and what is read.
const ANSWERS: &[(&str, u16, &str, &str)] = &[
    (
        "{success: {code: 0}, code: code, message: msg, data: data}",
        200,
        r#"{"code": "0", "data": [1]}"#,
        "success [1]",
    ),
    (
        "{success: {code: 0}, code: code, message: msg, data: data}",
        200,
        r#"{"code": 7, "msg": "gone"}"#,
        "7 gone",
    ),
    ("{success: {code: 0}, code: code, message: msg, data: data}", 502, r#"{"code": 7}"#, "7 "),
    ("{success: {code: 0}, code: code, data: .}", 200, r#"{"msg": "no code"}"#, "neither"),
    (
        "{success: {http: 2xx, error: absent}, code: error.code, data: .}",
        200,
        r#"{"letter": "L-7"}"#,
        "success {letter}",
    ),
    (
        "{success: {http: 2xx, error: absent}, code: error.code, data: .}",
        200,
        r#"{"error": {"code": 7}}"#,
        "7 ",
    ),
    (
        "{success: {http: 2xx, error: absent}, code: error.code, data: .}",
        400,
        r#"{"error": {"code": 7}}"#,
        "7 ",
    ),
    ("{success: {error.code: 7000}, code: error.code, data: .}", 200, r#"{"letter": "L-7"}"#, "neither"),
    ("{success: {code: absent}, code: code, message: msg, data: .}", 200, r#"{"id": 1}"#, "success {id}"),
    (
        "{success: {code: absent}, code: code, message: msg, data: .}",
        200,
        r#"{"code": -31, "msg": "no"}"#,
        "-31 no",
    ),
    (
        "{success: {ok: true}, code: code, root: '*_response', data: x}",
        200,
        r#"{"a_response": {"ok": true, "x": [2]}}"#,
        "success [2]",
    ),
    (
        "{success: {ok: true}, code: [sub, code], data: .}",
        200,
        r#"{"ok": false, "sub": "", "code": 7}"#,
        "7 ",
    ),
];

#[test]
fn an_envelope_tells_success_from_failure() {
    let api = |envelope: &str| {
        spec(&format!(
            "stubwright: 1\napi: x\nenvelope: {envelope}\nerrors: {{7: {{name: Gone}}}}\n\
             endpoints: {{e: {{get: /e, response: any}}}}\n"
        ))
    };
    for (envelope, status, body, want) in ANSWERS {
        let api = api(envelope);
        let body = json(body).expect(body);
        let found = match answer(api.envelope.as_ref(), &Response::new(*status, &body)) {
            Answer::Neither => String::from("neither"),
            Answer::Failure(Failure { code, message, .. }) => {
                format!("{} {}", code.unwrap_or_default(), message.unwrap_or_default())
            }
            Answer::Success { data } => match data.map(|data| &data.kind) {
                Some(crate::model::SampleKind::List(items)) => {
                    format!("success [{}]", items.iter().filter_map(|item| item.text()).collect::<String>())
                }
                Some(crate::model::SampleKind::Map(entries)) => {
                    format!("success {{{}}}", entries.iter().map(|(key, _)| key.as_str()).collect::<String>())
                }
                other => format!("success {other:?}"),
            },
        };
        assert_eq!(found, *want, "{envelope} {status}");
    }
}

#[test]
fn a_refusal_names_its_row_and_the_values() {
    let api = spec(
        "stubwright: 1\napi: x\nenvelope: {success: {ok: true}, code: code}\nerrors:\n  \
         e1: {name: A, check: {one_of: {kind: [a, b]}}}\n  \
         e2: {name: B, check: {range: {'lines[*].count': {max: 9}}}}\n  \
         e3: {name: C, check: {present: page}}\n\
         endpoints: {e: {post: /e, params: {page?: i32}, request: Order}}\ntypes:\n  \
         Order: {kind?: string, lines?: [Line]}\n  Line: {count: i64}\n",
    );
    assert!(matches!(api.types.iter().next().map(|def| &def.kind), Some(TypeKind::Struct(_))));
    let text = r#"{"kind": "c", "lines": [{"count": "9"}, {"count": 1e1}]}"#;
    let body = json(text).expect("JSON");
    let found = refusals(&api, EndpointId(0), &Request { params: Vec::new(), body: Some(&body) });
    let shown: Vec<(&str, Vec<&str>)> = found
        .iter()
        .map(|refusal| {
            let places = refusal.places.iter().map(|span| &text[span.start as usize..span.end as usize]);
            (api.errors[refusal.check.row].code.as_str(), places.collect())
        })
        .collect();
    assert_eq!(shown, [("e1", vec!["\"c\""]), ("e2", vec!["1e1"]), ("e3", vec![])]);
    let (page, body) = (json("[1]").expect("JSON"), json(r#"{"kind": " b", "lines": null}"#).expect("JSON"));
    let crate::model::SampleKind::List(items) = &page.kind else { panic!("{page:?}") };
    let request = Request { params: vec![("page", &items[0])], body: Some(&body) };
    assert_eq!(refusals(&api, EndpointId(0), &request).len(), 0);
}
