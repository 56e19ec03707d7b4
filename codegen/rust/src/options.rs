//! What a trusted configuration says beside the spec. A spec is text from somewhere and never becomes Rust; what is in
//! here was written by whoever owns the crate.

use std::collections::BTreeMap;

/// What is generated from a spec, and what its names are bound to. By default, only the spec decides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Functions for the rules `custom: name`, by that name: paths such as `crate::checks::known_customer`.
    pub checks: BTreeMap<String, String>,
    /// Whether tests are generated.
    pub tests: Tests,
}

/// Whether tests are generated.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tests {
    /// No.
    #[default]
    Left,
    /// In a module of their own.
    Written,
}

/// Whether a text is the path of a function: identifiers with `::` between them, `crate` first or none of Rust's own words.
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
