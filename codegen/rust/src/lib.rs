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
use source::SourceMap;
use stubwright_spec::{Reading, Spec, alone};

/// The version in the header of every generated file.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// One generated file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeneratedFile {
    /// Path inside the output directory, with `/`: `types.rs`.
    pub path: String,
    /// The whole text, with LF line ends.
    pub text: String,
}

/// What one run gives.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The files read, for rendering diagnostics.
    pub sources: SourceMap,
    /// The names of all files that were asked for, the main one first: whoever watches files watches these.
    pub inputs: Vec<String>,
    /// Everything found.
    pub diagnostics: Diagnostics,
    /// The generated files in output order; empty when there are errors.
    pub files: Vec<GeneratedFile>,
}

impl From<Reading> for Outcome {
    fn from(Reading { sources, inputs, diagnostics }: Reading) -> Self {
        Self { sources, inputs, diagnostics, files: Vec::new() }
    }
}

/// Generates the client of one spec that includes no further files: [`generate_with`] with a loader that has none, and
/// no options.
#[must_use]
pub fn generate(name: &str, bytes: &[u8]) -> Outcome {
    generate_with(name, bytes, &mut alone, &Options::default())
}

/// Generates the client of one spec.
///
/// `name` is the spec's path as diagnostics show it; its last component is in the header of the output.
/// `load` gives the files that the spec includes; [`write::beside`] reads them from the disk.
/// The output depends on the bytes of all files, on the names in `include:`, on that last component and on the options
/// alone.
#[must_use]
pub fn generate_with(name: &str, bytes: &[u8], load: &mut Loader<'_>, options: &Options) -> Outcome {
    let (reading, spec) = read(name, bytes, load, options);
    let mut outcome = Outcome::from(reading);
    let Some(Spec { api, facts, hash }) = spec else { return outcome };
    let diags = &mut outcome.diagnostics;
    let module = plan::plan(&api, &facts, options, diags);
    if diags.has_errors() {
        return outcome;
    }
    let header = render::Header { spec: file_name(name).into(), hash, span: api.name.span };
    let files = render::render(emit::emit(&module), &header, diags);
    if !diags.has_errors() {
        outcome.files = files;
    }
    outcome
}

/// The last component of the spec's path.
fn file_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

/// [`inspect_with`] for a spec that includes no further files, without options.
#[must_use]
pub fn inspect(name: &str, bytes: &[u8]) -> (Reading, Option<model::Api>) {
    inspect_with(name, bytes, &mut alone, &Options::default())
}

/// Reads and checks a spec, the Rust names in it included, without printing anything: no model when it can't be read at
/// all, or when its aliases name each other.
#[must_use]
pub fn inspect_with(
    name: &str,
    bytes: &[u8],
    load: &mut Loader<'_>,
    options: &Options,
) -> (Reading, Option<model::Api>) {
    let (mut reading, spec) = read(name, bytes, load, options);
    let Some(Spec { api, facts, .. }) = spec else { return (reading, None) };
    let _ = plan::plan(&api, &facts, options, &mut reading.diagnostics);
    (reading, Some(api))
}

/// Reads a spec and holds it against the rules of both crates.
fn read(name: &str, bytes: &[u8], load: &mut Loader<'_>, options: &Options) -> (Reading, Option<Spec>) {
    let (mut reading, spec) = stubwright_spec::inspect_with(name, bytes, load);
    if let Some(spec) = &spec {
        validate::validate(&spec.api, options, &mut reading.diagnostics);
    }
    (reading, spec)
}
