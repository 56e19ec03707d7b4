//! Words of fields: whether one is required, where it is sent.

use super::lists::words;
use super::scripts::is_ideographic;

/// The clauses of a text; and the words between spaces in those of Chinese and Japanese, which have spaces at clauses alone.
pub(crate) fn clauses(text: &str) -> impl Iterator<Item = &str> {
    let ends = [',', ';', '.', '(', ')', '[', ']', '，', '；', '。', '（', '）', '【', '】'];
    text.split(ends).map(str::trim).flat_map(|clause| {
        let is_spaced = clause.contains(char::is_whitespace) && clause.contains(is_ideographic);
        let words = clause.split_whitespace().filter(move |_| is_spaced);
        std::iter::once(clause).chain(words.filter(|word| word.chars().all(is_ideographic)))
    })
}

words! { "fields":
    PLACES COUNTED_TIMES ASKS_OPTIONAL STARTS_SOMETIMES STARTS_OPTIONAL STARTS_REQUIRED REQUIRED
    OPTIONAL SOMETIMES YES NO DEPENDS IN_PATH IN_HEADER IN_QUERY IN_BODY PATH_TITLES QUERY_TITLES
    HEADER_TITLES BODY_TITLES ALLOWED FORBIDDEN CONDITIONS LETTERS BODIES NAMELESS
    MARKED MEANING STARS BOLD CODED BESIDE_TYPES DEFAULTED LEAST MOST BOUND_LENGTHS FOLDS UNFOLDS FOLDED
    AMOUNTS MINOR_UNITS
}
