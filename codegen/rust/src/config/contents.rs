//! The contents of a configuration.

use std::path::{Path, PathBuf};

use crate::options::Options;
use stubwright_spec::diag::Diagnostics;
use stubwright_spec::lint::Levels;
use stubwright_spec::source::SourceMap;

/// One `[[api]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Api {
    /// The path of the spec as written, appended to the directory of the configuration.
    pub spec: PathBuf,
    /// The directory of the generated files, likewise.
    pub out: PathBuf,
    /// The options of the API.
    pub options: Options,
}

/// The contents of the configuration.
#[derive(Debug, Default)]
pub struct Config {
    /// The valid APIs in file order.
    pub apis: Vec<Api>,
    /// The levels of lints, for all specs.
    pub lints: Levels,
    /// The file, for rendering diagnostics.
    pub sources: SourceMap,
    /// All findings.
    pub diagnostics: Diagnostics,
}

impl Config {
    /// The options of a spec: those of its API, if it has one.
    #[must_use]
    pub fn options_of(&self, spec: &Path) -> Options {
        let api = self.api_of(spec).map(|api| api.options.clone());
        api.unwrap_or_else(|| Options { lints: self.lints.clone(), ..Options::default() })
    }

    /// The API of a spec, regardless of how its path is written.
    #[must_use]
    pub fn api_of(&self, spec: &Path) -> Option<&Api> {
        let real = |path: &Path| std::fs::canonicalize(path).ok();
        self.apis
            .iter()
            .find(|api| api.spec == spec || real(&api.spec).is_some_and(|found| Some(found) == real(spec)))
    }
}
