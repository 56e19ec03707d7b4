//! `stubwright.lock`: decisions that `generate` writes into it, and keeps.

use std::fs;
use std::path::Path;

use crate::{CONFIG, project, put, run};

const SPEC: &str = "\
stubwright: 1
api: demo
endpoints: {move_part: {post: /move, request: MovePart}}
types:
  MovePart: {source: string, target: string, state: State}
  State: {enum: [open]}
";

fn text(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).unwrap_or_default()
}

#[test]
fn what_was_decided_stays() {
    let root = project(SPEC, Some(CONFIG));
    let root = root.path();
    assert_eq!(run(root, &["generate"]).0, 0);
    let lock = text(root, "spec/stubwright.lock");
    let lines = "[demo.yaml]\narguments MovePart = source target state\nname State open = Open\n";
    assert!(lock.starts_with("# ") && lock.ends_with(lines), "{lock}");
    assert_eq!(run(root, &["generate", "--locked"]).0, 0);
    assert_eq!(run(root, &["generate", "--check"]).0, 0);

    // Fields change places, one becomes optional, another one is new, and a value comes before one of the same name.
    let grown = SPEC
        .replace(
            "{source: string, target: string, state: State}",
            "{more: i64, target?: string, state: State, source: string}",
        )
        .replace("[open]", "[OPEN, open]");
    put(root, "spec/demo.yaml", &grown);
    let types = text(root, "src/api/types.rs");
    for args in [["generate", "--locked"], ["generate", "--check"], ["generate", "--diff"]] {
        let (code, out, err) = run(root, &args);
        assert_eq!(code, i32::from(args[1] != "--diff"), "{err}");
        assert!(out.contains("+arguments MovePart = source target state more\n"), "{out}");
        if args[1] == "--locked" {
            let said =
                "error[SW0823]: `spec/stubwright.lock` is out of date, and `--locked` does not update it";
            assert!(
                err.contains(said) && err.contains("run `stubwright generate` and commit the file"),
                "{err}"
            );
        }
        assert_eq!(
            (text(root, "spec/stubwright.lock"), text(root, "src/api/types.rs")),
            (lock.clone(), types.clone())
        );
    }
    let (code, _, err) = run(root, &["generate"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("SW0702"), "{err}");
    let types = text(root, "src/api/types.rs");
    let new = types.split_once("pub fn new(").and_then(|(_, rest)| rest.split_once(") -> Self")).unwrap().0;
    let names: Vec<&str> =
        new.lines().filter_map(|line| line.trim().split_once(':')).map(|(name, _)| name).collect();
    assert_eq!(names, ["source", "target", "state", "more"]);
    assert!(types.contains("Open = \"open\"") && types.contains("pub fn with_target("), "{types}");
    let lock = text(root, "spec/stubwright.lock");
    assert!(
        lock.contains("\nname State open = Open\n") && lock.contains("\nname State OPEN = OpenX"),
        "{lock}"
    );

    // Decisions about removed parts are forgotten; without decisions there is no file.
    put(root, "spec/demo.yaml", "stubwright: 1\napi: demo\nendpoints: {ping: {get: /ping}}\n");
    assert_eq!(run(root, &["generate"]).0, 0);
    assert!(!root.join("spec/stubwright.lock").exists());
}

#[test]
fn specs_of_one_directory_share_the_file() {
    let root = project(SPEC, None);
    let root = root.path();
    put(root, "spec/other.yaml", SPEC);
    for spec in ["spec/other.yaml", "spec/demo.yaml"] {
        assert_eq!(run(root, &["generate", spec, "--out", &spec.replace('/', "-")]).0, 0);
    }
    let lock = text(root, "spec/stubwright.lock");
    let sections: Vec<&str> = lock.lines().filter(|line| line.starts_with('[')).collect();
    assert_eq!(sections, ["[demo.yaml]", "[other.yaml]"]);
}

#[test]
fn a_renamed_spec_does_not_lose_its_decisions_in_silence() {
    let root = project(SPEC, Some(CONFIG));
    let root = root.path();
    assert_eq!(run(root, &["generate"]).0, 0);
    let before = text(root, "spec/stubwright.lock");
    fs::rename(root.join("spec/demo.yaml"), root.join("spec/shop.yaml")).unwrap();
    put(root, "stubwright.toml", &CONFIG.replace("demo", "shop"));
    let said = "warning[SW0823]: `spec/stubwright.lock` has decisions about `demo.yaml`, which is not there";
    for command in ["check", "generate", "generate"] {
        let (code, _, err) = run(root, &[command]);
        assert!(code == 0 && err.matches(said).count() == 1, "{err}");
        assert!(err.contains("rename the section `[demo.yaml]` to `[shop.yaml]`"), "{err}");
    }
    put(root, "spec/stubwright.lock", &before.replace("[demo.yaml]", "[shop.yaml]"));
    let (code, _, err) = run(root, &["generate", "--locked"]);
    assert!(code == 0 && !err.contains("SW0823"), "{err}");
}

#[test]
fn a_broken_file_is_one_finding_and_nothing_changes() {
    let root = project(SPEC, Some(CONFIG));
    let root = root.path();
    put(
        root,
        "spec/stubwright.lock",
        "[demo.yaml]\n<<<<<<< ours\nname State open = Open\n=======\n>>>>>>> theirs\n",
    );
    for command in [["generate"].as_slice(), &["check"], &["generate", "--check"]] {
        let (code, _, err) = run(root, command);
        assert_eq!(code, 2, "{err}");
        assert!(
            err.contains("error[SW0804]: a merge conflict") && err.contains("spec/stubwright.lock:2:1"),
            "{err}"
        );
        assert_eq!(err.matches("error").count(), 1, "{err}");
    }
    assert!(!root.join("src").exists());
}

/// The file and the output are one set.
#[test]
fn output_that_cannot_be_written_leaves_the_file_as_it_was() {
    let root = project(SPEC, Some(CONFIG));
    let root = root.path();
    put(root, "src/api/types.rs", "// by hand\n");
    assert_eq!(run(root, &["generate"]).0, 2);
    assert!(!root.join("spec/stubwright.lock").exists());
    fs::remove_dir_all(root.join("src")).unwrap();
    assert_eq!(run(root, &["generate"]).0, 0);
    let lock = text(root, "spec/stubwright.lock");
    put(root, "spec/demo.yaml", &SPEC.replace("[open]", "[open, shut]"));
    put(root, "src/api/types.rs", "// by hand\n");
    put(root, "src/api/.stubwright", "# @generated by stubwright\nmod.rs\n");
    assert_eq!(run(root, &["generate"]).0, 2);
    assert_eq!(text(root, "spec/stubwright.lock"), lock);
}
