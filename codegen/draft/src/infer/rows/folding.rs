//! Texts as they are compared: lower case, narrow letters, one character for each of the page's.

use crate::lexicon::rules::{CYRILLIC_ENDINGS, JOINING, LATIN_ENDINGS};
use crate::lexicon::scripts::{is_cyrillic, is_ideographic};
use crate::lexicon::verbs;

/// A character in lower case and narrow.
pub(super) fn char(c: char) -> char {
    let c = match c {
        '\u{3000}' | '\u{a0}' | '\t' | '\n' | '\r' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '’' => '\'',
        _ => c,
    };
    // Some letters become two in lower case; the first of them does for comparing.
    c.to_lowercase().next().unwrap_or(c)
}

/// A text in lower case and narrow.
pub(super) fn text(text: &str) -> String {
    text.chars().map(char).collect()
}

/// The letters and digits of a text in lower case: punctuation and spaces tell no two messages apart.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The words of a key in lower case, without the endings of a plural: `signFields` is `sign` and `field`.
pub(super) fn key_words(key: &str) -> Vec<String> {
    verbs::words(key).iter().map(|word| verbs::singular(word)).collect()
}

/// The words of `camelCase`, `snake_case` and `kebab-case`, as they are.
pub(super) fn humps(key: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let chars: Vec<char> = key.chars().collect();
    let mut word = String::new();
    for (at, c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| chars.get(at)).copied().unwrap_or(' ');
        let after = chars.get(at + 1).copied().unwrap_or(' ');
        let begins = c.is_uppercase() && (!before.is_uppercase() || after.is_lowercase());
        if (begins || !c.is_alphanumeric()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.push(*c);
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// `signError` with a capital.
pub(super) fn pascal(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(chars.map(|c| c.to_ascii_lowercase())).collect()
}

/// An alphabetic word without its usual endings.
pub(super) fn stem(word: &str) -> String {
    let endings = if word.contains(is_cyrillic) { &*CYRILLIC_ENDINGS } else { &*LATIN_ENDINGS };
    for ending in endings {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.chars().count() >= 3
        {
            return stem.to_owned();
        }
    }
    word.to_owned()
}

/// The words of a text in an alphabet, or of Korean, in the text's case folded.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() || is_ideographic(c)).filter(|word| !word.is_empty())
}

/// The words of a text in an alphabet, without endings, without those that join.
pub(super) fn subject_words(text: &str) -> Vec<String> {
    words(text).filter(|word| !JOINING.contains(word)).map(stem).collect()
}
