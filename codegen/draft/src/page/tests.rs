//! Blocks of pages as lines, and the places of what is in them.

mod html;
mod markdown;
mod plain;
mod rst;

use super::{Block, Cell, Row, Text, read};
use crate::input::Input;
use stubwright_spec::source::SourceMap;

/// The blocks of a page, one a line: the place, the kind, and the text with `⏎` for line breaks.
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
    for block in read.all() {
        lines.push_str(&match block {
            Block::PageEnd => String::from("end\n"),
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

/// Holds the blocks of a page against what they should be.
fn check(name: &str, page: &str, blocks: &str) {
    assert_eq!(dump(name, page), blocks.trim_start(), "{name}:\n{page}");
}

#[test]
fn any_bytes_are_read() {
    let parts: [&[u8]; 18] = [
        b"\xff\xfe{\"a\":",
        b"| a |\n|---|\n",
        b"<table><tr><td colspan=1000 rowspan=1000>",
        b"```\n",
        b"curl '",
        b"- - > ",
        b"<pre>",
        b"\xe2\x80\x8b\t\t\n",
        b"POST /x HTTP/1.1\nA: b\n\n",
        b"&#x41;&amp",
        b"\r\n\r",
        b"[[{",
        b"\n.. http:get:: /a/(int:b)\n\n   :query c: ``d\n",
        b"\n+-+-+\n|a|b|\n+-+-+\n",
        b"\n== ==\na  b\n== ==\n",
        b"\n.. csv-table:: |x|\n   :header: \"a\n\n   b, \"c\n",
        b":ref:`e <f>`_ *g* h::\n\n  i\n",
        b"\n.. list-table::\n\n   * - j\n     - k\n",
    ];
    let mut state = 7_usize;
    for _ in 0..300 {
        let mut page = Vec::new();
        for _ in 0..24 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            page.extend_from_slice(parts[(state >> 33) % parts.len()]);
        }
        for name in ["a.md", "a.html", "a.txt", "a.rst"] {
            let mut sources = SourceMap::default();
            let page = read(&Input { name, bytes: &page }, &mut sources);
            for block in &page.blocks {
                if let Block::Paragraph(text) | Block::Code(text) | Block::Item(_, text) = block {
                    let text_of = sources.text(text.span());
                    assert!(!text_of.is_empty(), "{name}: a text without a place");
                }
            }
        }
    }
}

#[test]
fn deep_nesting_and_wide_spans_are_bounded() {
    let pages = [
        ("a.md", "- ".repeat(3000)),
        ("a.md", "> ".repeat(3000)),
        ("a.txt", "{\"a\":[".repeat(20_000)),
        ("a.txt", "{\"a\":\n\n".repeat(20_000)),
        ("a.html", "<table><tr><td>".repeat(5000)),
        ("a.html", "<ul><li>x".repeat(5000)),
        ("a.html", "<nav><p hidden>".repeat(5000)),
        ("a.html", format!("<table>{}", "<tr><td colspan=1000 rowspan=1000>x".repeat(2000))),
        ("a.txt", "curl 'a\n".repeat(20_000)),
        ("a.txt", "|---|\n".repeat(20_000)),
        ("a.md", "{/*\n".repeat(20_000)),
        ("a.rst", "- ".repeat(3000)),
        ("a.rst", (0..2000).map(|depth| format!("{}x\n", " ".repeat(depth))).collect()),
        ("a.rst", "`*|".repeat(20_000)),
        ("a.rst", "+--".repeat(1000) + "+\n" + &"|  ".repeat(1000) + "|\n"),
        ("a.rst", ("+-".repeat(1000) + "+\n").repeat(1000)),
    ];
    for (name, page) in pages {
        let mut sources = SourceMap::default();
        let read = read(&Input { name, bytes: page.as_bytes() }, &mut sources);
        let cells = |block: &Block| match block {
            Block::Table(table) => table.rows.iter().map(|row| row.cells.len()).sum(),
            _ => 0_usize,
        };
        assert!(read.blocks.iter().map(cells).sum::<usize>() < 200_000, "{name}");
    }
}

#[test]
fn places_are_those_of_the_page() {
    let page = "| a | b |\n|---|---|\n| 名 &lt;x&gt; | `c` **d** |\n\n{\"k\": \"v\"}\n";
    let mut sources = SourceMap::default();
    let read = read(&Input { name: "a.md", bytes: page.as_bytes() }, &mut sources);
    let [Block::Table(table), Block::Code(code)] = read.blocks.as_slice() else {
        panic!("{:?}", read.blocks)
    };
    let of = |text: &Text, part: &str| {
        let at = text.as_str().find(part).unwrap();
        sources.place(text.place(at..at + part.len()))
    };
    let cells = &table.rows[0].cells;
    assert_eq!(of(&cells[0].text, "x"), "a.md:3:9");
    assert_eq!(of(&cells[0].text, ">"), "a.md:3:10");
    assert_eq!(of(&cells[1].text, "c"), "a.md:3:18");
    assert_eq!(of(&cells[1].text, "d"), "a.md:3:23");
    assert_eq!(of(code, "v"), "a.md:5:8");
}
