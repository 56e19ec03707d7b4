//! Pages as blocks: what Markdown, HTML and copied text have in common. Every character knows where it stood.

mod html;
mod looks;
mod markdown;
mod plain;
mod regions;
mod text;

#[cfg(test)]
mod tests;

use text::Hidden;
pub(super) use text::Text;

use std::ops::Range;

use super::Input;
use stubwright_spec::source::{SourceFile, SourceMap, Span};

/// A page.
#[derive(Debug, Clone)]
pub(super) struct Page {
    /// What stands on it, in its order.
    pub(super) blocks: Vec<Block>,
}

/// A part of a page.
#[derive(Debug, Clone)]
pub(super) enum Block {
    /// The title of an HTML page.
    Title(Text),
    /// A heading, 1 to 6. Copied text has none: its short lines are paragraphs.
    Heading(u8, Text),
    /// Lines of prose; a line break is a line break of the page. In copied text one line is one paragraph.
    Paragraph(Text),
    /// What is set as code, or what is code by its looks (JSON, curl, a request of HTTP) where nothing is set.
    /// Indentation and line breaks are kept.
    Code(Text),
    /// A table.
    Table(Table),
    /// An item of a list, how deep it is nested (0 for the outermost), and its text without the items inside.
    Item(usize, Text),
}

/// A table. Cells that span several rows or columns stand in each of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    /// The rows of the head: usually one, none where no row is set as a head.
    pub(super) head: Vec<Row>,
    /// The other rows.
    pub(super) rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Where it stands.
    pub(super) span: Span,
    /// Its cells.
    pub(super) cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    /// What a reader sees; `<br>` and paragraphs inside are line breaks. Leading blanks (`&nbsp;` too) are kept, since
    /// they may say that a field lies inside another one, and so are characters without a width among others.
    pub(super) text: Text,
    /// Whether all of it is struck through.
    pub(super) is_struck: bool,
    /// Where its first link leads.
    pub(super) link: Option<String>,
    /// Whether it stands here because a cell above or to the left spans this place.
    pub(super) is_repeated: bool,
}

/// How deep lists, tables and the like are read as nested; what is deeper is read as if it were not.
const MAX_DEPTH: usize = 128;

/// Reads a page. Bytes that are no UTF-8 become U+FFFD.
pub(super) fn read(input: &Input<'_>, sources: &mut SourceMap) -> Page {
    let text = String::from_utf8_lossy(input.bytes).into_owned();
    let file = sources.add(input.name, text);
    let page = sources.get(file).map(SourceFile::text).unwrap_or_default();
    let blocks = match Form::of(input.name, page) {
        Form::Markdown => markdown::read(file, page),
        Form::Html => html::read(file, page, 0..page.len()),
        Form::Plain => plain::read(file, page),
    };
    Page { blocks }
}

/// How a page is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Markdown,
    Html,
    Plain,
}

impl Form {
    /// By the ending of the name; what is evidently something else, or has no ending that says so, by its looks.
    fn of(name: &str, page: &str) -> Self {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref() {
            Some("html" | "htm" | "xhtml") => Self::Html,
            Some("md" | "markdown") => {
                if looks::is_html_page(page) {
                    Self::Html
                } else if looks::is_copied(page) {
                    Self::Plain
                } else {
                    Self::Markdown
                }
            }
            _ => looks::form(page),
        }
    }
}

/// The end of the line that holds byte `at`, its line break excluded.
fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |length| at + length)
}

/// The lines of a text as ranges of its bytes, without their ends.
fn line_ranges(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let part = text.get(range.clone()).unwrap_or_default();
    let mut at = range.start;
    let mut lines = Vec::new();
    for line in part.split_inclusive('\n') {
        lines.push(at..at + line.trim_end_matches(['\n', '\r']).len());
        at += line.len();
    }
    lines
}
