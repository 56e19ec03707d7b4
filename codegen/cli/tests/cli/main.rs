//! Runs the command as its users do: arguments, streams, exit status and files.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot set itself up fails")]
#![expect(clippy::disallowed_methods, reason = "tests change the files of a user")]

mod convert;
mod diff;
mod draft;
mod features;
mod fix;
mod fmt;
mod formats;
mod init;
mod integrations;
mod lints;
mod lock;
mod openapi;
mod pages;
mod steps;
mod story;
mod verdict;
mod watch;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

pub(crate) const SPEC: &str = "\
stubwright: 1
api: demo
title: Demo
version: 1.0.0
servers: {production: \"https://api.example.com\"}
endpoints:
  get_pet:
    get: /pets
    response: Pet
types:
  Pet:
    id: i64
    name?: string
";

pub(crate) const CONFIG: &str = "[[api]]\nspec = \"spec/demo.yaml\"\nout = \"src/api\"\n";

const SHOP: &str = "[[api]]\nspec = \"spec/shop.yaml\"\nout = \"src/api\"\n";

pub(crate) const BROKEN: &str = "stubwright: 1\napi: [demo\n";

/// A directory with `spec/demo.yaml`, and `stubwright.toml` when there is a text for it.
pub(crate) fn project(spec: &str, config: Option<&str>) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    put(root.path(), "spec/demo.yaml", spec);
    if let Some(config) = config {
        put(root.path(), "stubwright.toml", config);
    }
    root
}

pub(crate) fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut file = fs::OpenOptions::new().write(true).create(true).truncate(true).open(path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
}

pub(crate) fn command(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stubwright"));
    command.args(args).current_dir(dir).env("NO_COLOR", "1").env_remove("CLICOLOR_FORCE");
    command
}

/// Runs and gives exit status, standard output and standard error.
pub(crate) fn run(dir: &Path, args: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = command(dir, args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (status.code().unwrap_or(-1), text(stdout), text(stderr))
}

/// Runs Git, whatever the configuration of who runs the tests.
pub(crate) fn git(dir: &Path, args: &[&str]) {
    let identity = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
    let mut command = Command::new("git");
    command.args(identity).args(args).current_dir(dir).env("GIT_CONFIG_GLOBAL", "/dev/null");
    let output = command.env("GIT_CONFIG_NOSYSTEM", "1").output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn texts(dir: &Path) -> Vec<(String, String)> {
    let mut texts: Vec<(String, String)> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_file())
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read_to_string(entry.path()).unwrap()))
        .collect();
    texts.sort();
    texts
}

/// Arguments, exit status, the start of standard output, and a part of standard error. Runs in a project with
/// a configuration and a sound spec.
const CALLS: &[(&[&str], i32, &str, &str)] = &[
    (&[], 2, "", "Usage: stubwright"),
    (&["--help"], 0, "Turns a YAML description", ""),
    (&["--version"], 0, "stubwright ", ""),
    (&["genrate"], 2, "", "a similar subcommand exists: 'generate'"),
    (&["check", "--watch", "--format", "sarif"], 2, "", "'--watch' cannot be used with '--format sarif'"),
    (&["--format", "sarif", "generate", "--watch"], 2, "", "'--watch' cannot be used with '--format sarif'"),
    (&["generate", "--out", "x"], 2, "", "<SPEC>"),
    (&["generate", "spec/demoo.yaml", "--out", "x"], 2, "", "did you mean `spec/demo.yaml`?"),
    (&["generate", "stubwright.toml"], 2, "", "no `[[api]]` of the configuration has an output directory"),
    (&["generate", "--config", "none.toml"], 2, "", "error[SW0101]: cannot read `none.toml`"),
    (&["check", "spec"], 2, "", "error[SW0101]: cannot read `spec`: is a directory"),
    (&["check", "--format", "json", "nope.yaml"], 2, "{\"code\":\"SW0101\",", ""),
    (&["check", "--format", "short", "nope.yaml"], 2, "", "error[SW0101]: cannot read `nope.yaml`: "),
    (&["explain", "SW0103"], 0, "error[SW0103]: not valid YAML\n\nThe YAML parser stopped here.", ""),
    (&["explain", "sw0103"], 0, "error[SW0103]: not valid YAML\n", ""),
    (&["explain", "SW0103", "--format", "short"], 0, "error[SW0103]: not valid YAML\n", ""),
    (&["explain", "SW0103", "--format", "json"], 0, "{\"code\":\"SW0103\",\"severity\":\"error\",", ""),
    (&["explain", "SW9103"], 2, "", "did you mean `stubwright explain SW0103`?"),
    (&["explain", "oc_40003"], 2, "", "there is no code `oc_40003`"),
];

#[test]
fn calls_end_as_documented() {
    let root = project(SPEC, Some(CONFIG));
    for (args, status, stdout, stderr) in CALLS {
        let (code, out, err) = run(root.path(), args);
        assert_eq!(code, *status, "{args:?}: {out}{err}");
        assert!(out.starts_with(stdout), "{args:?} prints {out:?}, which does not start with {stdout:?}");
        assert!(err.contains(stderr), "{args:?} says {err:?}, which lacks {stderr:?}");
        assert!(!stdout.is_empty() || out.is_empty(), "{args:?} prints {out:?}");
        assert!(!stderr.is_empty() || err.is_empty(), "{args:?} says {err:?}");
    }
    assert!(!root.path().join("src").exists() && !root.path().join("x").exists());
}

/// Everything that a spec says about a code, row after row.
#[test]
fn explain_prints_all_of_a_row() {
    let spec = r#"stubwright: 1
api: shop
envelope: {success: {ok: true}, code: code, message: msg, sub_code: sub}
errors:
  e1:
    - {name: OutOfStock, message: {zh: 没有货, en: out of stock}, match: "*货*", retry: safe, http: 409, docs: "https://x/e1"}
    - {name: Refused, deprecated: true}
tables: {refunds: {e1: {name: TooLate, match: {sub_code: late}, category: conflict}}}
endpoints:
  order: {post: /order, errors: [OutOfStock]}
  refund: {post: /refund, errors: {tables: [refunds]}}
"#;
    let root = project(spec, Some(CONFIG));
    let (code, out, err) = run(root.path(), &["explain", "e1"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let blocks: Vec<&str> = out.split("\n\n").collect();
    let [first, second, third] = blocks.as_slice() else { panic!("{out}") };
    for line in [
        "code        e1",
        "match       *货*",
        "message     没有货",
        "message en  out of stock",
        "retry       safe",
        "retried     always: the server has not processed the call",
        "spec        spec/demo.yaml:6:8",
        "http        409",
        "docs        https://x/e1",
        "endpoints   order, refund",
    ] {
        assert!(first.lines().any(|found| found == line), "{line}\n{first}");
    }
    assert!(second.contains("deprecated  by the vendor\nendpoints   refund\n"), "{second}");
    assert!(third.contains("table       refunds\nsub_code    late\n"), "{third}");
    // By the name of the variant, and without a configuration.
    let (_, named, _) = run(root.path(), &["explain", "OutOfStock"]);
    assert_eq!(named.trim_end(), *first);
    std::fs::remove_file(root.path().join("stubwright.toml")).unwrap();
    let (code, _, err) = run(root.path(), &["explain", "e1"]);
    assert!(code == 2 && err.contains("`stubwright explain e1 spec/example.yaml`"), "{err}");
    assert_eq!(run(root.path(), &["explain", "e1", "spec/demo.yaml"]).1, out);
    put(root.path(), "stubwright.toml", CONFIG);
    let (_, out, _) = run(root.path(), &["explain", "e1", "--format", "json"]);
    assert_eq!(out.lines().count(), 3, "{out}");
    assert!(out.starts_with(r#"{"code":"e1","name":"OutOfStock","table":"","match":"*货*","#), "{out}");
}

#[test]
fn generate_writes_and_says_so_once() {
    let root = project(SPEC, Some(CONFIG));
    let (code, out, err) = run(root.path(), &["generate"]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    assert!(err.starts_with("   Generated src/api (") && err.ends_with(" changed)\n"), "{err}");
    let first = texts(&root.path().join("src/api"));
    assert!(
        first.iter().any(|(name, _)| name == "mod.rs") && first.iter().any(|(name, _)| name == ".stubwright")
    );
    for (name, text) in &first {
        assert!(text.lines().next().unwrap().contains("@generated by stubwright"), "{name}");
    }
    let (code, _, err) = run(root.path(), &["generate"]);
    assert_eq!(code, 0);
    assert!(err.ends_with(", 0 changed)\n"), "{err}");
    assert_eq!(run(root.path(), &["generate", "-q"]), (0, String::new(), String::new()));
    assert_eq!(texts(&root.path().join("src/api")), first);
}

#[test]
fn the_bytes_depend_on_the_spec_alone() {
    let (a, b) = (project(SPEC, Some(CONFIG)), project(SPEC, None));
    run(a.path(), &["generate"]);
    put(b.path(), "deep/er/x", "");
    let spec = "../../spec/demo.yaml";
    let (code, _, err) = run(&b.path().join("deep/er"), &["generate", spec, "--out", "here"]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(texts(&a.path().join("src/api")), texts(&b.path().join("deep/er/here")));
}

#[test]
fn the_configuration_is_found_from_below() {
    let root = project(SPEC, Some(CONFIG));
    put(root.path(), "src/deep/x", "");
    let (code, _, err) = run(&root.path().join("src/deep"), &["generate"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.starts_with("   Generated ../../src/api ("), "{err}");
    let (code, _, err) = run(&root.path().join("spec"), &["generate", "demo.yaml", "--check"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.starts_with("       Fresh ../src/api ("), "{err}");
    let (code, _, err) = run(root.path(), &["check"]);
    assert_eq!(code, 0);
    assert!(err.contains("     Checked spec/demo.yaml: 0 errors, "), "{err}");
}

#[test]
fn stale_output_is_shown_and_left_alone() {
    let root = project(SPEC, Some(CONFIG));
    let (code, out, err) = run(root.path(), &["generate", "--check"]);
    assert_eq!(code, 1, "{err}");
    assert!(out.contains("--- /dev/null\n+++ b/src/api/mod.rs\n"), "{out}");
    assert!(!root.path().join("src").exists(), "looking writes nothing");
    run(root.path(), &["generate"]);
    put(root.path(), "spec/demo.yaml", &SPEC.replace("name?: string", "nickname?: string"));
    let before = texts(&root.path().join("src/api"));
    for (args, status) in [(["generate", "--check"].as_slice(), 1), (&["generate", "--check", "--diff"], 1)] {
        let (code, out, err) = run(root.path(), args);
        assert_eq!(code, status, "{err}");
        assert!(out.contains("--- a/src/api/types.rs\n+++ b/src/api/types.rs\n@@ "), "{out}");
        assert!(out.lines().any(|line| line.starts_with('+') && line.contains("nickname")), "{out}");
        assert!(err.contains("error[SW0821]: generated code is stale: src/api ("), "{err}");
        assert!(err.ends_with("help: run `stubwright generate`\n\n"), "{err}");
    }
    let (code, out, err) = run(root.path(), &["generate", "--diff"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("nickname") && !err.contains("error"), "{err}");
    assert_eq!(texts(&root.path().join("src/api")), before);
    let args = ["generate", "spec/demo.yaml", "--out", "src/api", "--check"];
    assert!(
        run(root.path(), &args)
            .2
            .ends_with("help: run `stubwright generate spec/demo.yaml --out src/api`\n\n")
    );
    let (_, out, _) = run(root.path(), &["generate", "--check", "--format", "json"]);
    assert!(out.lines().all(|line| line.starts_with('{') && line.ends_with('}')), "{out}");
    assert!(out.contains("{\"change\":\"update\",\"path\":\"src/api/types.rs\",\"diff\":\"--- a/"), "{out}");
}

#[test]
fn errors_in_a_spec_leave_the_output_alone() {
    let root = project(SPEC, Some(CONFIG));
    run(root.path(), &["generate"]);
    let before = texts(&root.path().join("src/api"));
    put(root.path(), "spec/demo.yaml", BROKEN);
    for args in [["generate"].as_slice(), &["generate", "--check"], &["check"]] {
        let (code, out, err) = run(root.path(), args);
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}: {err}");
        assert!(err.contains("error[SW0103]: ") && err.contains("--> spec/demo.yaml:"), "{err}");
    }
    assert!(run(root.path(), &["generate"]).2.contains("; `src/api` is unchanged\n"));
    assert!(run(root.path(), &["check"]).2.contains("     Checked spec/demo.yaml: 1 error, "));
    assert_eq!(texts(&root.path().join("src/api")), before);
}

#[test]
fn every_spec_is_reported_and_the_worst_counts() {
    let root = project(SPEC, None);
    put(root.path(), "broken.yaml", BROKEN);
    let (code, _, err) = run(root.path(), &["check", "broken.yaml", "spec/demo.yaml"]);
    assert_eq!(code, 2);
    assert!(
        err.contains("Checked broken.yaml: 1 error") && err.contains("Checked spec/demo.yaml: 0 errors"),
        "{err}"
    );
}

#[test]
fn a_bad_configuration_is_shown_with_its_place() {
    let root = project(SPEC, Some("[[api]]\nspce = \"spec/demo.yaml\"\nout = \"src/api\"\n"));
    let (code, _, err) = run(root.path(), &["generate"]);
    assert_eq!(code, 2);
    assert!(
        err.contains("error[SW0802]: unknown key `spce`") && err.contains("--> stubwright.toml:2:1"),
        "{err}"
    );
    assert!(err.contains("did you mean `spec`?"), "{err}");
}

#[test]
fn files_of_others_are_left_alone() {
    let root = project(SPEC, Some(CONFIG));
    put(root.path(), "src/api/mod.rs", "// by hand\n");
    let (code, _, err) = run(root.path(), &["generate"]);
    assert_eq!(code, 2);
    assert!(
        err.contains("error[SW0811]: `src/api/mod.rs` exists and was not written by stubwright"),
        "{err}"
    );
    assert!(err.contains("help: "), "{err}");
    assert_eq!(fs::read_to_string(root.path().join("src/api/mod.rs")).unwrap(), "// by hand\n");
}

#[test]
fn directories_of_others_are_left_alone() {
    let root = project(SPEC, Some(CONFIG));
    let root = root.path();
    put(root, "spec/shop.yaml", &SPEC.replace("demo", "shop").replace("get_pet", "get_shop"));
    for (dir, said) in [
        (".", "error[SW0825]: `.` is not an output directory: `spec/demo.yaml` was not generated"),
        ("/", "error[SW0825]: `/` is the root of a file system, and not an output directory"),
    ] {
        let (code, _, err) = run(root, &["generate", "spec/demo.yaml", "--out", dir]);
        assert!(code == 2 && err.contains(said), "{err}");
    }
    assert!(!root.join("mod.rs").exists() && !root.join("spec/stubwright.lock").exists());

    assert_eq!(run(root, &["generate"]).0, 0);
    let before = texts(&root.join("src/api"));
    for args in
        [["generate", "spec/shop.yaml", "--out", "src/api"].as_slice(), &["generate", "spec/shop.yaml"]]
    {
        put(root, "stubwright.toml", if args.len() == 2 { SHOP } else { CONFIG });
        let (code, _, err) = run(root, args);
        let said = "error[SW0825]: `src/api` has the client of `demo.yaml`, whose files would be removed";
        assert!(code == 2 && err.contains(said), "{err}");
        assert!(
            err.contains("choose another directory; if `demo.yaml` is now `shop.yaml`, delete `src/api`"),
            "{err}"
        );
        assert_eq!(texts(&root.join("src/api")), before);
    }
    // A spec that was renamed keeps its directory, if the configuration says so or it is the same as before.
    fs::remove_file(root.join("spec/demo.yaml")).unwrap();
    put(root, "spec/again.yaml", SPEC);
    assert_eq!(run(root, &["generate", "spec/again.yaml", "--out", "src/api"]).0, 0);
    fs::remove_file(root.join("spec/again.yaml")).unwrap();
    assert_eq!(run(root, &["generate"]).0, 0);
}

#[test]
fn colours_are_a_choice() {
    let root = project(BROKEN, Some(CONFIG));
    for (args, variables, has_color) in [
        (["check"].as_slice(), [("NO_COLOR", "1"), ("CLICOLOR_FORCE", "0")], false),
        (&["check"], [("NO_COLOR", ""), ("CLICOLOR_FORCE", "1")], true),
        (&["check", "--color", "always"], [("NO_COLOR", "1"), ("CLICOLOR_FORCE", "0")], true),
        (&["check", "--color", "never"], [("NO_COLOR", ""), ("CLICOLOR_FORCE", "1")], false),
    ] {
        let output = command(root.path(), args).envs(variables).output().unwrap();
        assert_eq!(output.stderr.contains(&0x1b), has_color, "{args:?} {variables:?}");
    }
}

#[test]
fn a_closed_pipe_is_no_panic() {
    let root = project(SPEC, Some(CONFIG));
    for args in [["explain", "SW0103"].as_slice(), &["generate", "--diff"], &["--help"]] {
        let mut child =
            command(root.path(), args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(!err.contains("bug in stubwright") && output.status.code() != Some(101), "{args:?}: {err}");
    }
}
