//! The last line of `generate`: the meaning of the change since the last commit.

use std::path::Path;

use crate::{CONFIG, git, project, put, run};

const SPEC: &str = "\
stubwright: 1
api: demo
include: [rows.yaml]
endpoints: {show: {get: /show, response: Shown}}
types: {Shown: {id: i64}}
";

fn verdict(root: &Path, args: &[&str]) -> Option<String> {
    let (code, _, err) = run(root, args);
    assert_eq!(code, 0, "{err}");
    let line = err.lines().last().expect("a line");
    line.trim_start().strip_prefix("Verdict ").map(str::to_owned)
}

#[test]
fn a_change_since_the_last_commit_has_a_verdict() {
    let root = project(SPEC, Some(CONFIG));
    let root = root.path();
    put(root, "spec/rows.yaml", "errors: {e1: {name: Closed}}\n");
    // Without a repository, and before the first commit, there is nothing to compare with.
    assert_eq!(verdict(root, &["generate"]), None);
    git(root, &["init", "-q"]);
    assert_eq!(verdict(root, &["generate"]), None);
    git(root, &["add", "-A"]);
    git(root, &["commit", "-qm", "first"]);
    assert_eq!(verdict(root, &["generate"]), None);

    put(root, "spec/demo.yaml", &SPEC.replace("id: i64", "id: i64, name?: string"));
    let minor = "minor: 1 field added; deployed clients keep working (`stubwright diff spec/demo.yaml`)";
    assert_eq!(verdict(root, &["generate"]).as_deref(), Some(minor));
    // It is about the last commit, not about the last run.
    assert_eq!(verdict(root, &["generate"]).as_deref(), Some(minor));
    assert_eq!(verdict(root, &["generate", "--check"]).as_deref(), Some(minor));

    // A comment means nothing.
    put(root, "spec/demo.yaml", &format!("# A comment.\n{SPEC}"));
    assert_eq!(verdict(root, &["generate"]), None);
    put(root, "spec/demo.yaml", SPEC);
    put(root, "spec/rows.yaml", "errors: {e1: {name: Ended}}\n");
    let major = verdict(root, &["generate"]).expect("a verdict");
    assert!(major.starts_with("major: `ErrorCode::Closed` is gone"), "{major}");
    git(root, &["commit", "-qam", "second"]);
    assert_eq!(verdict(root, &["generate"]), None);
}

#[test]
fn the_configuration_of_git_is_for_people() {
    let root = project(SPEC, Some(CONFIG));
    let root = root.path();
    put(root, "spec/rows.yaml", "errors: {}\n");
    git(root, &["init", "-q"]);
    for (key, value) in [("color.ui", "always"), ("status.branch", "true"), ("core.pager", "false")] {
        git(root, &["config", key, value]);
    }
    git(root, &["add", "-A"]);
    git(root, &["commit", "-qm", "first"]);
    assert_eq!(verdict(root, &["generate"]), None);
}
