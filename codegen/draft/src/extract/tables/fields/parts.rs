//! The parts of a row besides the name of its field.

use super::typed::{Notation, Typed, in_doc};
use crate::extract::tables::answers::{self, Answers};
use crate::extract::tables::sheet::FieldColumns;
use crate::extract::tables::{cell, choices, describe};
use crate::found::{Choice, In, Required};
use crate::lexicon::flags;
use crate::page::{Row, Text};
use stubwright_spec::source::Spanned;

/// The parts of a row other than the name.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) ty: Option<Spanned<String>>,
    pub(super) required: Option<Required>,
    pub(super) goes: Option<In>,
    pub(super) doc: Option<Text>,
    /// Values on lines of their own in the description.
    pub(super) lines: Vec<Choice>,
    /// Other texts that may name bounds and values.
    pub(super) more: Vec<String>,
    pub(super) example: Option<Spanned<String>>,
    pub(super) default: Option<String>,
    pub(super) limit: Option<String>,
    pub(super) listed: Option<String>,
    /// The part of the page that a cell links to.
    pub(super) link: Option<String>,
    /// Whether the name is bold.
    pub(super) is_bold: bool,
    /// The part of a page that the type links to.
    pub(super) kind_link: Option<String>,
}

impl Parts {
    pub(super) fn of(
        row: &Row,
        columns: &FieldColumns,
        answers: Option<Answers>,
        notation: Notation,
    ) -> Self {
        let cell = |column: Option<usize>| column.and_then(|column| row.cells.get(column));
        let text = |column: Option<usize>| cell(column).and_then(cell::filled);
        let mut docs = columns.docs.iter().filter_map(|column| Some((*column, row.cells.get(*column)?)));
        let main = docs.by_ref().find(|(_, cell)| !flags::is_nothing(cell.text.as_str()));
        let first = main.map(|(_, cell)| cell);
        let mut doc = first.map(|cell| cell::one_line(&cell.text));
        let mut typed = cell(columns.kind).map(|cell| Typed::of(cell, notation)).unwrap_or_default();
        if let Some((ty, rest)) = first.filter(|_| columns.kind.is_none()).and_then(in_doc) {
            (typed.ty, doc) = (Some(ty), Some(cell::one_line(&rest)));
        }
        let more: Vec<(usize, Text)> =
            docs.map(|(column, cell)| (column, cell::one_line(&cell.text))).collect();
        if let Some((column, _)) = main {
            doc = doc.map(|doc| joined((column, doc), &more));
        }
        let answer = || {
            cell(columns.required).zip(answers).and_then(|(cell, answers)| answers.read(cell.text.as_str()))
        };
        Self {
            ty: typed.ty,
            required: answer().or(typed.required),
            goes: cell(columns.location).and_then(|cell| answers::goes(cell.text.as_str())),
            doc,
            lines: first.map(|cell| choices::lines(cell.text.as_str())).unwrap_or_default(),
            more: typed
                .rest
                .into_iter()
                .chain(more.iter().map(|(_, text)| text.as_str().to_owned()))
                .collect(),
            example: text(columns.example),
            default: text(columns.default)
                .map(|text| bare(&text.value))
                .filter(|text| !describe::is_no_default(text)),
            limit: text(columns.limit).map(|text| text.value),
            listed: text(columns.values).map(|text| text.value),
            link: row.cells.iter().filter_map(|cell| cell.link.as_deref()).find_map(part_of_page),
            is_bold: row.cells.get(columns.name).is_some_and(|cell| cell.is_bold),
            kind_link: cell(columns.kind).and_then(|cell| part(cell.link.as_deref()?)).map(str::to_owned),
        }
    }
}

/// The texts about a field in the order of their columns: its description, and what says more.
fn joined((column, doc): (usize, Text), more: &[(usize, Text)]) -> Text {
    let says_more = |text: &Text| {
        let text = text.as_str();
        text.contains(char::is_alphabetic) && !doc.as_str().contains(text) && !flags::is_nothing(text)
    };
    let more = more.iter().filter(|(_, text)| says_more(text));
    let (before, behind): (Vec<_>, Vec<_>) = more.partition(|(other, _)| *other < column);
    let mut texts = before.into_iter().map(|(_, text)| text).chain([&doc]);
    let mut all = texts.next().unwrap_or(&doc).clone();
    for text in texts.chain(behind.into_iter().map(|(_, text)| text)) {
        let at = all.span().range().end;
        all.push("; ", at..at);
        all.append(text);
    }
    all
}

/// The anchor of a link to a part of the page.
fn part_of_page(link: &str) -> Option<String> {
    link.strip_prefix('#').filter(|part| !part.is_empty()).map(str::to_owned)
}

/// The anchor of a link: of one to this page, or of one to a part that has several words, which is on this page if any part
/// of it is called so.
pub(in crate::extract::tables) fn part(link: &str) -> Option<&str> {
    let (page, part) = link.split_once('#')?;
    (!part.is_empty() && (page.is_empty() || part.contains(['-', '_']))).then_some(part)
}

pub(super) fn bare(text: &str) -> String {
    text.trim_matches(['"', '\'', '`', '“', '”']).to_owned()
}
