//! The crates of `stubwright init` as they come: they are formatted, have no warnings, document, test and package
//! themselves. The crates of this repository stand in for those of crates.io.
#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Nobody debugs or edits these crates.
const PLAIN: [(&str, &str); 4] = [
    ("CARGO_PROFILE_DEV_DEBUG", "false"),
    ("CARGO_INCREMENTAL", "0"),
    ("RUSTDOCFLAGS", "-D warnings"),
    ("CARGO_TERM_COLOR", "never"),
];

/// Lets the crates of this repository take the place of those of crates.io in all directories below.
#[expect(clippy::disallowed_methods, reason = "the test writes its own configuration")]
fn patch(dir: &Path) {
    let mut config = String::from("[net]\noffline = true\n\n[patch.crates-io]\n");
    for (name, path) in
        [("stubwright-runtime", "runtime"), ("stubwright-codegen", "rust"), ("stubwright-spec", "spec")]
    {
        config.push_str(&format!("{name} = {{ path = {:?} }}\n", root().join("codegen").join(path)));
    }
    fs::create_dir(dir.join(".cargo")).unwrap();
    fs::write(dir.join(".cargo/config.toml"), config).unwrap();
}

/// Runs cargo in the target directory of all crates outside of the workspace, so that the generator is compiled once.
fn cargo(dir: &Path, args: &[&str]) -> Output {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("outside");
    let mut command = Command::new(env!("CARGO"));
    command.args(args).current_dir(dir).env("CARGO_TARGET_DIR", target).envs(PLAIN).output().unwrap()
}

fn text(output: &Output) -> String {
    [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes)).concat()
}

/// What the owner of a crate runs, and what comes out of `cargo package --list`.
fn check(layout: &[&str], packaged: &[&str]) {
    let dir = tempfile::tempdir().unwrap();
    patch(dir.path());
    let spec = root().join("spec/harbor.yaml");
    let mut init = Command::new(env!("CARGO_BIN_EXE_stubwright"));
    init.args(["init", "--crate", "harbor-client", "--from"]).arg(spec).args(layout);
    let made = init.current_dir(dir.path()).output().unwrap();
    assert!(made.status.success(), "{}", text(&made));
    let dir = dir.path().join("harbor-client");
    fs::copy(root().join("Cargo.lock"), dir.join("Cargo.lock")).unwrap();
    for args in [
        ["fmt", "--check"].as_slice(),
        &["clippy", "--quiet", "--all-targets", "--", "-D", "warnings"],
        &["doc", "--quiet", "--no-deps"],
        &["test", "--quiet"],
        &["package", "--quiet", "--allow-dirty"],
    ] {
        let output = cargo(&dir, args);
        let said = text(&output);
        assert!(output.status.success(), "cargo {args:?}\n{said}");
        if args[0] == "test" {
            // The README has a call, a test and a setting; the client has a call, and each of its methods.
            assert!(said.contains("\nrunning 14 tests\n"), "{said}");
        }
    }
    let listed = text(&cargo(&dir, &["package", "--quiet", "--allow-dirty", "--list"]));
    let listed: Vec<&str> = listed.lines().filter(|path| !path.starts_with("src/api/")).collect();
    assert_eq!(listed, packaged);
}

const COMMITTED: &[&str] = &[
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "Cargo.toml.orig",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "spec/harbor/errors.yaml",
    "spec/harbor/refunds.yaml",
    "spec/harbor-client.yaml",
    "spec/stubwright.lock",
    "src/lib.rs",
    "stubwright.toml",
];

/// One after the other, because both use the same target directory.
#[test]
fn crates_are_ready_to_be_published() {
    check(&[], COMMITTED);
    let mut packaged = COMMITTED.to_vec();
    packaged.insert(7, "build.rs");
    check(&["--build-rs"], &packaged);
}
