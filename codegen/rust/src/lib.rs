//! Stubwright's generator: from a YAML description of an HTTP API and its error table to a typed Rust client.
//!
//! `stubwright-spec` reads and checks the description. The passes here, one module each: [`plan`] (every name, type and doc
//! text decided) → `emit` (tokens) → `render` (text) → [`write`](mod@write).

pub mod build_script;
pub mod config;
mod emit;
pub mod options;
pub mod paths;
pub mod plan;
mod render;
mod validate;
pub mod write;

pub use build_script::Build;
pub use options::Options;
pub use stubwright_spec::{Loader, diag, model, source, stack};

use diag::Diagnostics;
use model::analysis::Analysis;
use plan::names::Names;
use source::SourceMap;
use stubwright_spec::{Reading, Spec, alone};

/// The version in the header of every generated file.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// One generated file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeneratedFile {
    /// Path inside the output directory, with `/`: `types.rs`.
    pub path: String,
    /// The whole text, with LF line endings.
    pub text: String,
}

/// The result of one run.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The files read, for rendering diagnostics.
    pub sources: SourceMap,
    /// The names of all files that were requested, the main one first: the files to watch.
    pub inputs: Vec<String>,
    /// All findings.
    pub diagnostics: Diagnostics,
    /// The generated files in output order; empty if there are errors.
    pub files: Vec<GeneratedFile>,
}

impl From<Reading> for Outcome {
    fn from(Reading { sources, inputs, diagnostics }: Reading) -> Self {
        Self { sources, inputs, diagnostics, files: Vec::new() }
    }
}

/// Generates the client of a spec that includes no other files: [`generate_with`] without a loader and options.
#[must_use]
pub fn generate(name: &str, bytes: &[u8]) -> Outcome {
    generate_with(name, bytes, &mut alone, &Options::default())
}

/// Generates the client of a spec.
///
/// `name` is the spec's path as shown in diagnostics; its last component is in the header of the output.
/// `load` returns the files that the spec includes; [`write::beside`] reads them from disk.
/// The output depends only on the bytes of all files, on the names in `include:`, on that last component and on the
/// options.
#[must_use]
pub fn generate_with(name: &str, bytes: &[u8], load: &mut Loader<'_>, options: &Options) -> Outcome {
    let (reading, understood) = understand(name, bytes, load, options);
    let mut outcome = Outcome::from(reading);
    if let Some(understood) = understood {
        outcome.files = print(name, &understood, options, &mut outcome.diagnostics);
    }
    outcome
}

/// The files of a spec without errors. Its names are then compared with the identifiers that the generator itself writes.
fn print(
    name: &str,
    understood: &Understood,
    options: &Options,
    diags: &mut Diagnostics,
) -> Vec<GeneratedFile> {
    let Some(sound) = Sound::new(understood, diags) else { return Vec::new() };
    let module = plan::plan(&sound, options);
    let Spec { api, hash, .. } = &understood.spec;
    let header = render::Header { spec: file_name(name).into(), hash: *hash, span: api.name.span };
    let files = render::render(emit::emit(&module), &header, diags);
    if diags.has_errors() {
        return Vec::new();
    }
    let foreign = &understood.names.foreign;
    if !foreign.is_empty() {
        let written = files.iter().flat_map(|file| render::identifiers(&file.text)).collect();
        foreign.check(&written, diags);
    }
    files
}

/// The last component of the spec's path.
fn file_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

/// [`inspect_with`] for a spec that includes no other files, without options.
#[must_use]
pub fn inspect(name: &str, bytes: &[u8]) -> (Reading, Option<model::Api>) {
    inspect_with(name, bytes, &mut alone, &Options::default())
}

/// Reads and checks a spec, including its Rust names, without generating files. There is no model if the spec can't be
/// read at all, or if its aliases refer to each other.
#[must_use]
pub fn inspect_with(
    name: &str,
    bytes: &[u8],
    load: &mut Loader<'_>,
    options: &Options,
) -> (Reading, Option<model::Api>) {
    let (mut reading, understood) = understand(name, bytes, load, options);
    let Some(understood) = understood else { return (reading, None) };
    if !understood.names.foreign.is_empty() {
        // Only what would be printed says whether a name looks like one of ours.
        print(name, &understood, options, &mut reading.diagnostics);
    }
    (reading, Some(understood.spec.api))
}

/// The results of the passes up to the names, whether or not they found errors.
struct Understood {
    spec: Spec,
    names: Names,
}

/// A model without errors, and its names: the only input of the planner, which may rely on everything that was checked.
#[derive(Debug)]
pub struct Sound<'a> {
    api: &'a model::Api,
    analysis: &'a Analysis,
    names: &'a Names,
}

impl<'a> Sound<'a> {
    /// `None` if there are errors.
    fn new(understood: &'a Understood, found: &Diagnostics) -> Option<Self> {
        let Understood { spec: Spec { api, analysis, .. }, names } = understood;
        (!found.has_errors()).then_some(Self { api, analysis, names })
    }
}

/// Runs the passes up to the names. Names are assigned despite errors, so that one run also finds mistakes in names.
fn understand(
    name: &str,
    bytes: &[u8],
    load: &mut Loader<'_>,
    options: &Options,
) -> (Reading, Option<Understood>) {
    let (mut reading, spec) = stubwright_spec::inspect_with(name, bytes, load);
    let understood = spec.map(|spec| {
        validate::validate(&spec.api, options, &mut reading.diagnostics);
        let names = Names::of(&spec.api, &spec.analysis, &mut reading.diagnostics);
        Understood { spec, names }
    });
    (reading, understood)
}
