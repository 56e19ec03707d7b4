//! Rows as the sheet has them: by code, with their names and rules.

use std::collections::BTreeSet;

use super::folding;
use super::naming::{self, Named};
use super::oddities::{self, foreign, template_in};
use super::retry;
use super::rules::{self, Context};
use crate::found::{Row as Printed, RowKind};
use crate::lexicon::rows::NO_LONGER;
use crate::lexicon::scripts::language;
use crate::sheet::{Code, Note, Noted, Row, Translation};
use stubwright_spec::diag::Diagnostics;
use stubwright_spec::source::Spanned;

/// The codes of rows, and the notes about them.
pub(super) struct Made<'f> {
    /// The codes, in the order of the page.
    pub(super) codes: Vec<Code>,
    pub(super) left_out: Vec<Note>,
    /// Codes that look like HTTP statuses.
    pub(super) http_like: Vec<&'f Spanned<String>>,
}

/// The way to distinguish rows of one code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// The messages of answers.
    ByMessage,
    /// The messages, as far as the pages show: they have no answers.
    Unknown,
    /// Nothing: answers have no message.
    ByNothing,
}

/// Makes rows of one table, or of those that are looked up together.
pub(super) fn make<'f>(
    rows: &[&'f Printed],
    told: Told,
    cx: &Context<'_>,
    diags: &mut Diagnostics,
) -> Made<'f> {
    let mut made = Made { codes: Vec::new(), left_out: Vec::new(), http_like: Vec::new() };
    let mut groups: Vec<(&str, Group<'_>)> = Vec::new();
    let mut by_code = std::collections::BTreeMap::new();
    for row in rows {
        match row.kind {
            RowKind::Success => {}
            RowKind::Range => made.left_out.push(left_out(row, "a range of codes")),
            RowKind::Error
                if told != Told::ByMessage && row.code.as_ref().is_none_or(|code| code.value.is_empty()) =>
            {
                made.left_out.push(left_out(row, "nothing tells it from other errors"));
            }
            RowKind::Error => {
                let code = row.code.as_ref().map_or("", Spanned::as_str);
                let at = *by_code.entry(code).or_insert_with(|| {
                    groups.push((code, Group::default()));
                    groups.len() - 1
                });
                if let Some((_, group)) = groups.get_mut(at) {
                    made.http_like.extend(oddities::http_like(row));
                    add(group, row, diags);
                }
            }
        }
    }
    for (code, group) in &groups {
        let has_subs = !group.subs.is_empty();
        made.codes.push(match told {
            _ if has_subs => by_sub_codes(code, &group.rows, cx),
            Told::ByNothing if group.rows.len() > 1 => first_of(code, &group.rows, cx, &mut made.left_out),
            _ => code_of(code, &group.rows, told, cx),
        });
    }
    made
}

/// The rows of a code.
#[derive(Default)]
struct Group<'f> {
    rows: Vec<&'f Printed>,
    /// The letters of their messages: punctuation tells no two messages apart.
    texts: BTreeSet<Option<String>>,
    patterns: Vec<String>,
    subs: BTreeSet<String>,
}

/// Adds a row to those of its code, unless it is there already.
fn add<'f>(group: &mut Group<'f>, row: &'f Printed, diags: &mut Diagnostics) {
    let text = row.message.as_ref().map(|message| folding::letters(&message.value));
    let sub = row.sub_code.as_ref().map(|sub| sub.value.as_str());
    if let Some(sub) = sub {
        if group.subs.insert(sub.to_owned()) {
            oddities::find(row, diags);
            group.rows.push(row);
        }
        return;
    }
    // More rows of one code than this are not a table of meanings.
    if group.rows.len() >= 200 || !group.texts.insert(text) {
        return;
    }
    let pattern = row.message.as_ref().map(|message| matching(&message.value)).unwrap_or_default();
    if group.patterns.contains(&pattern) {
        return;
    }
    group.patterns.push(pattern);
    oddities::find(row, diags);
    group.rows.push(row);
}

/// The first row of a code whose meanings cannot be distinguished; the others are left out.
fn first_of(code: &str, rows: &[&Printed], cx: &Context<'_>, left_out: &mut Vec<Note>) -> Code {
    let Some((first, rest)) = rows.split_first() else {
        return Code { code: code.to_owned(), notes: Vec::new(), rows: Vec::new() };
    };
    let mut row = row_of(first, cx);
    (row.value.name, row.value.is_name_composed) = (naming::of_code(code), false);
    // A property of one meaning is not one of the code.
    let others: Vec<Row> = rest.iter().map(|row| row_of(row, cx).value).collect();
    let is_same = |same: &dyn Fn(&Row) -> bool| others.iter().all(same);
    let retry = row.value.retry.filter(|retry| is_same(&|other| other.retry == Some(*retry)));
    if retry != row.value.retry {
        let spans =
            row.notes.iter().map(|note| Note { is_guess: false, text: String::new(), span: note.span });
        row.notes = spans.collect();
    }
    row.value.retry = retry;
    row.value.http = row.value.http.filter(|http| is_same(&|other| other.http == Some(*http)));
    row.value.is_deprecated &= is_same(&|other| other.is_deprecated);
    if let Some(check) = &mut row.value.check {
        check.value.is_partial = true;
    }
    left_out.extend(rest.iter().map(|row| self::left_out(row, "another meaning of its code")));
    let text = format!("the first of {} meanings; nothing tells them apart", rows.len());
    let notes = vec![Note { is_guess: true, text, span: None }];
    Code { code: code.to_owned(), notes, rows: vec![row] }
}

/// The rows of a code that second codes tell apart; one without is what no other one fits.
fn by_sub_codes(code: &str, rows: &[&Printed], cx: &Context<'_>) -> Code {
    let (subs, bare): (Vec<&Printed>, Vec<&Printed>) =
        rows.iter().copied().partition(|row| row.sub_code.is_some());
    let made = subs.into_iter().chain(bare.into_iter().take(1)).map(|row| {
        let mut one = row_of(row, cx);
        one.value.sub_code = row.sub_code.as_ref().map(|sub| sub.value.clone());
        let named = printed_name(row).or_else(|| naming::of_code(one.value.sub_code.as_deref()?));
        if let Some(name) = named {
            (one.value.name, one.value.is_name_composed) = (Some(name), false);
        }
        one
    });
    Code { code: code.to_owned(), notes: Vec::new(), rows: made.collect() }
}

fn left_out(row: &Printed, why: &str) -> Note {
    let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone());
    let parts: Vec<String> = [text(&row.code), text(&row.message)].into_iter().flatten().collect();
    Note { is_guess: true, text: format!("left out, {why}: {}", parts.join(" ")), span: Some(row.span) }
}

fn code_of(code: &str, rows: &[&Printed], told: Told, cx: &Context<'_>) -> Code {
    let mut notes = Vec::new();
    let is_alone = rows.len() == 1;
    let rest = if is_alone && !code.is_empty() { rows.first().copied() } else { rest(rows) };
    let mut made: Vec<Noted<Row>> = Vec::with_capacity(rows.len());
    for row in rows.iter().filter(|row| !rest.is_some_and(|rest| std::ptr::eq(rest, **row))) {
        let mut one = row_of(row, cx);
        one.value.matching = row.message.as_ref().map(|message| matching(&message.value));
        made.push(one);
    }
    if let Some(row) = rest {
        let mut one = row_of(row, cx);
        // Where all rows have a word for a code, the one without a pattern has its name.
        if let Some(name) = printed_name(row).or_else(|| naming::of_code(code)) {
            (one.value.name, one.value.is_name_composed) = (Some(name), false);
        }
        if !is_alone {
            note(&mut one, "the rest of this code");
        }
        made.push(one);
    }
    if code.is_empty() {
        let text = if is_alone { "a row without a code" } else { "rows without a code" };
        notes.push(Note { is_guess: false, text: text.to_owned(), span: rows.first().map(|row| row.span) });
    } else if !is_alone {
        let count = if rows.len() == 2 { String::from("two") } else { rows.len().to_string() };
        let text = format!("one code in {count} rows: told apart by their words");
        let is_guess = rest.is_none() || told == Told::Unknown;
        notes.push(Note { is_guess, text, span: None });
    }
    Code { code: code.to_owned(), notes, rows: made }
}

/// The row that is meant where the words of no other one fit: one without words, or the only one that is a template.
fn rest<'f>(rows: &[&'f Printed]) -> Option<&'f Printed> {
    let is_silent = |row: &&&Printed| row.message.is_none();
    let is_template =
        |row: &&&Printed| row.message.as_ref().is_some_and(|message| template_in(&message.value).is_some());
    let mut templates = rows.iter().filter(is_template);
    let template = templates.next().filter(|_| templates.next().is_none() && rows.len() > 1);
    rows.iter().find(is_silent).or(template).copied()
}

/// A pattern for a message: `*` for what varies.
fn matching(message: &str) -> String {
    let mut pattern = String::new();
    let mut rest = message;
    while let Some(part) = template_in(rest) {
        let Some((before, after)) = rest.split_once(part) else { break };
        pattern.push_str(&before.replace('*', "\\*"));
        pattern.push('*');
        rest = after;
    }
    pattern.push_str(&rest.replace('*', "\\*"));
    pattern
}

/// Adds a reason to the note of a row.
fn note(row: &mut Noted<Row>, text: &str) {
    match row.notes.first_mut() {
        Some(first) if first.is_guess && !first.text.is_empty() => {
            first.text = format!("{text}, and {}", first.text)
        }
        Some(first) => *first = Note { is_guess: true, text: text.to_owned(), span: first.span },
        None => row.notes.push(Note { is_guess: true, text: text.to_owned(), span: None }),
    }
}

fn name_of(message: &str, cx: &Context<'_>) -> Option<Named> {
    let key = naming::numbers(message);
    if let Some(known) = cx.names.borrow().get(&key) {
        return known.clone();
    }
    let name = naming::of_message(message);
    cx.names.borrow_mut().insert(key, name.clone());
    name
}

/// The name that is beside the code.
fn printed_name(row: &Printed) -> Option<String> {
    naming::printed(row.name.as_ref()?.as_str())
}

fn row_of(printed: &Printed, cx: &Context<'_>) -> Noted<Row> {
    let text = |text: &Option<Spanned<String>>| {
        text.as_ref().map(|text| text.value.clone()).filter(|text| !text.is_empty())
    };
    let (code, message, solution) = (text(&printed.code), text(&printed.message), text(&printed.solution));
    let (said, advice) = (message.as_deref().unwrap_or_default(), solution.as_deref().unwrap_or_default());
    let retry = retry::retry(code.as_deref().unwrap_or_default(), said, advice);
    let check = rules::propose(said, advice, cx);
    let name = printed_name(printed).map(|name| Named { name, is_composed: false });
    let texts = [&printed.message, &printed.gloss].into_iter().flatten();
    let name = name.or_else(|| texts.into_iter().find_map(|text| name_of(text.as_str(), cx)));
    let tag = |text: &str| language(text, cx.of_ideographs);
    let translation = text(&printed.gloss).zip(message.as_deref().map(tag)).and_then(|(text, original)| {
        let tag = tag(&text);
        (tag != original).then_some(Translation { text, tag, original })
    });
    let is_name_composed = name.as_ref().is_some_and(|name| name.is_composed);
    let mut reasons = printed.guesses.clone();
    if retry.is_some() {
        reasons.push(String::from("retry: by its words"));
    }
    let mut reason = reasons.join(", and ");
    let is_guess = !reason.is_empty();
    let mut add = |words: &str| {
        let sign = if reason.is_empty() { "" } else { "; " };
        reason = format!("{reason}{sign}{words}");
    };
    if printed.is_deprecated && !says_over(&format!("{said} {advice}")) {
        add("struck through");
    }
    if let Some(letter) = code.as_deref().and_then(foreign) {
        let is_first = code.as_deref().is_some_and(|code| code.starts_with(letter));
        add(if is_first {
            "the first letter is Cyrillic on the page"
        } else {
            "a letter is Cyrillic on the page"
        });
    }
    let row = Row {
        name: name.map(|name| name.name),
        is_name_composed,
        message,
        translation,
        solution,
        retry,
        http: printed.http,
        docs: printed.docs.clone(),
        is_deprecated: printed.is_deprecated,
        check,
        ..Row::default()
    };
    Noted { value: row, notes: vec![Note { is_guess, text: reason, span: Some(printed.span) }] }
}

/// Whether the words of a row say themselves that it is no longer sent.
fn says_over(text: &str) -> bool {
    let text = text.to_lowercase();
    NO_LONGER.are_in(&text)
}
