//! The texts of a date, or of a date and a time, taken apart.

use super::calendar::days_since_1970;
use super::day::{Day, take_digits, take_one_or_two, two};

/// The parts of a text.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) date: [i64; 3],
    pub(super) hour: i64,
    pub(super) minute: i64,
    pub(super) second: i64,
    pub(super) nanosecond: u32,
    /// Minutes ahead of UTC.
    pub(super) offset: Option<i64>,
    /// Whether the seconds are written.
    pub(super) has_seconds: bool,
    /// Whether a time is written.
    pub(super) has_time: bool,
    /// Whether the text is a date of RFC 3339, or a time that differs from one only in its separators, seconds and offset.
    pub(super) is_usual: bool,
}

impl Parts {
    /// The parts of a text; `None` if it is not a time.
    pub(super) fn of(text: &str) -> Option<Self> {
        let (day, rest) = Day::take(text)?;
        let parts = Self { date: day.date, is_usual: day.is_usual, ..Self::default() };
        if rest.is_empty() {
            return Some(parts);
        }
        let parts = Self { has_time: true, ..parts };
        let (parts, rest) = match rest.as_bytes() {
            [b'T' | b't' | b' ', ..] => parts.with_time(rest.get(1..)?)?,
            _ if day.is_compact => parts.with_digits(rest)?,
            _ => return None,
        };
        let offset = if rest.is_empty() { None } else { Some(offset(rest)?) };
        let exists = parts.hour < 24 && parts.minute < 60 && parts.second <= 60;
        exists.then_some(Self { offset, ..parts })
    }

    /// `08:00:00.5`, also without its zeros, and without seconds.
    fn with_time<'a>(&self, text: &'a str) -> Option<(Self, &'a str)> {
        let usual = match text.as_bytes() {
            [a, b, b':', c, d, b':', e, f, ..] => (two(*a, *b), two(*c, *d), two(*e, *f)),
            _ => (None, None, None),
        };
        let (Some(hour), Some(minute), Some(second)) = usual else {
            return self.with_other_time(text).or_else(|| self.with_digits(text));
        };
        let (nanosecond, rest) = take_point(text.get(8..)?)?;
        Some((Self { hour, minute, second, nanosecond, has_seconds: true, ..*self }, rest))
    }

    #[cold]
    fn with_other_time<'a>(&self, text: &'a str) -> Option<(Self, &'a str)> {
        let (hour, rest) = take_one_or_two(text)?;
        let (minute, rest) = take_one_or_two(rest.strip_prefix(':')?)?;
        let has_seconds = rest.starts_with(':');
        let (second, rest) = match rest.strip_prefix(':') {
            Some(rest) => take_one_or_two(rest)?,
            None => (0, rest),
        };
        let is_usual = self.is_usual && !has_seconds && text.len() - rest.len() == 5;
        let (nanosecond, rest) = take_point(rest)?;
        Some((Self { hour, minute, second, nanosecond, has_seconds, is_usual, ..*self }, rest))
    }

    /// `080000`, also with three digits for milliseconds, or with a fraction.
    fn with_digits<'a>(&self, text: &'a str) -> Option<(Self, &'a str)> {
        let (hour, rest) = take_digits(text, 2)?;
        let (minute, rest) = take_digits(rest, 2)?;
        let (second, rest) = take_digits(rest, 2)?;
        let (nanosecond, rest) = match take_digits(rest, 3) {
            Some((millis, rest)) => (u32::try_from(millis).ok()? * 1_000_000, rest),
            None => take_point(rest)?,
        };
        let is_usual = false;
        Some((Self { hour, minute, second, nanosecond, has_seconds: true, is_usual, ..*self }, rest))
    }

    /// Whether it is the start of its day.
    pub(super) fn is_midnight(&self) -> bool {
        self.hour == 0 && self.minute == 0 && self.second == 0 && self.nanosecond == 0
    }
}

/// A point, or a comma, and a fraction, if they are next: nanoseconds, and the rest.
fn take_point(text: &str) -> Option<(u32, &str)> {
    match text.as_bytes() {
        [b'.' | b',', ..] => take_fraction(text.get(1..)?),
        _ => Some((0, text)),
    }
}

/// At least one digit after the point, in nanoseconds, and the rest.
fn take_fraction(text: &str) -> Option<(u32, &str)> {
    let end = text.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    let nine = digits.bytes().chain([b'0'; 9]).take(9);
    (end > 0).then(|| (nine.fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0')), rest))
}

/// `Z`, `+08:00`, `+0800` or `+08`, also after a space: minutes ahead of UTC.
fn offset(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    let bytes = bytes.strip_prefix(b" ").unwrap_or(bytes);
    let (sign, hours, minutes) = match bytes {
        [b'Z' | b'z'] => return Some(0),
        [sign, a, b] => (*sign, two(*a, *b)?, 0),
        [sign, a, b, b':', c, d] | [sign, a, b, c, d] => (*sign, two(*a, *b)?, two(*c, *d)?),
        _ => return None,
    };
    let minutes = (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)?;
    match sign {
        b'+' => Some(minutes),
        b'-' => Some(-minutes),
        _ => None,
    }
}

/// A date, or a date and a time, in a text.
pub(crate) struct Written {
    /// Days since 1970-01-01.
    pub(crate) day: i64,
    /// The first second of the day that it may mean.
    pub(crate) from: i64,
    /// The last one: 59 seconds later if the text has no seconds, the end of the day if it has no time.
    pub(crate) to: i64,
    /// Seconds ahead of UTC.
    pub(crate) east: Option<i64>,
}

/// Reads a text that may be a date or a time. In eight digits, it may as well be something else.
pub(crate) fn written(text: &str) -> Option<Written> {
    Parts::of(text).filter(|parts| parts.is_usual).map(|parts| parts.window())
}

impl Parts {
    /// The seconds that it may mean.
    pub(crate) fn window(&self) -> Written {
        let [year, month, day] = self.date;
        let day = days_since_1970(year, month, day);
        if !self.has_time {
            return Written { day, from: 0, to: 86_399, east: None };
        }
        let from = (self.hour * 60 + self.minute) * 60 + self.second;
        let rest = if self.has_seconds { i64::from(self.nanosecond > 0) } else { 59 };
        let east = self.offset.map(|minutes| minutes * 60);
        Written { day, from, to: from + rest, east }
    }
}
