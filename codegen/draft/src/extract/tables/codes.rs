//! Recognizes codes by their looks.

use crate::lexicon::tables::{CODE_BOUNDS, CODE_RANGES, OTHER_CODES};

/// No code is longer.
const LONGEST: usize = 80;

/// The form of a code: those of one table mostly have the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// `0`, `-1000`, `40001`.
    Number,
    /// `E101`, `oc_10011`, `PT-001`.
    Numbered,
    /// `SIGN_ERROR`, `order_not_found`, `isv.order-not-exist`.
    Joined,
    /// `InvalidParameter`.
    Camel,
    /// `ANY`, `OK`.
    Capitals,
    /// `maintenance`.
    Word,
}

/// The form of a code; `None` for anything else.
pub(super) fn shape(text: &str) -> Option<Shape> {
    let text = text.trim().trim_matches(['"', '\'', '`', '“', '”']);
    let bare = text.strip_prefix(['-', '−', '+']).unwrap_or(text);
    if bare.is_empty() || text.len() > LONGEST || !bare.chars().all(is_code_char) {
        return None;
    }
    let has_digit = bare.chars().any(|c| c.is_ascii_digit());
    let has_letter = bare.chars().any(char::is_alphabetic);
    if !has_letter {
        // `7.` is the number of a heading.
        return (has_digit && bare.len() <= 20 && !bare.ends_with('.')).then_some(Shape::Number);
    }
    if !bare.starts_with(char::is_alphanumeric) && !bare.starts_with('_') {
        return None;
    }
    let ends_open = bare.ends_with(['.', ':', '-', '/']);
    match () {
        () if ends_open => None,
        () if has_digit => Some(Shape::Numbered),
        () if bare.contains(['_', '.', ':']) || bare.contains('-') => Some(Shape::Joined),
        () if bare.chars().all(char::is_uppercase) => Some(Shape::Capitals),
        () if is_camel(bare) => Some(Shape::Camel),
        () if bare.is_ascii() => Some(Shape::Word),
        () => None,
    }
}

fn is_code_char(c: char) -> bool {
    let is_look_alike = matches!(c, '\u{370}'..='\u{3ff}' | '\u{400}'..='\u{4ff}');
    c.is_ascii_alphanumeric() || is_look_alike || matches!(c, '_' | '-' | '.' | ':' | '/' | '#')
}

fn is_camel(text: &str) -> bool {
    let mut previous = '_';
    for c in text.chars() {
        if previous.is_lowercase() && c.is_uppercase() {
            return true;
        }
        previous = c;
    }
    false
}

/// Whether a text is a code beyond doubt, or several: no plain word of a language.
pub(super) fn is_strict(text: &str) -> bool {
    matches!(shape(text), Some(Shape::Number | Shape::Numbered | Shape::Joined | Shape::Camel))
        && !is_prose(text)
        || is_range(text)
}

/// A word with a hyphen, a web address, a decimal number.
fn is_prose(text: &str) -> bool {
    text.contains("://")
        || text.starts_with('/')
        || (!text.contains(['_', '.', ':'])
            && shape(text) == Some(Shape::Joined)
            && text.chars().all(|c| c.is_lowercase() || c == '-')
            && text.len() < 6)
}

/// Whether a text can be a code where a column of codes is known.
pub(super) fn is_possible(text: &str) -> bool {
    shape(text).is_some() || is_range(text)
}

/// The number of a text that has its words behind it: `401 Unauthorized`.
pub(super) fn before_words(text: &str) -> Option<&str> {
    let (first, rest) = text.split_once([' ', '(', '（'])?;
    let is_number = shape(first) == Some(Shape::Number) && rest.starts_with(char::is_alphabetic);
    is_number.then_some(first)
}

/// Whether a text means several codes: `200-299`, `P9XX`, `其他`.
pub(super) fn is_range(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 40 {
        return false;
    }
    let lower = text.to_lowercase();
    if OTHER_CODES.start(&lower) {
        return true;
    }
    if is_masked(text) {
        return true;
    }
    if are_joined(&lower) {
        return true;
    }
    let bound = CODE_BOUNDS.strip_end(text);
    let bound = bound.or_else(|| text.strip_suffix('+'));
    let bound = bound.or_else(|| text.strip_prefix(['>', '≥', '<', '≤']));
    bound.is_some_and(|rest| is_numbered(rest.trim().trim_start_matches('=')))
}

/// Whether a text, in small letters, is several numbers: `200-299`, `10001/10002`.
fn are_joined(text: &str) -> bool {
    // The last part ends in a digit, and a sign or a blank is between the parts.
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if !text.ends_with(|c: char| c.is_ascii_digit()) || text.chars().all(is_part) {
        return false;
    }
    let numbers: Vec<&str> = text.split(|c| CODE_RANGES.has_char(c)).map(str::trim).collect();
    if numbers.len() >= 2 && numbers.iter().all(|part| is_numbered(part)) {
        return true;
    }
    ["-", "..", "...", " to ", " - ", ", ", ",", "/", " / ", " or ", "|"].iter().any(|sep| {
        let parts = || text.split(sep).map(str::trim);
        text.contains(sep) && parts().all(is_numbered) && same_stem(&parts().collect::<Vec<_>>())
    })
}

/// `5XX`, `PT-9xx`, `2**`, `其他5XX`.
fn is_masked(text: &str) -> bool {
    // The last two are the Cyrillic letter that looks like an x.
    let stem = text.trim_end_matches(['x', 'X', '*', '×', '\u{445}', '\u{425}']);
    let masked = text.chars().count() - stem.chars().count();
    let is_code = stem.chars().all(|c| c.is_ascii_alphanumeric() || "-_. ".contains(c));
    masked >= 2 && is_code && stem.ends_with(|c: char| c.is_ascii_digit())
        || masked >= 3 && stem.is_empty()
        || (masked == 1 && text.ends_with('*') && stem.len() >= 2 && is_code)
}

fn is_numbered(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 24
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && text.ends_with(|c: char| c.is_ascii_digit())
}

/// Whether codes differ by their number alone: `E100-E199`, not `PT-001`.
fn same_stem(parts: &[&str]) -> bool {
    let stem = |part: &str| part.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    let Some(first) = parts.first().map(|part| stem(part)) else { return false };
    parts.iter().skip(1).all(|part| {
        stem(part) == first || stem(part).is_empty() && !first.is_empty() && first.len() < part.len()
    })
}

#[cfg(test)]
mod tests {
    use super::{is_range, is_strict};

    #[test]
    fn codes_are_no_prose() {
        for code in [
            "0",
            "-1000",
            "E101",
            "oc_10011",
            "isv.order-not-exist",
            "SIGN_ERROR",
            "InvalidParameter",
            "PT-001",
            "Е104",
        ] {
            assert!(is_strict(code) && !is_range(code), "{code}");
        }
        for text in
            ["成功", "Not found", "-", "", "OK then", "maintenance", "ошибка", "https://a.example", "/v1/a"]
        {
            assert!(!is_strict(text), "{text}");
        }
        for range in [
            "200-299",
            "其他5XX",
            "P9XX",
            "其他",
            "PT-9xx",
            "xxxx",
            "E100-E199",
            "1001~1010",
            "10001/10002",
            "500以上",
            "Other",
        ] {
            assert!(is_range(range), "{range}");
        }
    }
}
