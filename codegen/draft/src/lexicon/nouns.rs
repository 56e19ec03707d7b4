//! Nouns of APIs: what messages and descriptions are about, in English, and by which words keys name the same thing.
//!
//! A line of `nouns.txt`: the words, the name, synonyms in keys. Words of the name are synonyms too.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::lists::lines;
use super::scripts::is_cyrillic;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Noun {
    /// As a text has it, in lower case.
    pub(crate) word: &'static str,
    /// In English: `PhoneNumber`.
    pub(crate) name: &'static str,
    /// Other words of keys, with spaces between.
    keys: &'static str,
}

impl Noun {
    /// Whether a word of a key, in lower case and singular, means it.
    pub(crate) fn is_keyed(&self, word: &str) -> bool {
        self.keys.split(' ').any(|key| key == word)
            || humps(self.name).any(|part| part.eq_ignore_ascii_case(word))
    }
}

/// The words of a name such as `PhoneNumber`.
fn humps(name: &str) -> impl Iterator<Item = &str> {
    let starts: Vec<usize> =
        name.char_indices().filter(|(_, c)| c.is_uppercase()).map(|(at, _)| at).collect();
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([name.len()]).collect();
    starts.into_iter().zip(ends).filter_map(|(start, end)| name.get(start..end))
}

/// The longest noun that begins where `text`, in lower case, begins.
pub(crate) fn at(text: &str) -> Option<&'static Noun> {
    let first = text.chars().next()?;
    INDEX.get(&first)?.iter().find(|noun| {
        let Some(rest) = text.strip_prefix(noun.word) else { return false };
        // A word of an alphabet ends where its letters do; a Russian one may have another ending.
        let goes_on = rest.chars().take_while(|c| c.is_alphabetic()).count();
        match first {
            'a'..='z' => goes_on == 0,
            c if is_cyrillic(c) => goes_on <= 3,
            _ => true,
        }
    })
}

/// How far the word goes that `noun` is in a text that begins with it: a Russian one with its ending.
pub(crate) fn length(noun: &Noun, text: &str) -> usize {
    let rest = text.get(noun.word.len()..).unwrap_or_default();
    let is_cyrillic = noun.word.starts_with(is_cyrillic);
    let ending =
        rest.chars().take_while(|c| is_cyrillic && c.is_alphabetic()).map(char::len_utf8).sum::<usize>();
    noun.word.len() + ending
}

static INDEX: LazyLock<BTreeMap<char, Vec<Noun>>> = LazyLock::new(|| {
    let mut index: BTreeMap<char, Vec<Noun>> = BTreeMap::new();
    for line in lines("nouns", "") {
        let Some((words, names)) = line.split_once('=') else { continue };
        let (name, keys) = names.split_once(' ').unwrap_or((names, ""));
        for word in words.split('|') {
            if let Some(first) = word.chars().next() {
                index.entry(first).or_default().push(Noun { word, name, keys });
            }
        }
    }
    for nouns in index.values_mut() {
        nouns.sort_by_key(|noun| std::cmp::Reverse(noun.word.len()));
    }
    index
});

#[cfg(test)]
mod tests {
    use super::{INDEX, at, length};

    #[test]
    fn nouns_are_found() {
        let name = |text: &str| at(text).map(|noun| (noun.name, length(noun, text)));
        assert_eq!(name("签署方不可重复"), Some(("Signer", 9)));
        assert_eq!(name("商品コードが"), Some(("ProductCode", 15)));
        assert_eq!(name("файла нет"), Some(("File", 10)));
        assert_eq!((name("userland"), name("x")), (None, None));
        assert!(at("手机号").is_some_and(|noun| noun.is_keyed("mobile") && noun.is_keyed("phone")));
    }

    #[test]
    fn names_are_names() {
        for noun in INDEX.values().flatten() {
            assert!(noun.name.starts_with(|c: char| c.is_ascii_uppercase()), "{noun:?}");
            assert!(noun.name.chars().all(|c| c.is_ascii_alphanumeric()), "{noun:?}");
            assert_eq!(noun.word, noun.word.to_lowercase(), "{noun:?}");
        }
    }
}
