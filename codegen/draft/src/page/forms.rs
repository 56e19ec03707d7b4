//! Tables that are the form of a call: rows for its URL and its method, and among them the tables of its fields and its samples.

use super::block::{Block, Cell, Row, Table};
use super::regions;
use super::text::Text;
use crate::lexicon::calls::{HTTP_METHODS, METHODS, URLS};
use crate::lexicon::columns;
use crate::lexicon::fields::HEADER_TITLES;
use crate::lexicon::topics::{Topic, topic};

/// Puts the tables and the samples inside of forms beside them, each below its label.
pub(super) fn unfold(blocks: Vec<Block>) -> Vec<Block> {
    let mut unfolded: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut level = 1;
    for block in blocks {
        if let Block::Heading(own, _) = &block {
            level = *own;
        }
        let Block::Table(table) = block else {
            unfolded.push(block);
            continue;
        };
        let has_call = table.head.iter().chain(&table.rows).any(names_call);
        let parts = parts(table, has_call);
        // The line right above the form of a call is its title.
        if let Some(Block::Paragraph(title)) =
            unfolded.pop_if(|above| has_call && parts.len() > 1 && is_title_of_form(above))
        {
            unfolded.push(Block::Heading((level + 1).min(LOWEST), title));
        }
        unfolded.extend(parts);
    }
    unfolded
}

/// The lowest heading.
const LOWEST: u8 = 6;

/// No title has more characters.
const TITLE: usize = 40;

/// Whether a block is a line that may be a title.
fn is_title_of_form(block: &Block) -> bool {
    let Block::Paragraph(text) = block else { return false };
    let line = text.as_str().trim();
    let is_sentence = line.ends_with(['.', '。', '!', '！', ';', '；', ',', '，']);
    !is_sentence && !line.contains(['\n', '/']) && line.chars().count() <= TITLE
}

fn parts(table: Table, has_call: bool) -> Vec<Block> {
    let rows: Vec<&Row> = table.head.iter().chain(&table.rows).collect();
    let mut blocks = Vec::new();
    let (mut at, mut from, mut count) = (0, 0, 0);
    while at < rows.len() {
        let shown = rows.get(at).filter(|_| has_call).and_then(|row| shown(row));
        let Some((label, inner, end)) =
            shown.map(|(label, inner)| (label, inner, at + 1)).or_else(|| section(&rows, at))
        else {
            at += 1;
            continue;
        };
        blocks.extend(properties(rows.get(from..at).unwrap_or_default()));
        blocks.extend(Some(Block::Paragraph(label)).filter(|_| is_labelled(&rows, at)));
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

fn is_labelled(rows: &[&Row], at: usize) -> bool {
    rows.get(at).and_then(|row| row.cells.first()).is_some_and(|label| !label.text.is_blank())
}

/// The label of a row that shows samples, and its value as blocks.
fn shown(row: &Row) -> Option<(Text, Vec<Block>)> {
    let (first, others) = row.cells.split_first()?;
    let (value, fillers) = others.split_first()?;
    let text = value.text.trimmed();
    if value.is_repeated || !fillers.iter().all(is_filler) {
        return None;
    }
    let is_sample = |part: &str| part.starts_with(['{', '[']) && regions::begins_sample(part);
    let mut code = regions::cut(&text, &[]);
    code.retain(|range| text.as_str().get(range.clone()).is_some_and(is_sample));
    // One that cannot be read is one all the same, and is said to be left out.
    if code.is_empty() && is_sample(text.as_str()) {
        code.push(0..text.as_str().len());
    }
    let mut blocks = Vec::new();
    let mut at = 0;
    let end = text.as_str().len();
    let prose = |from: usize, to: usize| {
        let part = text.slice(from..to).trimmed();
        (!part.is_blank()).then_some(Block::Paragraph(part))
    };
    for range in &code {
        blocks.extend(prose(at, range.start));
        blocks.push(Block::Code(text.slice(range.clone())));
        at = range.end;
    }
    blocks.extend(prose(at, end));
    (!code.is_empty()).then(|| (first.text.trimmed(), blocks))
}

/// Whether a row has a method, or a label for a URL with one.
fn names_call(row: &Row) -> bool {
    let Some((label, value)) = row.cells.first().zip(row.cells.get(1)) else { return false };
    let value = value.text.as_str().trim();
    let label = label.text.as_str().trim().trim_end_matches([':', '：']).to_lowercase();
    let is_address = value.starts_with('/') || value.contains("://");
    HTTP_METHODS.contains(&value) || (URLS.has(&label) && is_address)
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
        || label.chars().count() <= TITLE && HEADER_TITLES.are_in(&label.to_lowercase())
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

/// Whether a line is a name with words about it, `name string 必填 …`, or with a value: `name=7 // which`, `X-Key: abc`.
fn is_field(line: &Text) -> bool {
    let line = line.as_str();
    let mut words = line.split_whitespace();
    let is_name = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_alphabetic())
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.[]-".contains(&byte))
    };
    let has_value = line.split_once(['=', ':', '：']).is_some_and(|(name, _)| is_name(name.trim()));
    has_value || (words.next().is_some_and(is_name) && words.next().is_some())
}
