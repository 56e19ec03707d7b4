//! reStructuredText → blocks: sections, lists, tables, code, and directives, among them those of `sphinxcontrib-httpdomain`.

mod directive;
mod fields;
mod grid;
mod http;
mod inline;
mod line;
mod list;
mod names;
mod paths;
mod raw;
mod reader;
mod section;
mod simple;
mod table;

use std::ops::Range;

use self::line::{Line, deeper, filled, margin};
use self::names::Names;
use self::paths::Variables;
use self::reader::{LOWEST, Reader, Set};
use super::block::{Block, Link, MAX_DEPTH};
use super::text::{Hidden, Text};
use stubwright_spec::source::FileId;

/// The blocks of a page, and the links in its prose.
pub(super) fn read(file: FileId, page: &str) -> (Vec<Block>, Vec<Link>) {
    let lines = line::lines(page);
    let mut reader = Reader::new(file, page, &lines);
    reader.body(&lines);
    reader.links.sort_by_key(|link| link.span.start);
    (reader.blocks, reader.links)
}

/// The directives of tables in a page that is written otherwise, outside of what is `set`: where they are, and their blocks.
pub(super) fn tables(file: FileId, page: &str, set: &[Range<usize>]) -> Vec<(Range<usize>, Vec<Block>)> {
    let mut tables = Vec::new();
    if !page.contains("-table::") {
        return tables;
    }
    let lines = line::lines(page);
    let mut reader = Reader::new(file, page, &lines);
    let mut at = 0;
    while let Some(first) = lines.get(at) {
        let start = first.range.start;
        at += 1;
        if !directive::name(first.text(page)).is_some_and(|name| name.ends_with("-table")) {
            continue;
        }
        let count = deeper(lines.get(at..).unwrap_or_default(), first.indent);
        let own = lines.get(at - 1..at + count).unwrap_or_default();
        let is_set = || set.iter().any(|range| range.contains(&start));
        let Some(last) = own.last().filter(|_| count > 0 && !is_set()) else { continue };
        reader.body(own);
        tables.push((start..last.range.end, std::mem::take(&mut reader.blocks)));
        at += count;
    }
    tables
}

/// Whether a line begins a directive, `.. code-block:: json`.
pub(super) fn is_directive(line: &str) -> bool {
    directive::name(line).is_some()
}

impl<'p> Reader<'p> {
    fn new(file: FileId, page: &'p str, lines: &[Line]) -> Self {
        Self {
            file,
            page,
            names: Names::of(page, lines),
            styles: Vec::new(),
            level: 0,
            depth: 0,
            lists: 0,
            budget: super::grid::BUDGET,
            blocks: Vec::new(),
            links: Vec::new(),
            set: Set::default(),
            variables: Variables::new(),
        }
    }

    fn text(&self, line: &Line) -> &'p str {
        line.text(self.page)
    }

    /// Reads lines that belong together.
    fn body(&mut self, lines: &[Line]) {
        let lines = lines.get(..filled(lines)).unwrap_or_default();
        if self.depth >= MAX_DEPTH {
            return self.paragraph(lines);
        }
        self.depth += 1;
        let margin = margin(lines);
        let mut at = 0;
        while let Some(rest) = lines.get(at..).filter(|rest| !rest.is_empty()) {
            at += self.element(rest, margin).max(1);
        }
        self.depth -= 1;
    }

    /// Reads what begins in the first line, and returns how many lines it takes.
    fn element(&mut self, lines: &[Line], margin: usize) -> usize {
        let Some(first) = lines.first().filter(|line| !line.is_blank()) else { return 1 };
        if first.indent > margin {
            let count = deeper(lines, margin);
            self.body(lines.get(..count).unwrap_or_default());
            return count;
        }
        let text = self.text(first);
        if let Some(count) = self.title(lines) {
            return count;
        }
        if text == ".." || text.starts_with(".. ") || text.starts_with("__ ") {
            return self.explicit(lines);
        }
        let found = self.table(lines).or_else(|| self.list(lines));
        if let Some(count) = found {
            return count;
        }
        match section::drawn(text) {
            // A line between paragraphs.
            Some(_) if lines.get(1).is_none_or(Line::is_blank) => 1,
            _ => self.prose(lines),
        }
    }

    fn title(&mut self, lines: &[Line]) -> Option<usize> {
        let title = section::title(self.page, lines)?;
        let style = title.style;
        let known = self.styles.iter().position(|known| *known == style);
        let at = known.unwrap_or_else(|| {
            self.styles.push(style);
            self.styles.len() - 1
        });
        self.level = u8::try_from(at + 1).unwrap_or(LOWEST).min(LOWEST);
        let text = self.inline(std::slice::from_ref(title.line));
        self.blocks.push(Block::Heading(self.level, text));
        Some(title.taken)
    }

    /// A paragraph, a term with its definition, lines with bars in front, or code behind `::`.
    fn prose(&mut self, lines: &[Line]) -> usize {
        let Some(first) = lines.first() else { return 1 };
        let text = self.text(first);
        if text.starts_with(">>> ") {
            let count = lines.iter().take_while(|line| !line.is_blank()).count();
            self.code(lines.get(..count).unwrap_or_default());
            return count;
        }
        if text.starts_with("| ") {
            return self.line_block(lines);
        }
        let is_deeper = |line: &Line| !line.is_blank() && line.indent > first.indent;
        if !text.ends_with("::") && lines.get(1).is_some_and(is_deeper) {
            return self.definition(lines);
        }
        let count = 1 + lines
            .windows(2)
            .take_while(|pair| matches!(pair, [before, line] if !self.begins(before, line, first.indent)))
            .count();
        let own = lines.get(..count).unwrap_or_default();
        let is_marked = own.last().is_some_and(|last| self.text(last).ends_with("::"));
        if !is_marked {
            self.paragraph(own);
            return count;
        }
        self.paragraph(&self.unmarked(own));
        let rest = lines.get(count..).unwrap_or_default();
        let blank = rest.iter().take_while(|line| line.is_blank()).count();
        let inside = deeper(rest, first.indent);
        self.code(rest.get(blank..inside).unwrap_or_default());
        count + inside
    }

    /// Whether a line does not belong to the paragraph of the line before it.
    fn begins(&self, before: &Line, line: &Line, margin: usize) -> bool {
        let text = self.text(line);
        let is_item = || self.text(before).ends_with([':', '：']) && list::marker(text).is_some();
        line.is_blank()
            || line.indent != margin
            || directive::name(text).is_some()
            || fields::marker(text).is_some_and(|name| fields::Kind::of(name).is_some())
            || self.text(before).ends_with("::")
            || is_item()
    }

    /// Lines without `::` at their end, of which one colon stays behind a word.
    fn unmarked(&self, lines: &[Line]) -> Vec<Line> {
        let mut lines = lines.to_vec();
        if let Some(last) = lines.last_mut() {
            let bare = self.text(last).trim_end_matches(':');
            let colon = usize::from(!bare.is_empty() && !bare.ends_with(char::is_whitespace));
            last.range.end = last.range.start + bare.trim_end().len() + colon;
        }
        lines
    }

    fn line_block(&mut self, lines: &[Line]) -> usize {
        let is_line = |line: &&Line| self.text(line).starts_with('|');
        let count = lines.iter().take_while(is_line).count();
        let own = lines.iter().take(count).map(|line| line.rest(self.page, 1));
        let own: Vec<Line> = own.collect();
        self.paragraph(&own);
        count
    }

    fn paragraph(&mut self, lines: &[Line]) {
        let text = self.inline(lines);
        if !text.is_blank() {
            self.blocks.push(Block::Paragraph(text));
        }
    }

    /// Code: what is in front of its lines is kept.
    fn code(&mut self, lines: &[Line]) {
        let margin = margin(lines);
        let mut code = Text::new(self.file);
        for line in lines {
            let Line { range, indent } = line;
            if !code.as_str().is_empty() {
                code.push("\n", range.start..range.start);
            }
            let blanks = if line.is_blank() { 0 } else { indent - margin };
            let before = range.start - blanks.min(range.start);
            if self.page.get(before..range.start).is_some_and(|text| text.bytes().all(|byte| byte == b' ')) {
                code.push_part(self.page, before..range.end, Hidden::Keep);
            } else {
                code.push(&" ".repeat(blanks), range.start..range.start);
                code.push_part(self.page, range.clone(), Hidden::Keep);
            }
        }
        let code = code.trimmed_end();
        if !code.is_blank() {
            self.blocks.push(Block::Code(code));
        }
    }

    /// The lines as a reader sees them.
    fn inline(&mut self, lines: &[Line]) -> Text {
        let mut raw = Text::new(self.file);
        for line in lines {
            if !raw.as_str().is_empty() {
                raw.push("\n", line.range.start..line.range.start);
            }
            raw.push_part(self.page, line.range.clone(), Hidden::Drop);
        }
        self.marked(&raw)
    }

    /// A text without its marks.
    fn marked(&mut self, raw: &Text) -> Text {
        let inline = inline::read(raw, &self.names);
        self.set.has_bold |= inline.has_bold;
        self.set.has_thin |= inline.has_thin;
        if self.set.link.is_none() {
            self.set.link = inline.links.first().map(|link| link.to.clone());
        }
        self.links.extend(inline.links);
        inline.text.into_trimmed()
    }

    /// The blocks of lines by themselves, and how they are set.
    fn apart(&mut self, read: impl FnOnce(&mut Self)) -> (Vec<Block>, Set) {
        let blocks = std::mem::take(&mut self.blocks);
        let set = std::mem::take(&mut self.set);
        let lists = std::mem::take(&mut self.lists);
        read(self);
        self.lists = lists;
        (std::mem::replace(&mut self.blocks, blocks), std::mem::replace(&mut self.set, set))
    }
}
