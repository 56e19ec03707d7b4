//! Texts → files whose documentation rustdoc reads as text: nothing to run, to render as HTML or to link.
//!
//! The first byte chooses: the rest is a whole spec, or the texts that replace those of a spec from the repository, each
//! of them up to a zero byte.
#![no_main]

#[path = "../../tests/it/rustdoc/rules.rs"]
mod rules;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use stubwright_spec::diag::Code;
use stubwright_codegen::generate;
use stubwright_spec::stack;

/// Specs that together have a text in every place for one, and are small: inputs should be tried often.
const SEEDS: [&str; 4] = [
    include_str!("../../tests/cases/ok/hostile-texts/spec.yaml"),
    include_str!("../../tests/cases/ok/hostile-samples/spec.yaml"),
    include_str!("../../tests/cases/ok/languages/spec.yaml"),
    include_str!("../../tests/cases/ok/deprecated/spec.yaml"),
];

static SPECS: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let spec = |text: &&str| serde_yaml::from_str(text).expect("a spec of the repository is YAML");
    SEEDS.iter().map(spec).collect()
});

/// Keys whose value is prose, a language and its prose, or a sample.
const TEXTS: [&str; 8] = ["title", "version", "doc", "docs", "message", "solution", "deprecated", "example"];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let seed = usize::from(*first) % (SPECS.len() + 1);
    let (name, text) = match SPECS.get(seed) {
        Some(spec) => {
            let texts: Vec<_> = bytes.split(|byte| *byte == 0).map(String::from_utf8_lossy).collect();
            let mut spec = spec.clone();
            replace(&mut spec, false, &mut texts.iter().cycle().map(AsRef::as_ref));
            ("a.json", spec.to_string().into_bytes())
        }
        None => ("a.yaml", bytes.to_vec()),
    };
    // On the stack that the command and build scripts have.
    let outcome = stack::on_large_stack(|| generate(name, &text)).expect("a thread");
    assert!(!outcome.diagnostics.has(Code::Bug), "a broken assumption of ours");
    for file in &outcome.files {
        rules::check(file);
    }
});

/// Replaces every text that `texts` has something for; an empty one leaves what is there.
fn replace<'a>(value: &mut Value, is_text: bool, texts: &mut impl Iterator<Item = &'a str>) {
    match value {
        Value::String(text) if is_text => {
            if let Some(new) = texts.next().filter(|new| !new.is_empty()) {
                *text = new.to_owned();
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, is_text, texts)),
        Value::Object(members) => {
            for (key, value) in members {
                replace(value, is_text || TEXTS.contains(&key.as_str()), texts);
            }
        }
        _ => {}
    }
}
