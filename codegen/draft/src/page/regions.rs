//! Where code is in text that does not set it as code: JSON, curl commands, raw HTTP requests.
//!
//! A page that was copied out of a browser has no fences, and its blocks may be glued: `}curl …`, `…}'{`, `}Errors`.

mod curl;
mod http;

use std::ops::Range;

use super::lines::line_end;
use super::text::Text;
use super::text::is_invisible;
use crate::json;

/// Where something is in its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Only whitespace before it, or other code right before it.
    Start,
    /// Prose before it.
    Middle,
}

/// The ranges of code in a text, in order; nothing inside of `set`, which is in order as well, is looked at.
pub(super) fn cut(text: &Text, set: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut cutter = Cutter { text, page: text.as_str(), failures: 0, line: 0..0 };
    let mut set = set.iter().peekable();
    let mut found = Vec::new();
    let mut at = 0;
    while at < cutter.page.len() {
        while set.next_if(|range| range.end <= at).is_some() {}
        if let Some(range) = set.peek()
            && range.start <= at
        {
            at = range.end;
            continue;
        }
        let end = cutter.line_end(at);
        if let Some(range) = cutter.in_line(at, end) {
            at = range.end.max(at + 1);
            found.push(range);
        } else {
            at = end + 1;
        }
    }
    found
}

/// Whether it is worth looking for code at all.
pub(super) fn may_have_code(text: &str) -> bool {
    text.contains(['{', '[']) || text.contains("curl ") || text.contains(" HTTP/") || text.contains("Host:")
}

struct Cutter<'t> {
    text: &'t Text,
    page: &'t str,
    /// How often something looked like JSON and was none.
    failures: usize,
    /// From where to where no line ends: a line may hold much code.
    line: Range<usize>,
}

impl Cutter<'_> {
    fn rest(&self, at: usize) -> &str {
        self.page.get(at..).unwrap_or_default()
    }

    /// The end of the line that holds byte `at`.
    fn line_end(&mut self, at: usize) -> usize {
        if !(self.line.start..=self.line.end).contains(&at) || self.line.end == 0 {
            self.line = at..line_end(self.page, at);
        }
        self.line.end
    }

    fn byte(&self, at: usize) -> u8 {
        self.page.as_bytes().get(at).copied().unwrap_or_default()
    }

    /// The first code that begins in the line from `at` to `end`.
    fn in_line(&mut self, at: usize, end: usize) -> Option<Range<usize>> {
        let line = self.page.get(at..end)?;
        // Marks of a quotation count as whitespace, and so do prompts.
        let bare = line.trim_start_matches(|c: char| c.is_whitespace() || c == '>' || is_invisible(c));
        let start = end - bare.len();
        let end_of_code = match bare.as_bytes().first()? {
            b'{' | b'[' => self.json(start, Place::Start),
            b'c' | b'$' => self.curl(start, Place::Start),
            b'A'..=b'Z' => self.request(start, end),
            _ => None,
        };
        match end_of_code {
            Some(end) => Some(start..end),
            None => self.in_prose(start, end),
        }
    }

    /// The first code after prose in a line: it goes to the end of the line or beyond.
    fn in_prose(&mut self, start: usize, end: usize) -> Option<Range<usize>> {
        /// The number of places of a line that are tried.
        const TRIES: usize = 8;
        let line = self.page.get(start..end)?;
        let places = line.match_indices(['{', '[', 'c']);
        let places = places.filter(|(at, found)| {
            *found != "c" || line.get(*at..).is_some_and(|rest| rest.starts_with("curl "))
        });
        let places: Vec<usize> = places.map(|(at, _)| at).filter(|at| *at > 0).take(TRIES).collect();
        for at in places {
            let before = line.get(..at)?;
            if before.contains(['\t', '|', '`']) {
                return None;
            }
            let last = before.chars().next_back()?;
            let is_apart = last.is_whitespace() || matches!(last, ':' | '：' | '>');
            let at = start + at;
            let code = match self.byte(at) {
                // In a sentence it is a word.
                b'c' if !last.is_ascii() || before.trim_end().ends_with([':', '：', '$', '>', '#']) => {
                    self.curl(at, Place::Middle)
                }
                b'{' | b'[' if is_apart || last.is_alphanumeric() || matches!(last, '）' | ')' | '】') => {
                    self.json(at, Place::Middle)
                }
                _ => None,
            };
            if let Some(end) = code {
                return Some(at..end);
            }
        }
        None
    }

    /// The end of the JSON that begins at `at`, when it is on lines of its own or goes to the end of its line.
    fn json(&mut self, at: usize, place: Place) -> Option<usize> {
        if !looks_like_json(self.rest(at), place) {
            return None;
        }
        let end = self.read(at)?;
        let json = self.page.get(at..end)?;
        let line = self.line_end(end);
        let tail = self.page.get(end..line)?;
        let has_lines = json.contains('\n');
        let is_alone = tail.trim().is_empty();
        let is_settled = match place {
            Place::Middle => has_lines || is_alone,
            Place::Start => has_lines || is_alone || may_follow(tail),
        };
        // A number in brackets is a mark of a footnote.
        let inside = json.trim_start_matches('[').trim_end_matches(']');
        let is_mark =
            json.starts_with('[') && !inside.is_empty() && inside.bytes().all(|b| b.is_ascii_digit());
        (is_settled && !is_mark).then_some(end)
    }

    /// The end of the object or list at `at`. What fails is bounded, so that many beginnings without an end cost little.
    fn read(&mut self, at: usize) -> Option<usize> {
        let window = match self.failures {
            0..64 => usize::MAX,
            64..1024 => 1 << 16,
            1024..4096 => 1 << 12,
            _ => return None,
        };
        let end = floor(self.page, at.saturating_add(window));
        let read = if end == self.page.len() {
            json::read(self.text, at).map(|read| read.end)
        } else {
            json::read(&self.text.slice(at..end), 0).map(|read| read.end + at)
        };
        if read.is_some_and(|read| read > at) {
            return read;
        }
        self.failures += 1;
        let window = if self.failures < 64 { 1 << 16 } else { 1 << 12 };
        let text = self.page.get(at..floor(self.page, at.saturating_add(window)))?;
        // Something in brackets on one line is a part of it.
        let length =
            json::balanced(text).filter(|length| text.get(..*length).is_some_and(|part| part.contains('\n')));
        length.map(|length| at + length)
    }
}

/// The greatest boundary of a character that is not above `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Whether the text right after JSON of one line shows that it is a block: nothing goes on as a sentence does.
fn may_follow(tail: &str) -> bool {
    let bare = tail.trim_start();
    let is_code = bare.starts_with(['{', '['])
        || bare.starts_with("curl ")
        || bare.starts_with("//")
        || bare.starts_with("/*");
    let is_end = matches!(bare.trim_end(), "," | ";");
    let is_glued = bare.len() == tail.len() && bare.starts_with(|c: char| c.is_alphabetic());
    is_code || is_end || is_glued
}

/// Whether a sample that is an object or a list of them may begin on a line of its own here, by the first few bytes.
pub(crate) fn begins_sample(rest: &str) -> bool {
    looks_like_json(rest, Place::Start)
}

/// Whether an object or a list of samples may begin here, by the first few bytes.
fn looks_like_json(rest: &str, place: Place) -> bool {
    /// The evidence is not further away.
    const NEAR: usize = 1 << 11;
    let rest = rest.get(..floor(rest, NEAR)).unwrap_or_default();
    let inside = rest.get(1..).unwrap_or_default();
    let bare = skip_comments(inside);
    let is_below = inside.get(..inside.len() - bare.len()).is_some_and(|blank| blank.contains('\n'));
    let is_free = place == Place::Start || is_below;
    let is_quoted = bare.starts_with(['"', '\'', '“', '”', '＂']);
    if rest.starts_with('[') {
        return match bare.chars().next() {
            Some('{') => looks_like_json(bare, place),
            Some('[') => is_free && !bare.starts_with("[["),
            Some('-' | '0'..='9' | ']' | 't' | 'f' | 'n') => is_free,
            _ => is_free && is_quoted,
        };
    }
    let key = bare.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '.' | '-'));
    let is_bare = key.len() < bare.len() && key.trim_start().starts_with(':');
    let is_empty = bare.starts_with('}') && place == Place::Start;
    let is_cut = is_below && (bare.starts_with('.') || bare.starts_with('…'));
    is_quoted || is_empty || is_cut || (is_free && is_bare)
}

/// The text after whitespace and comments; not many of them.
fn skip_comments(text: &str) -> &str {
    let mut rest = text.trim_start();
    for _ in 0..8 {
        let after = if rest.starts_with("//") {
            rest.split_once('\n').map(|(_, after)| after)
        } else if rest.starts_with("/*") {
            rest.split_once("*/").map(|(_, after)| after)
        } else {
            None
        };
        match after {
            Some(after) => rest = after.trim_start(),
            None => break,
        }
    }
    rest
}
