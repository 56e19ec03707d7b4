//! The reasons why the reader stopped, and the start of a finding about one.

use crate::diag::{Code, Diagnostic};
use crate::source::{FileId, Span};

/// The reason why the reader stopped. Several errors of the library correspond to one mistake of an author.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::source::yaml) enum Fault {
    TooDeep,
    Unclosed(char),
    Mismatched(char, char),
    StrayBracket,
    NoSeparator,
    EmptyItem,
    KeyNotHere,
    ColonNotHere,
    NoKey,
    NoColon,
    NoItem,
    DashNotHere,
    AfterQuotes,
    UnclosedQuotes,
    Escape,
    Surrogate,
    Tab,
    Character(char),
    ByteOrderMark,
    Comment,
    NoName,
    BlockHeader,
    BlockIndent,
    Behind,
    End,
    NoValue,
    Other,
}

/// A [`Code::YamlSyntax`] finding.
pub(super) fn finding(file: FileId, bytes: std::ops::Range<usize>, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::YamlSyntax, Span::new(file, bytes.start, bytes.end), message)
}
