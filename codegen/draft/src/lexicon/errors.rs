//! What messages say: their predicates, by which rows are named, and words about another try.
//!
//! `messages.txt` says in its first lines how it is written.

use super::lists::{lines, words};

words! { "rows":
    FILLERS POLITE THROTTLED TOO_MANY WAIT TOKENS OVER RENEW FIRST PLEASE FIRST_ANYWHERE PASSING PLAIN
    TELLING AFTER OTHER AND_THEN FAILED_STEPS
}

/// What messages say, with `|` between, and the name.
pub(crate) fn messages() -> impl Iterator<Item = (&'static str, &'static str)> {
    lines("messages", "").filter_map(|line| line.split_once('='))
}
