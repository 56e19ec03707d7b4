//! Rules about error tables and their rows.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Api, Endpoint, Envelope, ErrorRow, Matching, TableId};
use crate::source::Spanned;

/// Rules about what tables say.
pub(super) fn check(api: &Api, diags: &mut Diagnostics) {
    table_names(api, diags);
    ambiguous(api, diags);
    for matching in api.errors.iter().filter_map(|row| row.matching.as_ref()) {
        unreadable(api, matching, diags);
        pattern(matching, diags);
    }
}

/// Rules about what is missing, for specs that are sound otherwise.
pub(super) fn usage(api: &Api, diags: &mut Diagnostics) {
    unused(api, diags);
}

fn table_names(api: &Api, diags: &mut Diagnostics) {
    for table in &api.tables {
        let name = table.name.as_str();
        let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-'));
        if !is_name {
            diags.push(
                Diagnostic::new(
                    Code::BadTableName,
                    table.name.span,
                    format!("`{name}` is not a valid table name"),
                )
                .help(
                    "use lower-case letters, digits, `_` and `-`, starting with a letter, such as `refunds`",
                ),
            );
        }
    }
}

/// At most one row of a code goes without a condition, and no two have the same.
fn ambiguous(api: &Api, diags: &mut Diagnostics) {
    let mut seen: BTreeMap<(Option<TableId>, &str, Option<Condition>), &ErrorRow> = BTreeMap::new();
    for row in &api.errors {
        let code = row.code.as_str();
        let key = (row.table, code, row.matching.as_ref().map(condition));
        let Some(first) = seen.get(&key) else {
            seen.insert(key, row);
            continue;
        };
        let other = first.matching.as_ref().map_or(first.code.span, |matching| *matching.span);
        let diagnostic = match &row.matching {
            Some(matching) => Diagnostic::new(
                Code::AmbiguousRows,
                matching.span,
                format!("two rows of `{code}` have the same `match:`"),
            )
            .note("case, spaces, character width and final punctuation are ignored")
            .help("match the words that differ, or merge the two rows"),
            None => {
                let message = format!("two rows of `{code}` have no `match:`");
                Diagnostic::new(Code::AmbiguousRows, row.code.span, message).help(
                    "add `match:` with the server's message to one of them, such as `match: \"*amount*\"`",
                )
            }
        };
        diags.push(diagnostic.and(other, "the other one"));
    }
}

/// The form in which two matches are compared.
type Condition = (Option<String>, Option<String>);

fn condition(matching: &Matching) -> Condition {
    let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone());
    (text(&matching.message).map(|text| folded(&text)), text(&matching.sub_code))
}

/// A text without what does not count when messages are compared, as the runtime does it.
fn folded(text: &str) -> String {
    let text: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").trim_end_matches([' ', '.', ',', ';', ':', '!', '?', '…', '。']).to_owned()
}

/// Some envelope says where the words, or the second code, are.
fn unreadable(api: &Api, matching: &Matching, diags: &mut Diagnostics) {
    let has = |sources: fn(&Envelope) -> bool| {
        let mut envelopes = api.all_envelopes().peekable();
        envelopes.peek().is_none() || envelopes.any(sources)
    };
    let parts = [
        (&matching.message, "message", has(|envelope| !envelope.message.is_empty())),
        (&matching.sub_code, "sub_code", has(|envelope| !envelope.sub_code.is_empty())),
    ];
    for (text, key, is_read) in parts {
        if let (Some(text), false) = (text, is_read) {
            let message = format!("no envelope says where to find the `{key}` of a failure");
            diags.push(
                Diagnostic::new(Code::BadMatch, text.span, message)
                    .help(format!("add `{key}:` to the envelope, with its path in the body")),
            );
        }
    }
}

fn pattern(matching: &Matching, diags: &mut Diagnostics) {
    let Some(pattern) = &matching.message else { return };
    let folded = folded(pattern.as_str());
    let (message, help) = if folded.is_empty() {
        (
            "an empty pattern matches no message",
            "write the server's message, with `*` for the parts that vary",
        )
    } else if folded.chars().all(|c| c == '*') && matching.sub_code.is_none() {
        (
            "this pattern matches every message",
            "remove `match:`; the row without it is used when no other matches",
        )
    } else {
        return;
    };
    diags.push(Diagnostic::new(Code::BadMatch, pattern.span, message).help(help));
}

fn unused(api: &Api, diags: &mut Diagnostics) {
    for (id, table) in api.tables.enumerate() {
        let uses = |endpoint: &Endpoint| endpoint.tables.contains(&id);
        if !api.endpoints.iter().any(uses) {
            let name = table.name.as_str();
            diags.push(
                Diagnostic::new(
                    Code::UnusedTable,
                    table.name.span,
                    format!("no endpoint uses the error table `{name}`"),
                )
                .help(format!(
                    "add `errors: {{tables: [{name}]}}` to the endpoints that use it, or remove it"
                )),
            );
        }
    }
}
