//! Finds a configuration and reads it.

use std::path::{Path, PathBuf};

use super::contents::Config;
use super::read;
use crate::paths::shown;
use crate::write::read_spec;
use stubwright_spec::diag::{Code, Diagnostic};
use stubwright_spec::source::conflict;

/// The name of the file.
pub const FILE_NAME: &str = "stubwright.toml";

/// Finds the nearest `stubwright.toml`: in `from`, which is absolute, or in a parent directory.
#[must_use]
pub fn find(from: &Path) -> Option<PathBuf> {
    from.ancestors().map(|folder| folder.join(FILE_NAME)).find(|path| path.is_file())
}

/// Reads the file at `path`; diagnostics show the path as given.
#[must_use]
pub fn open(path: &Path) -> Config {
    match read_spec(path, &shown(path)) {
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
    let name = shown(path);
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            let file = config.sources.add(name, text.trim_start_matches('\u{FEFF}'));
            if let Some(found) = conflict(&config.sources, file) {
                config.diagnostics.push(found);
                return config;
            }
            let text = config.sources.get(file).map(|file| file.text()).unwrap_or_default();
            let folder = path.parent().unwrap_or(Path::new(""));
            let found = read::document(text, (file, folder), &mut config.diagnostics);
            (config.apis, config.lints) = found;
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
