//! Sheets built by hand against the specs of the cases, and any texts there and back.

#![allow(clippy::too_many_lines, reason = "a sheet says much")]

pub(crate) mod cases;
mod checked;
mod texts;

use crate::sheet::{Code, Endpoint, Member, Note, Noted, Param, Row, Type, TypeKind};
use stubwright_spec::source::{SourceMap, Span};

/// A page of so many lines that every case fits.
pub(crate) fn page() -> SourceMap {
    let mut sources = SourceMap::default();
    sources.add("docs/page.txt", "\n".repeat(200));
    sources
}

/// The place of a line of [`page`].
pub(crate) fn line(number: usize) -> Span {
    let file = SourceMap::default().add("page.txt", "");
    Span::new(file, number - 1, number - 1)
}

/// `# page:12`.
pub(crate) fn at<T>(value: T, number: usize) -> Noted<T> {
    Noted::at(value, line(number))
}

/// `# ? text` or `# ? text, page:12`.
pub(crate) fn guess<T>(value: T, text: &str, number: Option<usize>) -> Noted<T> {
    Noted::guess(value, text, number.map(line))
}

/// `# text` or `# text, page:12`.
pub(crate) fn note(text: &str, number: Option<usize>) -> Note {
    Note { is_guess: false, text: String::from(text), span: number.map(line) }
}

/// A code with one row.
pub(crate) fn code(code: &str, row: Noted<Row>) -> Code {
    Code { code: String::from(code), notes: Vec::new(), rows: vec![row] }
}

/// A row with a name, a message and a solution; an empty text is none.
pub(crate) fn row(name: &str, message: &str, solution: &str) -> Row {
    let some = |text: &str| (!text.is_empty()).then(|| String::from(text));
    Row { name: some(name), message: some(message), solution: some(solution), ..Row::default() }
}

/// A field: `key` or `key?`, its type and its description.
pub(crate) fn member(key: &str, ty: &str, doc: &str) -> Member {
    Member {
        name: key.trim_end_matches('?').to_owned(),
        is_optional: key.ends_with('?'),
        ty: String::from(ty),
        doc: (!doc.is_empty()).then(|| String::from(doc)),
        ..Member::default()
    }
}

/// A struct.
pub(crate) fn structure(name: &str, fields: Vec<Noted<Member>>) -> Type {
    Type { name: String::from(name), kind: TypeKind::Struct(fields) }
}

/// A parameter: `key` or `key?`, its type and its description.
pub(crate) fn param(key: &str, ty: &str, doc: &str) -> Param {
    Param {
        name: key.trim_end_matches('?').to_owned(),
        is_optional: key.ends_with('?'),
        ty: Some(String::from(ty)),
        doc: (!doc.is_empty()).then(|| String::from(doc)),
        ..Param::default()
    }
}

/// An endpoint of JSON.
pub(crate) fn endpoint(name: &str, method: &str, path: &str) -> Endpoint {
    Endpoint {
        name: String::from(name),
        method: String::from(method),
        path: Noted::plain(String::from(path)),
        ..Endpoint::default()
    }
}
