//! Which codes a table lists: those of the API, or of something else that the page describes.

use std::collections::BTreeSet;

use super::codes::before_words;
use super::context::Context;
use super::sheet::{ErrorColumns, Sheet, status};
use crate::found::{ErrorTable, Found, Place, Row, RowKind, Side, Space};
use crate::json::{Kind, Value};
use crate::lexicon::envelope::{Role, rank};
use crate::lexicon::flags;
use crate::lexicon::spaces::{
    CODE_ENDS, CODE_WORDS, DELIVERY, FAILING, HTTP, NOTICES, PARTNERS, PLAIN_TITLES, SOCKET, STATES,
};
use crate::page::{self, Block};
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};
use stubwright_spec::source::Span;

/// So many rows say what a table is.
const LOOKED_AT: usize = 200;

/// The space of the codes of a table, by its head, the texts above it and its rows.
pub(super) fn of(sheet: &Sheet<'_>, columns: &ErrorColumns, context: &Context) -> Space {
    let head = sheet.heads.get(columns.code).map(|head| head.value.as_str()).unwrap_or_default();
    let texts: Vec<String> =
        std::iter::once(head).chain(context.titles()).map(|text| spaced(&text.to_lowercase())).collect();
    let says = |words: &[&str]| texts.iter().any(|text| words.iter().any(|word| text.contains(word)));
    let codes = || cells(&sheet.rows, columns.code);
    let are_statuses = codes().next().is_some() && codes().all(|code| status(code).is_some());
    // `404 Not Found`
    let have_words = || codes().all(|code| before_words(code).is_some());
    match () {
        () if are_statuses && (says(&HTTP) || have_words()) => Space::Http,
        () if says(&SOCKET) => Space::Socket,
        () if says(&NOTICES) => Space::Notices,
        () if says(&DELIVERY) => Space::Delivery,
        () if says(&FAILING) => Space::Api,
        () if says(&PARTNERS) => Space::Partners,
        () if says(&STATES) && !says(&HTTP) && are_states(sheet, columns) => Space::States,
        () => Space::Api,
    }
}

/// Whether the codes are plain words or small numbers and none of the texts tells of a failure.
fn are_states(sheet: &Sheet<'_>, columns: &ErrorColumns) -> bool {
    let is_word = |code: &str| code.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    let is_small = |code: &str| code.len() <= 2 && code.bytes().all(|byte| byte.is_ascii_digit());
    let is_good = |code: &str| is_small(code) || is_word(code) && !flags::is_failure(code);
    let mut texts = columns.message.into_iter().flat_map(|column| cells(&sheet.rows, column));
    cells(&sheet.rows, columns.code).all(is_good) && !texts.any(flags::is_failure)
}

/// The texts of a column that hold something.
fn cells<'t>(rows: &'t [&page::Row], column: usize) -> impl Iterator<Item = &'t str> {
    let cells = rows.iter().take(LOOKED_AT).filter_map(move |row| row.cells.get(column));
    cells.map(|cell| cell.text.as_str().trim()).filter(|text| !flags::is_nothing(text))
}

/// One space between words, and around the text.
fn spaced(text: &str) -> String {
    let words =
        text.split(|c: char| c.is_whitespace() || matches!(c, '_' | '-' | '/' | '(' | ')' | '（' | '）'));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    format!(" {} ", words.join(" "))
}

/// Whether a text names codes of something of its own: `Alarm codes`, and not `Error codes` or `Appendix: codes`.
fn names_other(text: &str) -> bool {
    let text = text.to_lowercase();
    let has_code = |word: &str| {
        CODE_ENDS.iter().any(|end| if end.is_ascii() { word == *end } else { word.contains(end) })
    };
    if !text.split(is_no_letter).any(has_code) {
        return false;
    }
    let plain = || PLAIN_TITLES.iter().chain(CODE_ENDS.iter());
    let rest =
        plain().filter(|word| !word.is_ascii()).fold(text.clone(), |rest, word| rest.replace(word, " "));
    let is_plain = |word: &str| CODE_WORDS.has(word) || plain().any(|plain| *plain == word);
    rest.split(is_no_letter).filter(|word| word.chars().count() >= 2).any(|word| !is_plain(word))
}

fn is_no_letter(c: char) -> bool {
    !c.is_alphabetic()
}

/// The codes that samples of answers have.
fn answered(found: &Found) -> BTreeSet<String> {
    let samples = found.samples.iter().filter(|sample| sample.side != Side::Request);
    let outer = samples.flat_map(|sample| members(&sample.value));
    let all = outer.flat_map(|(key, value)| std::iter::once((key, value)).chain(members(value)));
    let codes = all.filter(|(key, _)| rank(key, Role::Code).is_some());
    codes
        .filter_map(|(_, value)| match &value.kind {
            Kind::Text(text) | Kind::Number(text) => Some(text.clone()),
            _ => None,
        })
        .collect()
}

/// Takes tables of sections about callbacks for those of callbacks, and doubts them where the pages have no others.
fn doubt(blocks: &[&Block], found: &mut Found) {
    let texts: Vec<Option<Span>> =
        found.tables.iter().map(|table| notice(blocks, table.place, found)).collect();
    let Some(first) = texts.iter().copied().flatten().next() else { return };
    if texts.iter().all(Option::is_some) {
        found.doubt = Some(first);
        return;
    }
    for (table, text) in found.tables.iter_mut().zip(texts) {
        if text.is_some() && table.space == Space::Api {
            table.space = Space::Notices;
        }
    }
}

/// The text below one of the headings that a place is under, if it is about callbacks.
fn notice(blocks: &[&Block], place: Place, found: &Found) -> Option<Span> {
    let mut level = u8::MAX;
    let headings = found.headings_above(place).filter(|heading| {
        let is_above = heading.level < level;
        level = level.min(heading.level);
        is_above
    });
    let texts = headings.filter_map(|heading| match blocks.get(heading.place.0 + 1) {
        Some(Block::Paragraph(text)) => Some(text),
        _ => None,
    });
    let says = |text: &&page::Text| {
        let text = spaced(&text.as_str().to_lowercase());
        NOTICES.iter().any(|word| text.contains(word))
    };
    texts.into_iter().find(says).map(page::Text::span)
}

fn members(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let members = match &value.kind {
        Kind::Object(members) => members.as_slice(),
        _ => &[],
    };
    members.iter().map(|(key, value)| (key.value.as_str(), value))
}

/// Takes the tables of other codes from those of errors, and says so. HTTP statuses stay where the page has no other
/// codes: an API without codes of its own is told by them.
///
/// Beside a table that is announced as one of errors, a table whose title or head names codes of something of its own lists
/// those, unless an answer has one of them.
///
/// Codes of a section whose first sentence is about callbacks may be those of callbacks.
pub(in crate::extract) fn part(blocks: &[&Block], found: &mut Found, diags: &mut Diagnostics) {
    doubt(blocks, found);
    let has_rows = |table: &ErrorTable| table.rows.iter().any(|row| row.kind == RowKind::Error);
    let is_api = |table: &&ErrorTable| table.space == Space::Api && has_rows(table);
    let texts = |table: &ErrorTable| {
        let texts = [&table.title, &table.code_head].into_iter().flatten();
        texts.map(|text| text.value.clone()).collect::<Vec<_>>()
    };
    let says = |table: &ErrorTable, words: &[&str]| {
        texts(table).iter().any(|text| {
            let text = spaced(&text.to_lowercase());
            words.iter().any(|word| text.contains(word))
        })
    };
    let is_errors = |table: &ErrorTable| table.is_announced && says(table, &FAILING);
    let has_errors = found.tables.iter().filter(is_api).any(is_errors);
    if found.tables.iter().filter(is_api).any(|table| table.is_announced) {
        let answered = answered(found);
        let is_seen = |row: &Row| {
            row.kind == RowKind::Error && row.code.as_ref().is_some_and(|code| answered.contains(&code.value))
        };
        // Beside one of errors, `Parcel status codes` are those of a parcel.
        let is_status = |table: &ErrorTable| has_errors && says(table, &STATES) && !says(table, &FAILING);
        let is_open =
            |table: &&mut ErrorTable| table.space == Space::Api && (!table.is_announced || is_status(table));
        for table in found.tables.iter_mut().filter(is_open) {
            let is_other = texts(table).iter().any(|text| names_other(text));
            if is_other && !table.rows.iter().any(is_seen) {
                table.space = Space::Others;
            }
        }
    }
    let has_own = found.tables.iter().any(|table| table.space == Space::Api && has_rows(table));
    let fails = |row: &Row| row.message.as_ref().is_some_and(|text| flags::is_failure(text.as_str()));
    let is_own = |table: &ErrorTable| match table.space {
        Space::Api => true,
        Space::Http | Space::States => !has_own,
        // Results of delivery may be all the errors that there are.
        Space::Delivery => !has_own && table.rows.iter().any(fails),
        Space::Socket | Space::Notices | Space::Partners | Space::Others => false,
    };
    let (own, foreign): (Vec<_>, Vec<_>) = std::mem::take(&mut found.tables).into_iter().partition(is_own);
    (found.tables, found.foreign) = (own, foreign);
    for table in &found.foreign {
        let Some(row) = table.rows.first() else { continue };
        let message = format!("the table lists {}, not codes of the API", table.space.words());
        diags.push(
            Diagnostic::new(Code::ForeignCodes, row.span, message)
                .note("its rows are left out of `errors:`")
                .help(table.space.help()),
        );
    }
}
