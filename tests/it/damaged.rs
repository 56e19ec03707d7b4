//! Damaged documents of OpenAPI: keys that are gone, values of another kind, files that end too early. Each is generated, or
//! refused in the words of OpenAPI at a place in it.

use std::collections::BTreeMap;

use serde_yaml::Value;
use stubwright_codegen::write::beside;
use stubwright_codegen::{Options, generate_with};
use stubwright_spec::diag::{Code, Severity};
use stubwright_spec::stack;

use crate::cases::{self, Case};

/// One in this many mutations of all documents is tried; `STUBWRIGHT_STRIDE=1` tries all.
const STRIDE: usize = 31;

/// Codes of errors that say the same about a document as about a spec: text that is neither YAML nor JSON, and missing
/// files.
fn is_of_documents(code: Code) -> bool {
    let text = code.to_string();
    text.starts_with("SW01") || text.starts_with("SW13")
}

/// The values that take the place of one.
fn others() -> [Value; 6] {
    let text = Value::from("text");
    [
        text.clone(),
        Value::from(-1),
        Value::from(true),
        Value::Null,
        vec![text].into(),
        Value::Mapping([].into_iter().collect()),
    ]
}

/// The places of all values, as keys and indexes.
fn places(value: &Value, at: &[Value], out: &mut Vec<Vec<Value>>) {
    let mut inner = |key: Value, value: &Value| {
        let mut at = at.to_vec();
        at.push(key);
        out.push(at.clone());
        places(value, &at, out);
    };
    match value {
        Value::Mapping(map) => map.iter().for_each(|(key, value)| inner(key.clone(), value)),
        Value::Sequence(items) => {
            items.iter().enumerate().for_each(|(at, item)| inner(Value::from(at), item))
        }
        _ => {}
    }
}

/// The value with another one at a place, or without what is there.
fn changed(value: &Value, at: &[Value], other: Option<&Value>) -> Value {
    let [key, rest @ ..] = at else { return other.cloned().unwrap_or_default() };
    let mut value = value.clone();
    match &mut value {
        Value::Mapping(map) if rest.is_empty() && other.is_none() => {
            map.remove(key);
        }
        Value::Mapping(map) => {
            let inner = changed(&map[key], rest, other);
            map.insert(key.clone(), inner);
        }
        Value::Sequence(items) => {
            let index = usize::try_from(key.as_u64().unwrap_or_default()).unwrap_or_default();
            if rest.is_empty() && other.is_none() {
                items.remove(index);
            } else {
                items[index] = changed(&items[index], rest, other);
            }
        }
        _ => {}
    }
    value
}

/// The fault in how a damaged document is taken, if there is one.
fn complaint(case: &Case, text: &str) -> Option<String> {
    let (options, mut load) = (Options::default(), beside(&case.path));
    let run = stack::on_large_stack(|| generate_with(&case.file, text.as_bytes(), &mut load, &options));
    let Ok(outcome) = run else { return Some(String::from("it panics")) };
    let found = outcome.diagnostics.sorted();
    let mut errors = found.iter().filter(|found| found.severity == Severity::Error).peekable();
    if errors.peek().is_none() {
        return outcome.files.is_empty().then(|| String::from("nothing is generated, without an error"));
    }
    let wrong = errors.find(|found| !is_of_documents(found.code) || found.primary.is_none())?;
    Some(format!("{}: {}", wrong.code, wrong.message))
}

#[test]
fn damaged_documents_are_generated_or_refused_as_documents() {
    let stride = std::env::var("STUBWRIGHT_STRIDE").ok().and_then(|text| text.parse().ok()).unwrap_or(STRIDE);
    let mut number = 0_usize;
    let mut complaints: BTreeMap<String, (usize, String)> = BTreeMap::new();
    let mut count = 0;
    for case in cases::openapi() {
        let text = String::from_utf8(case.bytes.clone()).unwrap();
        // The other reader has no numbers beyond 64 bits.
        let Ok(whole) = serde_yaml::from_str::<Value>(&text) else { continue };
        let mut at = Vec::new();
        places(&whole, &[], &mut at);
        let mut mutations: Vec<(String, String)> = Vec::new();
        let mut add = |mutations: &mut Vec<(String, String)>, name: String, text: &dyn Fn() -> String| {
            if number.is_multiple_of(stride) {
                mutations.push((name, text()));
            }
            number += 1;
        };
        for at in &at {
            let name = at
                .iter()
                .map(|key| serde_yaml::to_string(key).unwrap().trim().to_owned())
                .collect::<Vec<_>>()
                .join("/");
            for other in others().iter().map(Some).chain([None]) {
                add(&mut mutations, format!("{}: {name} → {other:?}", case.name), &|| {
                    serde_yaml::to_string(&changed(&whole, at, other)).unwrap()
                });
            }
        }
        for (line, _) in text.match_indices('\n') {
            add(&mut mutations, format!("{}: cut at byte {line}", case.name), &|| text[..line].to_owned());
        }
        count += mutations.len();
        for (name, text) in mutations {
            if let Some(wrong) = complaint(&case, &text) {
                let kind = wrong.split('`').step_by(2).collect::<Vec<_>>().join("…");
                complaints.entry(kind).or_insert((0, format!("{name}\n    {wrong}"))).0 += 1;
            }
        }
    }
    assert!(count > 500, "{count}");
    let all: Vec<String> = complaints.values().map(|(count, first)| format!("{count} × {first}")).collect();
    assert!(all.is_empty(), "{} of {count}:\n{}", all.len(), all.join("\n"));
}
