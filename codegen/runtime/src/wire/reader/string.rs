//! Strings.

use std::borrow::Cow;

use super::{Failed, Mark, Reader};
use crate::wire::plain::plain_end;

impl<'a> Reader<'a> {
    /// A string, borrowed unless it has escapes; or the text of a number or a flag, as it is written.
    #[inline]
    pub fn string(&mut self) -> Result<Cow<'a, str>, Failed> {
        if self.peek() != Some(b'"') {
            return self.spelled();
        }
        self.quoted()
    }

    /// The text of a number or a flag.
    #[cold]
    fn spelled(&mut self) -> Result<Cow<'a, str>, Failed> {
        match self.byte() {
            Some(b'-' | b'0'..=b'9' | b't' | b'f') if self.is_lenient() => self.raw().map(Cow::Borrowed),
            _ => Err(self.mismatch("a string")),
        }
    }

    /// The string whose quote is next.
    #[inline]
    pub(crate) fn quoted(&mut self) -> Result<Cow<'a, str>, Failed> {
        let start = self.at + 1;
        self.at = plain_end(self.text.as_bytes(), start);
        if self.byte() == Some(b'"') {
            let text = self.since(start);
            self.at += 1;
            return Ok(Cow::Borrowed(text));
        }
        self.escaped(start).map(Cow::Owned)
    }

    /// The key whose quote is next; `None` for one that is not valid text, which can't be the name of a field.
    #[inline(always)]
    pub(crate) fn key(&mut self) -> Result<Option<Cow<'a, str>>, Failed> {
        let start = self.at + 1;
        let end = plain_end(self.text.as_bytes(), start);
        if self.text.as_bytes().get(end) == Some(&b'"') {
            self.at = end;
            let key = self.since(start);
            self.at += 1;
            return Ok(Some(Cow::Borrowed(key)));
        }
        self.escaped_key(start, end)
    }

    /// The key that was just read, and starts at a place.
    pub(crate) fn key_again(&mut self, start: Mark) -> Result<Option<Cow<'a, str>>, Failed> {
        self.go_to(start);
        self.peek();
        self.key()
    }

    /// A key whose first escape is at `escape`. Invalid JSON in it is an error as in any other string.
    #[cold]
    fn escaped_key(&mut self, start: usize, escape: usize) -> Result<Option<Cow<'a, str>>, Failed> {
        self.skip_string()?;
        let end = self.at;
        self.at = escape;
        let key = self.escaped(start).ok();
        self.at = end;
        if key.is_none() {
            drop(self.take_fault());
        }
        Ok(key.map(Cow::Owned))
    }

    /// Takes `""` if it is next.
    pub(crate) fn empty_string(&mut self) -> bool {
        self.peek();
        let is_empty = self.text.as_bytes().get(self.at..self.at + 2) == Some(b"\"\"");
        self.at += if is_empty { 2 } else { 0 };
        is_empty
    }

    /// The rest of a string from its first escape on.
    #[cold]
    fn escaped(&mut self, start: usize) -> Result<String, Failed> {
        let mut out = String::new();
        let mut from = start;
        loop {
            out.push_str(self.since(from));
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => {
                    self.at += 1;
                    out.push(self.escape()?);
                }
                _ => return Err(self.unended()),
            }
            from = self.at;
            self.at = plain_end(self.text.as_bytes(), from);
        }
    }

    /// The string ends early, or a control character is in it.
    #[cold]
    fn unended(&mut self) -> Failed {
        if self.byte().is_none() {
            return self.fail("EOF while parsing a string");
        }
        self.at += 1;
        self.fail("control character (\\u0000-\\u001F) found while parsing a string")
    }

    /// The byte in a string, which is taken.
    fn next_in_string(&mut self) -> Result<u8, Failed> {
        match self.byte() {
            Some(byte) => {
                self.at += 1;
                Ok(byte)
            }
            None => Err(self.unended()),
        }
    }

    /// The character of an escape, after its backslash.
    fn escape(&mut self) -> Result<char, Failed> {
        Ok(match self.next_in_string()? {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.code_point(),
            _ => return Err(self.fail("invalid escape")),
        })
    }

    /// One or two units of UTF-16, after the first `\u`.
    fn code_point(&mut self) -> Result<char, Failed> {
        let first = self.four_digits()?;
        if !(0xD800..0xDC00).contains(&first) {
            return match char::from_u32(first) {
                Some(character) => Ok(character),
                None => Err(self.fail("lone leading surrogate in hex escape")),
            };
        }
        for expected in [b'\\', b'u'] {
            if self.next_in_string()? != expected {
                return Err(self.fail("unexpected end of hex escape"));
            }
        }
        let second = self.four_digits()?;
        if !(0xDC00..0xE000).contains(&second) {
            return Err(self.fail("lone leading surrogate in hex escape"));
        }
        let code = 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00);
        char::from_u32(code).ok_or_else(|| self.fail("invalid unicode code point"))
    }

    fn four_digits(&mut self) -> Result<u32, Failed> {
        let Some(digits) = self.text.as_bytes().get(self.at..self.at + 4) else {
            self.at = self.text.len();
            return Err(self.unended());
        };
        let mut digits = digits.iter().map(|digit| char::from(*digit).to_digit(16));
        let code = digits.try_fold(0, |code, digit| Some(code << 4 | digit?));
        self.at += 4;
        code.ok_or_else(|| self.fail("invalid escape"))
    }

    /// Takes the string whose quote is next. Surrogates need not be pairs where nobody asks for the text.
    pub(super) fn skip_string(&mut self) -> Result<(), Failed> {
        self.at += 1;
        loop {
            self.at = plain_end(self.text.as_bytes(), self.at);
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => {
                    self.at += 1;
                    match self.next_in_string()? {
                        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => {}
                        b'u' => drop(self.four_digits()?),
                        _ => return Err(self.fail("invalid escape")),
                    }
                }
                _ => return Err(self.unended()),
            }
        }
    }
}
