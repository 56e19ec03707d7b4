//! `Date`: a day of the calendar.

use super::Malformed;
use super::calendar::{day_at, days_since_1970, is_day};
use super::text::text_type;

/// A day of the calendar, `2024-12-31`: the full-date of RFC 3339 §5.6, checked against the calendar.
///
/// It has no time and no zone. Dates are ordered by time. Where it is optional, an empty string is read as `None`.
///
/// ```
/// use stubwright_runtime::v1::Date;
///
/// let date: Date = "2024-02-29".parse()?;
/// assert_eq!((date.year(), date.month(), date.day()), (2024, 2, 29));
/// assert!("2023-02-29".parse::<Date>().is_err());
/// assert!(date < Date::new(2024, 3, 1)?);
/// # Ok::<(), stubwright_runtime::v1::Malformed>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(Box<str>);

text_type!(Date);

impl Date {
    const EXPECTED: &'static str = "a date such as 2024-12-31";

    /// The day with this year (0 to 9999), month (1 to 12) and day of the month (1 to 31).
    ///
    /// # Errors
    /// If the calendar has no such day.
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, Malformed> {
        Self::try_from(format!("{year:04}-{month:02}-{day:02}"))
    }

    /// The day this many days after 1970-01-01, or before it.
    ///
    /// # Errors
    /// If the year is not from 0 to 9999.
    pub fn from_days_since_1970(days: i32) -> Result<Self, Malformed> {
        let (year, month, day) = day_at(i64::from(days));
        Self::try_from(format!("{year:04}-{month:02}-{day:02}"))
    }

    /// The year, 0 to 9999.
    #[must_use]
    pub fn year(&self) -> u16 {
        self.part(0, 4)
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(&self) -> u8 {
        u8::try_from(self.part(5, 7)).unwrap_or(1)
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(&self) -> u8 {
        u8::try_from(self.part(8, 10)).unwrap_or(1)
    }

    /// Days since 1970-01-01, negative before it.
    #[must_use]
    pub fn days_since_1970(&self) -> i32 {
        let days = days_since_1970(self.year().into(), self.month().into(), self.day().into());
        i32::try_from(days).unwrap_or_default()
    }

    /// The date that a checked text starts with.
    pub(super) fn at_start_of(text: &str) -> Self {
        Self(text.get(..10).unwrap_or_default().into())
    }

    fn part(&self, from: usize, to: usize) -> u16 {
        self.0.get(from..to).and_then(|digits| digits.parse().ok()).unwrap_or_default()
    }

    fn check(text: &str) -> bool {
        take_date(text).is_some_and(|(_, rest)| rest.is_empty())
    }
}

/// Year, month and day at the start of a text, and the rest.
pub(super) fn take_date(text: &str) -> Option<([i64; 3], &str)> {
    let (year, rest) = take_digits(text, 4)?;
    let (month, rest) = take_digits(rest.strip_prefix('-')?, 2)?;
    let (day, rest) = take_digits(rest.strip_prefix('-')?, 2)?;
    is_day(year, month, day).then_some(([year, month, day], rest))
}

/// The number of exactly this many ASCII digits at the start of a text, and the rest.
pub(super) fn take_digits(text: &str, count: usize) -> Option<(i64, &str)> {
    let (digits, rest) = text.split_at_checked(count)?;
    let value = digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?;
    value.map(|value| (value, rest))
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn days_that_exist() {
        for text in ["0000-01-01", "1970-01-01", "2000-02-29", "2024-02-29", "9999-12-31"] {
            let date: Date = text.parse().expect(text);
            assert_eq!(date, text);
            assert_eq!(Date::new(date.year(), date.month(), date.day()), Ok(date.clone()));
            assert_eq!(Date::from_days_since_1970(date.days_since_1970()), Ok(date));
        }
        for text in [
            "",
            "2024",
            "2024-1-1",
            "2024-02-30",
            "2023-02-29",
            "1900-02-29",
            "2024-00-10",
            "2024-13-01",
            "2024-04-31",
            "2024-01-00",
            "2024-01-01 ",
            " 2024-01-01",
            "2024/01/01",
            "20240101",
            "2024-01-01T00:00:00Z",
            "-024-01-01",
            "+2024-01-01",
            "２０２４-01-01",
            "2024-०१-01",
            "2024‐01‐01",
            "999999999-01-01",
            "2024-1１-1",
            "\0",
        ] {
            let error = text.parse::<Date>().expect_err(text).to_string();
            assert!(error.starts_with("expected a date such as 2024-12-31, found \""), "{error}");
        }
        assert!(Date::new(10000, 1, 1).is_err() && Date::new(u16::MAX, u8::MAX, u8::MAX).is_err());
        assert!(
            Date::from_days_since_1970(i32::MAX).is_err() && Date::from_days_since_1970(i32::MIN).is_err()
        );
        assert_eq!("1970-01-01".parse::<Date>().expect("date").days_since_1970(), 0);
        assert_eq!(
            format!("{:?} {0:>12}", Date::new(2024, 12, 31).expect("date")),
            "\"2024-12-31\"   2024-12-31"
        );
    }
}
