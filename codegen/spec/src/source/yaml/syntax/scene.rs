//! The facts about the place where reading stopped, and findings about single characters and quotes.

use std::ops::Range;

use super::super::super::builder::shorten;
use super::super::super::{FileId, Span};
use super::super::places::within;
use super::fault::{Fault, finding};
use crate::diag::{Applicability, Diagnostic};

/// The place where reading stopped, and what had been read before.
pub(in crate::source::yaml) struct Scene<'a> {
    pub(in crate::source::yaml) text: &'a str,
    pub(in crate::source::yaml) file: FileId,
    pub(in crate::source::yaml) at: usize,
    pub(in crate::source::yaml) fault: Fault,
    /// The scalar read last.
    pub(in crate::source::yaml) scalar: Range<usize>,
    /// End of the bracket closed last; 0 when there is none.
    pub(in crate::source::yaml) closed: usize,
    /// Start of the innermost open collection.
    pub(in crate::source::yaml) open: Option<usize>,
    /// The key read last in the innermost open map.
    pub(in crate::source::yaml) key: Option<Span>,
}

impl Scene<'_> {
    pub(super) fn span(&self, bytes: Range<usize>) -> Span {
        let bytes = within(self.text, bytes);
        Span::new(self.file, bytes.start, bytes.end)
    }

    pub(super) fn say(&self, bytes: Range<usize>, message: impl Into<String>) -> Diagnostic {
        finding(self.file, within(self.text, bytes), message)
    }

    pub(super) fn next(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    /// The character at the place; empty at the end of a line.
    pub(super) fn char(&self) -> Range<usize> {
        let length = self.next().filter(|c| !matches!(c, '\n' | '\r')).map_or(0, char::len_utf8);
        self.at..self.at + length
    }

    pub(super) fn char_span(&self) -> Span {
        self.span(self.char())
    }

    pub(super) fn in_flow(&self) -> bool {
        self.open.is_some_and(|open| self.text[open..].starts_with(['[', '{']))
    }

    pub(super) fn with_open(&self, found: Diagnostic) -> Diagnostic {
        match self.open {
            Some(open) => found.and(self.span(open..open + 1), "opened here"),
            None => found,
        }
    }

    pub(super) fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1)
    }

    pub(super) fn line_end(&self, at: usize) -> usize {
        self.text[at..].find(['\n', '\r']).map_or(self.text.len(), |end| at + end)
    }

    pub(super) fn indent_of(&self, line: usize) -> usize {
        let rest = &self.text[line..self.line_end(line)];
        rest.len() - rest.trim_start_matches([' ', '\t']).len()
    }

    /// The first line of the last scalar when it runs over several lines and ends where reading stopped.
    pub(super) fn first_line_of_scalar(&self) -> Option<Range<usize>> {
        let text = self.text.get(self.scalar.clone())?;
        let end =
            text.find(['\n', '\r']).filter(|_| self.text[self.scalar.end..self.at].trim().is_empty())?;
        Some(self.scalar.start..self.scalar.start + text[..end].trim_end().len())
    }

    /// The bracketed text that was closed last, if it is on one line.
    pub(super) fn bracket_text(&self) -> &str {
        let line = self.line_start(self.closed);
        let before = &self.text[line..self.closed];
        let open = if before.ends_with(']') { '[' } else { '{' };
        before.rfind(open).map_or(before, |at| &before[at..])
    }

    /// Advises to quote the value that starts at `start`, and says how it looks then.
    pub(super) fn quoting(&self, found: Diagnostic, start: usize) -> Diagnostic {
        let line = &self.text[start..self.line_end(start)];
        let end = match self.in_flow() {
            true => line.find([',', ']', '}']),
            false => line.find(" #"),
        };
        let value = line[..end.unwrap_or(line.len())].trim_end();
        if value.is_empty() {
            return found.help("put it in quotes if it is text");
        }
        let quoted = quoted(value);
        found.help(format!("put the text in quotes: `{}`", shorten(&quoted))).fix(
            self.span(start..start + value.len()),
            quoted,
            Applicability::Guess,
        )
    }

    pub(super) fn needs_quotes(&self, at: usize) -> Diagnostic {
        if let Some(path) = self.path_around(at) {
            let text = self.text.get(path.clone()).unwrap_or_default();
            return self
                .say(path.clone(), "inside `{…}`, the `[` of a path starts a list")
                .help(format!("put the path in quotes: `\"{text}\"`"))
                .fix(self.span(path.clone()), format!("\"{text}\""), Applicability::Safe);
        }
        let sign = self.text[at..].chars().next().unwrap_or(' ');
        let name = if sign == '`' { String::from("a backtick") } else { format!("`{sign}`") };
        let found = self.say(at..at + sign.len_utf8(), format!("unquoted text cannot start with {name}"));
        self.quoting(found, at)
    }

    /// The path whose `[*]` has its asterisk here: `signers[*].name`.
    fn path_around(&self, at: usize) -> Option<std::ops::Range<usize>> {
        let (before, after) = (self.text.get(..at)?, self.text.get(at..)?);
        let ends = [' ', '\t', '\n', '{', '}', ',', '"', '\''];
        let start = before.rfind(ends).map_or(0, |end| end + 1);
        let length = after.find(|c| ends.contains(&c) || c == ':').unwrap_or(after.len());
        let is_path = after.starts_with("*]") && before.ends_with('[') && start + 1 < at;
        (is_path && !self.text.get(start..at)?.starts_with('[')).then_some(start..at + length)
    }

    pub(super) fn control(&self, c: char) -> Diagnostic {
        let at = self.text[self.at..].find(c).map_or(self.at, |at| self.at + at);
        let code = u32::from(c);
        self.say(at..at + c.len_utf8(), format!("control character U+{code:04X} is not allowed in YAML"))
            .help(format!("remove it, or write `\\u{code:04X}` inside double quotes"))
    }

    pub(super) fn tab(&self) -> Diagnostic {
        let start = self.text[..self.at].trim_end_matches('\t').len();
        let start = match self.text[start..].starts_with('\t') {
            true => start,
            false => self.tab_below().unwrap_or(self.at),
        };
        let tabs = self.text[start..].len() - self.text[start..].trim_start_matches('\t').len();
        let found = self
            .say(start..start + tabs, "a tab is used as indentation")
            .help("YAML allows only spaces for indentation");
        match tabs {
            0 => found,
            _ => found.fix(self.span(start..start + tabs), "  ".repeat(tabs.min(64)), Applicability::Guess),
        }
    }

    /// The first tab in the indentation of a line below the place, or else the first tab at all.
    fn tab_below(&self) -> Option<usize> {
        let rest = &self.text[self.at..];
        let indents = |(at, _): &(usize, &str)| {
            let line = self.line_start(self.at + at);
            self.text[line..self.at + at].trim_matches([' ', '\t']).is_empty()
        };
        let found =
            rest.match_indices('\t').take(100).find(indents).map(|(at, _)| at).or_else(|| rest.find('\t'))?;
        Some(self.at + found)
    }

    pub(super) fn quotes(&self) -> Diagnostic {
        let rest = &self.text[self.at..self.line_end(self.at)];
        match self.fault {
            Fault::AfterQuotes => {
                let quote = self.text[..self.at].trim_end().chars().next_back().unwrap_or('"');
                let inner = if quote == '\'' { "''" } else { "\\\"" };
                let found = self
                    .say(self.at..self.at + rest.trim_end().len(), "unexpected text after the closing quote");
                if rest.starts_with("?:") {
                    let key = self.text[self.line_start(self.at)..self.at].trim().trim_end_matches(quote);
                    let inside = self.text[..self.at].trim_end().len() - quote.len_utf8();
                    return found
                        .help(format!("put the `?` inside the quotes: `{key}?{quote}: …`"))
                        .fix(self.span(inside..inside), "?", Applicability::Safe)
                        .fix(self.span(self.at..self.at + 1), "", Applicability::Safe);
                }
                if self.text[..self.at].trim_end().trim_end_matches(quote).ends_with([' ', '[', '{', ',']) {
                    return found.help("a quote on a line above is never closed, so this one closes it");
                }
                found.help(format!("write `{inner}` for a quote inside the text, or put all of it in quotes"))
            }
            Fault::UnclosedQuotes => self
                .say(self.char(), "this quote is never closed")
                .help("add the missing quote at the end of the text"),
            Fault::Surrogate => {
                let at = self.at + self.text[self.at..].find("\\u").unwrap_or(0);
                self.say(at..at + 6, "this escape is only half of a surrogate pair")
                    .help("write the character itself, or both halves of the pair")
            }
            _ => {
                let at = self.at + bad_escape(&self.text[self.at..]).unwrap_or(0);
                let bytes = within(self.text, at..at + 1);
                let next = self.text[bytes.end..].chars().next().map_or(0, char::len_utf8);
                let bytes = bytes.start..bytes.end + next;
                let escape = self.text[bytes.clone()].to_owned();
                self.say(bytes, format!("`{escape}` is not an escape"))
                    .help(format!("write `\\{escape}` for a backslash, or use single quotes"))
            }
        }
    }
}

/// The first backslash that YAML does not know, or that lacks its hexadecimal digits.
fn bad_escape(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if *byte != b'\\' {
            at += 1;
            continue;
        }
        let digits = match bytes.get(at + 1)? {
            b'x' => 2,
            b'u' => 4,
            b'U' => 8,
            b'0' | b'a' | b'b' | b't' | b'\t' | b'n' | b'v' | b'f' | b'r' | b'e' | b' ' | b'"' | b'/'
            | b'\\' => 0,
            b'N' | b'_' | b'L' | b'P' | b'\n' | b'\r' => 0,
            _ => return Some(at),
        };
        let hex = bytes.get(at + 2..at + 2 + digits)?;
        if !hex.iter().all(u8::is_ascii_hexdigit) {
            return Some(at);
        }
        at += 2 + digits;
    }
    None
}

/// The text in quotes: double ones, unless it holds something that they would change.
pub(super) fn quoted(text: &str) -> String {
    match text.contains(['"', '\\']) {
        true => format!("'{}'", text.replace('\'', "''")),
        false => format!("\"{text}\""),
    }
}
