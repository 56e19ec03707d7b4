//! Values that the author wrote down: examples and defaults.

use crate::ast::{Sample, SampleKind};
use crate::source::Spanned;
use crate::source::node::{Cursor, Shape, Style};

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
