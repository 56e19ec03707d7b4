//! Numbers in decimal digits: their grammar and their order, for any number of digits.

use std::cmp::Ordering;

/// A number taken apart. It owns nothing, so it costs nothing but the walk over the digits.
#[derive(Clone, Copy)]
pub(crate) struct Digits<'a> {
    text: &'a str,
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
    /// `None` if it does not fit an `i64`.
    exponent: Option<i64>,
}

impl<'a> Digits<'a> {
    /// Parses `-12.50e3`: the grammar of JSON numbers (RFC 8259 §6), with leading zeros and a missing zero before the
    /// point, as databases print them. ASCII digits only; no `+`, no spaces, no separators.
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent_of(exponent)?),
            None => (unsigned, Some(0)),
        };
        let (whole, fraction) = match mantissa.split_once('.') {
            Some((_, "")) => return None,
            Some((whole, fraction)) => (whole, fraction),
            None if mantissa.is_empty() => return None,
            None => (mantissa, ""),
        };
        let digits = whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit());
        digits.then_some(Self { text, negative: text.starts_with('-'), whole, fraction, exponent })
    }

    /// Digits after the point, the exponent counted in: 2 for `12.50`, 0 for `1e3`, 3 for `1e-3`.
    pub(crate) fn scale(&self) -> i64 {
        let digits = i64::try_from(self.fraction.len()).unwrap_or(i64::MAX);
        digits.saturating_sub(self.exponent.unwrap_or(0)).max(0)
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
        match (self.point(), other.point()) {
            (Some(a), Some(b)) => a.cmp(&b).then_with(|| self.significant().cmp(other.significant())),
            // Exponents out of range: equal only if written alike.
            _ => self.text.cmp(other.text),
        }
    }

    /// The digits from the first to the last that is not zero.
    fn significant(&self) -> impl Iterator<Item = u8> + use<'a> {
        let fraction = self.fraction.trim_end_matches('0');
        let whole = if fraction.is_empty() { self.whole.trim_end_matches('0') } else { self.whole };
        whole.bytes().chain(fraction.bytes()).skip_while(|digit| *digit == b'0')
    }

    /// The position of the point from before the first significant digit: the order of magnitude.
    fn point(&self) -> Option<i64> {
        let zeros =
            self.whole.bytes().chain(self.fraction.bytes()).take_while(|digit| *digit == b'0').count();
        let whole = i64::try_from(self.whole.len()).ok()?;
        self.exponent?.checked_add(whole)?.checked_sub(i64::try_from(zeros).ok()?)
    }
}

/// `+3`, `-03`: `None` if it is not an exponent, `Some(None)` if it does not fit an `i64`.
fn exponent_of(text: &str) -> Option<Option<i64>> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let valid = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    valid.then(|| text.parse().ok())
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
        ] {
            let (left, right) = (Digits::parse(a).expect(a), Digits::parse(b).expect(b));
            assert_eq!(left.compare(&right), want, "{a} {b}");
            assert_eq!(right.compare(&left), want.reverse(), "{b} {a}");
        }
    }

    #[test]
    fn the_scale_counts_digits_after_the_point() {
        for (text, want) in [("12.50", 2), ("1e3", 0), ("1e-3", 3), ("1.5e1", 0), ("1.55e1", 1), ("7", 0)] {
            assert_eq!(Digits::parse(text).expect(text).scale(), want, "{text}");
        }
    }
}
