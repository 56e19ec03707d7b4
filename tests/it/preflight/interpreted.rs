//! A second opinion: the interpreter of the model refuses what the generated checks refuse, by the same rows.

use std::sync::OnceLock;

use serde_json::{Value, json};
use stubwright_spec::interpret::{self, Request, Standard};
use stubwright_spec::model::{Api, Direction};

use super::breaking::BREAKS;
use super::{found, kept};

/// Rows that depend on the time of the call, on facts or on a function of the caller: the model alone can't decide them.
const UNKNOWN: [&str; 3] = ["fact", "time", "custom"];

fn api() -> &'static Api {
    static API: OnceLock<Api> = OnceLock::new();
    API.get_or_init(|| {
        let text = include_bytes!("../../cases/ok/preflight/spec.yaml");
        stubwright_spec::inspect("spec.yaml", text).1.expect("a spec").api
    })
}

/// The codes of the rows that the interpreter finds broken.
fn interpreted(request: &Value) -> Vec<String> {
    let api = api();
    let (id, endpoint) = api.endpoints.enumerate().next().expect("an endpoint");
    let body = interpret::json(&request.to_string()).expect("JSON");
    let ty = endpoint.request_type().expect("a request");
    let read = interpret::decode(api, ty, &body, Some(Direction::Sent), Standard::Client);
    assert_eq!(read, Ok(()), "{request}");
    let refusals = interpret::refusals(api, id, &Request { params: Vec::new(), body: Some(&body) });
    refusals.iter().map(|refusal| api.errors[refusal.check.row].code.value.clone()).collect()
}

fn codes(request: &Value) -> Vec<String> {
    found(request).into_iter().map(|(code, _)| code).collect()
}

#[test]
fn each_broken_rule_is_refused_by_its_row_alone() {
    let mut agreed = 0;
    for (row, breaks) in BREAKS {
        for (pick, count) in (0..6).zip([2, 3, 40].into_iter().cycle()) {
            let mut request = kept(count);
            assert_eq!(interpreted(&request), Vec::<String>::new(), "{count}");
            breaks(&mut request, pick, count);
            // An offset, which the interpreter doesn't know, decides about times that are hours apart.
            match *row {
                "fixed" => request["opened"] = json!(1_500_000_000_000_i64),
                "compare_times" => request["end"] = json!(1_732_000_000),
                "span" => request["end"] = json!(1_739_000_000),
                _ => {}
            }
            assert_eq!(codes(&request), [*row], "{pick} of {count}");
            let wanted: &[&str] = if UNKNOWN.contains(row) { &[] } else { &[row] };
            assert_eq!(interpreted(&request), wanted, "{row}: {pick} of {count}");
            agreed += wanted.len();
        }
    }
    assert_eq!(agreed, 6 * (BREAKS.len() - UNKNOWN.len()));
}

#[test]
fn what_is_close_to_a_limit_is_decided_alike() {
    let changes: &[(&str, Value)] = &[
        ("site", json!("http://a")),
        ("site", json!(" https://a ")),
        ("site", json!("https:///a")),
        ("mail", json!("a@b@c")),
        ("birthday", json!("令和元年12月31日")),
        ("birthday", json!("20001231")),
        ("birthday", json!("31/12/2000")),
        ("birthday", json!("x 2000-12-31")),
        ("phone", json!(" 0123 ")),
        ("phone", json!("０１２")),
        ("title", json!("  八个字的标题是长  ")),
        ("title", json!("   ")),
        ("memo", json!(" 合同合同 ")),
        ("channel", json!(" SMS ")),
        ("channel", json!("")),
        ("advert", json!("[ad] x")),
        ("amount", json!(0.01)),
        ("amount", json!("50000.00")),
        ("weight", json!("30.50")),
        ("zip", json!(" 100000 ")),
        ("tags", json!(null)),
        ("tags", json!(["", "", ""])),
        ("card", json!("")),
        ("card", json!("  ")),
        ("coupon", json!("  ")),
        ("couponOwner", json!("  ")),
        ("remark", json!("")),
        ("kind", json!("1")),
        (
            "docs",
            json!([{"code": "a", "file": "https://a.b/c.exe?x=.pdf"}, {"code": "b", "file": "https://a.b/c.exe"}]),
        ),
        ("docs", json!([{"code": "a", "file": "C:\\a\\B.PDF"}, {"code": "b", "file": "a.pdf/b"}])),
        ("numbers", json!([1, "1"])),
        ("lines", json!([{"name": "n", "sku": "a", "count": 1}, {"name": " ", "sku": "A", "count": 99}])),
        ("groups", json!([{"members": []}])),
    ];
    for (name, value) in changes {
        let mut request = kept(2);
        request[*name] = value.clone();
        let wanted: Vec<String> =
            codes(&request).into_iter().filter(|code| !UNKNOWN.contains(&code.as_str())).collect();
        assert_eq!(interpreted(&request), wanted, "{name}: {value}");
    }
}
