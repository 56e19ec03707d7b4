//! `Date`: a day of the calendar.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use super::Malformed;
use super::calendar::{day_at, days_since_1970};
use super::day::{Day, is_zero};
use super::parts::{Parts, Written};
use super::reader::{Done, Failed, Form, Reader};
use super::text::{read_dated, read_optional, text_type};
use super::value::Value;
use super::writer::Writer;

/// A day of the calendar, `2024-12-31`: the full-date of RFC 3339 §5.6, checked against the calendar.
///
/// Other texts for a day that servers write are read too: `20241231`, `2024/12/31`, without the zeros (`2024-1-1`), and with
/// midnight as a time (`2024-12-31T00:00:00`). The text is kept and written back unchanged, unless the field has a spelling of
/// its own.
///
/// It has no time and no zone. Dates are ordered by time, and equal if they are the same day, whatever their texts. Where it
/// is optional, an empty string and a date of zeros (`0000-00-00`) are read as `None`.
///
/// ```
/// use stubwright_runtime::v1::Date;
///
/// let date: Date = "2024-02-29".parse()?;
/// assert_eq!((date.year(), date.month(), date.day()), (2024, 2, 29));
/// assert_eq!("2024/2/29".parse(), Ok(date.clone()));
/// assert!("2023-02-29".parse::<Date>().is_err());
/// assert!(date < Date::new(2024, 3, 1)?);
/// # Ok::<(), stubwright_runtime::v1::Malformed>(())
/// ```
#[derive(Clone)]
pub struct Date(Box<str>);

text_type! {
    @shared Date

    fn is_absence(text: &str) -> bool {
        is_zero(text)
    }

    fn from_usual_text(text: String) -> Result<Self, Malformed> {
        match Day::take(&text) {
            Some((Day { is_usual: true, .. }, "")) => Ok(Self(text.into())),
            _ => Err(Malformed::new(Self::EXPECTED, &text)),
        }
    }
}

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
        u16::try_from(self.parts()[0]).unwrap_or_default()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(&self) -> u8 {
        u8::try_from(self.parts()[1]).unwrap_or(1)
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(&self) -> u8 {
        u8::try_from(self.parts()[2]).unwrap_or(1)
    }

    /// Days since 1970-01-01, negative before it.
    #[must_use]
    pub fn days_since_1970(&self) -> i32 {
        let [year, month, day] = self.parts();
        i32::try_from(days_since_1970(year, month, day)).unwrap_or_default()
    }

    /// The date of a day that exists.
    pub(super) fn of_day([year, month, day]: [i64; 3]) -> Self {
        Self(format!("{year:04}-{month:02}-{day:02}").into())
    }

    /// Year, month and day; those of no real day for the blank value, which no one sees.
    fn parts(&self) -> [i64; 3] {
        Day::take(&self.0).map_or([0, 1, 1], |(day, _)| day.date)
    }

    /// The seconds that it may mean.
    pub(crate) fn written(&self) -> Option<Written> {
        Parts::of(&self.0).map(|parts| parts.window())
    }

    /// The text in a form.
    #[inline]
    pub(crate) fn spelled(&self, form: Form) -> Cow<'_, str> {
        if form == Form::Own { Cow::Borrowed(&self.0) } else { Cow::Owned(self.respelled(form)) }
    }

    /// The day in a spelling of dates.
    #[cold]
    fn respelled(&self, form: Form) -> String {
        let [year, month, day] = self.parts();
        match form {
            Form::Compact => format!("{year:04}{month:02}{day:02}"),
            Form::Slashed => format!("{year:04}/{month:02}/{day:02}"),
            _ => self.0.to_string(),
        }
    }

    fn check(text: &str) -> bool {
        match Day::take(text) {
            Some((_, "")) => true,
            Some(_) => Parts::of(text).is_some_and(|parts| parts.is_midnight()),
            None => false,
        }
    }
}

impl Value for Date {
    fn blank() -> Self {
        Self(Box::default())
    }

    fn read(&mut self, from: &mut Reader<'_>) -> Done {
        *self = read_dated(from)?;
        Ok(())
    }

    fn read_optional(&mut self, from: &mut Reader<'_>) -> Result<bool, Failed> {
        read_optional(self, from)
    }

    fn write(&self, to: &mut Writer) {
        to.string(&self.spelled(to.form()));
    }

    crate::std_value!();
}

/// The same day.
impl PartialEq for Date {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || self.parts() == other.parts()
    }
}

impl Eq for Date {}

/// The earlier day is less.
impl Ord for Date {
    fn cmp(&self, other: &Self) -> Ordering {
        self.parts().cmp(&other.parts())
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for Date {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parts().hash(state);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Date;
    use crate::v1::from_json;

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
            "2024-02-30",
            "2023-02-29",
            "1900-02-29",
            "2024-00-10",
            "2024-13-01",
            "2024-04-31",
            "2024-01-00",
            "2024-01-01 ",
            "2024/1-1",
            "2024.01.01",
            "202401",
            "20240230",
            "2024-01-01T00:00:01Z",
            "2024-01-01 08:00",
            "0000-00-00",
            " 2024-01-01",
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
    #[test]
    fn the_same_day_in_other_texts() {
        let day = Date::new(2024, 1, 2).expect("date");
        for text in [
            "20240102",
            "2024/01/02",
            "2024/1/2",
            "2024-1-2",
            "2024-01-02T00:00:00",
            "2024-01-02 00:00:00",
            "2024-01-02T00:00:00.000+08:00",
            "20240102000000",
        ] {
            let read: Date = text.parse().expect(text);
            assert_eq!((&read, read.as_str(), read.days_since_1970()), (&day, text, 19_724), "{text}");
            assert!(
                read < Date::new(2024, 1, 3).expect("date") && BTreeSet::from([day.clone()]).contains(&read)
            );
            assert_eq!(crate::v1::to_json(&read), Ok(format!("{text:?}")));
        }
    }

    #[test]
    fn zeros_are_no_date() {
        assert_eq!(from_json::<Option<Date>>("\"0000-00-00\""), Ok(None));
        assert_eq!(from_json::<Option<Date>>("\"0000-00-00 00:00:00\""), Ok(None));
        assert_eq!(from_json::<Option<Date>>("\"0000-01-01\""), Ok("0000-01-01".parse().ok()));
        for json in ["\"0000-00-00\"", "0", "20240102", "null"] {
            let error = from_json::<Date>(json).expect_err(json).to_string();
            assert!(error.starts_with("expected a date such as 2024-12-31, found "), "{error}");
        }
        assert!(from_json::<Option<Date>>("\"0000-00-01\"").is_err());
    }
}
