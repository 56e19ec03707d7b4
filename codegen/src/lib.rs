//! Stubwright's generator: from a YAML description of an HTTP API and its error table to a typed Rust client.
//!
//! The passes, one module each: [`source`] (text to nodes) → `front` (nodes to [`ast`]) → [`resolve`] and [`check`] →
//! [`model`] → [`plan`] (every name, type and doc text decided) → `emit` (tokens) → `render` (text) → [`write`](mod@write).
//! Parsing and checking never fail: they return what they have, and diagnostics.

pub mod ast;
pub mod build_script;
pub mod check;
pub mod config;
pub mod diag;
mod emit;
pub mod front;
pub mod model;
pub mod paths;
pub mod plan;
mod render;
pub mod resolve;
pub mod source;
pub mod stack;
pub mod write;

pub use build_script::Build;

use diag::{Code, Diagnostics};
use model::facts::Facts;
use source::SourceMap;
use source::node::Document;

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
    /// Everything found.
    pub diagnostics: Diagnostics,
    /// The generated files in output order; empty when there are errors.
    pub files: Vec<GeneratedFile>,
}

/// Generates the client of one spec.
///
/// `name` is the spec's path as diagnostics show it; its last component stands in the header of the output.
/// The output depends on the bytes and on that last component alone.
#[must_use]
pub fn generate(name: &str, bytes: &[u8]) -> Outcome {
    let mut outcome = Outcome::default();
    let Some((api, facts)) = understand(name, bytes, &mut outcome) else { return outcome };
    let diags = &mut outcome.diagnostics;
    let module = plan::plan(&api, &facts, diags);
    if diags.has_errors() {
        return outcome;
    }
    let header = render::Header {
        spec: &header_name(name),
        hash: fnv1a(normalised(bytes).as_bytes()),
        span: api.name.span,
    };
    let files = render::render(&emit::emit(&module), &header, diags);
    if !diags.has_errors() {
        outcome.files = files;
    }
    outcome
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

/// Reads and checks a spec, and plans its names, without printing anything: `None` when it cannot be read at all.
#[must_use]
pub fn inspect(name: &str, bytes: &[u8]) -> (Outcome, Option<model::Api>) {
    let mut outcome = Outcome::default();
    let Some((api, facts)) = understand(name, bytes, &mut outcome) else { return (outcome, None) };
    let _ = plan::plan(&api, &facts, &mut outcome.diagnostics);
    (outcome, Some(api))
}

/// The passes up to the model.
fn understand(name: &str, bytes: &[u8], outcome: &mut Outcome) -> Option<(model::Api, Facts)> {
    let diags = &mut outcome.diagnostics;
    let (_, document): (_, Document) = source::load(&mut outcome.sources, name, bytes, diags)?;
    // Half a document would only give findings about what is missing.
    let is_cut_short = [Code::YamlSyntax, Code::JsonSyntax, Code::TooDeep, Code::AliasBudget]
        .iter()
        .any(|code| diags.has(*code));
    if is_cut_short {
        return None;
    }
    check::hidden::texts(&document, &outcome.sources, diags);
    let ast = front::native::read(&document, diags)?;
    let api = resolve::resolve(&ast, diags);
    let facts = Facts::of(&api);
    check::check(&api, &facts, diags);
    Some((api, facts))
}

/// The text that the hash in the header is of: the same for every line end, with or without a byte order mark.
fn normalised(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n")
}

/// The FNV-1a hash of 64 bits: identifies a text, proves nothing.
pub(crate) fn fnv1a(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
