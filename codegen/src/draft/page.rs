//! Pages as blocks: what Markdown, HTML and copied text have in common. Every character knows where it stood.

mod text;

pub(super) use text::Text;

use super::Input;
use crate::source::{FileId, SourceMap, Span};

/// A page.
#[derive(Debug, Clone)]
pub(super) struct Page {
    /// The file.
    pub(super) file: FileId,
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
    /// they may say that a field lies inside another one.
    pub(super) text: Text,
    /// Whether all of it is struck through.
    pub(super) is_struck: bool,
    /// Where its first link leads.
    pub(super) link: Option<String>,
    /// Whether it stands here because a cell above or to the left spans this place.
    pub(super) is_repeated: bool,
}

/// Reads a page. Bytes that are no UTF-8 become U+FFFD.
pub(super) fn read(input: &Input<'_>, sources: &mut SourceMap) -> Page {
    let text = String::from_utf8_lossy(input.bytes).into_owned();
    let file = sources.add(input.name, text);
    Page { file, blocks: Vec::new() }
}
