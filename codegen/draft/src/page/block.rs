//! Blocks of a page.

use super::text::Text;
use stubwright_spec::source::Span;

#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) blocks: Vec<Block>,
    /// Whether it is text as a browser copies it.
    pub(crate) is_copied: bool,
    /// Where links are in the prose of Markdown, in order.
    pub(crate) links: Vec<Span>,
}

/// A part of a page.
#[derive(Debug, Clone)]
pub(crate) enum Block {
    /// The end of a page that another one follows. Nothing goes on across it.
    PageEnd,
    /// The title of an HTML page.
    Title(Text),
    /// A heading, 1 to 6. In copied text, the title of a section with a request; other short lines are paragraphs.
    Heading(u8, Text),
    /// Lines of prose; a line break is a line break of the page. In copied text one line is one paragraph.
    Paragraph(Text),
    /// Text that is set as code, or looks like code (JSON, curl, a request of HTTP) where nothing is set.
    /// Indentation and line breaks are kept.
    Code(Text),
    Table(Table),
    /// An item of a list, how deep it is nested (0 for the outermost), and its text without the items inside.
    Item(usize, Text),
}

/// A table. Cells that span several rows or columns are in each of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    /// The rows of the head: usually one, none where no row is set as a head.
    pub(crate) head: Vec<Row>,
    pub(crate) rows: Vec<Row>,
}

#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) span: Span,
    pub(crate) cells: Vec<Cell>,
}

#[derive(Debug, Clone)]
pub(crate) struct Cell {
    /// The text that a reader sees; `<br>` and paragraphs inside are line breaks. Leading spaces (`&nbsp;` too) are
    /// kept, since they may say that a field lies inside another one, and so are characters without a width among
    /// others.
    pub(crate) text: Text,
    pub(crate) is_struck: bool,
    /// Where its first link leads.
    pub(crate) link: Option<String>,
    /// Whether it is here because a cell above or to the left spans this place.
    pub(crate) is_repeated: bool,
}

/// How deep lists, tables and the like are read as nested; what is deeper is read as if it were not.
pub(super) const MAX_DEPTH: usize = 128;
