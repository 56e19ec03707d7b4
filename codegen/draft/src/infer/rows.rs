//! The rows of the error tables: names, rules, retry; and the samples that break them.

mod clock;
mod codes;
mod english;
mod folding;
mod naming;
mod oddities;
mod pattern;
mod places;
mod proof;
mod retry;
mod rules;
mod sampled;
mod subjects;
mod tables;
#[cfg(test)]
mod tests;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;

use self::clock::Clock;
use self::codes::Told;
pub(crate) use self::oddities::{FEW, is_http_like};
use self::places::Place;
use self::rules::Context;
use super::matched::Matched;
use crate::found::{ErrorTable, Found, Heading, Layout, Required, Side, Space};
use crate::lexicon::scripts::language;
use crate::sheet::{Code, Note, Noted, Sheet};
use stubwright_spec::ast::preflight::RuleKind;
use stubwright_spec::ast::{BodyPath, BodyStep};
use stubwright_spec::diag::Diagnostics;

/// Adds the rows to a sheet that has its endpoints and types.
pub(super) fn infer(found: &Found, sheet: &mut Sheet, diags: &mut Diagnostics) {
    let places = places::all(sheet);
    let required = required(found);
    let budget = Cell::new(rules::BUDGET);
    let names = RefCell::new(BTreeMap::new());
    let told = told(sheet);
    let cx = Context {
        places: &places,
        endpoints: None,
        required: &required,
        budget: &budget,
        names: &names,
        of_ideographs: of_ideographs(found),
    };
    sub_code(found, sheet);
    let groups = tables::group(found, sheet, told);
    let mut http_like = Vec::new();
    let mut known: BTreeSet<String> = BTreeSet::new();
    for group in groups {
        let endpoints =
            group.part.as_ref().and_then(|part| part.endpoint).map(|endpoint| BTreeSet::from([endpoint]));
        let cx = Context { endpoints: endpoints.as_ref(), ..cx };
        let mut made = codes::make(&group.rows, told, &cx, diags);
        if sheet.envelope.as_ref().is_some_and(|envelope| envelope.sub_code.value.is_empty()) {
            for code in &mut made.codes {
                made.left_out.extend(without_sub_codes(code, told));
            }
        }
        http_like.append(&mut made.http_like);
        sheet.left_out.append(&mut made.left_out);
        let Some(part) = group.part else {
            known.extend(made.codes.iter().map(|code| code.code.clone()));
            sheet.errors = made.codes;
            continue;
        };
        made.codes.iter_mut().filter(|code| known.contains(&code.code)).for_each(elsewhere);
        let by =
            if part.heading.is_some() { "by the heading of the table" } else { "by the page of the table" };
        let span = part.heading.as_ref().map(|heading| heading.span);
        if let Some(endpoint) = part.endpoint.and_then(|endpoint| sheet.endpoints.get_mut(endpoint)) {
            endpoint.value.tables.push(part.name.clone());
            endpoint.value.table_notes.push(Note { is_guess: true, text: by.to_owned(), span });
        }
        let mut text = part.heading.map_or_else(String::new, |heading| format!("\"{}\"", heading.value));
        let is_guess = part.endpoint.is_none();
        if is_guess {
            text = format!("by the heading {text}: other tables give its codes another meaning");
        }
        let notes = vec![Note { is_guess, text, span }];
        sheet.tables.push((Noted { value: part.name, notes }, made.codes));
    }
    sampled::add(found, sheet, told, &cx, diags);
    sampled::without_successes(found, sheet);
    sheet.left_out.extend(found.foreign.iter().filter_map(foreign));
    unanswered(&places, sheet);
    remark(found, sheet);
    oddities::say_http_like(&http_like, diags);
    settle(sheet);
    explain_names(sheet);
}

/// The tag of the language of texts in ideographs alone: that of headings with kana, if there are any.
fn of_ideographs(found: &Found) -> &'static str {
    let is_japanese = |heading: &Heading| language(&heading.text.value, "zh") == "ja";
    if found.headings.iter().any(is_japanese) { "ja" } else { "zh" }
}

/// The means of answers to tell rows of one code apart.
fn told(sheet: &Sheet) -> Told {
    match &sheet.envelope {
        Some(envelope) if !envelope.message.value.is_empty() => Told::ByMessage,
        Some(_) => Told::ByNothing,
        None => Told::Unknown,
    }
}

/// Drops rules of rows that nobody answers: those of tables that belong to no endpoint, and those of common rows where each
/// endpoint that has the place has a row of its own for the code.
fn unanswered(places: &[Place], sheet: &mut Sheet) {
    let used: BTreeSet<&String> =
        sheet.endpoints.iter().flat_map(|endpoint| &endpoint.value.tables).collect();
    let unused = sheet.tables.iter_mut().filter(|(name, _)| !used.contains(&name.value));
    for row in unused.flat_map(|(_, codes)| codes).flat_map(|code| &mut code.rows) {
        row.value.check = None;
    }
    let owners = |code: &str| -> BTreeSet<usize> {
        let tables = sheet.tables.iter().filter(|(_, codes)| codes.iter().any(|own| own.code == code));
        let names: BTreeSet<&String> = tables.map(|(name, _)| &name.value).collect();
        let has = |at: &usize| {
            sheet
                .endpoints
                .get(*at)
                .is_some_and(|endpoint| endpoint.value.tables.iter().any(|name| names.contains(name)))
        };
        (0..sheet.endpoints.len()).filter(has).collect()
    };
    let disputed: BTreeSet<String> =
        sheet.tables.iter().flat_map(|(_, codes)| codes).map(|code| code.code.clone()).collect();
    let of_codes: BTreeMap<String, BTreeSet<usize>> =
        disputed.iter().map(|code| (code.clone(), owners(code))).collect();
    for code in &mut sheet.errors {
        let Some(owners) = of_codes.get(&code.code) else { continue };
        let is_answered =
            |path: &str| places.iter().any(|place| place.path == path && !place.endpoints.is_subset(owners));
        for row in &mut code.rows {
            let rules = row.value.check.as_ref().map(|check| &check.value.rules);
            if rules.is_some_and(|rules| !rules.iter().filter_map(path).any(is_answered)) {
                row.value.check = None;
            }
        }
    }
}

/// The path that a rule is about.
fn path(rule: &RuleKind) -> Option<&str> {
    match rule {
        RuleKind::Present(at)
        | RuleKind::OneOf { at, .. }
        | RuleKind::Extension { at, .. }
        | RuleKind::Format { at, .. }
        | RuleKind::Range { at, .. }
        | RuleKind::Length { at, .. }
        | RuleKind::Items { at, .. }
        | RuleKind::Unique { list: at, .. }
        | RuleKind::Time { at, .. }
        | RuleKind::Span { to: at, .. } => Some(&at.text),
        _ => None,
    }
}

/// The keys of outermost fields of requests that a table calls required.
fn required(found: &Found) -> BTreeSet<String> {
    let tables = found.fields.iter().filter(|table| table.side != Side::Response);
    let fields = tables.flat_map(|table| &table.rows).filter(|field| field.required == Some(Required::Yes));
    fields
        .filter(|field| field.path.len() == 1)
        .filter_map(|field| Some(field.path.first()?.name.clone()))
        .collect()
}

/// Says of rows without a name that their code is another error elsewhere.
fn elsewhere(code: &mut Code) {
    let text = format!("name: {} is another error elsewhere", code.code);
    for row in code.rows.iter_mut().filter(|row| row.value.name.is_none()) {
        match row.notes.first_mut() {
            Some(note) if note.text.is_empty() => {
                *note = Note { is_guess: true, text: text.clone(), span: note.span }
            }
            Some(note) => note.text = format!("{}; {text}", note.text),
            None => {}
        }
    }
}

/// Adds where answers have the second code to the envelope, by the head of the column of the error table: beside the code.
fn sub_code(found: &Found, sheet: &mut Sheet) {
    let rows = |table: &&ErrorTable| table.rows.iter().any(|row| row.sub_code.is_some());
    let head = found.tables.iter().filter(rows).find_map(|table| table.sub_head.as_ref());
    let (Some(head), Some(envelope)) = (head, sheet.envelope.as_mut()) else { return };
    let is_key = |key: &str| key.eq_ignore_ascii_case(&head.value);
    let ends = |path: &BodyPath| matches!(path.value.last(), Some(BodyStep::Key(key)) if is_key(key));
    let (own, rest): (Vec<BodyPath>, Vec<BodyPath>) =
        std::mem::take(&mut envelope.code.value).into_iter().partition(ends);
    envelope.code.value = if rest.is_empty() { own.clone() } else { rest };
    let path = own.into_iter().next().filter(|_| !envelope.code.value.iter().any(ends)).or_else(|| {
        let mut path = envelope.code.value.first()?.clone();
        let last = path.value.last_mut()?;
        *last = BodyStep::Key(head.value.clone());
        Some(path)
    });
    if let Some(path) = path.filter(|_| head.value.is_ascii() && !head.value.contains(' ')) {
        envelope.sub_code = Noted::guess(vec![path], "by the head of the error table", Some(head.span));
    }
}

/// Tells rows by their messages where answers are not known to have their second codes. Where they have no messages either, the
/// first row stays, and the notes about the others are returned.
fn without_sub_codes(code: &mut Code, told: Told) -> Vec<Note> {
    let Code { code, rows, .. } = code;
    for row in rows.iter_mut() {
        if row.value.sub_code.take().is_some() && told != Told::ByNothing {
            row.value.matching = row.value.message.as_ref().map(|message| message.replace('*', "\\*"));
        }
    }
    let kept = if told == Told::ByNothing { 1 } else { rows.len() };
    let left_out = rows.split_off(kept.min(rows.len())).into_iter().map(|row| {
        let message = row.value.message.unwrap_or_default();
        let text = format!("left out, nothing tells it from other errors: {code} {message}");
        Note { is_guess: true, text, span: row.notes.iter().find_map(|note| note.span) }
    });
    left_out.collect()
}

/// The note about a table of codes that are not those of the API.
fn foreign(table: &ErrorTable) -> Option<Note> {
    let span = table.rows.first()?.span;
    let codes: Vec<&str> =
        table.rows.iter().filter_map(|row| row.code.as_ref()).map(|code| code.as_str()).collect();
    let shown = codes.iter().take(FOREIGN_SHOWN).copied().collect::<Vec<_>>().join(", ");
    let more = match codes.len().saturating_sub(FOREIGN_SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let text = format!("left out, {} and not codes of the API: {shown}{more}", table.space.words());
    Some(Note { is_guess: true, text, span: Some(span) })
}

/// So many codes of another space are named.
const FOREIGN_SHOWN: usize = 3;

/// Notes at `errors:` about all of them.
fn remark(found: &Found, sheet: &mut Sheet) {
    sheet.error_notes.extend(found.tables.iter().find_map(layout));
    let doubt = found.doubt.filter(|_| !sheet.errors.is_empty());
    let text = String::from("they may be those of callbacks");
    sheet.error_notes.extend(doubt.map(|span| Note { is_guess: true, text, span: Some(span) }));
}

/// The note at `errors:` about the form of the table.
fn layout(table: &ErrorTable) -> Option<Note> {
    if table.space != Space::Api {
        let span = table.rows.first().map(|row| row.span);
        let text = format!("{}; the page has no other codes", table.space.words());
        return Some(Note { is_guess: true, text, span });
    }
    let text = match table.layout {
        Layout::Table => return None,
        Layout::List => "a list",
        Layout::Headings => "headings",
        Layout::Lost => "the columns of the table are lost",
    };
    let head = table.code_head.as_ref().map(|head| head.span).filter(|_| table.layout == Layout::Lost);
    let span = head.or_else(|| table.rows.first().map(|row| row.span));
    Some(Note { is_guess: false, text: text.to_owned(), span })
}

/// Takes away names that two rows would have: first those made of messages, then all.
fn settle(sheet: &mut Sheet) {
    for only_messages in [Names::OfMessages, Names::All] {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let tables = std::iter::once(&sheet.errors).chain(sheet.tables.iter().map(|(_, codes)| codes));
        for name in tables.flatten().flat_map(|code| &code.rows).filter_map(|row| row.value.name.clone()) {
            *counts.entry(name).or_default() += 1;
        }
        let tables =
            std::iter::once(&mut sheet.errors).chain(sheet.tables.iter_mut().map(|(_, codes)| codes));
        for code in tables.flatten() {
            for row in &mut code.rows {
                let is_doubled =
                    row.value.name.as_ref().is_some_and(|name| counts.get(name).is_some_and(|n| *n > 1));
                let is_of_code = || row.value.name == naming::of_code(&code.code);
                if is_doubled && (only_messages == Names::All || !is_of_code()) {
                    row.value.name = None;
                }
            }
        }
    }
}

/// Says of rows with a name composed of their words that it is a guess.
fn explain_names(sheet: &mut Sheet) {
    let tables = std::iter::once(&mut sheet.errors).chain(sheet.tables.iter_mut().map(|(_, codes)| codes));
    let rows = tables.flatten().flat_map(|code| &mut code.rows);
    for row in rows.filter(|row| row.value.name.is_some() && row.value.is_name_composed) {
        let Some(note) = row.notes.first_mut() else { continue };
        note.text = match note.text.strip_prefix(BY_WORDS) {
            Some(rest) => format!("name and {BY_WORDS}{rest}"),
            None if note.text.is_empty() => String::from("name: by its words"),
            None => format!("name: by its words; {}", note.text),
        };
        note.is_guess = true;
    }
}

/// The reason of `retry:`.
const BY_WORDS: &str = "retry: by its words";

/// Which names are taken away.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    OfMessages,
    All,
}

/// Values that are looked at: all rules against all samples would be more than a page can need.
const MOST_VALUES: usize = 2_000_000;

/// Holds the samples against the rules, and against themselves.
pub(super) fn hold(matched: &[Matched<'_>], now: SystemTime, sheet: &Sheet, diags: &mut Diagnostics) {
    let clock = Clock::new(now, sheet.timezone.as_ref().map(|timezone| timezone.value.as_str()));
    let whole = rules(&sheet.errors);
    let parts: Vec<_> = sheet.tables.iter().map(|(name, codes)| (&name.value, rules(codes))).collect();
    let mut left = MOST_VALUES;
    for (endpoint, matched) in sheet.endpoints.iter().zip(matched) {
        let own = parts.iter().filter(|(name, _)| endpoint.value.tables.contains(name));
        let held: Vec<&proof::Held<'_>> = whole.iter().chain(own.flat_map(|(_, held)| held)).collect();
        for sample in &matched.requests {
            proof::endings(sample, diags);
            let size = proof::size(sample);
            for held in &held {
                let Some(rest) = left.checked_sub(size) else { return };
                left = rest;
                proof::hold(held, sample, &clock, diags);
            }
        }
    }
}

fn rules(codes: &[Code]) -> Vec<proof::Held<'_>> {
    let rows = codes.iter().flat_map(|code| code.rows.iter().map(move |row| (code, row)));
    let held = rows.filter_map(|(code, row)| {
        let span = row.notes.iter().find_map(|note| note.span);
        Some(proof::Held { code: &code.code, span, check: &row.value.check.as_ref()?.value })
    });
    held.collect()
}
