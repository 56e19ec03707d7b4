//! The sheet as YAML that a person would be glad to edit.
//!
//! Sections stand in the order of the format with an empty line between them. A row, field or check stands on one line
//! where it fits. Behind a line a comment says why it is so, and where on the page it comes from.

pub(super) mod calls;
pub(super) mod flow;
mod head;
pub(super) mod pen;
pub(super) mod rows;
pub(super) mod types;

pub(super) use stubwright_spec::front::native::print::scalar;

use self::pen::Pen;
use self::rows::Layout;
use super::Counts;
use super::sheet::{Note, Sheet};
use stubwright_spec::source::SourceMap;

/// The YAML of a sheet.
pub(super) fn write(sheet: &Sheet, sources: &SourceMap) -> (String, Counts) {
    let mut pen = Pen::new(sources, &sheet.pages);
    head::head(sheet, &mut pen);
    if let Some(envelope) = &sheet.envelope {
        head::envelope(envelope, &mut pen);
    }
    head::common(sheet, &mut pen);
    if let Some(auth) = &sheet.auth {
        head::auth(auth, &mut pen);
    }
    errors(sheet, &mut pen);
    tables(sheet, &mut pen);
    endpoints(sheet, &mut pen);
    types(sheet, &mut pen);
    let (yaml, guesses) = pen.finish();
    let further: usize = sheet.tables.iter().map(|(_, codes)| codes.len()).sum();
    let counts = Counts {
        endpoints: sheet.endpoints.len(),
        types: sheet.types.len(),
        codes: sheet.errors.len() + further,
        guesses,
    };
    (yaml, counts)
}

fn errors(sheet: &Sheet, pen: &mut Pen<'_>) {
    if sheet.errors.is_empty() && sheet.left_out.is_empty() {
        return;
    }
    pen.blank();
    let indent = if sheet.errors.is_empty() {
        0
    } else {
        pen.line(0, "errors:", &sheet.error_notes);
        2
    };
    sheet.errors.iter().for_each(|code| rows::code(code, indent, Layout::Short, pen));
    for note in &sheet.left_out {
        pen.line(indent, "", std::slice::from_ref(note));
    }
}

fn tables(sheet: &Sheet, pen: &mut Pen<'_>) {
    if sheet.tables.is_empty() {
        return;
    }
    pen.blank();
    pen.line(0, "tables:", &[]);
    for (name, codes) in &sheet.tables {
        table_head(&name.value, codes.is_empty(), &name.notes, pen);
        codes.iter().for_each(|code| rows::code(code, 4, Layout::Short, pen));
    }
}

fn table_head(name: &str, is_empty: bool, notes: &[Note], pen: &mut Pen<'_>) {
    let body = if is_empty { " {}" } else { "" };
    pen.line(2, &format!("{}:{body}", scalar::spell(name)), notes);
}

fn endpoints(sheet: &Sheet, pen: &mut Pen<'_>) {
    if sheet.endpoints.is_empty() {
        return;
    }
    pen.blank();
    pen.line(0, "endpoints:", &[]);
    sheet.endpoints.iter().for_each(|endpoint| calls::endpoint(endpoint, 2, pen));
}

fn types(sheet: &Sheet, pen: &mut Pen<'_>) {
    if sheet.types.is_empty() {
        return;
    }
    pen.blank();
    pen.line(0, "types:", &sheet.type_notes);
    for (at, ty) in sheet.types.iter().enumerate() {
        if at > 0 {
            pen.blank();
        }
        types::ty(ty, 2, pen);
    }
}

#[cfg(test)]
pub(super) mod tests;
