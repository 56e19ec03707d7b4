//! The words that announce a URL, a method or a server.

use std::borrow::Cow;

use crate::lexicon::calls::{
    BASES, DEVELOPMENT, METHODS, PRODUCTION, QUALIFIERS, SANDBOX, STAGING, TEST, URLS,
};
use crate::lexicon::lists::Words;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// The URL or path of a call.
    Url,
    Method,
    /// The base URL of calls.
    Base,
}

/// Names of environments, and words that call them so.
static NAMES: [(&str, &Words); 5] = [
    ("sandbox", &SANDBOX),
    ("staging", &STAGING),
    ("test", &TEST),
    ("development", &DEVELOPMENT),
    ("production", &PRODUCTION),
];

/// Returns the announcement of a text that may be a label.
pub(super) fn label(text: &str) -> Option<Label> {
    let bare = text.trim_matches(|c: char| c.is_whitespace() || "*_`-•·:：[]【】「」#|（）()?!>".contains(c));
    if bare.len() > 60 || !bare.contains(char::is_alphabetic) {
        return None;
    }
    let bare = bare.to_lowercase();
    let bare = unnumbered(&bare).trim_start_matches(|c: char| c.is_ascii_digit() || "*_`.、 )".contains(c));
    // Spaces between scripts are a matter of taste: 请求 URL.
    let compact: Cow<'_, str> =
        if bare.contains(char::is_whitespace) { bare.split_whitespace().collect() } else { bare.into() };
    let noun = unqualified(bare);
    let among = |words: &Words| {
        words.has(bare) || (compact != bare && words.has(&compact)) || (noun != bare && words.has(noun))
    };
    if among(&METHODS) {
        return Some(Label::Method);
    }
    if among(&URLS) {
        return Some(Label::Url);
    }
    among(&BASES).then_some(Label::Base)
}

/// A label without the words that qualify it: `完整接口`, `full request`.
fn unqualified(label: &str) -> &str {
    let mut rest = label;
    while let Some(bare) = QUALIFIERS.strip_start(rest) {
        let is_whole = !bare.starts_with(|c: char| c.is_ascii_alphanumeric()) || !rest.is_ascii();
        let bare = bare.trim_start_matches([' ', '-', '_']);
        if bare.is_empty() || !is_whole {
            break;
        }
        rest = bare;
    }
    rest
}

/// A text in small letters without the number of a list: `iii.`, `a)`.
fn unnumbered(text: &str) -> &str {
    let Some((number, rest)) = text.split_once(['.', ')', '、']) else { return text };
    let is_roman = number.len() < 5 && number.bytes().all(|byte| b"ivx".contains(&byte));
    let is_letter = number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_lowercase());
    if !number.is_empty() && (is_roman || is_letter) { rest.trim_start() } else { text }
}

/// The environment that a text names last.
pub(super) fn environment(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    let found = NAMES.iter().filter_map(|(name, words)| Some((words.last_own(&text)?, *name)));
    found.max().map(|(_, name)| name)
}
