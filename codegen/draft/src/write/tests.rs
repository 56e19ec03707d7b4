//! Sheets built by hand against the specs of the cases, and any texts there and back.

#![allow(clippy::too_many_lines, reason = "a sheet says much")]

pub(crate) mod cases;
mod checked;
mod texts;

use crate::sheet::{self, Code, Endpoint, Note, Noted, Row, Type, TypeKind, ty, unplaced};
use stubwright_spec::ast::{Enum, Field, Method, Param, Repr, TypeExpr, TypeExprKind, Value};
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

pub(crate) fn code(code: &str, row: Noted<Row>) -> Code {
    Code { code: String::from(code), notes: Vec::new(), rows: vec![row] }
}

/// A row with a name, a message and a solution; an empty text is left out.
pub(crate) fn row(name: &str, message: &str, solution: &str) -> Row {
    let some = |text: &str| (!text.is_empty()).then(|| String::from(text));
    Row { name: some(name), message: some(message), solution: some(solution), ..Row::default() }
}

/// A type in the notation of the format, as far as the tests need it.
pub(crate) fn expr(text: &str) -> TypeExpr {
    let within = |open: char, close: char| text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    if let Some(inner) = text.strip_suffix(" | null") {
        ty::nullable(expr(inner))
    } else if let Some((inner, range)) = text.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
        let (least, most) = range.split_once("..").unwrap();
        let some = |end: &str| (!end.is_empty()).then(|| end.trim_start_matches('=').to_owned());
        ty::limited(expr(inner), some(least), some(most))
    } else if let Some(inner) = within('[', ']') {
        ty::list(expr(inner))
    } else if let Some(inner) = within('{', '}') {
        ty::map(expr(inner))
    } else if let Some((name, inner)) = text.strip_suffix('>').and_then(|rest| rest.split_once('<')) {
        ty::applied(name, expr(inner))
    } else {
        assert!(text.chars().all(|c| c.is_alphanumeric()), "{text}");
        TypeExpr { span: Span::NONE.into(), kind: TypeExprKind::Name(String::from(text)) }
    }
}

/// A field: `key` or `key?`, its type and its description.
pub(crate) fn member(key: &str, ty: &str, doc: &str) -> Field {
    let mut field = sheet::field(key.trim_end_matches('?'), expr(ty));
    field.optional = key.ends_with('?');
    field.doc = (!doc.is_empty()).then(|| unplaced(String::from(doc)));
    field
}

/// A struct: `Name` or `Page<T>`.
pub(crate) fn structure(name: &str, fields: Vec<Noted<Field>>) -> Type {
    let (name, parameter) = match name.trim_end_matches('>').split_once('<') {
        Some((name, parameter)) => (name, Some(String::from(parameter))),
        None => (name, None),
    };
    Type { name: String::from(name), parameter, kind: TypeKind::Struct(fields) }
}

/// An enum of texts.
pub(crate) fn enumeration(name: &str, values: Vec<Value>) -> Type {
    let kind = TypeKind::Enum(Enum { repr: Repr::String, values });
    Type { name: String::from(name), parameter: None, kind }
}

pub(crate) fn variant(name: Option<&str>, value: &str, doc: Option<&str>) -> Value {
    let some = |text: Option<&str>| text.map(|text| unplaced(String::from(text)));
    Value { name: some(name), wire: unplaced(String::from(value)), doc: some(doc), deprecated: false }
}

/// A parameter: `key` or `key?`, its type and its description.
pub(crate) fn param(key: &str, ty: &str, doc: &str) -> Param {
    Param { field: member(key, ty, doc), place: None, style: None, allow_reserved: false }
}

pub(crate) fn endpoint(name: &str, method: Method, path: &str) -> Endpoint {
    Endpoint {
        name: String::from(name),
        method,
        path: Noted::plain(String::from(path)),
        ..Endpoint::default()
    }
}
