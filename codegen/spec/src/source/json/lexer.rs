//! Strings, numbers and words of JSON.

use std::borrow::Cow;
use std::ops::Range;

use super::fault::Fault;

/// A string, number or word.
pub(super) struct Token<'t> {
    pub(super) bytes: Range<usize>,
    pub(super) text: Cow<'t, str>,
    pub(super) quoted: bool,
}

pub(super) struct Lexer<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Lexer<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Self { text, at }
    }

    /// The next byte after whitespace; `None` at the end.
    pub(super) fn peek(&mut self) -> Option<u8> {
        while matches!(self.byte(self.at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
        self.byte(self.at)
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Steps over one byte and returns its place.
    pub(super) fn skip(&mut self) -> usize {
        self.at += 1;
        self.at - 1
    }

    pub(super) fn scalar(&mut self) -> Result<Token<'t>, Fault> {
        let start = self.at;
        match self.byte(start) {
            Some(b'"') => self.string(),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't' | b'f' | b'n') => {
                let word = self.word(start);
                match word {
                    "true" | "false" | "null" => Ok(self.plain(start + word.len())),
                    _ => Err(Fault::Word(self.word_range(start))),
                }
            }
            _ => Err(self.no_value(start)),
        }
    }

    /// The fault if something other than a value is found.
    fn no_value(&self, at: usize) -> Fault {
        match self.byte(at) {
            None => Fault::End(self.end()),
            Some(b'\'') => Fault::SingleQuotes(at..self.closing_quote(at)),
            Some(b'/' | b'#') => Fault::Comment(at..self.line_end(at)),
            Some(b'+' | b'.') => Fault::Number(at..self.number_end(at)),
            Some(b',') => Fault::NothingBefore(at),
            Some(byte) if byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'$') => {
                Fault::Word(self.word_range(at))
            }
            Some(_) => Fault::Character(at),
        }
    }

    /// The fault if something other than a key is found.
    pub(super) fn no_string(&self, at: usize) -> Fault {
        match self.byte(at) {
            Some(b'"') | None => Fault::End(self.end()),
            Some(b'-' | b'0'..=b'9') => Fault::Key(at..self.number_end(at)),
            Some(b'{' | b'[') => Fault::Key(at..at + 1),
            Some(byte) if byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'$') => {
                Fault::Key(self.word_range(at))
            }
            Some(_) => self.no_value(at),
        }
    }

    /// The fault if something other than a comma or the closing bracket is found.
    pub(super) fn no_comma(&self, closing: char) -> Fault {
        match self.byte(self.at) {
            None => Fault::End(self.end()),
            Some(b'/' | b'#') => Fault::Comment(self.at..self.line_end(self.at)),
            Some(b']' | b'}') => Fault::WrongBracket(self.at, closing),
            Some(_) => Fault::NoComma(self.at, closing),
        }
    }

    /// The fault if something follows the value.
    pub(super) fn behind(&self) -> Fault {
        match self.byte(self.at) {
            Some(b'/' | b'#') => Fault::Comment(self.at..self.line_end(self.at)),
            _ => Fault::Behind(self.at),
        }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// The end of the text without trailing whitespace.
    fn end(&self) -> usize {
        self.text.trim_end_matches([' ', '\t', '\n', '\r']).len()
    }

    fn line_end(&self, at: usize) -> usize {
        self.text[at..].find(['\n', '\r']).map_or(self.text.len(), |end| at + end)
    }

    fn closing_quote(&self, at: usize) -> usize {
        let line = &self.text[at..self.line_end(at)];
        line.get(1..).and_then(|rest| rest.find('\'')).map_or(at + line.len(), |end| at + end + 2)
    }

    fn word(&self, at: usize) -> &'t str {
        &self.text[self.word_range(at)]
    }

    fn word_range(&self, at: usize) -> Range<usize> {
        let rest = &self.text[at..];
        let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$'))).unwrap_or(rest.len());
        at..at + end
    }

    fn plain(&mut self, end: usize) -> Token<'t> {
        let bytes = self.at..end;
        self.at = end;
        Token { text: Cow::Borrowed(&self.text[bytes.clone()]), bytes, quoted: false }
    }

    fn digits(&self, mut at: usize) -> usize {
        while self.byte(at).is_some_and(|byte| byte.is_ascii_digit()) {
            at += 1;
        }
        at
    }

    /// Everything that could be meant as part of a number.
    fn number_end(&self, mut at: usize) -> usize {
        while self
            .byte(at)
            .is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.' | b'_'))
        {
            at += 1;
        }
        at
    }

    fn number(&mut self) -> Result<Token<'t>, Fault> {
        let start = self.at;
        let whole = start..self.number_end(start);
        let fault = || Fault::Number(whole.clone());
        let first = start + usize::from(self.byte(start) == Some(b'-'));
        let mut end = self.digits(first);
        if end == first || (self.byte(first) == Some(b'0') && end > first + 1) {
            return Err(fault());
        }
        if self.byte(end) == Some(b'.') {
            let fraction = end + 1;
            end = self.digits(fraction);
            if end == fraction {
                return Err(fault());
            }
        }
        if matches!(self.byte(end), Some(b'e' | b'E')) {
            let exponent = end + 1 + usize::from(matches!(self.byte(end + 1), Some(b'+' | b'-')));
            end = self.digits(exponent);
            if end == exponent {
                return Err(fault());
            }
        }
        if end < whole.end { Err(fault()) } else { Ok(self.plain(end)) }
    }

    fn string(&mut self) -> Result<Token<'t>, Fault> {
        let start = self.at;
        let mut text = Cow::Borrowed("");
        let mut from = start + 1;
        loop {
            let rest = &self.text.as_bytes()[from..];
            let Some(length) = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1F)) else {
                return Err(Fault::UnclosedString(start));
            };
            let run = &self.text[from..from + length];
            if text.is_empty() {
                text = Cow::Borrowed(run);
            } else {
                text.to_mut().push_str(run);
            }
            let at = from + length;
            match rest[length] {
                b'"' => {
                    self.at = at + 1;
                    return Ok(Token { bytes: start..at + 1, text, quoted: true });
                }
                b'\\' => {
                    let (c, length) = self.escape(at)?;
                    text.to_mut().push(c);
                    from = at + length;
                }
                _ => return Err(Fault::Control(start, at)),
            }
        }
    }

    /// The character that the escape at `at` denotes, and the length of the escape.
    fn escape(&self, at: usize) -> Result<(char, usize), Fault> {
        let c = match self.byte(at + 1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(at),
            Some(_) => return Err(Fault::Escape(at)),
            None => return Err(Fault::End(self.text.len())),
        };
        Ok((c, 2))
    }

    fn unicode(&self, at: usize) -> Result<(char, usize), Fault> {
        let first = self.hex(at + 2).ok_or(Fault::Escape(at))?;
        if let Some(c) = char::from_u32(first) {
            return Ok((c, 6));
        }
        let second = match (self.byte(at + 6), self.byte(at + 7)) {
            (Some(b'\\'), Some(b'u')) => self.hex(at + 8),
            _ => None,
        };
        match (first, second) {
            (0xD800..=0xDBFF, Some(second @ 0xDC00..=0xDFFF)) => {
                let code = 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00);
                char::from_u32(code).map(|c| (c, 12)).ok_or(Fault::Surrogate(at))
            }
            _ => Err(Fault::Surrogate(at)),
        }
    }

    fn hex(&self, at: usize) -> Option<u32> {
        let digits =
            self.text.get(at..at + 4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        u32::from_str_radix(digits, 16).ok()
    }
}
