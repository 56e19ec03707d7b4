//! Markdown → blocks.

mod attributes;
mod components;
mod inline;
mod prepare;
mod table;
mod yfm;

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use self::inline::Inline;
use self::prepare::Prepared;
use self::table::TableReader;
use super::block::{Block, Link, MAX_DEPTH};
use super::text::{Hidden, Text};
use super::{html, looks, plain};
use stubwright_spec::source::{FileId, Span};

/// The blocks of a page, and the links in its prose.
pub(super) fn read(file: FileId, page: &str) -> (Vec<Block>, Vec<Link>) {
    let mut prepared = Prepared::new(file, page);
    let components = std::mem::take(&mut prepared.components);
    let mut reader = Reader::new(file, page, &prepared);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_DEFINITION_LIST;
    for (event, range) in Parser::new_ext(&prepared.text, options).into_offset_iter() {
        let range = prepared.on_page(range);
        if let Event::Start(Tag::Link { dest_url, .. }) = &event {
            let span = Span::new(file, range.start, range.end);
            reader.links.push(Link { span, to: dest_url.to_string() });
        }
        reader.event(event, range);
    }
    let mut blocks = std::mem::take(&mut reader.blocks);
    if let Some(title) = &prepared.title {
        blocks.push((0, Block::Title(Text::prose(file, page, title.clone()))));
    }
    blocks.extend(components);
    for range in &prepared.html {
        let inside = html::read(file, page, range.clone());
        blocks.extend(inside.into_iter().map(|block| (range.start, block)));
    }
    for range in &prepared.tables {
        blocks.push((range.start, Block::Table(yfm::read(file, page, range.clone()))));
    }
    for range in &prepared.code {
        let mut code = Text::new(file);
        code.push_part(page, range.clone(), Hidden::Keep);
        blocks.push((range.start, Block::Code(code)));
    }
    blocks.sort_by_key(|(start, _)| *start);
    (blocks.into_iter().map(|(_, block)| block).collect(), reader.links)
}

/// The elements that are being read, outer before inner.
enum Frame {
    Paragraph(Range<usize>),
    Heading(u8),
    /// An item, how deep, and whether it was given already, since a block inside of it began.
    Item(usize, bool),
    Code,
}

struct Reader<'p> {
    file: FileId,
    page: &'p str,
    prepared: &'p Prepared,
    blocks: Vec<(usize, Block)>,
    links: Vec<Link>,
    /// Open elements, with their start and their text so far.
    frames: Vec<(Frame, usize, Inline)>,
    lists: usize,
    /// How many of the open lists are definitions.
    definitions: usize,
    table: Option<TableReader>,
    /// How many blocks of HTML are open: their text was read already.
    html: usize,
}

impl<'p> Reader<'p> {
    fn new(file: FileId, page: &'p str, prepared: &'p Prepared) -> Self {
        Self {
            prepared,
            file,
            page,
            blocks: Vec::new(),
            links: Vec::new(),
            frames: Vec::new(),
            lists: 0,
            definitions: 0,
            table: None,
            html: 0,
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Html(_) => {}
            _ if self.html > 0 => {}
            Event::Text(text) if self.is_code() => self.code(&text, range),
            event => {
                let page = self.page;
                match &mut self.table {
                    Some(table) => table.cell.event(page, event, range),
                    None => {
                        if let Some((_, _, inline)) = self.frames.last_mut() {
                            inline.event(page, event, range);
                        }
                    }
                }
            }
        }
    }

    fn is_code(&self) -> bool {
        self.table.is_none() && matches!(self.frames.last(), Some((Frame::Code, _, _)))
    }

    fn code(&mut self, text: &str, range: Range<usize>) {
        let Some((_, _, inline)) = self.frames.last_mut() else { return };
        if self.page.get(range.clone()) == Some(text) {
            inline.text.push_part(self.page, range, Hidden::Keep);
        } else {
            inline.text.push(text, range);
        }
    }

    fn open(&mut self, frame: Frame, range: &Range<usize>) {
        self.frames.push((frame, range.start, Inline::new(self.file, Hidden::Drop)));
    }

    fn open_code(&mut self, kind: &CodeBlockKind<'_>, range: Range<usize>) {
        // `*      3      no money`: spaces after a bullet align the text, and don't make code of it.
        let is_aligned =
            matches!(self.frames.last(), Some((Frame::Item(_, false), _, inline)) if inline.text.is_blank());
        if is_aligned && *kind == CodeBlockKind::Indented {
            return;
        }
        self.settle_item();
        if matches!(kind, CodeBlockKind::Fenced(_)) {
            let title = attributes::title(self.file, self.page, range.clone());
            self.blocks.extend(title.map(|title| (range.start, Block::Paragraph(title))));
        }
        self.open(Frame::Code, &range);
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => match self.frames.last_mut() {
                Some((Frame::Item(..), _, inline)) => {
                    let end = inline.text.span().range().end;
                    if inline.text.is_blank() || !self.prepared.is_parted(&(end..range.start)) {
                        inline.line(range.start);
                    } else {
                        self.settle_item();
                    }
                }
                _ => self.open(Frame::Paragraph(range.clone()), &range),
            },
            Tag::Heading { level, .. } => {
                self.settle_item();
                self.open(Frame::Heading(level as u8), &range);
            }
            Tag::CodeBlock(kind) => self.open_code(&kind, range),
            Tag::List(_) | Tag::DefinitionList => {
                self.definitions += usize::from(tag == Tag::DefinitionList);
                self.settle_item();
                self.lists += 1;
            }
            Tag::DefinitionListTitle => {
                self.end_definition();
                self.open(Frame::Item(self.lists.saturating_sub(1).min(MAX_DEPTH), false), &range);
            }
            // A term and what is said of it are one item.
            Tag::DefinitionListDefinition => {
                if let Some((Frame::Item(..), _, inline)) = self.frames.last_mut() {
                    inline.line(range.start);
                }
            }
            Tag::Item => self.open(Frame::Item(self.lists.saturating_sub(1).min(MAX_DEPTH), false), &range),
            Tag::HtmlBlock => {
                self.settle_item();
                self.html += 1;
                let blocks = html::read(self.file, self.page, range.clone());
                self.blocks.extend(blocks.into_iter().map(|block| (range.start, block)));
            }
            Tag::Table(_) => {
                self.settle_item();
                self.table = Some(TableReader::new(self.file, range));
            }
            Tag::TableHead | Tag::TableRow | Tag::TableCell => {
                if let Some(table) = &mut self.table {
                    table.begin(&tag, range);
                }
            }
            tag => match &mut self.table {
                Some(table) => table.cell.start(&tag),
                None => {
                    if let Some((_, _, inline)) = self.frames.last_mut() {
                        inline.start(&tag);
                    }
                }
            },
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::CodeBlock
                if matches!(self.frames.last(), Some((Frame::Item(..), _, _))) => {}
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Item => {
                if let Some((frame, start, inline)) = self.frames.pop() {
                    self.give(&frame, start, &inline.text);
                }
            }
            TagEnd::List(_) => self.lists = self.lists.saturating_sub(1),
            TagEnd::DefinitionListTitle | TagEnd::DefinitionListDefinition => {}
            TagEnd::DefinitionList => {
                self.end_definition();
                self.definitions = self.definitions.saturating_sub(1);
                self.lists = self.lists.saturating_sub(1);
            }
            TagEnd::HtmlBlock => self.html = self.html.saturating_sub(1),
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    self.blocks.push((table.start(), Block::Table(table.finish())));
                }
            }
            TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell => {
                if let Some(table) = &mut self.table {
                    table.end(tag, self.page);
                }
            }
            tag => match &mut self.table {
                Some(table) => table.cell.end(tag),
                None => {
                    if let Some((_, _, inline)) = self.frames.last_mut() {
                        inline.end(tag);
                    }
                }
            },
        }
    }

    /// Gives the term of a definition list that is open with its definitions.
    fn end_definition(&mut self) {
        if let Some((frame, start, inline)) =
            self.frames.pop_if(|(frame, ..)| matches!(frame, Frame::Item(..)))
        {
            self.give(&frame, start, &inline.text);
        }
    }

    /// Gives the item that is open before a block inside of it begins.
    fn settle_item(&mut self) {
        let file = self.file;
        let Some((frame @ Frame::Item(..), start, inline)) = self.frames.last_mut() else { return };
        let text = std::mem::replace(inline, Inline::new(file, Hidden::Drop)).text;
        let Frame::Item(depth, is_given) = *frame else { return };
        if !text.is_blank() {
            *frame = Frame::Item(depth, true);
            let start = *start;
            self.give(&Frame::Item(depth, is_given), start, &text);
        }
    }

    fn give(&mut self, frame: &Frame, start: usize, text: &Text) {
        if text.is_blank() {
            return;
        }
        let block = match frame {
            Frame::Heading(level) => {
                let (heading, call) = attributes::heading(text);
                self.blocks.push((start, Block::Heading(*level, heading)));
                return self.blocks.extend(call.map(|call| (start, Block::Paragraph(call))));
            }
            Frame::Code => Block::Code(text.trimmed_end()),
            Frame::Item(depth, false) => Block::Item(*depth, text.trimmed()),
            // Text after a block inside of an item: of a definition it goes on, elsewhere it may be a label.
            Frame::Item(_, true) => {
                let is_sentence = text.trimmed().as_str().ends_with(['.', '。']);
                let last = self.blocks.iter_mut().rev().take(2).find_map(|(_, block)| match block {
                    Block::Item(_, last) => Some(last),
                    _ => None,
                });
                if let Some(last) = last.filter(|_| self.definitions > 0 && is_sentence) {
                    let end = last.span().range().end;
                    last.push("\n", end..end);
                    return last.append(&text.trimmed());
                }
                self.blocks.push((text.span().range().start, Block::Paragraph(text.trimmed())));
                return;
            }
            Frame::Paragraph(range) => return self.paragraph(range.clone(), text),
        };
        self.blocks.push((start, block));
    }

    /// A paragraph: a table whose line below the head is missing or wrong, headings without a space, or lines.
    fn paragraph(&mut self, range: Range<usize>, text: &Text) {
        let source = self.page.get(range.clone()).unwrap_or_default();
        if looks::has_rows(source) {
            let blocks = plain::lines(self.file, self.page, range.clone());
            self.blocks.extend(blocks.into_iter().map(|block| (range.start, block)));
            return;
        }
        let mut lines = Text::new(self.file);
        let are_lines = looks::are_lines(text.as_str());
        for line in text.lines() {
            if are_lines {
                self.lines_so_far(&range, &mut lines);
            }
            let marks = line.as_str().bytes().take_while(|b| *b == b'#').count();
            let after = line.as_str().get(marks..).unwrap_or_default();
            let level = u8::try_from(marks).unwrap_or_default();
            // `#1` is a number.
            let is_numbered = marks > 1 && after.starts_with(|c: char| c.is_ascii_digit());
            if (1..=6).contains(&level) && (after.starts_with(char::is_alphabetic) || is_numbered) {
                self.lines_so_far(&range, &mut lines);
                let heading = line.slice(marks..line.as_str().len()).trimmed();
                self.blocks.push((range.start, Block::Heading(level, heading)));
            } else {
                lines.append_line(&line);
            }
        }
        self.lines_so_far(&range, &mut lines);
    }

    fn lines_so_far(&mut self, range: &Range<usize>, lines: &mut Text) {
        let lines = std::mem::replace(lines, Text::new(self.file));
        if !lines.is_blank() {
            self.blocks.push((range.start, Block::Paragraph(lines.trimmed())));
        }
    }
}
