//! Tables of copied text whose cells are run together: `参数名称类型必填说明`, and `berthNoString(32)Y泊位号` below it.

mod row;

use std::ops::Range;

use super::context::Context;
use super::lost::{self, Line, Lost};
use crate::lexicon::columns::{self, Column};
use crate::page::{Table, Text};
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};

/// No head has more bytes.
const LONGEST: usize = 120;
/// No head of one column has more characters.
const WIDEST: usize = 14;
/// So many lines of a description may be before the next row.
const BROKEN: usize = 3;

/// The table of fields whose head is line `at`, where all of its rows can be parted: each has a name and a type.
pub(super) fn find(lines: &[Line], at: usize, context: &Context) -> Option<Lost> {
    let head = lines.get(at)?.as_ref()?;
    let heads = named(head.as_str())?;
    let roles: Vec<Column> = heads.iter().filter_map(|head| columns::of(&head.0).first().copied()).collect();
    let line = |at: usize| lines.get(at).and_then(Option::as_ref);
    let read = |at: usize| line(at).and_then(|line| row::part(line, &roles, context));
    let mut rows = Vec::new();
    let mut next = at + 1;
    loop {
        // What is between two rows goes on with the description of the first.
        let is_open = |at: &usize| line(*at).is_some_and(|line| !is_head(line.as_str()));
        let most = if rows.is_empty() { 0 } else { BROKEN };
        let gap = (0..=most).find(|gap| read(next + gap).is_some() || !is_open(&(next + gap)));
        let Some((cells, gap)) = gap.and_then(|gap| Some((read(next + gap)?, gap))) else { break };
        for text in (next..next + gap).filter_map(line) {
            let last: Option<&mut Vec<Text>> = rows.last_mut();
            if let Some(cell) = last.and_then(|cells| cells.last_mut()) {
                cell.append_line(text);
            }
        }
        rows.push(cells);
        next += gap + 1;
    }
    // A row that lacks an answer would be lost with all that are below it.
    let open: Vec<Column> = roles.iter().copied().filter(|role| *role != Column::Required).collect();
    let is_cut = line(next).is_some_and(|line| row::part(line, &open, context).is_some());
    if rows.is_empty() || is_cut {
        return None;
    }
    let row = |cells: Vec<Text>| {
        let span = cells.first()?.span();
        Some(lost::row(cells, span))
    };
    let cells = heads.into_iter().map(|(_, range)| head.slice(range).trimmed()).collect();
    let table =
        Table { head: row(cells).into_iter().collect(), rows: rows.into_iter().filter_map(row).collect() };
    Some(Lost { table, lines: next - at, guesses: Vec::new() })
}

/// Says that the table that a line is the head of is left out.
pub(super) fn report(line: &Text, diags: &mut Diagnostics) {
    if is_head(line.as_str()) {
        let message = "the cells of a table are run together, so it is left out";
        let this = Diagnostic::new(Code::NotDrafted, line.span(), message);
        diags.push(this.help("save the page as HTML, or put tabs between the cells"));
    }
}

/// Whether a line is nothing but the heads of a table of fields, three at least, most without a space between them.
fn is_head(line: &str) -> bool {
    let bare = bare(line);
    let heads = bare.as_deref().and_then(|bare| heads(&text_of(bare), 0)).unwrap_or_default();
    let is_kind = |head: &Range<usize>| {
        let text = bare.as_deref().and_then(|bare| bare.get(head.clone())).map(text_of).unwrap_or_default();
        columns::of(&text).contains(&Column::Kind)
    };
    heads.len() >= 3 && heads.iter().any(is_kind)
}

/// The heads of a line with the places of their cells, where the first one is that of names.
fn named(line: &str) -> Option<Vec<(String, Range<usize>)>> {
    let bare = bare(line)?;
    let text = text_of(&bare);
    let is_name = |first: &usize| {
        let head = bare.get(..*first).map(text_of).unwrap_or_default();
        matches!(columns::of(&head).first(), Some(Column::Field | Column::Name))
    };
    let firsts = (1..=WIDEST.min(bare.len())).filter(|first| is_name(first));
    let found = firsts.filter_map(|first| {
        let rest = heads(&text, text_of(bare.get(..first)?).len())?;
        let all: Vec<Range<usize>> = std::iter::once(0..first).chain(rest).collect();
        let meaning =
            |head: &Range<usize>| bare.get(head.clone()).map(text_of).map(|head| columns::of(&head));
        let has_kind =
            all.iter().any(|head| meaning(head).is_some_and(|all| all.first() == Some(&Column::Kind)));
        (all.len() >= 3 && has_kind).then_some(all)
    });
    let all = found.max_by_key(|all| all.first().map_or(0, |first| first.end))?;
    let place = |at: usize| bare.get(at).map_or(line.len(), |(place, _)| *place);
    Some(
        all.into_iter()
            .map(|head| {
                let name = bare.get(head.clone()).map(text_of).unwrap_or_default();
                (name, place(head.start)..place(head.end))
            })
            .collect(),
    )
}

/// The letters of a line with their places, without spaces and notes in brackets; `None` for a line with anything else, and
/// for the head of one column.
fn bare(line: &str) -> Option<Vec<(usize, char)>> {
    if line.len() > LONGEST || columns::is_listed(line) {
        return None;
    }
    let mut depth = 0_usize;
    let mut bare = Vec::new();
    let mut words = 0_usize;
    for (at, c) in line.char_indices() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            _ if c.is_whitespace() => words += 1,
            _ if c.is_alphanumeric() => bare.push((at, c)),
            _ => return None,
        }
    }
    // Words with spaces between them are a table of another kind.
    (words < 2).then_some(bare)
}

fn text_of(bare: &[(usize, char)]) -> String {
    bare.iter().map(|(_, c)| *c).collect()
}

/// The heads that a line from a byte on is made of, as ranges of characters: at each place the longest one after which the rest
/// is made of heads as well.
fn heads(line: &str, from: usize) -> Option<Vec<Range<usize>>> {
    let mut ends: Vec<usize> = line.char_indices().map(|(at, _)| at).collect();
    ends.push(line.len());
    let part = |from: usize, to: usize| line.get(*ends.get(from)?..*ends.get(to)?);
    let count = ends.len() - 1;
    // Where the first head of the rest from a place on ends.
    let mut next: Vec<Option<usize>> = vec![None; count + 1];
    for at in (0..count).rev() {
        let fits = |end: &usize| {
            let is_rest = *end == count || next.get(*end).is_some_and(Option::is_some);
            is_rest && part(at, *end).is_some_and(columns::is_listed)
        };
        let found = (at + 1..=count.min(at + WIDEST)).rev().find(fits);
        if let Some(slot) = next.get_mut(at) {
            *slot = found;
        }
    }
    let mut heads = Vec::new();
    let mut at = ends.iter().position(|end| *end == from)?;
    while at < count {
        let end = next.get(at).copied().flatten()?;
        heads.push(at..end);
        at = end;
    }
    Some(heads)
}

#[cfg(test)]
mod tests {
    use super::is_head;

    #[test]
    fn heads_without_spaces() {
        for line in [
            "参数名称类型必填说明",
            "NameTypeRequiredDescription",
            "変数名型必須説明",
            "ПараметрТипОписание",
            "参数类型(长度) 必填描述",
        ] {
            assert!(is_head(line), "{line}");
        }
        for line in [
            "参数说明",
            "类型",
            "请求参数",
            "NameType",
            "Name Type Description",
            "Type of the name",
            "响应参数说明",
        ] {
            assert!(!is_head(line), "{line}");
        }
    }
}
