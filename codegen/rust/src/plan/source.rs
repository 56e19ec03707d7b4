//! Pieces of generated source that are laid out as text: the tables of the runtime's macros, and names of files.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

/// Rust source.
///
/// Our own words, identifiers, tokens and literals make one, and `source!` puts them together. So a text of a spec gets
/// into code as the contents of a literal, or not at all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source(String);

impl From<&'static str> for Source {
    fn from(words: &'static str) -> Self {
        Self(words.to_owned())
    }
}

impl From<&Ident> for Source {
    fn from(ident: &Ident) -> Self {
        Self(ident.to_string())
    }
}

/// A type or a short expression on one line, as a person would write it.
impl From<&TokenStream> for Source {
    fn from(tokens: &TokenStream) -> Self {
        let mut text = String::new();
        for token in tokens.clone() {
            match token {
                TokenTree::Group(group) => {
                    let (open, close) = match group.delimiter() {
                        Delimiter::Parenthesis => ("(", ")"),
                        Delimiter::Brace => ("{", "}"),
                        Delimiter::Bracket => ("[", "]"),
                        Delimiter::None => ("", ""),
                    };
                    text.extend([open, Self::from(&group.stream()).as_str(), close]);
                }
                TokenTree::Punct(punct) if punct.as_char() == ',' => text.push_str(", "),
                other => text.push_str(&other.to_string()),
            }
        }
        Self(text)
    }
}

impl From<i64> for Source {
    fn from(number: i64) -> Self {
        Self(number.to_string())
    }
}

impl Source {
    /// A string literal; whatever steers a terminal or hides text is escaped in it.
    #[must_use]
    pub fn literal(text: &str) -> Self {
        Self(proc_macro2::Literal::string(text).to_string())
    }

    /// The source.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The parts with our own words between them.
    #[must_use]
    pub fn joined(parts: &[Self], between: &'static str) -> Self {
        Self(parts.iter().map(Self::as_str).collect::<Vec<_>>().join(between))
    }

    /// The words with the parts in place of their `{}`, in order; see `source!`.
    #[must_use]
    pub fn filled(words: &'static str, parts: &[Self]) -> Self {
        Self(filled(words, parts.iter().map(Self::as_str)))
    }
}

/// `source!("{}({})", ident, ty)`: a literal with parts that are [`Source`] or become some.
macro_rules! source {
    ($words:literal $(, $part:expr)* $(,)?) => {
        $crate::plan::source::Source::filled($words, &[$($crate::plan::source::Source::from($part)),*])
    };
}
pub(crate) use source;

/// Our own words with texts in place of their `{}`.
pub(super) fn filled<'a>(words: &'static str, parts: impl Iterator<Item = &'a str>) -> String {
    let mut pieces = words.split("{}");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for (piece, part) in pieces.zip(parts) {
        out.extend([part, piece]);
    }
    out
}

/// The name of a generated file, which is one of ours or that of a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName(String);

impl From<&'static str> for FileName {
    fn from(name: &'static str) -> Self {
        Self(name.to_owned())
    }
}

impl From<&Ident> for FileName {
    fn from(module: &Ident) -> Self {
        Self(format!("{}.rs", module.to_string().trim_start_matches("r#")))
    }
}

impl FileName {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
