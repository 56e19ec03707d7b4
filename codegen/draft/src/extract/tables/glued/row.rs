//! A row whose cells are run together: where its name ends is where a type begins.

use std::ops::Range;

use crate::extract::tables::context::Context;
use crate::extract::tables::{answers, names};
use crate::lexicon::columns::Column;
use crate::lexicon::fields::{NO, YES};
use crate::lexicon::lists::Words;
use crate::lexicon::types::{
    BOOLS, DATES, DATETIMES, DECIMALS, FLOATS, INTS, LISTS, LONGS, MAPS, OBJECTS, TEXTS,
};
use crate::page::Text;

/// No type has more characters.
const LONGEST_TYPE: usize = 32;
/// No answer has more characters.
const LONGEST_ANSWER: usize = 5;

/// How sure it is that a name ends at a place, the surest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sure {
    /// A type begins there.
    Type,
    /// It begins with a capital behind a small letter or a digit, or in another script.
    Boundary,
    /// The samples have the name.
    Known,
}

/// The cells of a row, one for each column: a name, then a type, what is required and texts, of which the last one alone may be
/// of any kind.
pub(super) fn part(line: &Text, roles: &[Column], context: &Context) -> Option<Vec<Text>> {
    let whole = line.as_str();
    let (_, rest) = roles.split_first()?;
    let name = names::read(whole)?;
    let run = name.at + name.text.len();
    let starts = (name.at + 1..=run).filter(|at| whole.is_char_boundary(*at));
    let mut found: Vec<(Sure, usize, Vec<Range<usize>>)> = starts
        .filter_map(|start| {
            let own = whole.get(name.at..start)?;
            let cells = cells(whole, start, rest)?;
            let sure = match () {
                () if !names::is_name(own) => return None,
                () if context.has_key(own) => Sure::Known,
                () if begins(whole, start) => Sure::Boundary,
                () => Sure::Type,
            };
            Some((sure, start, cells))
        })
        .collect();
    // Of two names that are as sure, the type behind the shorter one is the longer.
    found.sort_by_key(|(sure, start, _)| (std::cmp::Reverse(*sure), *start));
    let (sure, start, cells) = found.into_iter().next()?;
    if sure < Sure::Boundary {
        return None;
    }
    let cells = cells.into_iter().map(|cell| line.slice(cell).trimmed());
    Some(std::iter::once(line.slice(0..start)).chain(cells).collect())
}

/// Whether a word begins at a place.
fn begins(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let first = text.get(at..).and_then(|rest| rest.chars().next());
    first.zip(before).is_some_and(|(first, before)| {
        let is_small = before.is_ascii_lowercase() || before.is_ascii_digit() || matches!(before, ']' | '_');
        !first.is_ascii() || first.is_ascii_uppercase() && is_small
    })
}

/// The cells behind the name.
fn cells(text: &str, from: usize, roles: &[Column]) -> Option<Vec<Range<usize>>> {
    let Some((role, rest)) = roles.split_first() else {
        return text.get(from..)?.trim().is_empty().then(Vec::new);
    };
    let ends = |most: usize, fits: fn(&str) -> bool| {
        let behind = text.get(from..).unwrap_or_default();
        let ends = behind.char_indices().map(|(at, c)| at + c.len_utf8()).take(most);
        let ends: Vec<usize> =
            ends.filter(|end| behind.get(..*end).is_some_and(fits)).map(|end| from + end).collect();
        ends
    };
    let then = |end: usize| {
        let mut cells = cells(text, end, rest)?;
        cells.insert(0, from..end);
        Some(cells)
    };
    match role {
        Column::Kind => ends(LONGEST_TYPE, is_type).into_iter().rev().find_map(then),
        Column::Required => ends(LONGEST_ANSWER, is_answer).into_iter().rev().find_map(then),
        // Where one text ends and the next one begins is not to be seen.
        _ => rest.is_empty().then(|| std::iter::once(from..text.len()).collect()),
    }
}

/// Whether a text is the word of a type, with nothing but brackets behind it.
fn is_type(text: &str) -> bool {
    let end = text.find(['(', '（', '<', '[']).unwrap_or(text.len());
    let Some((word, behind)) = text.split_at_checked(end) else { return false };
    let is_closed = [('(', ')'), ('（', '）'), ('<', '>'), ('[', ']')].into_iter().any(|(open, close)| {
        behind.starts_with(open) && behind.find(close).is_some_and(|at| at + close.len_utf8() == behind.len())
    });
    let word = word.trim_end().to_lowercase();
    (behind.is_empty() || is_closed) && WORDS.iter().any(|words| words.has(&word))
}

/// Words of types.
static WORDS: [&Words; 11] =
    [&TEXTS, &INTS, &LONGS, &FLOATS, &DECIMALS, &BOOLS, &DATES, &DATETIMES, &OBJECTS, &MAPS, &LISTS];

/// Whether a text is an answer: a word, or a letter in capitals.
fn is_answer(text: &str) -> bool {
    let is_capital = text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_word = !text.is_ascii() || text.len() > 1;
    (is_capital || is_word) && (answers::of_letter_or_word(text).is_some() || is_yes_or_no(text))
}

/// Whether a text means yes or no and is not the beginning of another word: `是` of `是否`.
fn is_yes_or_no(text: &str) -> bool {
    YES.has(&text.to_lowercase()) || NO.has(&text.to_lowercase())
}
