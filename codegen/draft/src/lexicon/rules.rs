//! What messages ask of requests, and in which words.
//!
//! `patterns.txt` says in its first lines how a pattern is written.

use super::lists::{Words, lines};

/// What words ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Ask {
    /// Nothing of a request: words that would be misread otherwise.
    Nothing,
    /// No two are equal.
    Unique,
    /// It is there.
    Present,
    /// All required fields are there.
    AllPresent,
    /// It consists of digits.
    Digits,
    /// It has the form that its name says.
    Form,
    /// It is one of the values of its field.
    Listed,
    /// It is one of the values behind the words.
    OneOf,
    /// It is one of the values before the words.
    OneOfBefore,
    /// It is not before now.
    FromNow,
    /// It is not after now.
    UntilNow,
    /// It is at most a number.
    Max,
    /// It is at least a number.
    Min,
    /// It is more than a number.
    Above,
    /// It is less than a number.
    Below,
    /// It is between two numbers.
    Between,
    /// It has one of the endings behind the words.
    Ending,
    /// It has one of the endings before the words.
    EndingBefore,
}

/// What numbers count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Characters.
    Chars,
    /// Bytes.
    Bytes,
    /// Things in a list.
    Items,
    /// A length of time, in the words of the format: `d`, `mo`.
    Time(&'static str),
    /// Something else: a percentage, megabytes, money.
    Other,
}

/// The units.
pub(crate) static UNITS: &[(Unit, &Words)] = &[
    (Unit::Chars, &CHARS),
    (Unit::Bytes, &BYTES),
    (Unit::Items, &ITEMS),
    (Unit::Time("d"), &DAYS),
    (Unit::Time("mo"), &MONTHS),
    (Unit::Time("y"), &YEARS),
    (Unit::Time("w"), &WEEKS),
    (Unit::Time("h"), &HOURS),
    (Unit::Time("m"), &MINUTES),
    (Unit::Time("s"), &SECONDS),
    (Unit::Other, &OTHER_UNITS),
];

/// The sections of the patterns.
const PATTERNS: &[(Ask, &str)] = &[
    (Ask::Nothing, "nothing"),
    (Ask::Unique, "unique"),
    (Ask::Present, "present"),
    (Ask::AllPresent, "all present"),
    (Ask::Digits, "digits"),
    (Ask::Form, "form"),
    (Ask::Listed, "listed"),
    (Ask::OneOf, "one of"),
    (Ask::OneOfBefore, "one of before"),
    (Ask::FromNow, "from now"),
    (Ask::UntilNow, "until now"),
    (Ask::Max, "max"),
    (Ask::Min, "min"),
    (Ask::Above, "above"),
    (Ask::Below, "below"),
    (Ask::Between, "between"),
    (Ask::Ending, "ending"),
    (Ask::EndingBefore, "ending before"),
];

/// The patterns, each with what it asks.
pub(crate) fn patterns() -> impl Iterator<Item = (Ask, &'static str)> {
    PATTERNS.iter().flat_map(|(ask, name)| lines("patterns", name).map(|line| (*ask, line)))
}

pub(crate) static NOT_SUBJECTS: Words = Words::of("rules", "not subjects");
pub(crate) static COUNTS_SHOWN: Words = Words::of("rules", "counts shown");
pub(crate) static JOINING_VALUES: Words = Words::of("rules", "joining values");
pub(crate) static OF_LENGTHS: Words = Words::of("rules", "of lengths");
pub(crate) static NOT_FROM_NOW: Words = Words::of("rules", "not from now");
pub(crate) static JOINING: Words = Words::of("rules", "joining");
pub(crate) static PARTICLES: Words = Words::of("rules", "particles");
pub(crate) static COUNTED: Words = Words::of("rules", "counted");
pub(crate) static LISTS: Words = Words::of("rules", "lists");
pub(crate) static REQUIRED: Words = Words::of("rules", "required");
pub(crate) static AND: Words = Words::of("rules", "and");
pub(crate) static CONDITIONS: Words = Words::of("rules", "conditions");
pub(crate) static RATES: Words = Words::of("rules", "rates");
pub(crate) static OR: Words = Words::of("rules", "or");
pub(crate) static ENDINGS: Words = Words::of("keys", "endings");
pub(crate) static CHARS: Words = Words::of("rules", "chars");
pub(crate) static BYTES: Words = Words::of("rules", "bytes");
pub(crate) static ITEMS: Words = Words::of("rules", "items");
pub(crate) static DAYS: Words = Words::of("rules", "days");
pub(crate) static MONTHS: Words = Words::of("rules", "months");
pub(crate) static YEARS: Words = Words::of("rules", "years");
pub(crate) static WEEKS: Words = Words::of("rules", "weeks");
pub(crate) static HOURS: Words = Words::of("rules", "hours");
pub(crate) static MINUTES: Words = Words::of("rules", "minutes");
pub(crate) static SECONDS: Words = Words::of("rules", "seconds");
pub(crate) static OTHER_UNITS: Words = Words::of("rules", "other units");
pub(crate) static UNIQUE_SHOWN: Words = Words::of("rules", "unique shown");
pub(crate) static IS: Words = Words::of("rules", "is");
pub(crate) static EQUALS: Words = Words::of("rules", "equals");
pub(crate) static WHEN: Words = Words::of("rules", "when");
pub(crate) static WHEN_PARTS: Words = Words::of("rules", "when parts");
pub(crate) static CYRILLIC_ENDINGS: Words = Words::of("rules", "cyrillic endings");
pub(crate) static LATIN_ENDINGS: Words = Words::of("rules", "latin endings");
