//! The words of a command as a shell reads them: quotes, escapes and broken lines.

use std::ops::Range;

use crate::page::Text;

#[derive(Debug)]
pub(super) struct Word {
    pieces: Vec<Piece>,
    range: Range<usize>,
}

/// A part of a word: as written, or the character of an escape.
#[derive(Debug)]
struct Piece {
    escape: Option<char>,
    range: Range<usize>,
}

impl Word {
    /// The text of the word; every character knows its place.
    pub(super) fn text(&self, page: &Text) -> Text {
        match self.pieces.as_slice() {
            [] => page.slice(self.range.start..self.range.start),
            [Piece { escape: None, range }] => page.slice(range.clone()),
            pieces => {
                let mut text = Text::new(page.file());
                for piece in pieces {
                    match piece.escape {
                        None => text.append(&page.slice(piece.range.clone())),
                        Some(c) => {
                            text.push(c.encode_utf8(&mut [0; 4]), page.place(piece.range.clone()).range());
                        }
                    }
                }
                text
            }
        }
    }
}

/// Reads the words of the command at byte `at`, and returns them with the end of the command.
pub(super) fn words(text: &str, at: usize) -> (Vec<Word>, usize) {
    let mut shell = Shell { text, at, is_over: false, has_url: false };
    let mut words = Vec::new();
    loop {
        shell.blanks();
        if shell.is_over || shell.peek().is_none() {
            break;
        }
        let start = shell.at;
        let word = shell.word();
        if shell.at == start {
            break;
        }
        shell.has_url |= text.get(start..shell.at).is_some_and(|word| word.contains("://"));
        words.push(word);
    }
    (words, shell.at)
}

struct Shell<'t> {
    text: &'t str,
    at: usize,
    /// Whether the command ends here.
    is_over: bool,
    /// Whether there was a URL: else one may be on the next line.
    has_url: bool,
}

impl Shell<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn second(&self) -> Option<char> {
        self.rest().chars().nth(1)
    }

    /// Steps over spaces and over the ends of lines after which the command goes on.
    fn blanks(&mut self) {
        while let Some(c) = self.peek() {
            match c {
                '\n' => {
                    if !goes_on(self.rest(), self.has_url) {
                        self.is_over = true;
                        return;
                    }
                    self.at += 1;
                }
                // A mark of a broken line; the break itself may be lost, or have spaces before it.
                '\\' | '^' | '`' if self.second().is_none_or(char::is_whitespace) => {
                    self.at += 1;
                    let rest = self.rest();
                    let blanks = rest.len() - rest.trim_start_matches([' ', '\t', '\r']).len();
                    self.at += blanks;
                    if self.peek() == Some('\n') {
                        self.at += 1;
                        // An empty line may have come in between.
                        let rest = self.rest().trim_start();
                        if is_option(rest) {
                            self.at = self.text.len() - rest.len();
                        }
                    }
                }
                '#' => {
                    self.is_over = true;
                    return;
                }
                c if c.is_whitespace() => self.at += c.len_utf8(),
                _ => return,
            }
        }
    }

    fn word(&mut self) -> Word {
        let start = self.at;
        let mut pieces = Vec::new();
        while let Some(c) = self.peek() {
            let from = self.at;
            match c {
                '\'' => self.plain('\'', &mut pieces),
                '‘' => self.plain('’', &mut pieces),
                '“' => self.plain('”', &mut pieces),
                '"' => self.double(&mut pieces),
                '$' if self.second() == Some('\'') => self.ansi(&mut pieces),
                '\\' | '^' if self.second().is_none_or(|c| c == '\n' || c == '\r') => break,
                '\\' => {
                    self.at += 1;
                    if let Some(c) = self.peek() {
                        self.at += c.len_utf8();
                        pieces.push(Piece { escape: Some(c), range: from..self.at });
                    }
                }
                c if c.is_whitespace() => break,
                '|' => {
                    self.is_over = true;
                    break;
                }
                ';' | '&' if self.second().is_none_or(|next| next == c || next.is_whitespace()) => {
                    self.is_over = true;
                    break;
                }
                c => {
                    self.at += c.len_utf8();
                    add(&mut pieces, from..self.at);
                    continue;
                }
            }
            if matches!(c, '\'' | '"' | '’' | '”' | '‘' | '“' | '$') && begins_json(self.rest()) {
                // Text that is glued to a closing quote is an answer.
                self.is_over = true;
                break;
            }
        }
        Word { pieces, range: start..self.at }
    }

    /// A quote in which nothing is escaped.
    fn plain(&mut self, close: char, pieces: &mut Vec<Piece>) {
        self.at += self.peek().map_or(0, char::len_utf8);
        let rest = self.rest();
        let end = rest.find(close);
        let range = self.at..self.at + end.unwrap_or(rest.len());
        self.at = range.end + end.map_or(0, |_| close.len_utf8());
        add(pieces, range);
    }

    fn double(&mut self, pieces: &mut Vec<Piece>) {
        self.at += 1;
        if let Some(end) = bare_json(self.rest()) {
            add(pieces, self.at..self.at + end);
            self.at += end + 1;
            return;
        }
        while let Some(c) = self.peek() {
            let from = self.at;
            self.at += c.len_utf8();
            if c == '"' {
                return;
            }
            match (c, self.peek()) {
                ('\\', Some(next @ ('"' | '\\' | '$' | '`'))) => {
                    self.at += 1;
                    pieces.push(Piece { escape: Some(next), range: from..self.at });
                }
                ('\\', Some('\n')) => self.at += 1,
                _ => add(pieces, from..self.at),
            }
        }
    }

    fn ansi(&mut self, pieces: &mut Vec<Piece>) {
        self.at += 2;
        while let Some(c) = self.peek() {
            let from = self.at;
            self.at += c.len_utf8();
            if c == '\'' {
                return;
            }
            if c != '\\' {
                add(pieces, from..self.at);
                continue;
            }
            let Some(next) = self.peek() else { return };
            self.at += next.len_utf8();
            let escape = match next {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'x' => self.hex(2),
                'u' => self.hex(4),
                other => other,
            };
            pieces.push(Piece { escape: Some(escape), range: from..self.at });
        }
    }

    fn hex(&mut self, most: usize) -> char {
        let digits: String = self.rest().chars().take(most).take_while(char::is_ascii_hexdigit).collect();
        self.at += digits.len();
        u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER)
    }
}

/// Adds what is at `range` as it is.
fn add(pieces: &mut Vec<Piece>, range: Range<usize>) {
    match pieces.last_mut() {
        Some(last) if last.escape.is_none() && last.range.end == range.start => last.range.end = range.end,
        _ if range.is_empty() => {}
        _ => pieces.push(Piece { escape: None, range }),
    }
}

/// Whether the line after the break that `rest` begins with has further options, or the URL: its mark at the end was lost.
fn goes_on(rest: &str, has_url: bool) -> bool {
    let line = rest.get(1..).unwrap_or_default().trim_start_matches([' ', '\t']);
    let first = || line.split_whitespace().next().unwrap_or_default().trim_start_matches(['"', '\'']);
    let is_url = || !has_url && first().starts_with("http") && first().contains("://");
    is_option(line) || is_url()
}

fn is_option(line: &str) -> bool {
    let option = line.strip_prefix("--").or_else(|| line.strip_prefix('-'));
    option.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// Whether an object or a list of JSON begins here, rather than a variable such as `{id}`.
fn begins_json(rest: &str) -> bool {
    let Some(inner) = rest.strip_prefix(['{', '[']) else { return false };
    inner.trim_start_matches([' ', '\t', '\r']).starts_with(['\n', '"', '“', '\'', '}', '{', '['])
        && !inner.starts_with('{')
}

/// The length of JSON between double quotes whose own quotes are not escaped, if the rest begins with that.
fn bare_json(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix(['{', '['])?.trim_start();
    if !inner.starts_with('"') && !inner.starts_with("{\"") {
        return None;
    }
    let mut last = ' ';
    // The end is looked for so far, and no farther.
    for (at, c) in rest.char_indices().take(1 << 16) {
        if c == '"' && matches!(last, '}' | ']') {
            let next = rest.get(at + 1..).and_then(|rest| rest.chars().next());
            if next.is_none_or(|c| c.is_whitespace() || c == '\\') {
                return Some(at);
            }
        }
        if !c.is_whitespace() {
            last = c;
        }
    }
    None
}
