//! What a table is, by the words above its columns and by what stands below them.

mod errors;

use std::collections::BTreeSet;

use super::codes::{self, Shape};
use super::context::Context;
use super::kinds;
use super::{broken, cell, evidence};
use crate::lexicon::columns::{self, Column};
use crate::lexicon::flags;
use crate::page::{Row, Table};
use stubwright_spec::source::Spanned;

/// What a table is.
#[derive(Debug)]
pub(super) enum Class {
    /// Errors.
    Errors(ErrorColumns),
    /// Fields.
    Fields(FieldColumns),
    /// Values of a field: the column of the values, the column of their meanings, the field.
    Values(usize, usize, Spanned<String>),
    /// Something else.
    Other,
}

/// Where the parts of an error stand.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct ErrorColumns {
    pub(super) code: usize,
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

/// Where the parts of a field stand.
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
    /// The rows below.
    pub(super) rows: Vec<&'t Row>,
    means: Vec<Vec<Column>>,
    looks: Vec<Looks>,
}

/// How many cells of a column look like what.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Looks {
    pub(super) filled: usize,
    strict: usize,
    pub(super) possible: usize,
    types: usize,
    names: usize,
    statuses: usize,
    letters: usize,
    /// Words of programs: `NOT_FOUND`, `notFound`.
    pub(super) idents: usize,
    /// Numbers and nothing else.
    numbers: usize,
    /// Numbers with a fraction, which are no codes and no values of an enum.
    pub(super) fractions: usize,
    /// How many of the cells differ.
    distinct: usize,
}

impl Looks {
    /// Whether most of the filled cells are so.
    pub(super) fn mostly(self, count: usize) -> bool {
        self.filled > 0 && count * 10 >= self.filled * 7
    }
}

impl<'t> Sheet<'t> {
    /// Finds the head of a table.
    pub(super) fn of(table: &'t Table) -> Option<Self> {
        let mut rows: Vec<&Row> = table.rows.iter().collect();
        let mut head: Vec<&Row> = table.head.iter().collect();
        if let [row] = head.as_slice()
            && broken::is_row(row)
        {
            rows.insert(0, row);
            head.clear();
        }
        let is_bare = table.head.is_empty();
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
        let means = heads.iter().map(|head| columns::of(&head.value)).collect();
        let looks = (0..width).map(|column| looks(&rows, column)).collect();
        Some(Self { heads, rows, means, looks })
    }

    /// What the cells of a column look like.
    pub(super) fn look(&self, column: usize) -> Looks {
        self.looks.get(column).copied().unwrap_or_default()
    }

    /// What the head of a column may mean.
    pub(super) fn meaning(&self, column: usize) -> &[Column] {
        self.means.get(column).map(Vec::as_slice).unwrap_or_default()
    }

    /// The first column whose head first of all means this.
    pub(super) fn first(&self, column: Column) -> Option<usize> {
        let firsts = || self.means.iter().position(|means| means.first() == Some(&column));
        firsts().or_else(|| self.means.iter().position(|means| means.contains(&column)))
    }

    /// How many columns there are.
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

fn looks(rows: &[&Row], column: usize) -> Looks {
    let mut looks = Looks::default();
    let mut known = BTreeSet::new();
    for row in rows.iter().take(LOOKED_AT) {
        let Some(cell) = row.cells.get(column) else { continue };
        let text = cell.text.as_str().trim();
        if flags::is_nothing(text) {
            continue;
        }
        looks.filled += 1;
        looks.strict += usize::from(codes::is_strict(text));
        looks.possible += usize::from(codes::is_possible(text));
        looks.types += usize::from(kinds::is_type(text));
        looks.names += usize::from(super::names::is_name(text));
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
    looks
}

/// An HTTP status.
pub(super) fn status(text: &str) -> Option<u16> {
    let text = text.trim().trim_start_matches(['(', '（']);
    let text = text.strip_prefix("HTTP").unwrap_or(text).trim_start();
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let status = text.get(..digits)?.parse().ok()?;
    (digits == 3 && (100..=599).contains(&status)).then_some(status)
}

/// Says what a table is.
pub(super) fn classify(sheet: &Sheet<'_>, context: &Context) -> Class {
    if sheet.width() < 2 || sheet.rows.is_empty() {
        return Class::Other;
    }
    if evidence::is_history(sheet) {
        return Class::Other;
    }
    if let Some(fields) = fields(sheet, context) {
        return Class::Fields(fields);
    }
    if let Some((value, meaning, field)) = values(sheet, context) {
        return Class::Values(value, meaning, field);
    }
    let columns =
        errors::columns(sheet, context).filter(|columns| evidence::is_of_errors(sheet, columns, context));
    columns.map_or(Class::Other, Class::Errors)
}

fn fields(sheet: &Sheet<'_>, context: &Context) -> Option<FieldColumns> {
    let has_names = |column: &usize| sheet.look(*column).names * 2 >= sheet.look(*column).filled;
    // Of `名称 | 字段名` the one with names of programs counts.
    let named =
        sheet.first(Column::Field).filter(has_names).or_else(|| sheet.first(Column::Name).filter(has_names));
    let kind = sheet.first(Column::Kind).filter(|column| {
        let look = sheet.look(*column);
        look.types * 2 >= look.filled
            || (sheet.first(Column::Code).is_none() && sheet.first(Column::ErrorCode).is_none())
    });
    let kind = kind.or_else(|| {
        (0..sheet.width()).find(|column| {
            let look = sheet.look(*column);
            look.mostly(look.types)
                && look.filled >= 2
                && !look.mostly(look.statuses)
                && sheet.meaning(*column).is_empty()
        })
    });
    let required = sheet.first(Column::Required);
    let location = sheet.first(Column::Location);
    let is_error = sheet.first(Column::ErrorCode).is_some();
    // Beside a column of types a head such as `编码` is that of the names.
    let is_typed = kind.is_some_and(|column| sheet.look(column).mostly(sheet.look(column).types));
    let has_code =
        is_error || (!is_typed && sheet.first(Column::Code).is_some_and(|column| Some(column) != named));
    let extra = [required, location].iter().flatten().count();
    let by_look = (0..sheet.width()).find(|column| {
        let look = sheet.look(*column);
        look.mostly(look.names)
            && Some(*column) != kind
            && Some(*column) != required
            && Some(*column) != location
    });
    let name = named.or(by_look)?;
    let look = sheet.look(name);
    let is_named = look.names * 2 >= look.filled
        && look.filled > 0
        && !(kind.is_none() && evidence::is_profile(sheet, name));
    let is_fields = match (kind, named) {
        _ if !is_named || (is_error && kind.is_none()) => false,
        (Some(_), Some(_)) => true,
        (Some(kind), None) => {
            !has_code
                && (kind > name || extra > 0)
                && (extra > 0
                    || sheet.heads.iter().all(|head| head.value.is_empty())
                    || !sheet.meaning(kind).is_empty())
        }
        (None, Some(_)) if extra > 0 => !has_code,
        (None, Some(name)) => {
            let has_words = sheet.meaning(name).first() == Some(&Column::Field);
            let is_told = sheet.first(Column::Example).is_some() || sheet.first(Column::Default).is_some();
            let is_more = is_told || sheet.first(Column::Message).is_some();
            (has_words || is_told) && is_more && !has_code && !context.is_errors() && look.mostly(look.names)
        }
        (None, None) => false,
    };
    is_fields.then(|| field_columns(sheet, name, kind))
}

fn field_columns(sheet: &Sheet<'_>, name: usize, kind: Option<usize>) -> FieldColumns {
    let mut columns = FieldColumns { name, kind, ..FieldColumns::default() };
    for column in (0..sheet.width()).filter(|column| *column != name && Some(*column) != kind) {
        let slot = match sheet.meaning(column).first() {
            Some(Column::Required) => &mut columns.required,
            Some(Column::Location) => &mut columns.location,
            Some(Column::Example) => &mut columns.example,
            Some(Column::Default) => &mut columns.default,
            Some(Column::Limit) => &mut columns.limit,
            Some(Column::Value) => &mut columns.values,
            Some(Column::Message | Column::Solution | Column::Docs | Column::Name | Column::Field) => {
                columns.docs.push(column);
                continue;
            }
            Some(_) => continue,
            None => {
                // A head that says nothing, above sentences, is a description where there is no other.
                columns.docs.push(column);
                continue;
            }
        };
        slot.get_or_insert(column);
    }
    // Known heads first: a name in the language of the page comes before notes only where it is the only text.
    columns.docs.sort_by_key(|column| (sheet.meaning(*column).first() != Some(&Column::Message), *column));
    columns
}

fn values(sheet: &Sheet<'_>, context: &Context) -> Option<(usize, usize, Spanned<String>)> {
    if sheet.width() > 4
        || sheet.rows.len() < 2
        || sheet.first(Column::ErrorCode).is_some()
        || sheet.first(Column::Http).is_some()
    {
        return None;
    }
    let is_plain = |column: usize| {
        let look = sheet.look(column);
        // A table of HTTP statuses lists no values of a field called `status`.
        look.filled >= 2
            && look.possible == look.filled
            && look.statuses < look.filled
            && look.fractions == 0
            && !evidence::lists_keys(sheet, column, context)
    };
    let head = |column: usize| sheet.heads.get(column);
    let by_head = (0..sheet.width()).find_map(|column| {
        let head = head(column)?;
        let key = context
            .key(&head.value)
            .or_else(|| super::context::identifiers(&head.value).find_map(|word| context.key(word)))?;
        let is_field = is_plain(column) && !sheet.meaning(column).contains(&Column::ErrorCode);
        is_field.then(|| (column, Spanned::new(key.to_owned(), head.span)))
    });
    let meaning = |value: usize| {
        let texts = (0..sheet.width()).filter(|column| *column != value);
        let told = texts.clone().find(|column| sheet.meaning(*column).contains(&Column::Message));
        told.or_else(|| texts.max_by_key(|column| sheet.look(*column).letters))
    };
    if let Some((column, field)) = by_head.filter(|_| !context.is_errors() || context.denies_errors()) {
        return Some((column, meaning(column)?, field));
    }
    let value =
        sheet.first(Column::Value).filter(|column| sheet.meaning(*column).first() == Some(&Column::Value));
    let is_denied = context.denies_errors() || context.lists_values();
    let column = value
        .or_else(|| sheet.first(Column::Code).filter(|_| is_denied || names_field(context)))
        .or_else(|| (0..sheet.width()).find(|column| is_denied && is_plain(*column)))?;
    if !is_plain(column) || context.is_errors() && !context.denies_errors() {
        return None;
    }
    if meaning(column)? < column && value.is_some() {
        return None;
    }
    let empty = || head(column).filter(|head| !head.value.is_empty()).cloned();
    let field = context.named().or_else(|| is_denied.then(empty).flatten())?;
    Some((column, meaning(column)?, field))
}

/// Whether the line above names a field of the samples, and no errors.
fn names_field(context: &Context) -> bool {
    !context.is_errors() && context.named().is_some_and(|named| context.key(&named.value).is_some())
}
