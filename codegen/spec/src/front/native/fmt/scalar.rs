//! Scalars as they are spelled, in another place.

use crate::front::native::print::{Value, scalar::quoted};
use crate::source::node::{Scalar, Style};

/// A scalar on one line, as it is spelled where that is one line.
pub(super) fn word(scalar: &Scalar<'_>, spelled: &str) -> String {
    match scalar.style {
        Style::Plain | Style::Single | Style::Double if !spelled.contains(['\n', '\r']) => spelled.to_owned(),
        Style::Plain if !scalar.text.contains('\n') => scalar.text.to_owned(),
        _ => quoted(scalar.text),
    }
}

/// A scalar as it is spelled.
pub(super) fn written(scalar: &Scalar<'_>, spelled: &str) -> Value {
    let lines: Vec<&str> = spelled.split('\n').map(|line| line.trim_end_matches('\r')).collect();
    match scalar.style {
        Style::Literal | Style::Folded => block(scalar, &lines),
        Style::Plain | Style::Single | Style::Double if lines.len() < 2 => Value::Word(spelled.to_owned()),
        // Line breaks inside are spaces, together with the spaces around them.
        Style::Plain | Style::Single | Style::Double => {
            let head = lines.first().map(|first| end_trimmed(first).to_owned());
            let rest = lines.iter().skip(1).map(|line| end_trimmed(line.trim_start()).to_owned());
            Value::Text(head.into_iter().chain(rest).collect())
        }
    }
}

/// A line without the spaces at its end; one that a backslash escapes is kept.
fn end_trimmed(line: &str) -> &str {
    let kept = line.trim_end_matches([' ', '\t']);
    let backslashes = kept.len() - kept.trim_end_matches('\\').len();
    let end = if backslashes % 2 == 1 { line.len().min(kept.len() + 1) } else { kept.len() };
    &line[..end]
}

/// A block scalar with its own indentation removed, and without the comment on its first line. One that ends in empty
/// lines is written in quotes, as comments and other entries come after it.
fn block(scalar: &Scalar<'_>, lines: &[&str]) -> Value {
    let body = scalar.text.strip_suffix('\n').unwrap_or(scalar.text);
    if body.rsplit('\n').next().is_none_or(|last| last.trim().is_empty()) {
        return Value::Word(quoted(scalar.text));
    }
    let body: Vec<&str> = match scalar.style {
        Style::Literal => body.split('\n').collect(),
        _ => unindented(scalar.text, lines.get(1..).unwrap_or_default()),
    };
    let is_deeper = body.iter().find(|line| !line.is_empty()).is_some_and(|line| line.starts_with(' '));
    let head = [
        if scalar.style == Style::Literal { "|" } else { ">" },
        if is_deeper { "2" } else { "" },
        if scalar.text.ends_with('\n') { "" } else { "-" },
    ];
    Value::Text(std::iter::once(head.concat()).chain(body.into_iter().map(str::to_owned)).collect())
}

/// The lines of a folded scalar without its indentation: what they have before the text that they say.
fn unindented<'a>(text: &str, lines: &[&'a str]) -> Vec<&'a str> {
    let blanks = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let first = |mut lines: std::slice::Iter<'_, &str>| {
        lines.find(|line| !line.trim().is_empty()).map_or(0, |line| blanks(line))
    };
    let said: Vec<&str> = text.split('\n').collect();
    let indent = first(lines.iter()).saturating_sub(first(said.iter()));
    lines.iter().map(|line| line.get(indent..).unwrap_or_default()).collect()
}
