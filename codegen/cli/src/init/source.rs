//! The spec of a new crate: a copy, a draft from a page, or the one that the crate has.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::SystemTime;

use stubwright_codegen::lock_file::Lock;
use stubwright_codegen::paths::shown;
use stubwright_codegen::write::{beside, read_spec};
use stubwright_codegen::{Kept, Options, inspect_with};
use stubwright_draft::{self as draft, Input};
use stubwright_spec::choices::{Groups, Overlay};
use stubwright_spec::diag::{Diagnostic, Diagnostics};
use stubwright_spec::front::native::fmt;
use stubwright_spec::source::SourceMap;
use stubwright_spec::{Choices, Format, Reading, front};

/// A spec without errors.
#[derive(Debug)]
pub(crate) struct Source {
    /// The name of its file in the directory `spec`.
    pub(crate) file: String,
    /// The files by their paths in that directory, the spec first.
    pub(crate) files: Vec<(String, String)>,
    /// The name of the overlay in that directory.
    pub(crate) overlay: Option<String>,
    /// The decisions of earlier runs about it.
    pub(crate) kept: Kept,
    /// How it came to the crate.
    pub(crate) making: Making,
    /// How many of its lines are guesses.
    pub(crate) guesses: usize,
    /// How many groups of operations a document has that can be turned on by features.
    pub(crate) groups: usize,
    /// The findings.
    pub(crate) diagnostics: Diagnostics,
    /// The files in which it was found.
    pub(crate) sources: SourceMap,
}

impl Source {
    /// Adds the overlay, by the name of its file if no other file has that.
    pub(crate) fn add_overlay(&mut self, file: &Path, overlay: &Overlay) {
        let Ok(bytes) = &overlay.bytes else { return };
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let name = free(&name, self.files.iter().map(|(path, _)| path.as_str()));
        self.files.push((name.clone(), String::from_utf8_lossy(bytes).into_owned()));
        self.overlay = Some(name);
    }
}

/// How a crate comes by its spec.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Making {
    /// It has the spec already.
    Kept,
    /// From another spec, with these changes.
    Copied(Vec<&'static str>),
    /// From a page.
    Drafted,
}

/// Why there is no spec.
pub(crate) type Findings = Box<(Diagnostics, SourceMap)>;

/// The form in which a crate gets a spec.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Its canonical form, so that `stubwright fmt --check` passes.
    Canonical,
    /// Its bytes.
    AsItIs,
}

/// The spec that a crate has already.
pub(crate) fn own(spec: &Path, options: &Options) -> Result<Source, Findings> {
    let bytes = bytes_of(spec)?;
    let file = spec.file_name().unwrap_or_default().to_string_lossy().into_owned();
    copied(spec, &bytes, &file, (options, Form::AsItIs))
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, Findings> {
    read_spec(path, &shown(path)).map_err(|finding| Box::new((only(*finding), SourceMap::default())))
}

/// Reads a spec, or drafts one from a page. `stem` names its file in the crate.
pub(crate) fn read(from: &Path, stem: &str, now: SystemTime, options: &Options) -> Result<Source, Findings> {
    let bytes = bytes_of(from)?;
    let ending = from.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    match ending.as_str() {
        "yaml" | "yml" | "json" => {
            let ending = if ending == "json" { "json" } else { "yaml" };
            copied(from, &bytes, &format!("{stem}.{ending}"), (options, Form::Canonical))
        }
        _ => drafted(&shown(from), &bytes, &format!("{stem}.yaml"), now, options),
    }
}

/// The spec and the files that it includes.
fn copied(
    from: &Path,
    bytes: &[u8],
    file: &str,
    (options, form): (&Options, Form),
) -> Result<Source, Findings> {
    let name = shown(from);
    let lock = Lock::beside(from);
    if !lock.diagnostics.is_empty() {
        return Err(Box::new((lock.diagnostics, lock.sources)));
    }
    let options = Options { kept: lock.kept(), ..options.clone() };
    let mut loaded: Vec<(String, Vec<u8>)> = Vec::new();
    let mut disk = beside(from);
    let mut load = |name: &str| {
        let bytes = disk(name)?;
        if !loaded.iter().any(|(known, _)| known == name) {
            loaded.push((name.to_owned(), bytes.clone()));
        }
        Ok(bytes)
    };
    let (reading, _) = inspect_with(&name, bytes, &mut load, &options);
    if reading.diagnostics.has_errors() {
        return Err(Box::new((reading.diagnostics, reading.sources)));
    }
    let is_copied = form == Form::Canonical;
    // A document stays as its vendor has it.
    let form = if reading.format == Format::Native { form } else { Form::AsItIs };
    let (included, groups) = read_again(&name, bytes, from, &options.choices);
    let groups = if reading.format == Format::OpenApi { groups } else { 0 };
    let form_of = |path: &String| if included.contains(path) { form } else { Form::AsItIs };
    let file =
        if is_copied { free(file, loaded.iter().map(|(path, _)| path.as_str())) } else { file.to_owned() };
    let mut changes = Vec::new();
    let mut files = vec![(file.clone(), text(&name, bytes, form, &mut changes))];
    for (path, bytes) in &loaded {
        files.push((path.clone(), text(path, bytes, form_of(path), &mut changes)));
    }
    let making = if is_copied { Making::Copied(changes) } else { Making::Kept };
    let Reading { sources, diagnostics, .. } = reading;
    Ok(Source {
        file,
        files,
        overlay: None,
        kept: options.kept,
        making,
        guesses: 0,
        groups,
        diagnostics,
        sources,
    })
}

/// The name of a spec next to the files that it includes, which keep the names by which they are included.
fn free<'a>(file: &str, taken: impl Iterator<Item = &'a str> + Clone) -> String {
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, "yaml"));
    let mut free = file.to_owned();
    let mut number = 1;
    while taken.clone().any(|path| path.eq_ignore_ascii_case(&free)) {
        number += 1;
        free = format!("{stem}-{number}.{ending}");
    }
    free
}

/// The names of the files that are parts of the spec, samples aside, and the number of groups that divide its operations.
fn read_again(name: &str, bytes: &[u8], from: &Path, choices: &Choices) -> (Vec<String>, usize) {
    let choices = Choices { groups: Groups::Dividing, ..choices.clone() };
    let api = front::files::read(name, bytes, &mut beside(from), &choices, &mut Reading::default());
    let Some(api) = api else { return Default::default() };
    let tags = api.endpoints.iter().filter_map(|endpoint| endpoint.tag.as_ref());
    let tags: BTreeSet<&str> = tags.map(|tag| tag.as_str()).collect();
    (api.include.iter().map(|name| name.value.clone()).collect(), tags.len())
}

const FORMATTED: &str = "in its canonical form";
const WITHOUT_SCHEMA: &str = "without the comment `$schema`, whose file is not in the crate";

/// The text of a file in this form; `changes` gets how it differs from what was there.
fn text(name: &str, bytes: &[u8], form: Form, changes: &mut Vec<&'static str>) -> String {
    // Bytes that are not text were reported when the spec was read.
    let text = String::from_utf8_lossy(bytes).into_owned();
    if form == Form::AsItIs || name.ends_with(".json") {
        return text;
    }
    let mut changed = |is_changed: bool, change: &'static str| {
        if is_changed && !changes.contains(&change) {
            changes.push(change);
        }
    };
    let kept: String = text.split_inclusive('\n').filter(|line| !names_schema_file(line)).collect();
    changed(kept != text, WITHOUT_SCHEMA);
    let formatted = fmt::format(name, kept.as_bytes()).1.unwrap_or_else(|| kept.clone());
    changed(formatted != kept, FORMATTED);
    formatted
}

/// Whether a line is the comment by which editors find the schema of a spec, and names a file and not a URL.
fn names_schema_file(line: &str) -> bool {
    let comment = line.strip_prefix('#').map(str::trim_start);
    let setting = comment.and_then(|comment| comment.strip_prefix("yaml-language-server:")).map(str::trim);
    setting.and_then(|setting| setting.strip_prefix("$schema=")).is_some_and(|schema| !schema.contains("://"))
}

fn drafted(
    page: &str,
    bytes: &[u8],
    file: &str,
    now: SystemTime,
    options: &Options,
) -> Result<Source, Findings> {
    let draft = draft::draft(&[Input { name: page, bytes }], now);
    if draft.diagnostics.has_errors() {
        return Err(Box::new((draft.diagnostics, draft.sources)));
    }
    let mut alone = |_: &str| Err(String::from("a draft includes no files"));
    let (reading, _) = inspect_with(file, draft.yaml.as_bytes(), &mut alone, options);
    if reading.diagnostics.has_errors() {
        return Err(Box::new((reading.diagnostics, reading.sources)));
    }
    Ok(Source {
        file: file.to_owned(),
        files: vec![(file.to_owned(), draft.yaml)],
        overlay: None,
        kept: Kept::default(),
        making: Making::Drafted,
        guesses: draft.counts.guesses,
        groups: 0,
        diagnostics: draft.diagnostics,
        sources: draft.sources,
    })
}

fn only(finding: Diagnostic) -> Diagnostics {
    let mut all = Diagnostics::default();
    all.push(finding);
    all
}
