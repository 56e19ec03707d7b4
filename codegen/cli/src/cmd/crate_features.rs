//! The features of the crate that generated code belongs to: those that it names have to be declared.

use std::path::Path;

use stubwright_codegen::paths::shown;
use stubwright_codegen::{ALL_TAGS, feature_list};
use stubwright_spec::diag::{Code, Diagnostic};
use toml_edit::{DocumentMut, TableLike};

/// The features that the files in `out` name and `Cargo.toml` lacks. `None` if it has all of them, or if there is no crate.
pub(crate) fn missing(out: &Path, features: &[String]) -> Option<Diagnostic> {
    let out = std::path::absolute(out).ok()?;
    let (path, document) = out.ancestors().skip(1).find_map(|folder| {
        let path = folder.join("Cargo.toml");
        let document: DocumentMut = std::fs::read_to_string(&path).ok()?.parse().ok()?;
        document.contains_key("package").then_some((path, document))
    })?;
    let table = document.get("features").and_then(|item| item.as_table_like());
    let lines = lines(table, features)?;
    let here = std::env::current_dir().unwrap_or_default();
    let name = shown(path.strip_prefix(&here).unwrap_or(&path));
    let count = features.iter().filter(|name| !has(table, name)).count();
    let message = match count {
        1 => format!("`{name}` lacks a feature that turns on operations"),
        count => format!("`{name}` lacks {count} features that turn on operations"),
    };
    let place = match table {
        Some(_) => "write these lines into `[features]`, in place of those with the same names:",
        None => "add this table:",
    };
    let head = if table.is_some() { "" } else { "[features]\n" };
    Some(Diagnostic::without_place(Code::MissingFeature, message).help(format!("{place}\n{head}{lines}")))
}

fn has(table: Option<&dyn TableLike>, name: &str) -> bool {
    table.is_some_and(|table| table.contains_key(name))
}

/// The lines that declare what is missing, and turn it on by default.
fn lines(table: Option<&dyn TableLike>, features: &[String]) -> Option<String> {
    let missing: Vec<&str> = features.iter().map(String::as_str).filter(|name| !has(table, name)).collect();
    if missing.is_empty() {
        return None;
    }
    let is_new = missing.len() == features.len();
    let added = |name: &str, more: &[&str]| {
        let old = table.and_then(|table| table.get(name)?.as_array());
        let old = old.into_iter().flatten().filter_map(|value| value.as_str());
        let mut all: Vec<&str> = old.collect();
        all.extend(more.iter().filter(|name| !all.contains(*name)).copied().collect::<Vec<_>>());
        format!("{name} = {}\n", feature_list(&all))
    };
    // An owner who has no `full` turns features on by `default` alone.
    let mut lines = match (is_new, has(table, ALL_TAGS)) {
        (true, _) => added("default", &[ALL_TAGS]) + &added(ALL_TAGS, &missing),
        (false, true) => added(ALL_TAGS, &missing),
        (false, false) => added("default", &missing),
    };
    missing.iter().for_each(|name| lines.push_str(&format!("{name} = []\n")));
    lines.pop();
    Some(lines)
}

#[cfg(test)]
mod tests {
    use super::lines;
    use toml_edit::DocumentMut;

    /// The lines for a manifest, and the manifest with them.
    fn followed(manifest: &str, features: &[&str]) -> (Option<String>, String) {
        let mut document: DocumentMut = manifest.parse().expect("TOML");
        let features: Vec<String> = features.iter().map(|name| (*name).to_owned()).collect();
        let table = document.get("features").and_then(|item| item.as_table_like());
        let said = lines(table, &features);
        let written: DocumentMut =
            format!("[features]\n{}", said.as_deref().unwrap_or_default()).parse().expect("TOML");
        for (name, value) in written["features"].as_table_like().expect("a table").iter() {
            document["features"][name] = value.clone();
        }
        let table = document.get("features").and_then(|item| item.as_table_like());
        assert_eq!(lines(table, &features), None, "{document}");
        (said, document.to_string())
    }

    #[test]
    fn what_is_pasted_declares_everything() {
        let (said, _) = followed("[package]\nname = \"a\"\n", &["orders", "users"]);
        let expected = "default = [\"full\"]\nfull = [\"orders\", \"users\"]\norders = []\nusers = []";
        assert_eq!(said.as_deref(), Some(expected));
        let (said, _) = followed("[features]\ndefault = [\"gzip\"]\ngzip = []\n", &["orders"]);
        assert_eq!(said.as_deref(), Some("default = [\"gzip\", \"full\"]\nfull = [\"orders\"]\norders = []"));
    }

    #[test]
    fn a_further_feature_is_turned_on_like_the_others() {
        let old = "[features]\ndefault = [\"full\"]\nfull = [\"a\"]\na = []\n";
        assert_eq!(followed(old, &["a", "b"]).0.as_deref(), Some("full = [\"a\", \"b\"]\nb = []"));
        let old = "[features]\ndefault = [\"a\"]\na = []\n";
        assert_eq!(followed(old, &["a", "b"]).0.as_deref(), Some("default = [\"a\", \"b\"]\nb = []"));
        assert_eq!(followed(old, &["a"]).0, None);
        let many: Vec<String> = (0..40).map(|number| format!("feature_{number}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let (said, _) = followed(old, &many);
        assert!(said.expect("lines").lines().all(|line| line.len() <= 100));
    }
}
