//! A crate outside the workspace, with a build script of three lines: it builds and calls, its bytes are the command's,
//! and a mistake in its spec is a compile error that names the place in the spec.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The profile of crates outside the workspace: nobody debugs or edits them.
pub(crate) const PLAIN: [(&str, &str); 2] =
    [("CARGO_PROFILE_DEV_DEBUG", "false"), ("CARGO_INCREMENTAL", "0")];

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the workspace")
}

/// Writes the crate into a fresh directory.
#[expect(clippy::disallowed_methods, reason = "the test writes its own crate")]
fn new_crate(dir: &Path, spec: &str) {
    let codegen = root().join("codegen");
    let manifest = format!(
        r#"[package]
name = "outside"
version = "0.0.0"
edition = "2024"

[workspace]

[dependencies]
stubwright-runtime = {{ path = {:?}, default-features = false, features = ["ureq"] }}

[build-dependencies]
stubwright-codegen = {{ path = {:?} }}
"#,
        codegen.join("runtime"),
        codegen.join("rust")
    );
    for name in ["src", "spec/samples"] {
        fs::create_dir_all(dir.join(name)).expect("a directory");
    }
    let files = [
        ("Cargo.toml", manifest.as_str()),
        ("build.rs", include_str!("outside/build.rs")),
        ("src/main.rs", include_str!("outside/main.rs")),
        ("spec/qiandun.yaml", spec),
        // As in the repository's own configuration; `out` is the command's.
        (
            "stubwright.toml",
            "[[api]]\nspec = \"spec/qiandun.yaml\"\nout = \"unused\"\ntests = true\nexamples = \"qiandun\"\n",
        ),
        ("spec/samples/start-contract.json", include_str!("../../spec/samples/start-contract.json")),
        (
            "spec/samples/start-contract-result.json",
            include_str!("../../spec/samples/start-contract-result.json"),
        ),
    ];
    for (name, text) in files {
        fs::write(dir.join(name), text).expect("a file");
    }
    fs::copy(root().join("Cargo.lock"), dir.join("Cargo.lock")).expect("the lock file");
}

fn cargo(dir: &Path, what: &str) -> Output {
    Command::new(env!("CARGO"))
        .args([what, "--quiet", "--offline", "--message-format", "short"])
        .current_dir(dir)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("outside"))
        .envs(PLAIN)
        .output()
        .expect("cargo runs")
}

fn generated_by_the_build_script() -> PathBuf {
    let builds = Path::new(env!("CARGO_TARGET_TMPDIR")).join("outside/debug/build");
    fs::read_dir(builds)
        .expect("build directories")
        .filter_map(Result::ok)
        .map(|entry| entry.path().join("out/qiandun"))
        .filter(|path| path.is_dir())
        // Each run is a crate in another place, so the output of earlier runs is next to this one's.
        .max_by_key(|path| fs::metadata(path.join("mod.rs")).and_then(|data| data.modified()).ok())
        .expect("the build script's output")
}

#[test]
fn a_crate_outside_the_workspace_builds_calls_and_matches() {
    let dir = tempfile::tempdir().expect("a directory");
    let spec = fs::read_to_string(root().join("spec/qiandun.yaml")).expect("the spec");
    new_crate(dir.path(), &spec);
    let run = cargo(dir.path(), "run");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{said}");
    assert_eq!(
        String::from_utf8_lossy(&run.stdout).trim(),
        "matched [oc_40003] duplicate (solution: 检查参数)"
    );

    for name in ["mod.rs", "types.rs", "errors.rs", "client.rs", "blocking.rs", "preflight.rs"] {
        let by_script = fs::read_to_string(generated_by_the_build_script().join(name)).expect(name);
        let by_command = fs::read_to_string(root().join("generated/src/api").join(name)).expect(name);
        assert_eq!(by_script, by_command, "{name}");
    }

    // One after the other, because both use the same target directory.
    new_crate(dir.path(), &spec.replace("[Signer]", "[Signr]").replace("oc_10011: {name", "oc_10011: {nme"));
    let build = cargo(dir.path(), "build");
    let said = String::from_utf8_lossy(&build.stderr);
    assert!(!build.status.success());
    for expected in [
        "spec/qiandun.yaml:30:14: error[SW0201]: an error row has no key `nme`",
        "spec/qiandun.yaml:113:24: error[SW0301]: there is no type `Signr`",
        "did you mean `Signer`?",
    ] {
        assert!(said.contains(expected), "{expected}\n---\n{said}");
    }
    assert!(!said.contains("panicked"), "{said}");
    let readme = include_str!("../../README.md");
    let shown = readme
        .split("```text\n")
        .find(|block| block.starts_with("error: "))
        .and_then(|rest| rest.split("```").next())
        .expect("the README shows it");
    for line in shown.lines() {
        assert!(said.contains(line.trim_start_matches("error: ")), "{line}\n---\n{said}");
    }
}
