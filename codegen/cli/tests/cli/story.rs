//! A year of a client: its page changes, and each time the owner of its crate does what the README says. Programs that
//! use the crate compile or fail as the verdict said.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{git, put, run};

const SPEC: &str = r#"stubwright: 1
api: shop
servers: {production: "https://api.shop.example"}
timezone: "+00:00"
envelope: {success: {success: true}, code: code, message: message, data: data}
errors:
  SHIPPED: {name: Shipped, message: The order was shipped already}
  LATE: {name: TooLate, message: Not later than in a year, check: {time: {until: {max: now+12mo}}}}
endpoints:
  cancel_order: {post: /orders/cancel, request: CancelOrder, response: Cancelled}
  list_orders: {get: /orders, response: Orders}
types:
  CancelOrder: {orderId: i64, note?: string, until?: date}
  Cancelled: {orderId: i64, refund: decimal}
  Orders: {ids: [i64]}
"#;

/// A program written for the first version.
const PROGRAM: &str = r#"use shop_client::types::CancelOrder;
use shop_client::{Client, Error, ErrorCode};

pub async fn cancel(client: &Client) -> Result<String, Error> {
    let request = CancelOrder::new(1).with_note("twice");
    match client.cancel_order(&request).await {
        Ok(done) => Ok(done.refund.to_string()),
        Err(error) if error.kind() == Some(ErrorCode::Shipped) => Ok(String::new()),
        Err(error) => Err(error),
    }
}

pub async fn count(client: &Client) -> Result<usize, Error> {
    Ok(client.list_orders(&shop_client::types::ListOrdersRequest::new()).await?.ids.len())
}
"#;

/// A change of the page, and the messages about it.
struct Change {
    name: &'static str,
    /// Replacements in the spec.
    spec: (&'static str, &'static str),
    /// Lines of the difference of the generated code.
    stale: &'static str,
    verdict: &'static str,
    /// Who is affected, as a value of `--fail-on`.
    fails: &'static [&'static str],
    /// The version after it.
    version: &'static str,
    changelog: [&'static str; 2],
    /// Replacements in programs that don't compile any more, and a word of the error.
    mended: Option<((&'static str, &'static str), &'static str)>,
}

const CHANGES: [Change; 5] = [
    Change {
        name: "row",
        spec: ("  LATE:", "  BUSY: {name: Busy, message: Try again}\n  LATE:"),
        stale: "+    Busy,\n",
        verdict: "minor: ",
        fails: &["minor"],
        version: "0.1.1",
        changelog: ["### Added", "- New error `BUSY` (`ErrorCode::Busy`)."],
        mended: None,
    },
    Change {
        name: "rename",
        spec: ("note?: string", "remark?: string"),
        stale: "-    pub note: Option<String>,\n",
        verdict: "major: ",
        fails: &["major", "minor"],
        version: "0.2.0",
        changelog: ["### Removed", "- **Breaking:** The field `CancelOrder.note` is gone"],
        mended: Some((("with_note", "with_remark"), "with_note")),
    },
    Change {
        name: "required",
        spec: ("until?: date", "until: date"),
        stale: "+    pub until: rt::Date,\n",
        verdict: "major: ",
        fails: &["major", "minor", "wire"],
        version: "0.3.0",
        changelog: [
            "### Changed",
            "- **Breaking:** The field `CancelOrder.until` is required, and was optional",
        ],
        mended: Some((
            (
                "CancelOrder::new(1)",
                "CancelOrder::new(1, shop_client::runtime::Date::new(2030, 1, 1).unwrap())",
            ),
            "argument",
        )),
    },
    Change {
        name: "endpoint",
        spec: ("  list_orders: {get: /orders, response: Orders}\n", ""),
        stale: "-    pub fn list_orders<'a>(\n",
        verdict: "major: ",
        fails: &["major", "minor", "wire"],
        version: "0.4.0",
        changelog: ["### Removed", "- **Breaking:** The endpoint `list_orders` is gone"],
        mended: Some((
            (
                "pub async fn count(client: &Client) -> Result<usize, Error> {\n    Ok(client.list_orders(&shop_client::types::ListOrdersRequest::new()).await?.ids.len())\n}\n",
                "",
            ),
            "ListOrdersRequest",
        )),
    },
    Change {
        name: "deadline",
        spec: ("now+12mo", "now+24mo"),
        stale: "+    let latest = ZONE.after(clock, 24, rt::preflight::TimeUnit::Months);\n",
        verdict: "patch: ",
        fails: &["behaviour"],
        version: "0.4.1",
        changelog: ["### Changed", "- The check of `LATE`"],
        mended: None,
    },
];

/// A client at one of its versions, or a program that uses it: packages of one workspace, checked all at once.
struct Packages {
    dir: tempfile::TempDir,
}

impl Packages {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        put(dir.path(), "Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"*-*\"]\n");
        fs::copy(root().join("Cargo.lock"), dir.path().join("Cargo.lock")).unwrap();
        Self { dir }
    }

    /// Keeps the client as it is now.
    fn client(&self, version: &str, from: &Path) {
        let place = format!("client-{version}");
        let runtime = root().join("codegen/runtime");
        let manifest = format!(
            "[package]\nname = \"{place}\"\nedition = \"2024\"\n\n[lib]\nname = \"shop_client\"\n\n[dependencies]\n\
             stubwright-runtime = {{ path = {runtime:?}, default-features = false, features = [\"blocking\", \"regex\", \"testing\"] }}\n"
        );
        put(self.dir.path(), &format!("{place}/Cargo.toml"), &manifest);
        put(self.dir.path(), &format!("{place}/src/lib.rs"), "pub mod api;\npub use api::*;\n");
        for entry in fs::read_dir(from.join("src/api")).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            put(self.dir.path(), &format!("{place}/src/api/{name}"), &fs::read_to_string(&path).unwrap());
        }
    }

    /// Adds a program for a version of the client.
    fn program(&self, name: &str, version: &str, text: &str) {
        let manifest = format!(
            "[package]\nname = \"program-{name}\"\nedition = \"2024\"\n\n[dependencies]\n\
             shop_client = {{ package = \"client-{version}\", path = \"../client-{version}\" }}\n"
        );
        put(self.dir.path(), &format!("program-{name}/Cargo.toml"), &manifest);
        put(self.dir.path(), &format!("program-{name}/src/lib.rs"), text);
    }

    /// The programs that don't compile, each with what the compiler says.
    fn check(&self) -> Vec<(String, String)> {
        let mut command = Command::new(env!("CARGO"));
        command.args(["check", "--workspace", "--keep-going", "--offline", "--quiet"]);
        command.args(["--message-format", "json"]).current_dir(self.dir.path());
        // Nobody debugs or edits these crates. The tests of `diff` compile the runtime in the same way.
        command.envs([("CARGO_PROFILE_DEV_DEBUG", "false"), ("CARGO_INCREMENTAL", "0")]);
        command.env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("callers"));
        let output = command.output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        let mut failing: Vec<(String, String)> = Vec::new();
        for line in said.lines() {
            let message: serde_json::Value = serde_json::from_str(line).unwrap();
            if message["message"]["level"] != "error" {
                continue;
            }
            let path = PathBuf::from(message["manifest_path"].as_str().unwrap());
            let name = path.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
            let text = message["message"]["rendered"].as_str().unwrap_or_default();
            match failing.iter_mut().find(|(known, _)| *known == name) {
                Some((_, all)) => all.push_str(text),
                None => failing.push((name, text.to_owned())),
            }
        }
        assert!(!failing.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        failing.sort();
        failing
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Runs the owner's commands after a change and checks their messages; the directory has the new version afterwards.
fn told(dir: &Path, change: &Change) {
    let Change { name, stale, verdict, fails, version, changelog: [heading, entry], .. } = change;
    let (code, out, err) = run(dir, &["generate", "--check"]);
    assert_eq!(code, 1, "{name}: {err}");
    let difference = format!("{out}{err}");
    assert!(difference.contains(stale) && difference.contains("@@"), "{name}: {difference}");

    let (code, out, err) = run(dir, &["diff"]);
    assert_eq!(code, 0, "{name}: {err}");
    assert!(out.starts_with(&format!("spec/shop.yaml: {verdict}")), "{name}: {out}");
    assert!(out.trim_end().ends_with(&format!(" is {version}")), "{name}: {out}");
    for level in ["major", "minor", "wire", "behaviour"] {
        let (code, _, err) = run(dir, &["diff", "--fail-on", level]);
        assert_eq!(code, i32::from(fails.contains(&level)), "{name}, {level}: {err}");
    }

    let (code, _, err) = run(dir, &["generate"]);
    assert_eq!(code, 0, "{name}: {err}");
    assert_eq!(run(dir, &["generate", "--check", "--locked"]).0, 0, "{name}");

    let (code, out, err) = run(dir, &["diff", "--changelog"]);
    assert_eq!(code, 0, "{name}: {err}");
    let section = out.split_once(heading).map(|(_, section)| section).unwrap_or_default();
    assert!(section.lines().any(|line| line.starts_with(entry)), "{name}: {out}");
    assert_eq!(out.contains("**Breaking:**"), fails.contains(&"major"), "{name}: {out}");
}

fn commit(dir: &Path, version: &str) {
    put(dir, "Cargo.toml", &format!("[package]\nname = \"shop-client\"\nversion = \"{version}\"\n"));
    git(dir, &["add", "-A"]);
    git(dir, &["commit", "-q", "-m", version]);
}

#[test]
fn what_the_verdict_says_comes_true() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    put(dir, "spec/shop.yaml", SPEC);
    put(dir, "stubwright.toml", "[[api]]\nspec = \"spec/shop.yaml\"\nout = \"src/api\"\n");
    git(dir, &["init", "-q", "-b", "main"]);
    assert_eq!(run(dir, &["generate"]).0, 0);
    commit(dir, "0.1.0");

    let (mut spec, mut program) = (SPEC.to_owned(), PROGRAM.to_owned());
    let packages = Packages::new();
    packages.client("first", dir);
    packages.program("first", "first", &program);
    let mut expected = Vec::new();
    for change in &CHANGES {
        let (from, to) = change.spec;
        assert_eq!(spec.matches(from).count(), 1, "{from}");
        spec = spec.replace(from, to);
        put(dir, "spec/shop.yaml", &spec);
        told(dir, change);
        commit(dir, change.version);

        packages.client(change.name, dir);
        packages.program(change.name, change.name, &program);
        if let Some(((from, to), word)) = change.mended {
            expected.push((format!("program-{}", change.name), word));
            assert!(program.contains(from), "{from}");
            program = program.replace(from, to);
            packages.program(&format!("{}-mended", change.name), change.name, &program);
        }
    }
    let failing = packages.check();
    let names: Vec<&String> = failing.iter().map(|(name, _)| name).collect();
    expected.sort();
    assert_eq!(names, expected.iter().map(|(name, _)| name).collect::<Vec<_>>(), "{failing:#?}");
    for ((name, said), (_, word)) in failing.iter().zip(&expected) {
        assert!(said.contains(word), "{name}: {said}");
    }
}
