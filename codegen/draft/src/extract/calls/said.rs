//! Statements of the text about every call: the offset of its times, headers, and which fields are maps.

use super::finder::{Finder, spanned};
use super::url;
use crate::found::{Header, HeaderKind};
use crate::lexicon::calls::{
    ALWAYS, ANSWERS, HEADERS, KEYED, KEYED_LINE, NOT_FIELDS, ONCE, SCHEMES, SECRETS, TIMES, USUAL, zone_in,
};
use crate::page::Text;
use stubwright_spec::source::Spanned;

impl Finder<'_> {
    /// Reads a line of prose.
    pub(super) fn said(&mut self, line: &Text) {
        let raw = line.as_str();
        if raw.len() > 2000 {
            return;
        }
        let lower = raw.to_lowercase();
        self.headers(line, &lower);
        if let Some(field) = map(line)
            && self.said.insert(format!("map {}", field.value))
        {
            self.found.maps.push(field);
        }
    }

    /// Reads a line for the offset of times.
    pub(super) fn zone(&mut self, line: &Text) {
        if self.found.timezone.is_none() && line.as_str().len() <= 2000 {
            self.found.timezone = zone(line);
        }
    }

    fn headers(&mut self, line: &Text, lower: &str) {
        let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
        let names_header = has(&HEADERS);
        if has(&ANSWERS) && !lower.contains("request") {
            return;
        }
        let raw = line.as_str();
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let mut at = 0;
        for word in raw.split_inclusive(|c: char| !is_part(c)) {
            let name = word.trim_end_matches(|c: char| !is_part(c));
            let start = at;
            at += word.len();
            let is_authorization = name == "Authorization";
            if !(is_authorization || is_header(name)) || USUAL.has(&name.to_ascii_lowercase()) {
                continue;
            }
            let small = name.to_ascii_lowercase();
            let value = value(raw.get(start + name.len()..).unwrap_or_default());
            let kind = if small.contains("idempoten") || has(&ONCE) {
                HeaderKind::IdempotencyKey
            } else if is_authorization || SECRETS.are_in(&small) || (small.starts_with("x-") && has(&SECRETS))
            {
                HeaderKind::Credential
            } else {
                HeaderKind::Other
            };
            let is_asked = match kind {
                HeaderKind::Other => names_header && has(&ALWAYS),
                HeaderKind::Credential => names_header || small.starts_with("x-") || value.is_some(),
                HeaderKind::IdempotencyKey => true,
            };
            if is_asked && self.said.insert(format!("header {small}")) {
                let name = spanned(line, start..start + name.len());
                self.found.headers.push(Header { name, value, kind });
            }
        }
    }
}

/// Whether a word is the name of a header by its looks: `X-Key`, `Idempotency-Key`.
fn is_header(word: &str) -> bool {
    let is_part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_uppercase())
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let is_own = word.len() > 3
        && word.get(..2).is_some_and(|front| front.eq_ignore_ascii_case("x-"))
        && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    // `PT-001` and `MM-DD` are not headers.
    let has_small = word.bytes().any(|byte| byte.is_ascii_lowercase());
    is_own || (word.contains('-') && has_small && word.split('-').all(is_part))
}

/// The value that is after the name of a header.
fn value(rest: &str) -> Option<String> {
    let rest = rest.trim_start_matches(['`', ' ']).strip_prefix([':', '：'])?.trim_start();
    let is_end = |c: char| c.is_whitespace() || "`\"'，。；,;".contains(c);
    let first = rest.get(..rest.find(is_end).unwrap_or(rest.len()))?;
    let is_scheme = SCHEMES.has(&first.to_ascii_lowercase());
    let end = if is_scheme {
        let second = rest.get(first.len()..)?.trim_start();
        let length = second.find(is_end).unwrap_or(second.len());
        rest.len() - second.len() + length
    } else {
        first.len()
    };
    let value = rest.get(..end)?.trim().trim_end_matches(['.', ')']);
    (!value.is_empty()).then(|| value.to_owned())
}

/// The offset that a line names.
fn zone(line: &Text) -> Option<Spanned<String>> {
    let raw = line.as_str();
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    for (name, first) in [("GMT", 'G'), ("UTC", 'U')] {
        for (at, _) in raw.match_indices(first) {
            let Some(rest) = raw.get(at..).and_then(|rest| rest.strip_prefix(name)) else { continue };
            if joins(raw.get(..at).and_then(|before| before.chars().next_back())) {
                continue;
            }
            if let Some((offset, length)) = offset(rest) {
                return Some(Spanned::new(offset, line.place(at..at + 3 + length)));
            }
            let lower = raw.to_lowercase();
            if !joins(rest.chars().next()) && TIMES.are_in(&lower) {
                return Some(Spanned::new("+00:00".to_owned(), line.place(at..at + 3)));
            }
        }
    }
    // Only letters whose small forms are as long as they are keep the places.
    let lower = raw.to_lowercase();
    let (at, word, offset) = zone_in(&lower)?;
    let place = if lower.len() == raw.len() { line.place(at..at + word.len()) } else { line.span() };
    Some(Spanned::new(offset.to_owned(), place))
}

/// `+8`, `+08:00`, `-0500` as an offset, and its length.
fn offset(rest: &str) -> Option<(String, usize)> {
    let bare = rest.trim_start();
    let sign = bare.chars().next().filter(|c| matches!(c, '+' | '-' | '＋'))?;
    let digits = bare.get(sign.len_utf8()..)?;
    let length = digits.find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(digits.len());
    let text = digits.get(..length)?.trim_end_matches(':');
    let (hours, minutes) = match text.split_once(':') {
        Some((hours, minutes)) => (hours, minutes),
        None if text.len() > 2 => text.split_at_checked(text.len() - 2)?,
        None => (text, "0"),
    };
    let (hours, minutes): (u8, u8) = (hours.parse().ok()?, minutes.parse().ok()?);
    let sign_text = if sign == '-' { '-' } else { '+' };
    let width = rest.len() - bare.len() + sign.len_utf8() + text.len();
    (hours <= 14 && minutes < 60).then(|| (format!("{sign_text}{hours:02}:{minutes:02}"), width))
}

/// The field that a line says is a map.
fn map(line: &Text) -> Option<Spanned<String>> {
    let raw = line.as_str();
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let english = KEYED.first_in(raw).map(|(at, _)| at);
    let other = || {
        let is_said = KEYED_LINE.are_in(raw);
        is_said.then_some(raw.len())
    };
    let end = english.or_else(other)?;
    let before = raw.get(..end)?;
    // The field is the first word, or in English the last one before the verb.
    let before = before.trim_end().trim_end_matches(" is").trim_end_matches(" are").trim_end();
    let range = if english.is_some() {
        let bare = before.trim_end_matches(|c: char| !is_part(c));
        let start = bare.rfind(|c: char| !is_part(c)).map_or(0, |at| {
            at + bare.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
        });
        start..bare.len()
    } else {
        let start = before.find(|c: char| c.is_ascii_alphabetic())?;
        let rest = before.get(start..)?;
        start..start + rest.find(|c: char| !is_part(c)).unwrap_or(rest.len())
    };
    let range = url::trimmed(line, range);
    let name = raw.get(range.clone())?;
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic()) && !NOT_FIELDS.has(name);
    is_name.then(|| spanned(line, range))
}
