//! HTTP statuses and their meaning, as headings or as a list: the errors of an API without codes of its own.

use super::cell;
use super::lists::{self, below};
use super::rows::Seen;
use super::sheet::status;
use crate::found::{ErrorTable, Layout, Row, Space};
use crate::lexicon::spaces::{PHRASES, STATUSES};
use crate::page::{Block, Text};
use stubwright_spec::diag::Diagnostics;
use stubwright_spec::source::Spanned;

/// Headings such as `405` and `409 Conflict` with text alone below them, all of one level, from block `from` on; and the block
/// after them.
pub(super) fn headings(
    blocks: &[&Block],
    from: usize,
    seen: &mut Seen,
    diags: &mut Diagnostics,
) -> Option<(ErrorTable, usize)> {
    let Some(Block::Heading(level, _)) = blocks.get(from) else { return None };
    let mut rows: Vec<Row> = Vec::new();
    let (mut end, mut last) = (from, from);
    for (at, block) in blocks.iter().enumerate().skip(from) {
        match block {
            Block::Heading(own, text) if own == level => {
                let Some(row) = row(text).filter(is_failure) else { break };
                last = at;
                rows.push(row);
            }
            Block::Paragraph(text) | Block::Item(_, text) => {
                if let Some(row) = rows.last_mut() {
                    below(row, text);
                }
            }
            Block::Heading(own, _) if own < level => break,
            Block::Title(_) | Block::PageEnd => break,
            // A sample or a part of its own says more of an answer than its status.
            _ => {
                rows.pop();
                end = last;
                break;
            }
        }
        end = at + 1;
    }
    let is_told = rows.iter().any(|row| row.message.is_some());
    is_told.then(|| (table(rows, Layout::Headings, seen, diags), end))
}

/// Items such as `Status code 404: no such lamp`; `None` unless all are so. One alone needs words for a status in front.
pub(super) fn list(items: &[Text], seen: &mut Seen, diags: &mut Diagnostics) -> Option<ErrorTable> {
    let rows: Option<Vec<Row>> = items.iter().map(row).collect();
    let is_led = |text: &Text| text.as_str().trim_start().starts_with(char::is_alphabetic);
    let rows = rows.filter(|rows| rows.len() >= 2 || items.iter().all(is_led))?;
    let rows: Vec<Row> = rows.into_iter().filter(is_failure).collect();
    let is_told = !rows.is_empty() && rows.iter().all(|row| row.message.is_some());
    is_told.then(|| table(rows, Layout::List, seen, diags))
}

/// Takes a list for one of HTTP statuses where all codes are statuses, most with the words that HTTP has for them: `400 Bad Request`.
pub(super) fn of_http(mut table: ErrorTable) -> ErrorTable {
    let codes = || table.rows.iter().filter_map(|row| row.code.as_ref());
    let are_statuses = codes().all(|code| code.value.len() == 3 && status(&code.value).is_some());
    let is_named = |row: &&Row| row.message.as_ref().is_some_and(|message| phrase(&message.value).is_some());
    let named = table.rows.iter().filter(is_named).count();
    if are_statuses && named > 1 && named * 2 > table.rows.len() {
        table.space = Space::Http;
        table.rows.retain(is_failure);
        for row in &mut table.rows {
            row.http = row.code.as_ref().and_then(|code| status(&code.value));
            if let Some(message) = &mut row.message
                && let Some(rest) = phrase(&message.value).filter(|rest| !rest.is_empty())
            {
                message.value = rest.to_owned();
            }
        }
    }
    table
}

/// The sentence behind the words for a status, empty where nothing is; `None` where a text does not begin with such words.
fn phrase(text: &str) -> Option<&str> {
    let lower = text.to_ascii_lowercase();
    let rest =
        PHRASES.iter().find_map(|phrase| text.get(text.len() - lower.strip_prefix(*phrase)?.len()..))?;
    let sentence = rest.trim_start_matches([' ', ':', '-', '–', '—', '.', '(']);
    (rest.is_empty() || sentence.len() < rest.len() && !sentence.starts_with(|c: char| c.is_lowercase()))
        .then_some(sentence)
}

fn table(rows: Vec<Row>, layout: Layout, seen: &mut Seen, diags: &mut Diagnostics) -> ErrorTable {
    ErrorTable { space: Space::Http, ..lists::settled(rows, layout, seen, diags) }
}

fn is_failure(row: &Row) -> bool {
    row.code.as_ref().is_some_and(|code| code.value.as_str() >= "400")
}

/// A status, behind nothing but words for one, and its meaning.
fn row(text: &Text) -> Option<Row> {
    let line = cell::one_line(text);
    let whole = line.as_str();
    let at = whole.find(|c: char| c.is_ascii_digit())?;
    let lead = whole.get(..at)?.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    let behind = whole.get(at + 3..)?;
    let is_end = !behind.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '%' | '-' | '/'));
    let status = status(whole.get(at..)?).filter(|_| is_end && (lead.is_empty() || STATUSES.has(&lead)))?;
    let open = behind.len() - behind.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    let message = cell::line(&line.slice(at + 3 + open..whole.len()));
    let code = Spanned::new(status.to_string(), line.place(at..at + 3));
    let message = Some(message).filter(|message| !message.value.is_empty());
    Some(Row { message, code: Some(code), ..Row::at(line.place(at..whole.len())) })
}
