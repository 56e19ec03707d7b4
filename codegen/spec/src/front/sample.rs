//! Values that the author wrote down: examples and defaults.

use crate::ast::{Sample, SampleKind};
use crate::diag::Diagnostics;
use crate::source::node::{Cursor, Scalar, Shape, Style};
use crate::source::{SourceMap, Span, Spanned, load};

/// Reads a value; any node is one. Whether it fits its type is checked when the type is known.
pub(super) fn read(cursor: Cursor<'_>) -> Sample {
    let kind = match cursor.shape() {
        Shape::Scalar(scalar) if scalar.is_null() => SampleKind::Null,
        Shape::Scalar(scalar) if scalar.style == Style::Plain => SampleKind::Plain(scalar.text.to_owned()),
        Shape::Scalar(scalar) => SampleKind::Quoted(scalar.text.to_owned()),
        Shape::Sequence(items) => SampleKind::List(items.into_iter().map(read).collect()),
        Shape::Mapping(entries) => SampleKind::Map(
            entries
                .into_iter()
                .map(|(key, value)| (Spanned::new(key.text.to_owned(), key.span), read(value)))
                .collect(),
        ),
    };
    Sample { span: cursor.span().into(), kind }
}

/// Reads JSON that is written as a text; `None` if the text is not an object or a list.
pub(super) fn of_text(scalar: Scalar<'_>) -> Option<Sample> {
    if !scalar.text.trim_start().starts_with(['{', '[']) {
        return None;
    }
    of_json(scalar.text).map(|sample| placed(sample, scalar.span))
}

/// Reads JSON; `None` if the text is something else. The spans are places in the text.
pub(crate) fn of_json(text: &str) -> Option<Sample> {
    let (mut sources, mut found) = (SourceMap::default(), Diagnostics::default());
    let (_, document) = load(&mut sources, "example.json", text.as_bytes(), &mut found)?;
    let sample = read(document.root()?);
    (!found.has_errors()).then_some(sample)
}

/// The same value, all of it at one place.
fn placed(sample: Sample, span: Span) -> Sample {
    let kind = match sample.kind {
        SampleKind::List(items) => {
            SampleKind::List(items.into_iter().map(|item| placed(item, span)).collect())
        }
        SampleKind::Map(entries) => SampleKind::Map(
            entries
                .into_iter()
                .map(|(key, value)| (Spanned::new(key.value, span), placed(value, span)))
                .collect(),
        ),
        kind => kind,
    };
    Sample { span: span.into(), kind }
}
