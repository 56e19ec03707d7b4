//! Scalars: the forms that are accepted for a number or a flag.

use super::{Failed, Form, Reader};
use crate::wire::digits::Digits;

const INTEGER: &str = "an integer";
const NUMBER: &str = "a number";
const TRUTH: &str = "true or false, 1 or 0";

impl Reader<'_> {
    /// Whether the next value may be converted from another kind of JSON.
    fn converts(&self) -> bool {
        self.is_lenient() || self.form != Form::Own
    }

    /// An integer that a 64-bit type holds, signed or not: a number, or its digits in a string.
    #[inline]
    pub fn integer(&mut self) -> Result<i128, Failed> {
        let next = self.peek();
        let start = self.at;
        let value = match next {
            Some(b'-' | b'0'..=b'9') => match self.short_integer() {
                Some(value) => Some(value),
                None => self.whole_number(start)?,
            },
            Some(b'"') if self.converts() => integer(&self.quoted()?),
            _ => None,
        };
        value.ok_or_else(|| {
            self.at = start;
            self.mismatch(INTEGER)
        })
    }

    /// An integer that is longer, or written as servers with floats only do: `1.0`, `1e3`, `-0`.
    fn whole_number(&mut self, start: usize) -> Result<Option<i128>, Failed> {
        let digits = self.number()?;
        self.at = start + digits.len();
        let value = integer(digits).filter(|_| digits != "-0");
        Ok(value.or_else(|| Digits::parse(digits).filter(|_| self.is_lenient())?.whole()))
    }

    /// An integer of at most 19 digits, in the usual case in one step; nothing is taken if it is anything else.
    #[inline]
    fn short_integer(&mut self) -> Option<i128> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let (negative, digits) = match rest {
            [b'-', digits @ ..] => (true, digits),
            digits => (false, digits),
        };
        // 19 nines are less than 2^64.
        let mut value = 0_u64;
        let mut count = 0;
        for digit in digits.iter().take_while(|byte| byte.is_ascii_digit()) {
            value = value.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
            count += 1;
        }
        let ends = !matches!(digits.get(count), Some(b'.' | b'e' | b'E'));
        let canonical = if digits.first() == Some(&b'0') { count == 1 && !negative } else { count > 0 };
        if !ends || !canonical || count > 19 {
            return None;
        }
        self.at += count + usize::from(negative);
        let value = i128::from(value);
        Some(if negative { -value } else { value })
    }

    /// An integer from `min` to `max`; `expected` describes them.
    #[inline]
    pub fn integer_of<T: TryFrom<i128>>(&mut self, expected: &str) -> Result<T, Failed> {
        let value = self.integer()?;
        T::try_from(value).map_err(|_| self.fail(format!("expected {expected}, found {value}")))
    }

    /// A number, or its digits in a string.
    pub fn float(&mut self) -> Result<f64, Failed> {
        let next = self.peek();
        let start = self.at;
        let value = match next {
            Some(b'-' | b'0'..=b'9') => {
                let value: Option<f64> = self.number()?.parse().ok();
                match value.filter(|value| value.is_finite()) {
                    Some(value) => return Ok(value),
                    None => return Err(self.fail("number out of range")),
                }
            }
            Some(b'"') if self.converts() => float(&self.quoted()?),
            _ => None,
        };
        value.ok_or_else(|| {
            self.at = start;
            self.mismatch(NUMBER)
        })
    }

    /// `true` or `false`, or what servers write in their place: 1 and 0, and all four as text.
    pub fn flag(&mut self) -> Result<bool, Failed> {
        match self.peek() {
            Some(b't') => self.word("true").map(|()| true),
            Some(b'f') => self.word("false").map(|()| false),
            _ if self.converts() => self.truth(),
            _ => Err(self.mismatch("true or false")),
        }
    }

    #[cold]
    fn truth(&mut self) -> Result<bool, Failed> {
        let start = self.at;
        let value = match self.byte() {
            Some(b'-' | b'0'..=b'9') => truth(self.number()?),
            Some(b'"') => truth(&self.quoted()?),
            _ => None,
        };
        value.ok_or_else(|| {
            self.at = start;
            self.mismatch(TRUTH)
        })
    }
}

/// `-?[0-9]+`, at most 20 digits: no `+`, no space, no exponent.
fn integer(text: &str) -> Option<i128> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let fits = (1..=20).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

/// A decimal number in text; Rust's `inf` and `nan` are words, not numbers, and stay refused.
fn float(text: &str) -> Option<f64> {
    let first = text.strip_prefix('-').unwrap_or(text).bytes().next()?;
    if !first.is_ascii_digit() {
        return None;
    }
    text.parse().ok().filter(|value: &f64| value.is_finite())
}

fn truth(text: &str) -> Option<bool> {
    match text {
        "1" => Some(true),
        "0" => Some(false),
        _ if text.eq_ignore_ascii_case("true") => Some(true),
        _ if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}
