//! Words of types.

use super::lists::{Words, lines};

pub(crate) static LENGTH_WORDS: Words = Words::of("types", "length words");
pub(crate) static LIST_STARTS: Words = Words::of("types", "list starts");
pub(crate) static LIST_ENDS: Words = Words::of("types", "list ends");
pub(crate) static BYTES: Words = Words::of("types", "bytes");
pub(crate) static ENUMS: Words = Words::of("types", "enums");
pub(crate) static LISTS: Words = Words::of("types", "lists");
pub(crate) static MAPS: Words = Words::of("types", "maps");
pub(crate) static OBJECTS: Words = Words::of("types", "objects");
pub(crate) static TEXTS: Words = Words::of("types", "texts");
pub(crate) static INTS: Words = Words::of("types", "ints");
pub(crate) static LONGS: Words = Words::of("types", "longs");
pub(crate) static FLOATS: Words = Words::of("types", "floats");
pub(crate) static DECIMALS: Words = Words::of("types", "decimals");
pub(crate) static BOOLS: Words = Words::of("types", "bools");
pub(crate) static DATES: Words = Words::of("types", "dates");
pub(crate) static DATETIMES: Words = Words::of("types", "datetimes");
pub(crate) static TIMESTAMPS: Words = Words::of("types", "timestamps");
pub(crate) static URLS: Words = Words::of("types", "urls");
pub(crate) static FILES: Words = Words::of("types", "files");
pub(crate) static BYTE: Words = Words::of("types", "byte");
pub(crate) static ANY_NUMBER: Words = Words::of("types", "any number");
pub(crate) static BESIDE: Words = Words::of("types", "beside");
pub(crate) static BETWEEN_LENGTHS: Words = Words::of("types", "between lengths");
pub(crate) static OF_ITEMS: Words = Words::of("types", "of items");

/// The type of several things as the one of each: `строк` is `строка`.
pub(crate) fn singular_of(several: &str) -> Option<&'static str> {
    let listed = lines("types", "singulars").filter_map(|line| line.split_once(" = "));
    listed.into_iter().find(|(word, _)| *word == several).map(|(_, one)| one)
}
