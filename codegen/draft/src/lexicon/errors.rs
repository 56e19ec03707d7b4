//! What messages say: their predicates, by which rows are named, and words about another try.
//!
//! `messages.txt` says in its first lines how it is written.

use super::lists::{Words, lines};

pub(crate) static FILLERS: Words = Words::of("rows", "fillers");
pub(crate) static POLITE: Words = Words::of("rows", "polite");
pub(crate) static THROTTLED: Words = Words::of("rows", "throttled");
pub(crate) static TOO_MANY: Words = Words::of("rows", "too many");
pub(crate) static WAIT: Words = Words::of("rows", "wait");
pub(crate) static TOKENS: Words = Words::of("rows", "tokens");
pub(crate) static OVER: Words = Words::of("rows", "over");
pub(crate) static RENEW: Words = Words::of("rows", "renew");
pub(crate) static FIRST: Words = Words::of("rows", "first");
pub(crate) static PLEASE: Words = Words::of("rows", "please");
pub(crate) static FIRST_ANYWHERE: Words = Words::of("rows", "first anywhere");
pub(crate) static PASSING: Words = Words::of("rows", "passing");
pub(crate) static PLAIN: Words = Words::of("rows", "plain");
pub(crate) static TELLING: Words = Words::of("rows", "telling");

/// What messages say, with `|` between, and the name.
pub(crate) fn messages() -> impl Iterator<Item = (&'static str, &'static str)> {
    lines("messages", "").filter_map(|line| line.split_once('='))
}
pub(crate) static AFTER: Words = Words::of("rows", "after");
