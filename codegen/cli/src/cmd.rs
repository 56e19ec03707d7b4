//! The commands, one file each, and the specs they are about.

mod change;
pub(crate) mod check;
mod committed;
pub(crate) mod convert;
mod crate_features;
mod crate_version;
pub(crate) mod diff;
pub(crate) mod draft;
pub(crate) mod explain;
pub(crate) mod fmt;
pub(crate) mod generate;
mod git;
pub(crate) mod init;
mod lints;
pub(crate) mod pages;
mod revision;

use std::path::{Path, PathBuf};

use stubwright_codegen::config::{self, Config, FILE_NAME};
use stubwright_codegen::paths;

use crate::output::{Exit, Output};

/// The configuration that is named, or the nearest one; its findings are printed.
///
/// `None` when none is named and there is none.
pub(crate) fn configuration(named: Option<&Path>, output: &mut Output) -> Result<Option<Config>, Exit> {
    let Some(path) = configured(named) else { return Ok(None) };
    let config = config::open(&path);
    output.findings(&config.diagnostics, &config.sources);
    if config.diagnostics.has_errors() { Err(Exit::Failed) } else { Ok(Some(config)) }
}

/// The path of the configuration that is named, or of the nearest one.
pub(crate) fn configured(named: Option<&Path>) -> Option<PathBuf> {
    named.map(Path::to_path_buf).or_else(nearest)
}

/// The same as [`configuration`], and it is an error that there is none; `example` is a call that needs none.
pub(crate) fn required_configuration(
    named: Option<&Path>,
    example: &str,
    output: &mut Output,
) -> Result<Config, Exit> {
    configuration(named, output)?.ok_or_else(|| {
        output.error(&format!(
            "no spec was given, and there is no `{FILE_NAME}` in this directory or a parent"
        ));
        output.help(&format!("specify the spec: `{example}`"));
        Exit::Failed
    })
}

/// Whether a spec is the first of those of its directory, which share a file of decisions.
fn is_first_beside(spec: &Path, before: &[PathBuf]) -> bool {
    before.iter().all(|other| other.parent() != spec.parent())
}

/// The nearest configuration, as a path from the current directory.
fn nearest() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    config::find(&here).map(|path| paths::relative(&path, &here))
}
