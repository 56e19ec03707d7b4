//! Additions of `rows:` to the rows of a pasted table.

use std::collections::BTreeMap;

use super::super::rows::changes_when_read;
use crate::ast::{Category, ErrorCode, ErrorRow, Text};
use crate::diag::{Applicability, Code, Diagnostic, Diagnostics, did_you_mean};

/// The number of codes that are compared to find the intended ones; nobody reads hundreds of guesses.
const MAX_COMPARISONS: usize = 100_000;

/// Adds what `rows:` says. A code that is listed more than once needs a list there.
pub(super) fn refine(
    mut codes: Vec<ErrorCode>,
    refinements: Vec<ErrorCode>,
    diags: &mut Diagnostics,
) -> Vec<ErrorCode> {
    let places: BTreeMap<String, usize> =
        codes.iter().enumerate().map(|(at, code)| (code.code.value.clone(), at)).collect();
    let mut refined = vec![false; codes.len()];
    let mut comparisons = MAX_COMPARISONS;
    for more in refinements {
        let Some(at) = places.get(more.code.as_str()) else {
            let message = format!("the table has no code `{}`", more.code.value);
            let diagnostic = Diagnostic::new(Code::NothingRefined, more.code.span, message);
            let known = places.keys().map(String::as_str);
            comparisons = comparisons.saturating_sub(places.len());
            let near = (comparisons > 0).then(|| did_you_mean(more.code.as_str(), known)).flatten();
            diags.push(match near {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")).fix(
                    more.code.span,
                    as_key(near),
                    Applicability::Guess,
                ),
                None => diagnostic.help(
                    "`rows:` adds details to rows of the table; remove the entry, or add a row to the table",
                ),
            });
            continue;
        };
        let (Some(code), Some(is_refined)) = (codes.get_mut(*at), refined.get_mut(*at)) else { continue };
        *is_refined = true;
        let (listed, said) = (code.rows.len(), more.rows.len());
        if listed != said {
            let message = format!("`rows:` has {said} for `{}`, but the table has {listed}", more.code.value);
            diags.push(
                Diagnostic::new(Code::DuplicateCode, more.code.span, message)
                    .and(
                        code.rows.last().map_or(code.code.span, |row| *row.span),
                        "the last row of the table with this code",
                    )
                    .help("write a list with an entry for each row of the table, in the same order"),
            );
            // They would be found to be ambiguous too.
            code.rows.truncate(1);
            continue;
        }
        let rows = std::mem::take(&mut code.rows);
        code.rows = rows.into_iter().zip(more.rows).map(|(row, more)| merged(row, more)).collect();
    }
    for (code, is_refined) in codes.iter_mut().zip(refined) {
        report_several(code, is_refined, diags);
    }
    codes
}

/// A code as a key of YAML, in quotes where it needs them.
fn as_key(code: &str) -> String {
    let is_word = code.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if is_word && code.starts_with(|c: char| c.is_ascii_alphabetic()) && !changes_when_read(code) {
        code.to_owned()
    } else {
        format!("\"{}\"", code.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

/// A row of the table with what the author says about it.
fn merged(row: ErrorRow, more: ErrorRow) -> ErrorRow {
    let text = |more: Text, row: Text| if more.main.is_some() { more } else { row };
    ErrorRow {
        span: row.span,
        name: more.name.or(row.name),
        message: text(more.message, row.message),
        solution: text(more.solution, row.solution),
        category: if more.category == Category::Unknown { row.category } else { more.category },
        http: more.http.or(row.http),
        docs: more.docs.or(row.docs),
        deprecated: more.deprecated || row.deprecated,
        ..more
    }
}

/// Rows of one code that nothing tells apart.
fn report_several(code: &mut ErrorCode, is_refined: bool, diags: &mut Diagnostics) {
    let text = code.code.as_str();
    let bare = code.rows.iter().find(|row| row.matching.is_none());
    if let ([first, second, ..], false) = (code.rows.as_slice(), is_refined) {
        let count = code.rows.len();
        let entries = vec!["{match: …}"; count.min(3)].join(", ");
        let message = if text.is_empty() {
            format!("{count} failures have no code and cannot be distinguished")
        } else {
            format!("the table lists `{text}` {count} times")
        };
        diags.push(
            Diagnostic::new(Code::DuplicateCode, second.span, message)
                .and(first.span, "first listed here")
                .help(format!(
                    "distinguish the rows by the server's message: `rows: {{{}: [{entries}]}}`",
                    as_key(text)
                )),
        );
        // They would be found to be ambiguous too.
        code.rows.truncate(1);
    } else if let (Some(row), true) = (bare, text.is_empty()) {
        diags.push(
            Diagnostic::new(Code::EmptyCode, row.span, "a row of the error table has no code")
                .note("failures without a code are distinguished by the server's message")
                .help("add `match:` with that message: `rows: {\"\": {match: \"*insufficient balance*\"}}`"),
        );
    }
}
