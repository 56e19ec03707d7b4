//! A table with one head, and what its columns look like.

use std::collections::BTreeSet;

use super::codes::{self, Shape};
use super::{answers, cell, kinds, names, numbers};
use crate::found::Required;
use crate::lexicon::columns::{self, Column};
use crate::lexicon::flags;
use crate::lexicon::weights::MOSTLY;
use crate::page::{Row, Table};
use stubwright_spec::source::Spanned;

#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct ErrorColumns {
    pub(super) code: usize,
    /// Second codes, which tell rows of one code apart, and their messages.
    pub(super) sub_code: Option<usize>,
    pub(super) sub_message: Option<usize>,
    /// Names such as `NOT_FOUND` beside the codes.
    pub(super) name: Option<usize>,
    pub(super) message: Option<usize>,
    /// Another text, which is the solution where it is advice.
    pub(super) second: Option<usize>,
    pub(super) solution: Option<usize>,
    pub(super) http: Option<usize>,
    pub(super) docs: Option<usize>,
    pub(super) success: Option<usize>,
}

#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct FieldColumns {
    pub(super) name: usize,
    pub(super) kind: Option<usize>,
    pub(super) required: Option<usize>,
    pub(super) location: Option<usize>,
    pub(super) docs: Vec<usize>,
    pub(super) example: Option<usize>,
    pub(super) default: Option<usize>,
    pub(super) limit: Option<usize>,
    pub(super) values: Option<usize>,
}

/// A table with one head, and what its columns look like.
#[derive(Debug)]
pub(super) struct Sheet<'t> {
    /// The head of each column; empty where there is none.
    pub(super) heads: Vec<Spanned<String>>,
    pub(super) rows: Vec<&'t Row>,
    means: Vec<Vec<Column>>,
    looks: Vec<Looks>,
}

/// How many cells of a column look like what.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Looks {
    pub(super) filled: usize,
    pub(super) strict: usize,
    pub(super) possible: usize,
    pub(super) types: usize,
    pub(super) names: usize,
    /// Words and letters for required or optional.
    pub(super) answers: usize,
    /// Those of them that mean required.
    pub(super) demands: usize,
    pub(super) statuses: usize,
    pub(super) letters: usize,
    /// Words of programs: `NOT_FOUND`, `notFound`.
    pub(super) idents: usize,
    pub(super) numbers: usize,
    /// Numbers with a fraction, which are neither codes nor values of an enum.
    pub(super) fractions: usize,
    /// How many of the cells differ.
    pub(super) distinct: usize,
}

impl Looks {
    /// Whether most of the filled cells are so.
    pub(super) fn mostly(self, count: usize) -> bool {
        self.filled > 0 && MOSTLY.is_reached(count, self.filled)
    }
}

impl<'t> Sheet<'t> {
    /// Finds the head of a table.
    pub(super) fn of(table: &'t Table) -> Option<Self> {
        let mut rows: Vec<&Row> = table.rows.iter().collect();
        // Editors print a head of blank cells above tables without one.
        let is_filled = |row: &&Row| row.cells.iter().any(|cell| !cell.text.as_str().trim().is_empty());
        let mut head: Vec<&Row> = table.head.iter().filter(is_filled).collect();
        let is_bare = head.is_empty();
        if let [row] = head.as_slice()
            && (is_row(row) || is_field(row, &rows))
        {
            rows.insert(0, row);
            head.clear();
        }
        if let Some(first) = rows.first().copied().filter(|first| is_bare && is_head(first)) {
            head.push(first);
            rows.remove(0);
        }
        let some = head.first().or(rows.first())?;
        let width = head.iter().chain(&rows).map(|row| row.cells.len()).max()?.min(WIDEST);
        let empty = Spanned::new(String::new(), some.span);
        let heads: Vec<Spanned<String>> = (0..width)
            .map(|column| {
                let cells = head.iter().rev().filter_map(|row| row.cells.get(column));
                let texts: Vec<Spanned<String>> =
                    cells.map(|cell| cell::line(&cell.text)).filter(|text| !text.value.is_empty()).collect();
                let known = texts.iter().find(|text| !columns::of(&text.value).is_empty());
                known.or(texts.first()).cloned().unwrap_or_else(|| empty.clone())
            })
            .collect();
        let is_repeated = |row: &&Row| {
            let same = row
                .cells
                .iter()
                .zip(&heads)
                .filter(|(cell, head)| cell.text.as_str().trim() == head.value)
                .count();
            same < 2 || same < row.cells.len()
        };
        rows.retain(is_repeated);
        let looks = (0..width).map(|column| looks(&rows, column)).collect();
        Some(Self { means: Vec::new(), heads: Vec::new(), rows, looks }.headed(heads))
    }

    /// The same table with other heads.
    pub(super) fn headed(mut self, heads: Vec<Spanned<String>>) -> Self {
        self.means = heads.iter().map(|head| columns::of(&head.value)).collect();
        self.heads = heads;
        // Of two columns of limits, one of nothing but answers says what is required: `Constraint | Length`.
        let is_limit = |column: &usize| self.meaning(*column).first() == Some(&Column::Limit);
        let limits: Vec<usize> = (0..self.width()).filter(is_limit).collect();
        let asking = limits.iter().find(|column| limits.len() > 1 && has_answers(&self.rows, **column));
        if let Some(means) = asking.and_then(|column| self.means.get_mut(*column)) {
            *means = vec![Column::Required];
        }
        self
    }

    /// Whether a table without heads may have these, those of another table: below the one of types are types, and below the
    /// one that asks what is required are answers.
    pub(super) fn may_have(&self, heads: &[Spanned<String>]) -> bool {
        let means =
            |column: usize| heads.get(column).and_then(|head| columns::of(&head.value).first().copied());
        let is_type = |column: usize| self.look(column).mostly(self.look(column).types);
        let is_bare = self.heads.iter().all(|head| head.value.is_empty()) && heads.len() == self.width();
        is_bare
            && (0..self.width()).any(|column| means(column) == Some(Column::Kind))
            && (0..self.width()).all(|column| match means(column) {
                Some(Column::Kind) => is_type(column),
                Some(Column::Required) => has_answers(&self.rows, column),
                _ => !is_type(column),
            })
    }

    /// The looks of the cells of a column.
    pub(super) fn look(&self, column: usize) -> Looks {
        self.looks.get(column).copied().unwrap_or_default()
    }

    /// The possible meanings of the head of a column.
    pub(super) fn meaning(&self, column: usize) -> &[Column] {
        self.means.get(column).map(Vec::as_slice).unwrap_or_default()
    }

    /// The first column whose head first of all means this.
    pub(super) fn first(&self, column: Column) -> Option<usize> {
        let firsts = || self.means.iter().position(|means| means.first() == Some(&column));
        firsts().or_else(|| self.means.iter().position(|means| means.contains(&column)))
    }

    pub(super) fn width(&self) -> usize {
        self.heads.len()
    }
}

/// No more columns are looked at.
const WIDEST: usize = 48;

/// The first rows say what a column is; a long table would be read twice.
const LOOKED_AT: usize = 400;

/// Whether a row that is not set as a head is one: most of its cells are words of heads.
fn is_head(row: &Row) -> bool {
    let texts: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str().trim()).collect();
    let known =
        texts.iter().filter(|text| !columns::of(text).is_empty() && text.chars().count() <= 24).count();
    let filled = texts.iter().filter(|text| !text.is_empty()).count();
    known >= 2 && known * 2 > filled
}

/// Whether the first cell of a row spans all of it, as a title of the rows below does.
pub(super) fn is_spanned(row: &Row) -> bool {
    row.cells.len() > 2 && row.cells.iter().skip(1).all(|cell| cell.is_repeated)
}

fn looks(rows: &[&Row], column: usize) -> Looks {
    let mut looks = Looks::default();
    // `no, none` is a text where names stand alone nowhere.
    let mut several = 0;
    let mut known = BTreeSet::new();
    for row in rows.iter().take(LOOKED_AT).filter(|row| !is_spanned(row)) {
        let Some(cell) = row.cells.get(column) else { continue };
        let text = cell.text.as_str().trim();
        if flags::is_nothing(text) {
            continue;
        }
        looks.filled += 1;
        looks.strict += usize::from(codes::is_strict(text));
        let has_words = codes::before_words(text).is_some_and(|number| status(number).is_some());
        looks.possible += usize::from(codes::is_possible(text) || has_words);
        looks.types += usize::from(kinds::is_type(text));
        looks.names += usize::from(names::is_name(text));
        several += usize::from(names::are_several(text));
        let answer = answers::of_letter_or_word(text);
        looks.answers += usize::from(answer.is_some());
        looks.demands += usize::from(answer == Some(Required::Yes));
        looks.statuses += usize::from(status(text).is_some());
        looks.letters += text.len();
        let shape = codes::shape(text);
        let is_number = shape == Some(Shape::Number);
        looks.numbers += usize::from(is_number);
        looks.fractions += usize::from(is_number && text.contains('.'));
        looks.idents += usize::from(
            matches!(shape, Some(Shape::Joined | Shape::Camel | Shape::Capitals | Shape::Numbered))
                && text.starts_with(char::is_alphabetic),
        );
        known.insert(text);
    }
    looks.distinct = known.len();
    looks.names += if looks.names >= several { several } else { 0 };
    let cells =
        rows.iter().take(LOOKED_AT).map(|row| row.cells.get(column).map_or("", |cell| cell.text.as_str()));
    if looks.names == 0
        && let Some(levels) = numbers::levels(cells.clone())
    {
        let names = cells.zip(levels).filter(|(cell, (_, at))| cell.get(*at..).is_some_and(names::is_name));
        looks.names = names.count();
    }
    looks
}

pub(super) fn status(text: &str) -> Option<u16> {
    let text = text.trim().trim_start_matches(['(', '（']);
    let text = text.strip_prefix("HTTP").unwrap_or(text).trim_start();
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let status = text.get(..digits)?.parse().ok()?;
    let is_known = matches!(status, 100..=103 | 200..=208 | 226 | 300..=308 | 400..=599);
    (digits == 3 && is_known).then_some(status)
}

/// Whether a column has nothing but answers to whether a field is required; `0` and `1` are such.
fn has_answers(rows: &[&Row], column: usize) -> bool {
    let mut cells = rows.iter().take(LOOKED_AT).filter(|row| !is_spanned(row));
    let cell = |row: &&&Row| row.cells.get(column).map_or("", |cell| cell.text.as_str().trim()).to_owned();
    cells.all(|row| {
        let text = cell(&row);
        matches!(text.as_str(), "" | "0" | "1") || answers::of_letter_or_word(&text).is_some()
    })
}

/// Whether what is set as a head is the first field: it has a type in a column of types.
fn is_field(head: &Row, rows: &[&Row]) -> bool {
    let is_type = |text: &str| kinds::is_type(text) && !columns::is_listed(text);
    let text =
        |row: &Row, column: usize| row.cells.get(column).map(|cell| cell.text.as_str().trim().to_owned());
    (1..head.cells.len().min(WIDEST)).any(|column| {
        let below = || rows.iter().take(LOOKED_AT).filter_map(|row| text(row, column));
        text(head, column).is_some_and(|text| is_type(&text))
            && below().count() >= 2
            && below().all(|text| is_type(&text))
    })
}

/// Whether what is set as a head is a row: a code, and a text that is not a head.
fn is_row(head: &Row) -> bool {
    let texts: Vec<&str> = head.cells.iter().map(|cell| cell.text.as_str().trim()).collect();
    let Some((code, rest)) = texts.split_first() else { return false };
    let is_code = codes::is_strict(code) && code.bytes().any(|byte| byte.is_ascii_digit());
    let has_text = rest.iter().any(|text| text.chars().count() >= 4 && !codes::is_possible(text));
    is_code && has_text && texts.iter().all(|text| columns::of(text).is_empty())
}
