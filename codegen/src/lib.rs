//! Stubwright's generator: from a YAML description of an HTTP API and its error table to a typed Rust client.
//!
//! The passes, one module each: [`source`] (text to nodes) → `front` (nodes to [`ast`]) → [`resolve`] and [`check`] →
//! [`model`] → [`plan`] (every name, type and doc text decided) → `emit` (tokens) → `render` (text) → [`write`](mod@write).
//! Parsing and checking never fail: they return what they have, and diagnostics.

pub mod ast;
pub mod build_script;
mod calendar;
pub mod check;
pub mod config;
pub mod diag;
#[cfg(feature = "draft")]
pub mod draft;
mod emit;
pub mod fix;
pub mod front;
mod json;
pub mod model;
pub mod options;
pub mod paths;
pub mod plan;
mod render;
pub mod resolve;
pub mod schema;
pub mod source;
pub mod stack;
mod template;
pub mod write;

pub use build_script::Build;
pub use options::Options;

pub use front::files::Loader;

use diag::Diagnostics;
use front::files::Read;
use model::facts::Facts;
use source::SourceMap;

/// The version that stands in the header of every generated file.
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

/// Generates the client of one spec that includes no further files: [`generate_with`] with a loader that has none, and
/// no options.
#[must_use]
pub fn generate(name: &str, bytes: &[u8]) -> Outcome {
    generate_with(name, bytes, &mut alone, &Options::default())
}

/// Generates the client of one spec.
///
/// `name` is the spec's path as diagnostics show it; its last component stands in the header of the output.
/// `load` gives the files that the spec includes; [`write::beside`] reads them from the disk.
/// The output depends on the bytes of all files, on the names in `include:`, on that last component and on the options
/// alone.
#[must_use]
pub fn generate_with(name: &str, bytes: &[u8], load: &mut Loader<'_>, options: &Options) -> Outcome {
    let mut outcome = Outcome::default();
    let Some(Understood { api, facts, hash }) = understand(name, bytes, load, options, &mut outcome) else {
        return outcome;
    };
    let diags = &mut outcome.diagnostics;
    let module = plan::plan(&api, &facts, options, diags);
    if diags.has_errors() {
        return outcome;
    }
    let header = render::Header { spec: &header_name(name), hash, span: api.name.span };
    let files = render::render(emit::emit(&module), &header, diags);
    if !diags.has_errors() {
        compare(&module, &files, diags);
        outcome.files = files;
    }
    outcome
}

/// Holds the names of the spec against the identifiers that the generator writes itself.
fn compare(module: &plan::Module, files: &[GeneratedFile], diags: &mut Diagnostics) {
    if !module.foreign.is_empty() {
        let written = files.iter().flat_map(|file| render::identifiers(&file.text)).collect();
        module.foreign.check(&written, diags);
    }
}

/// The loader of callers that have the bytes of one file and nothing else.
fn alone(_: &str) -> Result<Vec<u8>, String> {
    Err(String::from("only the main file is at hand"))
}

/// The last component of the spec's path as the header shows it: on one line, with nothing that turns a comment.
fn header_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.chars()
        .map(|c| {
            if c.is_control() || check::is_hidden(c) || matches!(c, '\u{2028}' | '\u{2029}') {
                '_'
            } else {
                c
            }
        })
        .collect()
}

/// Reads and checks a spec, and plans its names, without giving files: `None` when it cannot be read at all, or
/// when its aliases name each other.
#[must_use]
pub fn inspect(name: &str, bytes: &[u8]) -> (Outcome, Option<model::Api>) {
    inspect_with(name, bytes, &mut alone, &Options::default())
}

/// [`inspect`] for a spec that includes further files.
#[must_use]
pub fn inspect_with(
    name: &str,
    bytes: &[u8],
    load: &mut Loader<'_>,
    options: &Options,
) -> (Outcome, Option<model::Api>) {
    let mut outcome = Outcome::default();
    let Some(Understood { api, facts, hash }) = understand(name, bytes, load, options, &mut outcome) else {
        return (outcome, None);
    };
    let diags = &mut outcome.diagnostics;
    let module = plan::plan(&api, &facts, options, diags);
    if !module.foreign.is_empty() && !diags.has_errors() {
        let header = render::Header { spec: &header_name(name), hash, span: api.name.span };
        compare(&module, &render::render(emit::emit(&module), &header, diags), diags);
    }
    (outcome, Some(api))
}

/// What the passes up to the model give.
struct Understood {
    api: model::Api,
    facts: Facts,
    hash: u64,
}

/// The passes up to the model.
fn understand(
    name: &str,
    bytes: &[u8],
    load: &mut Loader<'_>,
    options: &Options,
    outcome: &mut Outcome,
) -> Option<Understood> {
    let Read { api: ast, hash } = front::files::read(name, bytes, load, outcome)?;
    let diags = &mut outcome.diagnostics;
    let api = resolve::resolve(&ast, diags);
    let facts = Facts::of(&api);
    check::check(&api, &facts, options, diags);
    // Aliases that name each other stand for nothing, and following them has no end.
    facts.nameless().is_empty().then_some(Understood { api, facts, hash })
}

/// The FNV-1a hash of 64 bits: identifies a text, proves nothing.
pub(crate) fn fnv1a(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
