//! Rows that only samples of errors or the description of the code show, and rows that the envelope makes successes.

use std::collections::BTreeSet;

use super::codes::{self, Told};
use super::rules::Context;
use crate::found::{Found, Row, RowKind, Sample, Side, Topic};
use crate::infer::types::{is_bare_error, is_stand_in, text_of};
use crate::json::{Kind, Value};
use crate::lexicon::columns;
use crate::lexicon::flags::is_success;
use crate::sheet::{Code, Envelope, Note, Outcome, Sheet};
use stubwright_spec::ast::{BodyPath, BodyStep, Source};
use stubwright_spec::diag::Diagnostics;
use stubwright_spec::source::Spanned;

/// Adds the errors of samples, and of the values that are listed for the code, which no table has.
pub(super) fn add(found: &Found, sheet: &mut Sheet, told: Told, cx: &Context<'_>, diags: &mut Diagnostics) {
    let (mut shown, sentences): (Vec<Row>, Vec<Row>) =
        rows(found, sheet).into_iter().partition(|row| !row.code.as_ref().is_some_and(is_sentence));
    sheet.left_out.extend(sentences.into_iter().filter_map(|row| row.code).map(|code| {
        let text = format!("left out, a sentence in the place of a code: {}", code.value);
        Note { is_guess: true, text, span: Some(code.span) }
    }));
    shown.extend(described(found, sheet));
    let tables = std::iter::once(&sheet.errors).chain(sheet.tables.iter().map(|(_, codes)| codes));
    let listed: BTreeSet<&str> = tables.flatten().map(|code| code.code.as_str()).collect();
    let is_new = |row: &&Row| row.code.as_ref().is_some_and(|code| !listed.contains(code.as_str()));
    let new: Vec<&Row> = shown.iter().filter(is_new).collect();
    let mut made = codes::make(&new, told, cx, diags);
    // A message of one sample is about its request, and says nothing about others.
    made.codes.iter_mut().flat_map(|code| &mut code.rows).for_each(|row| row.value.check = None);
    sheet.errors.append(&mut made.codes);
    sheet.left_out.append(&mut made.left_out);
}

/// Whether words for people are in the place of a code: `Forbidden. Not for this account.`
fn is_sentence(code: &Spanned<String>) -> bool {
    code.value.split_whitespace().count() > 2
}

/// The errors of samples that are announced as errors: the code and the message at their places in the envelope.
fn rows(found: &Found, sheet: &Sheet) -> Vec<Row> {
    let Some(envelope) = &sheet.envelope else { return Vec::new() };
    let [code] = envelope.code.value.as_slice() else { return Vec::new() };
    let success = success(envelope);
    let answers = found.samples.iter().filter(|sample| sample.side != Side::Request);
    let mut seen = BTreeSet::new();
    let rows = answers.filter_map(|sample| {
        let text =
            |path: &BodyPath| at(&sample.value, path).and_then(|value| Some((text_of(value)?, value.span)));
        let (code, span) =
            text(code).filter(|(code, _)| !stands_in(code) && Some(code) != success.as_ref())?;
        if !is_failure(sample, &code) {
            return None;
        }
        let message = envelope.message.value.iter().find_map(text);
        let message = message.filter(|(message, _)| !is_stand_in(message) && !message.contains('\n'));
        let is_new = seen.insert((code.clone(), message.as_ref().map(|(message, _)| message.clone())));
        let guesses = vec![String::from("from a sample")];
        is_new.then(|| Row {
            code: Some(Spanned::new(code, span)),
            message: message.map(|(message, span)| Spanned::new(message, span)),
            http: sample.http.filter(|http| *http >= 400),
            guesses,
            ..Row::at(span)
        })
    });
    rows.collect()
}

/// The values that the description of the code in a table of an answer lists, other than that of a success.
fn described(found: &Found, sheet: &Sheet) -> Vec<Row> {
    let Some(envelope) = &sheet.envelope else { return Vec::new() };
    let [code] = envelope.code.value.as_slice() else { return Vec::new() };
    let success = success(envelope);
    let keys = || code.value.iter().map(|step| if let BodyStep::Key(key) = step { key.as_str() } else { "" });
    let fields =
        found.fields.iter().filter(|table| table.side != Side::Request).flat_map(|table| &table.rows);
    let mut seen = BTreeSet::new();
    let codes = fields.filter(|field| field.path.iter().map(|step| step.name.as_str()).eq(keys()));
    let values = codes.flat_map(|field| field.values.iter().map(move |value| (field.span, value)));
    let rows = values.filter_map(|(span, choice)| {
        let doc = choice.doc.as_ref().filter(|doc| !is_success(doc))?;
        let is_error = Some(&choice.value) != success.as_ref() && seen.insert(choice.value.clone());
        is_error.then(|| Row {
            code: Some(Spanned::new(choice.value.clone(), span)),
            message: Some(Spanned::new(doc.clone(), span)),
            guesses: vec![String::from("listed for the code of answers")],
            ..Row::at(span)
        })
    });
    rows.collect()
}

/// Whether a sample is announced as one of an error, or is nothing but a code that no success has and a message.
fn is_failure(sample: &Sample, code: &str) -> bool {
    let is_bare = || match &sample.value.kind {
        Kind::Object(members) => is_bare_error(members, Some(code)),
        _ => false,
    };
    match sample.outcome {
        Some(Topic::Success) => false,
        Some(Topic::Failure) => true,
        _ => sample.http.is_none() && is_bare(),
    }
}

fn at<'v>(value: &'v Value, path: &BodyPath) -> Option<&'v Value> {
    path.value.iter().try_fold(value, |value, step| match step {
        BodyStep::Key(key) => value.get(key),
        _ => None,
    })
}

/// The code that the envelope calls a success.
fn success(envelope: &Envelope) -> Option<String> {
    let code = envelope.code.value.first()?;
    envelope.success.value.iter().find_map(|(source, outcome)| match (source, outcome) {
        (Source::Body(path), Outcome::Plain(text) | Outcome::Text(text)) if *path == code.value => {
            Some(text.clone())
        }
        _ => None,
    })
}

/// Leaves out rows of the code of a success, where a row of the pages says that it is one: `0 | no such data`.
pub(super) fn without_successes(found: &Found, sheet: &mut Sheet) {
    let rows = found.tables.iter().flat_map(|table| &table.rows);
    let codes = rows.filter(|row| row.kind == RowKind::Success).filter_map(|row| row.code.as_ref());
    let success = sheet.envelope.as_ref().and_then(success);
    // Without an envelope zeros are the code of a success.
    let is_one = |code: &str| match &success {
        Some(success) => success == code,
        None => code.bytes().all(|byte| byte == b'0'),
    };
    let Some(code) = codes.map(|code| code.value.clone()).find(|code| is_one(code)) else { return };
    let tables = std::iter::once(&mut sheet.errors).chain(sheet.tables.iter_mut().map(|(_, codes)| codes));
    let mut left_out = Vec::new();
    for codes in tables {
        for own in codes.iter().filter(|own| own.code == code) {
            left_out.extend(own.rows.iter().map(|row| note(own, row.value.message.as_deref(), &row.notes)));
        }
        codes.retain(|own| own.code != code);
    }
    sheet.left_out.extend(left_out);
}

fn note(code: &Code, message: Option<&str>, notes: &[Note]) -> Note {
    let text = format!("left out, the code of a success: {} {}", code.code, message.unwrap_or_default());
    Note { is_guess: true, text, span: notes.iter().find_map(|note| note.span) }
}

/// Whether a text stands for a code: `string`, or a word for codes such as `ERROR-CODE`.
fn stands_in(code: &str) -> bool {
    is_stand_in(code) || columns::is_code(code) && columns::is_listed(code)
}
