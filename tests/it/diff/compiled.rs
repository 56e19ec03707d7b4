//! Whether callers compile is what the verdict says.
//!
//! The clients of all cases are modules of one crate, each next to the callers' code for the old version. rustc reports
//! mistakes in names before those in types, and those before those in borrows, so modules that fail are left out, and the
//! rest is checked again until nothing fails.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use stubwright_codegen::{Outcome, write};

use super::case;
use crate::outside::{PLAIN, root};

/// A crate whose modules are clients with their callers.
pub(super) struct Crate {
    dir: tempfile::TempDir,
    modules: Vec<String>,
}

impl Crate {
    #[expect(clippy::disallowed_methods, reason = "the test writes its own crate")]
    pub(super) fn new() -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let runtime = root().join("codegen/runtime");
        let manifest = format!(
            "[package]\nname = \"callers\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
             stubwright-runtime = {{ path = {runtime:?}, default-features = false, features = [\"blocking\", \"regex\", \"testing\"] }}\n\
             serde_json = \"1\"\n"
        );
        fs::create_dir_all(dir.path().join("src")).expect("a directory");
        fs::write(dir.path().join("Cargo.toml"), manifest).expect("a file");
        fs::copy(root().join("Cargo.lock"), dir.path().join("Cargo.lock")).expect("the lock file");
        Self { dir, modules: Vec::new() }
    }

    /// Adds a client, and what callers wrote, in which the module `api` is the client.
    #[expect(clippy::disallowed_methods, reason = "the test writes its own crate")]
    pub(super) fn add(&mut self, module: &str, client: &Outcome, uses: &str) {
        let dir = self.dir.path().join("src").join(module);
        fs::create_dir_all(&dir).expect("a directory");
        write::apply(&dir.join("api"), &client.files).expect("the client");
        let head =
            "pub mod api;\nuse self::api::types::*;\nuse self::api::blocking::Client;\nuse self::api::*;\n";
        fs::write(dir.join("mod.rs"), format!("{head}{uses}")).expect("a file");
        self.modules.push(module.to_owned());
    }

    #[expect(clippy::disallowed_methods, reason = "the test writes its own crate")]
    fn write_root(&self, name: &str, left_out: &BTreeMap<String, String>, more: &str) {
        let mut text = String::from("#![allow(warnings)]\n");
        for module in self.modules.iter().filter(|module| !left_out.contains_key(*module)) {
            text.push_str(&format!("pub mod {module};\n"));
        }
        fs::write(self.dir.path().join("src").join(name), text + more).expect("a file");
    }

    /// The modules that don't compile, each with the first error in it.
    pub(super) fn check(&self) -> BTreeMap<String, String> {
        let mut failing = BTreeMap::new();
        loop {
            self.write_root("lib.rs", &failing, "");
            let run = self.cargo(&["check", "--quiet", "--offline", "--message-format", "json"]);
            let said = String::from_utf8_lossy(&run.stdout);
            let found: Vec<(BTreeSet<String>, String)> = said.lines().filter_map(error).collect();
            if found.is_empty() {
                assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
                return failing;
            }
            let before = failing.len();
            for (places, text) in found {
                for module in places {
                    failing.entry(module).or_insert_with(|| text.clone());
                }
            }
            assert!(failing.len() > before, "an error outside of all modules: {said}");
        }
    }

    fn cargo(&self, args: &[&str]) -> std::process::Output {
        let mut command = Command::new(env!("CARGO"));
        command.args(args).current_dir(self.dir.path()).envs(PLAIN);
        command.env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("callers"));
        command.output().expect("cargo runs")
    }

    /// The output of a program with these modules and this `main`.
    pub(super) fn run(&self, main: &str) -> String {
        self.write_root("main.rs", &BTreeMap::new(), main);
        let run = self.cargo(&["run", "--quiet", "--offline"]);
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        String::from_utf8(run.stdout).expect("text")
    }
}

/// The modules that an error is in, and its text.
fn error(line: &str) -> Option<(BTreeSet<String>, String)> {
    let message: serde_json::Value = serde_json::from_str(line).ok()?;
    let message = &message["message"];
    if message["level"] != "error" {
        return None;
    }
    let mut modules = BTreeSet::new();
    places(message, &mut modules);
    let text = message["rendered"].as_str().unwrap_or_default().to_owned();
    (!modules.is_empty()).then_some((modules, text))
}

/// The modules of the files that a message or a part of it names.
fn places(message: &serde_json::Value, modules: &mut BTreeSet<String>) {
    for span in message["spans"].as_array().into_iter().flatten() {
        let path = PathBuf::from(span["file_name"].as_str().unwrap_or_default());
        let mut parts = path.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
        if span["is_primary"] == true && parts.next().is_some_and(|first| first == "src") {
            modules.extend(parts.next().filter(|part| !part.contains('.')));
        }
    }
}

#[test]
fn callers_compile_as_the_verdict_says() {
    let mut all = Crate::new();
    let mut expected = BTreeSet::new();
    for case in case::all() {
        for (client, version) in case.clients().iter().zip(["old", "new"]) {
            let module = format!("{}_{version}", case.module());
            all.add(&module, client, &case.uses);
            if version == "new" && case.verdict.starts_with("major") {
                expected.insert(module);
            }
        }
    }
    let failing = all.check();
    let unexpected = failing.iter().filter(|(module, _)| !expected.contains(*module));
    let unexpected: Vec<String> = unexpected.map(|(module, error)| format!("{module}: {error}")).collect();
    let compiling: Vec<&String> = expected.iter().filter(|module| !failing.contains_key(*module)).collect();
    assert!(
        unexpected.is_empty() && compiling.is_empty(),
        "these don't compile: {}\nthese compile: {compiling:#?}",
        unexpected.join("\n")
    );
}
