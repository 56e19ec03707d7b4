//! Tables between `#|` and `|#`, whose rows are between `||` and `||`: a cell may have several lines.

use std::ops::Range;

use crate::page::block::{Cell, Row, Table};
use crate::page::text::{Hidden, Text};
use stubwright_spec::source::{FileId, Span};

/// Where the table ends that begins at a byte.
pub(super) fn end(page: &str, at: usize) -> Option<usize> {
    let rest = page.get(at..)?.strip_prefix("#|")?;
    let is_alone = rest.split('\n').next().is_some_and(|line| line.trim().is_empty());
    // A table in a table ends first.
    let mut depth = 1_usize;
    let mut from = at + 2;
    if !is_alone {
        return None;
    }
    loop {
        let rest = page.get(from..)?;
        let close = rest.find("|#")?;
        if let Some(open) = rest.get(..close).and_then(|before| before.find("#|")) {
            depth += 1;
            from += open + 2;
            continue;
        }
        from += close + 2;
        depth -= 1;
        if depth == 0 {
            return Some(from);
        }
    }
}

/// Whether a table may begin at a byte.
pub(super) fn begins(page: &str, at: usize) -> bool {
    page.get(at..).is_some_and(|rest| rest.starts_with("#|"))
}

/// Reads a table. Its head is a row like the others.
pub(super) fn read(file: FileId, page: &str, range: Range<usize>) -> Table {
    let inside = range.start + 2..range.end.saturating_sub(2).max(range.start + 2);
    let source = page.get(inside.clone()).unwrap_or_default();
    let mut table = Table::default();
    let mut open: Option<usize> = None;
    for (at, _) in source.match_indices("||") {
        // `|||` ends a cell and then a row.
        match open.take() {
            Some(from) if from <= at => {
                let row = inside.start + from..inside.start + at;
                table.rows.push(self::row(file, page, row));
            }
            Some(from) => open = Some(from),
            None => open = Some(at + 2),
        }
    }
    table.rows.retain(|row| row.cells.iter().any(|cell| !cell.text.is_blank()));
    table
}

fn row(file: FileId, page: &str, range: Range<usize>) -> Row {
    let source = page.get(range.clone()).unwrap_or_default();
    let mut cells = Vec::new();
    let (mut from, mut is_code, mut before) = (0, false, ' ');
    for (at, c) in source.char_indices() {
        match c {
            '`' => is_code = !is_code,
            '|' if !is_code && before != '\\' => {
                cells.push(cell(file, page, range.start + from..range.start + at));
                from = at + 1;
            }
            _ => {}
        }
        before = c;
    }
    cells.push(cell(file, page, range.start + from..range.end));
    Row { span: Span::new(file, range.start, range.end), cells }
}

/// A cell without the marks of Markdown around words, which say nothing here.
fn cell(file: FileId, page: &str, range: Range<usize>) -> Cell {
    let source = page.get(range.clone()).unwrap_or_default();
    let start = range.start + source.len() - source.trim_start().len();
    let source = source.trim();
    let mut text = Text::new(file);
    let mut from = 0;
    let mut link = None;
    let mut stars = NO_STARS;
    for (at, mark) in source.match_indices(['*', '`', '\\', '[']) {
        if at < from {
            continue;
        }
        let rest = source.get(at..).unwrap_or_default();
        let before = source.get(..at).unwrap_or_default();
        stars = match mark {
            "*" if before.ends_with('*') => stars.saturating_add(1),
            "*" if before.ends_with(char::is_alphanumeric) => 1,
            _ => NO_STARS,
        };
        if mark == "[" {
            let Some((words, target)) = self::link(rest) else { continue };
            text.push_part(page, start + from..start + at, Hidden::Keep);
            push_words(&mut text, page, start + at + 1..start + at + 1 + words.len());
            from = at + words.len() + target.len() + "[]()".len();
            link.get_or_insert_with(|| target.to_owned());
            continue;
        }
        // Behind the two that end bold text, a star is a mark of its own: `**id***`.
        if stars == 3 && !rest.starts_with("**") {
            continue;
        }
        text.push_part(page, start + from..start + at, Hidden::Keep);
        from = at + mark.len();
    }
    text.push_part(page, start + from..start + source.len(), Hidden::Keep);
    Cell { link, ..Cell::of(text.without_filler().trimmed_end()) }
}

/// Fewer stars than those that end bold text, however many there are in a row.
const NO_STARS: i8 = i8::MIN;

/// The words and the target of the link that a text begins with: `[words](target)`.
fn link(text: &str) -> Option<(&str, &str)> {
    let (words, rest) = text.strip_prefix('[')?.split_once(']')?;
    let (target, _) = rest.strip_prefix('(')?.split_once(')')?;
    let is_line = |part: &str| !part.contains(['\n', '[', '(']);
    (is_line(words) && is_line(target)).then_some((words, target))
}

/// Adds the words of a link without their marks.
fn push_words(text: &mut Text, page: &str, range: Range<usize>) {
    let source = page.get(range.clone()).unwrap_or_default();
    let mut from = 0;
    for (at, mark) in source.match_indices(['*', '`', '\\']) {
        text.push_part(page, range.start + from..range.start + at, Hidden::Keep);
        from = at + mark.len();
    }
    text.push_part(page, range.start + from..range.end, Hidden::Keep);
}
