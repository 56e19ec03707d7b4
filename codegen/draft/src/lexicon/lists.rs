//! Lists of words: the text files beside this one, and how a text is searched for them.
//!
//! A file has sections, `[name]`, and words with ` | ` between them. A word in quotes has spaces at its ends that count.
//! Lines that begin with `# ` are comments. A list has the words of all languages; within a language they keep their
//! order, which some lists use as a rank.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{LazyLock, OnceLock};

use super::scripts::{is_cyrillic, is_latin, is_latin_text};

#[derive(Debug)]
pub(crate) struct Words {
    topic: &'static str,
    name: &'static str,
    words: OnceLock<Vec<&'static str>>,
    sought: OnceLock<Vec<Sought>>,
    sorted: OnceLock<Vec<&'static str>>,
    /// Which letters of ASCII the words begin with, as bits.
    firsts: OnceLock<u128>,
}

/// A word that texts are searched for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sought {
    pub(super) word: &'static str,
    pairs: Pairs,
}

impl Sought {
    pub(super) fn of(word: &'static str) -> Self {
        Self { word, pairs: Pairs::of(word) }
    }

    /// Whether a text with these pairs may have the word: most words have a pair that the text does not have.
    pub(super) fn may_be_in(&self, text: Pairs) -> bool {
        self.pairs.0.iter().zip(text.0).all(|(own, other)| own & other == *own)
    }
}

/// Which pairs of neighbouring bytes a text has, as bits; several pairs share a bit.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Pairs([u64; 4]);

impl Pairs {
    pub(super) fn of(text: &str) -> Self {
        let mut this = Self::default();
        for (first, second) in text.bytes().zip(text.bytes().skip(1)) {
            let bit = first.wrapping_mul(37).wrapping_add(second);
            if let Some(part) = this.0.get_mut(usize::from(bit >> 6)) {
                *part |= 1 << (bit & 63);
            }
        }
        this
    }
}

impl Words {
    /// The section that is called as the constant `name` is, in the files `topic.txt`.
    pub(super) const fn of(topic: &'static str, name: &'static str) -> Self {
        Self {
            topic,
            name,
            words: OnceLock::new(),
            sought: OnceLock::new(),
            sorted: OnceLock::new(),
            firsts: OnceLock::new(),
        }
    }

    /// Whether a text is one of the words.
    pub(crate) fn has(&self, text: &str) -> bool {
        let sorted = || {
            let mut words = self.to_vec();
            words.sort_unstable();
            words
        };
        self.sorted.get_or_init(sorted).binary_search(&text).is_ok()
    }

    /// Whether one of the words occurs in a text, be it inside of another word.
    pub(crate) fn are_in(&self, text: &str) -> bool {
        self.sought(Pairs::of(text)).any(|word| text.contains(word))
    }

    /// Whether a text begins with one of the words.
    pub(crate) fn start(&self, text: &str) -> bool {
        self.may_start(text) && self.iter().any(|word| text.starts_with(word))
    }

    /// Whether one of the words begins with the letter that a text begins with, or may.
    pub(crate) fn may_start(&self, text: &str) -> bool {
        let firsts = || {
            let firsts = self.iter().filter_map(|word| word.bytes().next()).filter(u8::is_ascii);
            firsts.fold(0, |bits, byte| bits | 1_u128 << byte)
        };
        let first = text.bytes().next();
        first.is_some_and(|byte| !byte.is_ascii() || self.firsts.get_or_init(firsts) >> byte & 1 == 1)
    }

    pub(crate) fn end(&self, text: &str) -> bool {
        self.iter().any(|word| text.ends_with(word))
    }

    /// The rest of a text that begins with one of the words: the longest one.
    pub(crate) fn strip_start<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.iter().filter_map(|word| text.strip_prefix(word)).min_by_key(|rest| rest.len())
    }

    /// The rest of a text that ends with one of the words: the longest one.
    pub(crate) fn strip_end<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.iter().filter_map(|word| text.strip_suffix(word)).min_by_key(|rest| rest.len())
    }

    /// The first of the words in a text, and where it begins; of several that begin there the longest.
    pub(crate) fn first_in(&self, text: &str) -> Option<(usize, &'static str)> {
        let found = self.sought(Pairs::of(text)).filter_map(|word| Some((text.find(word)?, word)));
        found.min_by_key(|(at, word)| (*at, usize::MAX - word.len()))
    }

    /// The words that a text with these pairs may have.
    pub(super) fn sought(&self, pairs: Pairs) -> impl Iterator<Item = &'static str> {
        let all = self.sought.get_or_init(|| self.iter().map(|word| Sought::of(word)).collect());
        all.iter().filter(move |sought| sought.may_be_in(pairs)).map(|sought| sought.word)
    }

    /// Where the last word begins that is a word by itself.
    pub(crate) fn last_own(&self, text: &str) -> Option<usize> {
        let at = |word: &str| text.rfind(word).filter(|at| is_own(text, *at, word));
        self.sought(Pairs::of(text)).filter_map(at).max()
    }

    /// Whether a character is one of the words.
    pub(crate) fn has_char(&self, c: char) -> bool {
        self.has(c.encode_utf8(&mut [0; 4]))
    }
}

impl Deref for Words {
    type Target = [&'static str];

    fn deref(&self) -> &[&'static str] {
        let section = || self.name.to_lowercase().replace('_', " ");
        self.words.get_or_init(|| lines(self.topic, &section()).flat_map(split).collect())
    }
}

/// Lists of the files `topic.txt`: `FIRST_ANYWHERE` has the words of `[first anywhere]`.
macro_rules! words {
    ($topic:literal: $($name:ident)*) => {
        $(pub(crate) static $name: $crate::lexicon::lists::Words =
            $crate::lexicon::lists::Words::of($topic, stringify!($name));)*
    };
}

pub(super) use words;

/// The lines of the section `name` of the files `topic.txt`, without comments.
pub(super) fn lines(topic: &str, name: &str) -> impl Iterator<Item = &'static str> + use<> {
    SECTIONS.get(&(topic, name)).cloned().unwrap_or_default().into_iter()
}

pub(super) fn split(line: &'static str) -> impl Iterator<Item = &'static str> {
    line.split(" | ").map(|word| {
        let inner = word.strip_prefix('"').and_then(|word| word.strip_suffix('"'));
        inner.filter(|inner| !inner.is_empty()).unwrap_or(word)
    })
}

/// A text in small letters, without spaces and marks.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    if text.is_ascii() {
        let bare = text.chars().filter(char::is_ascii_alphanumeric);
        folded.extend(bare.map(|c| c.to_ascii_lowercase()));
    } else {
        folded.extend(text.to_lowercase().chars().filter(|c| c.is_alphanumeric()));
    }
    folded
}

/// Whether a word that is in a text at `at` is a word by itself there, in scripts that have spaces: `test` is not one in
/// `latest`, and is one in `test环境`. Cyrillic words are stems and may go on, but for abbreviations: `мск` is not in `Омск`.
pub(crate) fn is_own(text: &str, at: usize, word: &str) -> bool {
    let before = text.get(..at).and_then(|text| text.chars().next_back());
    let after = text.get(at + word.len()..).and_then(|text| text.chars().next());
    let joins = |c: char| match is_latin_text(word) {
        true => is_latin(c),
        false => {
            word.contains(is_cyrillic) && word.chars().count() <= LONGEST_ABBREVIATION && c.is_alphabetic()
        }
    };
    !before.is_some_and(joins) && !after.is_some_and(joins)
}

/// Russian words with more letters are stems.
const LONGEST_ABBREVIATION: usize = 3;

/// The lines by file and section.
static SECTIONS: LazyLock<BTreeMap<(&str, &str), Vec<&str>>> = LazyLock::new(|| {
    let mut sections: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for (_, topic, text) in FILES {
        let mut section = "";
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")) {
            match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                Some(name) => section = name,
                None => sections.entry((topic, section)).or_default().push(line),
            }
        }
    }
    sections
});

macro_rules! files {
    ($($language:literal: $($topic:literal)*;)*) => {
        &[$($(($language, $topic, include_str!(concat!($language, "/", $topic, ".txt"))),)*)*]
    };
}

/// The files with their language and topic, by language in the order in which a list has their words.
pub(super) const FILES: &[(&str, &str, &str)] = files! {
    "chinese": "calls" "columns" "fields" "headings" "messages" "nouns" "patterns" "rows" "rules" "spaces" "tables" "types" "values";
    "english": "calls" "columns" "envelope" "fields" "headings" "keys" "messages" "naming" "nouns" "patterns" "rows" "rules" "spaces" "tables" "types" "values";
    "french": "calls" "columns" "fields" "headings" "rows" "spaces" "tables" "types" "values";
    "german": "calls" "columns" "fields" "headings" "rows" "spaces" "tables" "types" "values";
    "japanese": "calls" "columns" "fields" "headings" "messages" "nouns" "patterns" "rows" "rules" "spaces" "tables" "types" "values";
    "korean": "calls" "columns" "fields" "headings" "messages" "nouns" "patterns" "rows" "rules" "spaces" "tables" "types" "values";
    "portuguese": "calls" "columns" "fields" "headings" "rows" "spaces" "tables" "types" "values";
    "russian": "calls" "columns" "fields" "headings" "messages" "nouns" "patterns" "rows" "rules" "spaces" "tables" "types" "values";
    "spanish": "calls" "columns" "fields" "headings" "rows" "spaces" "tables" "types" "values";
    "signs": "calls" "fields" "headings" "rows" "rules" "tables" "types" "values";
};
