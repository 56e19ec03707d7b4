//! Words of printed JSON other than strings: placeholders, dots, numbers.

/// The length of `<id>`, `{id}`, `${id}` or `{{id}}`.
pub(super) fn placeholder(rest: &str) -> Option<usize> {
    let (open, close) = [("${", "}"), ("{{", "}}"), ("{", "}"), ("<", ">")]
        .into_iter()
        .find(|(open, _)| rest.starts_with(open))?;
    let inner = rest.get(open.len()..)?;
    let end = inner.char_indices().take(60).find(|(_, c)| !(is_of_name(*c) || matches!(c, ' ' | '…')))?.0;
    let is_closed = end > 0 && inner.get(end..)?.starts_with(close);
    is_closed.then_some(open.len() + end + close.len())
}

pub(super) fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '$' | '@' | '[')
}

pub(super) fn is_dots(text: &str) -> bool {
    let is_long = text.starts_with('…') || text.starts_with("..") || text.starts_with("···");
    is_long && text.chars().all(|c| matches!(c, '.' | '…' | '·'))
}

pub(super) fn ends_in_comment_or_dots(before: &str) -> bool {
    /// A comment that begins farther to the left is not looked for.
    const NEAR: usize = 1 << 10;
    let mut start = before.len().saturating_sub(NEAR);
    while !before.is_char_boundary(start) {
        start += 1;
    }
    let near = before.get(start..).unwrap_or_default();
    let line = near.rsplit('\n').next().unwrap_or(near);
    before.ends_with("*/") || before.ends_with(['.', '…']) || line.contains("//") || line.contains('#')
}

/// A value without the note in brackets after it: `0(no error)`.
pub(super) fn noted(word: &str) -> &str {
    let Some((value, note)) = word.split_once(['(', '（']) else { return word };
    let value = value.trim_end();
    let is_value = is_number(value) || matches!(value, "true" | "false" | "null");
    if is_value && note.ends_with([')', '）']) { value } else { word }
}

/// Whether a word is written as names of types are: `LampConfig`, `LAMP_KIND`.
pub(super) fn is_type_name(word: &str) -> bool {
    word.len() > 2
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// A number as JSON has it (RFC 8259 section 6), zeros in front allowed.
pub(super) fn is_number(word: &str) -> bool {
    let rest = word.strip_prefix('-').unwrap_or(word);
    let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.trim_start_matches(['+', '-']))),
        None => (rest, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_digits(whole) && fraction.is_none_or(is_digits) && exponent.is_none_or(is_digits)
}
