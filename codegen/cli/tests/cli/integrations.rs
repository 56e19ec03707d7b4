//! What users copy into their own repositories is valid YAML, and its commands do what they say in a crate that
//! `stubwright init` has made.

use std::path::Path;
use std::process::Command;

use serde_yaml::Value;

use crate::{SPEC, put, run};

const ACTION: &str = include_str!("../../../../integrations/github/action.yml");
const HOOKS: &str = include_str!("../../../../integrations/pre-commit-config.yaml");
const CI: &str = include_str!("../../src/init/templates/ci.yml");

/// Every command in a document: what is under `run:` and `entry:`.
fn commands(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Sequence(items) => items.iter().for_each(|item| commands(item, found)),
        Value::Mapping(entries) => {
            for (key, value) in entries {
                match (key.as_str(), value.as_str()) {
                    (Some("run" | "entry"), Some(command)) => found.push(command.to_owned()),
                    _ => commands(value, found),
                }
            }
        }
        _ => {}
    }
}

fn shell(dir: &Path, command: &str) -> std::process::Output {
    let bin = Path::new(env!("CARGO_BIN_EXE_stubwright")).parent().unwrap();
    let path = std::env::join_paths(
        std::iter::once(bin.to_path_buf())
            .chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())),
    );
    let mut shell = Command::new("bash");
    shell.args(["-euo", "pipefail", "-c", command]).current_dir(dir);
    // Composite actions and workflows get these from their `env:`.
    shell.env("PATH", path.unwrap()).env("BASE", "main").env("FAIL_ON", "major").env("VERSION", "0.1.0");
    shell.output().unwrap()
}

#[test]
fn the_commands_pass_in_a_new_crate() {
    let root = tempfile::tempdir().unwrap();
    put(root.path(), "demo.yaml", SPEC);
    let (code, _, err) = run(root.path(), &["init", "--crate", "demo-api", "--from", "demo.yaml"]);
    assert_eq!(code, 0, "{err}");
    let dir = root.path().join("demo-api");
    let commit = "git init -q && git add -A && git -c user.name=a -c user.email=a@example.com commit -qm first \
                  && git update-ref refs/remotes/origin/main HEAD";
    assert!(shell(&dir, commit).status.success());
    let written = std::fs::read_to_string(dir.join(".github/workflows/ci.yml")).unwrap();
    let mut all = Vec::new();
    for text in [ACTION, HOOKS, &written] {
        commands(&serde_yaml::from_str(text).unwrap(), &mut all);
    }
    let ours: Vec<&String> = all
        .iter()
        .filter(|command| command.contains("stubwright") && !command.starts_with("cargo"))
        .collect();
    assert_eq!(ours.len(), 10, "{all:#?}");
    for command in ours {
        let output = shell(&dir, command);
        let said =
            [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
        assert!(output.status.success(), "{command}\n{said}");
    }
    // Whoever raises the version raises it there too.
    let version = env!("CARGO_PKG_VERSION");
    assert!(
        ACTION.contains(&format!("default: \"{version}\""))
            && written.contains(&format!("stubwright@{version}"))
    );
    assert!(CI.contains("${{ github.base_ref }}"));
}

#[test]
fn a_change_that_was_not_generated_fails_the_hooks() {
    let root = tempfile::tempdir().unwrap();
    put(root.path(), "demo.yaml", SPEC);
    run(root.path(), &["init", "--crate", "demo-api", "--from", "demo.yaml"]);
    let dir = root.path().join("demo-api");
    put(&dir, "spec/demo-api.yaml", &SPEC.replace("name?: string", "nickname?: string"));
    let mut hooks = Vec::new();
    commands(&serde_yaml::from_str(HOOKS).unwrap(), &mut hooks);
    assert!(hooks.iter().any(|command| !shell(&dir, command).status.success()));
}
