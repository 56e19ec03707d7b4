//! Characters of printed JSON: full-width punctuation, whitespace and comments, texts and words.

use std::ops::Range;

/// A place in the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lexer<'t> {
    text: &'t str,
    /// The next byte.
    pub(super) at: usize,
}

/// A comment, and the bytes it covers with its marks.
#[derive(Debug, Clone)]
pub(super) struct Comment {
    pub(super) text: String,
    pub(super) at: Range<usize>,
    /// Whether a line break is between it and what is before it.
    pub(super) is_on_own_line: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Quoted {
    pub(super) text: String,
    pub(super) at: Range<usize>,
    /// The fault in it.
    pub(super) fault: Option<&'static str>,
    /// Whether its closing quote is there.
    pub(super) is_closed: bool,
}

impl<'t> Lexer<'t> {
    pub(super) fn new(text: &'t str, at: usize) -> Self {
        Self { text, at }
    }

    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The next character; full-width punctuation is read as ASCII.
    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next().map(plain)
    }

    /// Steps over the next character when it is `wanted`.
    pub(super) fn eat(&mut self, wanted: char) -> bool {
        let is_there = self.peek() == Some(wanted);
        if is_there {
            self.skip();
        }
        is_there
    }

    /// Steps over a character.
    pub(super) fn skip(&mut self) {
        self.at += self.rest().chars().next().map_or(0, char::len_utf8);
    }

    /// Steps over whitespace and comments, and returns the comments and whether there was a line break.
    pub(super) fn blanks(&mut self) -> (Vec<Comment>, bool) {
        let (mut comments, mut has_break) = (Vec::new(), false);
        while let Some(c) = self.rest().chars().next() {
            if is_blank(c) {
                has_break |= c == '\n';
                self.skip();
                continue;
            }
            let Some((skip, end, next)) = self.comment() else { break };
            let start = self.at;
            let text = self.text.get(start + skip..end).unwrap_or_default();
            let text: Vec<&str> = text.split_whitespace().collect();
            comments.push(Comment { text: text.join(" "), at: start..next, is_on_own_line: has_break });
            self.at = next;
        }
        (comments, has_break)
    }

    /// Where the words of a comment begin after its mark, where they end, and where the comment does.
    fn comment(&self) -> Option<(usize, usize, usize)> {
        let rest = self.rest();
        let line = || {
            let end = rest.find('\n').unwrap_or(rest.len());
            let text = rest.get(..end).unwrap_or(rest);
            // The brackets behind a comment on the last line are not of it.
            let is_last = rest.get(end..).is_some_and(|after| after.trim().is_empty());
            let bare = text.trim_end().trim_end_matches(['}', ']', ' ']);
            let is_open = |open: char, close: char| bare.matches(open).count() >= text.matches(close).count();
            let is_own = !is_last || is_open('{', '}') && is_open('[', ']');
            self.at + if is_own { end } else { bare.len() }
        };
        if let Some(inner) = rest.strip_prefix("/*") {
            let end = inner.find("*/").map(|end| self.at + 2 + end);
            return Some(end.map_or_else(|| (2, line(), line()), |end| (2, end, end + 2)));
        }
        if rest.starts_with("//") {
            return Some((2, line(), line()));
        }
        if rest.starts_with('#') {
            return Some((1, line(), line()));
        }
        None
    }

    /// A text in any quotes; `None` when none begins here.
    pub(super) fn quoted(&mut self) -> Option<Quoted> {
        let start = self.at;
        let open = self.rest().chars().next()?;
        let (closing, fault): (&[char], _) = match open {
            '"' => (&['"'], None),
            '“' | '”' | '„' | '＂' | '«' => {
                (&['“', '”', '"', '＂', '»'], Some("curly quotes in JSON"))
            }
            '\'' => (&['\''], Some("single quotes in JSON")),
            '‘' | '’' => (&['‘', '’', '\''], Some("curly quotes in JSON")),
            _ => return None,
        };
        self.skip();
        if let Some(length) = self.unescaped().filter(|_| open == '"') {
            let text = self.text(self.at..self.at + length).to_owned();
            self.at += length + 1;
            let fault = Some("quotes without a backslash in a text of JSON");
            return Some(Quoted { text, at: start..self.at, fault, is_closed: true });
        }
        let mut text = String::new();
        while let Some(c) = self.rest().chars().next() {
            if closing.contains(&c) {
                self.skip();
                return Some(Quoted { text, at: start..self.at, fault, is_closed: true });
            }
            if c == '\n' {
                break;
            }
            self.skip();
            if c == '\\' { self.escape(&mut text) } else { text.push(c) }
        }
        // A curly quote ends what a straight one begins where nothing else does.
        if let Some(length) = text.find('”').filter(|_| open == '"' && !text.contains('\\')) {
            let end = start + open.len_utf8() + length;
            (self.at, text) = (end + '”'.len_utf8(), self.text(start + open.len_utf8()..end).to_owned());
            return Some(Quoted {
                text,
                at: start..self.at,
                fault: Some("curly quotes in JSON"),
                is_closed: true,
            });
        }
        // It ends with its line; a comma there belongs to the object.
        let text = text.trim_end().trim_end_matches([',', '，']).to_owned();
        let line = self.text.get(start..self.at).unwrap_or_default().trim_end();
        self.at = start + line.trim_end_matches([',', '，']).len();
        let fault = Some("an unterminated string in JSON");
        Some(Quoted { text, at: start..self.at, fault, is_closed: false })
    }

    /// The length of JSON whose quotes have no backslashes, in a text of a line that begins here: `"{"lamp": 1}"`.
    fn unescaped(&self) -> Option<usize> {
        let rest = self.rest().lines().next().filter(|rest| rest.starts_with(['{', '[']))?;
        let quote =
            rest.find('"').filter(|quote| !rest.get(..*quote).is_some_and(|own| own.ends_with('\\')))?;
        // A text may end after its first bracket: `"{"`.
        let behind = rest.get(quote + 1..)?.trim_start();
        if behind.is_empty() || behind.starts_with([',', '}', ']', ':', '，']) {
            return None;
        }
        let length = super::brackets::balanced(rest)?;
        rest.get(length..)?.starts_with('"').then_some(length)
    }

    /// Resolves what follows a backslash (RFC 8259 section 7); an unknown escape is the character itself.
    fn escape(&mut self, text: &mut String) {
        let Some(c) = self.rest().chars().next().filter(|c| *c != '\n') else { return };
        self.skip();
        match c {
            'n' => text.push('\n'),
            't' => text.push('\t'),
            'r' => text.push('\r'),
            'b' => text.push('\u{8}'),
            'f' => text.push('\u{c}'),
            'u' => match self.unit() {
                Some(high @ 0xd800..0xdc00) => {
                    let low = self.rest().starts_with("\\u").then(|| self.at += 2).and_then(|()| self.unit());
                    let pair =
                        low.map(|low| 0x10000 + ((high - 0xd800) << 10) + (low.wrapping_sub(0xdc00) & 0x3ff));
                    text.push(pair.and_then(char::from_u32).unwrap_or('\u{fffd}'));
                }
                Some(unit) => text.push(char::from_u32(unit).unwrap_or('\u{fffd}')),
                None => text.push('u'),
            },
            c => text.push(c),
        }
    }

    fn unit(&mut self) -> Option<u32> {
        let digits =
            self.rest().get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }

    /// A word without quotes: up to punctuation, a comment or the end of the line.
    pub(super) fn bare(&mut self) -> Range<usize> {
        let start = self.at;
        while let Some(c) = self.rest().chars().next() {
            let before = self.text.get(start..self.at).unwrap_or_default();
            let is_comment = (c == '/' || before.ends_with(char::is_whitespace)) && self.comment().is_some();
            let ends = is_comment || matches!(plain(c), ',' | '}' | ']' | ':' | '\n' | '{' | '[');
            if ends {
                break;
            }
            self.skip();
        }
        let word = self.text.get(start..self.at).unwrap_or_default().trim_end();
        self.at = start + word.len();
        start..self.at
    }

    pub(super) fn text(&self, at: Range<usize>) -> &'t str {
        self.text.get(at).unwrap_or_default()
    }
}

/// Whitespace, with the invisible characters of browsers.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{2060}')
}

/// The ASCII character for a full-width one.
fn plain(c: char) -> char {
    match c {
        '，' => ',',
        '：' => ':',
        '｛' => '{',
        '｝' => '}',
        '［' => '[',
        '］' => ']',
        c => c,
    }
}
