//! `stubwright diff` as it is run: on files, on the history of Git, on a whole configuration.

use std::path::Path;

use serde_json::Value;

use super::{CONFIG, SPEC, git, project, put, run};

/// The spec with an optional field more.
fn grown() -> String {
    format!("{SPEC}    tag?: string\n")
}

/// The spec with a field less.
fn shrunk() -> String {
    SPEC.replace("    name?: string\n", "")
}

fn commit(dir: &Path) {
    git(dir, &["add", "-A"]);
    git(dir, &["commit", "-q", "-m", "a version"]);
}

/// A repository with the spec in its first commit.
fn repository(config: Option<&str>) -> tempfile::TempDir {
    let root = project(SPEC, config);
    git(root.path(), &["init", "-q", "-b", "main"]);
    commit(root.path());
    git(root.path(), &["tag", "v1"]);
    root
}

const ADDED: &str = "minor: 1 field added; deployed clients keep working";

#[test]
fn versions_are_files_or_revisions() {
    let root = repository(Some(CONFIG));
    put(root.path(), "spec/demo.yaml", &grown());
    put(root.path(), "new.yaml", &grown());
    let calls: [(&[&str], &str); 9] = [
        (&["diff"], "spec/demo.yaml"),
        (&["diff", "spec/demo.yaml"], "spec/demo.yaml"),
        (&["diff", "git:HEAD"], "spec/demo.yaml"),
        (&["diff", "git:v1"], "spec/demo.yaml"),
        (&["diff", "git:HEAD", "spec/demo.yaml"], "spec/demo.yaml"),
        (&["diff", "git:HEAD:spec/demo.yaml", "spec/demo.yaml"], "spec/demo.yaml"),
        (&["diff", "git:HEAD:spec/demo.yaml", "new.yaml"], "new.yaml"),
        (&["diff", "git:HEAD:./spec/demo.yaml", "new.yaml"], "new.yaml"),
        (&["diff", "git:HEAD:spec/demo.yaml"], "spec/demo.yaml"),
    ];
    for (args, name) in calls {
        let (code, out, err) = run(root.path(), args);
        assert_eq!((code, out), (0, format!("{name}: {ADDED}\n")), "{args:?}: {err}");
        assert!(err.contains("note[SW1101]: new field `Pet.tag`"), "{args:?}: {err}");
    }
    // Both versions out of the history.
    commit(root.path());
    let (code, out, err) = run(root.path(), &["diff", "git:HEAD~1", "git:HEAD"]);
    assert_eq!((code, out), (0, format!("git:HEAD:spec/demo.yaml: {ADDED}\n")), "{err}");
    let (code, out, _) = run(root.path(), &["diff"]);
    assert_eq!((code, out.as_str()), (0, "spec/demo.yaml: none: nothing changed\n"));
    // From a directory of the repository.
    let (code, out, err) = run(&root.path().join("spec"), &["diff", "git:v1", "demo.yaml"]);
    assert_eq!((code, out), (0, format!("demo.yaml: {ADDED}\n")), "{err}");
}

#[test]
fn history_has_what_a_spec_includes_and_what_was_decided() {
    let root = tempfile::tempdir().unwrap();
    let main = |more: &str| {
        format!(
            "stubwright: 1\napi: demo\ninclude: [parts/types.yaml]\nendpoints:\n  put:\n    post: /put\n    request: Put\n    example: {{request_file: parts/put.json}}\n{more}"
        )
    };
    put(root.path(), "spec/demo.yaml", &main(""));
    put(root.path(), "spec/parts/types.yaml", "types:\n  Put: {a: i64, b: string}\n");
    put(root.path(), "spec/parts/put.json", "{\"a\": 1, \"b\": \"x\"}");
    put(root.path(), "stubwright.toml", CONFIG);
    git(root.path(), &["init", "-q", "-b", "main"]);
    let (code, _, err) = run(root.path(), &["generate"]);
    assert_eq!(code, 0, "{err}");
    assert!(root.path().join("spec/stubwright.lock").is_file(), "{err}");
    commit(root.path());
    // The order of the fields decides nothing, since the lock knows the order of the arguments.
    put(root.path(), "spec/parts/types.yaml", "types:\n  Put: {b: string, a: i64, c?: string}\n");
    put(root.path(), "spec/parts/put.json", "{\"a\": 2, \"b\": \"x\"}");
    let (code, out, err) = run(root.path(), &["diff"]);
    assert_eq!(
        (code, out.as_str()),
        (0, "spec/demo.yaml: minor: 1 field added; deployed clients keep working\n"),
        "{err}"
    );
    for text in [
        "SW1101",
        "spec/parts/types.yaml:2:",
        "the fields of `Put` are in another order",
        "the example of endpoint `put` is different",
    ] {
        assert!(err.contains(text), "{text}: {err}");
    }
}

/// Where a type is declared says nothing.
#[test]
fn a_type_that_moves_into_another_file_is_the_same() {
    let root = tempfile::tempdir().unwrap();
    let main = |include: &str, types: &str| {
        format!(
            "stubwright: 1\napi: demo\n{include}endpoints: {{put: {{post: /put, request: A, response: B}}}}\ntypes:\n{types}"
        )
    };
    let [a, b, c] = ["  A: {c: C}\n", "  B: {b: i64}\n", "  C: {d: i64}\n"];
    put(root.path(), "one.yaml", &main("", &format!("{a}{b}{c}")));
    put(root.path(), "two.yaml", &main("include: [parts.yaml]\n", &format!("{b}{c}")));
    put(root.path(), "parts.yaml", &format!("types:\n{a}"));
    for args in [["diff", "one.yaml", "two.yaml"], ["diff", "two.yaml", "one.yaml"]] {
        let (code, out, err) = run(root.path(), &args);
        assert_eq!((code, out), (0, format!("{}: none: nothing changed\n", args[2])), "{err}");
        assert_eq!(err, "");
    }
    put(root.path(), "three.yaml", &main("include: [parts.yaml]\n", &format!("{c}{b}")));
    let (_, _, err) = run(root.path(), &["diff", "one.yaml", "three.yaml"]);
    assert!(err.contains("the types are in another order"), "{err}");
}

#[test]
fn what_cannot_be_read_is_said() {
    let root = repository(Some(CONFIG));
    put(root.path(), "later.yaml", SPEC);
    let calls: [(&[&str], &str); 8] = [
        (&["diff", "git:v2"], "`git:v2:spec/demo.yaml` can't be read: invalid object name 'v2'"),
        (
            &["diff", "later.yaml"],
            "`git:HEAD:later.yaml` can't be read: path 'later.yaml' exists on disk, but not in 'HEAD'",
        ),
        (
            &["diff", "git:HEAD:none.yaml", "later.yaml"],
            "`git:HEAD:none.yaml` can't be read: path 'none.yaml' does not exist in 'HEAD'",
        ),
        (&["diff", "git:--help"], "`git:--help:spec/demo.yaml` can't be read: "),
        (&["diff", "git:"], "`git::spec/demo.yaml` can't be read: there is no revision after `git:`"),
        (&["diff", "git:HEAD:spec", "later.yaml"], "`git:HEAD:spec` can't be read: "),
        (&["diff", "none.yaml", "later.yaml"], "cannot read `none.yaml`"),
        (&["diff", "later.yaml", "none.yaml"], "cannot read `none.yaml`"),
    ];
    for (args, text) in calls {
        let (code, out, err) = run(root.path(), args);
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}: {err}");
        assert!(err.contains(text), "{args:?}: {err}");
    }
    let (_, _, err) = run(root.path(), &["diff", "later.yaml"]);
    assert!(err.contains("help: if it had another name: `stubwright diff git:HEAD:OLD later.yaml`"), "{err}");
    let (_, _, err) = run(root.path(), &["diff", "git:v2"]);
    assert!(err.contains("help: `git:REF` is a revision of the repository"), "{err}");
    // No repository, and no configuration.
    let root = project(SPEC, None);
    let (code, out, err) = run(root.path(), &["diff", "spec/demo.yaml"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("not a git repository"), "{err}");
    assert!(
        err.contains("help: outside of a repository, compare two files: `stubwright diff OLD NEW`"),
        "{err}"
    );
    let (code, _, err) = run(root.path(), &["diff"]);
    assert_eq!(code, 2);
    assert!(err.contains("stubwright.toml"), "{err}");
    assert!(err.contains("specify the spec: `stubwright diff spec/example.yaml`"), "{err}");
}

/// A spec of the configuration that the old revision doesn't have yet, alone and together with one that it has.
#[test]
fn a_new_spec_has_nothing_to_compare() {
    let root = repository(Some(CONFIG));
    git(root.path(), &["mv", "spec/demo.yaml", "spec/other.yaml"]);
    put(root.path(), "stubwright.toml", &CONFIG.replace("demo.yaml", "other.yaml"));
    let new = "spec/other.yaml: new: nothing to compare\n";
    for args in [
        &["diff"][..],
        &["diff", "git:HEAD"],
        &["diff", "spec/other.yaml"],
        &["diff", "git:v1", "spec/other.yaml"],
        &["diff", "--fail-on", "major,minor,wire,behaviour", "git:HEAD"],
    ] {
        let (code, out, err) = run(root.path(), args);
        assert_eq!((code, out.as_str()), (0, new), "{args:?}: {err}");
        assert!(err.contains(":OLD spec/other.yaml`"), "{err}");
    }
    let (code, out, err) = run(root.path(), &["diff", "git:HEAD:spec/demo.yaml", "spec/other.yaml"]);
    assert_eq!((code, out.as_str()), (0, "spec/other.yaml: none: nothing changed\n"), "{err}");
    let (code, out, _) = run(root.path(), &["diff", "--format", "json"]);
    let line: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &line["spec"], &line["verdict"]), (0, &"spec/other.yaml".into(), &"new".into()));
    // A revision that is not there says nothing about a spec, and neither does a spec with errors.
    let (code, _, err) = run(root.path(), &["diff", "git:v2"]);
    assert_eq!(code, 2, "{err}");
    let (code, _, err) = run(root.path(), &["diff", "git:v1:spec/none.yaml", "spec/other.yaml"]);
    assert_eq!(code, 2, "{err}");
    put(root.path(), "spec/other.yaml", &SPEC.replace("response: Pet", "response: Pets"));
    let (code, _, err) = run(root.path(), &["diff"]);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("there is no type `Pets`"), "{err}");
}

#[test]
fn a_version_with_errors_is_not_compared() {
    let root = project(SPEC, None);
    put(root.path(), "broken.yaml", &SPEC.replace("response: Pet", "response: Pets"));
    for args in [["diff", "broken.yaml", "spec/demo.yaml"], ["diff", "spec/demo.yaml", "broken.yaml"]] {
        let (code, out, err) = run(root.path(), &args);
        assert_eq!((code, out.as_str()), (2, ""), "{err}");
        assert!(err.contains("error[SW0301]: there is no type `Pets`"), "{err}");
        assert!(err.contains("`broken.yaml` has errors, so its meaning can't be compared"), "{err}");
    }
}

#[test]
fn the_exit_status_is_what_was_asked_for() {
    let root = project(SPEC, None);
    put(root.path(), "grown.yaml", &grown());
    put(root.path(), "shrunk.yaml", &shrunk());
    put(root.path(), "moved.yaml", &SPEC.replace("get: /pets", "get: /animals"));
    put(root.path(), "retried.yaml", &SPEC.replace("get: /pets", "idempotent: false\n    get: /pets"));
    put(root.path(), "server.yaml", &SPEC.replace("api.example.com", "api2.example.com"));
    let calls = [
        ("spec/demo.yaml", [0, 0, 0, 0]),
        ("grown.yaml", [0, 1, 0, 0]),
        ("shrunk.yaml", [1, 1, 0, 0]),
        ("moved.yaml", [0, 0, 1, 0]),
        ("server.yaml", [0, 0, 1, 0]),
        ("retried.yaml", [0, 0, 0, 1]),
    ];
    for (new, expected) in calls {
        for (level, status) in ["major", "minor", "wire", "behaviour"].into_iter().zip(expected) {
            let (code, _, err) = run(root.path(), &["diff", "spec/demo.yaml", new, "--fail-on", level]);
            assert_eq!(code, status, "{new} {level}: {err}");
        }
        let (code, ..) = run(root.path(), &["diff", "spec/demo.yaml", new]);
        assert_eq!(code, 0);
        let (code, ..) = run(root.path(), &["diff", "spec/demo.yaml", new, "--fail-on", "major,wire"]);
        assert_eq!(code, expected[0].max(expected[2]));
    }
    let (code, _, err) = run(root.path(), &["diff", "spec/demo.yaml", "grown.yaml", "--fail-on", "patch"]);
    assert_eq!(code, 2);
    assert!(err.contains("[possible values: major, minor, wire, behaviour]"), "{err}");
}

#[test]
fn every_format_is_what_it_says() {
    let root = project(SPEC, None);
    put(root.path(), "new.yaml", &shrunk().replace("get: /pets", "get: /animals"));
    let diff = |format: &str| {
        let (code, out, err) = run(root.path(), &["diff", "spec/demo.yaml", "new.yaml", "--format", format]);
        assert_eq!(code, 0, "{err}");
        (out, err)
    };
    let (out, err) = diff("json");
    assert_eq!(err, "");
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(
        lines.iter().any(|line| line["code"] == "SW1107" && line["wire"][0]["breaks"] == "deployed"),
        "{out}"
    );
    let last = lines.last().unwrap();
    assert_eq!((&last["spec"], &last["verdict"]), (&"new.yaml".into(), &"major".into()));
    assert_eq!([&last["crate"], &last["next_version"], &last["is_enough"]], [&Value::Null; 3]);
    let (out, err) = diff("sarif");
    assert_eq!(err, "");
    let log: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let results = log["runs"][0]["results"].as_array().unwrap();
    let ids: Vec<&str> = results.iter().map(|result| result["ruleId"].as_str().unwrap()).collect();
    assert_eq!(ids, ["SW1107", "SW1102"]);
    // A removed part is attached to the rest of its parent.
    let place = &results[1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    let old = &results[1]["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!([place, old], ["new.yaml", "spec/demo.yaml"]);
    let (out, err) = diff("github");
    assert_eq!(err, "");
    assert!(out.contains("::error file=new.yaml,line="), "{out}");
    assert!(out.contains("%0Anote: it was at spec/demo.yaml:13:5"), "{out}");
    assert!(out.contains("::warning file=new.yaml,line="), "{out}");
    let (out, _) = diff("markdown");
    assert!(out.starts_with("**major: `types::Pet::name` is gone"), "{out}");
    assert!(out.contains("| field `Pet.name` is gone | "), "{out}");
    let (out, err) = diff("short");
    let lines: Vec<&str> = err.lines().collect();
    assert!(lines[0].contains(": warning[SW1107]: endpoint `get_pet` is `GET /animals`"), "{err}");
    assert!(lines[1].starts_with("new.yaml:") && lines[1].contains(": field `Pet.name` is gone"), "{err}");
    assert!(out.starts_with("new.yaml: major: "), "{out}");
    let (code, out, _) = run(root.path(), &["diff", "spec/demo.yaml", "new.yaml", "--changelog"]);
    assert_eq!(code, 0);
    let changelog = "### Changed\n\n- The endpoint `get_pet` is `GET /animals`, and was `GET /pets`. Deployed clients call `GET /pets`.\n\n### Removed\n\n- **Breaking:** The field `Pet.name` is gone (`types::Pet::name`).\n";
    assert_eq!(out, changelog);
    let compared = ["diff", "spec/demo.yaml", "new.yaml", "--changelog"];
    for args in
        [[&compared[..], &["--format", "json"]].concat(), [&["--format", "json"], &compared[..]].concat()]
    {
        let (code, out, err) = run(root.path(), &args);
        assert_eq!((code, out.as_str()), (2, ""), "{err}");
        assert!(err.contains("'--changelog' cannot be used with '--format <FORMAT>'"), "{err}");
    }
}

/// Texts of a spec are texts: in terminals, in tables and as commands of a workflow.
#[test]
fn hostile_texts_do_nothing() {
    let root = project(SPEC, None);
    let hostile = "a | b\\u001b[31m\\n::error::x `c` <script>";
    put(root.path(), "new.yaml", &format!("{SPEC}    \"{hostile}?\": {{type: string, name: odd}}\n"));
    for format in ["text", "short", "json", "markdown", "github", "sarif"] {
        let (code, out, err) = run(root.path(), &["diff", "spec/demo.yaml", "new.yaml", "--format", format]);
        assert_eq!(code, 0, "{format}: {err}");
        for text in [&out, &err] {
            assert!(!text.contains('\u{1b}'), "{format}: {text:?}");
            assert!(!text.lines().any(|line| line.starts_with("::error::x")), "{format}: {text}");
        }
        if format == "markdown" {
            let rows: Vec<&str> = out.lines().filter(|line| line.starts_with('|')).collect();
            assert_eq!(rows.len(), 3, "{out}");
            // All of it is code.
            assert!(out.contains("`Pet.a \\| b\\u{1b}[31m\\n::error::x 'c' <script>`"), "{out}");
        }
    }
    let (_, out, _) = run(root.path(), &["diff", "spec/demo.yaml", "new.yaml", "--changelog"]);
    assert_eq!(out.lines().filter(|line| line.starts_with("- ")).count(), 1, "{out}");
    assert!(!out.contains('\u{1b}') && out.lines().count() == 3 && out.matches('`').count() == 4, "{out:?}");
}

/// Git runs no pager, no filter and no command of the repository's configuration, and paths are only paths.
#[test]
fn git_does_nothing_else() {
    let root = project(SPEC, None);
    let odd = "spec/-a *[x] b'.yaml";
    put(root.path(), odd, SPEC);
    git(root.path(), &["init", "-q", "-b", "main"]);
    put(root.path(), ".gitattributes", "*.yaml diff=odd text eol=crlf\n");
    commit(root.path());
    for (key, value) in [
        ("core.pager", "touch paged"),
        ("pager.show", "touch paged"),
        ("diff.odd.textconv", "touch converted; cat"),
        ("core.fsmonitor", "touch monitored"),
        ("color.ui", "always"),
        ("alias.show", "!touch aliased"),
    ] {
        git(root.path(), &["config", key, value]);
    }
    put(root.path(), odd, &grown());
    let (code, out, err) = run(root.path(), &["diff", "--", odd]);
    assert_eq!((code, out), (0, format!("{odd}: {ADDED}\n")), "{err}");
    for name in
        ["paged", "converted", "monitored", "aliased", "spec/paged", "spec/converted", "spec/monitored"]
    {
        assert!(!root.path().join(name).exists(), "{name}");
    }
}

/// A file of the history is found where its directory is gone, and in a hook, which says that Git runs elsewhere.
#[test]
fn the_repository_is_that_of_the_spec() {
    let root = repository(None);
    git(root.path(), &["mv", "spec", "specs"]);
    let (code, out, err) = run(root.path(), &["diff", "git:v1:spec/demo.yaml", "specs/demo.yaml"]);
    assert_eq!((code, out.as_str()), (0, "specs/demo.yaml: none: nothing changed\n"), "{err}");
    let mut command = super::command(root.path(), &["diff", "git:v1:spec/demo.yaml", "specs/demo.yaml"]);
    let output = command.env("GIT_DIR", "/nowhere").env("GIT_INDEX_FILE", "x").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Places in the history have no file that a viewer could open.
#[test]
fn places_in_the_history_are_texts() {
    let root = repository(None);
    put(root.path(), "spec/demo.yaml", &shrunk());
    let (_, out, err) = run(root.path(), &["diff", "spec/demo.yaml", "--format", "sarif"]);
    assert_eq!(err, "");
    let log: Value = serde_json::from_str(&out).unwrap();
    let result = &log["runs"][0]["results"][0];
    let place = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(place, "spec/demo.yaml");
    let old = &result["relatedLocations"][0];
    assert_eq!(old["message"]["text"], "the old version: git:HEAD:spec/demo.yaml:13:5");
    assert_eq!(old["physicalLocation"], Value::Null);
    assert!(!out.contains("git%3A"), "{out}");
}

const MANIFEST: &str = "[package]\nname = \"demo-client\"\nversion = \"0.3.1\"\n";

/// The next version is that of the crate which the generated code is in.
#[test]
fn the_next_version_of_the_crate_is_named() {
    let root = repository(Some(CONFIG));
    put(root.path(), "Cargo.toml", MANIFEST);
    put(root.path(), "spec/demo.yaml", &shrunk());
    let (_, out, _) = run(root.path(), &["diff"]);
    assert!(out.ends_with("; the next version of `demo-client` 0.3.1 is 0.4.0\n"), "{out}");
    let (_, out, _) = run(root.path(), &["diff", "--format", "json"]);
    let last: Value = serde_json::from_str(out.lines().last().unwrap()).unwrap();
    let told = ["spec", "crate", "version", "next_version"].map(|key| last[key].as_str().unwrap().to_owned());
    assert_eq!(told, ["spec/demo.yaml", "demo-client", "0.3.1", "0.4.0"]);
    assert_eq!(last["is_enough"], false);
    let (_, out, _) = run(root.path(), &["diff", "--format", "markdown"]);
    assert!(out.contains("; the next version of `demo-client` 0.3.1 is 0.4.0**\n"), "{out}");
    put(root.path(), "spec/demo.yaml", &grown());
    let (_, out, _) = run(root.path(), &["diff"]);
    assert!(out.ends_with("; the next version of `demo-client` 0.3.1 is 0.3.2\n"), "{out}");
}

/// The version of the crate counts from the one that it had with the old spec.
#[test]
fn a_version_that_is_far_enough_is_no_failure() {
    let root = repository(Some(CONFIG));
    put(root.path(), "Cargo.toml", MANIFEST);
    commit(root.path());
    let status = |version: &str, args: &[&str]| {
        put(root.path(), "Cargo.toml", &MANIFEST.replace("0.3.1", version));
        let (code, out, err) = run(root.path(), &[&["diff", "--fail-on"], args].concat());
        assert!(!err.contains("error:"), "{err}");
        (code, out)
    };
    put(root.path(), "spec/demo.yaml", &shrunk());
    let (code, out) = status("0.3.1", &["major"]);
    assert!(code == 1 && out.ends_with("; the next version of `demo-client` 0.3.1 is 0.4.0\n"), "{out}");
    let (code, out) = status("0.3.2", &["major"]);
    assert!(
        code == 1 && out.ends_with("; the next version of `demo-client` 0.3.1 is 0.4.0, and not 0.3.2\n"),
        "{out}"
    );
    for level in ["major", "minor"] {
        let (code, out) = status("0.4.0", &[level]);
        let said = "; the version of `demo-client` went from 0.3.1 to 0.4.0, which is enough\n";
        assert!(code == 0 && out.ends_with(said), "{level}: {out}");
    }
    // A number changes nothing about deployed clients.
    put(root.path(), "spec/demo.yaml", &SPEC.replace("get: /pets", "get: /animals"));
    assert_eq!(status("0.4.0", &["wire"]).0, 1);
    put(root.path(), "spec/demo.yaml", &grown());
    assert_eq!(status("0.3.1", &["minor"]).0, 1);
    assert_eq!(status("0.3.2", &["minor"]).0, 0);
    // Both versions out of the history have their own manifests.
    commit(root.path());
    let (code, out, _) = run(root.path(), &["diff", "--fail-on", "minor", "git:HEAD~1", "git:HEAD"]);
    assert!(code == 0 && out.ends_with("went from 0.3.1 to 0.3.2, which is enough\n"), "{out}");
}
