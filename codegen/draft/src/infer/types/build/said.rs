//! What comments in samples say about the values beside them.

use crate::found::Required;
use crate::lexicon::fields::{OPTIONAL, REQUIRED, SOMETIMES, clauses};

/// Whether a comment says that its value is required: one of its clauses is a word for that, `optional, the colour`.
pub(super) fn required(comment: &str) -> Option<Required> {
    let lower = comment.to_lowercase();
    let clauses = clauses(&lower).flat_map(|clause| clause.split(['、', ':', '：']));
    clauses.map(str::trim).find_map(|clause| {
        let is = |words: &[&str]| clause.chars().count() > 1 && words.contains(&clause);
        match () {
            () if is(&SOMETIMES) => Some(Required::Sometimes),
            () if is(&OPTIONAL) => Some(Required::No),
            () if is(&REQUIRED) => Some(Required::Yes),
            () => None,
        }
    })
}
