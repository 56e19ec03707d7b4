//! A plain reader of pages for tests: enough Markdown and copied text to have blocks.

use crate::found::Found;
use crate::page::{Block, Cell, Row, Table, Text};
use stubwright_spec::diag::Diagnostics;
use stubwright_spec::source::{FileId, SourceMap};

pub(super) struct Page {
    pub(super) sources: SourceMap,
    pub(super) file: FileId,
    pub(super) found: Found,
    pub(super) diags: Diagnostics,
    pub(super) used: Vec<usize>,
}

impl Page {
    pub(super) fn of(page: &str, blocks: impl FnOnce(FileId) -> Vec<Block>) -> Self {
        let mut sources = SourceMap::default();
        let file = sources.add("page", page);
        let blocks = blocks(file);
        let (mut found, mut diags) = (Found::default(), Diagnostics::default());
        let used = super::super::extract(&blocks.iter().collect::<Vec<_>>(), &mut found, &mut diags);
        Self { sources, file, found, diags, used: used.into_iter().collect() }
    }
}

/// Lines of a page with their places.
fn lines(page: &str) -> Vec<(usize, &str)> {
    let mut at = 0;
    let mut lines = Vec::new();
    for line in page.split_inclusive('\n') {
        lines.push((at, line.trim_end_matches('\n')));
        at += line.len();
    }
    lines
}

/// A part of a line of Markdown without its marks.
fn plain(file: FileId, line: &str, start: usize) -> Text {
    let mut text = Text::new(file);
    let mut at = 0;
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        let skip = ["**", "~~", "`", "*"].iter().find(|mark| rest.starts_with(**mark));
        let entity = [("&nbsp;", "\u{a0}"), ("<br>", "\n"), ("\\|", "|")]
            .iter()
            .find(|(entity, _)| rest.starts_with(entity));
        let width = rest.chars().next().map_or(1, char::len_utf8);
        match (skip, entity) {
            (Some(mark), _) => at += mark.len(),
            (None, Some((entity, decoded))) => {
                text.push(decoded, start + at..start + at + entity.len());
                at += entity.len();
            }
            (None, None) => {
                text.push(&rest[..width], start + at..start + at + width);
                at += width;
            }
        }
    }
    text
}

fn cells(file: FileId, line: &str, start: usize, bar: char) -> Row {
    let mut cells = Vec::new();
    let mut from = 0;
    let line = if bar == '|' { line.trim_end().strip_suffix('|').unwrap_or(line) } else { line };
    let ends =
        line.char_indices().filter(|(at, c)| *c == bar && !line[..*at].ends_with('\\')).map(|(at, _)| at);
    for end in ends.chain([line.len()]) {
        if !(bar == '|' && end == 0) {
            let raw = &line[from..end];
            let blanks = raw.len() - raw.trim_start_matches(' ').len();
            let is_struck = raw.trim().starts_with("~~");
            let inner = raw.trim_matches(' ');
            let (shown, link) =
                match inner.strip_prefix('[').and_then(|rest| rest.strip_suffix(')')?.split_once("](")) {
                    Some((shown, link)) => (shown, Some(link.to_owned())),
                    None => (inner, None),
                };
            let at = start + from + blanks + usize::from(link.is_some());
            cells.push(Cell { text: plain(file, shown, at), is_struck, link, is_repeated: false });
        }
        from = (end + 1).min(line.len());
    }
    Row { span: stubwright_spec::source::Span::new(file, start, start + line.len()), cells }
}

/// Markdown: headings, tables, items, fenced code, paragraphs.
pub(super) fn markdown(page: &str) -> Page {
    Page::of(page, |file| blocks_of(page, file))
}

fn blocks_of(page: &str, file: FileId) -> Vec<Block> {
    {
        let mut blocks: Vec<Block> = Vec::new();
        let mut code: Option<Text> = None;
        let mut table: Option<Table> = None;
        for (at, line) in lines(page) {
            if line.starts_with("```") {
                match code.take() {
                    Some(text) => blocks.push(Block::Code(text)),
                    None => code = Some(Text::new(file)),
                }
                continue;
            }
            if let Some(code) = &mut code {
                code.append(&Text::of(file, page, at..at + line.len()));
                code.push("\n", at + line.len()..at + line.len() + 1);
                continue;
            }
            if line.starts_with('|') {
                let is_rule = line.chars().all(|c| "|-: ".contains(c)) && line.contains("--");
                let table = table.get_or_insert_with(Table::default);
                if is_rule {
                    table.head.append(&mut table.rows);
                }
                if !is_rule {
                    table.rows.push(cells(file, line, at, '|'));
                }
                continue;
            }
            if let Some(table) = table.take() {
                blocks.push(Block::Table(table));
            }
            let hashes = line.len() - line.trim_start_matches('#').len();
            let indent = line.len() - line.trim_start().len();
            if hashes > 0 {
                blocks.push(Block::Heading(
                    u8::try_from(hashes).unwrap(),
                    plain(file, &line[hashes + 1..], at + hashes + 1),
                ));
            } else if let Some(item) = line.trim_start().strip_prefix("- ") {
                blocks.push(Block::Item(indent / 2, plain(file, item, at + line.len() - item.len())));
            } else if !line.trim().is_empty() {
                blocks.push(Block::Paragraph(plain(file, line, at)));
            }
        }
        blocks.extend(table.map(Block::Table));
        spans(&mut blocks);
        blocks
    }
}

/// In these tests `^^` stands for the cell above that spans this row, `<<` for the one to the left.
fn spans(blocks: &mut [Block]) {
    for block in blocks {
        let Block::Table(table) = block else { continue };
        let mut above: Vec<Cell> = Vec::new();
        for row in table.head.iter_mut().chain(&mut table.rows) {
            for at in 0..row.cells.len() {
                let from = match row.cells[at].text.as_str() {
                    "^^" => above.get(at).cloned().unwrap_or_else(|| row.cells[at].clone()),
                    "<<" if at > 0 => row.cells[at - 1].clone(),
                    _ => continue,
                };
                row.cells[at] = Cell { is_repeated: true, ..from };
            }
            above.clone_from(&row.cells);
        }
    }
}

/// Copied text: a line is a paragraph, lines with tabs are a table, what begins like JSON or curl is code.
pub(super) fn text(page: &str) -> Page {
    Page::of(page, |file| {
        let mut blocks: Vec<Block> = Vec::new();
        let mut table: Option<Table> = None;
        for (at, line) in lines(page) {
            if line.contains('\t') {
                let row = cells(file, line, at, '\t');
                let table = table.get_or_insert_with(Table::default);
                if table.head.is_empty() {
                    table.head.push(row)
                } else {
                    table.rows.push(row)
                }
                continue;
            }
            blocks.extend(table.take().map(Block::Table));
            let text = Text::of(file, page, at..at + line.len());
            let is_code = line.starts_with(['{', '}', '"', '[', ']'])
                || line.starts_with("curl ")
                || line.ends_with('{')
                || line.ends_with('\\');
            if is_code {
                blocks.push(Block::Code(text));
            } else if !line.trim().is_empty() {
                blocks.push(Block::Paragraph(text));
            }
        }
        blocks.extend(table.map(Block::Table));
        blocks
    })
}
