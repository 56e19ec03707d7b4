//! The meaning of an HTTP API: from the text of a spec to a model of the API, independent of what is generated from it.
//!
//! The passes, one module each: [`source`] (text to nodes) → [`front`] (nodes to [`ast`]) → [`resolve`] (names to ids:
//! the [`model`]) → [`validate`] (rules about the whole model). Reading and checking never fail: they return what they
//! have, and diagnostics.

pub mod ast;
pub mod calendar;
pub mod choices;
pub mod diag;
#[cfg(feature = "diff")]
pub mod diff;
#[cfg(feature = "export")]
pub mod export;
#[cfg(feature = "edit")]
pub mod fix;
mod foreign;
pub mod front;
mod hash;
pub mod hidden;
mod http;
pub mod interpret;
pub mod json;
pub mod lint;
pub mod model;
mod query;
mod reading;
pub mod resolve;
#[cfg(feature = "edit")]
pub mod schema;
pub mod source;
pub mod stack;
#[cfg(feature = "reports")]
pub mod stats;
pub mod template;
pub mod validate;

pub use choices::Choices;
pub use front::files::Loader;
pub use hash::fnv1a;
pub use reading::{Extent, Format, Reading};

use lint::Levels;
use model::Api;
use model::analysis::Analysis;

/// A spec that could be read, whether or not it has errors.
#[derive(Debug)]
pub struct Spec {
    /// The model of the API.
    pub api: Api,
    /// Facts derived from the model.
    pub analysis: Analysis,
}

/// Reads and checks a spec that includes no other files: [`inspect_with`] without a loader and choices.
#[must_use]
pub fn inspect(name: &str, bytes: &[u8]) -> (Reading, Option<Spec>) {
    inspect_with(name, bytes, &mut alone, &Choices::default(), &Levels::default())
}

/// Reads and checks a spec. `name` is its name in diagnostics, `load` returns the files that it includes, and `levels` says
/// what becomes of the findings of lints.
///
/// There is no [`Spec`] if it can't be read at all, or if its aliases refer to each other.
#[must_use]
pub fn inspect_with(
    name: &str,
    bytes: &[u8],
    load: &mut Loader<'_>,
    choices: &Choices,
    levels: &Levels,
) -> (Reading, Option<Spec>) {
    let mut reading = Reading::default();
    let spec = understand(name, bytes, load, (choices, levels), &mut reading);
    reading.settle(levels);
    (reading, spec)
}

fn understand(
    name: &str,
    bytes: &[u8],
    load: &mut Loader<'_>,
    (choices, levels): (&Choices, &Levels),
    reading: &mut Reading,
) -> Option<Spec> {
    let ast = front::files::read(name, bytes, load, choices, reading)?;
    let diags = &mut reading.diagnostics;
    reading.allowed = lint::Allowed::of(&ast, diags);
    let api = resolve::resolve(&ast, diags);
    let analysis = Analysis::of(&api);
    let guesses = &reading.guesses;
    validate::validate(&validate::Checked { api: &api, analysis: &analysis, levels, guesses }, diags);
    // Aliases that refer to each other have no meaning, and following them would never end.
    analysis.nameless().is_empty().then_some(Spec { api, analysis })
}

/// The loader for callers that have only the bytes of one file.
///
/// # Errors
///
/// Always.
pub fn alone(_: &str) -> Result<Vec<u8>, String> {
    Err(String::from("only the main file is at hand"))
}
