//! Identifiers: keywords, and the names that have to avoid them.

use std::fmt;
use std::sync::Arc;

/// A Rust identifier as it is written in code, with `r#` where it needs one. Cheap to clone.
///
/// Only [`ident`] makes one, so that a text of a spec can't become anything else in code.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name(Arc<str>);

impl Name {
    /// As written in code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Without `r#`, as documentation and `Debug` show it.
    #[must_use]
    pub fn plain(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PartialEq<str> for Name {
    fn eq(&self, other: &str) -> bool {
        *self.0 == *other
    }
}

impl PartialEq<&str> for Name {
    fn eq(&self, other: &&str) -> bool {
        *self.0 == **other
    }
}

/// Keywords of every edition, reserved ones included (Rust reference, "Keywords").
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Whether a word is one of Rust's own.
pub(crate) fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word) || NEVER_RAW.contains(&word)
}

/// Keywords that cannot be raw identifiers.
const NEVER_RAW: &[&str] = &["self", "Self", "super", "crate", "_"];

/// An identifier; keywords are written raw, and `self`, `Self`, `super` and `crate` get a `_`.
#[must_use]
pub fn ident(name: &str) -> Name {
    let is_ident = name.starts_with(|c: char| c == '_' || unicode_ident::is_xid_start(c))
        && name.chars().all(unicode_ident::is_xid_continue);
    if !is_ident {
        // Not reached by names made in `names`; a safe spelling all the same.
        return Name(format!("name_{:016x}", stubwright_spec::fnv1a(name.as_bytes())).into());
    }
    if NEVER_RAW.contains(&name) {
        return Name(format!("{name}_").into());
    }
    if KEYWORDS.contains(&name) {
        return Name(format!("r#{name}").into());
    }
    Name(name.into())
}

/// `with_` and the field.
#[must_use]
pub fn setter(field: &Name) -> Name {
    // `_1` has its `_` only because a digit cannot come first.
    ident(&format!("with_{}", field.plain().trim_start_matches('_')))
}

#[cfg(test)]
mod tests {
    use super::ident;

    #[test]
    fn keywords_are_escaped() {
        assert_eq!(ident("type"), "r#type");
        assert_eq!(ident("gen"), "r#gen");
        assert_eq!(ident("self"), "self_");
        assert_eq!(ident("Self"), "Self_");
        assert_eq!(ident("_"), "__");
        for broken in ["", "a b", "1", "r#type", "a\u{202e}b"] {
            assert!(ident(broken).as_str().starts_with("name_"), "{broken:?}");
        }
    }
}
