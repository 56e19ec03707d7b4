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
    /// Lines, each with its end.
    text: String,
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
        if ours.is_empty() {
            return docs;
        }
        match docs.text.strip_suffix('\n') {
            Some(line) if !line.contains('\n') => docs.text = format!("{line} ({})\n", ours.as_str()),
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
        self.push(text.as_str().lines());
    }

    /// Adds a text that somebody else wrote.
    pub fn vendor(&mut self, text: &str) {
        let lines = vendor::lines(text);
        if !lines.is_empty() {
            self.gap();
            self.push(lines.iter().map(String::as_str));
        }
    }

    /// Adds a JSON text, which rustdoc neither runs nor takes for markup: no line of it begins with a fence.
    pub fn json(&mut self, text: &JsonText) {
        self.gap();
        self.push(std::iter::once("```json").chain(text.as_str().lines()).chain(["```"]));
    }

    /// The lines in order.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.text.lines()
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    fn push<'a>(&mut self, lines: impl Iterator<Item = &'a str>) {
        for line in lines {
            self.text.push_str(line);
            self.text.push('\n');
        }
    }

    fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Docs, cell, code};

    fn vendor(text: &str) -> String {
        let mut docs = Docs::default();
        docs.vendor(text);
        docs.lines().collect::<Vec<_>>().join("\n")
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
