//! Cells of types: how their column writes them, and what they say besides a type.

use crate::extract::tables::kinds::{self, Kind};
use crate::extract::tables::sheet::{FieldColumns, Sheet};
use crate::extract::tables::{answers, cell, letters};
use crate::found::{Printed, Required};
use crate::lexicon::columns::{self, Column};
use crate::lexicon::types::{NULLS, PROSE};
use crate::page::{Cell, Text};
use stubwright_spec::source::Spanned;

/// How a column writes types.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Notation {
    #[default]
    Words,
    /// `[int]` is a scalar, and a list is `[array]`.
    Bracketed,
    /// `C`, `N(12,2)`, `an..40`.
    Letters,
}

impl Notation {
    pub(super) fn of(sheet: &Sheet<'_>, columns: &FieldColumns) -> Self {
        let cells = || sheet.rows.iter().filter_map(|row| row.cells.get(columns.kind?));
        let types: Vec<Spanned<String>> = cells().filter_map(cell::filled).collect();
        let is_list = |ty: &str| kinds::read(ty).printed == Some(Printed::List(None));
        let inner = || types.iter().filter_map(|ty| unbracketed(&ty.value));
        if inner().any(is_list) || types.len() > 2 && inner().count() == types.len() {
            return Self::Bracketed;
        }
        if letters::are_all(types.iter().map(|ty| ty.value.as_str())) { Self::Letters } else { Self::Words }
    }

    pub(super) fn read(self, ty: &str) -> Kind {
        let by_letters = (self == Self::Letters).then(|| letters::read(ty)).flatten();
        let kind = by_letters.unwrap_or_else(|| kinds::read(ty));
        let is_object = kind.printed.is_none() && kind.values.is_empty() && kinds::is_object(ty);
        Kind { printed: kind.printed.or(is_object.then_some(Printed::Object)), ..kind }
    }
}

/// A type without the brackets around it.
fn unbracketed(ty: &str) -> Option<&str> {
    ty.trim().strip_prefix('[')?.strip_suffix(']').filter(|inner| !inner.contains(['[', ']']))
}

/// The parts of a cell of types.
#[derive(Debug, Default)]
pub(super) struct Typed {
    pub(super) ty: Option<Spanned<String>>,
    /// `string, required`
    pub(super) required: Option<Required>,
    /// Bounds and a default behind the type: `string` and `max 8` on the next line.
    pub(super) rest: Option<String>,
}

impl Typed {
    pub(super) fn of(cell: &Cell, notation: Notation) -> Self {
        let Some(whole) = cell::filled(cell) else { return Self::default() };
        let span = whole.span;
        if let Some(inner) = unbracketed(&whole.value).filter(|_| notation == Notation::Bracketed) {
            return Self { ty: Some(Spanned::new(inner.to_owned(), span)), ..Self::default() };
        }
        let parts =
            || whole.value.split(['(', ')', '（', '）', ',', '，', ';', '；', '/', '·']).map(str::trim);
        let words =
            parts().flat_map(|part| [Some(part), part.split_once(' ').map(|(first, _)| first)]).flatten();
        let required = words.filter(|word| !NULLS.has(&word.to_lowercase())).find_map(answers::of_word);
        if notation.read(&whole.value).printed.is_some() || kinds::is_union(&whole.value) {
            return Self { ty: Some(whole), required, rest: None };
        }
        // `string, required`, `required string`, `integer, default 1`, `string max 64`
        let first =
            cell.text.trimmed().lines().first().map(|line| cell::line(line).value).unwrap_or_default();
        let short = |text: &str| without_answer(text).filter(|text| kinds::is_type(text)).map(str::to_owned);
        let ty = short(&first).or_else(|| parts().next().and_then(short)).or_else(|| {
            let word = whole.value.split_whitespace().next()?;
            (kinds::is_type(word) && !PROSE.has(&word.to_lowercase())).then(|| word.to_owned())
        });
        match ty {
            Some(ty) => {
                let behind = whole.value.split_once(&ty).map(|(_, rest)| rest.trim().to_owned());
                Self { ty: Some(Spanned::new(ty, span)), required, rest: behind }
            }
            None => Self { ty: Some(whole), required, rest: None },
        }
    }
}

/// The type on the first line of a description, and what is below it.
pub(in crate::extract::tables) fn in_doc(cell: &Cell) -> Option<(Spanned<String>, Text)> {
    let text = cell.text.trimmed();
    let first = text.lines().into_iter().next()?;
    // `Type: string`
    let labelled = |line: &Text| {
        let (label, ty) = line.as_str().split_once([':', '：'])?;
        let is_label = columns::of(label.trim_matches(['*', '`', ' '])).first() == Some(&Column::Kind);
        let start = line.as_str().len() - ty.trim_start_matches(['*', '`', ' ']).len();
        is_label.then(|| line.slice(start..line.as_str().len()))
    };
    let ty = cell::line(&labelled(&first).unwrap_or_else(|| first.clone()));
    let is_type = kinds::is_type(&ty.value) && !PROSE.has(&ty.value.to_lowercase());
    let rest = text.slice(first.as_str().len()..text.as_str().len()).trimmed();
    (is_type && !rest.as_str().is_empty()).then_some((ty, rest))
}

/// A text without a word in front that says that something is required.
fn without_answer(text: &str) -> Option<&str> {
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let text = if answers::of_word(first).is_some() { rest } else { text };
    (!text.is_empty()).then_some(text)
}
