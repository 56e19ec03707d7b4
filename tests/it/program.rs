//! A program outside the workspace: its clients are private modules that it uses little of, and the runtime has another
//! name there. Neither rustc nor clippy has anything to say about it, and it runs.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::outside::{PLAIN, root};

const SPEC: &str = include_str!("program/first.yaml");

/// A spec of the same file name.
const SECOND: &str = "stubwright: 1\napi: second\nendpoints: {ask: {get: /ask, response: string}}\n";

#[expect(clippy::disallowed_methods, reason = "the test writes its own crate")]
fn new_crate(dir: &Path) {
    let codegen = root().join("codegen");
    let manifest = format!(
        r#"[package]
name = "program"
version = "0.0.0"
edition = "2024"

[workspace]

[dependencies]
sw = {{ package = "stubwright-runtime", path = {:?}, default-features = false, features = ["ureq"] }}

[build-dependencies]
stubwright-codegen = {{ path = {:?} }}
"#,
        codegen.join("runtime"),
        codegen.join("rust")
    );
    for name in ["src", "spec/other"] {
        fs::create_dir_all(dir.join(name)).expect("a directory");
    }
    let files = [
        ("Cargo.toml", manifest.as_str()),
        ("build.rs", include_str!("program/build.rs")),
        ("src/main.rs", include_str!("program/main.rs")),
        ("spec/first.yaml", SPEC),
        ("spec/other/first.yaml", SECOND),
        (
            "stubwright.toml",
            "[[api]]\nspec = \"spec/first.yaml\"\nout = \"src/committed\"\nruntime = \"sw\"\n",
        ),
    ];
    for (name, text) in files {
        fs::write(dir.join(name), text).expect("a file");
    }
    fs::copy(root().join("Cargo.lock"), dir.join("Cargo.lock")).expect("the lock file");
    // As the command does.
    let config = stubwright_codegen::config::open(&dir.join("stubwright.toml"));
    let api = config.apis.first().expect("an API");
    let mut alone = stubwright_codegen::write::beside(&api.spec);
    let outcome = stubwright_codegen::generate_with("first.yaml", SPEC.as_bytes(), &mut alone, &api.options);
    assert!(!outcome.diagnostics.has_errors(), "{:?}", outcome.diagnostics);
    stubwright_codegen::write::apply(&api.out, &outcome.files).expect("the output");
}

#[test]
fn a_program_with_private_clients_has_no_warnings() {
    let dir = tempfile::tempdir().expect("a directory");
    new_crate(dir.path());
    let mut said = String::new();
    for args in [["clippy", "--quiet"], ["run", "--quiet"]] {
        let run = Command::new(env!("CARGO"))
            .args(args)
            .args(["--offline", "--message-format", "short"])
            .current_dir(dir.path())
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("outside"))
            .envs(PLAIN)
            .output()
            .expect("cargo runs");
        let warnings = String::from_utf8_lossy(&run.stderr);
        assert!(run.status.success(), "`rustup component add clippy` if it is missing: {warnings}");
        // The spec itself has some, which the build script passes on.
        let ours: Vec<&str> = warnings.lines().filter(|line| !line.contains("spec/first.yaml:")).collect();
        assert!(ours.is_empty(), "{ours:#?}");
        said = String::from_utf8_lossy(&run.stdout).into_owned();
    }
    assert_eq!(said.lines().collect::<Vec<_>>(), ["is_open", "ask", "into_pdf"]);
}
