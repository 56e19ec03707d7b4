//! A property of a part, as text.

use crate::diag::Code;
use crate::model::Sample;
use crate::model::dump::shown;
use crate::source::Spanned;

/// A property of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fact {
    /// The kind of change if it is different.
    pub(super) code: Code,
    /// The property: `type`.
    pub(super) what: &'static str,
    /// The property as text; empty if there is none.
    pub(super) text: String,
    /// How people write it, if `text` isn't.
    pub(super) written: Option<String>,
}

impl Fact {
    /// The property as people write it.
    pub(super) fn shown(&self) -> &str {
        self.written.as_deref().unwrap_or(&self.text)
    }
}

pub(super) fn fact(code: Code, what: &'static str, text: impl Into<String>) -> Fact {
    Fact { code, what, text: text.into(), written: None }
}

/// A flag, which is its own name or nothing.
pub(super) fn flag(code: Code, what: &'static str, holds: bool) -> Fact {
    fact(code, what, if holds { what } else { "" })
}

pub(super) fn words(text: &Option<Spanned<String>>) -> String {
    text.as_ref().map(|text| text.value.clone()).unwrap_or_default()
}

pub(super) fn reworded(what: &'static str, text: &Option<Spanned<String>>) -> Fact {
    fact(Code::Reworded, what, words(text))
}

pub(super) fn sample(sample: &Option<Sample>) -> String {
    sample.as_ref().map(shown).unwrap_or_default()
}
