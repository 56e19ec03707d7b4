//! Tables that are the form of a call: rows for its URL and its method, and among them the tables of its fields.

use super::block::{Block, Cell, Row, Table};
use super::text::Text;
use crate::lexicon::calls::{METHODS, URLS};
use crate::lexicon::columns;
use crate::lexicon::topics::{Topic, topic};

/// Puts the tables inside of forms beside them, each below its label.
pub(super) fn unfold(blocks: Vec<Block>) -> Vec<Block> {
    let parts = |block| match block {
        Block::Table(table) => parts(table),
        other => vec![other],
    };
    blocks.into_iter().flat_map(parts).collect()
}

fn parts(table: Table) -> Vec<Block> {
    let rows: Vec<&Row> = table.head.iter().chain(&table.rows).collect();
    let mut blocks = Vec::new();
    let (mut at, mut from, mut count) = (0, 0, 0);
    while at < rows.len() {
        let Some((label, inner, end)) = section(&rows, at) else {
            at += 1;
            continue;
        };
        blocks.extend(properties(rows.get(from..at).unwrap_or_default()));
        blocks.push(Block::Paragraph(label));
        blocks.extend(inner);
        (at, from, count) = (end, end, count + 1);
    }
    // A table with one title above it is a table.
    let is_form = count > 1 || (count == 1 && rows.iter().any(|row| is_property(row)));
    if !is_form {
        return vec![Block::Table(table)];
    }
    blocks.extend(properties(rows.get(from..).unwrap_or_default()));
    blocks
}

fn properties(rows: &[&Row]) -> Option<Block> {
    let rows: Vec<Row> = rows.iter().map(|row| (*row).clone()).collect();
    (!rows.is_empty()).then_some(Block::Table(Table { head: Vec::new(), rows }))
}

/// The label of the part that begins in a row, its blocks, and the row behind it.
fn section(rows: &[&Row], at: usize) -> Option<(Text, Vec<Block>, usize)> {
    let row = rows.get(at)?;
    let (first, others) = row.cells.split_first()?;
    let is_part = !first.is_repeated && !others.is_empty() && announces(first.text.as_str());
    if !is_part {
        return None;
    }
    let label = || first.text.trimmed();
    if others.iter().all(is_filler) {
        let from = at + 1;
        let below = rows.get(from..)?;
        let rest = below.iter().take_while(|row| !is_property(row) && !is_title(row)).count();
        return is_head(below.first()?, 0).then(|| (label(), vec![inner(below, rest, 0)], from + rest));
    }
    let below = rows.get(at..)?;
    let spanned = 1 + below
        .iter()
        .skip(1)
        .take_while(|row| row.cells.first().is_some_and(|cell| cell.is_repeated))
        .count();
    if spanned > 1 && is_head(row, 1) {
        return Some((label(), vec![inner(below, spanned, 1)], at + spanned));
    }
    let (value, fillers) = others.split_first()?;
    let lines: Vec<Text> = value
        .text
        .lines()
        .into_iter()
        .map(|line| line.trimmed())
        .filter(|line| !line.as_str().is_empty())
        .collect();
    let is_list = fillers.iter().all(is_filler) && !lines.is_empty() && lines.iter().all(is_field);
    is_list.then(|| (label(), lines.into_iter().map(|line| Block::Item(0, line)).collect(), at + 1))
}

/// The first of the rows as a table with a head, without its first cells.
fn inner(rows: &[&Row], count: usize, skipped: usize) -> Block {
    let rows = rows.iter().take(count);
    let mut rows = rows
        .map(|row| Row { cells: row.cells.get(skipped..).unwrap_or_default().to_vec(), ..(*row).clone() });
    let head = rows.next().into_iter().collect();
    Block::Table(Table { head, rows: rows.collect() })
}

/// Whether a label announces fields.
fn announces(label: &str) -> bool {
    matches!(topic(label), Topic::Request | Topic::Response | Topic::Data | Topic::Errors)
}

/// Whether a cell has nothing of its own.
fn is_filler(cell: &Cell) -> bool {
    cell.is_repeated || cell.text.as_str().trim().is_empty()
}

fn is_title(row: &Row) -> bool {
    row.cells
        .split_first()
        .is_some_and(|(first, others)| others.iter().all(is_filler) && announces(first.text.as_str()))
}

/// Whether a row has the URL or the method, or one value for all columns.
fn is_property(row: &Row) -> bool {
    let Some((first, others)) = row.cells.split_first() else { return false };
    let label = first.text.as_str().trim().trim_end_matches([':', '：']).to_lowercase();
    let is_wide = others.len() > 1
        && others.first().is_some_and(|cell| !is_filler(cell))
        && others.iter().skip(1).all(|cell| cell.is_repeated);
    URLS.has(&label) || METHODS.has(&label) || is_wide
}

/// Whether the cells of a row are the heads of columns.
fn is_head(row: &Row, skipped: usize) -> bool {
    let cells = row.cells.iter().skip(skipped).filter(|cell| !is_filler(cell));
    cells.filter(|cell| !columns::of(cell.text.as_str()).is_empty()).count() >= 2
}

/// Whether a line is a name with words about it: `name string 必填 …`.
fn is_field(line: &Text) -> bool {
    let mut words = line.as_str().split_whitespace();
    let is_name = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_alphabetic())
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.[]".contains(&byte))
    };
    words.next().is_some_and(is_name) && words.next().is_some()
}
