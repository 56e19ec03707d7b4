//! The version of the crate that generated code belongs to.

use std::path::Path;

use toml::de::{DeTable, DeValue};

use super::revision::Source;

/// A crate and its version.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct CrateVersion {
    pub(crate) name: String,
    pub(crate) version: String,
}

/// The crate of a directory of generated code, as it was with a version of the spec; its version may be that of its
/// workspace.
pub(crate) fn crate_of(out: &Path, source: &Source) -> Option<CrateVersion> {
    let out = std::path::absolute(out).ok()?;
    let mut found: Option<(String, Option<String>)> = None;
    for folder in out.ancestors() {
        let Some(text) = source.text(&folder.join("Cargo.toml")) else { continue };
        let Ok(manifest) = DeTable::parse(&text) else { continue };
        let manifest = manifest.get_ref();
        let (name, version) = match found {
            Some(found) => found,
            None => match text_at(manifest, &["package", "name"]) {
                Some(name) => (name, text_at(manifest, &["package", "version"])),
                None => continue,
            },
        };
        if let Some(version) = version.or_else(|| text_at(manifest, &["workspace", "package", "version"])) {
            return Some(CrateVersion { name, version });
        }
        found = Some((name, None));
    }
    None
}

/// The name of the crate of a manifest.
pub(crate) fn name_in(manifest: &str) -> Option<String> {
    text_at(DeTable::parse(manifest).ok()?.get_ref(), &["package", "name"])
}

/// The text at a path of keys.
fn text_at(table: &DeTable<'_>, keys: &[&str]) -> Option<String> {
    let (first, rest) = keys.split_first()?;
    match table.get(*first)?.get_ref() {
        DeValue::Table(inner) => text_at(inner, rest),
        value => value.as_str().filter(|_| rest.is_empty()).map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::{CrateVersion, Source};

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the files are the test's own")]
    fn the_workspace_can_have_the_version() {
        let root = tempfile::tempdir().expect("a directory");
        let out = root.path().join("client/src/api");
        std::fs::create_dir_all(&out).expect("a directory");
        let crate_of = |out: &std::path::Path| -> Option<CrateVersion> {
            super::crate_of(out, &Source::File("demo.yaml".into()))
        };
        assert_eq!(crate_of(&out), None);
        let write = |path: &str, text: &str| std::fs::write(root.path().join(path), text).expect("a file");
        write("client/Cargo.toml", "[package]\nname = \"client\"\nversion = \"0.3.1\"\n");
        let found = crate_of(&out).expect("a crate");
        assert_eq!((found.name.as_str(), found.version.as_str()), ("client", "0.3.1"));
        write("client/Cargo.toml", "[package]\nname = \"client\"\nversion.workspace = true\n");
        write("Cargo.toml", "[workspace.package]\nversion = \"1.2.3\"\n");
        assert_eq!(crate_of(&out).expect("a crate").version, "1.2.3");
    }
}
