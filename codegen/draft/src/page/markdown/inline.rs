//! Text of Markdown as a reader sees it.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::page::text::{Hidden, Text, raised};
use stubwright_spec::source::FileId;

/// Text, and how it is set.
pub(super) struct Inline {
    pub(super) text: Text,
    hidden: Hidden,
    /// How many marks of struck text are open.
    strikes: usize,
    /// Whether there is text that is struck, and text that is not.
    has_struck: bool,
    has_plain: bool,
    /// How many marks of bold text are open, and whether there is text that is bold, and text that is not.
    bolds: usize,
    has_bold: bool,
    has_thin: bool,
    /// Whether raised text is open.
    is_raised: bool,
    /// Where the first link leads.
    pub(super) link: Option<String>,
    /// Where text begins that is set as a variable is.
    slanted: Option<usize>,
}

impl Inline {
    pub(super) fn new(file: FileId, hidden: Hidden) -> Self {
        Self {
            text: Text::new(file),
            hidden,
            strikes: 0,
            has_struck: false,
            has_plain: false,
            bolds: 0,
            has_bold: false,
            has_thin: false,
            is_raised: false,
            link: None,
            slanted: None,
        }
    }

    pub(super) fn is_struck(&self) -> bool {
        self.has_struck && !self.has_plain
    }

    pub(super) fn is_bold(&self) -> bool {
        self.has_bold && !self.has_thin
    }

    /// Begins a new line, unless there is nothing yet.
    pub(super) fn line(&mut self, at: usize) {
        if !self.text.is_blank() {
            self.text.push("\n", at..at);
        }
    }

    pub(super) fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Strikethrough => self.strikes += 1,
            Tag::Strong => self.bolds += 1,
            Tag::Link { dest_url, .. } => self.link_to(dest_url),
            Tag::Emphasis => self.slanted = Some(self.text.as_str().len()),
            _ => {}
        }
    }

    pub(super) fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strikethrough => self.strikes = self.strikes.saturating_sub(1),
            TagEnd::Strong => self.bolds = self.bolds.saturating_sub(1),
            TagEnd::Emphasis => self.upright(),
            _ => {}
        }
    }

    /// Ends text that is set as a variable is.
    fn upright(&mut self) {
        if let Some(since) = self.slanted.take() {
            self.text.brace(since);
        }
    }

    pub(super) fn event(&mut self, page: &str, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Text(text) => self.push(page, &text, range),
            Event::Code(text) => {
                // The marks are around it.
                let source = page.get(range.clone()).unwrap_or_default();
                let marks = source.bytes().take_while(|b| *b == b'`').count();
                let inside = source.get(marks..source.len().saturating_sub(marks)).unwrap_or_default();
                let start = range.start + marks + inside.find(&*text).unwrap_or_default();
                let range = if inside.contains(&*text) { start..start + text.len() } else { range };
                self.push(page, &text, range);
            }
            Event::SoftBreak | Event::HardBreak => self.text.push("\n", range),
            Event::InlineHtml(tag) if is_placeholder(&tag) => self.push(page, &tag, range),
            Event::InlineHtml(tag) => self.tag(&tag, range),
            _ => {}
        }
    }

    fn push(&mut self, page: &str, text: &str, range: Range<usize>) {
        if !text.trim().is_empty() {
            if self.strikes > 0 {
                self.has_struck = true;
            } else {
                self.has_plain = true;
            }
            if self.bolds > 0 {
                self.has_bold = true;
            } else {
                self.has_thin = true;
            }
        }
        if let Some(signs) = raised(text).filter(|_| self.is_raised) {
            self.text.push_decoded(&signs, range, self.hidden);
        } else if page.get(range.clone()) == Some(text) {
            self.text.push_part(page, range, self.hidden);
        } else {
            self.text.push_decoded(text, range, self.hidden);
        }
    }

    /// A tag of HTML in the text.
    fn tag(&mut self, tag: &str, range: Range<usize>) {
        let inside = tag.trim_start_matches('<');
        let is_end = inside.starts_with('/');
        let name = inside.trim_start_matches('/');
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        match name.to_ascii_lowercase().as_str() {
            "br" => self.text.push("\n", range),
            "li" | "p" | "div" if !is_end && !self.text.is_blank() => self.text.push("\n", range),
            "s" | "del" | "strike" if is_end => self.strikes = self.strikes.saturating_sub(1),
            "s" | "del" | "strike" => self.strikes += 1,
            "i" | "em" | "var" if is_end => self.upright(),
            "i" | "em" | "var" => self.slanted = Some(self.text.as_str().len()),
            "sup" => self.is_raised = !is_end,
            "b" | "strong" if is_end => self.bolds = self.bolds.saturating_sub(1),
            "b" | "strong" => self.bolds += 1,
            "a" if !is_end => {
                let target = inside.split_once("href=").map(|(_, target)| target);
                let target = target
                    .and_then(|target| target.split(['"', '\'', '>', ' ']).find(|part| !part.is_empty()));
                if let Some(target) = target {
                    self.link_to(target);
                }
            }
            _ => {}
        }
    }

    fn link_to(&mut self, target: &str) {
        if self.link.is_none() && !target.is_empty() {
            self.link = Some(target.to_owned());
        }
    }
}

/// Elements of HTML without attributes that occur among words.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "big",
    "blockquote",
    "br",
    "button",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "li",
    "main",
    "mark",
    "nav",
    "nobr",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "style",
    "script",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
    "iframe",
    "picture",
    "source",
];

/// Whether what looks like a tag is not an HTML tag: `<orderId>` in a path.
fn is_placeholder(tag: &str) -> bool {
    let name = tag.strip_prefix('<').and_then(|name| name.strip_suffix('>')).unwrap_or_default();
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_name && !ELEMENTS.contains(&name.to_ascii_lowercase().as_str())
}
