//! Identifiers: keywords, and the names that have to avoid them.

use proc_macro2::{Ident, Span};

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
#[expect(clippy::disallowed_methods, reason = "this file owns identifiers")]
#[must_use]
pub fn ident(name: &str) -> Ident {
    let call_site = Span::call_site();
    let is_ident = name.starts_with(|c: char| c == '_' || unicode_ident::is_xid_start(c))
        && name.chars().all(unicode_ident::is_xid_continue);
    if !is_ident {
        // Not reached by names made in `names`; a safe spelling all the same.
        return Ident::new(&format!("name_{:016x}", stubwright_spec::fnv1a(name.as_bytes())), call_site);
    }
    if NEVER_RAW.contains(&name) {
        return Ident::new(&format!("{name}_"), call_site);
    }
    if KEYWORDS.contains(&name) {
        return Ident::new_raw(name, call_site);
    }
    Ident::new(name, call_site)
}

/// `with_` and the field.
#[must_use]
pub fn setter(field: &Ident) -> Ident {
    let field = field.to_string();
    // `_1` has its `_` only because a digit cannot come first.
    ident(&format!("with_{}", field.trim_start_matches("r#").trim_start_matches('_')))
}

#[cfg(test)]
mod tests {
    use super::ident;

    #[test]
    fn keywords_are_escaped() {
        assert_eq!(ident("type").to_string(), "r#type");
        assert_eq!(ident("gen").to_string(), "r#gen");
        assert_eq!(ident("self").to_string(), "self_");
        assert_eq!(ident("Self").to_string(), "Self_");
        assert_eq!(ident("_").to_string(), "__");
        for broken in ["", "a b", "1", "r#type", "a\u{202e}b"] {
            assert!(ident(broken).to_string().starts_with("name_"), "{broken:?}");
        }
    }
}
