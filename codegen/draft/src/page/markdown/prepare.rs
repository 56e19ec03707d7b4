//! A page of Markdown as the parser is to see it: without front matter, bare code and HTML tables, which are read by
//! others, and with empty lines where a table begins or ends and the author left none.

mod items;
mod loose;
mod rows;

use std::ops::Range;

use self::items::{Items, Padded};
use super::components::{self, Components};
use super::yfm;
use crate::page::block::Block;
use crate::page::lines::{line_end, line_ranges};
use crate::page::looks::is_delimiter;
use crate::page::text::Text;
use crate::page::{regions, rst};
use stubwright_spec::source::FileId;

/// A page in parts.
pub(super) struct Prepared {
    /// The Markdown; a byte of what others read is a line break here.
    pub(super) text: String,
    /// Where line breaks and spaces were added, in bytes of `text`.
    added: Vec<usize>,
    pub(super) code: Vec<Range<usize>>,
    /// Tables and preformatted text in HTML.
    pub(super) html: Vec<Range<usize>>,
    /// Tables between `#|` and `|#`.
    pub(super) tables: Vec<Range<usize>>,
    /// Blocks of components and of the front matter.
    pub(super) components: Vec<(usize, Block)>,
    /// The title that the front matter names.
    pub(super) title: Option<Range<usize>>,
}

impl Prepared {
    pub(super) fn new(file: FileId, page: &str) -> Self {
        let (front, title) = front_matter(page);
        let set = Set::new(page, front.end);
        let Components { gone: mut tags, mut blocks } = components::read(file, page, front.end, &set.all);
        blocks.extend(components::front(file, page, front.clone()));
        for (range, table) in rst::tables(file, page, &set.all) {
            blocks.extend(table.into_iter().map(|block| (range.start, block)));
            tags.push(range);
        }
        let mut all: Vec<Range<usize>> = set.all.iter().chain(&tags).cloned().collect();
        if !front.is_empty() {
            all.push(front.clone());
        }
        all.sort_by_key(|range| range.start);
        let code = regions::cut(&Text::of(file, page, 0..page.len()), &all);
        let mut gone: Vec<Range<usize>> =
            code.iter().chain(&set.html).chain(&set.tables).chain(&tags).cloned().collect();
        // A byte order mark too.
        gone.push(0..front.start);
        gone.push(front);
        gone.sort_by_key(|range| range.start);
        let (masked, heads) = loose::heads(rows::joined(mask(page, &gone)));
        let labelled = code.iter().map(|range| range.start).collect();
        let (text, added) = with_room(&masked, &set, labelled, heads);
        Self { text, added, code, html: set.html, tables: set.tables, components: blocks, title }
    }

    /// Whether something that others read begins between two places of the page.
    pub(super) fn is_parted(&self, range: &Range<usize>) -> bool {
        let count = |ranges: &[Range<usize>], at: usize| ranges.partition_point(|part| part.start < at);
        [&self.code, &self.html, &self.tables]
            .into_iter()
            .any(|ranges| count(ranges, range.start) < count(ranges, range.end))
    }

    /// The place on the page of a range of the text.
    pub(super) fn on_page(&self, range: Range<usize>) -> Range<usize> {
        let place = |at: usize| at - self.added.partition_point(|added| *added < at);
        place(range.start)..place(range.end)
    }
}

/// The lines between `---` at the start of a page, and the title in them.
fn front_matter(page: &str) -> (Range<usize>, Option<Range<usize>>) {
    /// A front matter is not longer.
    const LONGEST: usize = 400;
    let start = page.len() - page.trim_start_matches('\u{feff}').len();
    let mut title = None;
    let mut at = start;
    for number in 0..LONGEST {
        let end = line_end(page, at);
        let line = page.get(at..end).unwrap_or_default().trim_end();
        if number == 0 && line != "---" {
            break;
        }
        if number > 0 && matches!(line, "---" | "...") {
            return (start..end, title);
        }
        // A thematic break is followed by prose.
        if number == 1 && !line.contains(':') && !line.starts_with('#') {
            break;
        }
        if let Some(value) = line.strip_prefix("title:") {
            let bare = value.trim().trim_matches(['"', '\'']);
            let from = at + line.find(bare).unwrap_or_default();
            title = (!bare.is_empty()).then(|| from..from + bare.len());
        }
        at = end + 1;
        if at >= page.len() {
            break;
        }
    }
    (start..start, None)
}

/// Ranges that are set as code, HTML or tables: nothing in them is looked at.
struct Set {
    all: Vec<Range<usize>>,
    html: Vec<Range<usize>>,
    tables: Vec<Range<usize>>,
    /// Code inside of items.
    padded: Vec<Padded>,
}

impl Set {
    fn new(page: &str, start: usize) -> Self {
        let lower = page.to_ascii_lowercase();
        let mut this = Self { all: Vec::new(), html: Vec::new(), tables: Vec::new(), padded: Vec::new() };
        let mut items = Items::default();
        let mut ends = Ends::default();
        // An end that the page lacks is sought once.
        let mut has_ends = true;
        let mut tables = |from: usize| {
            let end = (has_ends && yfm::begins(page, from)).then(|| yfm::end(page, from));
            has_ends &= end != Some(None);
            end.flatten()
        };
        let mut at = start;
        while at < page.len() {
            let end = line_end(page, at);
            let line = page.get(at..end).unwrap_or_default();
            let bare = without_marks(line);
            let from = end - bare.len();
            let indent = line.len() - line.trim_start().len();
            let is_quoted = line.trim_start().starts_with('>');
            items.line(line, from - at, from - at > indent && !is_quoted);
            if let Some(fence) = Fence::of(bare) {
                let close = fence.end(page, end + 1);
                this.all.push(at..close);
                let column = items.column(from - at).filter(|_| !is_quoted);
                this.padded.extend(column.map(|column| (end + 1..close, column)));
                at = close.max(end + 1);
            } else if let Some(close) = tables(from) {
                this.all.push(from..close);
                this.tables.push(from..close);
                at = close.max(end + 1);
            } else if let Some(close) = ends.of_html(&lower, from) {
                this.all.push(from..close);
                this.html.push(from..close);
                at = close.max(at + 1);
            } else {
                at = end + 1;
            }
        }
        this
    }
}

/// A line without marks of quotations and of one item of a list.
fn without_marks(line: &str) -> &str {
    let bare = line.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
    let number = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let item = if number.len() < bare.len() {
        number.strip_prefix(['.', ')'])
    } else {
        bare.strip_prefix(['-', '*', '+'])
    };
    match item {
        Some(item) if item.starts_with([' ', '\t']) => item.trim_start(),
        _ => bare,
    }
}

/// The mark that begins a fenced block.
struct Fence {
    mark: char,
    length: usize,
}

impl Fence {
    fn of(line: &str) -> Option<Self> {
        let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let info = line.trim_start_matches(mark);
        let length = line.len() - info.len();
        (length >= 3 && !(mark == '`' && info.contains('`'))).then_some(Self { mark, length })
    }

    /// The end of the line that ends the block; that of the page without one.
    fn end(&self, page: &str, start: usize) -> usize {
        let mut at = start;
        while at < page.len() {
            let end = line_end(page, at);
            let line = page
                .get(at..end)
                .unwrap_or_default()
                .trim_start_matches(|c: char| c.is_whitespace() || c == '>');
            let after = line.trim_start_matches(self.mark);
            if line.len() - after.len() >= self.length && after.trim().is_empty() {
                return end;
            }
            at = end + 1;
        }
        page.len()
    }
}

/// Which ends of HTML the page lacks from here on, so that they are sought once.
#[derive(Default)]
struct Ends {
    missing: Vec<&'static str>,
}

impl Ends {
    /// The end of the table, preformatted text or comment that begins at `at`.
    fn of_html(&mut self, page: &str, at: usize) -> Option<usize> {
        let rest = page.get(at..)?;
        let kinds = [("<table", "</table>"), ("<pre", "</pre>"), ("<!--", "-->")];
        let (open, close) = kinds.into_iter().find(|(open, _)| rest.starts_with(open))?;
        let is_tag =
            open == "<!--" || rest.get(open.len()..)?.starts_with(|c: char| c == '>' || c.is_whitespace());
        if !is_tag || self.missing.contains(&close) {
            return None;
        }
        let mut depth = 0_usize;
        let mut from = at + open.len();
        loop {
            let Some(end) = page.get(from..)?.find(close).map(|length| from + length) else {
                self.missing.push(close);
                return None;
            };
            if open == "<table" {
                depth += page.get(from..end)?.matches(open).count();
            }
            from = end + close.len();
            if depth == 0 {
                return Some(from);
            }
            depth -= 1;
        }
    }
}

/// The page with line breaks in place of some ranges.
fn mask(page: &str, gone: &[Range<usize>]) -> String {
    let mut text = String::with_capacity(page.len());
    for range in gone {
        text.push_str(page.get(text.len()..range.start).unwrap_or_default());
        let length = range.end.saturating_sub(text.len());
        text.extend(std::iter::repeat_n('\n', length));
    }
    text.push_str(page.get(text.len()..).unwrap_or_default());
    text
}

/// The text with an empty line before a table that follows prose, before prose that follows a table, and before a line
/// after which code begins: what is left of it is the label of the code; and before what follows a tag on its own line.
/// Lines of code inside of items begin where the item does. Below `heads` is the line of dashes that they lack.
fn with_room(page: &str, set: &Set, code: Vec<usize>, heads: Vec<(usize, usize)>) -> (String, Vec<usize>) {
    let mut text = String::with_capacity(page.len() + 64);
    let mut added = Vec::new();
    let mut padded = set.padded.iter().peekable();
    let mut set = set.all.iter().peekable();
    let mut code = code.into_iter().peekable();
    let mut heads = heads.into_iter().peekable();
    let mut is_table = false;
    let (mut was_prose, mut was_tag, mut was_break) = (false, false, false);
    let lines = line_ranges(page, 0..page.len());
    for (number, range) in lines.iter().enumerate() {
        while set.next_if(|set| set.end <= range.start).is_some() {}
        while code.next_if(|code| *code < range.end).is_some() {}
        let is_set = set.peek().is_some_and(|set| set.start <= range.start);
        let line = page.get(range.clone()).unwrap_or_default();
        let is_blank = line.trim().is_empty();
        let has_bars = line.contains('|');
        let next = lines.get(number + 1).and_then(|next| page.get(next.clone())).unwrap_or_default();
        let head = heads.next_if(|(start, _)| *start == range.start).map(|(_, cells)| cells);
        let begins = has_bars && was_prose && (is_delimiter(next) || head.is_some());
        let ends = is_table && !is_blank && !has_bars;
        let labels = was_prose && !is_blank && code.peek() == Some(&range.end) && without_marks(line) == line;
        // Below a tag alone on its line Markdown goes on as HTML up to an empty line, which no author means.
        let is_freed = !is_blank && (was_break || (was_tag && rows::is_heading(line)));
        if !is_set && (begins || ends || labels || is_freed) {
            added.push(text.len());
            text.push('\n');
        }
        is_table = !is_set && has_bars && (is_table || head.is_some() || is_delimiter(line));
        was_prose = !is_set && !is_blank && !has_bars;
        let bare = line.trim();
        was_tag = !is_set && bare.starts_with('<') && bare.ends_with('>');
        was_break = was_tag && ["<br>", "</br>", "<br/>", "<br />"].contains(&bare);
        while padded.next_if(|(code, _)| code.end <= range.start).is_some() {}
        let column = padded.peek().filter(|(code, _)| code.start <= range.start).map(|(_, column)| *column);
        for _ in 0..items::missing(line, column.unwrap_or(0)) {
            added.push(text.len());
            text.push(' ');
        }
        let end = lines.get(number + 1).map_or(page.len(), |next| next.start);
        text.push_str(page.get(range.start..end).unwrap_or_default());
        for _ in 0..head.unwrap_or(0) {
            text.push_str("|-");
        }
        if head.is_some() {
            text.push('\n');
        }
        added.extend(text.len() - 2 * head.unwrap_or(0) - usize::from(head.is_some())..text.len());
    }
    (text, added)
}
