//! What stands above the errors: the API, its servers, envelope, common parameters and credentials.

use super::flow::{Entry, Flow, LINE};
use super::pen::{Pen, bounded, last_component};
use super::{calls, scalar};
use crate::sheet::{Auth, Envelope, Noted, Outcome, Sheet};

/// The comment of the first line, and the keys of the API itself.
pub(super) fn head(sheet: &Sheet, pen: &mut Pen<'_>) {
    if !sheet.pages.is_empty() {
        let line = format!("# Drafted from {}. What is marked `# ?` is a guess.", pages(&sheet.pages));
        pen.line(0, &line, &[]);
    }
    pen.line(0, "stubwright: 1", &[]);
    text("api", &sheet.api, pen);
    if let Some(title) = &sheet.title {
        text("title", title, pen);
    }
    if let Some(offset) = &sheet.timezone {
        let quoted = Flow::Word(scalar::quoted(&offset.value));
        Entry::noted("timezone", quoted, &offset.notes).write(0, LINE, pen);
    }
    if !sheet.servers.is_empty() {
        pen.line(0, "servers:", &[]);
        for (name, url) in &sheet.servers {
            let quoted = Flow::Word(scalar::quoted(&url.value));
            Entry::noted(scalar::spell(name), quoted, &url.notes).write(2, LINE, pen);
        }
    }
}

fn text(key: &str, value: &Noted<String>, pen: &mut Pen<'_>) {
    Entry::noted(key, Flow::text(&value.value), &value.notes).write(0, LINE, pen);
}

/// `a.md, b.md and c.html`.
fn pages(pages: &[String]) -> String {
    let names: Vec<String> = pages.iter().map(|page| bounded(last_component(page))).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
        None => String::new(),
    }
}

/// `envelope:`.
pub(super) fn envelope(envelope: &Envelope, pen: &mut Pen<'_>) {
    pen.blank();
    pen.line(0, "envelope:", &envelope.notes);
    let path = |path: &String| Flow::Word(scalar::spell_path(path));
    let sources = |paths: &[String]| Flow::one_or_many(paths.iter().map(path).collect());
    let mut entries = Vec::new();
    entries.extend(envelope.root.as_ref().map(|root| Entry::plain("root", path(root))));
    let tests = envelope
        .success
        .value
        .iter()
        .map(|(place, outcome)| Entry::plain(scalar::spell_path(place), outcome_value(outcome)));
    entries.push(Entry::noted("success", Flow::Map(tests.collect()), &envelope.success.notes));
    for (key, paths) in [("code", &envelope.code), ("message", &envelope.message)] {
        if !paths.value.is_empty() {
            entries.push(Entry::noted(key, sources(&paths.value), &paths.notes));
        }
    }
    for (key, place) in [("data", &envelope.data), ("trace", &envelope.trace)] {
        entries.extend(place.as_ref().map(|at| Entry::noted(key, path(&at.value), &at.notes)));
    }
    entries.iter().for_each(|entry| entry.write(2, LINE, pen));
}

fn outcome_value(outcome: &Outcome) -> Flow {
    match outcome {
        Outcome::Text(text) => Flow::Word(scalar::spell_value(text)),
        Outcome::Plain(plain) => Flow::Word(scalar::spell_plain(plain)),
        Outcome::Absent => Flow::word("absent"),
        Outcome::Present => Flow::word("present"),
    }
}

/// `common:`.
pub(super) fn common(sheet: &Sheet, pen: &mut Pen<'_>) {
    if sheet.common.is_empty() {
        return;
    }
    pen.blank();
    pen.line(0, "common:", &sheet.common_notes);
    sheet.common.iter().for_each(|param| calls::common_entry(param).write(2, LINE, pen));
}

/// `auth:`.
pub(super) fn auth(auth: &Noted<Auth>, pen: &mut Pen<'_>) {
    pen.blank();
    let value = match &auth.value {
        Auth::Bearer => Flow::word("bearer"),
        Auth::Basic => Flow::word("basic"),
        Auth::Sign => Flow::word("sign"),
        Auth::Header(name) => Flow::single(String::from("header"), Flow::text(name)),
        Auth::Query(name) => Flow::single(String::from("query"), Flow::text(name)),
    };
    Entry::noted("auth", value, &auth.notes).write(0, LINE, pen);
}
