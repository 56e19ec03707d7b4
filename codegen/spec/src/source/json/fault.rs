//! Words for JSON syntax errors.

use std::ops::Range;

use super::super::builder::shorten;
use super::super::{FileId, Span};
use crate::diag::{Applicability, Code, Diagnostic};

/// The reason why the reader stopped, and the place.
pub(super) enum Fault {
    End(usize),
    Behind(usize),
    TrailingComma(usize),
    NothingBefore(usize),
    NoComma(usize, char),
    NoColon(usize),
    WrongBracket(usize, char),
    Character(usize),
    SingleQuotes(Range<usize>),
    Comment(Range<usize>),
    Word(Range<usize>),
    Key(Range<usize>),
    Number(Range<usize>),
    UnclosedString(usize),
    /// A control character at the second place, in the string that starts at the first.
    Control(usize, usize),
    Escape(usize),
    Surrogate(usize),
}

impl Fault {
    pub(super) fn diagnostic(self, text: &str, file: FileId, open: Option<Span>) -> Diagnostic {
        let scene = Scene { text, file, open };
        match self {
            Self::End(at) => scene.end(at),
            Self::Behind(at) => scene
                .say(scene.rest_of_line(at), "unexpected text after the end of the JSON value")
                .help("a JSON file contains one value; remove what follows it"),
            Self::TrailingComma(at) => scene
                .say(at..at + 1, "trailing comma before the closing bracket")
                .help("remove the comma; JSON has none after the last item")
                .fix(scene.span(at..at + 1), "", Applicability::Safe),
            Self::NothingBefore(at) => {
                scene.say(at..at + 1, "there is nothing before this comma").help("remove the comma")
            }
            Self::NoComma(at, closing) => scene.no_comma(at, closing),
            Self::NoColon(at) => {
                scene.say(scene.char(at), "expected `:` after the key").help("write `\"key\": value`")
            }
            Self::WrongBracket(at, right) => scene
                .with_open(scene.say(at..at + 1, format!("this bracket must be `{right}`")))
                .help(format!("write `{right}`, or add the missing `{right}` before it")),
            Self::Character(at) => scene.character(at),
            Self::SingleQuotes(bytes) => scene.single_quotes(bytes),
            Self::Comment(bytes) => scene
                .say(bytes, "JSON has no comments")
                .help("remove it, or save the file as YAML, which has them"),
            Self::Word(bytes) => scene.word(bytes),
            Self::Key(bytes) => scene.key(bytes),
            Self::Number(bytes) => scene.number(bytes),
            Self::UnclosedString(at) => {
                scene.say(at..at + 1, "this string is never closed").help("add the missing `\"`")
            }
            Self::Control(start, at) => scene.control(start, at),
            Self::Escape(at) => scene.escape(at),
            Self::Surrogate(at) => scene
                .say(at..at + 6, "this escape is only half of a surrogate pair")
                .help("write the character itself, or both halves of the pair"),
        }
    }
}

struct Scene<'a> {
    text: &'a str,
    file: FileId,
    open: Option<Span>,
}

impl Scene<'_> {
    fn span(&self, bytes: Range<usize>) -> Span {
        Span::new(self.file, bytes.start, bytes.end)
    }

    fn say(&self, bytes: Range<usize>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Code::JsonSyntax, self.span(bytes), message)
    }

    fn with_open(&self, found: Diagnostic) -> Diagnostic {
        match self.open {
            Some(open) => found.and(Span { end: open.start + 1, ..open }, "opened here"),
            None => found,
        }
    }

    fn char(&self, at: usize) -> Range<usize> {
        at..at + self.text[at..].chars().next().map_or(0, char::len_utf8)
    }

    fn rest_of_line(&self, at: usize) -> Range<usize> {
        let line = self.text[at..].lines().next().unwrap_or_default();
        at..at + line.trim_end().len()
    }

    fn shown(&self, bytes: &Range<usize>) -> String {
        shorten(&self.text[bytes.clone()])
    }

    fn end(&self, at: usize) -> Diagnostic {
        let found = self.say(at..at, "the file ends before the JSON value does");
        self.with_open(found).help("add what is missing; if the file was cut off, download it again")
    }

    fn no_comma(&self, at: usize, closing: char) -> Diagnostic {
        let found = self.say(self.char(at), format!("expected `,` or `{closing}`"));
        let before = self.text[..at].trim_end().len();
        match self.text[at..].chars().next() {
            Some(':') => self.with_open(found).help("keys with values belong in `{}`, not in `[]`"),
            Some('"' | '{' | '[' | '-' | '0'..='9' | 't' | 'f' | 'n') => self
                .with_open(found)
                .help("add the missing comma")
                .fix(self.span(before..before), ",", Applicability::Guess),
            _ => self.with_open(found).help(format!("add the missing `,` or `{closing}`")),
        }
    }

    fn character(&self, at: usize) -> Diagnostic {
        let c = self.text[at..].chars().next().unwrap_or(' ');
        let bytes = self.char(at);
        match c {
            ']' | '}' | ':' => self
                .with_open(self.say(bytes, format!("a value is missing before `{c}`")))
                .help("write the value, or `null`"),
            c if c.is_whitespace() || c.is_control() || c == '\u{feff}' => self
                .say(bytes, format!("unexpected character U+{:04X}", u32::from(c)))
                .help("remove it; JSON allows only spaces, tabs and line breaks"),
            '`' => self.say(bytes, "unexpected backtick").help("put strings in double quotes: `\"text\"`"),
            c => {
                self.say(bytes, format!("unexpected `{c}`")).help("put strings in double quotes: `\"text\"`")
            }
        }
    }

    fn single_quotes(&self, bytes: Range<usize>) -> Diagnostic {
        let inner = self.text[bytes.clone()].trim_matches('\'');
        let found = self.say(bytes.clone(), "JSON strings must be in double quotes");
        if inner.contains(['"', '\\']) {
            return found.help("put it in double quotes");
        }
        let quoted = format!("\"{inner}\"");
        // Without its end the string may reach over what follows.
        let is_whole = self.text[bytes.clone()].len() == quoted.len();
        let applicability = if is_whole { Applicability::Safe } else { Applicability::Guess };
        found.help(format!("write `{}`", shorten(&quoted))).fix(self.span(bytes), quoted, applicability)
    }

    fn word(&self, bytes: Range<usize>) -> Diagnostic {
        let word = self.shown(&bytes);
        let right = match word.as_str() {
            "True" | "TRUE" | "yes" => Some("true"),
            "False" | "FALSE" | "no" => Some("false"),
            "None" | "Null" | "NULL" | "nil" | "undefined" => Some("null"),
            _ => None,
        };
        let found = |message: String| self.say(bytes.clone(), message);
        if let Some(right) = right {
            return found(format!("`{word}` is not a JSON value")).help(format!("write `{right}`")).fix(
                self.span(bytes.clone()),
                right,
                Applicability::Guess,
            );
        }
        match word.as_str() {
            "NaN" | "Infinity" | "inf" | "nan" => {
                found(format!("JSON has no `{word}`")).help("write `null`, or a string such as `\"NaN\"`")
            }
            _ => found(format!("`{word}` is not a JSON value"))
                .help(format!("put strings in double quotes: `\"{word}\"`")),
        }
    }

    fn key(&self, bytes: Range<usize>) -> Diagnostic {
        let key = self.shown(&bytes);
        let found = self.say(bytes.clone(), "JSON keys must be in double quotes");
        match key.as_str() {
            "{" | "[" => found.help("keys are strings"),
            _ => found.help(format!("write `\"{key}\"`")).fix(
                self.span(bytes.clone()),
                format!("\"{}\"", &self.text[bytes]),
                Applicability::Safe,
            ),
        }
    }

    fn number(&self, bytes: Range<usize>) -> Diagnostic {
        let text = self.shown(&bytes);
        let digits = text.trim_start_matches(['-', '+']);
        let found = self.say(bytes, format!("`{text}` is not a JSON number"));
        let zero = digits.len() > 1 && digits.starts_with('0') && digits.as_bytes()[1].is_ascii_digit();
        let help = match text.as_str() {
            "-Infinity" | "-inf" | "+Infinity" | "-NaN" => {
                "JSON has no infinity or NaN; write `null` or a string"
            }
            _ if zero => "a number cannot have leading zeros; put codes in double quotes",
            _ if text.starts_with('+') => "remove the `+`; a number cannot start with it",
            _ if text.starts_with('.') || digits.starts_with('.') => "write a digit before the point: `0.5`",
            _ if digits.contains('.') => "write digits after the point: `1.0`, `1.5e3`",
            _ => "write it in decimal digits, or put it in double quotes",
        };
        found.help(help)
    }

    fn control(&self, start: usize, at: usize) -> Diagnostic {
        let c = self.text[at..].chars().next().unwrap_or(' ');
        if matches!(c, '\n' | '\r') {
            return self
                .say(start..at, "this string does not end on its line")
                .help("add the missing `\"`, or write a line break as `\\n`");
        }
        let code = u32::from(c);
        let escape = if c == '\t' { String::from("\\t") } else { format!("\\u{code:04x}") };
        let bytes = at..at + c.len_utf8();
        self.say(bytes.clone(), format!("unescaped control character U+{code:04X} in a string"))
            .help(format!("write `{escape}`"))
            .fix(self.span(bytes), escape, Applicability::Safe)
    }

    fn escape(&self, at: usize) -> Diagnostic {
        let next = self.text[at + 1..].chars().next().unwrap_or(' ');
        let bytes = at..at + 1 + next.len_utf8();
        let shown = self.shown(&bytes);
        let found = self.say(bytes.clone(), format!("`{shown}` is not a JSON escape"));
        match next {
            'u' => found.help("write four hexadecimal digits after `\\u`"),
            '\'' => found.help("write `'`, which needs no escape in double quotes").fix(
                self.span(bytes),
                "'",
                Applicability::Safe,
            ),
            _ => found.help(format!("write `\\{shown}` for a backslash")),
        }
    }
}
