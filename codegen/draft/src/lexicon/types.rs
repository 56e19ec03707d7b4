//! Words of types.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::lists::{lines, words};

words! { "types":
    LENGTH_WORDS LIST_STARTS LIST_ENDS BYTES ENUMS LISTS MAPS OBJECTS OBJECT_ENDS TEXTS LONG_IDS INTS LONGS FLOATS DECIMALS
    BOOLS DATES DATETIMES TIMESTAMPS URLS FILES BYTE ANY_NUMBER BESIDE BETWEEN_LENGTHS OF_ITEMS PROSE ARTICLES NULLS
    LETTERS_OF_TEXTS LETTERS_OF_NUMBERS LETTERS_OF_DATES GLUED SURE UNTYPED BOUND_UNITS
}

/// The type of several things as the one of each: `строк` is `строка`.
pub(crate) fn singular_of(several: &str) -> Option<&'static str> {
    SINGULARS.get(several).copied()
}

static SINGULARS: LazyLock<BTreeMap<&str, &str>> =
    LazyLock::new(|| lines("types", "singulars").filter_map(|line| line.split_once(" = ")).collect());
