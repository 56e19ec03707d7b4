//! Brings a spec up to its pages: what is new there is inserted, what the pages print differently is replaced, and
//! everything else stays as it is, byte for byte.
//!
//! Possible decisions of a person (names, retries, rules, categories, types, optional fields) are never touched; where
//! the pages say otherwise, a change says so. Nothing is deleted.

mod allowed;
mod calls;
mod change;
mod cited;
mod edit;
mod pairs;
mod rows;
mod rule;
mod settled;
mod types;

use std::collections::{BTreeMap, BTreeSet};

pub use self::change::{Change, ChangeKind, Update};
use self::cited::Cited;
use self::edit::{Editor, Map, entry};
use self::pairs::Pairs;
use self::rows::Table;
use self::settled::Settled;
use super::sheet::{Code, Endpoint, Note, Noted, Sheet, WHOLE};
use super::write;
use stubwright_spec::ast::Api;
use stubwright_spec::diag::{Code as Finding, Diagnostic, Diagnostics, Severity};
use stubwright_spec::front::files;
use stubwright_spec::front::native::print::{Entry, Rows, Value};
use stubwright_spec::lint::Levels;
use stubwright_spec::source::node::{Cursor, Document};
use stubwright_spec::source::{SourceMap, Span, yaml};
use stubwright_spec::{Choices, Format, Loader, Reading, inspect_with};

/// The spec before.
pub(super) struct Old<'a> {
    /// Its path as diagnostics show it.
    pub(super) name: &'a str,
    pub(super) bytes: &'a [u8],
}

/// Brings a spec up to a sheet. `sources` are the pages, `found` is what they get wrong.
pub(super) fn update(
    old: &Old<'_>,
    load: &mut Loader<'_>,
    sheet: &Sheet,
    (sources, mut found): (SourceMap, Diagnostics),
) -> Update {
    let pages = sources.files().len();
    let mut outcome = Reading { sources, ..Reading::default() };
    let unchanged = String::from_utf8_lossy(old.bytes).into_owned();
    let read = files::read(old.name, old.bytes, load, &Choices::default(), &mut outcome);
    let is_json = old.name.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case("json"));
    let is_foreign = outcome.format != Format::Native;
    let Some(api) = read.filter(|_| !is_json && !is_foreign) else {
        let message = if is_foreign {
            "a document of OpenAPI is not updated"
        } else if is_json {
            "a spec in JSON is not updated"
        } else {
            "the spec cannot be read as a whole"
        };
        let mut diagnostics = found;
        diagnostics.append(outcome.diagnostics);
        diagnostics.push(
            Diagnostic::without_place(Finding::CannotUpdate, message)
                .help("correct it first, or draft into a new file"),
        );
        return Update { sources: outcome.sources, diagnostics, text: unchanged, ..Update::default() };
    };
    let settled = Settled::of(outcome.sources.ids().skip(pages), &outcome.sources);
    let main = api.name.span.file;
    let document = yaml::read(&outcome.sources, main, &mut Diagnostics::default());
    let mut update = edited(&api, &document, sheet, &outcome.sources, settled);
    allowed::quiet(&mut found, &api, sheet, &outcome.sources);
    found.append(std::mem::take(&mut update.diagnostics));
    update.diagnostics = found;
    update.sources = outcome.sources;
    if update.text != unchanged
        && let Some(finding) = new_error(old, &update.text, load)
    {
        update.diagnostics.push(finding);
        update.text = unchanged;
    }
    update
}

fn edited(api: &Api, document: &Document, sheet: &Sheet, sources: &SourceMap, settled: Settled) -> Update {
    let main = document.file();
    let text = sources.get(main).map(|file| file.text()).unwrap_or_default();
    let cited = Cited::of(document, sources, &sheet.pages);
    let pages = cited.names(&sheet.pages);
    let mut editor = Editor::new(text, sources, (&cited, &pages), settled);
    let Some(root) = document.root() else { return editor.finish() };
    recite(root, sheet, &mut editor);
    sheet.left_out.iter().take(LEFT_OUT).for_each(|note| editor.recite(note));
    let matched = calls::matched(&sheet.endpoints, &api.endpoints);
    errors(api, root, (sheet, &matched), &mut editor);
    let mut pairs = Pairs::new(&sheet.types, &api.types);
    let both = || sheet.endpoints.iter().zip(&matched);
    let found = || both().filter_map(|(new, at)| Some((&new.value, api.endpoints.get((*at)?)?)));
    for (new, old) in found() {
        calls::pair(new, old, &mut pairs);
    }
    sheet.unaddressed.iter().for_each(|new| calls::pair_names(&new.value, &mut pairs));
    let section = entry(root, "endpoints");
    let places = edit::places(section);
    for (new, old) in both().filter_map(|(new, at)| Some((new, api.endpoints.get((*at)?)?))) {
        let written = places.get(&old.name.span.start).copied().filter(|map| map.key.span == old.name.span);
        calls::update(new, old, written, &mut pairs, &mut editor);
    }
    let new: Vec<_> = both().filter(|(_, at)| at.is_none()).map(|(new, _)| new).collect();
    calls::gone(&api.endpoints, &matched, &new, main, &mut editor);
    envelopes(&new, sheet, root, &mut editor);
    calls::add(&new, api, section, &mut pairs, &mut editor);
    pairs.close(|label, says| editor.is_settled(label, says));
    let types = entry(root, "types");
    types::update(&mut pairs, types, main, &mut editor);
    types::add(&mut pairs, types, &mut editor);
    editor.finish()
}

/// So many comments about what was left out are looked for.
const LEFT_OUT: usize = 100;

/// Cites the lines of today for what a spec has once.
fn recite(root: Cursor<'_>, sheet: &Sheet, editor: &mut Editor<'_>) {
    let notes = |noted: Option<&Noted<String>>| noted.map(|noted| noted.notes.clone()).unwrap_or_default();
    let mut cite = |map: Cursor<'_>, name: &str, notes: &[Note]| {
        if let Some(found) = entry(map, name) {
            editor.cite(found.key.span, None, notes);
        }
    };
    cite(root, "api", &sheet.api.notes);
    cite(root, "title", &notes(sheet.title.as_ref()));
    cite(root, "timezone", &notes(sheet.timezone.as_ref()));
    cite(root, "auth", sheet.auth.as_ref().map_or(&[], |auth| auth.notes.as_slice()));
    cite(root, "common", &sheet.common_notes);
    if let Some(common) = entry(root, "common") {
        sheet.common.iter().for_each(|new| cite(common.value, &new.value.field.wire.value, &new.notes));
    }
    cite(root, "errors", &sheet.error_notes);
    cite(root, "types", &sheet.type_notes);
    if let Some(servers) = entry(root, "servers") {
        sheet.servers.iter().for_each(|(name, url)| cite(servers.value, name, &url.notes));
    }
    if let Some(servers) = entry(root, "other_servers") {
        sheet.other_servers.iter().for_each(|(name, url)| cite(servers.value, name, &url.notes));
    }
    if let Some(tables) = entry(root, "tables") {
        sheet.tables.iter().for_each(|(name, _)| cite(tables.value, &name.value, &name.notes));
    }
    if let (Some(old), Some(new)) = (entry(root, "envelope"), &sheet.envelope) {
        cite(root, "envelope", &new.notes);
        cite(old.value, "success", &new.success.notes);
        cite(old.value, "code", &new.code.notes);
        cite(old.value, "sub_code", &new.sub_code.notes);
        cite(old.value, "message", &new.message.notes);
        cite(old.value, "data", new.data.as_ref().map_or(&[], |path| path.notes.as_slice()));
        cite(old.value, "trace", new.trace.as_ref().map_or(&[], |path| path.notes.as_slice()));
    }
}

/// `errors:` and `tables:`; `matched` are the endpoints of the spec that those of the sheet are.
fn errors(
    api: &Api,
    root: Cursor<'_>,
    (sheet, matched): (&Sheet, &[Option<usize>]),
    editor: &mut Editor<'_>,
) {
    let main = api.name.span.file;
    let all = api.errors.iter().chain(api.tables.iter().flat_map(|table| &table.codes));
    let names = all.flat_map(|code| &code.rows).filter_map(|row| Some(row.name.as_ref()?.value.clone()));
    let mut taken: BTreeSet<String> = names.collect();
    let common = Table { name: None, map: entry(root, "errors"), codes: &api.errors };
    let homeless = rows::update(&sheet.errors, &common, main, &mut taken, editor);
    section(&homeless, &sheet.error_notes, editor);
    let old: BTreeMap<&str, _> =
        api.tables.iter().map(|table| (table.name.as_str(), table.codes.as_slice())).collect();
    let tables = entry(root, "tables");
    let mut further = Vec::new();
    for (name, codes) in &sheet.tables {
        let Some(old_codes) = old.get(name.value.as_str()) else {
            further.push((name, codes));
            continue;
        };
        let map = tables.and_then(|tables| entry(tables.value, &name.value));
        let table = Table { name: Some(&name.value), map, codes: old_codes };
        let homeless = rows::update(codes, &table, main, &mut taken, editor);
        for code in homeless {
            let label = format!("row {} of {}", code.code, name.value);
            let detail = "on the page; its table is in an included file";
            editor.contradicts(label, rows::first_message(&code), detail, Span::new(main, 0, 0));
        }
    }
    // An endpoint that the spec has already is not told of a new table, and a table without an endpoint is for nobody.
    let fresh = sheet.endpoints.iter().zip(matched).filter(|(_, at)| at.is_none());
    let used: BTreeSet<&String> = fresh.flat_map(|(new, _)| &new.value.tables).collect();
    let (further, unused): (Vec<_>, Vec<_>) =
        further.into_iter().partition(|(name, _)| used.contains(&name.value));
    for (name, _) in unused {
        let detail = "on the page for an endpoint that the spec has; add it by hand to both";
        editor.differs(format!("table {}", name.value), detail, Span::new(main, 0, 0));
    }
    new_tables(&further, tables, &mut taken, editor);
}

/// `errors:` where the spec has none.
fn section(codes: &[Code], notes: &[Note], editor: &mut Editor<'_>) {
    if codes.is_empty() {
        return;
    }
    for new in codes {
        rows::say_added(usize::MAX, &format!("row {}", new.code), new, editor);
    }
    let rows = codes.iter().map(|code| write::code(code, Rows::Short));
    editor.append(&Entry::section("errors", rows, notes));
}

/// The envelope of new endpoints that have their payload beside the code.
fn envelopes(new: &[&Noted<Endpoint>], sheet: &Sheet, root: Cursor<'_>, editor: &mut Editor<'_>) {
    let is_whole =
        |new: &&Noted<Endpoint>| new.value.envelope.as_ref().is_some_and(|name| name.value == WHOLE);
    let Some(section) = new.iter().any(is_whole).then(|| write::envelopes(sheet)).flatten() else { return };
    match entry(root, "envelopes") {
        None => editor.append(&section),
        Some(old) if entry(old.value, WHOLE).is_some() => {}
        Some(old) => {
            let Value::Map(inner, _) = section.value else { return };
            let mut slots = editor.slots(old, edit::Gap::Close);
            let last = slots.as_ref().and_then(edit::Slots::last);
            for whole in &inner {
                slots.as_mut().and_then(|slots| editor.insert(slots, last, whole));
            }
        }
    }
}

fn new_tables(
    new: &[(&Noted<String>, &Vec<Code>)],
    tables: Option<Map<'_>>,
    taken: &mut BTreeSet<String>,
    editor: &mut Editor<'_>,
) {
    let mut appended = Vec::new();
    let mut slots = tables.and_then(|tables| editor.slots(tables, edit::Gap::Close));
    let last = slots.as_ref().and_then(edit::Slots::last);
    for (name, codes) in new {
        let codes: Vec<Code> = codes.iter().map(|code| rows::named(code, taken)).collect();
        let table = write::table(name, &codes);
        let label = format!("table {}", name.value);
        let span = name.notes.iter().find_map(|note| note.span);
        let detail = format!("{} codes", codes.len());
        if editor.is_settled(&label, &detail) {
            continue;
        }
        let at = match tables {
            Some(_) => slots.as_mut().and_then(|slots| editor.insert(slots, last, &table)),
            None => {
                appended.push(table);
                Some(usize::MAX)
            }
        };
        match at {
            Some(at) => editor.say(at, Change::new(ChangeKind::Added, label, detail, span)),
            None => {
                editor.say(usize::MAX, Change::new(ChangeKind::Differs, label, "cannot be inserted", span))
            }
        }
    }
    if !appended.is_empty() {
        editor.append(&Entry::section("tables", appended, &[]));
    }
}

fn new_error(old: &Old<'_>, text: &str, load: &mut Loader<'_>) -> Option<Diagnostic> {
    let errors = |bytes: &[u8], load: &mut Loader<'_>| {
        let (outcome, _) = inspect_with(old.name, bytes, load, &Choices::default(), &Levels::default());
        let found = outcome.diagnostics.sorted().into_iter().filter(|item| item.severity == Severity::Error);
        found.map(|item| (item.code.as_str(), item.message.clone())).collect::<Vec<_>>()
    };
    let mut before = errors(old.bytes, load);
    let after = errors(text.as_bytes(), load);
    let (code, message) = after.into_iter().find(|error| {
        let known = before.iter().position(|known| known == error);
        known.map(|at| before.swap_remove(at)).is_none()
    })?;
    let message = format!("the spec is left unchanged, since it would have a new error: {code} {message}");
    Some(
        Diagnostic::without_place(Finding::CannotUpdate, message)
            .note("what would have been changed is listed all the same")
            .help("make the changes by hand, or correct the page and draft again"),
    )
}

#[cfg(test)]
mod tests;
