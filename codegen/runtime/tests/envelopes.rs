//! Envelopes of real platforms, and what must be made of their responses: ours below, and, where the checkout has it, the
//! list that the design is measured by.

use std::error::Error as StdError;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use bytes::Bytes;
use serde_yaml::{Mapping, Value};
use stubwright_runtime::v1::{self as rt, Endpoint, Envelope, Expect, Json, Source, Step, Test};

/// A table without rows: every code is unrecognised.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
enum NoCode {
    Unrecognized,
}

static ROWS: [rt::ErrorInfo; 0] = [];
static BY_CODE: [u16; 0] = [];
rt::error_codes! { NoCode, ROWS, BY_CODE, [] }

type Outcome<T> = Result<T, Box<dyn StdError>>;

/// For test data that lives as long as the test.
fn forever<T>(items: Vec<T>) -> &'static [T] {
    Vec::leak(items)
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

fn word(text: &str) -> &'static str {
    String::leak(text.to_owned())
}

fn steps(path: &str) -> &'static [Step] {
    let step = |part: &str| match part.parse::<usize>() {
        Ok(index) => Step::Index(index),
        Err(_) => part.strip_prefix('*').map_or(Step::Key(word(part)), |suffix| Step::Suffix(word(suffix))),
    };
    if path == "." { &[] } else { forever(path.split('.').map(step).collect()) }
}

fn source(path: &str) -> Source {
    match path.strip_prefix("header:") {
        Some(name) => Source::Header(word(name)),
        None if path == "http" => Source::Http,
        None => Source::Body(steps(path)),
    }
}

/// One text or a list of them.
fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Sequence(items)) => items.iter().filter_map(text_of).collect(),
        Some(value) => text_of(value).into_iter().collect(),
        None => Vec::new(),
    }
}

fn sources(value: Option<&Value>) -> &'static [Source] {
    forever(texts(value).iter().map(|path| source(path)).collect())
}

fn expect(path: &str, text: &str) -> Expect {
    match (path, text) {
        ("http", class) if class.ends_with("xx") => Expect::HttpClass(class[..1].parse().unwrap_or(0)),
        (_, "absent") => Expect::Absent,
        (_, "empty") => Expect::Empty,
        (_, "present") => Expect::Present,
        _ => Expect::Text(word(text)),
    }
}

fn envelope(spec: &Value) -> Envelope {
    let success = spec["success"].as_mapping().into_iter().flatten();
    let tests = success.map(|(path, expected)| {
        let path = path.as_str().unwrap_or_default();
        Test::new(
            source(path),
            forever(texts(Some(expected)).iter().map(|text| expect(path, text)).collect()),
        )
    });
    let data: Vec<&'static [Step]> = texts(spec.get("data")).iter().map(|path| steps(path)).collect();
    let path = |key: &str| spec.get(key).and_then(Value::as_str).map(steps);
    let envelope = Envelope::new()
        .root(path("root").unwrap_or_default())
        .success(forever(tests.collect()))
        .code(sources(spec.get("code")))
        .sub_code(sources(spec.get("sub_code")))
        .message(sources(spec.get("message")))
        .data(forever(data))
        .trace(sources(spec.get("trace")))
        .retry_after(sources(spec.get("retry_after")));
    match path("details") {
        Some(path) => envelope.details(path),
        None => envelope,
    }
}

fn endpoint(spec: &Value) -> &'static Endpoint {
    let envelope: &'static Envelope = Box::leak(Box::new(envelope(spec)));
    Box::leak(Box::new(Endpoint::new("call", "POST", "/").envelope(envelope)))
}

fn response(case: &Value) -> Outcome<http::Response<Bytes>> {
    let body = match &case["body"] {
        Value::String(raw) => raw.clone(),
        tree => serde_json::to_string(tree)?,
    };
    let mut response = http::Response::builder().status(u16::try_from(case["http"].as_u64().unwrap_or(200))?);
    for (name, value) in case["headers"].as_mapping().unwrap_or(&Mapping::new()) {
        response = response.header(name.as_str().unwrap_or(""), text_of(value).unwrap_or_default());
    }
    Ok(response.body(body.into())?)
}

/// Compares one fact when the case states it.
fn same(case: &Value, key: &str, found: Option<String>, wrong: &mut Vec<String>) {
    let want = case.get(key).map(text_of);
    if want.as_ref().is_some_and(|want| *want != found) {
        wrong.push(format!("{key}: want {:?}, found {found:?}", want.flatten()));
    }
}

/// Returns the mistakes in reading one case, into a type that is read in one pass and one that is read in two.
fn check(endpoint: &'static Endpoint, case: &Value) -> Outcome<Vec<String>> {
    let mut wrong = Vec::new();
    let read = rt::read_response::<Json, NoCode>(endpoint, response(case)?);
    let again = rt::read_response::<Option<Json>, NoCode>(endpoint, response(case)?);
    match (&read, &again) {
        (Ok(one), Ok(two)) => {
            same(case, "trace", two.trace_id().map(str::to_owned), &mut wrong);
            if one.trace_id() != two.trace_id() {
                wrong.push(format!("one pass found the trace {:?}", one.trace_id()));
            }
            if two.payload().as_ref().is_some_and(|payload| payload != one.payload()) {
                wrong.push(format!("payloads differ: {:?} and {:?}", one.payload(), two.payload()));
            }
        }
        (Err(one), Err(two)) if one.to_string() == two.to_string() => {}
        _ => wrong.push(format!("one pass says {read:?}, two say {again:?}")),
    }
    let kind = match &read {
        Ok(_) => "ok",
        Err(error) if error.is_api() => "api",
        Err(error) if error.is_decode() => "decode",
        Err(_) => "http",
    };
    let wanted =
        if case["ok"].as_bool() == Some(true) { "ok" } else { case["kind"].as_str().unwrap_or("api") };
    if kind != wanted {
        wrong.push(format!("want {wanted}, found {kind}: {read:?}"));
    }
    if let Err(error) = read {
        let own = |text: Option<&str>| text.map(str::to_owned);
        same(case, "code", own(error.code()), &mut wrong);
        same(case, "sub_code", own(error.sub_code()), &mut wrong);
        same(case, "message", own(error.message()), &mut wrong);
        same(case, "trace", own(error.trace_id()), &mut wrong);
        same(case, "details", error.details().map(|details| details.len().to_string()), &mut wrong);
        same(case, "retry_after", error.retry_after().map(|wait| wait.as_secs().to_string()), &mut wrong);
        same(case, "display", Some(error.to_string()), &mut wrong);
    }
    Ok(wrong)
}

/// Runs all cases of all platforms; gives how many there were.
fn run(platforms: &str) -> Outcome<(usize, usize)> {
    let platforms: Vec<Value> = serde_yaml::from_str(platforms)?;
    let (mut cases, mut failed) = (0, Vec::new());
    for platform in &platforms {
        let endpoint = endpoint(&platform["envelope"]);
        for case in platform["cases"].as_sequence().into_iter().flatten() {
            cases += 1;
            let wrong = check(endpoint, case)?;
            if !wrong.is_empty() {
                failed.push(format!(
                    "{} {:?}:\n    {}",
                    platform["name"].as_str().unwrap_or("?"),
                    case["body"],
                    wrong.join("\n    ")
                ));
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    Ok((platforms.len(), cases))
}

#[test]
fn our_own_cases() -> Outcome<()> {
    let (platforms, cases) = run(include_str!("envelopes.yaml"))?;
    assert!(platforms >= 8 && cases >= 40, "{platforms} platforms, {cases} cases");
    Ok(())
}

#[test]
fn the_platforms_of_the_design() -> Outcome<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/envelopes/envelopes.yaml");
    match fs::read_to_string(&path) {
        Ok(platforms) => {
            let (platforms, cases) = run(&platforms)?;
            println!("{platforms} platforms, {cases} cases");
            assert!(platforms >= 26);
        }
        // Past the capture of the test harness: a skipped test should be seen.
        Err(error) => writeln!(
            std::io::stderr(),
            "skipped: the list of platforms is not beside this checkout: {error}"
        )?,
    }
    Ok(())
}
