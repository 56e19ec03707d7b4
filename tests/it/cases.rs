//! Where the cases are, and how one is run.

use std::path::{Path, PathBuf};

use stubwright_codegen::config::{Config, FILE_NAME, open};
use stubwright_codegen::write::beside;
use stubwright_codegen::{Options, Outcome, generate, generate_with};
use stubwright_spec::diag::Code;
use stubwright_spec::lint::{Level, Lint};
use stubwright_spec::stack;

/// A spec to generate from.
pub(crate) struct Case {
    /// The directory of the case, or the stem of its file.
    pub(crate) name: String,
    /// The name of the spec in diagnostics and headers.
    pub(crate) file: String,
    /// Where it is, for the files it includes.
    pub(crate) path: PathBuf,
    /// The spec.
    pub(crate) bytes: Vec<u8>,
}

impl Case {
    /// The case at `path`, a spec.
    pub(crate) fn at(path: &Path) -> Self {
        let part = |path: Option<&std::ffi::OsStr>| path.unwrap_or_default().to_string_lossy().into_owned();
        let name = match path.file_stem() {
            Some(stem) if stem == "spec" => path.parent().and_then(Path::file_name),
            stem => stem,
        };
        Self {
            name: part(name),
            file: part(path.file_name()),
            path: path.to_owned(),
            bytes: std::fs::read(path).unwrap(),
        }
    }

    /// Generates.
    pub(crate) fn run(&self) -> Outcome {
        self.run_as(&self.file, &self.bytes)
    }

    /// The options in the configuration next to the spec, if there is one.
    pub(crate) fn options(&self) -> Options {
        let config = self.path.with_file_name(FILE_NAME);
        let found = if config.is_file() { open(&config) } else { Config::default() };
        assert!(found.diagnostics.is_empty(), "{}", self.name);
        let mut options = found.options_of(&self.path);
        // A case that is named after a lint is about what the lint finds, also where nobody asks for it.
        if let Some(lint) = self.name.split('-').next().and_then(Code::parse).and_then(Lint::of) {
            options.lints.set(lint.code.as_str(), Level::Warn).unwrap();
        }
        options
    }

    /// Generates from other bytes or under another name, with the files of the case next to them.
    pub(crate) fn run_as(&self, file: &str, bytes: &[u8]) -> Outcome {
        let options = self.options();
        stack::on_large_stack(|| generate_with(file, bytes, &mut beside(&self.path), &options)).unwrap()
    }
}

/// Generates the way the command and build scripts do.
pub(crate) fn run(file: &str, bytes: &[u8]) -> Outcome {
    stack::on_large_stack(|| generate(file, bytes)).unwrap()
}

/// Every spec under `cases/ok`, and the one of the repository.
pub(crate) fn sound() -> Vec<Case> {
    let mut cases = under("cases/ok");
    cases.push(Case::at(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/qiandun.yaml")));
    cases
}

/// Every document under `cases/openapi`, by names that no other case has.
pub(crate) fn openapi() -> Vec<Case> {
    let named = |case: Case| Case { name: format!("openapi-{}", case.name), ..case };
    under("cases/openapi").into_iter().map(named).collect()
}

/// Every case under `cases/features`, whose operations are turned on by features.
pub(crate) fn featured() -> Vec<Case> {
    let named = |case: Case| Case { name: format!("features-{}", case.name), ..case };
    under("cases/features").into_iter().map(named).collect()
}

/// The cases in a directory of cases.
fn under(cases: &str) -> Vec<Case> {
    let all = folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join(cases));
    let mut specs: Vec<PathBuf> =
        all.iter().filter(|case| case.is_dir()).flat_map(|case| folder(case)).collect();
    // The files that a case includes are in directories of it.
    specs.retain(|path| path.file_stem().is_some_and(|stem| stem == "spec"));
    specs.iter().map(|path| Case::at(path)).collect()
}

/// The specs of the fictional platforms, which use the whole format and are divided into files.
pub(crate) fn platforms() -> Vec<Case> {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    ["banxin", "harbor", "plaza", "tally"]
        .map(|name| Case::at(&specs.join(name).with_extension("yaml")))
        .into()
}

/// Every file under `cases/err`.
pub(crate) fn mistaken() -> Vec<Case> {
    let all = folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/err"));
    all.iter().filter(|path| path.is_file()).map(|path| Case::at(path)).collect()
}

/// The case of a directory under `cases/ok`.
pub(crate) fn named(name: &str) -> Case {
    let found = sound().into_iter().find(|case| case.name == name);
    found.unwrap_or_else(|| panic!("there is no case {name}"))
}

/// The contents of a directory, in order.
fn folder(path: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries
}

/// The codes of an outcome in file order.
pub(crate) fn codes(outcome: &Outcome) -> Vec<Code> {
    outcome.diagnostics.sorted().iter().map(|item| item.code).collect()
}

/// Text in double quotes that is JSON and YAML at once.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control()
                || matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}') =>
            {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
