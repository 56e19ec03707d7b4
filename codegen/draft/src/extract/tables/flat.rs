//! Tables whose text has lost how deep their fields lie: each cell is on a line of its own, as some pages copy.

use std::collections::BTreeSet;

use super::context::Context;
use crate::found::{Field, FieldTable, Printed, Side, Step};
use crate::lexicon::envelope::{Role, is_weak, rank};
use crate::lexicon::verbs::words;

/// Puts the fields behind an object into it, which is a guess, where they cannot all lie beside it: names are there twice, or
/// the object is the payload of an envelope. What the samples have lies where they have it.
pub(super) fn nest(tables: &mut [FieldTable], context: &Context) {
    for table in tables.iter_mut().filter(|table| table.is_flat) {
        let Some(first) = first(table, context) else { continue };
        let mut levels = Levels::default();
        let paths: Vec<Vec<Step>> = table
            .rows
            .iter()
            .enumerate()
            .map(|(at, row)| {
                if at == first {
                    levels.has_payload = is_payload(table, at);
                }
                levels.place(row, at > first, at == first || is_open(row))
            })
            .collect();
        for (row, path) in table.rows.iter_mut().zip(paths).skip(first + 1) {
            row.path = path;
            row.place_guess = Some("how deep it lies: the text has lost that");
        }
    }
}

/// The first object of a table whose fields behind it do not all lie beside it.
fn first(table: &FieldTable, context: &Context) -> Option<usize> {
    let name = |row: &Field| row.path.first().map(|step| step.name.clone()).unwrap_or_default();
    if table.rows.iter().any(|row| row.path.len() != 1) {
        return None;
    }
    let is_first = |(at, row): (usize, &Field)| is_open(row) || is_list(row) && is_payload(table, at);
    let first = table.rows.iter().enumerate().position(is_first)?;
    let behind = || table.rows.iter().skip(first + 1);
    let mut seen = BTreeSet::new();
    let is_repeated = table.rows.iter().any(|row| !seen.insert(name(row)));
    let known = behind().filter(|row| context.knows(&name(row))).count();
    let is_nested = is_repeated || is_payload(table, first);
    (is_nested && behind().count() > 0 && known * 2 < behind().count()).then_some(first)
}

/// Whether an object is the payload of an envelope, with fields behind it that are none of the envelope.
fn is_payload(table: &FieldTable, at: usize) -> bool {
    let role = |row: &Field, role: Role| row.path.first().and_then(|step| rank(&step.name, role));
    let above = || table.rows.iter().take(at);
    table.side != Side::Request
        && table.rows.get(at).is_some_and(|row| role(row, Role::Data).is_some())
        && above().any(|row| role(row, Role::Code).is_some_and(|rank| !is_weak(rank)))
        && above().any(|row| role(row, Role::Message).is_some())
}

/// Whether a field is an object, or a list of objects.
fn is_open(field: &Field) -> bool {
    let is_object = |kind: &Printed| *kind == Printed::Object;
    match &field.kind {
        Some(Printed::List(Some(inner))) => is_object(inner),
        kind => kind.as_ref().is_some_and(is_object),
    }
}

/// Whether a field is a list of what its type does not say: of objects, where it is the payload.
fn is_list(field: &Field) -> bool {
    matches!(field.kind, Some(Printed::List(None)))
}

/// The objects that are open, the outermost one first.
#[derive(Debug, Default)]
struct Levels {
    open: Vec<Level>,
    /// Whether the outermost object is the payload of an envelope.
    has_payload: bool,
}

/// An object, and the fields so far that lie in it.
#[derive(Debug, Default)]
struct Level {
    path: Vec<Step>,
    /// The words of its name.
    name: Vec<String>,
    names: Vec<Vec<String>>,
}

impl Level {
    /// Whether a field with these words in its name is one of this kind: it begins as another one does, or the object itself;
    /// an object may end as another one does, too.
    fn suits(&self, own: &[String], is_open: bool) -> bool {
        let begins = |other: &Vec<String>| other.first() == own.first();
        let ends = |other: &Vec<String>| is_open && own.len() > 1 && other.last() == own.last();
        self.names.iter().any(|other| begins(other) || ends(other)) || (!is_open && begins(&self.name))
    }

    fn has(&self, own: &[String]) -> bool {
        self.names.iter().any(|other| other == own)
    }
}

impl Levels {
    /// The way to a field, which becomes the last one.
    fn place(&mut self, field: &Field, is_behind: bool, is_open: bool) -> Vec<Step> {
        if self.open.is_empty() {
            self.open.push(Level::default());
        }
        let Some(step) = field.path.first() else { return Vec::new() };
        let own = words(&step.name);
        if is_behind {
            self.close(&own, is_open);
            // The id of a request is beside the payload.
            if self.has_payload && rank(&step.name, Role::Trace).is_some() {
                self.open.truncate(1);
            }
        }
        let Some(level) = self.open.last_mut() else { return Vec::new() };
        level.names.push(own.clone());
        let path: Vec<Step> = level.path.iter().cloned().chain([step.clone()]).collect();
        if is_open && path.len() < DEEPEST {
            let is_list = matches!(field.kind, Some(Printed::List(_)));
            let mut inner = path.clone();
            inner.iter_mut().skip(path.len() - 1).for_each(|step| step.is_list |= is_list);
            self.open.push(Level { path: inner, name: own, names: Vec::new() });
        }
        path
    }

    /// Closes the objects that a field does not lie in. The first one behind an object lies in it.
    fn close(&mut self, own: &[String], is_open: bool) {
        if self.open.last().is_some_and(|level| level.names.is_empty()) {
            return;
        }
        // Nothing else lies beside a payload.
        let least = if self.has_payload { 2 } else { 1 };
        let around = self.open.iter().rposition(|level| level.suits(own, is_open));
        self.open.truncate(around.map_or(self.open.len(), |at| at + 1).max(least));
        while self.open.len() > least && self.open.last().is_some_and(|level| level.has(own)) {
            self.open.pop();
        }
    }
}

/// No field lies deeper.
const DEEPEST: usize = 16;
