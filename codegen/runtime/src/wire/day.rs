//! The texts of a day of the calendar.

use super::calendar::is_day;

/// A day at the start of a text.
pub(super) struct Day {
    /// Year, month and day.
    pub(super) date: [i64; 3],
    /// Whether it is written as RFC 3339 has it.
    pub(super) is_usual: bool,
    /// Whether it is written in eight digits and nothing else.
    pub(super) is_compact: bool,
}

impl Day {
    /// The day at the start of a text, and the rest: `2024-12-31`, `20241231`, `2024/12/31`, or without the zeros.
    #[inline]
    pub(super) fn take(text: &str) -> Option<(Self, &str)> {
        let (taken, rest) = match take_usual(text) {
            Some(taken) => taken,
            None => take_other(text)?,
        };
        let [year, month, day] = taken.date;
        is_day(year, month, day).then_some((taken, rest))
    }
}

/// `2024-12-31`, at its fixed places.
#[inline]
fn take_usual(text: &str) -> Option<(Day, &str)> {
    let [a, b, c, d, b'-', e, f, b'-', g, h, ..] = text.as_bytes() else { return None };
    let date = [two(*a, *b)? * 100 + two(*c, *d)?, two(*e, *f)?, two(*g, *h)?];
    Some((Day { date, is_usual: true, is_compact: false }, text.get(10..)?))
}

#[inline]
pub(super) fn two(tens: u8, ones: u8) -> Option<i64> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens < 10 && ones < 10).then(|| i64::from(tens * 10 + ones))
}

#[cold]
fn take_other(text: &str) -> Option<(Day, &str)> {
    let (year, rest) = take_digits(text, 4)?;
    if let Some((month, rest)) = take_digits(rest, 2) {
        let (day, rest) = take_digits(rest, 2)?;
        return Some((Day { date: [year, month, day], is_usual: false, is_compact: true }, rest));
    }
    let separator = rest.chars().next().filter(|c| matches!(c, '-' | '/'))?;
    let (month, rest) = take_one_or_two(rest.strip_prefix(separator)?)?;
    let (day, rest) = take_one_or_two(rest.strip_prefix(separator)?)?;
    Some((Day { date: [year, month, day], is_usual: false, is_compact: false }, rest))
}

/// The number of exactly this many ASCII digits at the start of a text, and the rest.
pub(super) fn take_digits(text: &str, count: usize) -> Option<(i64, &str)> {
    let (digits, rest) = text.split_at_checked(count)?;
    let value = digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?;
    value.map(|value| (value, rest))
}

/// The number of one or two ASCII digits at the start of a text, and the rest.
pub(super) fn take_one_or_two(text: &str) -> Option<(i64, &str)> {
    let [first, rest @ ..] = text.as_bytes() else { return None };
    if let Some(taken) = rest.first().and_then(|second| two(*first, *second)) {
        return Some((taken, text.get(2..)?));
    }
    two(b'0', *first).zip(text.get(1..))
}

/// Whether a text is what databases write for a date that is not there: `0000-00-00 00:00:00`, and the like.
pub(crate) fn is_zero(text: &str) -> bool {
    let zeros = text.bytes().filter(|byte| *byte == b'0').count();
    zeros >= 8
        && text.bytes().all(|byte| matches!(byte, b'0' | b'-' | b'/' | b':' | b' ' | b'.' | b'T' | b'Z'))
}

#[cfg(test)]
mod tests {
    use super::{Day, is_zero};

    #[test]
    fn days_are_taken_from_the_start_of_a_text() {
        for (text, date, rest, is_usual, is_compact) in [
            ("2024-12-31", [2024, 12, 31], "", true, false),
            ("2024-12-31T08", [2024, 12, 31], "T08", true, false),
            ("20241231", [2024, 12, 31], "", false, true),
            ("20241231080000", [2024, 12, 31], "080000", false, true),
            ("2024/12/31 8:00", [2024, 12, 31], " 8:00", false, false),
            ("2024-1-2", [2024, 1, 2], "", false, false),
            ("2024/1/12T", [2024, 1, 12], "T", false, false),
            ("2024-01-2 7", [2024, 1, 2], " 7", false, false),
        ] {
            let (day, taken) = Day::take(text).expect(text);
            assert_eq!(
                (day.date, taken, day.is_usual, day.is_compact),
                (date, rest, is_usual, is_compact),
                "{text}"
            );
        }
        for text in [
            "",
            "2024",
            "2024-1",
            "2024-1/1",
            "2024.1.1",
            "202411",
            "2024-13-1",
            "20240230",
            "24-01-01",
            "2024--1-1",
        ] {
            assert!(Day::take(text).is_none(), "{text}");
        }
    }

    #[test]
    fn dates_of_zeros() {
        for text in [
            "0000-00-00",
            "0000/00/00",
            "00000000",
            "0000-00-00 00:00:00",
            "0000-00-00T00:00:00.000Z",
            "00000000000000",
        ] {
            assert!(is_zero(text), "{text}");
        }
        for text in ["", "0", "0000-00-01", "0000-01-01", "2000-00-00", "0000-00-00 00:00:01", "----"] {
            assert!(!is_zero(text), "{text}");
        }
    }
}
