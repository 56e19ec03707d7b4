//! Rows of the error tables and their rules.

use super::flow::{self, CHECK_LINE, Entry, Flow, LINE};
use super::pen::Pen;
use super::scalar;
use crate::sheet::{Check, Code, Note, Noted, Row, Rule};

/// How rows are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// On one line where they fit and have no rule.
    Short,
    /// A key a line, as the rows beside them.
    Long,
}

/// A code with its rows.
pub(crate) fn code(code: &Code, indent: usize, layout: Layout, pen: &mut Pen<'_>) {
    let key = key(&code.code);
    match code.rows.as_slice() {
        [row] if !code.code.is_empty() => single(&key, code, row, (indent, layout), pen),
        rows => {
            pen.line(indent, &format!("{key}:"), &code.notes);
            for row in rows {
                item(row, indent + 2, layout, pen);
            }
        }
    }
}

/// The key of a code. Plain, `table` would be a pasted table.
pub(crate) fn key(code: &str) -> String {
    if code == "table" { scalar::quoted(code) } else { scalar::spell(code) }
}

fn single(key: &str, code: &Code, row: &Noted<Row>, (indent, layout): (usize, Layout), pen: &mut Pen<'_>) {
    let entries = entries(&row.value);
    let notes: Vec<Note> = code.notes.iter().chain(&row.notes).cloned().collect();
    if is_short(&row.value, &entries, layout) {
        Entry::noted(key, Flow::Map(entries), &notes).write(indent, usize::MAX - 1, pen);
        return;
    }
    // What is odd about the code stands beside it, where the row comes from at its first line.
    let is_split = !code.notes.is_empty() && !row.notes.is_empty();
    pen.line(indent, &format!("{key}:"), if is_split { &code.notes } else { &notes });
    let first = if is_split { row.notes.as_slice() } else { &[] };
    long(entries, first, indent + 2, pen);
}

/// One of several rows.
pub(crate) fn item(row: &Noted<Row>, indent: usize, layout: Layout, pen: &mut Pen<'_>) {
    let entries = entries(&row.value);
    if is_short(&row.value, &entries, layout) {
        let value = Flow::Map(entries);
        let notes: Vec<Note> = row.notes.iter().cloned().chain(value.notes()).collect();
        pen.line(indent, &format!("- {}", value.line()), &notes);
    } else {
        pen.line(indent, "-", &row.notes);
        long(entries, &[], indent + 2, pen);
    }
}

fn long(mut entries: Vec<Entry>, first: &[Note], indent: usize, pen: &mut Pen<'_>) {
    if let Some(entry) = entries.first_mut() {
        entry.notes.extend(first.iter().cloned());
    }
    flow::below(&Flow::Map(entries), indent, CHECK_LINE, pen);
}

fn is_short(row: &Row, entries: &[Entry], layout: Layout) -> bool {
    let fits = || Flow::Map(entries.to_vec()).fits(LINE);
    entries.is_empty() || (layout == Layout::Short && row.check.is_none() && fits())
}

/// The keys of a row in their order.
pub(crate) fn entries(row: &Row) -> Vec<Entry> {
    let text =
        |key: &str, value: &Option<String>| value.as_ref().map(|value| Entry::plain(key, Flow::text(value)));
    let word = |key: &str, value: Option<&str>| value.map(|value| Entry::plain(key, Flow::word(value)));
    let mut entries: Vec<Entry> = Vec::new();
    entries.extend(text("name", &row.name));
    entries.extend(text("message", &row.message));
    if let Some(solution) = &row.solution {
        entries.push(Entry::noted("solution", Flow::text(solution), &row.solution_notes));
    }
    entries.extend(word("retry", row.retry));
    entries.extend(word("category", row.category));
    entries.extend(row.http.map(|http| Entry::plain("http", Flow::Word(http.to_string()))));
    entries.extend(text("docs", &row.docs));
    entries.extend(word("deprecated", row.is_deprecated.then_some("true")));
    if let Some(found) = &row.check {
        entries.push(Entry::noted("check", check(&found.value), &found.notes));
    }
    entries.extend(text("match", &row.matching));
    if !row.allow.is_empty() {
        let codes = row.allow.iter().map(|code| Flow::word(code)).collect();
        entries.push(Entry::plain("allow", Flow::List(codes)));
    }
    entries
}

fn check(check: &Check) -> Flow {
    let (name, value) = rule(&check.rule);
    let mut entries = vec![Entry::plain(name, value)];
    if let Some((place, values)) = &check.when {
        let values = Flow::one_or_many(values.iter().map(Flow::scalar).collect());
        entries.push(Entry::plain("when", Flow::single(scalar::spell_path(place), values)));
    }
    if check.is_partial {
        entries.push(Entry::plain("partial", Flow::word("true")));
    }
    Flow::Map(entries)
}

fn rule(rule: &Rule) -> (&'static str, Flow) {
    let path = |path: &String| Flow::Word(scalar::spell_path(path));
    let paths = |paths: &[String]| Flow::one_or_many(paths.iter().map(path).collect());
    let at = |place: &str, value: Flow| Flow::single(scalar::spell_path(place), value);
    let ends = |least: Option<Flow>, most: Option<Flow>| {
        let least = least.map(|value| Entry::plain("min", value));
        Flow::Map(least.into_iter().chain(most.map(|value| Entry::plain("max", value))).collect())
    };
    let count = |value: &Option<u64>| value.map(|value| Flow::Word(value.to_string()));
    let plain = |value: &Option<String>| value.as_ref().map(|value| Flow::Word(scalar::spell_plain(value)));
    match rule {
        Rule::Present(places) => ("present", paths(places)),
        Rule::OneOf(place, values) => {
            ("one_of", at(place, Flow::List(values.iter().map(Flow::scalar).collect())))
        }
        Rule::Extension(place, endings) => {
            ("extension", at(place, Flow::List(endings.iter().map(|ending| Flow::text(ending)).collect())))
        }
        Rule::Range(place, least, most) => ("range", at(place, ends(plain(least), plain(most)))),
        Rule::Length(place, least, most, unit) => {
            let mut value = ends(count(least), count(most));
            if let (Flow::Map(entries), Some(unit)) = (&mut value, unit) {
                entries.push(Entry::plain("unit", Flow::text(unit)));
            }
            ("length", at(place, value))
        }
        Rule::Items(place, least, most) => ("items", at(place, ends(count(least), count(most)))),
        Rule::Unique(list, keys) if keys.is_empty() => ("unique", path(list)),
        Rule::Unique(list, keys) => ("unique", at(list, paths(keys))),
        Rule::Time(place, least, most) => ("time", at(place, ends(plain(least), plain(most)))),
        Rule::Format(place, form) => ("format", at(place, Flow::text(form))),
    }
}
