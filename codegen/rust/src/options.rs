//! The options from a trusted configuration. A spec is untrusted text and never becomes Rust; these options were written
//! by the owner of the crate.

use std::collections::BTreeMap;

use crate::kept::Kept;
use stubwright_spec::Choices;
use stubwright_spec::lint::Levels;

/// Selects the generated part of a spec and fixes names. By default, only the spec decides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The part of the spec that is generated, and what is added to it.
    pub choices: Choices,
    /// The functions for `custom: name` rules, by name: paths such as `crate::checks::known_customer`.
    pub checks: BTreeMap<String, String>,
    /// Whether tests are generated.
    pub tests: Tests,
    /// Whether the documentation of methods shows calls of them.
    pub examples: Examples,
    /// The decisions of earlier runs, which this one keeps.
    pub kept: Kept,
    /// Whether operations are turned on by features of the crate around the client.
    pub features: Features,
    /// The crate that generated code links.
    pub runtime: RuntimePath,
    /// The levels of lints.
    pub lints: Levels,
}

/// The path by which generated code names the crate `stubwright-runtime`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuntimePath(String);

impl RuntimePath {
    /// Of a crate or a module that re-exports everything of the runtime: `sw` for a dependency that is renamed to it, or
    /// `crate::vendor::runtime`. `None` if it isn't a path of identifiers.
    #[must_use]
    pub fn new(path: &str) -> Option<Self> {
        let path = path.strip_prefix("::").unwrap_or(path);
        // Without a crate before it, a path depends on the module in which it is written.
        is_path(path)
            .then(|| Self(if path.starts_with("crate::") { path.to_owned() } else { format!("::{path}") }))
    }

    /// The path as it is written everywhere: `::stubwright_runtime`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for RuntimePath {
    fn default() -> Self {
        Self(String::from("::stubwright_runtime"))
    }
}

/// Whether tests are generated.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tests {
    /// No tests.
    #[default]
    Left,
    /// Tests in a separate module.
    Written,
}

/// Whether operations are turned on by features of the crate around the client.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Features {
    /// All operations are always compiled.
    #[default]
    Left,
    /// The operations of a tag, and the types that only they reach, are compiled with the feature of the tag.
    ByTag,
}

/// Whether the documentation of methods shows calls of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Examples {
    /// No calls.
    Left,
    /// As texts that nothing compiles, since the path of the client depends on the crate around it.
    #[default]
    Shown,
    /// As tests of documentation, which name the client by this path.
    Tested(ClientPath),
}

/// The path by which users of a crate name a generated client: `qiandun`, or `shop::api`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientPath(String);

impl ClientPath {
    /// `None` if it isn't a path that other crates can write: it begins with the name of the crate, and not with `crate`.
    #[must_use]
    pub fn new(path: &str) -> Option<Self> {
        let path = path.strip_prefix("::").unwrap_or(path);
        (is_path(path) && !path.starts_with("crate::")).then(|| Self(path.to_owned()))
    }

    /// The path without `::` at its start.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a text is the path of an item: identifiers separated by `::`, without keywords except a leading `crate`.
#[must_use]
pub fn is_path(path: &str) -> bool {
    let mut parts = path.split("::").enumerate();
    let fits = |(at, part): (usize, &str)| {
        let starts = part.starts_with(|c: char| c == '_' || unicode_ident::is_xid_start(c));
        let is_word = crate::plan::names::is_keyword(part);
        starts
            && part.chars().all(unicode_ident::is_xid_continue)
            && (!is_word || (at == 0 && part == "crate"))
    };
    parts.all(fits) && path != "crate" && path != "_"
}

#[cfg(test)]
mod tests {
    use super::{ClientPath, RuntimePath, is_path};

    #[test]
    fn items_have_paths() {
        for path in ["crate::checks::known", "known", "my_crate::checks::f", "crate::r"] {
            assert!(is_path(path), "{path}");
        }
        for path in [
            "",
            "crate",
            "a::",
            "::a",
            "a b",
            "f()",
            "a::crate::b",
            "self::f",
            "a::fn",
            "1a",
            "a<b>",
            "a;b",
            "_",
        ] {
            assert!(!is_path(path), "{path}");
        }
    }

    #[test]
    fn a_client_is_in_a_crate_with_a_name() {
        let path = |text| ClientPath::new(text).map(|path| path.as_str().to_owned());
        for (text, expected) in
            [("shop", "shop"), ("::shop::api", "shop::api"), ("crates::api", "crates::api")]
        {
            assert_eq!(path(text).as_deref(), Some(expected));
        }
        for text in
            ["", "::", "crate", "crate::api", "self::api", "my-shop", "shop::", "shop; fn x() {}", "*"]
        {
            assert_eq!(path(text), None, "{text}");
        }
    }

    #[test]
    fn the_runtime_is_a_crate_or_is_in_one() {
        let path = |text| RuntimePath::new(text).map(|path| path.as_str().to_owned());
        for (text, expected) in [
            ("sw", "::sw"),
            ("::sw", "::sw"),
            ("sdk::runtime", "::sdk::runtime"),
            ("crate::vendor::sw", "crate::vendor::sw"),
        ] {
            assert_eq!(path(text).as_deref(), Some(expected));
        }
        for text in
            ["", "::", "sw-runtime", "super::sw", "self::sw", "crate", "sw::", "sw; fn x() {}", "::::sw"]
        {
            assert_eq!(path(text), None, "{text}");
        }
        assert_eq!(path("stubwright_runtime"), Some(RuntimePath::default().as_str().to_owned()));
    }
}
