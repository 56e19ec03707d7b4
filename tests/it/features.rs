//! Features per tag: the crate compiles without any of them, with each alone and with all, tests included.

use std::fs;
use std::path::Path;
use std::process::Command;

use stubwright_codegen::diff::{ItemChange, Report, Revision};
use stubwright_codegen::options::{ClientPath, Examples, Features};
use stubwright_codegen::write::{apply, beside};
use stubwright_codegen::{Options, Outcome, generate_with};
use stubwright_spec::diag::render::short;

use crate::cases::{self, Case};
use crate::outside::{PLAIN, root};

/// The client of a case, whose calls are tests of documentation.
fn client(case: &Case) -> Outcome {
    let examples = ClientPath::new("features::api").map(Examples::Tested).unwrap();
    let options = Options { examples, ..case.options() };
    let outcome = generate_with(&case.file, &case.bytes, &mut beside(&case.path), &options);
    assert!(!outcome.diagnostics.has_errors(), "{}", case.name);
    outcome
}

/// Writes a crate around a client.
#[expect(clippy::disallowed_methods, reason = "the test writes its own crate")]
fn new_crate(dir: &Path, outcome: &Outcome) {
    let features: String = outcome.features.iter().map(|name| format!("{name} = []\n")).collect();
    let manifest = format!(
        r#"[package]
name = "features"
version = "0.0.0"
edition = "2024"

[workspace]

[features]
{features}
[dependencies]
stubwright-runtime = {{ path = {:?}, default-features = false, features = ["blocking", "regex", "testing"] }}
"#,
        root().join("codegen/runtime")
    );
    fs::create_dir_all(dir.join("src")).expect("a directory");
    fs::write(dir.join("Cargo.toml"), manifest).expect("a file");
    let lib = "//! A client.\n#![deny(warnings, missing_docs)]\n/// The client.\npub mod api;\n";
    fs::write(dir.join("src/lib.rs"), lib).expect("a file");
    fs::copy(root().join("Cargo.lock"), dir.join("Cargo.lock")).expect("the lock file");
    apply(&dir.join("src/api"), &outcome.files).expect("the client is written");
}

/// Runs cargo on the crate; warnings are errors.
fn cargo(dir: &Path, arguments: &[&str]) {
    let run = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--quiet", "--offline"])
        .current_dir(dir)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("outside"))
        .env("RUSTDOCFLAGS", "-D warnings")
        .envs(PLAIN)
        .output()
        .expect("cargo runs");
    assert!(run.status.success(), "{arguments:?}\n{}", String::from_utf8_lossy(&run.stderr));
}

#[test]
fn each_feature_compiles_alone() {
    for case in cases::featured() {
        let outcome = client(&case);
        let dir = tempfile::tempdir().unwrap();
        new_crate(dir.path(), &outcome);
        assert!(outcome.features.len() >= 3, "{}: {:?}", case.name, outcome.features);
        cargo(dir.path(), &["check", "--tests"]);
        for feature in &outcome.features {
            cargo(dir.path(), &["check", "--tests", "--features", feature]);
        }
        cargo(dir.path(), &["doc", "--no-deps", "--all-features"]);
        cargo(dir.path(), &["test"]);
        cargo(dir.path(), &["test", "--all-features"]);
    }
}

#[test]
fn operations_without_tags_have_no_features() {
    let spec = "stubwright: 1\napi: x\nendpoints: {a: {get: /a}}\n";
    let options = Options { features: Features::ByTag, ..Options::default() };
    let outcome = generate_with("x.yaml", spec.as_bytes(), &mut |_| Err(String::new()), &options);
    let said = short(&outcome.diagnostics, &outcome.sources).to_string();
    assert!(
        said.contains("error[SW0803]: `features` divides the operations by their tags, and none has a tag"),
        "{said}"
    );
}

fn features(spec: &str) -> Revision {
    let options = Options { features: Features::ByTag, ..Options::default() };
    let text = format!("stubwright: 1\napi: x\nendpoints: {{{spec}}}\n");
    Revision::read("x.yaml", text.as_bytes(), &mut |_| Err(String::new()), &options)
}

/// The notes about a change of endpoints.
fn report(old: &str, new: &str) -> Report {
    let report = Report::of(&features(old), &features(new)).expect("no errors");
    assert!(report.unexplained.is_empty(), "{:?}", report.unexplained);
    report
}

#[test]
fn a_feature_that_is_gone_is_breaking() {
    const TWO: &str = "a: {get: /a, tag: a}, b: {get: /b, tag: b}";
    let verdict = |old: &str, new: &str| report(old, new).verdict().to_string();
    assert_eq!(
        verdict(TWO, "a: {get: /a, tag: a}, b: {get: /b, tag: b}, c: {get: /c, tag: c}"),
        "minor: 1 endpoint added; deployed clients keep working"
    );
    let gone = report(TWO, "a: {get: /a, tag: a}");
    let said: Vec<String> = gone.items().map(ItemChange::sentence).collect();
    assert_eq!(said, ["`types::BRequest` is gone", "`Client::b` is gone", "`feature = \"b\"` is gone"]);
    // Who has turned on `b` alone lacks the method.
    assert_eq!(
        verdict(TWO, "a: {get: /a, tag: a}, b: {get: /b, tag: a}, c: {get: /c, tag: b}"),
        "major: `Client::b` is `#[cfg(feature = \"a\")]`, and was `#[cfg(feature = \"b\")]`; deployed clients keep working"
    );
    // A method that nobody had to turn on is in `default` now.
    let moved = verdict("a: {get: /a, tag: a}, b: {get: /b}", TWO);
    assert_eq!(moved, "minor: 1 endpoint extended; deployed clients keep working");
}

#[test]
fn a_document_is_divided_by_paths_where_its_tags_do_not() {
    let case = cases::featured().into_iter().find(|case| case.name == "features-paths").unwrap();
    let outcome = client(&case);
    assert_eq!(outcome.features, ["types_calls", "client_calls", "reqwest_calls", "stage_instances"]);
    let paths: Vec<&str> = outcome.files.iter().map(|file| file.path.as_str()).collect();
    for path in ["client.rs", "client_calls.rs", "types_calls.rs", "types/stage_instances.rs"] {
        assert!(paths.contains(&path), "{paths:?}");
    }
    // The same document without features has the files of its tags.
    let options = Options::default();
    let plain = generate_with(&case.file, &case.bytes, &mut beside(&case.path), &options);
    assert!(plain.files.iter().any(|file| file.path == "all.rs") && plain.features.is_empty());
}
