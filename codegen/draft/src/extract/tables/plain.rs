//! Values without a meaning of their own: `S, M or L`, `"a", "b"`, `buy or sell`.

use crate::found::Choice;
use crate::lexicon::values::{ALTERNATIVES, BETWEEN_QUOTED, BETWEEN_VALUES, EXAMPLES, MEDIA, OUTROS};

/// A value is no longer than this.
pub(super) const LONGEST: usize = 32;

/// How sure it is that a list of values begins here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Intro {
    /// Words say so: 取值, `one of`.
    Said,
    Colon,
    None,
}

/// No more parts between quotes are read.
const QUOTED: usize = 128;

/// `A, B, C のうちいずれか`, `A、B、C 之一`: values whose announcement is after them.
pub(super) fn announced_behind(text: &str) -> Option<Vec<Choice>> {
    let (at, _) = OUTROS.first_in(text)?;
    let head = text.get(..at)?;
    let head = head.rsplit(['：', ':', '。', '；', '(', '（']).next().unwrap_or_default();
    let values = list(head, Intro::Said);
    // All of the words before are values: `次の A、B のいずれか` is left to the other rules.
    let parts = head.split(['、', ',', '，', '/', '|']).filter(|part| !part.trim().is_empty()).count();
    (values.len() >= 2 && values.len() >= parts).then_some(values)
}

/// `buy or sell`, `buy または sell`, and nothing else but a remark in brackets.
pub(super) fn one_or_other(text: &str) -> Option<Vec<Choice>> {
    let text = text.trim_end_matches(['.', '。', ' ']);
    let text = text.split(['(', '（']).next().unwrap_or_default().trim();
    let bare = |part: &str| part.trim().trim_matches(['`', '"', '\'', '“', '”']).to_owned();
    let (left, right) = ALTERNATIVES.iter().find_map(|or| text.split_once(or))?;
    let (left, right) = (bare(left), bare(right));
    let is_value = |part: &str| {
        (1..=LONGEST).contains(&part.len())
            && part.chars().all(|c| is_value_char(c) || c == '-')
            && !part.ends_with('.')
    };
    let is_pair = is_value(&left) && is_value(&right) && left != right;
    is_pair.then(|| [left, right].map(|value| Choice { value, doc: None }).into())
}

/// `支持 "image", "file"`: words in quotes, one after the other.
pub(super) fn quoted(text: &str) -> Vec<Choice> {
    let mut found: Vec<&str> = Vec::new();
    // Every other part is between quotes.
    for (at, part) in text.split(['"', '“', '”']).enumerate().take(QUOTED) {
        let is_value =
            !part.is_empty() && part.len() <= LONGEST && part.chars().all(|c| is_value_char(c) || c == '-');
        if at == 0 {
            if is_example(part) {
                return Vec::new();
            }
        } else if at % 2 == 1 {
            if !is_value || found.contains(&part) {
                return Vec::new();
            }
            found.push(part);
        } else if !(["", ",", "，", "、", "/", "|"].contains(&part.trim()) || BETWEEN_QUOTED.has(part.trim()))
        {
            break;
        }
    }
    let is_list = found.len() >= 2 && found.len() * 2 < QUOTED;
    let choices = found.into_iter().map(|value| Choice { value: value.to_owned(), doc: None });
    if is_list { choices.collect() } else { Vec::new() }
}

/// Plain values: `A4、A5、LABEL`, `basic | plus | gold`, `S, M or L`.
pub(super) fn list(text: &str, intro: Intro) -> Vec<Choice> {
    let end = text.find(['。', '\n', ')', '）', ';', '；', ']', '】']).unwrap_or(text.len());
    let text = text.get(..end).unwrap_or_default();
    let text = text.find(". ").map_or(text, |at| text.get(..at).unwrap_or_default());
    let has_bars = text.contains('|');
    // A path is not a list.
    let is_path = text.trim_start().trim_start_matches(['`', '"']).starts_with('/');
    if is_path || (intro == Intro::None && !has_bars) {
        return Vec::new();
    }
    let text = BETWEEN_VALUES.iter().fold(text.to_owned(), |text, word| text.replace(word, ","));
    // The slash of `application/json` is inside of a value.
    let has_media = MEDIA.are_in(&text.to_lowercase());
    let is_comma = |c: char| {
        if has_bars { c == '|' } else { matches!(c, ',' | '，' | '、') || (c == '/' && !has_media) }
    };
    let is_edge = |c: char| c.is_whitespace() || "\"“”'`.".contains(c);
    let parts: Vec<&str> =
        text.split(is_comma).map(|part| part.trim_matches(is_edge)).filter(|part| !part.is_empty()).collect();
    let is_value = |part: &&str| {
        part.len() <= LONGEST
            && part.chars().all(|c| is_value_char(c) || c == '-' || (has_media && matches!(c, '/' | '+')))
            && part.bytes().any(|byte| byte.is_ascii_alphanumeric())
    };
    // The rest of the sentence is not a value: `S, M, L，默认M`.
    let count = parts.iter().take_while(|part| is_value(part)).count();
    let is_whole = count == parts.len() || (intro == Intro::Said && count >= 2);
    let values: Vec<&str> = parts.into_iter().take(count).collect();
    let is_distinct =
        values.iter().enumerate().all(|(at, value)| !values.get(..at).unwrap_or_default().contains(value));
    if values.len() < 2 || values.len() > 200 || !is_whole || !is_distinct {
        return Vec::new();
    }
    values.into_iter().map(|value| Choice { value: value.to_owned(), doc: None }).collect()
}

/// Whether the words before a colon announce examples or formats, not values.
pub(super) fn is_example(head: &str) -> bool {
    let head = head.trim_end_matches([':', '：']).trim_end().to_lowercase();
    EXAMPLES.end(&head)
}

/// Whether a value may have this character.
pub(super) fn is_value_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '.'
}
