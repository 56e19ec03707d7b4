//! Messages for syntax errors: the reason why the reader stopped, the place, and the most likely mistake.

mod fault;
mod scene;
mod wide;

use super::super::Span;
use super::super::builder::shorten;
use crate::diag::{Applicability, Diagnostic};

pub(super) use self::fault::Fault;
pub(super) use self::scene::Scene;

impl Scene<'_> {
    pub(super) fn diagnostic(&self) -> Diagnostic {
        match self.fault {
            Fault::Other | Fault::Behind if self.directive_line().is_some() => self.directive(),
            Fault::Unclosed(open) => self.unclosed(open),
            Fault::Mismatched(open, close) => self.mismatched(open, close),
            Fault::NoSeparator | Fault::ColonNotHere | Fault::KeyNotHere => self.separator(),
            Fault::NoKey | Fault::NoColon | Fault::NoItem | Fault::DashNotHere | Fault::Behind => {
                self.layout()
            }
            Fault::AfterQuotes | Fault::UnclosedQuotes | Fault::Escape | Fault::Surrogate => self.quotes(),
            Fault::Character(c) if c.is_control() => self.control(c),
            Fault::Character(_) | Fault::NoName => self.needs_quotes(self.at),
            Fault::NoValue if matches!(self.next(), Some(',' | '%' | '&' | '!' | '|' | '>')) => {
                self.needs_quotes(self.at)
            }
            Fault::Tab => self.tab(),
            _ => self.rest(),
        }
    }

    fn unclosed(&self, open: char) -> Diagnostic {
        self.say(self.at..self.at + 1, format!("this `{open}` is never closed"))
            .help(format!("add the missing `{}`", closing(open)))
    }

    fn mismatched(&self, open: char, close: char) -> Diagnostic {
        let right = closing(open);
        self.say(self.at..self.at + 1, format!("this `{open}` is closed by `{close}`"))
            .help(format!("write `{right}` in place of `{close}`, or add the missing `{right}` before it"))
    }

    /// A `:`, a `?` or text where only `,`, a closing bracket or the next line is allowed.
    fn separator(&self) -> Diagnostic {
        if let Some(found) = self.behind_bracket() {
            return found;
        }
        if self.next() == Some(':') {
            return self.colon();
        }
        if self.fault == Fault::KeyNotHere {
            return self
                .say(self.char(), "unexpected `?` followed by a space")
                .help("put the text in quotes: `\"?\"`");
        }
        let close = self.open.and_then(|at| self.text[at..].chars().next()).map_or('}', closing);
        let found = self.say(self.char(), format!("expected `,` or `{close}`"));
        self.with_open(found).help("put text that contains `,`, `: `, `{` or `[` in quotes")
    }

    fn colon(&self) -> Diagnostic {
        if let Some(first) = self.first_line_of_scalar() {
            return self.runs_on(first);
        }
        let bracket =
            self.open.filter(|_| self.in_flow() && self.text[self.scalar.end..self.at].contains('\n'));
        if let Some(open) = bracket {
            let mark = self.text[open..].chars().next().unwrap_or('[');
            return self
                .say(self.char(), "unexpected `:`")
                .and(self.span(open..open + 1), format!("this `{mark}` is not closed before it"))
                .help(format!("add the missing `{}`", closing(mark)));
        }
        if self.scalar.end > self.scalar.start && self.text[self.scalar.end..self.at].trim().is_empty() {
            let found = self.say(self.char(), "a second `: ` in one value");
            return self.quoting(found, self.scalar.start);
        }
        self.say(self.char(), "unexpected `:`").help("put text that contains `: ` in quotes")
    }

    /// A plain text was joined with the line below it, so the mistake is on the line above.
    fn runs_on(&self, first: std::ops::Range<usize>) -> Diagnostic {
        let line = self.text.get(first.clone()).unwrap_or_default();
        let found = |message: &str| self.say(first.clone(), message);
        if self.in_flow() {
            let close = self.open.and_then(|at| self.text[at..].chars().next()).map_or('}', closing);
            let found = found(&format!("expected `,` or `{close}` after this"))
                .at("the text continues on the next line");
            return self
                .with_open(found)
                .help(format!("end the line with `,`, or close the bracket with `{close}`"));
        }
        if self.text[..first.start].trim_end_matches([' ', '\t']).ends_with(':') {
            let key = self.text[self.scalar.clone()].lines().last().unwrap_or_default().trim();
            return found("this text continues on a line with a key")
                .and(self.char_span(), "this `:` makes it a key")
                .help(format!("indent `{}` like the key above, or put the text in quotes", shorten(key)));
        }
        match line.split_once(':') {
            Some((key, value)) => found("expected a space after the `:` of a key").help(format!(
                "write `{}: {}`",
                shorten(key),
                shorten(value)
            )),
            None => found("this line has no `:`")
                .help(format!("write `{}: …`, or indent it if it belongs to the line above", shorten(line))),
        }
    }

    /// `docs: [Doc]?` and other text on the line after a closing bracket.
    fn behind_bracket(&self) -> Option<Diagnostic> {
        let rest = self.text.get(self.closed..).filter(|_| self.closed > 0 && self.closed <= self.at + 1)?;
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let start = self.closed + blanks;
        let text = self.text.get(start..self.line_end(start)).filter(|text| !text.is_empty())?;
        if self.at > start + 1 || text.starts_with([',', '#', ']', '}']) {
            return None;
        }
        let close = self.text[..self.closed].chars().next_back().unwrap_or(']');
        if let Some((key, name)) =
            self.key.map(|key| (key, &self.text[key.range()])).filter(|_| text.starts_with('?'))
        {
            let (value, open) = (self.bracket_text(), name.trim_end_matches(['"', '\'']));
            let (open, quote) = (open.trim_end_matches('?'), &name[open.len()..]);
            let found = self.say(start..start + 1, format!("unexpected `?` after `{close}`"));
            if let "request" | "response" = open.trim_end_matches('?') {
                return Some(found.help(format!(
                    "a body is optional if its type is: write `?` after the type, as in `{open}: Part?`"
                )));
            }
            let found =
                found.help(format!("write it on the key: `{}?{quote}: {}`", shorten(open), shorten(value)));
            let end = key.range().end - quote.len();
            let found = match name.ends_with(&format!("?{quote}")) {
                true => found,
                false => found.fix(self.span(end..end), "?", Applicability::Safe),
            };
            return Some(found.fix(self.span(start..start + 1), "", Applicability::Safe));
        }
        let end = start + text.trim_end().len();
        let end =
            if self.in_flow() { start + text.find([',', ']', '}']).unwrap_or(end - start) } else { end };
        let missing = self.in_flow() && close != ':';
        let help = if missing {
            "a `,` may be missing here; if all of it is text, put it in quotes"
        } else {
            "if all of it is text, put it in quotes; otherwise start a new line"
        };
        Some(
            self.say(start..end.max(start + 1), format!("unexpected text after the closing `{close}`"))
                .help(help),
        )
    }

    /// Lines that are indented or begun in a way the lines around them do not allow.
    fn layout(&self) -> Diagnostic {
        if let Some(found) = self.behind_bracket() {
            return found;
        }
        let start = self.line_start(self.at);
        let content = start + self.indent_of(start);
        let line = content..self.line_end(content);
        let is_item = self.text[content..].starts_with("- ");
        match self.fault {
            Fault::DashNotHere if self.in_flow() => self
                .say(self.char(), "unexpected `- ` inside brackets")
                .help("separate the items with `,`, or put the text in quotes"),
            Fault::DashNotHere
                if content < self.at && self.text[self.at + 1..self.line_end(self.at)].trim().is_empty() =>
            {
                self.needs_quotes(self.at)
            }
            Fault::DashNotHere => self
                .say(self.char(), "a list cannot start on the line of its key")
                .help("start it on the next line, or write it in brackets: `[a, b]`"),
            Fault::NoKey if is_item => self
                .say(line, "unexpected list item among the keys of a map")
                .help("indent it under the key that it belongs to"),
            Fault::NoKey | Fault::NoItem => self.misplaced(line),
            Fault::NoColon => self
                .say(line, "expected `:` after the key on this line")
                .help("write `key: value`; a key has at most 1024 characters"),
            _ => self
                .say(line, "unexpected text after the end of the document")
                .help("a file contains one map; indent this line if it belongs to the lines above"),
        }
    }

    fn misplaced(&self, line: std::ops::Range<usize>) -> Diagnostic {
        if self.fault == Fault::NoItem {
            let found = self.say(line, "unexpected key among the items of a list");
            return match self.open {
                Some(open) => found.and(self.span(open..open + 1), "the list starts here"),
                None => found,
            }
            .help("start the line with `- `, or indent it like the key that the list belongs to");
        }
        let found = self.say(line.clone(), "this line is not indented like the keys above it");
        let Some(key) = self.key.map(Span::range) else {
            return found.help("give all keys of a map the same indentation");
        };
        let column = |at: usize| self.text[self.line_start(at)..at].chars().count() + 1;
        let help = format!(
            "the key above starts in column {}, but this line starts in column {}",
            column(key.start),
            column(line.start)
        );
        found.and(self.span(key), "a key of the current map").help(help)
    }

    /// The start of the line with `%` at this place, or above it with nothing read in between.
    fn directive_line(&self) -> Option<usize> {
        let here = self.line_start(self.at);
        if self.text[here..].starts_with('%') {
            return Some(here);
        }
        let above = self.text[..here].rfind("\n%").map_or(0, |end| end + 1);
        (self.scalar.end == 0 && self.text[above..].starts_with('%')).then_some(above)
    }

    fn directive(&self) -> Diagnostic {
        let start = self.directive_line().unwrap_or(self.at);
        self.say(start..start + 1, "a line that starts with `%` is a directive, not text")
            .help("remove it, or put the text in quotes")
    }

    fn rest(&self) -> Diagnostic {
        let (message, help) = match self.fault {
            Fault::StrayBracket => (
                "this closing bracket has no opening bracket",
                "remove it, or put the text in quotes if it is part of one",
            ),
            Fault::EmptyItem => ("there is nothing before this comma", "remove the comma"),
            Fault::ByteOrderMark => ("unexpected byte order mark inside the file", "remove it"),
            Fault::Comment => (
                "a comment cannot start here",
                "put a space before the `#`; if it is part of the text, put the text in quotes",
            ),
            Fault::BlockHeader => (
                "only `+`, `-` or a digit may follow the `|` or `>` of a block scalar",
                "start the text on the next line, indented deeper than its key",
            ),
            Fault::BlockIndent => (
                "this line of a block scalar is indented less than the first one",
                "give all lines of the block the same indentation",
            ),
            Fault::End => ("unexpected end of file", "look for an unclosed bracket or quote above"),
            _ => (
                "the text is not valid YAML from here on",
                "put text that contains `: `, ` #` or brackets, or starts with a special character, in quotes",
            ),
        };
        self.say(self.char(), message).help(help)
    }
}

fn closing(open: char) -> char {
    if open == '[' { ']' } else { '}' }
}
