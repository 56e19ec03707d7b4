//! Paths into a request: those of envelopes, with `[*]`, without endings, and with the place of every step.

use std::ops::Range;

use super::super::read::{one_or_many, shorten, wrong_shape};
use crate::ast::checks::{Path, PathSpelling, Step, StepKind};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::Span;
use crate::source::node::{Cursor, Scalar, Style};

/// One path or a list of them.
pub(super) fn list(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Vec<Path> {
    let items = one_or_many(cursor);
    if items.is_empty() {
        diags.push(
            Diagnostic::new(Code::BadCheck, cursor.span(), "the list of paths is empty")
                .help("write the path of what the rule is about, such as `signers`"),
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

const ADVICE: &str = "a path is names joined by `.`, with `[*]` behind a list: `signers[*].accountId`; \
                      odd names are written `[\"a.b\"]`";

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
    match steps(text) {
        Ok(steps) => Some(Path {
            text: text.to_owned(),
            span,
            steps: steps.into_iter().map(|(kind, range)| Step { span: at(range), kind }).collect(),
            spelling: match (verbatim, scalar.style) {
                (None, _) => PathSpelling::Escaped,
                (Some(_), Style::Plain) if text.len() == scalar.text.len() => PathSpelling::Plain,
                (Some(_), Style::Plain) => PathSpelling::PartOfPlain,
                (Some(_), _) => PathSpelling::Quoted,
            },
        }),
        Err(message) => {
            diags.push(
                Diagnostic::new(Code::BadPath, span, format!("`{}` is no path: {message}", shorten(text)))
                    .help(ADVICE),
            );
            None
        }
    }
}

/// Where the text of a scalar starts in its file, if it stands there as it is.
fn verbatim(scalar: Scalar<'_>) -> Option<usize> {
    let quote = match scalar.style {
        Style::Plain => 0,
        Style::Single | Style::Double => 1,
        Style::Literal | Style::Folded => return None,
    };
    let range = scalar.span.range();
    // Every escape is longer than what it stands for.
    (range.len() == scalar.text.len() + 2 * quote).then_some(range.start + quote)
}

/// No request is deeper than a document can be.
const MOST_STEPS: usize = 128;

type Steps = Vec<(StepKind, Range<usize>)>;

fn steps(text: &str) -> Result<Steps, String> {
    let mut steps = Vec::new();
    if text == "." {
        return Ok(steps);
    }
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let (kind, length) = if let Some(quoted) = rest.strip_prefix("[\"") {
            let end = quoted.find("\"]").ok_or("`[\"` without `\"]`")?;
            (StepKind::Key(quoted[..end].to_owned()), end + 4)
        } else if rest.starts_with("[*]") {
            (StepKind::Each, 3)
        } else {
            let end = rest.find(['.', '[']).unwrap_or(rest.len());
            (named(&rest[..end])?, end)
        };
        steps.push((kind, at..at + length));
        if steps.len() > MOST_STEPS {
            return Err(format!("it has more than {MOST_STEPS} steps"));
        }
        at += length;
        let rest = &text[at..];
        if rest.is_empty() {
            return Ok(steps);
        }
        if rest.starts_with(".[") {
            return Err(String::from("there is no `.` before `[`"));
        } else if rest.starts_with('.') {
            at += 1;
        } else if !(rest.starts_with("[\"") || rest.starts_with("[*]")) {
            return Err(String::from("expected `.`, `[*]` or `[\"`; an index is written `.0`"));
        }
    }
}

fn named(text: &str) -> Result<StepKind, String> {
    if text.is_empty() {
        return Err(String::from("a step is empty"));
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().map(StepKind::Index).map_err(|_| format!("index {text} is too large"));
    }
    if text.starts_with('*') {
        return Err(String::from("endings have a meaning in envelopes only"));
    }
    Ok(StepKind::Key(text.to_owned()))
}
