//! The options from a trusted configuration. A spec is untrusted text and never becomes Rust; these options were written
//! by the owner of the crate.

use std::collections::BTreeMap;

use crate::kept::Kept;

/// What is generated from a spec, and what its names are bound to. By default, only the spec decides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The functions for `custom: name` rules, by name: paths such as `crate::checks::known_customer`.
    pub checks: BTreeMap<String, String>,
    /// Whether tests are generated.
    pub tests: Tests,
    /// What earlier runs decided, which this one keeps to.
    pub kept: Kept,
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

/// Whether a text is the path of a function: identifiers separated by `::`, without keywords except a leading `crate`.
#[must_use]
pub fn is_function(path: &str) -> bool {
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
    use super::is_function;

    #[test]
    fn functions_are_paths() {
        for path in ["crate::checks::known", "known", "my_crate::checks::f", "crate::r"] {
            assert!(is_function(path), "{path}");
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
            assert!(!is_function(path), "{path}");
        }
    }
}
