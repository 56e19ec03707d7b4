//! Rows of the error tables: new codes after those they follow on the page, changed texts in their place.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, ChangeKind};
use super::edit::{Editor, Gap, Map, entries, entry, says};
use super::rule;
use crate::sheet::{Code, Noted, Row};
use crate::write;
use stubwright_spec::ast::{ErrorCode, ErrorRow, Origin};
use stubwright_spec::front::native::print::Rows;
use stubwright_spec::source::node::{Cursor, Scalar, Shape, Style};
use stubwright_spec::source::{FileId, Span};

pub(super) const CANNOT: &str = "on the page, and cannot be inserted here";

pub(super) struct Table<'a> {
    /// Its name; `None` for the common one.
    pub(super) name: Option<&'a str>,
    /// The part of it in the main file.
    pub(super) map: Option<Map<'a>>,
    pub(super) codes: &'a [ErrorCode],
}

impl Table<'_> {
    fn label(&self, code: &str) -> String {
        let code = if code.is_empty() { "without a code" } else { code };
        match self.name {
            Some(name) => format!("row {code} of {name}"),
            None => format!("row {code}"),
        }
    }

    /// Whether it is there as the vendor's table.
    fn is_pasted(&self) -> bool {
        let is_text = |(key, value): &(Scalar<'_>, Cursor<'_>)| {
            let has_lines = value.scalar().is_some_and(|text| text.text.contains('\n'));
            key.text == "table" && (key.style == Style::Plain || has_lines)
        };
        self.map.is_some_and(|map| entries(map.value).iter().any(is_text))
    }
}

/// Brings a table up to the page. `taken` are the names of all rows of the spec.
///
/// Returns the rows that cannot be inserted because the main file has no such map.
pub(super) fn update(
    sheet: &[Code],
    table: &Table<'_>,
    main: FileId,
    taken: &mut BTreeSet<String>,
    editor: &mut Editor<'_>,
) -> Vec<Code> {
    let known: BTreeMap<&str, &ErrorCode> =
        table.codes.iter().map(|code| (code.code.value.as_str(), code)).collect();
    let is_pasted = table.is_pasted();
    let written = table.map.filter(|_| !is_pasted).map(|map| entries(map.value)).unwrap_or_default();
    let written: BTreeMap<&str, (Scalar<'_>, Cursor<'_>)> =
        written.into_iter().map(|(key, value)| (key.text, (key, value))).collect();
    let layout = table.map.map_or(Rows::Short, |map| layout(map.value, editor));
    let mut slots = table.map.and_then(|map| editor.slots(map, Gap::Close));
    let mut before: Option<Span> = None;
    let mut homeless = Vec::new();
    for code in sheet {
        let label = table.label(&code.code);
        match (written.get(code.code.as_str()), known.get(code.code.as_str())) {
            (Some((key, value)), _) => {
                same_code(code, *key, *value, &label, editor);
                before = Some(key.span);
            }
            (None, Some(old)) => elsewhere(code, old, (&label, main), editor),
            (None, None) if editor.is_settled(&label, first_message(code)) => {}
            (None, None) if is_pasted => {
                let span = table.map.map_or(Span::new(main, 0, 0), |map| map.key.span);
                let detail = "on the page, and not in the pasted table";
                editor.contradicts(label, first_message(code), detail, span);
            }
            (None, None) => {
                let code = named(code, taken);
                match table.map {
                    Some(map) => {
                        let new = write::code(&code, layout);
                        let at = slots.as_mut().and_then(|slots| editor.insert(slots, before, &new));
                        match at {
                            Some(at) => say_added(at, &label, &code, editor),
                            None => {
                                editor.contradicts(label, first_message(&code), CANNOT, map.key.span);
                            }
                        }
                    }
                    None => homeless.push(code),
                }
            }
        }
    }
    let on_page: BTreeSet<&str> = sheet.iter().map(|code| code.code.as_str()).collect();
    // Pages with less than half of the rows show another part of the API.
    let is_there = |code: &&ErrorCode| on_page.contains(code.code.as_str());
    let is_same_part = table.codes.iter().filter(is_there).count() * 2 >= table.codes.len();
    for code in table.codes.iter().filter(|code| is_same_part && !is_there(code)) {
        if !code.rows.iter().all(|row| row.deprecated) {
            editor.gone(table.label(&code.code.value), code.code.span);
        }
    }
    homeless
}

/// The code with names that no row of the spec has.
pub(super) fn named(code: &Code, taken: &mut BTreeSet<String>) -> Code {
    let mut code = code.clone();
    for row in &mut code.rows {
        row.value.name = row.value.name.take().filter(|name| taken.insert(name.clone()));
    }
    code
}

/// The message by which a code is told from another one of the same spelling.
pub(super) fn first_message(code: &Code) -> &str {
    code.rows.first().and_then(|row| row.value.message.as_deref()).unwrap_or_default()
}

/// Says that a row is new.
pub(super) fn say_added(at: usize, label: &str, code: &Code, editor: &mut Editor<'_>) {
    let message = first_message(code);
    let span = code.rows.first().and_then(place).or_else(|| code.notes.iter().find_map(|note| note.span));
    editor.say(at, Change::new(ChangeKind::Added, label, message, span));
}

fn place(row: &Noted<Row>) -> Option<Span> {
    row.notes.iter().find_map(|note| note.span)
}

/// As most rows beside it that have no rule.
fn layout(table: Cursor<'_>, editor: &Editor<'_>) -> Rows {
    let (mut short, mut long) = (0_usize, 0_usize);
    for (_, value) in entries(table) {
        if entry(value, "check").is_none() && !matches!(value.shape(), Shape::Sequence(_)) {
            let is_long = matches!(value.shape(), Shape::Mapping(_)) && !editor.is_flow(value);
            *(if is_long { &mut long } else { &mut short }) += 1;
        }
    }
    if long > short { Rows::Long } else { Rows::Short }
}

/// A code that the main file has.
fn same_code(code: &Code, key: Scalar<'_>, value: Cursor<'_>, label: &str, editor: &mut Editor<'_>) {
    let old = match value.shape() {
        Shape::Sequence(items) => items,
        Shape::Scalar(_) | Shape::Mapping(_) => vec![value],
    };
    let is_list = matches!(value.shape(), Shape::Sequence(_));
    editor.cite(key.span, None, &code.notes);
    if let ([new], [old]) = (code.rows.as_slice(), old.as_slice()) {
        editor.cite(if is_list { first_key(*old) } else { key.span }, Some(*old), &new.notes);
        return same_row(&new.value, *old, key, label, editor);
    }
    let mut open: Vec<Option<Cursor<'_>>> = old.iter().copied().map(Some).collect();
    let mut unmatched = Vec::new();
    for row in &code.rows {
        let found = open.iter_mut().find(|old| old.is_some_and(|old| is_same(&row.value, old)));
        match found.and_then(Option::take) {
            Some(old) => {
                editor.cite(first_key(old), Some(old), &row.notes);
                same_row(&row.value, old, key, label, editor);
            }
            None => unmatched.push(row),
        }
    }
    let rest: Vec<Cursor<'_>> = open.into_iter().flatten().collect();
    if rest.len() == unmatched.len() {
        for (row, old) in unmatched.into_iter().zip(rest) {
            editor.cite(first_key(old), Some(old), &row.notes);
            same_row(&row.value, old, key, label, editor);
        }
        return;
    }
    if code.rows.len() == 1 && !unmatched.is_empty() {
        // One row of the page, which somebody told apart further: its words are in none of them.
        return editor.differs(label, "the page has other words, in one row", key.span);
    }
    for row in unmatched {
        let new = write::row(row);
        let message = row.value.message.clone().unwrap_or_default();
        if editor.is_settled(label, &message) {
            continue;
        }
        match if is_list { editor.push_item(value, &new) } else { None } {
            Some(at) => editor.say(at, Change::new(ChangeKind::Added, label, message, place(row))),
            None => {
                let detail = format!("the page has a further row for this code: {message}");
                editor.contradicts(label, &message, detail, key.span);
            }
        }
    }
    // A row without a message came from no page.
    let is_gone = |old: &Cursor<'_>| !is_deprecated(*old) && text_of(*old, "message").is_some();
    for old in rest.into_iter().filter(is_gone) {
        editor.gone(label, first_key(old));
    }
}

fn first_key(row: Cursor<'_>) -> Span {
    entries(row).first().map_or(row.span(), |(key, _)| key.span)
}

fn is_deprecated(row: Cursor<'_>) -> bool {
    text_of(row, "deprecated").is_some_and(|flag| flag.text == "true")
}

fn text_of<'a>(row: Cursor<'a>, key: &str) -> Option<Scalar<'a>> {
    entry(row, key)?.value.scalar()
}

/// Whether a row of the page is this one: by what tells it apart, or by its message.
fn is_same(row: &Row, old: Cursor<'_>) -> bool {
    let has = |key: &str, text: &Option<String>| {
        text.as_ref().is_some_and(|text| text_of(old, key).is_some_and(|old| says(old.text, text)))
    };
    has("message", &row.message) || has("match", &row.matching)
}

/// A row that the main file has.
fn same_row(row: &Row, old: Cursor<'_>, key: Scalar<'_>, label: &str, editor: &mut Editor<'_>) {
    if old.span().start < key.span.end {
        // An alias: its target is written elsewhere.
        return;
    }
    let anchor = first_key(old);
    if let Shape::Scalar(message) = old.shape() {
        if !message.is_null() {
            changed("message", row.message.as_deref(), message, label, editor);
        }
        suggested(row, old, anchor, label, editor);
        return;
    }
    let old_message = text_of(old, "message");
    for (key, text) in [("message", &row.message), ("solution", &row.solution), ("docs", &row.docs)] {
        let Some(text) = text else { continue };
        match entry(old, key).map(|map| map.value.shape()) {
            Some(Shape::Scalar(scalar)) => changed(key, Some(text), scalar, label, editor),
            Some(Shape::Mapping(languages)) => {
                let is_there = |(_, value): &(Scalar<'_>, Cursor<'_>)| {
                    value.scalar().is_some_and(|value| says(value.text, text))
                };
                if !languages.iter().any(is_there) {
                    editor.contradicts(
                        label,
                        &claim(key, text),
                        format!("the page says {key}: {text}"),
                        anchor,
                    );
                }
            }
            _ => {
                editor.contradicts(label, &claim(key, text), format!("the page has a {key}: {text}"), anchor);
            }
        }
    }
    let is_new_message = matches!((old_message, &row.message), (Some(old), Some(new))
        if !says(old.text, new) && !editor.is_settled(label, &claim("message", new)));
    if let (true, Some(old_message), Some(matching)) = (is_new_message, old_message, text_of(old, "match"))
        && matching.text == old_message.text
        && let Some(new) = &row.matching
    {
        changed("match", Some(new), matching, label, editor);
    }
    status(row, old, anchor, label, editor);
    suggested(row, old, anchor, label, editor);
    if row.is_deprecated && !is_deprecated(old) {
        editor.differs(label, "the page strikes it through or calls it deprecated", anchor);
    }
}

/// Says which rule the page's words suggest, for as long as the row does not have it.
fn suggested(row: &Row, old: Cursor<'_>, anchor: Span, label: &str, editor: &mut Editor<'_>) {
    if row.check.is_none() {
        return;
    }
    let rule = write::check(row);
    if !rule::has(old, &rule) {
        editor.differs(label, format!("the page's words suggest `check: {rule}`"), anchor);
    }
}

fn status(row: &Row, old: Cursor<'_>, anchor: Span, label: &str, editor: &mut Editor<'_>) {
    let Some(status) = row.http.map(|status| status.to_string()) else { return };
    match text_of(old, "http") {
        Some(old) if old.text == status => {}
        Some(_) if editor.is_settled(label, &claim("http", &status)) => {}
        Some(old) => {
            editor.replace_word(old, &status);
            say_changed("http", old, &status, label, editor);
        }
        None => {
            let detail = format!("the page has http: {status}");
            editor.contradicts(label, &claim("http", &status), detail, anchor);
        }
    }
}

/// A text of the page in the place of what the spec has.
fn changed(key: &str, new: Option<&str>, old: Scalar<'_>, label: &str, editor: &mut Editor<'_>) {
    let Some(new) = new.filter(|new| !says(new, old.text)) else { return };
    if editor.is_settled(label, &claim(key, new)) {
        return;
    }
    editor.replace(old, new);
    say_changed(key, old, new, label, editor);
}

fn say_changed(key: &str, old: Scalar<'_>, new: &str, label: &str, editor: &mut Editor<'_>) {
    let detail = format!("{key}: {} → {new}", old.text);
    let change = Change::new(ChangeKind::Changed, label, detail, Some(old.span));
    editor.say(old.span.range().start, change.marked(label, &claim(key, new)));
}

/// The page's statement about a key of a row.
fn claim(key: &str, new: &str) -> String {
    format!("{key}: {new}")
}

/// A code that an included file has, or the vendor's table.
fn elsewhere(code: &Code, old: &ErrorCode, (label, main): (&str, FileId), editor: &mut Editor<'_>) {
    let place = match old.origin {
        _ if old.code.span.file != main => "an included file",
        Origin::Pasted => "the pasted table",
        Origin::Written => "an alias",
    };
    for row in &code.rows {
        let has = |old: &ErrorRow| {
            let Some(message) = &row.value.message else { return true };
            let main = old.message.main.iter();
            let mut texts = main.chain(old.message.languages.iter().map(|(_, text)| text));
            texts.any(|text| says(text.as_str(), message))
        };
        if !old.rows.iter().any(has) {
            let message = row.value.message.as_deref().unwrap_or_default();
            let detail = format!("the page says message: {message}; it is in {place}, which is not edited");
            editor.contradicts(label, &claim("message", message), detail, old.code.span);
        }
    }
}
