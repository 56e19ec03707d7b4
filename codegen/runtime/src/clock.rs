//! The runtime's one clock, and the calendar that goes with it.

use std::time::{Duration, SystemTime};

/// The last second of the year 9999: later times are written as this one.
const LAST: i64 = 253_402_300_799;

/// The time since 1970-01-01 00:00 UTC; zero when the clock stands before.
#[expect(clippy::disallowed_methods, reason = "the runtime's one clock")]
pub(crate) fn now() -> Duration {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default()
}

/// A time as people write it, without a zone.
pub(crate) struct Civil {
    /// `2024-12-12`
    pub(crate) date: String,
    /// `08:00:00`
    pub(crate) time: String,
}

impl Civil {
    /// The time at a place this many minutes east of UTC.
    pub(crate) fn at(since: Duration, minutes_east: i32) -> Self {
        let utc = i64::try_from(since.as_secs()).unwrap_or(LAST).min(LAST);
        let local = utc + i64::from(minutes_east) * 60;
        let (year, month, day) = civil_date(local.div_euclid(86_400));
        let second = local.rem_euclid(86_400);
        Self {
            date: format!("{year:04}-{month:02}-{day:02}"),
            time: format!("{:02}:{:02}:{:02}", second / 3_600, second / 60 % 60, second % 60),
        }
    }
}

/// Year, month and day of the Gregorian calendar, from days since 1970-01-01.
fn civil_date(days: i64) -> (i64, i64, i64) {
    // Counted from 0000-03-01, so that the leap day is the last of its year and of each period of 4, 100 and 400 years.
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (year_of_era * 365 + year_of_era / 4 - year_of_era / 100);
    let from_march = (day_of_year * 5 + 2) / 153;
    let day = day_of_year - (from_march * 153 + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Civil, civil_date};

    #[test]
    fn dates() {
        for (days, want) in [
            (0, (1970, 1, 1)),
            (-1, (1969, 12, 31)),
            (58, (1970, 2, 28)),
            (59, (1970, 3, 1)),
            (11_016, (2000, 2, 29)),
            (11_017, (2000, 3, 1)),
            (20_069, (2024, 12, 12)),
            (47_540, (2100, 2, 28)),
            (47_541, (2100, 3, 1)),
            (-719_528, (0, 1, 1)),
        ] {
            assert_eq!(civil_date(days), want, "{days}");
        }
    }

    #[test]
    fn places() {
        let at = |seconds, east| {
            let civil = Civil::at(Duration::from_secs(seconds), east);
            format!("{} {}", civil.date, civil.time)
        };
        assert_eq!(at(1_733_961_600, 0), "2024-12-12 00:00:00");
        assert_eq!(at(1_733_961_600, 480), "2024-12-12 08:00:00");
        assert_eq!(at(1_733_961_599, -570), "2024-12-11 14:29:59");
        assert_eq!(at(0, -1), "1969-12-31 23:59:00");
        assert_eq!(at(u64::MAX, 0), "9999-12-31 23:59:59");
        assert_eq!(at(u64::MAX, i32::MIN).len(), 19);
    }
}
