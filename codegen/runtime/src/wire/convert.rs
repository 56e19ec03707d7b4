//! Dates and times of other crates.
//!
//! A [`DateTime`] without an offset converts to a time without a zone, not to a point in time: no type says which zone
//! the server means. A leap second becomes second 59 if the other crate does not support them.

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "time")]
mod time;

use super::datetime::written_from;
use super::parts::Parts;
use super::{DateTime, Malformed};

/// The requirement of a point in time.
const WITH_OFFSET: &str = "a date and time with an offset from UTC";

/// The requirement of a date and time of another crate.
const FOUR_DIGITS: &str = "a time in the years 0 to 9999";

/// The requirement of a count of seconds or milliseconds.
const IN_RANGE: &str = "a point in time that the other type can express";

/// The second for a crate without leap seconds.
#[cfg(any(feature = "jiff", feature = "time"))]
fn second(parts: &Parts) -> i64 {
    parts.second.min(59)
}

/// A text for the parts, or an error that shows the value.
fn written(parts: &Parts, shown: &str) -> Result<DateTime, Malformed> {
    written_from(parts).ok_or_else(|| Malformed::new(FOUR_DIGITS, shown))
}

/// A smaller integer for a part; parts come from a checked text, so they are always in range.
fn part<T: TryFrom<i64> + Default>(value: i64) -> T {
    T::try_from(value).unwrap_or_default()
}
