//! Tables of copied text with a block for each cell: the heads are the lines of one block, and some may be unknown.

use super::{cell, codes, lost};
use crate::lexicon::columns::{self, Column};
use crate::lexicon::flags;
use crate::page::{Block, Table, Text};

/// No table has more columns.
const WIDEST: usize = 8;
/// No head has more characters.
const LONGEST: usize = 32;

/// The table of errors whose heads are the block `at`, and the block after it.
pub(super) fn find(blocks: &[&Block], at: usize) -> Option<(Table, usize)> {
    let Block::Paragraph(head) = blocks.get(at)? else { return None };
    let width = head.as_str().split_inclusive('\n').take(WIDEST + 1).count();
    if !(3..=WIDEST).contains(&width) {
        return None;
    }
    let heads: Vec<Text> = head.lines().iter().map(cell::one_line).collect();
    if heads.iter().any(|head| !is_head(head.as_str())) {
        return None;
    }
    let means: Vec<Option<Column>> =
        heads.iter().map(|head| columns::of(head.as_str()).first().copied()).collect();
    let is_code = matches!(means.first(), Some(Some(Column::ErrorCode | Column::Code)));
    if !is_code || !means.contains(&Some(Column::Message)) {
        return None;
    }
    let rest = blocks.get(at + 1..)?;
    let cells: Vec<Text> = rest
        .iter()
        .map_while(|block| match block {
            Block::Paragraph(text) => Some(cell::one_line(text)),
            _ => None,
        })
        .collect();
    let rows: Vec<&[Text]> = cells.chunks_exact(width).take_while(|row| begins(row)).collect();
    if rows.len() < 2 {
        return None;
    }
    let row = |cells: &[Text]| {
        let span = cells.first().map(Text::span)?;
        Some(lost::row(cells.to_vec(), span))
    };
    let end = at + 1 + rows.len() * width;
    let rows = rows.into_iter().filter_map(row).collect();
    Some((Table { head: row(&heads).into_iter().collect(), rows }, end))
}

fn is_head(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= LONGEST && !text.ends_with(['.', '。', ':', '：'])
}

/// Whether cells are those of a row: a code, and a text.
fn begins(cells: &[Text]) -> bool {
    let Some((code, rest)) = cells.split_first() else { return false };
    codes::is_strict(code.as_str())
        && rest.iter().any(|cell| !codes::is_strict(cell.as_str()) && !flags::is_nothing(cell.as_str()))
}
