//! HTML → blocks. The tokenizer follows the standard; the tree is ours: only what makes blocks, with ends implied.

mod entity;
mod flow;
mod table;
mod tokens;

use std::ops::Range;

use self::flow::{Flow, Kind};
use self::table::TableBuilder;
use self::tokens::{Piece, Tag};
use super::block::{Block, MAX_DEPTH};
use super::grid;
use super::regions;
use super::text::{Hidden, Text};
use stubwright_spec::source::FileId;

/// The blocks of a part of a page that is HTML.
pub(super) fn read(file: FileId, page: &str, range: Range<usize>) -> Vec<Block> {
    let pieces = tokens::read(page, range);
    let mut reader = Reader {
        file,
        root: Flow::new(file, Hidden::Drop),
        tables: Vec::new(),
        budget: grid::BUDGET,
        unclosed: Vec::new(),
        articles: 0,
        deep_tables: 0,
        pre_tables: 0,
    };
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        at += 1;
        match piece {
            Piece::Text(range) => reader.flow().text(page, range.clone()),
            Piece::Tag(tag) if tag.is_end => reader.end(tag),
            Piece::Tag(tag) => match reader.skipped(tag, &pieces, at) {
                Some(next) => at = next,
                None => reader.start(tag),
            },
        }
    }
    while !reader.tables.is_empty() {
        reader.end_table();
    }
    let blocks = reader.root.finish().blocks;
    with_code(file, blocks)
}

/// For so many names of elements an end is sought in vain.
const MOST_UNCLOSED: usize = 32;

struct Reader {
    file: FileId,
    root: Flow,
    /// The tables that are open, outer before inner.
    tables: Vec<TableBuilder>,
    /// How much may still be repeated because cells span several places.
    budget: usize,
    /// Elements to be skipped that have no end.
    unclosed: Vec<String>,
    /// How many articles are open: their headers belong to them.
    articles: usize,
    /// How many tables are open that are too deep to be read as tables.
    deep_tables: usize,
    /// How many tables are open inside of preformatted text: their rows are lines.
    pre_tables: usize,
}

impl Reader {
    /// Where text goes: the innermost open cell.
    fn flow(&mut self) -> &mut Flow {
        let cell = self.tables.iter_mut().rev().find_map(TableBuilder::flow);
        cell.unwrap_or(&mut self.root)
    }

    /// Where reading goes on after an element that nobody sees.
    fn skipped(&mut self, tag: &Tag, pieces: &[Piece], at: usize) -> Option<usize> {
        let is_hidden = match tag.name.as_str() {
            "script" | "style" | "noscript" | "svg" | "nav" | "iframe" | "button" | "select" => true,
            // A component of Vue is in a template.
            "template" => {
                pieces.iter().take(at.saturating_sub(1)).any(|piece| matches!(piece, Piece::Tag(_)))
            }
            "header" | "footer" => self.articles == 0,
            _ => tag.is_hidden || tag.is_gutter,
        };
        if !is_hidden
            || tag.is_void()
            || self.unclosed.contains(&tag.name)
            || self.unclosed.len() >= MOST_UNCLOSED
        {
            return None;
        }
        let mut depth = 0_usize;
        for (number, piece) in pieces.iter().enumerate().skip(at) {
            let Piece::Tag(other) = piece else { continue };
            if other.name != tag.name {
                continue;
            }
            if !other.is_end {
                depth += 1;
            } else if depth == 0 {
                return Some(number + 1);
            } else {
                depth -= 1;
            }
        }
        self.unclosed.push(tag.name.clone());
        None
    }

    fn start(&mut self, tag: &Tag) {
        if self.flow().is_pre() {
            return self.start_in_pre(tag);
        }
        match tag.name.as_str() {
            "table" => self.start_table(),
            "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" if !self.tables.is_empty() => {
                self.start_part(tag)
            }
            "title" => self.flow().begin(Kind::Title),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = tag.name.bytes().last().unwrap_or(b'1') - b'0';
                self.flow().begin_heading(level);
            }
            "pre" | "textarea" | "listing" | "xmp" => self.flow().begin_pre(),
            "ul" | "ol" | "menu" | "dl" => self.flow().begin_list(),
            "li" | "dt" => self.flow().begin_item(),
            "dd" => self.flow().begin_definition(tag.range.start),
            "article" | "main" => {
                self.articles += 1;
                self.flow().begin_block();
            }
            name if is_block(name) => {
                if tag.is_preformatted {
                    // Its end is that of a `<div>` among others, so only its line breaks are kept.
                    self.flow().begin_block();
                    self.flow().keep_lines();
                } else {
                    self.flow().begin_block();
                }
            }
            _ => self.flow().start_inline(tag),
        }
    }

    /// Inside of preformatted text, elements are lines or nothing.
    fn start_in_pre(&mut self, tag: &Tag) {
        let flow = self.flow();
        match tag.name.as_str() {
            "br" => flow.break_line(tag.range.clone()),
            "pre" | "textarea" => flow.begin_pre(),
            "table" => {
                flow.next_line(tag.range.start);
                self.pre_tables += 1;
            }
            "li" | "tr" | "h1" | "h2" | "h3" => flow.next_line(tag.range.start),
            name if is_block(name) => flow.next_line(tag.range.start),
            _ => flow.slant(tag),
        }
    }

    /// Ends what a tag ends inside of preformatted text, and says whether that was all.
    fn end_in_pre(&mut self, tag: &Tag) -> bool {
        let name = tag.name.as_str();
        let is_table = matches!(name, "table" | "tr" | "td" | "th");
        match name {
            "pre" | "textarea" | "listing" | "xmp" => {
                self.flow().end_pre();
                return true;
            }
            "table" if self.pre_tables > 0 => {
                self.pre_tables -= 1;
                return true;
            }
            "body" | "html" => {}
            // The cell around it ends, though the text has no end of its own.
            _ if is_table
                && self.pre_tables == 0
                && self.tables.iter_mut().any(|table| table.flow().is_some()) => {}
            _ => {
                self.flow().upright(tag);
                return true;
            }
        }
        self.pre_tables = 0;
        self.flow().end_pre();
        false
    }

    fn end(&mut self, tag: &Tag) {
        while self.flow().is_pre() {
            if self.end_in_pre(tag) {
                return;
            }
        }
        match tag.name.as_str() {
            "table" => {
                if self.deep_tables > 0 {
                    self.deep_tables -= 1;
                } else {
                    self.end_table();
                }
            }
            "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" => {
                if let Some(table) = self.tables.last_mut() {
                    table.end_part(&tag.name, tag.range.end, &mut self.budget);
                }
            }
            "ul" | "ol" | "menu" | "dl" => self.flow().end_list(),
            "article" | "main" => {
                self.articles = self.articles.saturating_sub(1);
                self.flow().end_block();
            }
            "title" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" => self.flow().end_block(),
            // The description of a term belongs to its item.
            "dt" => {}
            "dd" => self.flow().end_definition(),
            "p" => self.flow().end_paragraph(),
            name if is_block(name) => self.flow().end_paragraph(),
            _ => self.flow().end_inline(tag),
        }
    }

    fn start_table(&mut self) {
        if self.tables.len() >= MAX_DEPTH {
            self.deep_tables += 1;
            self.flow().begin_block();
            return;
        }
        self.flow().begin_block();
        self.tables.push(TableBuilder::new(self.file));
    }

    fn start_part(&mut self, tag: &Tag) {
        if self.deep_tables == 0
            && let Some(table) = self.tables.last_mut()
        {
            table.start_part(tag, &mut self.budget);
        } else {
            self.flow().begin_block();
        }
    }

    fn end_table(&mut self) {
        let Some(mut table) = self.tables.pop() else { return };
        table.end_part("table", 0, &mut self.budget);
        let blocks = table.finish();
        self.flow().add(blocks);
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "aside"
            | "blockquote"
            | "form"
            | "fieldset"
            | "figure"
            | "figcaption"
            | "details"
            | "summary"
            | "address"
            | "center"
            | "hr"
            | "caption"
            | "option"
            | "header"
            | "footer"
            | "body"
            | "html"
            | "legend"
            | "thead"
            | "tbody"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "table"
            | "ul"
            | "ol"
            | "dl"
            | "nav"
    )
}

/// The blocks with the code that is in their prose as blocks of its own.
fn with_code(file: FileId, blocks: Vec<Block>) -> Vec<Block> {
    let mut given = Vec::new();
    let mut lines: Vec<Text> = Vec::new();
    for block in blocks {
        match block {
            // JSON may have an element for each of its lines.
            Block::Paragraph(text) => lines.push(text),
            Block::Item(depth, text) => {
                settle(file, &mut lines, &mut given, None);
                lines.push(text);
                settle(file, &mut lines, &mut given, Some(depth));
            }
            block => {
                settle(file, &mut lines, &mut given, None);
                given.push(block);
            }
        }
    }
    settle(file, &mut lines, &mut given, None);
    given
}

/// Gives paragraphs, or an item of this depth, and the code in them.
fn settle(file: FileId, lines: &mut Vec<Text>, given: &mut Vec<Block>, item: Option<usize>) {
    let lines = std::mem::take(lines);
    let mut depth = item;
    for block in parts(file, lines) {
        given.push(match block {
            Block::Paragraph(text) if depth.is_some() => Block::Item(depth.take().unwrap_or_default(), text),
            block => block,
        });
    }
}

/// The code in paragraphs, and what is left of them.
fn parts(file: FileId, lines: Vec<Text>) -> Vec<Block> {
    let paragraph = |text: &Text| {
        let text = text.trimmed();
        (!text.is_blank()).then_some(Block::Paragraph(text))
    };
    if !lines.iter().any(|line| regions::may_have_code(line.as_str())) {
        return lines.iter().filter_map(paragraph).collect();
    }
    let mut all = Text::new(file);
    let mut ranges = Vec::new();
    for line in &lines {
        all.append_line(line);
        let end = all.as_str().len();
        ranges.push(end - line.as_str().len()..end);
    }
    let mut ranges = ranges.into_iter().peekable();
    let mut blocks = Vec::new();
    let length = all.as_str().len();
    let mut at = 0;
    for code in regions::cut(&all, &[]).into_iter().chain(std::iter::once(length..length)) {
        while let Some(range) = ranges.peek().filter(|range| range.start < code.start) {
            let part = range.start.max(at)..range.end.min(code.start);
            let goes_on = range.end > code.end;
            if !part.is_empty() {
                let text = all.slice(part.clone());
                // The line in which code begins is its label.
                let last = text.as_str().rfind('\n').map_or(0, |at| at + 1);
                let split = if part.end == code.start && !code.is_empty() { last } else { 0 };
                blocks.extend(paragraph(&text.slice(0..split)));
                blocks.extend(paragraph(&text.slice(split..text.as_str().len())));
            }
            if goes_on {
                break;
            }
            ranges.next();
        }
        at = code.end;
        if !code.is_empty() {
            blocks.push(Block::Code(all.slice(code)));
        }
    }
    blocks
}
