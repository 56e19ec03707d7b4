//! Texts as YAML scalars on one line: plain where every reader takes them for the same text, in double quotes else.

use std::fmt::Write as _;

use crate::hidden::hidden_in;

/// A text as a scalar, as a key or a value, between brackets or not.
pub fn spell(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

/// A text that would be a word of the format without quotes, such as `absent`.
pub fn spell_value(text: &str) -> String {
    match text {
        "absent" | "empty" | "present" => quoted(text),
        _ if is_status_class(text) => quoted(text),
        _ => spell(text),
    }
}

/// A number, `true`, `false` or a word of the format, unquoted; anything else is quoted.
pub(super) fn spell_plain(text: &str) -> String {
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '-' | '_' | ':');
    let is_value = text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-')
        && text.chars().all(is_word)
        && !text.ends_with(':')
        && !text.starts_with("--")
        && text != "-"
        && !matches!(text, "null" | "Null" | "NULL");
    if is_value { text.to_owned() } else { quoted(text) }
}

/// A scalar that was written without quotes, where that is possible between brackets too.
pub(super) fn spell_as_is(text: &str) -> String {
    let second = text.chars().nth(1);
    let is_start = |c: char| match c {
        '-' | '?' | ':' => second.is_some_and(|c| !c.is_whitespace()),
        _ => !"#&*!|>'\"%@`".contains(c),
    };
    let is_plain = text.starts_with(is_start)
        && text.trim() == text
        && !text.ends_with(':')
        && !text.contains(['\n', ',', '[', ']', '{', '}'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !matches!(text, "~" | "null" | "Null" | "NULL")
        && !text.chars().any(is_unprintable)
        && hidden_in(text).next().is_none();
    if is_plain { text.to_owned() } else { quoted(text) }
}

/// A number or flag that every reader prints as it is.
pub(super) fn is_canonical(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "1"));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = are_digits(whole)
        && are_digits(part)
        && (whole == "0" || !whole.starts_with('0'))
        && !part.ends_with('0')
        && digits.len() <= 15
        && text != "-0";
    is_number || matches!(text, "true" | "false")
}

/// A type in the words of the format: `[Item]` is YAML as it is, `[Item](..=5)` and `{Item}` need quotes.
pub(super) fn spell_type(ty: &str) -> String {
    let item = ty.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let is_name = |item: &str| item.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '<' | '>'));
    match item {
        Some(item) if is_name(item) && is_plain(item) => format!("[{item}]"),
        _ => spell(ty),
    }
}

/// A path of the format; `.` is the whole.
pub(super) fn spell_path(path: &str) -> String {
    if path == "." { String::from(".") } else { spell(path) }
}

/// The path of an endpoint, alone on its line, where braces need no quotes.
pub(super) fn spell_url_path(path: &str) -> String {
    let bare: String = path.chars().filter(|c| !matches!(c, '{' | '}' | ',')).collect();
    if path.starts_with('/') && is_plain(&bare) { path.to_owned() } else { quoted(path) }
}

/// A text in double quotes; invisible characters, and those that YAML does not accept as they are, are escaped.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    let mut hidden = hidden_in(text).map(|(at, _)| at).peekable();
    for (at, c) in text.char_indices() {
        let is_hidden = hidden.next_if_eq(&at).is_some();
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if is_hidden || is_unprintable(c) => escape(c, &mut out),
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

fn escape(c: char, out: &mut String) {
    let number = u32::from(c);
    let written = match number {
        0..=0xFF => write!(out, "\\x{number:02X}"),
        0x100..=0xFFFF => write!(out, "\\u{number:04X}"),
        _ => write!(out, "\\U{number:08X}"),
    };
    debug_assert!(written.is_ok(), "a String takes everything");
}

/// Characters not allowed in a YAML stream (YAML 1.2.2 section 5.1), and those that some readers treat as a line break.
pub(super) fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
        || (u32::from(c) & 0xFFFE) == 0xFFFE
}

/// Whether a text reads as itself without quotes, in every place and by every reader.
fn is_plain(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let is_blank_around =
        first.is_whitespace() || text.ends_with(|c: char| c.is_whitespace() || matches!(c, ':'));
    !is_blank_around
        && !matches!(
            first,
            '-' | '?' | ':' | '#' | '&' | '*' | '!' | '|' | '>' | '\'' | '"' | '%' | '@' | '`'
        )
        && !matches!(first, '=' | '<' | '~' | '.' | '+')
        && !text.contains([',', '[', ']', '{', '}'])
        && !has_question(text)
        && !text.contains("://")
        && !text.contains(" #")
        && !text.chars().any(is_unprintable)
        && !is_word(text)
        && !is_number_like(text)
        && hidden_in(text).next().is_none()
        && !has_odd_colon(text)
}

/// Whether a colon is before whitespace, which includes spaces that an editor may replace, or before a `?`, which ends
/// a key for readers of YAML 1.1.
fn has_odd_colon(text: &str) -> bool {
    text.split(':').skip(1).any(|rest| rest.starts_with(|c: char| c.is_whitespace() || c == '?'))
}

/// Whether there is a `?` other than that of an optional key: for readers of YAML 1.1 it ends a text between brackets.
fn has_question(text: &str) -> bool {
    text.strip_suffix('?').filter(|key| !key.contains(char::is_whitespace)).unwrap_or(text).contains('?')
}

/// Words that some reader takes for a flag or for nothing.
fn is_word(text: &str) -> bool {
    ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]
        .iter()
        .any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether some reader reads it as a number, a date or a time: `40001`, `0x1F`, `1e3`, `12:30`, `2024-01-01`, `1_000`.
fn is_number_like(text: &str) -> bool {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let radix = |prefix: &str| text.get(..2).is_some_and(|head| head.eq_ignore_ascii_case(prefix));
    let has_radix = ["0x", "0o", "0b"].iter().any(|prefix| radix(prefix))
        && text.chars().skip(2).all(|c| c.is_ascii_hexdigit() || c == '_');
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | '_' | ':' | '-' | '+' | ' ');
    let rest: String = text.chars().filter(|c| !is_part(*c)).take(3).collect();
    let is_number =
        matches!(rest.as_str(), "" | "e" | "E" | "T" | "t" | "Z" | "z" | "TZ" | "tz" | "Tz" | "tZ");
    // `7z` is neither a number nor a date.
    let is_short_name = rest.eq_ignore_ascii_case("z") && text.len() < 10;
    has_radix || (is_number && !is_short_name)
}

/// `2xx`.
fn is_status_class(text: &str) -> bool {
    matches!(text.as_bytes(), [b'1'..=b'5', b'x' | b'X', b'x' | b'X'])
}
