//! `stubwright.toml`: the specs, and where their clients are generated.
//!
//! ```toml
//! [[api]]
//! spec = "spec/qiandun.yaml"     # relative to this file
//! out = "generated/src/api"      # a directory owned by stubwright
//! tests = true                   # also generate tests
//!
//! [api.checks]                   # your own functions for `custom: name` rules of the spec
//! known_customer = "crate::checks::known_customer"
//! ```

mod read;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use crate::Options;
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};
use stubwright_spec::source::SourceMap;

/// The name of the file.
pub const FILE_NAME: &str = "stubwright.toml";

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

impl Config {
    /// The API of a spec, regardless of how its path is written.
    #[must_use]
    pub fn api_of(&self, spec: &Path) -> Option<&Api> {
        let real = |path: &Path| std::fs::canonicalize(path).ok();
        self.apis
            .iter()
            .find(|api| api.spec == spec || real(&api.spec).is_some_and(|found| Some(found) == real(spec)))
    }
}

/// The contents of the configuration.
#[derive(Debug, Default)]
pub struct Config {
    /// The valid APIs in file order.
    pub apis: Vec<Api>,
    /// The file, for rendering diagnostics.
    pub sources: SourceMap,
    /// All findings.
    pub diagnostics: Diagnostics,
}

/// Finds the nearest `stubwright.toml`: in `from`, which is absolute, or in a parent directory.
#[must_use]
pub fn find(from: &Path) -> Option<PathBuf> {
    from.ancestors().map(|folder| folder.join(FILE_NAME)).find(|path| path.is_file())
}

/// Reads the file at `path`; diagnostics show the path as given.
#[must_use]
pub fn open(path: &Path) -> Config {
    match crate::write::read_spec(path, &crate::paths::shown(path)) {
        Ok(bytes) => parse(path, &bytes),
        Err(diagnostic) => {
            let mut config = Config::default();
            config.diagnostics.push(*diagnostic);
            config
        }
    }
}

/// Reads the text of the configuration at `path`.
#[must_use]
pub fn parse(path: &Path, bytes: &[u8]) -> Config {
    let mut config = Config::default();
    let name = crate::paths::shown(path);
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            let file = config.sources.add(name, text.trim_start_matches('\u{FEFF}'));
            let text = config.sources.get(file).map(|file| file.text()).unwrap_or_default();
            let folder = path.parent().unwrap_or(Path::new(""));
            config.apis = read::document(text, (file, folder), &mut config.diagnostics);
        }
        Err(error) => {
            let message = format!("byte at offset {} of `{name}` is not UTF-8", error.valid_up_to());
            config
                .diagnostics
                .push(Diagnostic::without_place(Code::NotUtf8, message).help("save the file as UTF-8"));
        }
    }
    config
}
