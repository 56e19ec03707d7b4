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
mod failing;
mod fault;
mod lenient;
mod number;
mod scalar;
mod skip;
mod string;
mod tags;

pub(crate) use self::fault::{ENDLESS, Explained, Fault, MISSING, TOO_OFTEN};
use super::fit::Fit;

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
