//! The files that users copy into their own repositories are valid YAML, and their commands do what they say in a crate
//! that `stubwright init` has made.

use crate::steps::{commands, shell, text};
use crate::{SPEC, put, run};

const ACTION: &str = include_str!("../../../../integrations/github/action.yml");
const HOOKS: &str = include_str!("../../../../integrations/pre-commit-config.yaml");
const CI: &str = include_str!("../../src/init/templates/ci.yml");

#[test]
fn the_commands_pass_in_a_new_crate() {
    let root = tempfile::tempdir().unwrap();
    put(root.path(), "demo.yaml", SPEC);
    let (code, _, err) = run(root.path(), &["init", "--crate", "demo-api", "--from", "demo.yaml"]);
    assert_eq!(code, 0, "{err}");
    let dir = root.path().join("demo-api");
    let commit = "git init -q && git add -A && git -c user.name=a -c user.email=a@example.com commit -qm first \
                  && git update-ref refs/remotes/origin/main HEAD";
    assert!(shell(&dir, commit, &[]).status.success());
    let written = std::fs::read_to_string(dir.join(".github/workflows/ci.yml")).unwrap();
    let all = [ACTION, HOOKS, &written].map(commands).concat();
    let ours: Vec<&String> = all
        .iter()
        .filter(|command| command.contains("stubwright") && !command.starts_with("cargo"))
        .collect();
    assert_eq!(ours.len(), 10, "{all:#?}");
    for command in ours {
        let output = shell(&dir, command, &[]);
        assert!(output.status.success(), "{command}\n{}", text(&output));
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
    assert!(commands(HOOKS).iter().any(|command| !shell(&dir, command, &[]).status.success()));
}
