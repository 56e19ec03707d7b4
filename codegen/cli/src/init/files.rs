//! The files of a crate.

use stubwright_codegen::introduction::Introduction;

use super::crate_name::CrateName;
use super::description::description;
use super::fill::fill;
use super::layout::Layout;
use super::manifest::{manifest, rust_version};
use super::readme::readme;
use super::source::Source;

/// Whose text a file has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// One of ours.
    Template,
    /// The spec, or a file that it includes.
    Spec,
}

/// A file to make, if there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct File {
    /// Its path in the crate, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
    pub(crate) origin: Origin,
}

const APACHE: &str = include_str!("../../LICENSE-APACHE");

const FEATURES: &str =
    "# Operations are turned on by features of this crate, which are named like their tags.
features = true";

/// The documentation of the crate. The call in it is a test where the features that it needs are on.
fn lib_docs(about: &Introduction) -> String {
    let readme = "doc = include_str!(\"../README.md\")";
    let Some(feature) = about.example.as_ref().and_then(|example| example.feature.as_ref()) else {
        return format!("#![{readme}]");
    };
    let condition = format!("any(not(doctest), feature = \"{feature}\")");
    let list = format!("{condition}, {readme}");
    // As rustfmt does.
    if list.len() <= 70 {
        format!("#![cfg_attr({list})]")
    } else {
        format!("#![cfg_attr(\n    {condition},\n    {readme}\n)]")
    }
}

/// The files in the order in which they are made: first those by which a crate that is not finished is recognised.
pub(crate) fn files(
    name: &CrateName,
    source: &Source,
    about: &Introduction,
    layout: Layout,
) -> Result<Vec<File>, toml_edit::TomlError> {
    let is_committed = layout == Layout::Committed;
    let stem = source.file.rsplit_once('.').map_or(source.file.as_str(), |(stem, _)| stem);
    let (ident, rust) = (name.ident(), rust_version(layout));
    let overlay = source.overlay.as_ref().map(|file| format!("overlay = \"spec/{file}\""));
    let values = [
        ("crate", name.as_str()),
        ("ident", &ident),
        ("spec", &source.file),
        ("overlay", overlay.as_deref().unwrap_or_default()),
        ("stem", stem),
        ("msrv", rust),
        ("readme", &lib_docs(about)),
        ("features", if about.tags.is_empty() { "" } else { FEATURES }),
        ("stubwright", env!("CARGO_PKG_VERSION")),
        ("check", if is_committed { " --check" } else { "" }),
    ];
    let filled = |path: &str, template: &str| File {
        path: path.to_owned(),
        text: fill(template, &values),
        origin: Origin::Template,
    };
    let plain = |path: &str, text: String| File { path: path.to_owned(), text, origin: Origin::Template };
    let description = description(&about.title, about.doc.as_deref());
    let (config, lib) = match layout {
        Layout::Committed => (include_str!("templates/stubwright.toml"), include_str!("templates/lib.rs")),
        Layout::BuildScript => {
            (include_str!("templates/stubwright-build.toml"), include_str!("templates/lib-build.rs"))
        }
    };
    let mut attributes = String::from(include_str!("templates/gitattributes"));
    if is_committed {
        attributes.push_str(include_str!("templates/gitattributes-api"));
    }
    let mut files = vec![
        filled("stubwright.toml", config),
        plain("Cargo.toml", manifest(name, &description, layout, (&about.features, &about.tags))?),
    ];
    files.extend(source.files.iter().map(|(path, text)| File {
        path: format!("spec/{path}"),
        text: text.clone(),
        origin: Origin::Spec,
    }));
    files.extend([
        filled("src/lib.rs", lib),
        plain("README.md", readme(name, &source.file, rust, about)),
        filled("CHANGELOG.md", include_str!("templates/CHANGELOG.md")),
        filled("LICENSE-MIT", include_str!("templates/LICENSE-MIT")),
        plain("LICENSE-APACHE", APACHE.to_owned()),
        plain(".gitattributes", attributes),
        filled(".gitignore", include_str!("templates/gitignore")),
        filled(".github/workflows/ci.yml", include_str!("templates/ci.yml")),
    ]);
    if !is_committed {
        files.push(filled("build.rs", include_str!("templates/build.rs")));
    }
    Ok(files)
}
