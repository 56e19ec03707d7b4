//! Dates and times as text, as far as the generator has to know them.

/// `2024-12-12` (RFC 3339 section 5.6), with a day that its month has.
pub fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let mut next = |width: usize| number(parts.next()?, width);
    let (Some(year), Some(month), Some(day)) = (next(4), next(2), next(2)) else { return false };
    parts.next().is_none() && (1..=days_in(year, month)).contains(&day)
}

/// A date as servers write it: `2024-12-12`, `20241212`, `2024/12/12`, without the zeros, or with midnight as its time.
pub fn is_date_of_servers(text: &str) -> bool {
    after_day(text).is_some_and(|(rest, is_compact)| rest.is_empty() || clock(rest, is_compact) == Some(true))
}

/// A time as servers write it: a date of any form, alone or with a time, which can be without its zeros or its colons.
pub fn is_time_of_servers(text: &str) -> bool {
    after_day(text).is_some_and(|(rest, is_compact)| rest.is_empty() || clock(rest, is_compact).is_some())
}

/// Returns the rest of a text after the day at its start, and whether the day is written in eight digits.
fn after_day(text: &str) -> Option<(&str, bool)> {
    let (year, rest) = text.split_at_checked(4)?;
    let is_compact = rest.starts_with(|c: char| c.is_ascii_digit());
    let (month, day, rest) = if is_compact {
        let (month, rest) = rest.split_at_checked(2)?;
        let (day, rest) = rest.split_at_checked(2)?;
        (number(month, 2)?, number(day, 2)?, rest)
    } else {
        let separator = rest.chars().next().filter(|c| matches!(c, '-' | '/'))?;
        let (month, rest) = short(rest.strip_prefix(separator)?)?;
        let (day, rest) = short(rest.strip_prefix(separator)?)?;
        (month, day, rest)
    };
    (1..=days_in(number(year, 4)?, month)).contains(&day).then_some((rest, is_compact))
}

/// Whether a time after a day is midnight; `None` if it is not a time.
fn clock(text: &str, is_compact: bool) -> Option<bool> {
    let time = text.strip_prefix(['T', 't', ' ']).or(is_compact.then_some(text))?;
    let (parts, rest) = match short(time).filter(|(_, rest)| rest.starts_with(':')) {
        Some((hour, rest)) => {
            let (minute, rest) = short(rest.get(1..)?)?;
            let seconds = rest.strip_prefix(':').map(short);
            let (second, rest) = seconds.unwrap_or(Some((0, rest)))?;
            ([hour, minute, second], rest)
        }
        None => {
            let part = |at: usize| number(time.get(at..at + 2)?, 2);
            ([part(0)?, part(2)?, part(4)?], time.get(6..)?)
        }
    };
    let fraction = rest.strip_prefix(['.', ',']).unwrap_or(rest);
    let zone = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = fraction.get(..fraction.len() - zone.len())?;
    let is_fraction = match rest.len() - fraction.len() {
        0 => digits.is_empty() || (digits.len() == 3 && !time.contains(':')),
        _ => !digits.is_empty(),
    };
    let fits = parts.iter().zip([23, 59, 60]).all(|(part, most)| *part <= most);
    let is_midnight = parts == [0; 3] && digits.bytes().all(|digit| digit == b'0');
    (fits && is_fraction && is_offset(zone)).then_some(is_midnight)
}

/// Nothing, `Z`, `+08:00`, `+0800` or `+08`, also after a space.
fn is_offset(text: &str) -> bool {
    let text = text.strip_prefix(' ').unwrap_or(text);
    let Some(offset) = text.strip_prefix(['+', '-']) else { return matches!(text, "" | "Z" | "z") };
    let (hours, minutes) = offset.split_at_checked(2).unwrap_or((offset, ""));
    let minutes = minutes.strip_prefix(':').unwrap_or(minutes);
    let fits = |part: &str, most: u32| number(part, 2).is_some_and(|part| part <= most);
    fits(hours, 23) && (offset.len() == 2 || fits(minutes, 59))
}

/// One or two digits, and the rest.
fn short(text: &str) -> Option<(u32, &str)> {
    let end = text.bytes().take(2).take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at_checked(end).filter(|_| end > 0)?;
    Some((digits.parse().ok()?, rest))
}

/// The number of days in a month; 0 if there is no such month.
fn days_in(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// The number of days from 1970-01-01 to a date of that year or a later one; `None` if it is not a date.
pub fn days_since_1970(date: &str) -> Option<u32> {
    let part = |at: std::ops::Range<usize>| date.get(at)?.parse::<u32>().ok();
    let (year, month, day) = (part(0..4)?, part(5..7)?, part(8..10)?);
    let year_length = |year: u32| (1..=12).map(|month| days_in(year, month)).sum::<u32>();
    let whole = (1970..year).map(year_length).sum::<u32>()
        + (1..month).map(|month| days_in(year, month)).sum::<u32>();
    (is_date(date) && year >= 1970).then(|| whole + day - 1)
}

/// A date, or a date, a `T` and a time (RFC 3339 section 5.6) with an optional offset. The second 60 is rejected.
pub fn is_moment(text: &str) -> bool {
    let Some((date, time)) = text.split_once('T') else { return is_date(text) };
    let zone = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (time, zone) = time.split_at(zone);
    let is_zone = match zone.as_bytes() {
        [] | [b'Z'] => true,
        [_, rest @ ..] => std::str::from_utf8(rest).is_ok_and(|rest| is_clock(rest, 2)),
    };
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let is_fraction = (1..=9).contains(&fraction.len()) && fraction.bytes().all(|byte| byte.is_ascii_digit());
    is_date(date) && is_clock(time, 3) && is_fraction && is_zone
}

/// The point in time that `is_moment` text names, in seconds since 1970; without an offset it is UTC, and a date is its
/// first second. `None` for other texts, and for times before 1970.
pub fn seconds_since_1970(text: &str) -> Option<u64> {
    let (date, time) = text.split_once('T').unwrap_or((text, "00:00:00Z"));
    let zone = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at_checked(zone).filter(|_| is_moment(text))?;
    let number = |text: &str, at: std::ops::Range<usize>| text.get(at)?.parse::<i64>().ok();
    let seconds = number(clock, 0..2)? * 3600 + number(clock, 3..5)? * 60 + number(clock, 6..8)?;
    let offset = match zone.get(..1) {
        Some(sign @ ("+" | "-")) => {
            let ahead = number(zone, 1..3)? * 3600 + number(zone, 4..6)? * 60;
            if sign == "+" { ahead } else { -ahead }
        }
        _ => 0,
    };
    u64::try_from(i64::from(days_since_1970(date)?) * 86_400 + seconds - offset).ok()
}

/// Hours, minutes and perhaps seconds of two digits each.
fn is_clock(text: &str, parts: usize) -> bool {
    let most = [23, 59, 59];
    let found: Vec<&str> = text.split(':').collect();
    let fits = |(part, most): (&&str, &u32)| number(part, 2).is_some_and(|value| value <= *most);
    found.len() == parts && found.iter().zip(&most).all(fits)
}

fn number(text: &str, width: usize) -> Option<u32> {
    let is_digits = text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit());
    is_digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{days_since_1970, is_date, is_date_of_servers, is_moment, is_time_of_servers};

    #[test]
    fn dates_and_times_of_servers() {
        for text in
            ["2024-12-12", "20241212", "2024/1/2", "2024-1-2", "2024-12-12T00:00:00+08:00", "20241212000000"]
        {
            assert!(is_date_of_servers(text) && is_time_of_servers(text), "{text}");
        }
        for text in [
            "20241212080000",
            "20241212080000123",
            "20241212T080000Z",
            "2024/12/12 8:00",
            "2023-4-5T6:07:08",
            "2024-12-12 08:00:00.5 +0800",
            "2016-12-31T23:59:60Z",
            "2024-12-12T08:00:00+08",
        ] {
            assert!(!is_date_of_servers(text) && is_time_of_servers(text), "{text}");
        }
        for text in [
            "",
            "2024",
            "0000-00-00",
            "2024-13-01",
            "20240230",
            "2024-1/1",
            "2024-12-12T",
            "2024-12-12T24:00",
            "2024-12-12 08:00:00 UTC",
            "2024-12-12T08:00:00.",
            "2024-12-12080000",
            "2024121208000",
            "2024-12-12T08:00:00+8",
            "１２３４-12-12",
        ] {
            assert!(!is_date_of_servers(text) && !is_time_of_servers(text), "{text}");
        }
    }

    #[test]
    fn days() {
        for (date, days) in
            [("1970-01-01", Some(0)), ("2000-03-01", Some(11_017)), ("2024-12-12", Some(20_069))]
        {
            assert_eq!(days_since_1970(date), days, "{date}");
        }
        assert_eq!([days_since_1970("1969-12-31"), days_since_1970("2023-02-29")], [None, None]);
    }

    #[test]
    fn seconds() {
        for (text, seconds) in [
            ("1970-01-01", Some(0)),
            ("2025-03-01T00:00:00Z", Some(1_740_787_200)),
            ("2025-03-01T08:00:00+08:00", Some(1_740_787_200)),
            ("2025-02-28T22:30:00.5-01:30", Some(1_740_787_200)),
            ("1970-01-01T00:00:00+08:00", None),
            ("2025-03-01 00:00:00", None),
        ] {
            assert_eq!(super::seconds_since_1970(text), seconds, "{text}");
        }
    }

    #[test]
    fn moments() {
        for text in [
            "2024-02-29",
            "2024-12-12T08:00:00",
            "2024-12-12T08:00:00Z",
            "2024-12-12T23:59:59.123456789+08:00",
        ] {
            assert!(is_moment(text), "{text}");
        }
        for text in [
            "",
            "2023-02-29",
            "2024-12-12 08:00:00",
            "2024-12-12T08:00",
            "2024-12-12T24:00:00",
            "2024-12-12T08:00:00.",
            "2024-12-12T08:00:00+8",
            "2024-12-12T08:00:00Zulu",
            "2024-12-12T",
        ] {
            assert!(!is_moment(text), "{text}");
        }
        assert!(
            !is_date("2024-1-01")
                && !is_date("2024-01-00")
                && is_date("2000-02-29")
                && !is_date("1900-02-29")
        );
    }
}
