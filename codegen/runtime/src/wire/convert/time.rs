//! Conversions to and from `time`.

use ::time::{Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

use super::{FOUR_DIGITS, IN_RANGE, WITH_OFFSET, part, second, written};
use crate::wire::datetime::written_from;
use crate::wire::parts::Parts;
use crate::wire::{Date, DateTime, Malformed, UnixMillis, UnixSeconds};

impl From<&Date> for ::time::Date {
    fn from(date: &Date) -> Self {
        day([date.year().into(), date.month().into(), date.day().into()])
    }
}

/// Fails outside of the years 0 to 9999.
impl TryFrom<::time::Date> for Date {
    type Error = Malformed;

    fn try_from(date: ::time::Date) -> Result<Self, Malformed> {
        let wrong = || Malformed::new(FOUR_DIGITS, &date.to_string());
        let year = u16::try_from(date.year()).map_err(|_| wrong())?;
        Self::new(year, date.month().into(), date.day()).map_err(|_| wrong())
    }
}

/// As it is written; the offset is left out.
impl From<&DateTime> for PrimitiveDateTime {
    fn from(time: &DateTime) -> Self {
        primitive(&time.parts())
    }
}

/// Without an offset. Fails outside of the years 0 to 9999.
impl TryFrom<PrimitiveDateTime> for DateTime {
    type Error = Malformed;

    fn try_from(time: PrimitiveDateTime) -> Result<Self, Malformed> {
        written(&parts(time, None), &time.to_string())
    }
}

/// Fails when no offset is written.
impl TryFrom<&DateTime> for OffsetDateTime {
    type Error = Malformed;

    fn try_from(time: &DateTime) -> Result<Self, Malformed> {
        let parts = time.parts();
        let wrong = || Malformed::new(WITH_OFFSET, time.as_str());
        let seconds = part(parts.offset.ok_or_else(wrong)? * 60);
        UtcOffset::from_whole_seconds(seconds)
            .map(|at| primitive(&parts).assume_offset(at))
            .map_err(|_| wrong())
    }
}

/// With its offset, or in UTC when that has seconds. Fails outside of the years 0 to 9999.
impl TryFrom<OffsetDateTime> for DateTime {
    type Error = Malformed;

    fn try_from(time: OffsetDateTime) -> Result<Self, Malformed> {
        let wrong = || Malformed::new(FOUR_DIGITS, &time.to_string());
        let whole = time.offset().seconds_past_minute() == 0;
        let time = if whole { Some(time) } else { time.checked_to_offset(UtcOffset::UTC) };
        let time = time.ok_or_else(wrong)?;
        let local = PrimitiveDateTime::new(time.date(), time.time());
        written_from(&parts(local, Some(time.offset().whole_minutes().into()))).ok_or_else(wrong)
    }
}

/// Rounds down.
impl From<OffsetDateTime> for UnixSeconds {
    fn from(time: OffsetDateTime) -> Self {
        Self::new(time.unix_timestamp_nanos().div_euclid(1_000_000_000).try_into().unwrap_or_default())
    }
}

/// Rounds down.
impl From<OffsetDateTime> for UnixMillis {
    fn from(time: OffsetDateTime) -> Self {
        Self::new(time.unix_timestamp_nanos().div_euclid(1_000_000).try_into().unwrap_or_default())
    }
}

/// Fails outside of the years that `time` knows.
impl TryFrom<UnixSeconds> for OffsetDateTime {
    type Error = Malformed;

    fn try_from(time: UnixSeconds) -> Result<Self, Malformed> {
        Self::from_unix_timestamp_nanos(time.nanoseconds())
            .map_err(|_| Malformed::new(IN_RANGE, &time.to_string()))
    }
}

/// Fails outside of the years that `time` knows.
impl TryFrom<UnixMillis> for OffsetDateTime {
    type Error = Malformed;

    fn try_from(time: UnixMillis) -> Result<Self, Malformed> {
        Self::from_unix_timestamp_nanos(time.nanoseconds())
            .map_err(|_| Malformed::new(IN_RANGE, &time.to_string()))
    }
}

fn day([year, month, day]: [i64; 3]) -> ::time::Date {
    let month = Month::try_from(part::<u8>(month)).unwrap_or(Month::January);
    ::time::Date::from_calendar_date(part(year), month, part(day)).unwrap_or(::time::Date::MIN)
}

fn primitive(parts: &Parts) -> PrimitiveDateTime {
    let time =
        Time::from_hms_nano(part(parts.hour), part(parts.minute), part(second(parts)), parts.nanosecond);
    PrimitiveDateTime::new(day(parts.date), time.unwrap_or(Time::MIDNIGHT))
}

fn parts(time: PrimitiveDateTime, offset: Option<i64>) -> Parts {
    Parts {
        date: [time.year().into(), u8::from(time.month()).into(), time.day().into()],
        hour: time.hour().into(),
        minute: time.minute().into(),
        second: time.second().into(),
        nanosecond: time.nanosecond(),
        offset,
        ..Parts::default()
    }
}

#[cfg(test)]
mod tests {
    use ::time::{OffsetDateTime, PrimitiveDateTime, UtcOffset};

    use crate::wire::{Date, DateTime, UnixMillis, UnixSeconds};

    #[test]
    fn dates() {
        for text in ["0000-01-01", "2024-02-29", "9999-12-31"] {
            let date: Date = text.parse().expect(text);
            assert_eq!(Date::try_from(::time::Date::from(&date)), Ok(date));
        }
        assert!(Date::try_from(::time::Date::MIN).is_err());
    }

    #[test]
    fn times() {
        for (text, local, offset) in [
            ("2024-12-12 08:00:00.5 +0800", "2024-12-12T08:00:00.5", "2024-12-12T08:00:00.5+08:00"),
            ("2024-12-12T08:00:60-03:30", "2024-12-12T08:00:59", "2024-12-12T08:00:59-03:30"),
            ("0000-01-01T00:00Z", "0000-01-01T00:00:00", "0000-01-01T00:00:00Z"),
        ] {
            let time: DateTime = text.parse().expect(text);
            assert_eq!(DateTime::try_from(PrimitiveDateTime::from(&time)).expect(text), local);
            assert_eq!(DateTime::try_from(OffsetDateTime::try_from(&time).expect(text)).expect(text), offset);
        }
        let odd = UtcOffset::from_whole_seconds(3_601).expect("offset");
        let time = OffsetDateTime::UNIX_EPOCH.to_offset(odd);
        assert_eq!(DateTime::try_from(time).expect("in UTC"), "1970-01-01T00:00:00Z");
        let local: DateTime = "2024-12-12 08:00:00".parse().expect("local");
        assert!(OffsetDateTime::try_from(&local).is_err());
        assert!(DateTime::try_from(PrimitiveDateTime::MIN).is_err());
    }

    #[test]
    fn counts() {
        for count in [0, -1, 1_733_990_400] {
            let (seconds, millis) = (UnixSeconds::new(count), UnixMillis::new(count));
            assert_eq!(OffsetDateTime::try_from(seconds).map(UnixSeconds::from), Ok(seconds));
            assert_eq!(OffsetDateTime::try_from(millis).map(UnixMillis::from), Ok(millis));
        }
        assert!(OffsetDateTime::try_from(UnixSeconds::new(i64::MAX)).is_err());
        assert!(OffsetDateTime::try_from(UnixMillis::new(i64::MIN)).is_err());
    }
}
