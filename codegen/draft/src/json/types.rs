//! Types that stand for values.

use super::value::Kind;
use crate::lexicon::lists::Words;
use crate::lexicon::types::{
    BOOLS, DATES, DATETIMES, DECIMALS, FLOATS, INTS, LONGS, MAPS, OBJECTS, TEXTS, TIMESTAMPS, URLS,
};

/// The value that a type stands for; blank where no value says what the type does.
pub(super) fn kind_of(word: &str) -> Option<Kind> {
    let is = |words: &[&Words]| words.iter().any(|words| words.has(word));
    if is(&[&TEXTS, &URLS]) {
        return Some(Kind::Text(String::from("string")));
    }
    if is(&[&INTS, &LONGS]) {
        return Some(Kind::Number(String::from("0")));
    }
    if is(&[&FLOATS, &DECIMALS]) {
        return Some(Kind::Number(String::from("0.0")));
    }
    if is(&[&BOOLS]) {
        return Some(Kind::Bool(false));
    }
    is(&[&DATES, &DATETIMES, &TIMESTAMPS, &OBJECTS, &MAPS]).then_some(Kind::Blank)
}
