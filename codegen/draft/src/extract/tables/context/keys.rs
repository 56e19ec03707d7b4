//! The keys of the samples, and which of them titles name.

use super::Context;
use crate::extract::tables::cell;
use crate::extract::tables::titles::{identifiers, says_more};
use crate::lexicon::tables::{GENERIC, VALUE_WORDS};
use crate::lexicon::verbs;
use crate::page::Text;
use stubwright_spec::source::Spanned;

impl Context {
    pub(super) fn learn_code(&mut self, text: &str) {
        let mut rest = text.split('"').peekable();
        // Text between quotes is a key when a colon follows; odd quotes only shift the parts.
        while let Some(part) = rest.next() {
            if rest.peek().is_some_and(|next| next.trim_start().starts_with([':', '：'])) {
                self.learn(part.trim());
            }
        }
    }

    pub(super) fn learn(&mut self, key: &str) {
        let is_name = !key.is_empty()
            && key.len() <= 64
            && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
        if is_name && key.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
            self.keys.entry(key.to_ascii_lowercase()).or_insert_with(|| key.to_owned());
        }
    }

    /// Whether a heading is the name of a field or the way to one: `home (request)`, `billing.payment`.
    pub(super) fn names_field(&self, heading: &str) -> bool {
        let mut words = heading.split_whitespace();
        let is_path = |word: &str| {
            word.contains('.') && word.split('.').all(|part| identifiers(part).next() == Some(part))
        };
        let first = words.next().map(|word| word.trim_matches(['`', '*'])).unwrap_or_default();
        // `sail参数`: letters of another script go on without a space.
        let glued = identifiers(first).next().filter(|name| {
            let rest = first.strip_prefix(*name).unwrap_or("a");
            !rest.contains(|c: char| c.is_ascii_alphanumeric()) && self.key(name).is_some()
        });
        heading.chars().count() <= 60
            && (glued.is_some() || is_path(first) || identifiers(first).next() == Some(first))
            && (words.next().is_none() || self.key(first.rsplit('.').next().unwrap_or_default()).is_some())
    }

    /// Whether the samples have a key.
    pub(in crate::extract::tables) fn knows(&self, key: &str) -> bool {
        self.keys.contains_key(&key.to_ascii_lowercase())
    }

    /// Whether the samples have a key in the same letters.
    pub(in crate::extract::tables) fn has_key(&self, key: &str) -> bool {
        self.keys.get(&key.to_ascii_lowercase()).is_some_and(|known| known == key)
    }

    /// The key that the line right above names, which ends in a colon: the values of its field follow.
    pub(in crate::extract::tables) fn valued(&self) -> Option<Spanned<String>> {
        let label = self.label_text().filter(|label| label.as_str().trim_end().ends_with([':', '：']))?;
        let key = identifiers(label.as_str()).find(|word| self.has_key(word) && self.key(word).is_some())?;
        Some(Spanned::new(key.to_owned(), label.span()))
    }

    /// The key that a word names: `State` and `States` name `state`.
    pub(in crate::extract::tables) fn key(&self, word: &str) -> Option<&str> {
        let word = word.trim().to_ascii_lowercase();
        let one = |word: &str| self.keys.get(word).filter(|_| !GENERIC.has(word)).map(String::as_str);
        one(&word).or_else(|| verbs::is_plural(&word).then(|| one(&verbs::singular(&word))).flatten())
    }

    /// The key that the label or the last heading names, and where; with no such key a label of one word. A label that says
    /// more than that values follow is nearer than the heading.
    pub(in crate::extract::tables) fn named(&self) -> Option<Named> {
        let label = self.label_text();
        let is_own = label.is_some_and(|label| says_more(label.as_str()));
        let heading = self.headings.last().map(|(_, text, _)| text).filter(|_| !is_own);
        let texts: Vec<&Text> = label.into_iter().chain(heading).collect();
        let by_key = texts.iter().find_map(|text| {
            let (key, is_sure) = self.key_of(text.as_str())?;
            Some(Named { key: Spanned::new(key.to_owned(), text.span()), is_sure })
        });
        by_key.or_else(|| {
            let text = cell::line(texts.first()?);
            let word = text.value.trim_end_matches([':', '：']);
            let is_word = !word.is_empty() && identifiers(word).next() == Some(word);
            (is_word && !GENERIC.has(&word.to_ascii_lowercase()))
                .then(|| Named { key: Spanned::new(word.to_owned(), text.span), is_sure: true })
        })
    }

    /// The key that a title is about, and whether it says so: by a word that only programs have, by one in brackets,
    /// or by the only one beside those for values; else by the last.
    fn key_of(&self, title: &str) -> Option<(&str, bool)> {
        let is_marked = |word: &str| {
            let is_printed = |(open, close): (char, char)| title.contains(&format!("{open}{word}{close}"));
            let has_hump = word.bytes().skip(1).any(|byte| byte.is_ascii_uppercase())
                && word.bytes().any(|byte| byte.is_ascii_lowercase());
            word.contains('_')
                || has_hump
                || [('`', '`'), ('(', ')'), ('（', '）'), ('[', ']')].into_iter().any(is_printed)
        };
        if let Some(key) = identifiers(title).filter(|word| is_marked(word)).find_map(|word| self.key(word)) {
            return Some((key, true));
        }
        let words: Vec<&str> =
            identifiers(title).filter(|word| !VALUE_WORDS.has(&word.to_lowercase())).collect();
        let key = self.key(words.last()?)?;
        Some((key, words.len() == 1))
    }
}

/// A key that a title names.
#[derive(Debug)]
pub(in crate::extract::tables) struct Named {
    pub(in crate::extract::tables) key: Spanned<String>,
    /// Whether the title says nothing else.
    pub(in crate::extract::tables) is_sure: bool,
}
