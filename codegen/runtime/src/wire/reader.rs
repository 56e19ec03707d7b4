//! The JSON reader: text → values, from the left to the right, without a tree.
//!
//! It accepts what RFC 8259 describes and nothing else, as `serde_json` does, and its errors have the texts and the positions
//! of `serde_json`. It sets the limits that §9 leaves to a parser:
//!
//! - A value that is read nests in at most 128 levels. A skipped value is checked to any depth.
//! - A key must not come twice in a record, a map or a `Json`. Unknown members are not compared.
//! - `\ud800` without its other half is not a character, so a text that has it can't be read. It is skipped like any other, and
//!   a key that has it is unknown.
//!
//! It is a concrete type, so that reading is compiled once, here, and not for each type of a client. Each leniency is
//! decided in one place: [`integer`](Reader::integer), [`float`](Reader::float), [`flag`](Reader::flag) and
//! [`string`](Reader::string) for scalars, `lenient` for lists, maps, structs and values that may be absent.

mod again;
mod lenient;
mod number;
mod scalar;
mod skip;
mod string;
mod tags;

use std::fmt;

use super::fit::Fit;
use super::found::Found;
use super::path::{Path, Segment};

/// The maximum nesting of lists and objects in what is read.
pub(crate) const LEVELS: u8 = 128;

/// Reads one JSON text.
pub struct Reader<'a> {
    text: &'a str,
    /// Index of the next byte.
    at: usize,
    /// Levels that can still be opened.
    levels: u8,
    form: Form,
    strictness: Strictness,
    /// Bytes that were read more than once, counted each time, and those it went back for.
    again: usize,
    /// The attempt of a union that is being made.
    attempt: Option<Attempt>,
    /// How well the types fit so far.
    fit: Fit,
    /// The key of the member that a map is asked to take.
    member: Option<String>,
    /// The keys of the tags of the unions around, the innermost last.
    tags: Vec<&'static str>,
    /// How many of them, from the last one on, are in the object that is next.
    tags_here: u8,
    fault: Option<Box<Fault>>,
}

/// The form on the wire of the scalars of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// Their own.
    #[default]
    Own,
    /// Text: `"42"`, `"true"`.
    Text,
    /// Integers: 0 and 1 for flags.
    Int,
    /// Numbers: decimals.
    Number,
    /// Dates and times as digits alone.
    Compact,
    /// Dates and times with slashes.
    Slashed,
}

/// Whether a value of another kind of JSON is converted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Strictness {
    /// `"7"` is an integer, since servers write it.
    Lenient,
    /// `"7"` is a text: in a union it may be one. Inside records, it is an integer again.
    Strict,
    /// As `Strict`, inside records too.
    Exact,
}

/// A step failed; the reader has the reason.
#[derive(Debug)]
#[must_use]
pub struct Failed;

/// The result of a step.
pub type Done = Result<(), Failed>;

/// The first error, and where it is.
pub(crate) struct Fault {
    /// The reason.
    pub(crate) what: String,
    /// The index just after what was read.
    pub(crate) at: usize,
    path: Path,
    /// Whether the reason concerns one value; otherwise the path is left out.
    is_placed: bool,
    /// Whether servers write the value that was refused for one that is absent.
    is_absence: bool,
}

impl Fault {
    /// The number of segments of the path.
    pub(crate) fn depth(&self) -> usize {
        self.path.len()
    }
}

/// The reason of a type without finite values.
pub(crate) const ENDLESS: &str = "no value of this type is finite";

/// The reason of a field that has to be there.
pub(crate) const MISSING: &str = "required, but missing";

/// The reason of a text whose unions read too much again.
pub(crate) const TOO_OFTEN: &str = "its unions would have to be read too often";

/// An error message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Explained {
    /// Path and reason, without the position.
    pub(crate) text: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

impl Explained {
    /// An error that concerns more than one place.
    pub(crate) fn of(text: String) -> Self {
        Self { text, line: 0, column: 0 }
    }
}

/// Without a position if there is none.
impl fmt::Display for Explained {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => f.write_str(&self.text),
            _ => write!(f, "{} at line {} column {}", self.text, self.line, self.column),
        }
    }
}

/// The kind of a list or an object, by its brackets.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bracket {
    List,
    Object,
}

impl Bracket {
    fn open(self) -> u8 {
        if self == Bracket::List { b'[' } else { b'{' }
    }

    fn close(self) -> u8 {
        if self == Bracket::List { b']' } else { b'}' }
    }

    fn expected(self) -> &'static str {
        if self == Bracket::List { "a list" } else { "an object" }
    }

    fn other(self) -> Self {
        if self == Bracket::List { Bracket::Object } else { Bracket::List }
    }
}

/// The attempt to read a value as one of the types of a union.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Attempt {
    /// The index where the value starts.
    start: usize,
}

impl Attempt {
    /// An attempt in another text.
    const ELSEWHERE: Self = Self { start: usize::MAX };

    /// An attempt for the value at a place.
    pub(crate) fn at(mark: Mark) -> Self {
        Self { start: mark.at }
    }
}

/// A place to return to.
#[derive(Clone, Copy)]
pub(crate) struct Mark {
    at: usize,
    levels: u8,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            levels: LEVELS,
            form: Form::Own,
            strictness: Strictness::Lenient,
            again: 0,
            attempt: None,
            fit: Fit::default(),
            member: None,
            tags: Vec::new(),
            tags_here: 0,
            fault: None,
        }
    }

    /// A reader of the value at an index of a text.
    pub(crate) fn starting_at(text: &'a str, at: usize) -> Self {
        Self { at, ..Self::new(text) }
    }

    /// The next byte that is not whitespace; it is not taken.
    #[inline]
    pub fn peek(&mut self) -> Option<u8> {
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b' ' | b'\n' | b'\t' | b'\r') => self.at += 1,
                other => return other.copied(),
            }
        }
    }

    /// The byte at the current index.
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The end of the text: only whitespace follows.
    pub(crate) fn end(&mut self) -> Done {
        if self.peek().is_none() { Ok(()) } else { Err(self.refuse_next("trailing characters")) }
    }

    /// Opens a list or an object.
    #[inline]
    pub(crate) fn open(&mut self, bracket: Bracket) -> Done {
        if self.peek() != Some(bracket.open()) {
            return Err(self.not_opened(bracket));
        }
        let Some(levels) = self.levels.checked_sub(1) else { return Err(self.too_deep()) };
        self.levels = levels;
        self.at += 1;
        Ok(())
    }

    /// Whether another element or member follows; takes the comma in front of it, or the closing bracket.
    #[inline]
    pub(crate) fn more(&mut self, bracket: Bracket, is_first: bool) -> Result<bool, Failed> {
        let more = self.goes_on(bracket, is_first)?;
        if !more {
            self.levels = self.levels.saturating_add(1);
        }
        Ok(more)
    }

    /// As [`more`](Self::more), where levels are not counted.
    #[inline]
    fn goes_on(&mut self, bracket: Bracket, is_first: bool) -> Result<bool, Failed> {
        self.goes_on_inside(bracket, is_first)
    }

    /// As [`goes_on`](Self::goes_on), for the loop that skips: a call for each element would be most of its time.
    #[inline(always)]
    fn goes_on_inside(&mut self, bracket: Bracket, is_first: bool) -> Result<bool, Failed> {
        let object = bracket == Bracket::Object;
        let mut next = self.peek();
        if next == Some(bracket.close()) {
            self.at += 1;
            return Ok(false);
        }
        if !is_first && next == Some(b',') {
            self.at += 1;
            next = self.peek();
            if next == Some(bracket.close()) {
                return Err(self.refuse_next("trailing comma"));
            }
            if next.is_none() {
                return Err(self.refuse_next("EOF while parsing a value"));
            }
        } else if !is_first || next.is_none() {
            return Err(self.unfinished(bracket, next.is_none()));
        }
        if object && next != Some(b'"') {
            return Err(self.refuse_next("key must be a string"));
        }
        Ok(true)
    }

    #[cold]
    fn unfinished(&mut self, bracket: Bracket, at_end: bool) -> Failed {
        self.refuse_next(match (bracket, at_end) {
            (Bracket::List, true) => "EOF while parsing a list",
            (Bracket::Object, true) => "EOF while parsing an object",
            (Bracket::List, false) => "expected `,` or `]`",
            (Bracket::Object, false) => "expected `,` or `}`",
        })
    }

    /// Takes the colon after a key.
    #[inline]
    pub(crate) fn colon(&mut self) -> Done {
        match self.peek() {
            Some(b':') => {
                self.at += 1;
                Ok(())
            }
            Some(_) => Err(self.refuse_next("expected `:`")),
            None => Err(self.refuse_next("EOF while parsing an object")),
        }
    }

    /// Takes `null` if it is next.
    #[inline]
    pub fn null(&mut self) -> Result<bool, Failed> {
        if self.peek() == Some(b'n') { self.word("null").map(|()| true) } else { Ok(false) }
    }

    /// Takes a word whose first letter is next.
    #[inline]
    fn word(&mut self, word: &'static str) -> Done {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        if rest.starts_with(word.as_bytes()) {
            self.at += word.len();
            return Ok(());
        }
        Err(self.misspelled(word))
    }

    #[cold]
    fn misspelled(&mut self, word: &str) -> Failed {
        for expected in word.bytes() {
            match self.byte() {
                None => return self.fail("EOF while parsing a value"),
                Some(found) => {
                    self.at += 1;
                    if found != expected {
                        break;
                    }
                }
            }
        }
        self.fail("expected ident")
    }

    /// The text of the next value, which is checked and taken.
    pub(crate) fn raw(&mut self) -> Result<&'a str, Failed> {
        self.peek();
        let start = self.at;
        self.skip()?;
        Ok(self.since(start))
    }

    /// The text from an index up to here.
    fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// The index of the next byte.
    #[inline]
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// This place, after the whitespace before the next value.
    pub(crate) fn mark(&mut self) -> Mark {
        self.peek();
        Mark { at: self.at, levels: self.levels }
    }

    /// This place, before whitespace.
    #[inline]
    pub(crate) fn here(&self) -> Mark {
        Mark { at: self.at, levels: self.levels }
    }

    /// The text from a place up to here.
    pub(crate) fn text_since(&self, mark: Mark) -> &'a str {
        self.since(mark.at)
    }

    /// Whether the next value is `null`, `""`, `[]` or `{}`.
    pub(crate) fn is_at_empty(&mut self) -> bool {
        let Some(first) = self.peek() else { return false };
        let rest = self.text.as_bytes().get(self.at + 1..).unwrap_or_default();
        let close = match first {
            b'n' => return true,
            b'"' => return rest.first() == Some(&b'"'),
            b'[' => b']',
            b'{' => b'}',
            _ => return false,
        };
        rest.trim_ascii_start().first() == Some(&close)
    }

    /// The form of the scalars that follow.
    pub(crate) fn form(&self) -> Form {
        self.form
    }

    /// Changes the form of the scalars that follow; gives the one before.
    pub(crate) fn set_form(&mut self, form: Form) -> Form {
        std::mem::replace(&mut self.form, form)
    }

    /// Changes the strictness about the values that follow; gives the one before.
    pub(crate) fn set_strictness(&mut self, strictness: Strictness) -> Strictness {
        std::mem::replace(&mut self.strictness, strictness)
    }

    /// A reader of a text inside of the one that is read: it may nest as deep as is left, and read again as much.
    pub(crate) fn inside<'b>(&self, text: &'b str) -> Reader<'b> {
        Reader {
            levels: self.levels.saturating_sub(1),
            strictness: self.strictness,
            again: self.again,
            attempt: self.attempt.map(|_| Attempt::ELSEWHERE),
            ..Reader::new(text)
        }
    }

    /// Counts what a reader inside has read again, and how well it fits.
    pub(crate) fn leave(&mut self, inside: &Reader<'_>) {
        self.again = inside.again;
        self.fit = self.fit.and(inside.fit);
    }

    /// Says that the value that follows is a member, which a map takes in.
    pub(crate) fn set_member(&mut self, key: Option<String>) -> Option<String> {
        std::mem::replace(&mut self.member, key)
    }

    /// Changes the strictness to that inside of a record; gives the one outside.
    #[inline]
    pub(crate) fn enter_record(&mut self) -> Strictness {
        let around = self.strictness;
        if around == Strictness::Strict {
            self.strictness = Strictness::Lenient;
        }
        around
    }
}

/// Errors.
impl<'a> Reader<'a> {
    /// Fails just after what was read last. The first error counts.
    #[cold]
    pub fn fail(&mut self, what: impl Into<String>) -> Failed {
        self.fail_at(self.at, what.into(), true)
    }

    /// Fails at the next byte.
    #[cold]
    fn refuse_next(&mut self, what: &str) -> Failed {
        self.fail_at(self.text.len().min(self.at + 1), what.to_owned(), true)
    }

    #[cold]
    fn too_deep(&mut self) -> Failed {
        self.fail_at(self.text.len().min(self.at + 1), format!("nested deeper than {LEVELS} levels"), false)
    }

    fn fail_at(&mut self, at: usize, what: String, is_placed: bool) -> Failed {
        self.fault.get_or_insert_with(|| {
            Box::new(Fault { what, at, path: Path::default(), is_placed, is_absence: false })
        });
        Failed
    }

    /// `expected an integer, found null`, for the next value, which is taken if it is a scalar.
    #[cold]
    pub fn mismatch(&mut self, expected: &str) -> Failed {
        let start = self.at;
        let text;
        let found = match self.peek() {
            Some(b'[') => self.opened(Bracket::List),
            Some(b'{') => self.opened(Bracket::Object),
            Some(b'"') => match self.string() {
                Ok(content) => {
                    text = content;
                    Found::Text(&text)
                }
                Err(failed) => return failed,
            },
            Some(b'n' | b't' | b'f' | b'-' | b'0'..=b'9') => match self.skip() {
                Ok(()) => Found::Word(self.since(start).trim_start()),
                Err(failed) => return failed,
            },
            _ => return self.no_value(),
        };
        self.fail(format!("expected {expected}, found {found}"))
    }

    /// The place of an error about a list or an object is after its opening bracket, or after both if it is empty.
    fn opened(&mut self, bracket: Bracket) -> Found<'static> {
        self.at += 1;
        if self.peek() == Some(bracket.close()) {
            self.at += 1;
        }
        if bracket == Bracket::List { Found::List } else { Found::Object }
    }

    /// Neither a value nor the beginning of one.
    #[cold]
    fn no_value(&mut self) -> Failed {
        let at_end = self.byte().is_none();
        self.refuse_next(if at_end { "EOF while parsing a value" } else { "expected value" })
    }

    /// An error leaves a member of an object.
    #[cold]
    pub(crate) fn under_key(&mut self, key: &str) -> Failed {
        self.under(Segment::Key(key.into()))
    }

    /// An error leaves an element of a list.
    #[cold]
    pub(crate) fn under_index(&mut self, index: usize) -> Failed {
        self.under(Segment::Index(index))
    }

    pub(crate) fn under(&mut self, segment: Segment) -> Failed {
        if let Some(fault) = self.fault.as_mut().filter(|fault| fault.is_placed) {
            fault.path.enter(segment);
        }
        Failed
    }

    /// An error leaves a secret: its text and its path can both repeat the value, whatever the type, so both go.
    #[cold]
    pub(crate) fn conceal(&mut self, what: &str) -> Failed {
        if let Some(fault) = &mut self.fault {
            what.clone_into(&mut fault.what);
            fault.path.clear();
            fault.is_placed = true;
        }
        Failed
    }

    /// Takes the error, so that reading can go on from another place.
    pub(crate) fn take_fault(&mut self) -> Option<Box<Fault>> {
        self.fault.take()
    }

    /// Fails with an error that was taken.
    pub(crate) fn put_fault(&mut self, fault: Box<Fault>) -> Failed {
        self.fault.get_or_insert(fault);
        Failed
    }

    /// The error message; there is one after each [`Failed`].
    pub(crate) fn explain(&self) -> Explained {
        let Some(fault) = &self.fault else {
            return Explained { text: "reading failed".to_owned(), line: 1, column: 0 };
        };
        let before = self.text.as_bytes().get(..fault.at).unwrap_or(self.text.as_bytes());
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
        Explained {
            text: format!("{}{}", fault.path, fault.what),
            line: 1 + before.iter().filter(|byte| **byte == b'\n').count(),
            column: before.len() - start,
        }
    }
}
