//! Points in time by their distance from 1970.

use std::fmt;
use std::time::{Duration, SystemTime};

use serde_core::{Serialize, Serializer};

use super::reader::{Done, Reader};
use super::text::deserialize;
use super::value::Value;
use super::writer::Writer;

/// A count of units of time since 1970-01-01T00:00:00Z.
macro_rules! unix_type {
    ($(#[$doc:meta])* $name:ident, $unit:literal, $per_second:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(i64);

        impl $name {
            #[doc = concat!("So many ", $unit, " after 1970-01-01T00:00:00Z, or before it when negative.")]
            #[must_use]
            pub const fn new(count: i64) -> Self {
                Self(count)
            }

            #[doc = concat!("The ", $unit, ".")]
            #[must_use]
            pub const fn get(self) -> i64 {
                self.0
            }

            /// The point in time as a standard library type; `None` if the system can't represent it.
            #[must_use]
            pub fn system_time(self) -> Option<SystemTime> {
                let (seconds, rest) = (self.0.div_euclid($per_second), self.0.rem_euclid($per_second));
                let rest = Duration::from_nanos(rest.unsigned_abs() * (1_000_000_000 / $per_second));
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
                Self(count)
            }
        }

        impl From<$name> for i64 {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        /// Rounds down; a time out of range becomes the nearest one in range.
        impl From<SystemTime> for $name {
            fn from(time: SystemTime) -> Self {
                let units = |span: Duration| span.as_nanos() / (1_000_000_000 / $per_second);
                let exact = |span: Duration| span.as_nanos() % (1_000_000_000 / $per_second) == 0;
                Self(match time.duration_since(SystemTime::UNIX_EPOCH) {
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
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl Value for $name {
            fn blank() -> Self {
                Self(0)
            }

            fn read(&mut self, from: &mut Reader<'_>) -> Done {
                self.0.read(from)
            }

            fn write(&self, to: &mut Writer) {
                self.0.write(to);
            }

            crate::std_value!();
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                out.serialize_i64(self.0)
            }
        }

        deserialize! { $name }
    };
}

unix_type! {
    /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted (POSIX.1 §4.16): a number on the wire.
    ///
    /// A string of digits is read too. Conversions from and to `SystemTime`, and to a date and time by
    /// [`DateTime::from_unix_seconds`](super::DateTime::from_unix_seconds).
    ///
    /// ```
    /// use std::time::{Duration, SystemTime};
    /// use stubwright_runtime::v1::UnixSeconds;
    ///
    /// let at = UnixSeconds::new(1_733_990_400);
    /// assert_eq!(at.system_time(), Some(SystemTime::UNIX_EPOCH + Duration::from_secs(1_733_990_400)));
    /// ```
    UnixSeconds, "seconds", 1
}

unix_type! {
    /// Milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted: a number on the wire.
    ///
    /// A string of digits is read too. Conversions from and to `SystemTime`.
    ///
    /// ```
    /// use std::time::{Duration, SystemTime};
    /// use stubwright_runtime::v1::UnixMillis;
    ///
    /// let at = UnixMillis::from(SystemTime::UNIX_EPOCH + Duration::from_micros(1_500));
    /// assert_eq!(at.get(), 1);
    /// ```
    UnixMillis, "milliseconds", 1_000
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
            "1.5",
            "\"\"",
            "\"1.5\"",
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
