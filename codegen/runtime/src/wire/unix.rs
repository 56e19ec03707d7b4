//! Points in time by their distance from 1970.

use std::borrow::Cow;
use std::fmt;
use std::time::{Duration, SystemTime};

use serde_core::{Serialize, Serializer};

use super::digits::Digits;
use super::formats::serialize;
use super::reader::{Done, Failed, Reader};
use super::text::deserialize;
use super::value::Value;
use super::writer::Writer;

/// A count of units of time since 1970-01-01T00:00:00Z.
macro_rules! unix_type {
    ($(#[$doc:meta])* $name:ident, $unit:literal, $per_second:literal, $places:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name {
            count: i64,
            /// Nanoseconds after the count, less than the unit.
            rest: u32,
        }

        const _: () = {
        /// Nanoseconds of the unit.
        const UNIT: i128 = 1_000_000_000 / $per_second;

        impl $name {
            #[doc = concat!("So many ", $unit, " after 1970-01-01T00:00:00Z, or before it when negative.")]
            #[must_use]
            pub const fn new(count: i64) -> Self {
                Self { count, rest: 0 }
            }

            #[doc = concat!("The ", $unit, ", rounded down if the server sent a fraction.")]
            #[must_use]
            pub const fn get(self) -> i64 {
                self.count
            }

            /// Nanoseconds since 1970-01-01T00:00:00Z.
            #[must_use]
            pub fn nanoseconds(self) -> i128 {
                i128::from(self.count) * UNIT + i128::from(self.rest)
            }

            /// The time of a number, if it has no digits beyond nanoseconds.
            fn of_digits(text: &str) -> Option<Self> {
                let nanoseconds = Digits::parse(text)?.scaled($places, MOST_DIGITS)?;
                let count = i64::try_from(nanoseconds.div_euclid(UNIT)).ok()?;
                Some(Self { count, rest: u32::try_from(nanoseconds.rem_euclid(UNIT)).ok()? })
            }

            /// The point in time as a standard library type; `None` if the system can't represent it.
            #[must_use]
            pub fn system_time(self) -> Option<SystemTime> {
                let (seconds, rest) = (self.count.div_euclid($per_second), self.count.rem_euclid($per_second));
                let rest = rest.unsigned_abs() * (1_000_000_000 / $per_second) + u64::from(self.rest);
                let rest = Duration::from_nanos(rest);
                let whole = Duration::from_secs(seconds.unsigned_abs());
                let start = if seconds < 0 {
                    SystemTime::UNIX_EPOCH.checked_sub(whole)
                } else {
                    SystemTime::UNIX_EPOCH.checked_add(whole)
                };
                start?.checked_add(rest)
            }
        }

        impl From<i64> for $name {
            fn from(count: i64) -> Self {
                Self::new(count)
            }
        }

        /// Rounds down.
        impl From<$name> for i64 {
            fn from(value: $name) -> Self {
                value.count
            }
        }

        /// Rounds down; a time out of range becomes the nearest one in range.
        impl From<SystemTime> for $name {
            fn from(time: SystemTime) -> Self {
                let units = |span: Duration| span.as_nanos() / (1_000_000_000 / $per_second);
                let exact = |span: Duration| span.as_nanos() % (1_000_000_000 / $per_second) == 0;
                Self::new(match time.duration_since(SystemTime::UNIX_EPOCH) {
                    Ok(after) => i64::try_from(units(after)).unwrap_or(i64::MAX),
                    Err(before) => {
                        let span = before.duration();
                        let count = i64::try_from(units(span)).map_or(i64::MIN, |count| -count);
                        if exact(span) { count } else { count.saturating_sub(1) }
                    }
                })
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                if self.rest == 0 {
                    return fmt::Display::fmt(&self.count, f);
                }
                let size = self.nanoseconds().unsigned_abs();
                let (whole, rest) = (size / UNIT.unsigned_abs(), size % UNIT.unsigned_abs());
                let rest = format!("{rest:0>0$}", $places);
                let sign = if self.count < 0 { "-" } else { "" };
                f.pad(&format!("{sign}{whole}.{}", rest.trim_end_matches('0')))
            }
        }

        impl Value for $name {
            fn blank() -> Self {
                Self::new(0)
            }

            fn read(&mut self, from: &mut Reader<'_>) -> Done {
                let start = from.at();
                let read = self.count.read(from);
                self.rest = 0;
                read.or_else(|Failed| {
                    *self = with_fraction(start, from, Self::of_digits)?;
                    Ok(())
                })
            }

            fn write(&self, to: &mut Writer) {
                match self.rest {
                    0 => to.integer(self.count),
                    _ => to.number(&self.to_string()),
                }
            }

            crate::std_value!();
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                if self.rest == 0 { out.serialize_i64(self.count) } else { serialize(self, out) }
            }
        }

        deserialize! { $name }
        };
    };
}

/// More digits than a time in nanoseconds has.
const MOST_DIGITS: u32 = 30;

/// Reads the value at `start` again, which is not an integer, as a number with a fraction.
#[cold]
fn with_fraction<T>(start: usize, from: &mut Reader<'_>, of: fn(&str) -> Option<T>) -> Result<T, Failed> {
    let Some(fault) = from.take_fault().filter(|_| from.is_lenient()) else { return Err(Failed) };
    from.return_to(start);
    let text = match from.peek() {
        Some(b'"') => from.quoted().ok(),
        Some(b'-' | b'0'..=b'9') => from.number().ok().map(Cow::Borrowed),
        _ => None,
    };
    text.and_then(|text| of(&text)).ok_or_else(|| from.put_fault(fault))
}

unix_type! {
    /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted (POSIX.1 §4.16): a number on the wire.
    ///
    /// A string of digits is read too, and a fraction, which is kept. Conversions from and to `SystemTime`, and to a date and time by
    /// [`DateTime::from_unix_seconds`](super::DateTime::from_unix_seconds).
    ///
    /// ```
    /// use std::time::{Duration, SystemTime};
    /// use stubwright_runtime::v1::UnixSeconds;
    ///
    /// let at = UnixSeconds::new(1_733_990_400);
    /// assert_eq!(at.system_time(), Some(SystemTime::UNIX_EPOCH + Duration::from_secs(1_733_990_400)));
    /// ```
    UnixSeconds, "seconds", 1, 9
}

unix_type! {
    /// Milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted: a number on the wire.
    ///
    /// A string of digits is read too, and a fraction, which is kept. Conversions from and to `SystemTime`.
    ///
    /// ```
    /// use std::time::{Duration, SystemTime};
    /// use stubwright_runtime::v1::UnixMillis;
    ///
    /// let at = UnixMillis::from(SystemTime::UNIX_EPOCH + Duration::from_micros(1_500));
    /// assert_eq!(at.get(), 1);
    /// ```
    UnixMillis, "milliseconds", 1_000, 6
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::{UnixMillis, UnixSeconds};

    #[test]
    fn numbers_and_digits() {
        for json in ["1733990400123", "\"1733990400123\"", "-1", "\"-1\"", "9223372036854775807"] {
            let read: UnixMillis = serde_json::from_str(json).expect(json);
            assert_eq!(serde_json::to_string(&read).expect(json), json.trim_matches('"'));
        }
        for json in [
            "null",
            "1.0000000001",
            "1e-10",
            "9223372036854775807.5e1",
            "\"\"",
            "\"1.5s\"",
            "\"2024-12-12\"",
            "true",
            "9223372036854775808",
            "\"１\"",
            "[]",
        ] {
            assert!(serde_json::from_str::<UnixSeconds>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn fractions_are_kept() {
        for (json, want, count, nanoseconds) in [
            ("1700000000.123", "1700000000.123", 1_700_000_000, 1_700_000_000_123_000_000),
            ("\"1700000000.5\"", "1700000000.5", 1_700_000_000, 1_700_000_000_500_000_000),
            ("1.7000000005e9", "1700000000.5", 1_700_000_000, 1_700_000_000_500_000_000),
            ("1700000000.123456789", "1700000000.123456789", 1_700_000_000, 1_700_000_000_123_456_789),
            ("\"1700000000.0\"", "1700000000", 1_700_000_000, 1_700_000_000_000_000_000),
            ("1700000000.001", "1700000000.001", 1_700_000_000, 1_700_000_000_001_000_000),
            ("-1.25", "-1.25", -2, -1_250_000_000),
            ("-0.5", "-0.5", -1, -500_000_000),
        ] {
            let read: UnixSeconds = serde_json::from_str(json).expect(json);
            assert_eq!(
                (read.get(), read.nanoseconds(), read.to_string().as_str()),
                (count, nanoseconds, want)
            );
            assert_eq!(serde_json::to_string(&read).expect(json), want);
            assert_eq!(crate::v1::to_json(&read), Ok(want.to_owned()));
        }
        let millis: UnixMillis = serde_json::from_str("1700000000123.5").expect("milliseconds");
        assert_eq!((millis.get(), millis.to_string().as_str()), (1_700_000_000_123, "1700000000123.5"));
        let after = Duration::new(1_700_000_000, 123_500_000);
        assert_eq!(millis.system_time(), Some(SystemTime::UNIX_EPOCH + after));
        assert!(millis > UnixMillis::new(1_700_000_000_123) && millis < UnixMillis::new(1_700_000_000_124));
        let error = serde_json::from_str::<UnixSeconds>("\"1.5s\"").expect_err("a unit").to_string();
        assert!(error.starts_with("expected an integer, found \"1.5s\""), "{error}");
    }

    #[test]
    fn both_ways_to_the_standard_library() {
        for count in [0, 1, -1, 1_733_990_400_123, -1_733_990_400_123] {
            assert_eq!(
                UnixMillis::new(count).system_time().map(UnixMillis::from),
                Some(UnixMillis::new(count))
            );
            assert_eq!(
                UnixSeconds::new(count).system_time().map(UnixSeconds::from),
                Some(UnixSeconds::new(count))
            );
        }
        let just_before = SystemTime::UNIX_EPOCH - Duration::from_nanos(1);
        assert_eq!((UnixSeconds::from(just_before).get(), UnixMillis::from(just_before).get()), (-1, -1));
        for count in [i64::MIN, i64::MAX] {
            assert!(
                UnixSeconds::new(count)
                    .system_time()
                    .is_none_or(|time| UnixSeconds::from(time).get() == count)
            );
            assert!(
                UnixMillis::new(count).system_time().is_none_or(|time| UnixMillis::from(time).get() == count)
            );
        }
    }
}
