//! Blocks of pages as lines, and the places of what is in them.

use super::{Block, Cell, Row, Text, read};
use crate::draft::Input;
use crate::source::SourceMap;

/// The blocks of a page, one a line: where each stands, what it is, and its text with `⏎` for line breaks.
fn dump(name: &str, page: &str) -> String {
    let mut sources = SourceMap::default();
    let read = read(&Input { name, bytes: page.as_bytes() }, &mut sources);
    let at = |text: &Text| {
        let place = sources.place(text.span());
        place.split_once(':').map(|(_, place)| place.to_owned()).unwrap_or_default()
    };
    let shown = |text: &Text| text.as_str().replace('\n', "⏎").replace('\t', "⇥");
    let cell = |cell: &Cell| {
        let mark = if cell.is_repeated { "^" } else { "" };
        let strike = if cell.is_struck { "~" } else { "" };
        let link = cell.link.as_ref().map(|link| format!("({link})")).unwrap_or_default();
        format!("{mark}{strike}{}{link}", shown(&cell.text))
    };
    let row = |mark: &str, row: &Row| {
        let cells: Vec<String> = row.cells.iter().map(cell).collect();
        let place = sources.place(row.span);
        let place = place.split_once(':').map(|(_, place)| place.to_owned()).unwrap_or_default();
        format!("{place} {mark}| {}\n", cells.join(" | "))
    };
    let mut lines = String::new();
    for block in &read.blocks {
        lines.push_str(&match block {
            Block::Title(text) => format!("{} title {}\n", at(text), shown(text)),
            Block::Heading(level, text) => format!("{} h{level} {}\n", at(text), shown(text)),
            Block::Paragraph(text) => format!("{} p {}\n", at(text), shown(text)),
            Block::Code(text) => format!("{} code {}\n", at(text), shown(text)),
            Block::Item(depth, text) => format!("{} {}- {}\n", at(text), "  ".repeat(*depth), shown(text)),
            Block::Table(table) => {
                let head: String = table.head.iter().map(|line| row("head", line)).collect();
                let rows: String = table.rows.iter().map(|line| row("row", line)).collect();
                head + &rows
            }
        });
    }
    lines
}

#[test]
fn show() {
    let mut files: Vec<_> =
        std::fs::read_dir("/tmp/pages-traps").unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    for file in files {
        let text = std::fs::read(&file).unwrap();
        let start = std::time::Instant::now();
        let out = dump(file.file_name().unwrap().to_str().unwrap(), &String::from_utf8_lossy(&text));
        if out.len() < 20000 {
            println!("=== {}\n{out}", file.display());
        }
        println!("{} {:?} {}", file.display(), start.elapsed(), out.len());
    }
}
