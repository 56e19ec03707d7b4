//! Numbers in decimal digits: their grammar and their order, for any number of digits.

use std::cmp::{Ordering, Reverse};

/// A number taken apart. It owns nothing, so it costs nothing but the walk over the digits.
#[derive(Clone, Copy)]
pub(crate) struct Digits<'a> {
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
    exponent: Exponent<'a>,
}

/// The power of ten that a number is multiplied by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Exponent<'a> {
    /// Less than an `i128` can be; the one with more digits first.
    Below(Reverse<Magnitude<'a>>),
    Is(i128),
    /// Greater than an `i128` can be.
    Above(Magnitude<'a>),
}

/// The most digits of a 64-bit integer.
const LONGEST: u32 = 20;

/// The number of digits, then the digits, without leading zeros: the order of integers.
type Magnitude<'a> = (usize, &'a str);

impl<'a> Digits<'a> {
    /// Parses `-12.50e3`: the grammar of JSON numbers (RFC 8259 §6), with leading zeros and a missing zero before the
    /// point, as databases print them. ASCII digits only; no `+`, no spaces, no separators.
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        let negative = text.as_bytes().first() == Some(&b'-');
        let unsigned = text.get(usize::from(negative)..)?;
        let (whole, rest) = split_digits(unsigned);
        let (fraction, rest) = match rest.as_bytes() {
            [b'.', b'0'..=b'9', ..] => split_digits(rest.get(1..)?),
            _ if whole.is_empty() => return None,
            _ => ("", rest),
        };
        let exponent = match rest.as_bytes() {
            [] => Exponent::Is(0),
            [b'e' | b'E', ..] => exponent_of(rest.get(1..)?)?,
            _ => return None,
        };
        Some(Self { negative, whole, fraction, exponent })
    }

    /// Digits after the point, the exponent counted in: 2 for `12.50`, 0 for `1e3`, 3 for `1e-3`.
    pub(crate) fn scale(&self) -> i64 {
        match self.exponent {
            Exponent::Below(_) => i64::MAX,
            Exponent::Is(exponent) => {
                let digits = width(self.fraction).saturating_sub(exponent).max(0);
                i64::try_from(digits).unwrap_or(i64::MAX)
            }
            Exponent::Above(_) => 0,
        }
    }

    /// The number if it is an integer of at most [`LONGEST`] digits: 7 for `7.0`, 1000 for `1e3`.
    pub(crate) fn whole(&self) -> Option<i128> {
        self.scaled(0, LONGEST)
    }

    /// The number multiplied by a power of ten, if that gives an integer of at most `most` digits (38 at the most).
    pub(crate) fn scaled(&self, power: u8, most: u32) -> Option<i128> {
        if self.sign() == 0 {
            return Some(0);
        }
        let (Exponent::Is(point), _) = self.point() else { return None };
        let point = u32::try_from(point.saturating_add(power.into())).ok().filter(|point| *point <= most)?;
        let count = self.significant().take(most as usize + 1).count();
        let zeros = point.checked_sub(u32::try_from(count).ok()?)?;
        let digits = self.significant().fold(0_i128, |value, digit| value * 10 + i128::from(digit - b'0'));
        let value = digits * 10_i128.pow(zeros);
        Some(if self.negative { -value } else { value })
    }

    /// Compares by value: `1.50` is equal to `1.5` and to `15e-1`.
    pub(crate) fn compare(&self, other: &Self) -> Ordering {
        match (self.sign(), other.sign()) {
            (0, 0) => Ordering::Equal,
            (a, b) if a != b => a.cmp(&b),
            (1, _) => self.magnitude(other),
            _ => other.magnitude(self),
        }
    }

    fn sign(&self) -> i8 {
        match self.significant().next() {
            None => 0,
            Some(_) if self.negative => -1,
            Some(_) => 1,
        }
    }

    fn magnitude(&self, other: &Self) -> Ordering {
        self.point().cmp(&other.point()).then_with(|| self.significant().cmp(other.significant()))
    }

    /// The digits from the first to the last that is not zero.
    fn significant(&self) -> impl Iterator<Item = u8> + use<'a> {
        let fraction = self.fraction.trim_end_matches('0');
        let whole = if fraction.is_empty() { self.whole.trim_end_matches('0') } else { self.whole };
        whole.bytes().chain(fraction.bytes()).skip_while(|digit| *digit == b'0')
    }

    /// The order of magnitude: the position of the point from before the first significant digit. Where the exponent does
    /// not fit an `i128`, the position among the digits comes second.
    fn point(&self) -> (Exponent<'a>, i128) {
        let zeros =
            self.whole.bytes().chain(self.fraction.bytes()).take_while(|digit| *digit == b'0').count();
        let position = width(self.whole).saturating_sub(zeros.try_into().unwrap_or(i128::MAX));
        match self.exponent {
            Exponent::Is(exponent) => (Exponent::Is(exponent.saturating_add(position)), 0),
            beyond => (beyond, position),
        }
    }
}

/// The digits at the start of a text, and the rest.
fn split_digits(text: &str) -> (&str, &str) {
    let end = text.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

fn width(digits: &str) -> i128 {
    digits.len().try_into().unwrap_or(i128::MAX)
}

/// `+3`, `-03`: `None` if it is not an exponent.
fn exponent_of(text: &str) -> Option<Exponent<'_>> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let magnitude = digits.trim_start_matches('0');
    let magnitude = (magnitude.len(), magnitude);
    Some(match text.parse() {
        Ok(exponent) => Exponent::Is(exponent),
        Err(_) if text.starts_with('-') => Exponent::Below(Reverse(magnitude)),
        Err(_) => Exponent::Above(magnitude),
    })
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering::{Equal, Greater, Less};

    use super::Digits;

    #[test]
    fn the_grammar() {
        for text in
            ["0", "-0", "007", "1.50", ".5", "-.5", "1e3", "1E+3", "1.5e-03", "1e99999999999999999999"]
        {
            assert!(Digits::parse(text).is_some(), "{text}");
        }
        for text in [
            "", "-", ".", "5.", "+1", " 1", "1 ", "1,000", "1_0", "1.2.3", "e3", "1e", "1e+", "1e1.5", "--1",
            "0x1", "١", "１", "inf", "NaN", "1e٣", "1.-5", "-e1",
        ] {
            assert!(Digits::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn the_order_is_that_of_the_values() {
        let huge = format!("1{}", "0".repeat(5000));
        let (above, below) = (format!("1e{}", "9".repeat(50)), format!("1e-{}", "9".repeat(50)));
        for (a, b, want) in [
            ("1.50", "1.5", Equal),
            ("15e-1", "1.5", Equal),
            ("0", "-0.00e9", Equal),
            ("007", "7", Equal),
            (".5", "0.50", Equal),
            ("100", "1e2", Equal),
            ("0.001", "1e-3", Equal),
            ("9007199254740993", "9007199254740992", Greater),
            ("-2", "-1", Less),
            ("-1", "1", Less),
            ("0", "-1", Greater),
            ("0.1", "0.09999", Greater),
            ("10", "9", Greater),
            ("12", "123", Less),
            ("1e5000", huge.as_str(), Equal),
            ("1e99999999999999999999", "1e99999999999999999999", Equal),
            ("1e99999999999999999999", "5", Greater),
            ("1e9223372036854775808", "10e9223372036854775807", Equal),
            (above.as_str(), "5", Greater),
            (above.as_str(), "1e99", Greater),
            (above.as_str(), below.as_str(), Greater),
            (below.as_str(), "0", Greater),
            (below.as_str(), "1e-99", Less),
            (&format!("-{above}"), "-5", Less),
            (&format!("-{below}"), "-5", Greater),
            (&format!("2{above}"), &above.replace('1', "2.1"), Greater),
            (&above.replace("e9", "e009"), &above, Equal),
            (&above.replace("e9", "e8"), &above, Less),
            (&format!("{above}0"), &above, Greater),
            (&format!("{below}0"), &below, Less),
            (&format!("0{below}"), &below, Equal),
            (&above, &format!("0e{}", "9".repeat(60)), Greater),
        ] {
            let (left, right) = (Digits::parse(a).expect(a), Digits::parse(b).expect(b));
            assert_eq!(left.compare(&right), want, "{a} {b}");
            assert_eq!(right.compare(&left), want.reverse(), "{b} {a}");
        }
    }

    #[test]
    fn whole_numbers_in_any_notation() {
        for (text, want) in [
            ("7", Some(7)),
            ("7.000", Some(7)),
            ("-7.0", Some(-7)),
            ("1e3", Some(1000)),
            ("1.5E+1", Some(15)),
            ("1500e-2", Some(15)),
            ("0.0015e4", Some(15)),
            ("1700000000.0", Some(1_700_000_000)),
            ("18446744073709551615.0", Some(18_446_744_073_709_551_615)),
            ("1e19", Some(10_000_000_000_000_000_000)),
            ("0.0", Some(0)),
            ("-0.0e9999999999999999999999999999999999999999", Some(0)),
            ("1.5", None),
            ("1e-1", None),
            ("15e-1", None),
            ("1.00000000000000000000000000000001", None),
            ("1e20", None),
            ("1e9999999999999999999999999999999999999999", None),
            ("1e-9999999999999999999999999999999999999999", None),
        ] {
            assert_eq!(Digits::parse(text).expect(text).whole(), want, "{text}");
        }
    }

    #[test]
    fn the_scale_counts_digits_after_the_point() {
        for (text, want) in [("12.50", 2), ("1e3", 0), ("1e-3", 3), ("1.5e1", 0), ("1.55e1", 1), ("7", 0)] {
            assert_eq!(Digits::parse(text).expect(text).scale(), want, "{text}");
        }
    }
}
