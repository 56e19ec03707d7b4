//! Blocks of a page.

use super::text::Text;
use stubwright_spec::source::{FileId, Span};

#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) blocks: Vec<Block>,
    /// Whether it is text as a browser copies it.
    pub(crate) is_copied: bool,
    /// The links in the prose of Markdown, in order.
    pub(crate) links: Vec<Link>,
}

/// A link in prose.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    pub(crate) span: Span,
    /// Where it leads.
    pub(crate) to: String,
}

impl Page {
    /// The blocks, and those inside of tables behind these.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().flat_map(|block| {
            let inner = match block {
                Block::Table(table) => table.blocks_inside(),
                _ => Vec::new(),
            };
            std::iter::once(block).chain(inner)
        })
    }
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
    pub(crate) is_bold: bool,
    /// Where its first link leads.
    pub(crate) link: Option<String>,
    /// Whether it is here because a cell above or to the left spans this place.
    pub(crate) is_repeated: bool,
    /// The items and the tables in it; the text has the items as well, and not the tables.
    pub(crate) inside: Vec<Block>,
}

impl Cell {
    /// A cell with nothing but a text.
    pub(crate) fn of(text: Text) -> Self {
        Self { text, is_struck: false, is_bold: false, link: None, is_repeated: false, inside: Vec::new() }
    }

    /// A cell with these blocks in it: its text is theirs.
    pub(super) fn around(file: FileId, blocks: Vec<Block>) -> Self {
        let mut text = Text::new(file);
        for block in &blocks {
            match block {
                Block::Title(part)
                | Block::Heading(_, part)
                | Block::Paragraph(part)
                | Block::Code(part)
                | Block::Item(_, part) => text.append_line(part),
                Block::Table(_) | Block::PageEnd => {}
            }
        }
        Self { inside: blocks, ..Self::of(text.without_filler().trimmed_end()) }
    }

    /// Takes the samples out of the blocks in it, and leaves its items and tables.
    pub(super) fn take_samples(&mut self) -> Vec<Block> {
        let is_sample = |block: &Block| matches!(block, Block::Code(code) if is_sample(code));
        let (samples, inside): (Vec<Block>, Vec<Block>) =
            std::mem::take(&mut self.inside).into_iter().partition(is_sample);
        let is_kept = |block: &Block| matches!(block, Block::Item(..) | Block::Table(_));
        self.inside = inside.into_iter().filter(is_kept).collect();
        samples
    }

    /// It once more, at another place that it spans.
    pub(super) fn repeated(&self) -> Self {
        Self {
            is_struck: self.is_struck,
            is_bold: self.is_bold,
            link: self.link.clone(),
            is_repeated: true,
            ..Self::of(self.text.clone())
        }
    }
}

impl Table {
    /// Its first row.
    pub(crate) fn first(&self) -> Option<&Row> {
        self.head.first().or(self.rows.first())
    }

    /// Where the tables in its cells begin, and those inside of these.
    pub(crate) fn inner(&self) -> Vec<Span> {
        let tables = self.blocks_inside().into_iter();
        let firsts =
            tables.filter_map(|block| if let Block::Table(table) = block { table.first() } else { None });
        firsts.map(|row| row.span).collect()
    }

    /// The tables in its cells, and those inside of these.
    fn blocks_inside(&self) -> Vec<&Block> {
        let mut found = Vec::new();
        let cells = self.head.iter().chain(&self.rows).flat_map(|row| &row.cells);
        for block in cells.flat_map(|cell| &cell.inside) {
            if let Block::Table(table) = block {
                found.push(block);
                found.extend(table.blocks_inside());
            }
        }
        found
    }
}

/// Whether code in a cell is a sample, which is one all the same.
fn is_sample(code: &Text) -> bool {
    let code = code.as_str().trim_start();
    code.starts_with(['{', '[']) || code.starts_with("curl ")
}

/// How deep lists, tables and the like are read as nested; what is deeper is read as if it were not.
pub(super) const MAX_DEPTH: usize = 128;
