//! Documentation comments. Text of a spec stays text: no doctest, no HTML, no link and no control character gets through.

mod markdown;
mod vendor;

pub(crate) use self::markdown::markdown;
pub use self::markdown::{Markdown, cell, code, inline, number};

use stubwright_spec::model::JsonText;
use stubwright_spec::source::Spanned;

/// Lines of documentation, without the `///`.
///
/// There are three ways in: [`Markdown`], which only literals and escaped texts become; prose that somebody else wrote;
/// and JSON that is already escaped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Docs {
    lines: Vec<String>,
}

impl Docs {
    /// One paragraph.
    #[must_use]
    pub fn ours(text: impl Into<Markdown>) -> Self {
        let mut docs = Self::default();
        docs.add(text);
        docs
    }

    /// A vendor text followed by our own words in brackets: `签署方账号 (`accountId`)`; the words alone without a text.
    #[must_use]
    pub fn vendor_with(text: Option<&Spanned<String>>, ours: impl Into<Markdown>) -> Self {
        let ours = ours.into();
        let mut docs = Self::default();
        docs.vendor(text.map_or("", Spanned::as_str));
        match docs.lines.as_mut_slice() {
            [] if ours.as_str().is_empty() => {}
            [] => docs.lines.push(ours.as_str().to_owned()),
            [line] if !ours.as_str().is_empty() => {
                *line = format!("{line} ({})", ours.as_str());
            }
            _ => docs.add(ours),
        }
        docs
    }

    /// Adds a paragraph.
    pub fn add(&mut self, text: impl Into<Markdown>) {
        let text = text.into();
        if text.as_str().is_empty() {
            return;
        }
        self.gap();
        self.lines.extend(text.as_str().lines().map(str::to_owned));
    }

    /// Adds a text that somebody else wrote.
    pub fn vendor(&mut self, text: &str) {
        let lines = vendor::lines(text);
        if !lines.is_empty() {
            self.gap();
            self.lines.extend(lines);
        }
    }

    /// Adds a JSON text, which rustdoc neither runs nor takes for markup: no line of it begins with a fence.
    pub fn json(&mut self, text: &JsonText) {
        self.gap();
        self.lines.push(String::from("```json"));
        self.lines.extend(text.as_str().lines().map(str::to_owned));
        self.lines.push(String::from("```"));
    }

    /// The lines in order.
    #[must_use]
    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    fn gap(&mut self) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Docs, cell, code};

    fn vendor(text: &str) -> String {
        let mut docs = Docs::default();
        docs.vendor(text);
        docs.lines().join("\n")
    }

    #[test]
    fn vendor_text_stays_text() {
        let rows = [
            ("服务繁忙,请重试.", "服务繁忙,请重试."),
            ("line1\rline2\r\nline3", "line1\nline2\nline3"),
            ("    let x = 1;", "let x = 1;"),
            ("a\n\n\n    b", "a\n\nb"),
            ("# head", "\\# head"),
            ("- item\n1. one", "\\- item\n1\\. one"),
            ("see [x](javascript:1) <b>", "see \\[x\\](javascript:1) \\<b\\>"),
            ("use `a_b` and `", "use `a_b` and \\`"),
            ("snake_case _em_ *b*", "snake_case \\_em\\_ \\*b\\*"),
            ("https://a.b/c?d=e.", "<https://a.b/c?d=e>."),
            ("见https://a.b/文档", "见<https://a.b/>文档"),
            ("a\u{202e}b", "a\\<U+202E\\>b"),
            ("a | b\n:--|--:", "a | b\n\\:-\\-|-\\-:"),
            ("&amp; & b", "\\&amp; & b"),
            ("a -- b --- c - d", "a -\\- b -\\-\\- c - d"),
            ("so ... on", "so ..\\. on"),
            ("\"it's\"", "\\\"it\\'s\\\""),
            ("می\u{200C}خواهم a\u{200C}b", "می\u{200C}خواهم a\\<U+200C\\>b"),
        ];
        for (text, expected) in rows {
            assert_eq!(vendor(text), expected, "{text:?}");
        }
    }

    #[test]
    fn fences_are_text_and_closed() {
        assert_eq!(
            vendor("```\nstd::process::exit(1)\n```\nend"),
            "```text\nstd::process::exit(1)\n```\nend"
        );
        assert_eq!(vendor("~~~rust\nfn main() {}"), "```text\nfn main() {}\n```");
        let nested = vendor("~~~\n```\nfn main() {}\n~~~");
        assert_eq!(nested, "```text\n\u{200A}```\nfn main() {}\n```");
    }

    #[test]
    fn code_spans_hold_anything() {
        assert_eq!(code(" signersInfos"), "` signersInfos`");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code(""), "`\"\"`");
        assert_eq!(cell("a|b\n\n- c"), "a\\|b - c");
        assert_eq!(cell("| a \\| b"), "\\| a \\\\\\| b");
    }
}
