//! Markdown that is safe in documentation: our own words, with texts of a spec in them only after they were escaped.

use super::super::names::Name;
use super::vendor::{escape, visible};

/// Markdown of a documentation comment.
///
/// Only literals and the escaping functions of this module make one, and `markdown!` puts them together. So a text of a
/// spec can't reach a documentation comment as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Markdown(String);

impl From<&'static str> for Markdown {
    fn from(words: &'static str) -> Self {
        Self(words.to_owned())
    }
}

/// An identifier as links name it, without `r#`.
impl From<&Name> for Markdown {
    fn from(name: &Name) -> Self {
        Self(name.plain().to_owned())
    }
}

impl PartialEq<&str> for Markdown {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl Markdown {
    /// The text, for [`Docs`](super::Docs) and tests.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The parts with our own words between them.
    #[must_use]
    pub fn joined(parts: &[Self], between: &'static str) -> Self {
        Self(parts.iter().map(Self::as_str).collect::<Vec<_>>().join(between))
    }

    /// Our own words, this many times.
    #[must_use]
    pub fn repeated(words: &'static str, count: usize) -> Self {
        Self(words.repeat(count))
    }

    /// With a small first letter.
    #[must_use]
    pub fn lower(&self) -> Self {
        let mut chars = self.0.chars();
        Self(chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect()))
    }

    /// For the cell of a table (GFM, section 4.10).
    #[must_use]
    pub fn in_cell(&self) -> Self {
        Self(self.0.replace('|', "\\|"))
    }

    /// The words with the parts in place of their `{}`, in order; see `markdown!`.
    #[must_use]
    pub fn filled(words: &'static str, parts: &[Self]) -> Self {
        let mut pieces = words.split("{}");
        let mut out = pieces.next().unwrap_or_default().to_owned();
        for (piece, part) in pieces.zip(parts) {
            out.push_str(part.as_str());
            out.push_str(piece);
        }
        Self(out)
    }
}

/// `markdown!("Sets [`{}`](Self::{}).", ident, ident)`: a literal with parts that are [`Markdown`] or become some.
macro_rules! markdown {
    ($words:literal $(, $part:expr)* $(,)?) => {
        $crate::plan::docs::Markdown::filled($words, &[$($crate::plan::docs::Markdown::from($part)),*])
    };
}
pub(crate) use markdown;

/// The text as a Markdown code span on one line.
#[must_use]
pub fn code(text: &str) -> Markdown {
    let text = visible(text);
    let text = if text.contains('\n') { text.replace('\n', " ").into() } else { text };
    if text.trim().is_empty() {
        return Markdown(format!("`\"{text}\"`"));
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    Markdown(format!("{ticks}{pad}{text}{pad}{ticks}"))
}

/// A vendor text on one line, for a table cell or the middle of a sentence: never the start of a line.
#[must_use]
pub fn inline(text: &str) -> Markdown {
    let text = visible(text);
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    Markdown(lines.map(|line| escape(line, None)).collect::<Vec<_>>().join(" "))
}

/// [`inline`] inside a Markdown table.
#[must_use]
pub fn cell(text: &str) -> Markdown {
    inline(text).in_cell()
}

/// A number as the spec spells it; anything else is a code span.
#[must_use]
pub fn number(text: &str) -> Markdown {
    let is_number =
        text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '+' | '-' | 'e' | 'E' | '_'));
    if is_number { Markdown(text.to_owned()) } else { code(text) }
}
