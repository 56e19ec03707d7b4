//! `Cargo.toml`.

use stubwright_codegen::{ALL_TAGS, feature_list};
use toml_edit::{Array, DocumentMut, Item, TomlError, Value, value};

use super::crate_name::CrateName;
use super::layout::Layout;

/// Not named `Cargo.toml`: cargo takes a directory that has one for another package, and leaves it out of ours.
const TEMPLATE: &str = include_str!("templates/manifest.toml");

/// The oldest compiler: of the runtime, and of the generator, which a build script compiles.
pub(super) fn rust_version(layout: Layout) -> &'static str {
    match layout {
        Layout::Committed => "1.85",
        Layout::BuildScript => env!("CARGO_PKG_RUST_VERSION"),
    }
}

/// The files that `cargo package` includes.
const INCLUDED: &[&str] =
    &["/CHANGELOG.md", "/LICENSE-*", "/README.md", "/spec/**", "/src/**", "/stubwright.toml"];

/// The text of the manifest, with the features of the runtime that generated code needs, and those that turn on operations.
pub(super) fn manifest(
    name: &CrateName,
    description: &str,
    layout: Layout,
    (features, tags): (&[&str], &[String]),
) -> Result<String, TomlError> {
    let mut document: DocumentMut = TEMPLATE.parse()?;
    let version = env!("CARGO_PKG_VERSION");
    set(&mut document, &["package", "name"], name.as_str().into());
    set(&mut document, &["package", "description"], description.into());
    set(&mut document, &["package", "rust-version"], rust_version(layout).into());
    set(&mut document, &["package", "keywords"], Value::Array(name.keywords().into_iter().collect()));
    let script = (layout == Layout::BuildScript).then_some("/build.rs");
    set(&mut document, &["package", "include"], list(script.iter().chain(INCLUDED)));
    for section in ["dependencies", "dev-dependencies"] {
        set(&mut document, &[section, "stubwright-runtime", "version"], version.into());
    }
    if !features.is_empty() {
        set(&mut document, &["dependencies", "stubwright-runtime", "features"], list(features));
    }
    declare(&mut document, tags)?;
    if layout == Layout::BuildScript {
        let mut table = toml_edit::Table::new();
        table.insert("stubwright-codegen", value(version));
        document.insert("build-dependencies", Item::Table(table));
    }
    Ok(document.to_string())
}

/// Declares the features that turn on operations, and turns all of them on by default.
fn declare(document: &mut DocumentMut, tags: &[String]) -> Result<(), TomlError> {
    let Some(table) = document["features"].as_table_mut().filter(|_| !tags.is_empty()) else { return Ok(()) };
    if let Some(default) = table.get_mut("default").and_then(Item::as_array_mut) {
        default.push(ALL_TAGS);
    }
    let names: Vec<&str> = tags.iter().map(String::as_str).collect();
    let mut text =
        format!("# All operations.\n{ALL_TAGS} = {}\n# The operations of each tag.\n", feature_list(&names));
    text.extend(names.iter().map(|name| format!("{name} = []\n")));
    let parsed: DocumentMut = text.parse()?;
    for (name, item) in parsed.iter() {
        let key = parsed.key(name).cloned().unwrap_or_else(|| name.into());
        table.insert_formatted(&key, item.clone());
    }
    Ok(())
}

fn list<'a>(items: impl IntoIterator<Item = &'a &'a str>) -> Value {
    Value::Array(items.into_iter().copied().collect::<Array>())
}

/// Sets the value at a path; its comments stay.
fn set(document: &mut DocumentMut, path: &[&str], new: Value) {
    let mut at = document.as_item_mut();
    for key in path {
        at = &mut at[*key];
    }
    let decor = at.as_value().map(|old| old.decor().clone());
    *at = value(new);
    if let (Some(new), Some(decor)) = (at.as_value_mut(), decor) {
        *new.decor_mut() = decor;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{ALL_TAGS, Layout, TEMPLATE, manifest};
    use crate::init::CrateName;
    use stubwright_codegen::CRATE_FEATURES;
    use toml_edit::DocumentMut;

    /// Whoever uses the client reaches each feature of the runtime; `regex` is on where generated code needs it.
    #[test]
    fn the_features_are_those_of_the_runtime() {
        let features = |text: &str| -> Vec<String> {
            let document: DocumentMut = text.parse().expect("TOML");
            document["features"]
                .as_table()
                .expect("a table")
                .iter()
                .map(|(name, _)| name.to_owned())
                .collect()
        };
        let mut ours = features(TEMPLATE);
        ours.push(String::from("regex"));
        let mut theirs = features(include_str!("../../../runtime/Cargo.toml"));
        ours.sort();
        theirs.sort();
        assert_eq!(ours, theirs);
        // No tag is named like one of them.
        ours.extend([String::from("default"), String::from(ALL_TAGS)]);
        ours.sort();
        ours.dedup();
        assert_eq!(
            ours,
            CRATE_FEATURES.iter().copied().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>()
        );
    }

    #[test]
    fn texts_are_values() {
        let name = CrateName::new("acme-pay").expect("a name");
        let text = "a \"quoted\"\\ text ] # no comment";
        for layout in [Layout::Committed, Layout::BuildScript] {
            let written = manifest(&name, text, layout, (&["regex"], &[])).expect("a manifest");
            let document: DocumentMut = written.parse().expect("TOML");
            assert_eq!(document["package"]["description"].as_str(), Some(text));
            let runtime = &document["dependencies"]["stubwright-runtime"];
            assert_eq!(runtime["features"][0].as_str(), Some("regex"));
            assert_eq!(document.get("build-dependencies").is_some(), layout == Layout::BuildScript);
            assert!(written.contains("# The repository of this crate"), "{written}");
        }
    }
}
