//! `stubwright check`: reports the mistakes in specs.

use std::path::{Path, PathBuf};

use stubwright_codegen::paths::shown;
use stubwright_codegen::write::{beside, read_spec};

use super::required_configuration;
use crate::args::{CheckArgs, Global};
use crate::output::{Exit, Output, counts};

/// Checks every spec, also after one that has errors.
pub(crate) fn run(args: &CheckArgs, global: &Global, output: &mut Output) -> Exit {
    let specs: Vec<PathBuf> = if args.specs.is_empty() {
        match required_configuration(global.config.as_deref(), output) {
            Ok(config) => config.apis.into_iter().map(|api| api.spec).collect(),
            Err(exit) => return exit,
        }
    } else {
        args.specs.clone()
    };
    specs.iter().map(|spec| one(spec, output)).max().unwrap_or(Exit::Done)
}

fn one(spec: &Path, output: &mut Output) -> Exit {
    let name = shown(spec);
    let bytes = match read_spec(spec, &name) {
        Ok(bytes) => bytes,
        Err(finding) => {
            output.finding(*finding);
            return Exit::Failed;
        }
    };
    // Generating finds more than reading: whatever cannot be expressed is said by the later passes.
    let outcome = stubwright_codegen::generate_with(&name, &bytes, &mut beside(spec));
    output.findings(&outcome.diagnostics, &outcome.sources);
    output.status("Checked", &format!("{name}: {}", counts(&outcome.diagnostics)));
    if outcome.diagnostics.has_errors() { Exit::Failed } else { Exit::Done }
}
