//! Case conversion: any text → words → `snake_case` or `UpperCamelCase`.

use std::fmt::Write;

use heck::ToSnakeCase;
use unicode_normalization::UnicodeNormalization;

use super::letters::is_common;
use stubwright_spec::hidden::is_hidden;

/// `signFileType` → `sign_file_type`; `3d` → `_3d`; nothing → `empty`.
#[expect(clippy::disallowed_methods, reason = "this file owns case conversion")]
#[must_use]
pub fn snake(text: &str) -> String {
    if is_snake(text) {
        return text.to_owned();
    }
    let name = separate(text).to_snake_case();
    // Underscores and digits alone are not a readable name.
    let prefix = if name.contains(char::is_alphabetic) { "_" } else { "n" };
    prefix_digit(name, prefix)
}

/// `sign_file_type` → `SignFileType`; `v1.2` → `V1_2`; `3d` → `N3d`.
#[must_use]
pub fn upper_camel(text: &str) -> String {
    prefix_digit(camel(text), "N")
}

/// The variant of an error code without a name: `oc_10011` → `Oc10011`; `500` → `E500`.
pub(super) fn code_name(code: &str) -> String {
    prefix_digit(camel(code), "E")
}

#[expect(clippy::disallowed_methods, reason = "this file owns case conversion")]
fn camel(text: &str) -> String {
    if is_camel(text) {
        return text.to_owned();
    }
    let mut name = String::new();
    for word in separate(text).to_snake_case().split('_') {
        let mut chars = word.chars();
        let Some(first) = chars.next() else { continue };
        if first.is_ascii_digit() && name.ends_with(|c: char| c.is_ascii_digit()) {
            name.push('_');
        }
        name.extend(first.to_uppercase());
        name.push_str(chars.as_str());
    }
    name
}

/// Whether a text is in `snake_case` already. Not all that are need to be found.
fn is_snake(text: &str) -> bool {
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|c| matches!(c, b'a'..=b'z' | b'0'..=b'9'));
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.split('_').all(is_word)
}

/// Whether a text is in `UpperCamelCase` already. Not all that are need to be found.
fn is_camel(text: &str) -> bool {
    let small = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_lowercase);
    let fits = |(at, c): (usize, u8)| c.is_ascii_lowercase() || (c.is_ascii_uppercase() && small(at + 1));
    let is_cased = text.starts_with(|c: char| c.is_ascii_uppercase()) && text.bytes().enumerate().all(fits);
    is_cased && WHOLE.iter().all(|(from, _)| !text.contains(from))
}

fn prefix_digit(name: String, prefix: &str) -> String {
    if name.starts_with(unicode_ident::is_xid_start) { name } else { format!("{prefix}{name}") }
}

/// Words separated by `_`: text normalised (NFKC, because rustc warns of compatibility characters), symbols turned
/// into separators or words, letters that rustc warns of (`uncommon_codepoints`) into their numbers, acronyms made
/// regular.
fn separate(text: &str) -> String {
    let text = text.trim();
    let text: Vec<char> = if text.is_ascii() { text.chars().collect() } else { text.nfkc().collect() };
    if !text.iter().any(|c| is_word(*c)) {
        return symbols_only(&text);
    }
    let mut out = String::new();
    let mut at = 0;
    if let (Some(sign), Some(next)) = (text.first(), text.get(1))
        && next.is_ascii_digit()
        && let Some(word) = sign_word(*sign)
    {
        out.push_str(word);
        at = 1;
        out.push('_');
    }
    while let Some(c) = text.get(at) {
        if !is_word(*c) {
            out.push('_');
            at += 1;
            continue;
        }
        if !is_common(*c) {
            let _ = write!(out, "_u{:x}_", u32::from(*c));
            at += 1;
            continue;
        }
        let run = text[at..].iter().take_while(|c| is_word(**c) && is_common(**c)).count();
        push_run(&text[at..at + run], &mut out);
        at += run;
    }
    out
}

/// Whether a character is a visible letter, digit or mark; selectors of glyphs are not.
fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    let is_selector = matches!(c, '\u{034F}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}');
    unicode_ident::is_xid_continue(c) && c != '_' && !is_selector && !is_hidden(c)
}

fn sign_word(sign: char) -> Option<&'static str> {
    Some(match sign {
        '+' => "plus",
        '-' => "minus",
        '<' => "lt",
        '>' => "gt",
        '=' => "eq",
        '!' => "not",
        _ => return None,
    })
}

/// Words that are one word although they have capitals inside.
const WHOLE: &[(&str, &str)] =
    &[("IPv4", "Ipv4"), ("IPv6", "Ipv6"), ("OAuth", "Oauth"), ("GitHub", "Github"), ("iOS", "Ios")];

/// A run of letters and digits; `URLs` is one word, and so are the known ones.
fn push_run(run: &[char], out: &mut String) {
    // All of them have one of these letters.
    if run.iter().any(|c| matches!(c, 'I' | 'O' | 'G')) {
        let text: String = run.iter().collect();
        let text = WHOLE.iter().fold(text, |text, (from, to)| text.replace(from, to));
        push_words(&text.chars().collect::<Vec<char>>(), out);
    } else {
        push_words(run, out);
    }
}

fn push_words(chars: &[char], out: &mut String) {
    for (at, c) in chars.iter().enumerate() {
        let plural = *c == 's'
            && at >= 2
            && chars[at - 1].is_uppercase()
            && chars[at - 2].is_uppercase()
            && chars.get(at + 1).is_none_or(|next| next.is_uppercase());
        out.push(if plural { 'S' } else { *c });
        if plural && at + 1 < chars.len() {
            out.push('_');
        }
    }
}

/// Every symbol becomes a word, so that `<` and `<=` differ.
fn symbols_only(text: &[char]) -> String {
    let joined: String = text.iter().collect();
    let pair = match joined.as_str() {
        "" => Some("empty"),
        "<=" => Some("le"),
        ">=" => Some("ge"),
        "!=" => Some("ne"),
        "==" => Some("eq_eq"),
        _ => None,
    };
    if let Some(word) = pair {
        return word.to_owned();
    }
    let words: Vec<String> = text.iter().map(|c| symbol(*c)).collect();
    words.join("_")
}

fn symbol(c: char) -> String {
    let word = match c {
        '+' => "plus",
        '-' => "minus",
        '<' => "lt",
        '>' => "gt",
        '=' => "eq",
        '!' => "not",
        '*' => "star",
        '/' => "slash",
        '%' => "percent",
        '&' => "and",
        '|' => "pipe",
        '$' => "dollar",
        '#' => "hash",
        '@' => "at",
        '^' => "caret",
        '~' => "tilde",
        '?' => "question",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '_' => "underscore",
        ' ' => "blank",
        other => return format!("u{:x}", u32::from(other)),
    };
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::{snake, upper_camel};

    #[test]
    fn case_conversion() {
        let rows = [
            ("signFileType", "sign_file_type", "SignFileType"),
            (" signersInfos", "signers_infos", "SignersInfos"),
            ("PDF", "pdf", "Pdf"),
            ("CODE_SMS", "code_sms", "CodeSms"),
            ("oc_10011", "oc_10011", "Oc10011"),
            ("v1.2", "v1_2", "V1_2"),
            ("v12", "v12", "V12"),
            ("URLs", "urls", "Urls"),
            ("userIDs", "user_ids", "UserIds"),
            ("IDsOfUsers", "ids_of_users", "IdsOfUsers"),
            ("IPv6", "ipv6", "Ipv6"),
            ("3d", "_3d", "N3d"),
            ("100-continue", "_100_continue", "N100Continue"),
            ("$ref", "ref", "Ref"),
            ("x-rate-limit", "x_rate_limit", "XRateLimit"),
            ("+1", "plus_1", "Plus1"),
            ("-1", "minus_1", "Minus1"),
            ("<", "lt", "Lt"),
            ("<=", "le", "Le"),
            ("!=", "ne", "Ne"),
            ("", "empty", "Empty"),
            ("_", "underscore", "Underscore"),
            ("😀", "u1f600", "U1f600"),
            ("中文字段", "中文字段", "中文字段"),
            ("e\u{301}tat", "état", "État"),
            ("aᏣb", "a_u13e3_b", "AU13e3B"),
        ];
        for (text, in_snake, in_camel) in rows {
            assert_eq!(snake(text), in_snake, "{text:?}");
            assert_eq!(upper_camel(text), in_camel, "{text:?}");
        }
    }

    /// Some letters are small or capital and have no partner, so that nothing changes their case.
    #[test]
    fn every_letter_gets_the_case_that_rustc_wants() {
        let has_case = |c: &char| c.is_lowercase() || c.is_uppercase() || !c.to_lowercase().eq([*c]);
        for c in ('\u{80}'..='\u{2FFFF}').filter(has_case) {
            for text in [c.to_string(), format!("a{c}"), format!("{c}b"), format!("a {c} b")] {
                let (snake, camel) = (snake(&text), upper_camel(&text));
                assert!(!snake.contains(char::is_uppercase) && !snake.contains("__"), "{text:?} {snake}");
                assert!(!camel.starts_with(char::is_lowercase), "{text:?} {camel}");
                assert!(!snake.to_uppercase().contains(char::is_lowercase), "{text:?} {snake}");
            }
        }
    }
}
