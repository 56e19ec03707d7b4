//! The cases of `cases/diff`: two versions of a spec, the callers' code for the old one, and the messages about them.

use std::path::Path;

use stubwright_codegen::diff::{Report, Revision, Verdict};
use stubwright_codegen::{Kept, Options, Outcome, generate_with, inspect};
use stubwright_spec::diag::render;
use stubwright_spec::model::Api;

/// A change of a spec.
#[derive(Debug)]
pub(super) struct Case {
    /// The file without its ending, and the heading.
    pub(super) file: String,
    pub(super) name: String,
    /// Both versions.
    pub(super) specs: [String; 2],
    /// The callers' code for the old one, in a module next to `api`.
    pub(super) uses: String,
    /// The expected verdict: `major`, then `deployed` and `ahead` for who no longer understand each other, and `behaviour`.
    pub(super) verdict: String,
}

/// A spec, with the top that all of them share.
fn spec(base: &str, rest: &str) -> String {
    let name = if rest.starts_with("api:") { "" } else { "api: shop\n" };
    format!("stubwright: 1\n{name}{base}{rest}")
}

/// Every case, file after file.
pub(super) fn all() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/diff");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("cases").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    let mut all = Vec::new();
    for path in files {
        let file = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).expect("a text");
        let mut sections = text.split("\n## ");
        // The shared part of all cases of a file.
        let base = block(sections.next().expect("a start"), "yaml").unwrap_or_default();
        all.extend(sections.map(|section| read(&file, base, section)));
    }
    all
}

fn read(file: &str, base: &str, section: &str) -> Case {
    let name = section.lines().next().unwrap_or_default().trim().to_owned();
    let need = |found: Option<&str>, what: &str| {
        found.map(str::to_owned).unwrap_or_else(|| panic!("{file}: `{name}` has no {what}"))
    };
    let verdict = section.lines().find_map(|line| line.strip_prefix("Verdict: "));
    let verdict = need(verdict, "verdict");
    let uses = need(block(section, "rust"), "uses");
    let specs = ["yaml old", "yaml new"].map(|what| spec(base, &need(block(section, what), what)));
    Case { file: file.to_owned(), name, specs, uses, verdict }
}

/// The text of a fenced block.
fn block<'t>(text: &'t str, what: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(&format!("```{what}\n"))?;
    rest.split_once("```").map(|(block, _)| block)
}

impl Case {
    /// Its module in a crate.
    pub(super) fn module(&self) -> String {
        let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
        format!("{}_{}", self.file, self.name).chars().map(plain).collect()
    }

    /// Both versions, the second with the decisions about the first.
    pub(super) fn revisions(&self) -> Result<[Revision; 2], String> {
        let read = |at: usize, kept: Kept| {
            let options = Options { kept, ..Options::default() };
            let found =
                Revision::read("shop.yaml", self.specs[at].as_bytes(), &mut stubwright_spec::alone, &options);
            let reading = &found.reading;
            let said = render::short(&reading.diagnostics, &reading.sources);
            if reading.diagnostics.has_errors() {
                return Err(format!("{}: {}: {said}\n{}", self.file, self.name, self.specs[at]));
            }
            Ok(found)
        };
        let old = read(0, Kept::default())?;
        let new = read(1, old.kept().cloned().unwrap_or_default())?;
        Ok([old, new])
    }

    /// The models of both versions.
    pub(super) fn models(&self) -> [Api; 2] {
        [0, 1].map(|at: usize| inspect("shop.yaml", self.specs[at].as_bytes()).1.expect("a model"))
    }

    pub(super) fn report(&self) -> Result<Report, String> {
        let [old, new] = self.revisions()?;
        Ok(Report::of(&old, &new).expect("no errors"))
    }

    /// The clients of both versions.
    pub(super) fn clients(&self) -> [Outcome; 2] {
        let generate = |at: usize, kept: Kept| {
            let options = Options { kept, ..Options::default() };
            generate_with("shop.yaml", self.specs[at].as_bytes(), &mut stubwright_spec::alone, &options)
        };
        let old = generate(0, Kept::default());
        let new = generate(1, old.kept.clone());
        [old, new]
    }
}

/// A verdict in the words of the cases.
pub(super) fn words(verdict: &Verdict) -> String {
    let mut words = vec![verdict.bump.word()];
    words.extend(verdict.breaks_deployed.then_some("deployed"));
    words.extend(verdict.breaks_ahead.then_some("ahead"));
    words.extend(verdict.behaves.then_some("behaviour"));
    words.join(", ")
}
