//! Plans everything one API becomes.

use super::syntax::Std;
use super::{Cx, Gates, Module, client, errors, preflight, tests, types};
use crate::options::{Options, Tests};
use crate::understood::Sound;

/// Plans the output of a model.
#[must_use]
pub fn plan(sound: &Sound<'_>, options: &Options) -> Module {
    let Sound { api, analysis, names, boxes } = *sound;
    let gates = Gates::of(api, names, options.features);
    let cx = Cx { api, analysis, options, names, gates: &gates, boxes };
    let checks = preflight::plan(&cx);
    let (types, type_gates): (Vec<_>, Vec<_>) = types::plan(&cx).into_iter().unzip();
    let (client, tags) = client::plan(&cx, checks.as_ref(), &types);
    let tests = match options.tests {
        Tests::Written => tests::plan(&cx),
        Tests::Left => None,
    };
    let is_taken = |std: &Std| names.types.iter().any(|name| name == std.short());
    let shadowed = Std::ALL.into_iter().filter(is_taken).collect();
    let runtime = options.runtime.clone();
    let errors = errors::plan(&cx);
    let features = gates.features().to_vec();
    Module { runtime, shadowed, types, type_gates, features, errors, checks, client, tags, tests }
}
