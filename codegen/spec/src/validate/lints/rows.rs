//! Rows that can be read: common mistakes of real tables, and gaps in their rows.

use std::collections::BTreeMap;

use super::advice::{Searched, placeholder_in, says_retry};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Api, AuthKind, Category, CommonSource, ErrorRow, Retry, RowId, Source, TableId, Text};
use crate::source::Span;
use crate::validate::checked::Checked;

pub(super) fn unnamed_rows(checked: &Checked<'_>, diags: &mut Diagnostics) {
    checked.api.errors.iter().filter_map(unnamed).for_each(|found| diags.push(found));
}

/// Texts that ask for another try, where the row says nothing.
pub(super) fn unsaid_retries(checked: &Checked<'_>, diags: &mut Diagnostics) {
    let silent = checked.api.errors.iter().filter(|row| row.retry_span.is_none());
    silent.filter_map(retry_unsaid).for_each(|found| diags.push(found));
}

pub(super) fn contradictory_advice(checked: &Checked<'_>, diags: &mut Diagnostics) {
    for row in &checked.api.errors {
        let (message, solution) = (Advice::of(&row.message), Advice::of(&row.solution));
        if let (Some(message), Some(solution)) = (message, solution)
            && let Some(found) = contradictory(&message, &solution)
        {
            diags.push(found);
        }
    }
}

pub(super) fn http_like_codes(checked: &Checked<'_>, diags: &mut Diagnostics) {
    let api = checked.api;
    api.errors.iter().filter_map(|row| http_like(api, row)).for_each(|found| diags.push(found));
}

pub(super) fn placeholders(checked: &Checked<'_>, diags: &mut Diagnostics) {
    checked.api.errors.iter().filter_map(placeholder).for_each(|found| diags.push(found));
}

/// A row that has nothing to show.
pub(super) fn without_message(checked: &Checked<'_>, diags: &mut Diagnostics) {
    let silent = |row: &&ErrorRow| row.message.main.is_none() && row.matching.is_none();
    for row in checked.api.errors.iter().filter(silent) {
        let message = format!("the row `{}` has no message", row.code.value);
        diags.push(
            Diagnostic::new(Code::NoMessage, row.code.span, message)
                .help("add `message:` with the vendor's words, which are shown if the server sends none"),
        );
    }
}

/// Two codes of a table, one message.
pub(super) fn shared_messages(checked: &Checked<'_>, diags: &mut Diagnostics) {
    let mut seen: BTreeMap<(Option<TableId>, &str), &ErrorRow> = BTreeMap::new();
    for row in &checked.api.errors {
        let Some(message) = &row.message.main else { continue };
        let first = seen.entry((row.table, message.trim())).or_insert(row);
        if first.code != row.code {
            let text = format!("`{}` and `{}` have the same message", first.code.value, row.code.value);
            diags.push(
                Diagnostic::new(Code::SharedMessage, message.span, text)
                    .and(first.code.span, "the other row")
                    .help("compare both rows with the page, and ask the vendor what tells them apart"),
            );
        }
    }
}

/// A row that is in no list, where all endpoints have lists.
pub(super) fn unanswered(checked: &Checked<'_>, diags: &mut Diagnostics) {
    let api = checked.api;
    let mut is_answered = api.errors.filled(false);
    for endpoint in &api.endpoints {
        match &endpoint.errors {
            Some(rows) => rows.iter().for_each(|row| is_answered[*row] = true),
            None => api.errors.enumerate().for_each(|(id, row)| {
                is_answered[id] |= row.table.is_none_or(|table| endpoint.tables.contains(&table));
            }),
        }
    }
    let uses = |table: &TableId| api.endpoints.iter().any(|endpoint| endpoint.tables.contains(table));
    // The rows of a table that nothing uses are unused for the same reason.
    let is_reported =
        |(id, row): &(RowId, &ErrorRow)| !is_answered[*id] && row.table.as_ref().is_none_or(uses);
    for (_, row) in api.errors.enumerate().filter(|_| !api.endpoints.is_empty()).filter(is_reported) {
        let code = row.code.as_str();
        let message = format!("no endpoint lists `{code}` under `errors:`");
        diags.push(
            Diagnostic::new(Code::UnansweredRow, row.code.span, message)
                .help(format!("add `{code}` to the endpoints that can return it, or remove the row")),
        );
    }
}

pub(super) fn contradictory_retries(checked: &Checked<'_>, diags: &mut Diagnostics) {
    let api = checked.api;
    // A call whose time, number or signature is made for each attempt is not the same call.
    let is_made_anew = api.common.iter().any(|common| matches!(common.source, CommonSource::Fill(_)))
        || api.auth.iter().any(|auth| auth.kind == AuthKind::Sign);
    for row in &api.errors {
        let Some(place) = row.retry_span else { continue };
        if is_made_anew && row.category == Category::Argument {
            continue;
        }
        if let Some(reason) = contradiction(row.retry, row.category) {
            let (retry, category) = (row.retry.word(), row.category.word());
            let message = format!("`retry: {retry}` contradicts `category: {category}`: {reason}");
            diags.push(
                Diagnostic::new(Code::RetryAgainstCategory, place, message)
                    .help("change the one that isn't from the vendor's page"),
            );
        }
    }
}

/// The reason why both cannot be right.
fn contradiction(retry: Retry, category: Category) -> Option<&'static str> {
    let is_resent = matches!(retry, Retry::Safe | Retry::Idempotent | Retry::Throttle);
    match category {
        Category::Argument | Category::Permission | Category::NotFound if is_resent => {
            Some("the same call fails again in the same way")
        }
        Category::Auth if is_resent => Some("the same credentials are refused again"),
        Category::Throttle if retry == Retry::Never => Some("the server accepts the same call later"),
        Category::Auth | Category::Permission | Category::Unknown => None,
        _ if retry == Retry::RefreshAuth => Some("new credentials don't change the result"),
        _ => None,
    }
}

fn unnamed(row: &ErrorRow) -> Option<Diagnostic> {
    let code = row.code.as_str();
    let message = if code.is_empty() {
        String::from("the row has no name")
    } else {
        format!("the row `{code}` has no name")
    };
    row.name.is_none().then(|| {
        Diagnostic::new(Code::UnnamedError, row.code.span, message)
            .note("a name derived from the code means nothing to the reader of a `match`")
            .help("add `name:`, such as `name: DuplicateSigner`")
    })
}

/// The advice that a text of a row gives.
struct Advice {
    span: Span,
    retry: bool,
    contact: bool,
}

impl Advice {
    fn of(text: &Text) -> Option<Self> {
        let main = text.main.as_ref()?;
        let searched = Searched::of(main.as_str());
        Some(Self { span: main.span, retry: searched.says_retry(), contact: searched.says_contact() })
    }
}

/// A text asks for another try.
fn retry_unsaid(row: &ErrorRow) -> Option<Diagnostic> {
    let of = |text: &Text| {
        let mut words = text.main.iter().chain(text.languages.iter().map(|(_, words)| words));
        words.find(|words| says_retry(words.as_str())).map(|words| words.span)
    };
    let place = of(&row.message).or_else(|| of(&row.solution))?;
    Some(
        Diagnostic::new(Code::RetryUnsaid, place, "the text advises to try again, but the row has no `retry:`")
            .note("without it, the call is not retried")
            .help("add `retry: safe` if nothing was processed, `retry: idempotent` if something may have been, or `retry: never` if a retry cannot succeed"),
    )
}

/// One text asks for another try, the other one for help by the vendor.
fn contradictory(message: &Advice, solution: &Advice) -> Option<Diagnostic> {
    let advice = |of: &Advice| (of.retry, of.contact);
    let words = match (advice(message), advice(solution)) {
        ((true, false), (false, true)) => {
            "the message advises to try again, the solution to contact the vendor"
        }
        ((false, true), (true, false)) => {
            "the message advises to contact the vendor, the solution to try again"
        }
        _ => return None,
    };
    let this =
        Diagnostic::new(Code::ContradictoryAdvice, solution.span, words).and(message.span, "the message");
    Some(this.help("ask the vendor which one is right, and add `retry:`; `allow: [SW0417]` keeps both texts"))
}

/// A code such as 404: an HTTP status, or a code of the vendor's own?
fn http_like(api: &Api, row: &ErrorRow) -> Option<Diagnostic> {
    let code = row.code.as_str();
    let is_like = code.len() == 3 && code.parse().is_ok_and(|code: u16| (400..600).contains(&code));
    let is_status =
        api.all_envelopes().any(|envelope| envelope.code.iter().any(|source| source.value == Source::Http));
    (is_like && row.http.is_none() && !is_status).then(|| {
        let message = format!(
            "`{code}` looks like an HTTP status, but the row does not say which status comes with it"
        );
        Diagnostic::new(Code::HttpLikeCode, row.code.span, message)
            .help(format!("add `http: {code}`, or `http: 200` if the code is only in the body"))
    })
}

/// A message with a place for a value.
fn placeholder(row: &ErrorRow) -> Option<Diagnostic> {
    if let Some(pattern) = row.matching.as_ref().and_then(|matching| matching.message.as_ref())
        && let Some(found) = placeholder_in(pattern.as_str())
    {
        let message = format!("`{found}` in `match:` is matched literally");
        let pattern = Diagnostic::new(Code::Placeholder, pattern.span, message);
        return Some(pattern.help("write `*` for the part that varies"));
    }
    let languages = row.message.languages.iter().map(|(_, words)| words);
    let mut words = row.message.main.iter().chain(languages);
    let (words, found) = words.find_map(|words| Some((words, placeholder_in(words.as_str())?)))?;
    Some(
        Diagnostic::new(
            Code::Placeholder,
            words.span,
            format!("the message is a template: `{found}` is a placeholder"),
        )
        .note("it is shown unchanged if the server sends no message")
        .help("write the message without it, or allow the template with `allow: [SW0419]`"),
    )
}
