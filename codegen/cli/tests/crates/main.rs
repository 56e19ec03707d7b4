//! The crates of `stubwright init` as they come: they are formatted, have no warnings, document, test and package
//! themselves. The crates of this repository replace those of crates.io.
#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

#[path = "../cli/steps.rs"]
mod steps;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use steps::{commands, shell, text};

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

/// Runs a step in the target directory of all crates outside of the workspace, so that the generator is compiled once.
fn step(dir: &Path, command: &str) -> Output {
    let target = concat!(env!("CARGO_TARGET_TMPDIR"), "/outside");
    let variables = [PLAIN.as_slice(), &[("CARGO_TARGET_DIR", target)], &AUTHOR].concat();
    shell(dir, command, &variables)
}

/// Who commits.
const AUTHOR: [(&str, &str); 4] = [
    ("GIT_AUTHOR_NAME", "a"),
    ("GIT_AUTHOR_EMAIL", "a@example.com"),
    ("GIT_COMMITTER_NAME", "a"),
    ("GIT_COMMITTER_EMAIL", "a@example.com"),
];

fn passes(dir: &Path, command: &str) -> String {
    let output = step(dir, command);
    assert!(output.status.success(), "{command}\n{}", text(&output));
    text(&output)
}

/// A repository whose `main` is on a remote, and a branch on which the spec has one more error.
const REPOSITORY: &str = "git init -q -b main && git add -A && git commit -qm first
git clone -q --bare . ../remote.git && git remote add origin ../remote.git && git fetch -q
git switch -qc change && echo '  \"79999\": {name: ClosedForEver, message: Closed.}' >> spec/harbor/errors.yaml
stubwright generate && git commit -qam changed";

/// Whether a command of a workflow needs a network.
fn needs_network(command: &str) -> bool {
    ["cargo install", "rustup", "cargo +"].iter().any(|start| command.starts_with(start))
}

/// Runs the workflow of a crate for a pull request, and checks the output of `cargo package --list`.
fn check(layout: &[&str], packaged: &[&str]) {
    let dir = tempfile::tempdir().unwrap();
    patch(dir.path());
    let spec = root().join("spec/harbor.yaml");
    let mut init = Command::new(env!("CARGO_BIN_EXE_stubwright"));
    init.args(["init", "--crate", "harbor-client", "--from"]).arg(spec).args(layout);
    let made = init.current_dir(dir.path()).output().unwrap();
    assert!(made.status.success(), "{}", text(&made));
    let dir = dir.path().join("harbor-client");
    passes(&dir, REPOSITORY);
    // Nobody has to commit it.
    fs::copy(root().join("Cargo.lock"), dir.join("Cargo.lock")).unwrap();
    let all = commands(&fs::read_to_string(dir.join(".github/workflows/ci.yml")).unwrap());
    let (skipped, steps): (Vec<&String>, Vec<&String>) =
        all.iter().partition(|command| needs_network(command));
    assert_eq!(skipped.len(), 3, "{skipped:?}");
    for command in &steps {
        let said = passes(&dir, command);
        if *command == "cargo test" {
            // The README has a call, a test and a setting; the client has a call, and each of its methods.
            assert!(said.contains("\nrunning 14 tests\n"), "{said}");
        }
    }
    let listed = passes(&dir, "cargo package --quiet --allow-dirty --list");
    let listed: Vec<&str> = listed.lines().filter(|path| !path.starts_with("src/api/")).collect();
    assert_eq!(listed, packaged);

    // A breaking change does not pass until the version says so.
    passes(&dir, "sed -i.old '/SignatureWrong/d' spec/harbor/errors.yaml && rm spec/harbor/errors.yaml.old");
    let diff = steps.iter().find(|command| command.contains("stubwright diff")).unwrap();
    let output = step(&dir, diff);
    assert!(text(&output).contains("major: `ErrorCode::SignatureWrong` is gone"), "{}", text(&output));
    assert_eq!(output.status.code(), Some(1));
}

const COMMITTED: &[&str] = &[
    ".cargo_vcs_info.json",
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
    packaged.insert(8, "build.rs");
    check(&["--build-rs"], &packaged);
}
