//! Tables of copied text whose columns were lost: a line for each row, or a line for each cell.

use std::ops::Range;

use super::codes;
use super::names;
use super::{answers, kinds};
use crate::lexicon::columns::{self, Column};
use crate::lexicon::flags;
use crate::page::{Cell, Row, Table, Text};
use stubwright_spec::source::Span;

/// A table that was put together again.
#[derive(Debug)]
pub(super) struct Lost {
    pub(super) table: Table,
    pub(super) lines: usize,
    /// The reason of each guess, and the place of the row.
    pub(super) guesses: Vec<(Span, String)>,
}

/// No table of cells on lines has more columns.
const WIDEST: usize = 8;
/// So many rows decide how many columns there are.
const TRIED: usize = 3;

/// A line; `None` for a block that is not text.
pub(super) type Line = Option<Text>;

/// The column that a line is the head of; computed once for each line.
pub(super) fn head(line: &Line) -> Option<Column> {
    let text = line.as_ref()?.as_str();
    // `HTTP status code 400` is above a table, not in it.
    let is_head =
        text.len() <= 96 && text.chars().count() <= 24 && !text.ends_with(|c: char| c.is_ascii_digit());
    if is_head { role(text, false) } else { None }
}

/// Finds a table whose head is at line `at`; `roles` are what the lines are as heads.
pub(super) fn find(lines: &[Line], roles: &[Option<Column>], at: usize) -> Option<Lost> {
    let first = lines.get(at)?.as_ref()?;
    if first.as_str().chars().count() > 120 {
        return None;
    }
    by_rows(lines, at, first).or_else(|| by_cells(lines, roles, at))
}

/// The kind of table that these columns make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Errors,
    Fields,
}

/// Columns that a table has once.
const ONCE: [Column; 7] = [
    Column::ErrorCode,
    Column::Code,
    Column::Field,
    Column::Name,
    Column::Kind,
    Column::Required,
    Column::Http,
];

/// The kind of table that the heads make, if no two of them mean the same.
fn what(roles: &[Column]) -> Option<What> {
    let has = |column: Column| roles.contains(&column);
    let count = |column: Column| roles.iter().filter(|role| **role == column).count();
    let is_pair = matches!(roles, [Column::ErrorCode, Column::ErrorCode, rest @ ..] if !rest.contains(&Column::ErrorCode));
    if ONCE.into_iter().any(|column| count(column) > 1 && !(is_pair && column == Column::ErrorCode))
        || (has(Column::ErrorCode) && has(Column::Code))
        || (has(Column::Field) && has(Column::Name))
    {
        return None;
    }
    if (has(Column::ErrorCode) || has(Column::Code))
        && (has(Column::Message) || has(Column::Solution))
        && !has(Column::Kind)
    {
        return Some(What::Errors);
    }
    let is_named = has(Column::Field) || has(Column::Name);
    (is_named && (has(Column::Kind) || has(Column::Required))).then_some(What::Fields)
}

fn role(head: &str, is_errors: bool) -> Option<Column> {
    let means = columns::of(head.trim());
    let wanted = [Column::ErrorCode, Column::Code];
    // In a table of errors `error` is the code; everywhere else the first meaning counts.
    means.iter().find(|column| is_errors && wanted.contains(column)).or(means.first()).copied()
}

fn is_text(column: Column) -> bool {
    !matches!(
        column,
        Column::ErrorCode
            | Column::Code
            | Column::Http
            | Column::Field
            | Column::Name
            | Column::Kind
            | Column::Required
            | Column::Location
    )
}

/// Whether a cell can be in a column.
fn fits(column: Column, text: &str) -> bool {
    let text = text.trim();
    match column {
        Column::ErrorCode | Column::Code => codes::is_possible(text) || flags::is_nothing(text),
        Column::Http => super::sheet::status(text).is_some() && text.len() <= 5,
        Column::Field | Column::Name => names::is_name(text),
        Column::Kind => {
            kinds::is_type(text)
                || (text.is_ascii() && !text.is_empty() && !text.contains(' ') && text.len() <= 30)
        }
        Column::Required => answers::required(text).is_some() || flags::is_nothing(text),
        Column::Location => answers::goes(text).is_some(),
        _ => true,
    }
}

/// One cell on each line: as many heads as there are columns, then rows of as many lines, where cells may be missing.
fn by_cells(lines: &[Line], roles: &[Option<Column>], at: usize) -> Option<Lost> {
    let mut known: Vec<Column> = roles.get(at..)?.iter().take(WIDEST).map_while(|role| *role).collect();
    // Codes beside error codes are statuses, if that is what their cells are.
    if known.contains(&Column::ErrorCode) {
        known.iter_mut().filter(|role| **role == Column::Code).for_each(|role| *role = Column::Http);
    }
    let text = |at: usize| lines.get(at).and_then(Option::as_ref).map(Text::as_str);
    let is_other = text(at) != text(at + 1);
    // Two columns of codes or of names are not a head, however many heads follow.
    let twice = (1..known.len()).find(|at| {
        // `返回码`, `错误码` side by side: a class and a code.
        let is_pair = *at == 1 && is_other && known.first() == Some(&Column::ErrorCode);
        let is_same = |role: &Column| ONCE.contains(role) && known.get(*at) == Some(role) && !is_pair;
        known.get(..*at).unwrap_or_default().iter().any(is_same)
    });
    let known = known.get(..twice.unwrap_or(known.len())).unwrap_or_default();
    let mut best: Option<(usize, Grid<'_>)> = None;
    for width in (2..=known.len()).rev() {
        let roles = known.get(..width).unwrap_or_default().to_vec();
        let Some(what) = what(&roles) else { continue };
        let grid = Grid { lines, roles, what };
        let (mut from, mut score) = (at + width, 0);
        for _ in 0..TRIED {
            let Some((row, next)) = grid.row(from, None) else { break };
            score += 2 + row.iter().flatten().count();
            // A row that fills its columns is worth more than two that leave them empty.
            score += if row.iter().all(Option::is_some) { 2 } else { 0 };
            from = next;
        }
        if score > best.as_ref().map_or(0, |(most, _)| *most) {
            best = Some((score, grid));
        }
    }
    let (_, grid) = best?;
    grid.read(at)
}

/// Lines that are cut into rows.
#[derive(Debug)]
struct Grid<'l> {
    lines: &'l [Line],
    roles: Vec<Column>,
    what: What,
}

impl Grid<'_> {
    fn line(&self, at: usize) -> Option<&Text> {
        self.lines.get(at).and_then(Option::as_ref)
    }

    /// The row that begins at a line, and the line after it.
    fn row(&self, from: usize, shape: Option<codes::Shape>) -> Option<(Vec<Option<usize>>, usize)> {
        let mut row = Vec::with_capacity(self.roles.len());
        let mut at = from;
        let mut texts = 0;
        for (index, role) in self.roles.iter().enumerate() {
            let Some(line) = self.line(at) else {
                row.push(None);
                continue;
            };
            let text = line.as_str();
            let is_next = is_text(*role) && texts > 0 && self.begins(at, shape);
            let is_next_field = is_text(*role) && self.what == What::Fields && self.begins(at, shape);
            let is_code = matches!(role, Column::ErrorCode | Column::Code);
            let is_fitting = fits(*role, text) && (!is_code || index > 0 || self.is_code(text, shape));
            if is_fitting && !is_next && !is_next_field {
                texts += usize::from(is_text(*role));
                row.push(Some(at));
                at += 1;
            } else if index == 0 {
                return None;
            } else {
                row.push(None);
            }
        }
        let has = |wanted: &[Column]| {
            self.roles.iter().zip(&row).any(|(role, cell)| cell.is_some() && wanted.contains(role))
        };
        let is_row = match self.what {
            What::Errors => texts > 0 && has(&[Column::ErrorCode, Column::Code]),
            What::Fields => has(&[Column::Field, Column::Name]) && has(&[Column::Kind, Column::Required]),
        };
        is_row.then_some((row, at))
    }

    /// Whether a cell is a code: beyond doubt, of the form of the others, or nothing.
    fn is_code(&self, text: &str, shape: Option<codes::Shape>) -> bool {
        codes::is_strict(text)
            || flags::is_nothing(text)
            || match shape {
                None => true,
                Some(_) => codes::shape(text) == shape || flags::is_success_word(text),
            }
    }

    /// Whether the next row begins at a line.
    fn begins(&self, at: usize, shape: Option<codes::Shape>) -> bool {
        let (Some(first), Some(line)) = (self.roles.first(), self.line(at)) else { return false };
        let text = line.as_str();
        let next = self.line(at + 1).map(Text::as_str).unwrap_or_default();
        match self.what {
            What::Errors => {
                let is_code = matches!(first, Column::ErrorCode | Column::Code | Column::Http)
                    && fits(*first, text)
                    && !flags::is_nothing(text);
                let is_alike =
                    shape.is_none_or(|shape| codes::shape(text) == Some(shape)) || codes::is_range(text);
                is_code && is_alike && codes::is_strict(text)
            }
            What::Fields => {
                let second = self.roles.get(1).copied().filter(|role| !is_text(*role));
                let is_typed = match second {
                    Some(Column::Kind) => kinds::is_type(next),
                    Some(role) => fits(role, next) && !next.is_empty(),
                    None => self.roles.iter().position(|role| *role == Column::Kind).is_some_and(|kind| {
                        self.line(at + kind).is_some_and(|line| kinds::is_type(line.as_str()))
                    }),
                };
                fits(*first, text) && is_typed
            }
        }
    }

    fn read(&self, at: usize) -> Option<Lost> {
        let width = self.roles.len();
        let heads: Vec<Option<usize>> = (at..at + width).map(Some).collect();
        let mut from = at + width;
        let mut shape = None;
        let mut rows = Vec::new();
        while let Some((cells, next)) = self.row(from, shape) {
            if shape.is_none() && self.what == What::Errors {
                let code =
                    self.roles.iter().position(|role| matches!(role, Column::ErrorCode | Column::Code));
                let code =
                    code.and_then(|code| cells.get(code).copied().flatten()).and_then(|code| self.line(code));
                shape = code.and_then(|code| codes::shape(code.as_str()));
            }
            rows.push(self.cells(&cells, from)?);
            from = next;
        }
        let enough =
            if self.what == What::Errors && !self.roles.contains(&Column::ErrorCode) { 2 } else { 1 };
        let table = Table { head: vec![self.cells(&heads, at)?], rows };
        (table.rows.len() >= enough).then_some(Lost { table, lines: from - at, guesses: Vec::new() })
    }

    fn cells(&self, cells: &[Option<usize>], from: usize) -> Option<Row> {
        let start = self.line(from)?;
        let empty = start.slice(0..0);
        let texts: Vec<Text> = cells
            .iter()
            .map(|cell| cell.and_then(|at| self.line(at)).cloned().unwrap_or_else(|| empty.clone()))
            .collect();
        Some(row(texts, start.span()))
    }
}

pub(super) fn row(texts: Vec<Text>, span: Span) -> Row {
    let end = texts.iter().map(|text| text.span().end).max().unwrap_or(span.end);
    Row { span: Span { end: end.max(span.end), ..span }, cells: texts.into_iter().map(Cell::of).collect() }
}

/// A row on each line, with spaces between the cells.
fn by_rows(lines: &[Line], at: usize, first: &Text) -> Option<Lost> {
    let (heads, roles, what) = heads(first)?;
    let mut rows = Vec::new();
    let mut guesses = Vec::new();
    for line in lines.get(at + 1..)?.iter().map_while(Option::as_ref) {
        let Some((texts, is_guess)) = cut(line, &roles, what) else { break };
        let row = row(texts, line.span());
        if is_guess {
            guesses.push((row.span, String::from("where the message ends")));
        }
        rows.push(row);
    }
    let count = rows.len();
    let table = Table { head: vec![row(heads, first.span())], rows };
    (count >= 2).then_some(Lost { table, lines: count + 1, guesses })
}

/// How the words of a head line are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Runs {
    /// As many as make a word of the lists: `Status code`.
    Longest,
    /// As few as make one: `Parameter Type` is two heads.
    Shortest,
}

/// The heads on one line, and what their columns are, when all of it is heads.
fn heads(line: &Text) -> Option<(Vec<Text>, Vec<Column>, What)> {
    let words = words(line.as_str());
    let is_head = |word: &Range<usize>| line.as_str().get(word.clone()).is_some_and(columns::is_listed);
    // Most lines are prose: a look at their single words is enough.
    if words.len() < 2 || words.len() > 16 || !words.iter().any(is_head) {
        return None;
    }
    [Runs::Longest, Runs::Shortest].into_iter().find_map(|runs| {
        let heads = cut_heads(line, &words, runs)?;
        let roles: Vec<Column> = heads.iter().filter_map(|head| role(head.as_str(), true)).collect();
        let what = what(&roles)?;
        Some((heads, roles, what))
    })
}

fn cut_heads(line: &Text, words: &[Range<usize>], runs: Runs) -> Option<Vec<Text>> {
    let mut heads = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let run = |count: usize| {
            let (first, last) = (words.get(at)?, words.get(at + count - 1)?);
            Some((line.slice(first.start..last.end), count))
        };
        let longest = || (1..=4).rev().filter_map(run).find(|(head, _)| columns::is_listed(head.as_str()));
        let shortest = || (1..=4).filter_map(run).find(|(head, _)| !columns::of(head.as_str()).is_empty());
        let (head, count) = if runs == Runs::Longest { longest().or_else(shortest) } else { shortest() }?;
        heads.push(head);
        at += count;
    }
    Some(heads)
}

fn words(line: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in line.char_indices() {
        match (c.is_whitespace(), start) {
            (true, Some(from)) => {
                words.push(from..at);
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    if let Some(from) = start {
        words.push(from..line.len());
    }
    words
}

/// Cuts a line into cells, and says whether that is a guess.
fn cut(line: &Text, roles: &[Column], what: What) -> Option<(Vec<Text>, bool)> {
    let whole = line.as_str();
    let words = words(whole);
    let empty = || line.slice(0..0);
    let mut cells = Vec::with_capacity(roles.len());
    let mut at = 0;
    let mut is_guess = false;
    let mut rest_roles = roles.iter().enumerate().peekable();
    while let Some((index, role)) = rest_roles.next() {
        let start = words.get(at).map_or(whole.len(), |word| word.start);
        if is_text(*role) {
            let texts = 1 + rest_roles.by_ref().filter(|(_, role)| is_text(**role)).count();
            let rest = line.slice(start..whole.len());
            let second = (texts > 1).then(|| boundary(rest.as_str())).flatten();
            is_guess = second.is_some();
            cells.push(rest.slice(0..second.unwrap_or(rest.as_str().len())).trimmed());
            if let Some(second) = second {
                cells.push(rest.slice(second..rest.as_str().len()).trimmed());
            }
            at = words.len();
            break;
        }
        let most = if *role == Column::Kind { 3 } else { 1 };
        let fit = |count: usize| {
            let range = words.get(at)?.start..words.get(at + count - 1)?.end;
            let text = whole.get(range.clone())?;
            let is_fitting =
                fits(*role, text) && (*role != Column::Kind || count == 1 || kinds::is_type(text));
            let is_code = !matches!(role, Column::ErrorCode | Column::Code)
                || codes::is_strict(text)
                || flags::is_success_word(text)
                || (codes::shape(text).is_some() && text.chars().all(|c| !c.is_lowercase()));
            (is_fitting && is_code).then(|| (line.slice(range), count))
        };
        match (1..=most).rev().find_map(fit) {
            Some((cell, count)) => {
                cells.push(cell);
                at += count;
            }
            None if index == 0 => return None,
            None => cells.push(empty()),
        }
    }
    let is_row = what == What::Errors
        || cells.iter().zip(roles).any(|(cell, role)| *role == Column::Kind && kinds::is_type(cell.as_str()));
    cells.resize_with(roles.len(), empty);
    (is_row && words.len() >= 2 && at > 1).then_some((cells, is_guess))
}

/// Where the second of two texts begins: after a full stop, at a capital, or at the only space between words of a
/// script without spaces.
fn boundary(text: &str) -> Option<usize> {
    for stop in [". ", "。 ", "! ", "！", "。"] {
        if let Some(at) = text.find(stop).map(|at| at + stop.len()).filter(|at| *at < text.len()) {
            return Some(at);
        }
    }
    let words = words(text);
    let is_wide =
        |text: &str| text.chars().any(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}'));
    if is_wide(text) {
        let wide: Vec<usize> = words
            .iter()
            .skip(1)
            .filter(|word| text.get((*word).clone()).is_some_and(is_wide))
            .map(|word| word.start)
            .collect();
        return match wide.as_slice() {
            [only] => Some(*only),
            _ => None,
        };
    }
    let is_capital = |word: &&Range<usize>| {
        let mut letters = text.get((*word).clone()).unwrap_or_default().chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(|c| c.is_lowercase() || c.is_whitespace())
    };
    words.iter().skip(1).find(is_capital).map(|word| word.start)
}
