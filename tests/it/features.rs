//! Features per tag: the crate compiles without any of them, with each alone and with all, tests included.

use std::fs;
use std::path::Path;
use std::process::Command;

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
