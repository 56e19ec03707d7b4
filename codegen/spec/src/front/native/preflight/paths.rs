//! Paths into a request: as in envelopes, with `[*]`, without endings, and with the place of every step.

use std::ops::Range;

use super::super::notation::request_steps;
use super::super::read::{one_or_many, shorten, wrong_shape};
use crate::ast::preflight::{Path, PathSpelling, Step};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::Span;
use crate::source::node::{Cursor, Scalar, Style};

/// One path or a list of them.
pub(super) fn list(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Vec<Path> {
    let items = one_or_many(cursor);
    if items.is_empty() {
        diags.push(
            Diagnostic::new(Code::BadCheck, cursor.span(), "this list of paths is empty")
                .help("write the path that the rule applies to, such as `signers`"),
        );
    }
    items.into_iter().filter_map(|item| one(item, diags)).collect()
}

/// One path.
pub(super) fn one(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Option<Path> {
    match cursor.scalar() {
        Some(scalar) if !scalar.is_null() => path(scalar, diags),
        _ => {
            let found = wrong_shape(cursor, "a path", &cursor.shape());
            diags.push(found.help(ADVICE));
            None
        }
    }
}

/// The path that a scalar is.
pub(super) fn path(scalar: Scalar<'_>, diags: &mut Diagnostics) -> Option<Path> {
    part(scalar, 0..scalar.text.len(), diags)
}

const ADVICE: &str = "a path consists of names joined by `.`, with `[*]` after a list: `signers[*].accountId`; \
                      a name with special characters is written `[\"a.b\"]`";

/// The path that a part of a scalar is.
pub(super) fn part(scalar: Scalar<'_>, range: Range<usize>, diags: &mut Diagnostics) -> Option<Path> {
    let text = &scalar.text[range.clone()];
    let verbatim = verbatim(scalar);
    let at = |inner: Range<usize>| match verbatim {
        Some(start) => {
            let start = start + range.start;
            Span::new(scalar.span.file, start + inner.start, start + inner.end)
        }
        None => scalar.span,
    };
    // The quotes belong to a path that is all of the scalar.
    let span = if text.len() == scalar.text.len() { scalar.span } else { at(0..text.len()) };
    match request_steps(text) {
        Ok(steps) => Some(Path {
            text: text.to_owned(),
            span: span.into(),
            steps: steps.into_iter().map(|(kind, range)| Step { span: at(range).into(), kind }).collect(),
            spelling: match (verbatim, scalar.style) {
                (None, _) => PathSpelling::Escaped,
                (Some(_), Style::Plain) if text.len() == scalar.text.len() => PathSpelling::Plain,
                (Some(_), Style::Plain) => PathSpelling::PartOfPlain,
                (Some(_), _) => PathSpelling::Quoted,
            },
        }),
        Err(message) => {
            diags.push(
                Diagnostic::new(
                    Code::BadPath,
                    span,
                    format!("`{}` is not a valid path: {message}", shorten(text)),
                )
                .help(ADVICE),
            );
            None
        }
    }
}

/// The start of the text of a scalar in its file, if the file has it unescaped.
fn verbatim(scalar: Scalar<'_>) -> Option<usize> {
    let quote = match scalar.style {
        Style::Plain => 0,
        Style::Single | Style::Double => 1,
        Style::Literal | Style::Folded => return None,
    };
    let range = scalar.span.range();
    // Every escape is longer than the character that it denotes.
    (range.len() == scalar.text.len() + 2 * quote).then_some(range.start + quote)
}
