//! Regular expressions of rules, compiled once.

use std::sync::OnceLock;

use super::text::{Scratch, Shown};

/// A regular expression that is compiled on first use. One that does not compile matches everything.
#[derive(Debug)]
pub struct Pattern {
    text: &'static str,
    compiled: OnceLock<Option<regex_lite::Regex>>,
}

impl Pattern {
    /// Creates a pattern from its text; see [`preflight_pattern!`](crate::v1::preflight_pattern).
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Self { text, compiled: OnceLock::new() }
    }

    /// Whether the pattern may match somewhere in the text. An empty text is treated as absent, and passes; surrounding
    /// whitespace may be ignored. As in most libraries, `$` also matches before a final line end.
    #[must_use]
    pub fn may_match<T: Shown + ?Sized>(&self, text: &T) -> bool {
        let mut scratch = Scratch::default();
        let text = text.shown(&mut scratch);
        let compiled = self.compiled.get_or_init(|| regex_lite::Regex::new(self.text).ok());
        let Some(pattern) = compiled else { return true };
        text.trim().is_empty()
            || pattern.is_match(text)
            || pattern.is_match(text.trim())
            || text.strip_suffix('\n').is_some_and(|text| pattern.is_match(text))
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn matching() {
        static PHONE: Pattern = Pattern::new("^1[3-9]\\d{9}$");
        assert!(PHONE.may_match("13800000000") && PHONE.may_match("") && PHONE.may_match("13800000000\n"));
        assert!(
            !PHONE.may_match("23800000000")
                && !PHONE.may_match("138")
                && PHONE.may_match(&13_800_000_000_u64)
        );
        static DIGITS: Pattern = Pattern::new("^\\d+$");
        assert!(DIGITS.may_match("123 ") && DIGITS.may_match(" \t123") && DIGITS.may_match("  "));
        assert!(!DIGITS.may_match("1 2"));
        static BLANK: Pattern = Pattern::new("^ a $");
        assert!(BLANK.may_match(" a ") && !BLANK.may_match("a"));
        static BROKEN: Pattern = Pattern::new("(");
        assert!(BROKEN.may_match("anything"));
    }
}
