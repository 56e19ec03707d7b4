//! The schema for editors accepts what the reader accepts, and refuses mistakes of shape.
//!
//! `serde_yaml` reads the specs here, as an editor does: without our reader's knowledge of spelling.

use std::collections::BTreeSet;
use std::path::Path;

use jsonschema::Validator;
use serde_json::{Map, Value};
use stubwright_spec::diag::Code;
use stubwright_spec::schema::schema;

use crate::cases::{self, codes};
use crate::reference::blocks;

const FORMAT: &str = include_str!("../../spec/format.md");
const README: &str = include_str!("../../README.md");

fn validator() -> Validator {
    let schema: Value = serde_json::from_str(&schema()).unwrap();
    jsonschema::draft202012::meta::validate(&schema).expect("a schema");
    jsonschema::validator_for(&schema).unwrap()
}

/// The text as JSON, in which keys are text; `None` when it cannot be read.
pub(crate) fn json(text: &str) -> Option<Value> {
    let text = text.trim_start_matches('\u{feff}');
    serde_json::from_str(text)
        .ok()
        .or_else(|| serde_yaml::from_str::<serde_yaml::Value>(text).ok().map(value))
}

fn value(yaml: serde_yaml::Value) -> Value {
    use serde_yaml::Value as Yaml;
    match yaml {
        Yaml::Null => Value::Null,
        Yaml::Bool(flag) => Value::Bool(flag),
        Yaml::String(text) => Value::String(text),
        Yaml::Number(number) => {
            let number = number.to_string();
            // `.nan` and `.inf` are not numbers in JSON.
            serde_json::from_str(&number).unwrap_or(Value::String(number))
        }
        Yaml::Sequence(items) => items.into_iter().map(value).collect(),
        Yaml::Mapping(entries) => {
            let key = |key: Yaml| match value(key) {
                Value::String(text) => text,
                other => other.to_string(),
            };
            Value::Object(
                entries.into_iter().map(|(name, body)| (key(name), value(body))).collect::<Map<_, _>>(),
            )
        }
        Yaml::Tagged(tagged) => value(tagged.value),
    }
}

/// The objections of the schema to a text.
fn against(validator: &Validator, text: &str) -> Vec<String> {
    let value = json(text).expect(text);
    validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn the_committed_schema_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/format.schema.json");
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed.replace("\r\n", "\n") == schema(),
        "run `cargo run -p stubwright -- schema > spec/format.schema.json`"
    );
}

#[test]
fn every_sound_spec_is_accepted() {
    let validator = validator();
    let mut count = 0;
    for case in cases::sound() {
        let text = String::from_utf8(case.bytes.clone()).unwrap();
        assert_eq!(against(&validator, &text), [""; 0], "{}", case.name);
        count += 1;
    }
    for (line, info, text) in blocks(FORMAT).into_iter().chain(blocks(README)) {
        if info == "yaml" || info.starts_with("yaml warning=") {
            assert_eq!(against(&validator, &text), [""; 0], "line {line}");
            count += 1;
        }
    }
    assert!(count > 50, "{count}");
}

/// Every key of the format, once in each place where the grammar has it; scalars without quotes, which YAML reads as
/// numbers and flags; keys without a value, which somebody is typing.
#[test]
fn spellings_of_scalars_do_not_matter() {
    let validator = validator();
    for text in [
        "{stubwright: '1', api: 1.10, title: true, version: 2024-11, doc: , timezone: Z}",
        "{stubwright: 1, api: x, errors: {500: , 0400: 1, 1e3: {message: 12, http: '404', deprecated: false, retry: }}}",
        "{stubwright: 1, api: x, envelope: {success: {code: [0, .nan, true, '']}, code: [a, 1], data: .}}",
        "{stubwright: 1, api: x, types: {A: {a: i64, b?: [[A]], c: {[]: }, d: {string: }}, B: {}, C: '[A](1..=3)', D: [A], E: {A: }}}",
        "{stubwright: 1, api: x, types: {A: {enum: [1, true, b], as: int}, B: {enum: {X: 1, Y: {value: 2}}}, C: {struct: {enum: A}}}}",
        "{stubwright: 1, api: x, types: {A: {x: {type: i64, alias: y, default: [], example: {a: 1}, secret: true, as: string, doc: }}}}",
        "{stubwright: 1, api: x, servers: {1: 2, a: {url: u}}, endpoints: {e: {get: /x, idempotent: true, errors: [500, a]}}}",
        "{stubwright: 1, api: x, types: {U: {union: [A, [B]], tag: }, V: {union: {a: A, 1: {type: [B], name: Bs}}, tag: k, content: v}}}",
    ] {
        let text = text.replace("{[]: }", "{string: }");
        assert_eq!(against(&validator, &text), [""; 0], "{text}");
    }
}

/// Codes about the shape of a spec.
const SHAPES: &[Code] = &[
    Code::UnknownKey,
    Code::MissingKey,
    Code::WrongShape,
    Code::NotYet,
    Code::UnknownWord,
    Code::UnknownFormat,
    Code::LongForm,
    Code::NoMethod,
];

/// Cases that the schema cannot refuse, and why.
const BEYOND: &[(&str, &str)] = &[
    ("SW0201-as-on-a-struct", "which kind of type a key goes with"),
    ("SW0201-tag-on-enum", "which kind of type a key goes with"),
    ("SW0202-empty-match", "that one of two keys is needed"),
    ("SW0202-pages", "which keys go together"),
    ("SW0203-check-number", "numbers are texts that look like one"),
    ("SW0203-enum-not-integer", "how values look follows from another key"),
    ("SW0203-success-status", "how a value looks follows from its path"),
    ("SW0203-two-samples", "which keys go together"),
];

#[test]
fn mistakes_of_shape_are_refused() {
    let validator = validator();
    let mut accepted = BTreeSet::new();
    let mut count = 0;
    for case in cases::mistaken() {
        let outcome = case.run();
        let is_shape = codes(&outcome).iter().any(|code| SHAPES.contains(code));
        // The spec and the files it includes; a schema says nothing about text that is not YAML.
        let files: Vec<&str> = outcome.sources.files().iter().map(|file| file.text()).collect();
        if !is_shape || files.iter().any(|text| json(text).is_none()) {
            continue;
        }
        count += 1;
        if files.iter().all(|text| against(&validator, text).is_empty()) {
            accepted.insert(case.name.clone());
        }
    }
    let beyond: BTreeSet<String> = BEYOND.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(accepted, beyond);
    assert!(count > 20, "{count}");
}
