//! The requirements of messages for requests, and their words.
//!
//! `patterns.txt` says in its first lines how a pattern is written.

use stubwright_spec::ast::preflight::TimeUnit;

use super::lists::{Words, lines, words};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Ask {
    /// Nothing of a request: words that would be misread otherwise.
    Nothing,
    /// No two are equal.
    Unique,
    Present,
    /// All required fields are there.
    AllPresent,
    Digits,
    /// It has the form that its name says.
    Form,
    /// It is one of the values of its field.
    Listed,
    /// It is one of the values after the words.
    OneOf,
    /// It is one of the values before the words.
    OneOfBefore,
    FromNow,
    UntilNow,
    /// It is at most a number.
    Max,
    /// It is at least a number.
    Min,
    Above,
    /// It is less than a number.
    Below,
    /// It is between two numbers.
    Between,
    /// It has one of the endings after the words.
    Ending,
    /// It has one of the endings before the words.
    EndingBefore,
}

/// The unit of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Chars,
    Bytes,
    /// Things in a list.
    Items,
    /// A length of time.
    Time(TimeUnit),
    /// Something else: a percentage, megabytes, money.
    Other,
}

pub(crate) static UNITS: &[(Unit, &Words)] = &[
    (Unit::Chars, &CHARS),
    (Unit::Bytes, &BYTES),
    (Unit::Items, &ITEMS),
    (Unit::Time(TimeUnit::Days), &DAYS),
    (Unit::Time(TimeUnit::Months), &MONTHS),
    (Unit::Time(TimeUnit::Years), &YEARS),
    (Unit::Time(TimeUnit::Weeks), &WEEKS),
    (Unit::Time(TimeUnit::Hours), &HOURS),
    (Unit::Time(TimeUnit::Minutes), &MINUTES),
    (Unit::Time(TimeUnit::Seconds), &SECONDS),
    (Unit::Other, &OTHER_UNITS),
];

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

pub(crate) fn patterns() -> impl Iterator<Item = (Ask, &'static str)> {
    PATTERNS.iter().flat_map(|(ask, name)| lines("patterns", name).map(|line| (*ask, line)))
}

words! { "rules":
    NOT_SUBJECTS COUNTS_SHOWN JOINING_VALUES OF_LENGTHS NOT_FROM_NOW AFTER OF_NOW JOINING PARTICLES COUNTED LISTS
    REQUIRED AND CONDITIONS RATES OR CHARS BYTES ITEMS DAYS MONTHS YEARS WEEKS HOURS MINUTES SECONDS
    OTHER_UNITS UNIQUE_SHOWN IS EQUALS WHEN WHEN_PARTS CYRILLIC_ENDINGS LATIN_ENDINGS
}

words! { "keys":
    ENDINGS
}
