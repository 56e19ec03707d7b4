//! The sheet as YAML that a person would be glad to edit: an `ast` with notes, printed in the native format.

mod lower;

pub(super) use self::lower::{Lowering, names};
use super::sheet::{Code, Endpoint, Noted, Row, Sheet, Type};
use stubwright_spec::ast::{Field, Param};
use stubwright_spec::front::native::print::{
    self, Entry, LINE, Rows, Value, Writer, bounded, last_component,
};
use stubwright_spec::source::SourceMap;

/// How much was found.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Endpoints.
    pub endpoints: usize,
    /// Types.
    pub types: usize,
    /// Codes of the error table.
    pub codes: usize,
    /// Lines that are marked as a guess.
    pub guesses: usize,
}

/// The YAML of a sheet.
pub(super) fn write(sheet: &Sheet, sources: &SourceMap) -> (String, Counts) {
    let mut writer = Writer::new(sources, &sheet.pages);
    if !sheet.pages.is_empty() {
        let line = format!("# Drafted from {}. What is marked `# ?` is a guess.", pages(&sheet.pages));
        writer.line(0, &line, &[], None);
    }
    let entries = entries(sheet);
    let at = entries.iter().position(|entry| entry.key == "types").unwrap_or(entries.len());
    let (above, below) = entries.split_at(at);
    above.iter().for_each(|entry| entry.write(0, LINE, &mut writer));
    unaddressed(sheet, sources, &mut writer);
    below.iter().for_each(|entry| entry.write(0, LINE, &mut writer));
    let (yaml, guesses) = writer.finish();
    let further: usize = sheet.tables.iter().map(|(_, codes)| codes.len()).sum();
    let counts = Counts {
        endpoints: sheet.endpoints.len(),
        types: sheet.types.len(),
        codes: sheet.errors.len() + further,
        guesses,
    };
    (yaml, counts)
}

/// Endpoints whose addresses are not on the pages, as comments that become endpoints when they are filled in.
fn unaddressed(sheet: &Sheet, sources: &SourceMap, writer: &mut Writer<'_>) {
    if sheet.unaddressed.is_empty() {
        return;
    }
    writer.line(0, "", &[], None);
    let head =
        "# ? no URL is on the page: correct the method and the path, and remove the marks of the comment";
    writer.line(0, head, &[], None);
    let section = if sheet.endpoints.is_empty() { "# endpoints:" } else { "# below `endpoints:`" };
    writer.line(0, section, &[], None);
    for noted in &sheet.unaddressed {
        let mut inner = Writer::new(sources, &sheet.pages);
        endpoint(noted).write(2, LINE, &mut inner);
        for line in inner.finish().0.lines() {
            writer.line(0, format!("# {line}").trim_end(), &[], None);
        }
    }
}

/// The sections, with the rows that were left out at the end of the errors.
fn entries(sheet: &Sheet) -> Vec<Entry> {
    let mut lowering = Lowering::default();
    let mut entries = print::api(&lowering.api(sheet), &lowering.notes);
    let left_out = || sheet.left_out.iter().cloned().map(Entry::comment);
    let errors = entries.iter_mut().find(|entry| entry.key == "errors").map(|entry| &mut entry.value);
    if let Some(Value::Map(rows, _)) = errors {
        rows.extend(left_out());
    } else if !sheet.left_out.is_empty() {
        let below = ["tables", "endpoints", "types"];
        let at =
            entries.iter().position(|entry| below.contains(&entry.key.as_str())).unwrap_or(entries.len());
        let comments =
            left_out().enumerate().map(|(at, comment)| if at == 0 { comment.apart() } else { comment });
        entries.splice(at..at, comments.collect::<Vec<_>>());
    }
    entries
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

/// `envelopes:`, where endpoints have one of their own.
pub(super) fn envelopes(sheet: &Sheet) -> Option<Entry> {
    entries(sheet).into_iter().find(|entry| entry.key == "envelopes")
}

/// An entry of `endpoints:`.
pub(super) fn endpoint(endpoint: &Noted<Endpoint>) -> Entry {
    let mut lowering = Lowering::default();
    print::endpoint(&lowering.endpoint(endpoint), &lowering.notes)
}

/// An entry of `params:`.
pub(super) fn param(param: &Noted<Param>) -> Entry {
    let mut lowering = Lowering::default();
    print::param(&lowering.param(param), &lowering.notes)
}

/// `params:`.
pub(super) fn params(params: &[Noted<Param>]) -> Entry {
    let mut lowering = Lowering::default();
    let params: Vec<Param> = params.iter().map(|param| lowering.param(param)).collect();
    print::params(&params, &lowering.notes)
}

/// A field of a struct.
pub(super) fn field(field: &Noted<Field>) -> Entry {
    let mut lowering = Lowering::default();
    print::field(&lowering.field(field), &lowering.notes)
}

/// An entry of `types:`.
pub(super) fn type_def(ty: &Noted<Type>) -> Entry {
    let mut lowering = Lowering::default();
    print::type_def(&lowering.type_def(ty), &lowering.notes)
}

/// A code with its rows.
pub(super) fn code(code: &Code, rows: Rows) -> Entry {
    let mut lowering = Lowering::default();
    print::code(&lowering.code(code), rows, &lowering.notes)
}

/// One of several rows, as an item of a list.
pub(super) fn row(row: &Noted<Row>) -> Entry {
    let mut lowering = Lowering::default();
    print::row(&lowering.row(row), Rows::Short, &lowering.notes)
}

/// The text after `check:`, on one line; empty for a row without one.
pub(super) fn check(row: &Row) -> String {
    let mut lowering = Lowering::default();
    let row = lowering.row(&Noted::plain(row.clone()));
    print::check(&row, &lowering.notes).map(|entry| entry.value.line()).unwrap_or_default()
}

/// An entry of `tables:`.
pub(super) fn table(name: &Noted<String>, codes: &[Code]) -> Entry {
    let mut lowering = Lowering::default();
    print::table(&lowering.table(name, codes), &lowering.notes)
}

#[cfg(test)]
pub(super) mod tests;
