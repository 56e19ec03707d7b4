//! `DateTime`: a day and a time of that day.

use std::borrow::Cow;
use std::time::{Duration, SystemTime};

use super::calendar::{day_at, days_since_1970};
use super::date::Date;
use super::day::is_zero;
use super::parts::{Parts, Written};
use super::reader::{Done, Failed, Form, Reader};
use super::text::{read_dated, read_optional, text_type};
use super::value::Value;
use super::writer::Writer;
use super::{Malformed, UnixSeconds};

/// A day and a time of that day, with an offset from UTC or without: `2024-12-12T08:00:00+08:00`, `2024-12-12 08:00:00`.
///
/// The date-time of RFC 3339 §5.6, and other formats that servers write:
/// - a space or a lowercase letter for `T` (as RFC 3339 allows), a lowercase `z`;
/// - no offset: [`offset_minutes`](Self::offset_minutes) is then `None`, and the API's documentation says which one is
///   meant;
/// - an offset without colon or without minutes (`+0800`, `+08`), also after a space;
/// - no seconds; a fraction of any length, after a comma too;
/// - digits alone (`20241212080000`, also with milliseconds), slashes (`2024/12/12 08:00:00`), parts without their zeros
///   (`2024-12-1 8:00:00`);
/// - no time, which is midnight.
///
/// A time that does not exist is not valid; second 60 is a leap second. The text is kept and written back unchanged, unless
/// the field has a spelling of its own: values are equal if their texts are. Where it is optional, an empty string and a time
/// of zeros (`0000-00-00 00:00:00`) are read as `None`.
///
/// ```
/// use stubwright_runtime::v1::DateTime;
///
/// let time: DateTime = "2024-12-12 08:00:00".parse()?;
/// assert_eq!((time.hour(), time.offset_minutes()), (8, None));
/// assert_eq!(time.unix_seconds(480), 1_733_961_600);
/// assert_eq!(DateTime::from_unix_seconds(1_733_961_600)?, "2024-12-12T00:00:00Z");
/// # Ok::<(), stubwright_runtime::v1::Malformed>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DateTime(Box<str>);

text_type! {
    @shared DateTime

    fn is_absence(text: &str) -> bool {
        is_zero(text)
    }

    fn from_usual_text(text: String) -> Result<Self, Malformed> {
        match Parts::of(&text) {
            Some(Parts { is_usual: true, has_time: true, .. }) => Ok(Self(text.into())),
            _ => Err(Malformed::new(Self::EXPECTED, &text)),
        }
    }
}

impl DateTime {
    const EXPECTED: &'static str = "a date and time such as 2024-12-31T08:00:00Z";

    /// The time this many seconds after 1970-01-01T00:00:00Z, or before it, in UTC.
    ///
    /// # Errors
    /// If the year is not from 0 to 9999.
    pub fn from_unix_seconds(seconds: i64) -> Result<Self, Malformed> {
        from_parts(seconds, 0)
            .ok_or_else(|| Malformed::new(Self::EXPECTED, &format!("{seconds} s since 1970")))
    }

    /// The day, before an offset is applied.
    #[must_use]
    pub fn date(&self) -> Date {
        Date::of_day(self.parts().date)
    }

    /// The hour, 0 to 23, as it is written.
    #[must_use]
    pub fn hour(&self) -> u8 {
        u8::try_from(self.parts().hour).unwrap_or_default()
    }

    /// The minute, 0 to 59, as it is written.
    #[must_use]
    pub fn minute(&self) -> u8 {
        u8::try_from(self.parts().minute).unwrap_or_default()
    }

    /// The second, 0 to 60; 0 when it is not written.
    #[must_use]
    pub fn second(&self) -> u8 {
        u8::try_from(self.parts().second).unwrap_or_default()
    }

    /// The fraction of the second in nanoseconds; further digits are cut off.
    #[must_use]
    pub fn nanosecond(&self) -> u32 {
        self.parts().nanosecond
    }

    /// Minutes by which the written time is ahead of UTC, -1439 to 1439; `None` if no offset is written.
    #[must_use]
    pub fn offset_minutes(&self) -> Option<i16> {
        self.parts().offset.and_then(|minutes| minutes.try_into().ok())
    }

    /// Seconds since 1970-01-01T00:00:00Z, without the fraction. `assumed` is used if no offset is written: minutes
    /// ahead of UTC.
    #[must_use]
    pub fn unix_seconds(&self, assumed: i16) -> i64 {
        let parts = self.parts();
        let [year, month, day] = parts.date;
        let minutes = parts.hour * 60 + parts.minute - parts.offset.unwrap_or(i64::from(assumed));
        days_since_1970(year, month, day) * 86_400 + minutes * 60 + parts.second
    }

    /// The point in time as a standard library type, `assumed` as for [`unix_seconds`](Self::unix_seconds); `None` if
    /// the system can't represent it.
    #[must_use]
    pub fn system_time(&self, assumed: i16) -> Option<SystemTime> {
        let whole = UnixSeconds::new(self.unix_seconds(assumed)).system_time()?;
        whole.checked_add(Duration::from_nanos(self.nanosecond().into()))
    }

    pub(super) fn parts(&self) -> Parts {
        Parts::of(&self.0).unwrap_or_default()
    }

    /// The seconds that it may mean.
    pub(crate) fn written(&self) -> Option<Written> {
        Parts::of(&self.0).map(|parts| parts.window())
    }

    fn check(text: &str) -> bool {
        Parts::of(text).is_some()
    }
}

impl Value for DateTime {
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

impl DateTime {
    /// The text in a form.
    #[inline]
    pub(crate) fn spelled(&self, form: Form) -> Cow<'_, str> {
        if form == Form::Own { Cow::Borrowed(&self.0) } else { Cow::Owned(self.respelled(form)) }
    }

    /// The time in a spelling of dates and times without an offset and without a fraction, if it has neither; otherwise as it is.
    #[cold]
    fn respelled(&self, form: Form) -> String {
        let parts = self.parts();
        let is_spelled = matches!(form, Form::Compact | Form::Slashed);
        if !is_spelled || parts.offset.is_some() || parts.nanosecond > 0 {
            return self.0.to_string();
        }
        let Parts { date: [year, month, day], hour, minute, second, .. } = parts;
        match form {
            Form::Compact => format!("{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}"),
            _ => format!("{year:04}/{month:02}/{day:02} {hour:02}:{minute:02}:{second:02}"),
        }
    }
}

/// In UTC, with a fraction when there is one.
impl TryFrom<SystemTime> for DateTime {
    type Error = Malformed;

    fn try_from(time: SystemTime) -> Result<Self, Malformed> {
        let (seconds, nanosecond) = match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => (i64::try_from(after.as_secs()).ok(), after.subsec_nanos()),
            Err(error) => {
                let before = error.duration();
                let whole = i64::try_from(before.as_secs()).ok().map(|seconds| -seconds);
                match before.subsec_nanos() {
                    0 => (whole, 0),
                    nanos => (whole.map(|seconds| seconds - 1), 1_000_000_000 - nanos),
                }
            }
        };
        let text = seconds.and_then(|seconds| from_parts(seconds, nanosecond));
        text.ok_or_else(|| Malformed::new(Self::EXPECTED, "a time after the year 9999 or before the year 0"))
    }
}

fn from_parts(seconds: i64, nanosecond: u32) -> Option<DateTime> {
    let (days, in_day) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    if days.unsigned_abs() > 10_000_000 {
        return None;
    }
    let (year, month, day) = day_at(days);
    let (hour, minute, second) = (in_day / 3_600, in_day / 60 % 60, in_day % 60);
    let offset = Some(0);
    written_from(&Parts {
        date: [year, month, day],
        hour,
        minute,
        second,
        nanosecond,
        offset,
        ..Parts::default()
    })
}

/// The text of these parts in the format of RFC 3339, without an offset if there is none; `None` if there is no such time.
pub(super) fn written_from(parts: &Parts) -> Option<DateTime> {
    let Parts { date: [year, month, day], hour, minute, second, nanosecond, offset, .. } = parts;
    let fraction = if *nanosecond == 0 { String::new() } else { format!(".{nanosecond:09}") };
    let fraction = fraction.trim_end_matches('0');
    let offset = match offset {
        None => String::new(),
        Some(0) => "Z".to_owned(),
        Some(minutes) => {
            let sign = if *minutes < 0 { '-' } else { '+' };
            let ahead = minutes.unsigned_abs();
            format!("{sign}{:02}:{:02}", ahead / 60, ahead % 60)
        }
    };
    let text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}{offset}");
    DateTime::try_from(text).ok()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::DateTime;
    use crate::v1::{from_json, to_json};

    #[test]
    fn the_forms_of_servers() {
        for (text, offset, seconds, nanos) in [
            ("2024-12-12T08:00:00Z", Some(0), 1_733_990_400, 0),
            ("2024-12-12t08:00:00z", Some(0), 1_733_990_400, 0),
            ("2024-12-12T08:00:00+08:00", Some(480), 1_733_961_600, 0),
            ("2024-12-12T08:00:00.5-0330", Some(-210), 1_734_003_000, 500_000_000),
            ("2024-12-12 08:00:00", None, 1_733_990_400, 0),
            ("2024-12-12 08:00", None, 1_733_990_400, 0),
            ("2024-12-12 08:00:00 +0800", Some(480), 1_733_961_600, 0),
            ("2024-12-12T08:00:00,123456789987654321+08", Some(480), 1_733_961_600, 123_456_789),
            ("2024-12-12T08:00:00-00:00", Some(0), 1_733_990_400, 0),
            ("2016-12-31T23:59:60Z", Some(0), 1_483_228_800, 0),
            ("0000-01-01T00:00:00+23:59", Some(1439), -62_167_305_540, 0),
            ("9999-12-31T23:59:59Z", Some(0), 253_402_300_799, 0),
        ] {
            let time: DateTime = text.parse().expect(text);
            assert_eq!(time, text);
            assert_eq!(
                (time.offset_minutes(), time.unix_seconds(0), time.nanosecond()),
                (offset, seconds, nanos),
                "{text}"
            );
            assert_eq!(time.date(), text[..10]);
        }
    }

    #[test]
    fn other_texts_of_servers() {
        for (text, offset, seconds, nanos) in [
            ("20241212080000", None, 1_733_990_400, 0),
            ("20241212080000123", None, 1_733_990_400, 123_000_000),
            ("20241212T080000Z", Some(0), 1_733_990_400, 0),
            ("20241212080000.5+0800", Some(480), 1_733_961_600, 500_000_000),
            ("20241212 08:00:00", None, 1_733_990_400, 0),
            ("2024/12/12 08:00:00", None, 1_733_990_400, 0),
            ("2024/12/12 8:00", None, 1_733_990_400, 0),
            ("2024-12-12T8:0:0", None, 1_733_990_400, 0),
            ("2024-12-12T08:00:0Z", Some(0), 1_733_990_400, 0),
            ("2023-4-5T6:07:08", None, 1_680_674_828, 0),
            ("2024-12-12", None, 1_733_961_600, 0),
            ("20241212", None, 1_733_961_600, 0),
            ("2024/12/12", None, 1_733_961_600, 0),
        ] {
            let time: DateTime = text.parse().expect(text);
            let read = (time.offset_minutes(), time.unix_seconds(0), time.nanosecond());
            assert_eq!(read, (offset, seconds, nanos), "{text}");
            assert_eq!(to_json(&time), Ok(format!("{text:?}")));
        }
        assert_eq!("2024/1/2 3:04".parse::<DateTime>().expect("time").date(), "2024-01-02");
    }

    #[test]
    fn zeros_are_no_time() {
        for text in ["0000-00-00 00:00:00", "0000-00-00", "00000000000000", "0000-00-00T00:00:00Z"] {
            assert_eq!(from_json::<Option<DateTime>>(&format!("{text:?}")), Ok(None), "{text}");
            let error = from_json::<DateTime>(&format!("{text:?}")).expect_err(text).to_string();
            assert!(error.contains("expected a date and time such as") && error.contains(text), "{error}");
        }
        assert!(from_json::<Option<DateTime>>("\"0000-00-00 00:00:01\"").is_err());
        assert!(from_json::<Option<DateTime>>("20241212080000").is_err());
    }

    #[test]
    fn what_is_no_time() {
        for text in [
            "",
            "08:00:00",
            "2024121208000",
            "202412120800",
            "20241212250000",
            "2024121208000012",
            "2024-12-12080000",
            "0000-00-00",
            "2024-12-12T",
            "2024-12-12T08",
            "2024-12-12T24:00:00Z",
            "2024-12-12T08:60:00Z",
            "2024-12-12T08:00:61Z",
            "2024-02-30T08:00:00Z",
            "2024-12-12T08:00:00.",
            "2024-12-12T08:00:00.Z",
            "2024-12-12  08:00:00",
            "2024-12-12 08:00:00 ",
            "2024-12-12T08:00:00+",
            "2024-12-12T08:00:00+8",
            "2024-12-12T08:00:00+24:00",
            "2024-12-12T08:00:00+08:60",
            "2024-12-12T08:00:00+08:0",
            "2024-12-12T08:00:00Zx",
            "2024-12-12T08:00:00 UTC",
            "2024-12-12T０８:00:00Z",
            "Thu, 12 Dec 2024 08:00:00 GMT",
            "1733990400",
            "2024-12-12T08:00:00+08:00:00",
            "2024-12-12\u{a0}08:00:00",
        ] {
            assert!(text.parse::<DateTime>().is_err(), "{text}");
        }
    }

    #[test]
    fn points_in_time() {
        let start = SystemTime::UNIX_EPOCH;
        for (time, want) in [
            (start, "1970-01-01T00:00:00Z"),
            (start + Duration::new(1_733_990_400, 120_000_000), "2024-12-12T08:00:00.12Z"),
            (start - Duration::new(1, 0), "1969-12-31T23:59:59Z"),
            (start - Duration::new(0, 1), "1969-12-31T23:59:59.999999999Z"),
        ] {
            let read = DateTime::try_from(time).expect(want);
            assert_eq!((read.as_str(), read.system_time(0)), (want, Some(time)));
        }
        for seconds in [i64::MIN, i64::MAX, 253_402_300_800, -62_167_219_201] {
            assert!(DateTime::from_unix_seconds(seconds).is_err(), "{seconds}");
        }
        assert_eq!(DateTime::from_unix_seconds(253_402_300_799).expect("year 9999"), "9999-12-31T23:59:59Z");
        assert!(DateTime::try_from(start + Duration::from_secs(1 << 40)).is_err());
        let local: DateTime = "2024-12-12 08:00:00".parse().expect("time");
        assert_eq!(local.unix_seconds(480), 1_733_961_600);
        assert_eq!(local.unix_seconds(i16::MIN), 1_733_990_400 + 32_768 * 60);
    }
}
