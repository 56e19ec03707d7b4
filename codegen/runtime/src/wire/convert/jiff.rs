//! Conversions to and from `jiff`.

use ::jiff::tz::{Offset, TimeZone};
use ::jiff::{Timestamp, ZonedDateTime, civil};

use super::{FOUR_DIGITS, IN_RANGE, WITH_OFFSET, part, second, written};
use crate::wire::parts::Parts;
use crate::wire::{Date, DateTime, Malformed, UnixMillis, UnixSeconds};

impl From<&Date> for civil::Date {
    fn from(date: &Date) -> Self {
        civil_date([date.year().into(), date.month().into(), date.day().into()])
    }
}

/// Fails for years before 0.
impl TryFrom<civil::Date> for Date {
    type Error = Malformed;

    fn try_from(date: civil::Date) -> Result<Self, Malformed> {
        Self::try_from(date.to_string()).map_err(|_| Malformed::new(FOUR_DIGITS, &date.to_string()))
    }
}

/// As it is written; the offset is left out.
impl From<&DateTime> for civil::DateTime {
    fn from(time: &DateTime) -> Self {
        civil_time(&time.parts())
    }
}

/// Without an offset. Fails for years before 0.
impl TryFrom<civil::DateTime> for DateTime {
    type Error = Malformed;

    fn try_from(time: civil::DateTime) -> Result<Self, Malformed> {
        written(&parts(time, None), &time.to_string())
    }
}

/// Fails when no offset is written.
impl TryFrom<&DateTime> for ZonedDateTime {
    type Error = Malformed;

    fn try_from(time: &DateTime) -> Result<Self, Malformed> {
        let parts = time.parts();
        let wrong = || Malformed::new(WITH_OFFSET, time.as_str());
        let offset = Offset::from_seconds(part(parts.offset.ok_or_else(wrong)? * 60)).map_err(|_| wrong())?;
        civil_time(&parts).to_zoned_datetime(TimeZone::fixed(offset)).map_err(|_| wrong())
    }
}

/// With the offset of its zone, or in UTC when that has seconds. Fails for years before 0.
impl TryFrom<&ZonedDateTime> for DateTime {
    type Error = Malformed;

    fn try_from(time: &ZonedDateTime) -> Result<Self, Malformed> {
        let seconds = i64::from(time.offset().seconds());
        match seconds % 60 {
            0 => written(&parts(time.datetime(), Some(seconds / 60)), &time.to_string()),
            _ => Self::try_from(time.timestamp()),
        }
    }
}

/// Fails when no offset is written.
impl TryFrom<&DateTime> for Timestamp {
    type Error = Malformed;

    fn try_from(time: &DateTime) -> Result<Self, Malformed> {
        ZonedDateTime::try_from(time).map(|zoned| zoned.timestamp())
    }
}

/// In UTC. Fails for years before 0.
impl TryFrom<Timestamp> for DateTime {
    type Error = Malformed;

    fn try_from(time: Timestamp) -> Result<Self, Malformed> {
        written(&parts(Offset::UTC.to_datetime(time), Some(0)), &time.to_string())
    }
}

/// Rounds down.
impl From<Timestamp> for UnixSeconds {
    fn from(time: Timestamp) -> Self {
        Self::new(time.as_nanosecond().div_euclid(1_000_000_000).try_into().unwrap_or_default())
    }
}

/// Rounds down.
impl From<Timestamp> for UnixMillis {
    fn from(time: Timestamp) -> Self {
        Self::new(time.as_nanosecond().div_euclid(1_000_000).try_into().unwrap_or_default())
    }
}

/// Fails outside of the years -9999 to 9999.
impl TryFrom<UnixSeconds> for Timestamp {
    type Error = Malformed;

    fn try_from(time: UnixSeconds) -> Result<Self, Malformed> {
        Self::from_nanosecond(time.nanoseconds()).map_err(|_| Malformed::new(IN_RANGE, &time.to_string()))
    }
}

/// Fails outside of the years -9999 to 9999.
impl TryFrom<UnixMillis> for Timestamp {
    type Error = Malformed;

    fn try_from(time: UnixMillis) -> Result<Self, Malformed> {
        Self::from_nanosecond(time.nanoseconds()).map_err(|_| Malformed::new(IN_RANGE, &time.to_string()))
    }
}

fn civil_date([year, month, day]: [i64; 3]) -> civil::Date {
    civil::Date::new(part(year), part(month), part(day)).unwrap_or_default()
}

fn civil_time(parts: &Parts) -> civil::DateTime {
    let nanosecond = part(parts.nanosecond.into());
    let time = civil::Time::new(part(parts.hour), part(parts.minute), part(second(parts)), nanosecond);
    civil_date(parts.date).to_datetime(time.unwrap_or_default())
}

fn parts(time: civil::DateTime, offset: Option<i64>) -> Parts {
    Parts {
        date: [time.year().into(), time.month().into(), time.day().into()],
        hour: time.hour().into(),
        minute: time.minute().into(),
        second: time.second().into(),
        nanosecond: u32::try_from(time.subsec_nanosecond()).unwrap_or_default(),
        offset,
        ..Parts::default()
    }
}

#[cfg(test)]
mod tests {
    use ::jiff::{Timestamp, ZonedDateTime, civil};

    use crate::wire::{Date, DateTime, UnixMillis, UnixSeconds};

    #[test]
    fn dates() {
        for text in ["0000-01-01", "2024-02-29", "9999-12-31"] {
            let date: Date = text.parse().expect(text);
            assert_eq!(civil::Date::from(&date).to_string(), text);
            assert_eq!(Date::try_from(civil::Date::from(&date)), Ok(date));
        }
        assert!(Date::try_from(civil::Date::MIN).is_err());
    }

    #[test]
    fn times() {
        for (text, civil, utc, zoned) in [
            (
                "2024-12-12 08:00:00.5 +0800",
                "2024-12-12T08:00:00.5",
                "2024-12-12T00:00:00.5Z",
                "2024-12-12T08:00:00.5+08:00",
            ),
            (
                "2024-12-12T08:00:60-03:30",
                "2024-12-12T08:00:59",
                "2024-12-12T11:30:59Z",
                "2024-12-12T08:00:59-03:30",
            ),
            ("0000-01-01T00:00Z", "0000-01-01T00:00:00", "0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"),
        ] {
            let time: DateTime = text.parse().expect(text);
            let read = civil::DateTime::from(&time);
            assert_eq!(
                (read.to_string().as_str(), DateTime::try_from(read).expect(text).as_str()),
                (civil, civil)
            );
            assert_eq!(DateTime::try_from(Timestamp::try_from(&time).expect(text)).expect(text), utc);
            assert_eq!(DateTime::try_from(&ZonedDateTime::try_from(&time).expect(text)).expect(text), zoned);
        }
        let local: DateTime = "2024-12-12 08:00:00".parse().expect("local");
        let error = Timestamp::try_from(&local).expect_err("no offset").to_string();
        assert_eq!(error, "expected a date and time with an offset from UTC, found \"2024-12-12 08:00:00\"");
        assert!(
            DateTime::try_from(Timestamp::MIN).is_err() && DateTime::try_from(civil::DateTime::MIN).is_err()
        );
    }

    #[test]
    fn counts() {
        let time = Timestamp::from_nanosecond(-1).expect("time");
        assert_eq!((UnixSeconds::from(time).get(), UnixMillis::from(time).get()), (-1, -1));
        for count in [0, -1, 1_733_990_400] {
            assert_eq!(
                Timestamp::try_from(UnixSeconds::new(count)).map(UnixSeconds::from),
                Ok(UnixSeconds::new(count))
            );
            assert_eq!(
                Timestamp::try_from(UnixMillis::new(count)).map(UnixMillis::from),
                Ok(UnixMillis::new(count))
            );
        }
        assert!(Timestamp::try_from(UnixSeconds::new(i64::MAX)).is_err());
        assert!(Timestamp::try_from(UnixMillis::new(i64::MIN)).is_err());
    }
}
