//! The rest of a link after its text: `(destination "title")`, as CommonMark reads it (section 6.3).

use super::escapes::{entity, escape};

/// The maximum nesting of parentheses in a destination; deeper ones are not links, as in the reference implementation.
const DEEPEST: usize = 32;

/// The destination, and how many bytes there are from `(` to `)`.
pub(super) fn target(text: &str) -> Option<(String, usize)> {
    let mut at = text.strip_prefix('(').map(|_| 1)?;
    at += blanks(text, at);
    let length = destination(text.get(at..)?)?;
    let raw = text.get(at..at + length)?;
    at += length;
    let gap = blanks(text, at);
    at += gap;
    if gap > 0
        && let Some(length) = title(text.get(at..)?)
    {
        at += length;
        at += blanks(text, at);
    }
    text.get(at..)?.strip_prefix(')')?;
    let raw = raw.strip_prefix('<').and_then(|raw| raw.strip_suffix('>')).unwrap_or(raw);
    Some((unescaped(raw), at + 1))
}

fn blanks(text: &str, at: usize) -> usize {
    text.bytes().skip(at).take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

/// The length of a destination: in angle brackets, or without spaces and with balanced parentheses.
fn destination(text: &str) -> Option<usize> {
    let is_angled = text.starts_with('<');
    let (mut depth, mut is_escaped) = (0, false);
    for (at, c) in text.char_indices() {
        if std::mem::take(&mut is_escaped) && c.is_ascii_punctuation() {
            continue;
        }
        match c {
            '\\' => is_escaped = true,
            '<' if is_angled && at > 0 => return None,
            '>' if is_angled => return Some(at + 1),
            _ if is_angled => {}
            '(' if depth == DEEPEST => return None,
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            c if c == ' ' || c.is_ascii_control() => return (depth == 0).then_some(at),
            _ => {}
        }
    }
    None
}

/// The length of a title, including its delimiters.
fn title(text: &str) -> Option<usize> {
    let open = text.chars().next().filter(|c| matches!(c, '"' | '\'' | '('))?;
    let close = if open == '(' { ')' } else { open };
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if std::mem::take(&mut is_escaped) => {}
            '\\' => is_escaped = true,
            c if c == close => return Some(at + 1),
            '(' if open == '(' => return None,
            _ => {}
        }
    }
    None
}

/// The text with escapes and entities replaced.
fn unescaped(raw: &str) -> String {
    let mut out = String::new();
    let mut rest = raw;
    while let Some(c) = rest.chars().next() {
        let (shown, length) =
            escape(rest).or_else(|| entity(rest)).unwrap_or_else(|| (c.to_string(), c.len_utf8()));
        out.push_str(&shown);
        rest = rest.get(length..).unwrap_or_default();
    }
    out
}
