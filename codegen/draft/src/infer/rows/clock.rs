//! Times of samples, as far as they are held against now: the earliest and the latest instant that a text can mean.

use std::time::SystemTime;

use stubwright_spec::ast::preflight::{Moment, TimeUnit};

/// Now, and how times without an offset are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock {
    /// Seconds since 1970.
    now: i64,
    /// The offset of the API in seconds; `None` where nothing says so.
    offset: Option<i64>,
}

/// Clocks may disagree by that many seconds.
const SKEW: i64 = 300;
const DAY: i64 = 86_400;

impl Clock {
    /// A clock for an API with this offset, such as `+08:00`.
    pub(super) fn new(now: SystemTime, offset: Option<&str>) -> Self {
        let now = match now.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => i64::try_from(after.as_secs()).unwrap_or(i64::MAX / 4),
            Err(before) => {
                i64::try_from(before.duration().as_secs()).map_or(i64::MIN / 4, |seconds| -seconds)
            }
        };
        Self { now: now.clamp(-4_000_000_000, 200_000_000_000), offset: offset.and_then(parse_offset) }
    }

    /// Whether all that a text can mean is before a moment such as `now`.
    pub(super) fn is_before(&self, text: &str, moment: &Moment) -> bool {
        let found = self.read(text).zip(self.moment(moment));
        found.is_some_and(|((_, latest), moment)| latest + SKEW < moment)
    }

    /// Whether all that a text can mean is after a moment such as `now+12mo`.
    pub(super) fn is_after(&self, text: &str, moment: &Moment) -> bool {
        let found = self.read(text).zip(self.moment(moment));
        found.is_some_and(|((earliest, _), moment)| earliest - SKEW > moment)
    }

    /// `now` and `now+30d`. Months go by the calendar, and as far as they can.
    fn moment(&self, moment: &Moment) -> Option<i64> {
        let length = match moment {
            Moment::Now { by: None, .. } => return Some(self.now),
            Moment::Now { back: false, by: Some(length) } => length,
            _ => return None,
        };
        let count = i64::from(length.count);
        let months = match length.unit {
            TimeUnit::Months => count,
            TimeUnit::Years => count * 12,
            _ => return Some(self.now + i64::try_from(length.seconds().0).ok()?),
        };
        let slack = if self.offset.is_some() { 0 } else { 14 * 3600 };
        let local = self.now + self.offset.unwrap_or(0);
        let (year, month, day) = civil(local.div_euclid(DAY));
        let month = month - 1 + months;
        let days = days(year + month.div_euclid(12), month.rem_euclid(12) + 1, 1) + day - 1;
        Some(days * DAY + local.rem_euclid(DAY) - self.offset.unwrap_or(0) + slack)
    }

    /// The earliest and the latest instant that a text can mean; `None` for anything else.
    fn read(&self, text: &str) -> Option<(i64, i64)> {
        let text = text.trim();
        if text.len() >= 10 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            let number: i64 = text.parse().ok()?;
            let seconds = match text.len() {
                10 => number,
                13 => number / 1000,
                _ => return None,
            };
            return Some((seconds, seconds));
        }
        let part = |range: std::ops::Range<usize>| text.get(range)?.parse::<i64>().ok();
        let sign = text.get(4..5).filter(|sign| *sign == "-" || *sign == "/")?;
        let (year, month, day) = (part(0..4)?, part(5..7)?, part(8..10)?);
        if text.get(7..8) != Some(sign) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        let midnight = days(year, month, day) * DAY;
        let rest = text.get(10..)?;
        let (start, end, offset) = match rest.strip_prefix(['T', ' ', 't']) {
            None if rest.is_empty() => (midnight, midnight + DAY, None),
            None => return None,
            Some(time) => {
                let (hours, minutes) =
                    (time.get(0..2)?.parse::<i64>().ok()?, time.get(3..5)?.parse::<i64>().ok()?);
                let seconds = time
                    .get(5..8)
                    .and_then(|part| part.strip_prefix(':'))
                    .and_then(|part| part.parse::<i64>().ok());
                if !(0..24).contains(&hours) || !(0..60).contains(&minutes) {
                    return None;
                }
                let zone = time.find(['Z', 'z', '+', '-']).and_then(|at| time.get(at..));
                let at = midnight + hours * 3600 + minutes * 60 + seconds.unwrap_or(0);
                (at, at + if seconds.is_some() { 0 } else { 60 }, zone.and_then(parse_offset))
            }
        };
        Some(match offset.or(self.offset) {
            Some(offset) => (start - offset, end - offset),
            None => (start - 14 * 3600, end + 12 * 3600),
        })
    }
}

/// `Z`, `+08:00`, `+0800`, `+08`.
fn parse_offset(text: &str) -> Option<i64> {
    let text = text.trim();
    if text.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let digits: String = text.strip_prefix(['+', '-'])?.chars().filter(char::is_ascii_digit).collect();
    let hours: i64 = digits.get(0..2)?.parse().ok()?;
    let minutes: i64 = digits.get(2..4).map_or(Some(0), |minutes| minutes.parse().ok())?;
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

/// Days since 1970-01-01 of a date of the Gregorian calendar; a month may have 31 days here.
fn days(year: i64, month: i64, day: i64) -> i64 {
    // Years that begin in March, so that the odd day is at their end.
    let year = if month <= 2 { year - 1 } else { year };
    let month = (month + 9) % 12;
    let leap = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap + (month * 153 + 2) / 5 + day - 1 - 719_468
}

/// Year, month and day of a day since 1970-01-01.
fn civil(day: i64) -> (i64, i64, i64) {
    let mut year = 1970 + day.div_euclid(366);
    while days(year + 1, 1, 1) <= day {
        year += 1;
    }
    let month = (1..=12).rev().find(|month| days(year, *month, 1) <= day).unwrap_or(1);
    (year, month, day - days(year, month, 1) + 1)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::{Clock, civil, days};
    use stubwright_spec::front::native::notation::moment;

    #[test]
    fn days_and_dates() {
        for (date, day) in
            [((1970, 1, 1), 0), ((2000, 3, 1), 11_017), ((2024, 12, 12), 20_069), ((1969, 12, 31), -1)]
        {
            assert_eq!((days(date.0, date.1, date.2), civil(day)), (day, date));
        }
    }

    #[test]
    fn times_are_read_widely() {
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_740_787_200);
        let clock = Clock::new(time, Some("+08:00"));
        let (now, in_a_year) = (moment("now").unwrap(), moment("now+12mo").unwrap());
        let (early, late) = (|text| clock.is_before(text, &now), |text| clock.is_after(text, &in_a_year));
        assert_eq!(
            [early("2025-02-28"), early("2025-03-01"), early("2025-03-01 07:50:00"), early("x")],
            [true, false, true, false]
        );
        assert_eq!(
            [late("2026-03-01"), late("2026-03-02"), late("2026-03-01T09:00:00Z")],
            [false, true, true]
        );
        assert!(!Clock::new(time, None).is_before("2025-03-01 00:00:00", &now));
        assert!(early("1740000000") && !early("1840000000000"));
    }
}
