//! The Gregorian calendar, years 0 to 9999, without leap seconds.

/// Whether there is such a day.
pub(super) fn is_day(year: i64, month: i64, day: i64) -> bool {
    (0..=9999).contains(&year) && (1..=days_in(year, month)).contains(&day)
}

/// The number of days of a month; 0 for an invalid month.
pub(crate) fn days_in(year: i64, month: i64) -> i64 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// Days from 1970-01-01 to a day that exists.
///
/// Years are counted from March on, so that the leap day is the last of its year.
pub(crate) fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (month * 153 + 2) / 5 + day - 1 - 719_468
}

/// The day this many days after 1970-01-01: year, month, day. For years 0 to 9999.
pub(crate) fn day_at(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let in_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * in_year + 2) / 153;
    let day = in_year - (153 * month + 2) / 5 + 1;
    let (year, month) = if month < 10 { (year, month + 3) } else { (year + 1, month - 9) };
    (year + era * 400, month, day)
}

#[cfg(test)]
mod tests {
    use super::{day_at, days_since_1970, is_day};

    #[test]
    fn every_day_of_ten_thousand_years_counts_one() {
        let mut expected = days_since_1970(0, 1, 1);
        assert_eq!(expected, -719_528);
        for year in 0..=9999 {
            for month in 1..=12 {
                for day in (1..=31).filter(|day| is_day(year, month, *day)) {
                    assert_eq!(days_since_1970(year, month, day), expected);
                    assert_eq!(day_at(expected), (year, month, day));
                    expected += 1;
                }
            }
        }
        assert_eq!(days_since_1970(9999, 12, 31) + 1, expected);
        assert_eq!(days_since_1970(1970, 1, 1), 0);
    }
}
