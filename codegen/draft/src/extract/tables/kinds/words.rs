//! The words of simple types, and of those that types begin with.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::found::Printed;
use crate::lexicon::lists::Words;
use crate::lexicon::types::{
    BESIDE, BOOLS, DATES, DATETIMES, DECIMALS, ENUMS, FILES, FLOATS, INTS, LIST_ENDS, LIST_STARTS, LISTS,
    LONG_IDS, LONGS, MAPS, NULLS, OBJECTS, TEXTS, TIMESTAMPS, URLS,
};

/// The marks with which any word may be a type: `Port (uri)`, `Port | "near"`.
pub(in crate::extract::tables) const MARKS: [char; 7] = ['|', '(', '（', '<', '[', '{', '［'];

/// Whether a text without such marks may have a type at its beginning: a cheap test before others.
pub(in crate::extract::tables) fn may_begin_type(text: &str) -> bool {
    let lower = text.to_lowercase();
    let bare = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    let words = bare.chars().next().and_then(|first| FIRST_WORDS.get(&first));
    // Only a long word has another part right behind it: `stringrequired`.
    let begins = |word: &&str| {
        bare.strip_prefix(*word).is_some_and(|rest| word.len() >= 3 || !rest.starts_with(char::is_alphabetic))
    };
    words.is_some_and(|words| words.iter().any(begins)) || LIST_ENDS.are_in(&lower)
}

/// The words that types begin with, by their first letter.
static FIRST_WORDS: LazyLock<BTreeMap<char, Vec<&str>>> = LazyLock::new(|| {
    let simple = SIMPLE.iter().map(|(words, _)| *words);
    let others = [&ENUMS, &LISTS, &LIST_STARTS, &MAPS, &BESIDE, &NULLS];
    let words = simple.chain(others).flat_map(|words| words.iter().copied());
    let mut by_letter: BTreeMap<char, Vec<&str>> = BTreeMap::new();
    for word in words.chain(FORMATS.iter().map(|(word, _)| *word)) {
        by_letter.entry(word.chars().next().unwrap_or_default()).or_default().push(word);
    }
    by_letter
});

/// The format in brackets or after a word: `string(date-time)`, `integer <int64>`.
pub(super) fn format(argument: &str) -> Option<Printed> {
    let argument = argument.trim().to_lowercase();
    let word = argument.trim_start_matches('$');
    FORMATS.iter().find(|(format, _)| *format == word).map(|(_, printed)| printed.clone())
}

/// The formats by name.
static FORMATS: &[(&str, Printed)] = &[
    ("date-time", Printed::DateTime),
    ("datetime", Printed::DateTime),
    ("iso8601", Printed::DateTime),
    ("iso 8601", Printed::DateTime),
    ("rfc3339", Printed::DateTime),
    ("rfc 3339", Printed::DateTime),
    ("date", Printed::Date),
    ("int64", Printed::Long),
    ("long", Printed::Long),
    ("int32", Printed::Int),
    ("float", Printed::Float),
    ("double", Printed::Float),
    ("decimal", Printed::Decimal),
    ("uri", Printed::Url),
    ("url", Printed::Url),
    ("binary", Printed::File),
];

pub(super) fn simple(word: &str) -> Option<Printed> {
    BY_WORD.get(word.trim().to_lowercase().as_str()).copied().cloned()
}

/// The simple types by word: a page asks for each of its cells.
static BY_WORD: LazyLock<BTreeMap<&str, &Printed>> = LazyLock::new(|| {
    let mut by_word = BTreeMap::new();
    for (words, printed) in SIMPLE {
        for word in words.iter() {
            by_word.entry(*word).or_insert(printed);
        }
    }
    by_word
});

static SIMPLE: &[(&Words, Printed)] = &[
    (&TEXTS, Printed::Text),
    (&LONG_IDS, Printed::Text),
    (&INTS, Printed::Int),
    (&LONGS, Printed::Long),
    (&FLOATS, Printed::Float),
    (&DECIMALS, Printed::Decimal),
    (&BOOLS, Printed::Bool),
    (&DATES, Printed::Date),
    (&DATETIMES, Printed::DateTime),
    (&TIMESTAMPS, Printed::Timestamp),
    (&URLS, Printed::Url),
    (&FILES, Printed::File),
    (&OBJECTS, Printed::Object),
];
