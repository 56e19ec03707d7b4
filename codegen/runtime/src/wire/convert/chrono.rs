//! Conversions to and from `chrono`.

use ::chrono::{Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Timelike, Utc};

use super::{FOUR_DIGITS, IN_RANGE, WITH_OFFSET, part, written};
use crate::wire::parts::Parts;
use crate::wire::{Date, DateTime, Malformed, UnixMillis, UnixSeconds};

impl From<&Date> for NaiveDate {
    fn from(date: &Date) -> Self {
        day([date.year().into(), date.month().into(), date.day().into()])
    }
}

/// Fails outside of the years 0 to 9999.
impl TryFrom<NaiveDate> for Date {
    type Error = Malformed;

    fn try_from(date: NaiveDate) -> Result<Self, Malformed> {
        Self::try_from(date.to_string()).map_err(|_| Malformed::new(FOUR_DIGITS, &date.to_string()))
    }
}

/// As it is written; the offset is left out.
impl From<&DateTime> for NaiveDateTime {
    fn from(time: &DateTime) -> Self {
        naive(&time.parts())
    }
}

/// Without an offset. Fails outside of the years 0 to 9999.
impl TryFrom<NaiveDateTime> for DateTime {
    type Error = Malformed;

    fn try_from(time: NaiveDateTime) -> Result<Self, Malformed> {
        written(&parts(time, None), &time.to_string())
    }
}

/// Fails when no offset is written.
impl TryFrom<&DateTime> for ::chrono::DateTime<FixedOffset> {
    type Error = Malformed;

    fn try_from(time: &DateTime) -> Result<Self, Malformed> {
        let parts = time.parts();
        let offset = parts.offset.and_then(|minutes| FixedOffset::east_opt(part(minutes * 60)));
        let placed = offset.and_then(|offset| naive(&parts).and_local_timezone(offset).single());
        placed.ok_or_else(|| Malformed::new(WITH_OFFSET, time.as_str()))
    }
}

/// With the offset of its zone, or in UTC when that has seconds. Fails outside of the years 0 to 9999.
impl<Z: TimeZone> TryFrom<::chrono::DateTime<Z>> for DateTime {
    type Error = Malformed;

    fn try_from(time: ::chrono::DateTime<Z>) -> Result<Self, Malformed> {
        let seconds = i64::from(time.offset().fix().local_minus_utc());
        let shown = time.naive_utc().to_string();
        match seconds % 60 {
            0 => written(&parts(time.naive_local(), Some(seconds / 60)), &shown),
            _ => written(&parts(time.naive_utc(), Some(0)), &shown),
        }
    }
}

/// Rounds down.
impl<Z: TimeZone> From<::chrono::DateTime<Z>> for UnixSeconds {
    fn from(time: ::chrono::DateTime<Z>) -> Self {
        Self::new(time.timestamp())
    }
}

/// Rounds down.
impl<Z: TimeZone> From<::chrono::DateTime<Z>> for UnixMillis {
    fn from(time: ::chrono::DateTime<Z>) -> Self {
        Self::new(time.timestamp_millis())
    }
}

/// Fails outside of the years that `chrono` knows.
impl TryFrom<UnixSeconds> for ::chrono::DateTime<Utc> {
    type Error = Malformed;

    fn try_from(time: UnixSeconds) -> Result<Self, Malformed> {
        point(time.nanoseconds()).ok_or_else(|| Malformed::new(IN_RANGE, &time.to_string()))
    }
}

/// Fails outside of the years that `chrono` knows.
impl TryFrom<UnixMillis> for ::chrono::DateTime<Utc> {
    type Error = Malformed;

    fn try_from(time: UnixMillis) -> Result<Self, Malformed> {
        point(time.nanoseconds()).ok_or_else(|| Malformed::new(IN_RANGE, &time.to_string()))
    }
}

fn point(nanoseconds: i128) -> Option<::chrono::DateTime<Utc>> {
    let seconds = i64::try_from(nanoseconds.div_euclid(1_000_000_000)).ok()?;
    ::chrono::DateTime::from_timestamp(seconds, u32::try_from(nanoseconds.rem_euclid(1_000_000_000)).ok()?)
}

fn day([year, month, day]: [i64; 3]) -> NaiveDate {
    NaiveDate::from_ymd_opt(part(year), part(month), part(day)).unwrap_or_default()
}

/// A leap second is second 59 with more than a second of nanoseconds.
fn naive(parts: &Parts) -> NaiveDateTime {
    let (second, more) = if parts.second == 60 { (59, 1_000_000_000) } else { (part(parts.second), 0) };
    let nanosecond = parts.nanosecond + more;
    let time = NaiveTime::from_hms_nano_opt(part(parts.hour), part(parts.minute), second, nanosecond);
    day(parts.date).and_time(time.unwrap_or_default())
}

fn parts(time: NaiveDateTime, offset: Option<i64>) -> Parts {
    let leap = time.nanosecond() / 1_000_000_000;
    Parts {
        date: [time.year().into(), time.month().into(), time.day().into()],
        hour: time.hour().into(),
        minute: time.minute().into(),
        second: (time.second() + leap).into(),
        nanosecond: time.nanosecond() % 1_000_000_000,
        offset,
        ..Parts::default()
    }
}

#[cfg(test)]
mod tests {
    use ::chrono::{FixedOffset, NaiveDate, NaiveDateTime, TimeZone, Utc};

    use crate::wire::{Date, DateTime, UnixMillis, UnixSeconds};

    #[test]
    fn dates() {
        for text in ["0000-01-01", "2024-02-29", "9999-12-31"] {
            let date: Date = text.parse().expect(text);
            assert_eq!(Date::try_from(NaiveDate::from(&date)), Ok(date));
        }
        assert!(Date::try_from(NaiveDate::MIN).is_err() && Date::try_from(NaiveDate::MAX).is_err());
    }

    #[test]
    fn times() {
        for (text, local, offset) in [
            ("2024-12-12 08:00:00.5 +0800", "2024-12-12T08:00:00.5", "2024-12-12T08:00:00.5+08:00"),
            ("2016-12-31T23:59:60.25-03:30", "2016-12-31T23:59:60.25", "2016-12-31T23:59:60.25-03:30"),
            ("0000-01-01T00:00Z", "0000-01-01T00:00:00", "0000-01-01T00:00:00Z"),
        ] {
            let time: DateTime = text.parse().expect(text);
            assert_eq!(DateTime::try_from(NaiveDateTime::from(&time)).expect(text), local);
            let placed = ::chrono::DateTime::<FixedOffset>::try_from(&time).expect(text);
            assert_eq!(DateTime::try_from(placed).expect(text), offset);
        }
        let odd = FixedOffset::east_opt(3_601).expect("offset").timestamp_opt(0, 0).single().expect("time");
        assert_eq!(DateTime::try_from(odd).expect("in UTC"), "1970-01-01T00:00:00Z");
        let local: DateTime = "2024-12-12 08:00:00".parse().expect("local");
        assert!(::chrono::DateTime::<FixedOffset>::try_from(&local).is_err());
        assert!(DateTime::try_from(NaiveDateTime::MAX).is_err());
    }

    #[test]
    fn counts() {
        for count in [0, -1, 1_733_990_400] {
            let (seconds, millis) = (UnixSeconds::new(count), UnixMillis::new(count));
            assert_eq!(::chrono::DateTime::<Utc>::try_from(seconds).map(UnixSeconds::from), Ok(seconds));
            assert_eq!(::chrono::DateTime::<Utc>::try_from(millis).map(UnixMillis::from), Ok(millis));
        }
        assert!(::chrono::DateTime::<Utc>::try_from(UnixSeconds::new(i64::MAX)).is_err());
        assert!(::chrono::DateTime::<Utc>::try_from(UnixMillis::new(i64::MIN)).is_err());
    }
}
