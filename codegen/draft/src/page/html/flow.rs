//! The text of a page or of a cell as it flows: whitespace collapsed as a browser does, cut into blocks.

use std::ops::Range;

use super::entity;
use super::tokens::Tag;
use crate::page::block::{Block, MAX_DEPTH};
use crate::page::text::{Hidden, Text, raised};
use stubwright_spec::source::FileId;

/// The kind of text that is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Title,
    Heading(u8),
    Paragraph,
    Item(usize),
}

pub(super) struct Flow {
    file: FileId,
    hidden: Hidden,
    blocks: Vec<Block>,
    text: Text,
    kind: Kind,
    /// A space that is shown when text follows.
    blank: Option<Range<usize>>,
    lists: usize,
    /// How many elements are open that keep whitespace, that are code, that strike, that are bold.
    pres: usize,
    codes: usize,
    strikes: usize,
    bolds: usize,
    /// Where text begins that is set as a variable is.
    slanted: Option<usize>,
    /// Whether raised text is open.
    is_raised: bool,
    /// Whether line breaks are kept until the block ends.
    keeps_lines: bool,
    /// Whether what is said of a term is being read: its paragraphs are lines of the item.
    defines: bool,
    set: Set,
}

#[derive(Default)]
struct Set {
    has_struck: bool,
    has_plain: bool,
    has_bold: bool,
    has_thin: bool,
    link: Option<String>,
}

/// The level of the lowest headings.
const LOWEST: u8 = 6;

/// The text of a flow that has ended.
pub(super) struct Done {
    pub(super) blocks: Vec<Block>,
    pub(super) is_struck: bool,
    pub(super) is_bold: bool,
    /// Where its first link leads.
    pub(super) link: Option<String>,
}

impl Flow {
    pub(super) fn new(file: FileId, hidden: Hidden) -> Self {
        Self {
            file,
            hidden,
            blocks: Vec::new(),
            text: Text::new(file),
            kind: Kind::Paragraph,
            blank: None,
            lists: 0,
            pres: 0,
            codes: 0,
            strikes: 0,
            bolds: 0,
            slanted: None,
            is_raised: false,
            keeps_lines: false,
            defines: false,
            set: Set::default(),
        }
    }

    pub(super) fn is_pre(&self) -> bool {
        self.pres > 0
    }

    /// Whether all that follows is struck.
    pub(super) fn strike(&mut self) {
        self.strikes += 1;
    }

    pub(super) fn finish(mut self) -> Done {
        self.end_block();
        let set = self.set;
        Done {
            blocks: self.blocks,
            is_struck: set.has_struck && !set.has_plain,
            is_bold: set.has_bold && !set.has_thin,
            link: set.link,
        }
    }

    /// Adds blocks that were read apart.
    pub(super) fn add(&mut self, blocks: Vec<Block>) {
        self.defines = false;
        self.begin_block();
        self.blocks.extend(blocks);
    }

    // Blocks.

    /// Gives what was read, if anything was.
    pub(super) fn begin_block(&mut self) {
        self.blank = None;
        if self.defines && !self.is_pre() && matches!(self.kind, Kind::Item(_)) {
            let end = self.text.span().range().end;
            return self.next_line(end);
        }
        self.keeps_lines = false;
        if self.text.is_blank() {
            if !self.text.as_str().is_empty() {
                self.text = Text::new(self.file);
            }
            return;
        }
        let text = std::mem::replace(&mut self.text, Text::new(self.file));
        let block = if self.is_pre() {
            Block::Code(text.trimmed_end())
        } else {
            match self.kind {
                Kind::Title => Block::Title(text.trimmed()),
                Kind::Heading(level) => Block::Heading(level, without_anchor(&text)),
                Kind::Item(depth) => Block::Item(depth, text.trimmed()),
                Kind::Paragraph => Block::Paragraph(text.trimmed_end()),
            }
        };
        self.kind = Kind::Paragraph;
        self.blocks.push(block);
    }

    /// Ends a block inside of another one: an item may begin with an empty paragraph.
    pub(super) fn end_paragraph(&mut self) {
        self.begin_block();
    }

    pub(super) fn end_block(&mut self) {
        self.defines = false;
        self.begin_block();
        self.kind = Kind::Paragraph;
    }

    pub(super) fn begin(&mut self, kind: Kind) {
        self.defines = false;
        self.begin_block();
        self.kind = kind;
    }

    /// Begins a heading. One inside of a list is about a part of what the list is about.
    pub(super) fn begin_heading(&mut self, level: u8) {
        let deeper = u8::try_from(self.lists).unwrap_or(LOWEST);
        self.begin(Kind::Heading(level.saturating_add(deeper).min(LOWEST)));
    }

    pub(super) fn begin_list(&mut self) {
        self.end_block();
        self.lists += 1;
    }

    pub(super) fn end_list(&mut self) {
        self.end_block();
        self.lists = self.lists.saturating_sub(1);
    }

    pub(super) fn begin_item(&mut self) {
        self.begin(Kind::Item(self.lists.saturating_sub(1).min(MAX_DEPTH)));
    }

    /// Begins what is said of the term above, on a line below it.
    pub(super) fn begin_definition(&mut self, at: usize) {
        if matches!(self.kind, Kind::Item(_)) {
            self.next_line(at);
            self.defines = true;
        } else {
            self.begin_block();
        }
    }

    pub(super) fn end_definition(&mut self) {
        if !self.defines {
            self.begin_block();
        }
    }

    pub(super) fn begin_pre(&mut self) {
        self.defines = false;
        self.begin_block();
        self.pres += 1;
    }

    pub(super) fn end_pre(&mut self) {
        self.begin_block();
        self.pres = self.pres.saturating_sub(1);
    }

    pub(super) fn keep_lines(&mut self) {
        self.keeps_lines = true;
    }

    // Text.

    pub(super) fn break_line(&mut self, range: Range<usize>) {
        self.blank = None;
        if self.is_pre() || !self.text.as_str().is_empty() {
            self.text.push("\n", range);
        }
    }

    /// Goes to the start of a line.
    pub(super) fn next_line(&mut self, at: usize) {
        let text = self.text.as_str();
        if !text.is_empty() && !text.ends_with('\n') {
            self.text.push("\n", at..at);
        }
    }

    pub(super) fn start_inline(&mut self, tag: &Tag) {
        self.slant(tag);
        match tag.name.as_str() {
            "br" => self.break_line(tag.range.clone()),
            "s" | "del" | "strike" => self.strikes += 1,
            "sup" => self.is_raised = true,
            "b" | "strong" => self.bolds += 1,
            "code" | "samp" => self.codes += 1,
            "a" if self.set.link.is_none() => self.set.link.clone_from(&tag.href),
            "img" => {
                if let Some(text) = tag.alt.as_deref().filter(|text| !text.trim().is_empty()) {
                    self.show_blank();
                    self.text.push_decoded(text.trim(), tag.range.clone(), self.hidden);
                    self.note();
                }
            }
            _ => {}
        }
    }

    /// Notes where text begins that is set as a variable is.
    pub(super) fn slant(&mut self, tag: &Tag) {
        if is_slanted(tag) && tag.href.is_none() && self.blank.is_none() {
            self.slanted = Some(self.text.as_str().len());
        }
    }

    /// Ends text that is set as a variable is.
    pub(super) fn upright(&mut self, tag: &Tag) {
        if is_slanted(tag)
            && let Some(since) = self.slanted.take()
        {
            self.text.brace(since);
        }
    }

    pub(super) fn end_inline(&mut self, tag: &Tag) {
        self.upright(tag);
        self.is_raised &= tag.name != "sup";
        let count = match tag.name.as_str() {
            "s" | "del" | "strike" => &mut self.strikes,
            "b" | "strong" => &mut self.bolds,
            "code" | "samp" => &mut self.codes,
            _ => return,
        };
        *count = count.saturating_sub(1);
    }

    /// Adds text of the page: entities are resolved.
    pub(super) fn text(&mut self, page: &str, range: Range<usize>) {
        let signs = || page.get(range.clone()).and_then(raised);
        if let Some(signs) = self.is_raised.then(signs).flatten() {
            self.show_blank();
            self.text.push_decoded(&signs, range, self.hidden_now());
            return self.note();
        }
        for (range, decoded) in entity::split(page, range) {
            match decoded {
                Some(decoded) => {
                    self.show_blank();
                    self.text.push_decoded(&decoded, range, self.hidden_now());
                    self.note();
                }
                None if self.is_pre() => self.as_is(page, range),
                None => self.collapsed(page, range),
            }
        }
    }

    fn as_is(&mut self, page: &str, range: Range<usize>) {
        let part = page.get(range.clone()).unwrap_or_default();
        // The line break right after `<pre>` is not shown.
        let first = if self.text.as_str().is_empty() {
            part.len() - part.strip_prefix('\r').unwrap_or(part).trim_start_matches('\n').len()
        } else {
            0
        };
        self.text.push_part(page, range.start + first..range.end, Hidden::Keep);
        self.note();
    }

    fn collapsed(&mut self, page: &str, range: Range<usize>) {
        let part = page.get(range.clone()).unwrap_or_default();
        let is_blank = |c: char| c.is_ascii_whitespace();
        let mut at = 0;
        while at < part.len() {
            let rest = part.get(at..).unwrap_or_default();
            let length = rest.find(|c| !is_blank(c)).unwrap_or(rest.len());
            if length > 0 {
                let place = range.start + at..range.start + at + length;
                self.blank_at(rest.get(..length).unwrap_or_default(), place);
                at += length;
                continue;
            }
            let length = rest.find(is_blank).unwrap_or(rest.len());
            self.show_blank();
            self.text.push_part(page, range.start + at..range.start + at + length, self.hidden);
            self.note();
            at += length;
        }
    }

    fn blank_at(&mut self, blank: &str, range: Range<usize>) {
        let text = self.text.as_str();
        if text.is_empty() {
            return;
        }
        // Code of several lines is shown as such by style sheets.
        if (self.codes > 0 || self.keeps_lines) && blank.contains('\n') {
            self.blank = None;
            self.text.push("\n", range);
        } else if !text.ends_with('\n') {
            self.blank.get_or_insert(range);
        }
    }

    fn hidden_now(&self) -> Hidden {
        if self.is_pre() { Hidden::Keep } else { self.hidden }
    }

    fn show_blank(&mut self) {
        if let Some(range) = self.blank.take() {
            self.text.push(" ", range);
        }
    }

    /// Notes how the text that was just added is set.
    fn note(&mut self) {
        if self.text.as_str().ends_with(char::is_whitespace) {
            return;
        }
        let set = &mut self.set;
        if self.strikes > 0 {
            set.has_struck = true;
        } else {
            set.has_plain = true;
        }
        if self.bolds > 0 {
            set.has_bold = true;
        } else {
            set.has_thin = true;
        }
    }
}

/// Whether pages set variables in such an element; one that is a link has an address.
fn is_slanted(tag: &Tag) -> bool {
    matches!(tag.name.as_str(), "i" | "em" | "var" | "a")
}

/// A heading without the mark that links to it.
fn without_anchor(text: &Text) -> Text {
    let bare =
        text.as_str().trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '¶' | '#' | '§' | '🔗'));
    text.slice(0..bare.len()).trimmed()
}
