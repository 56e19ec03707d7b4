//! What comments in samples say about the values beside them.

use crate::found::Required;
use crate::lexicon::fields::{OPTIONAL, REQUIRED, SOMETIMES, clauses};
use crate::lexicon::scripts::is_ideographic;

/// Whether a comment begins with a word for optional of a script without spaces, which may go on in another word:
/// `可选设备名`.
pub(super) fn begins_optional(comment: &str) -> bool {
    let comment = comment.trim_start();
    let rest = || {
        OPTIONAL.iter().filter(|word| word.chars().count() > 1).find_map(|word| comment.strip_prefix(word))
    };
    comment.starts_with(is_ideographic) && rest().is_some_and(|rest| rest.starts_with(is_ideographic))
}

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
