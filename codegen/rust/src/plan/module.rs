//! Plans everything one API becomes.

use super::paths::Paths;
use super::{Cx, Module, client, errors, preflight, tests, types};
use crate::options::{Options, Tests};
use crate::understood::Sound;

/// Plans the output of a model.
#[must_use]
pub fn plan(sound: &Sound<'_>, options: &Options) -> Module {
    let Sound { api, analysis, names } = *sound;
    let cx = Cx { api, analysis, options, names, paths: Paths::of(names) };
    let checks = preflight::plan(&cx);
    let (client, tags) = client::plan(&cx, checks.as_ref());
    let types = types::plan(&cx);
    let tests = match options.tests {
        Tests::Written => tests::plan(&cx),
        Tests::Left => None,
    };
    let runtime = types::runtime(&types);
    let errors = errors::plan(&cx);
    Module { runtime, types, errors, checks, client, tags, tests }
}
