//! Rows of the error tables.

use super::notes::{Note, Notes};
use super::tree::{CHECK_LINE, Entry, LINE, Layout, Value};
use super::{preflight, scalar};
use crate::ast::{Category, ErrorCode, ErrorRow, ErrorTable, Matching, Text};
use crate::front::native::errors::UNDETERMINED;
use crate::front::native::keys;
use crate::source::Spanned;

/// The layout of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// On one line where they fit and have no check.
    Short,
    /// One key per line, like the neighbouring rows.
    Long,
}

/// `errors:` or one of `tables:`.
pub(super) fn codes(codes: &[ErrorCode], notes: &Notes) -> Value {
    Value::lines(codes.iter().map(|code| self::code(code, Rows::Short, notes)))
}

/// An entry of `tables:`.
#[must_use]
pub fn table(table: &ErrorTable, notes: &Notes) -> Entry {
    Entry::name(table.name.as_str(), codes(&table.codes, notes)).noted(notes.of(table.name.span))
}

/// A code with its rows.
#[must_use]
pub fn code(code: &ErrorCode, rows: Rows, notes: &Notes) -> Entry {
    let text = code.code.as_str();
    // Plain, `table` would be a pasted table.
    let key = if text == "table" { scalar::quoted(text) } else { scalar::spell(text) };
    let own = notes.of(code.code.span);
    match code.rows.as_slice() {
        [row] if !text.is_empty() => {
            let of_row = if *row.span == code.code.span { &[] } else { notes.of(*row.span) };
            single(key, own, (row, of_row), rows, notes)
        }
        all => {
            let items = all.iter().map(|row| self::row(row, rows, notes)).collect();
            Entry::spelled(key, Value::List(items, Layout::Lines(LINE))).noted(own)
        }
    }
}

fn single(
    key: String,
    of_code: &[Note],
    (row, of_row): (&ErrorRow, &[Note]),
    rows: Rows,
    notes: &Notes,
) -> Entry {
    let mut value = row_value(row, rows, notes);
    if let Value::Map(entries, Layout::Lines(_)) = &mut value
        && let Some(first) = entries.first_mut()
        && !of_code.is_empty()
        && !of_row.is_empty()
    {
        // Notes about the code are next to it; the source of the row is on its first line.
        first.notes.extend_from_slice(of_row);
        return Entry::spelled(key, value).noted(of_code);
    }
    Entry::spelled(key, value).noted(of_code).noted(of_row)
}

/// One of several rows, as an item of a list.
#[must_use]
pub fn row(row: &ErrorRow, rows: Rows, notes: &Notes) -> Entry {
    Entry::spelled(String::new(), row_value(row, rows, notes)).noted(notes.of(*row.span))
}

fn row_value(row: &ErrorRow, rows: Rows, notes: &Notes) -> Value {
    let entries = super::tree::sorted(&keys::ERROR, entries(row, notes));
    let has_check = !row.checks.is_empty();
    let mut value = Value::map(entries);
    let is_short = value.is_empty() || (rows == Rows::Short && !has_check && value.fits(LINE));
    if let Value::Map(_, layout) = &mut value
        && !is_short
    {
        *layout = Layout::Lines(CHECK_LINE);
    }
    value
}

fn entries(row: &ErrorRow, notes: &Notes) -> Vec<Entry> {
    let ErrorRow {
        span: _,
        name,
        message,
        solution,
        retry,
        category,
        http,
        docs,
        deprecated,
        checks: _,
        matching,
        allow,
    } = row;
    let word = |key: &str, text: &Option<Spanned<String>>| {
        text.as_ref().map(|text| Entry::key(key, Value::text(text.as_str())))
    };
    let mut entries: Vec<Entry> = Vec::new();
    entries.extend(word("name", name));
    entries.extend(text("message", message, notes));
    entries.extend(text("solution", solution, notes));
    entries.extend(retry.as_ref().map(|retry| Entry::key("retry", Value::word(retry.value.word()))));
    if *category != Category::default() {
        entries.push(Entry::key("category", Value::word(category.word())));
    }
    entries.extend(http.map(|http| Entry::key("http", Value::word(http))));
    entries.extend(word("docs", docs));
    entries.extend(deprecated.then(|| Entry::key("deprecated", Value::word(true))));
    entries.extend(check(row, notes));
    entries.extend(matching.as_ref().map(|matching| Entry::key("match", self::matching(matching, notes))));
    entries.extend(Entry::allow(allow));
    entries
}

/// `check:`.
#[must_use]
pub fn check(row: &ErrorRow, notes: &Notes) -> Option<Entry> {
    let first = row.checks.first().and_then(|check| check.rules.first());
    let own = first.map_or(&[][..], |rule| notes.of(*rule.span));
    let value = Value::one_or_many(row.checks.iter().map(|check| preflight::check(check, notes)));
    (!row.checks.is_empty()).then(|| Entry::key("check", value).noted(own))
}

fn text(key: &str, Text { main, languages }: &Text, notes: &Notes) -> Option<Entry> {
    let main = main.as_ref()?;
    let value = if languages.is_empty() {
        Value::text(main.as_str())
    } else {
        // A pasted table does not say the language of its main column: `und` is undetermined (RFC 5646 section 4.1).
        let is_first = languages.first().is_some_and(|(_, text)| text.value == main.value);
        let unsaid = (!is_first).then_some((UNDETERMINED, main));
        let said = languages.iter().map(|(tag, text)| (tag.as_str(), text));
        let entry = |(tag, text): (&str, &Spanned<String>)| Entry::name(tag, Value::text(text.as_str()));
        Value::map(unsaid.into_iter().chain(said).map(entry))
    };
    Some(Entry::key(key, value).noted(notes.of(main.span)))
}

fn matching(Matching { span: _, message, sub_code }: &Matching, notes: &Notes) -> Value {
    match (message, sub_code) {
        (Some(message), None) => Value::text(message.as_str()),
        (message, sub_code) => {
            let message = message.as_ref().map(|text| Entry::key("message", Value::text(text.as_str())));
            let sub_code = sub_code.as_ref().map(|code| Entry::key("sub_code", Value::data(code, notes)));
            Value::map(message.into_iter().chain(sub_code))
        }
    }
}
