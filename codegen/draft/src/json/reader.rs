//! Objects, lists and values of printed JSON, and what had to be overlooked to read them.

mod skipped;
mod words;

use std::collections::BTreeSet;
use std::ops::Range;

use super::lexer::{Comment, Lexer, Quoted};
use super::types::kind_of;
use super::value::{Fault, Kind, Read, Value};
use crate::page::text::Text;
use stubwright_spec::source::Spanned;
use words::{ends_in_comment_or_dots, is_dots, is_number, is_of_name, is_type_name, noted, placeholder};

/// How deep objects and lists may lie in each other.
const DEPTH: usize = 128;

const TWO_VALUES: &str = "two values for one key in JSON";

/// The comment that a question mark behind a key stands for.
const OPTIONAL: &str = "optional";

pub(super) struct Reader<'t> {
    page: &'t Text,
    lexer: Lexer<'t>,
    faults: Vec<(Slip, Fault)>,
    /// How many keys and values were read: what the slips are compared with.
    read: usize,
    depth: usize,
    /// Whether a type stood for a value so far.
    has_types: bool,
}

/// How much a fault says against a text being JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slip {
    /// The notation of programs that JSON does not have: comments, commas at the end, single quotes, keys without quotes.
    Notation,
    /// Something is left out, or a placeholder or a type is there for a value.
    LeftOut,
    Broken,
}

/// A fault that could not be ignored, and its place.
struct Lost {
    what: &'static str,
    at: usize,
}

type Result<T> = std::result::Result<T, Lost>;

impl<'t> Reader<'t> {
    pub(super) fn new(page: &'t Text, at: usize) -> Self {
        Self {
            page,
            lexer: Lexer::new(page.as_str(), at),
            faults: Vec::new(),
            read: 0,
            depth: 0,
            has_types: false,
        }
    }

    /// Reads the value; the fault is what could not be overlooked.
    pub(super) fn read(mut self) -> std::result::Result<Read, Fault> {
        let start = self.lexer.at;
        let is_doubled = self.doubled();
        let value = match self.lexer.peek() {
            Some('{') => self.object(),
            Some('[') => self.list(),
            _ => self.lost("neither an object nor a list begins here"),
        };
        if is_doubled && value.is_ok() {
            let mut ahead = self.lexer;
            ahead.blanks();
            if ahead.eat('}') {
                self.lexer = ahead;
            }
        }
        let fault = |Lost { what, at }: Lost| {
            let end = self
                .page
                .as_str()
                .get(at..)
                .and_then(|rest| rest.chars().next())
                .map_or(at, |c| at + c.len_utf8());
            Fault { what: what.to_owned(), span: self.page.place(at..end) }
        };
        let value = value.map_err(fault)?;
        let mut slips = std::mem::take(&mut self.faults);
        slips.sort_by_key(|(_, fault)| fault.span);
        let mut said = BTreeSet::new();
        slips.retain(|(_, fault)| said.insert(fault.what.clone()));
        let has = |slip: Slip| usize::from(slips.iter().any(|(known, _)| *known == slip));
        let broken = slips.iter().filter(|(slip, _)| *slip == Slip::Broken).count();
        // Something else than JSON, when too many kinds of things are wrong with it.
        let is_json = (has(Slip::Notation) + has(Slip::LeftOut) + broken) * 2 < self.read;
        let faults = slips.into_iter().map(|(_, fault)| fault).collect();
        let too_many = || fault(Lost { what: "too much is wrong with it", at: start });
        if is_json { Ok(Read { value, end: self.lexer.at, faults }) } else { Err(too_many()) }
    }

    /// Steps over a brace that a template put in front of an object: `{{ "id": 1 }`.
    fn doubled(&mut self) -> bool {
        let start = self.lexer.at;
        let inner = self.lexer.rest().strip_prefix("{{").map(str::trim_start);
        let is_doubled = inner.is_some_and(|inner| inner.starts_with('"'));
        if is_doubled {
            self.lexer.skip();
            self.fault(Slip::Broken, "an extra brace in JSON", start..self.lexer.at);
        }
        is_doubled
    }

    fn lost<T>(&self, what: &'static str) -> Result<T> {
        Err(Lost { what, at: self.lexer.at })
    }

    fn fault(&mut self, slip: Slip, what: impl Into<String>, at: Range<usize>) {
        self.faults.push((slip, Fault { what: what.into(), span: self.page.place(at) }));
    }

    fn make(&mut self, kind: Kind, at: Range<usize>) -> Value {
        self.read += 1;
        Value { kind, span: self.page.place(at), comment: None }
    }

    fn value(&mut self) -> Result<Value> {
        let start = self.lexer.at;
        match self.lexer.peek() {
            Some('{') if placeholder(self.lexer.rest()).is_none() => self.object(),
            Some('[') => self.list(),
            Some(',' | '}' | ']') | None => {
                self.fault(Slip::Broken, "a value is missing in JSON", start..start);
                Ok(self.make(Kind::Blank, start..start))
            }
            Some(_) => self.scalar(),
        }
    }

    fn object(&mut self) -> Result<Value> {
        let start = self.lexer.at;
        self.enter()?;
        let mut members: Vec<(Spanned<String>, Value)> = Vec::new();
        let mut above = Vec::new();
        loop {
            let (comments, has_break) = self.lexer.blanks();
            let last = members.last_mut().map(|(_, value)| value);
            above.extend(self.comments(comments, last));
            match self.lexer.peek() {
                Some('}') => {
                    self.lexer.skip();
                    break;
                }
                Some(',') => {
                    self.comma('}', members.is_empty());
                    continue;
                }
                None => {
                    self.unclosed("the object does not end", start, members.len())?;
                    break;
                }
                Some(_) => {}
            }
            if self.dots() || self.prose(has_break) {
                continue;
            }
            let at = self.lexer.at;
            self.missing_comma(at, has_break, !members.is_empty())?;
            let (key, mark) = self.key()?;
            let (more, _) = self.lexer.blanks();
            let mut value = self.value()?;
            value = self.others(value);
            let mut notes: Vec<Comment> = std::mem::take(&mut above);
            notes.extend(more);
            value.comment = value.comment.take().or_else(|| self.note(&notes)).or(mark);
            members.push((key, value));
        }
        self.depth -= 1;
        let members = last_of_each(members);
        Ok(self.make(Kind::Object(members), start..self.lexer.at))
    }

    fn list(&mut self) -> Result<Value> {
        let start = self.lexer.at;
        self.enter()?;
        let mut items: Vec<Value> = Vec::new();
        loop {
            let (comments, has_break) = self.lexer.blanks();
            self.comments(comments, items.last_mut());
            match self.lexer.peek() {
                Some(']') => {
                    self.lexer.skip();
                    break;
                }
                Some(',') => {
                    self.comma(']', items.is_empty());
                    continue;
                }
                None => {
                    self.unclosed("the list does not end", start, items.len())?;
                    break;
                }
                Some('}') => return self.lost("the list does not end"),
                Some(_) => {}
            }
            if self.dots() || (!items.is_empty() && self.dotted_item()) {
                continue;
            }
            let at = self.lexer.at;
            self.missing_comma(at, has_break, !items.is_empty())?;
            let value = self.value()?;
            if self.lexer.at == at {
                return self.lost("a value of a list is missing");
            }
            items.push(value);
        }
        self.depth -= 1;
        Ok(self.make(Kind::List(items), start..self.lexer.at))
    }

    fn enter(&mut self) -> Result<()> {
        self.lexer.skip();
        self.depth += 1;
        if self.depth > DEPTH { self.lost("it is nested too deeply") } else { Ok(()) }
    }

    /// Steps over a comma; one before the end is a fault.
    fn comma(&mut self, close: char, is_first: bool) {
        let at = self.lexer.at;
        self.lexer.skip();
        let after = self.lexer.at;
        let mut ahead = self.lexer;
        ahead.blanks();
        if ahead.peek() == Some(close) {
            self.fault(Slip::Notation, format!("a comma before {close}"), at..after);
        } else if is_first || ahead.peek() == Some(',') {
            self.fault(Slip::Broken, "an extra comma in JSON", at..after);
        }
    }

    /// A member follows another one without a comma: overlooked on a line of its own.
    fn missing_comma(&mut self, at: usize, has_break: bool, is_later: bool) -> Result<()> {
        let before = self.lexer.text(0..at).trim_end();
        let follows = is_later && !before.ends_with([',', '，']) && !ends_in_comment_or_dots(before);
        if follows && !has_break {
            return self.lost("something follows a value without a comma");
        }
        if follows {
            self.fault(Slip::Broken, "a comma is missing in JSON", at..at);
        }
        Ok(())
    }

    /// The text ends inside: overlooked where there is enough to know that it is one.
    fn unclosed(&mut self, what: &str, start: usize, members: usize) -> Result<()> {
        if members < 2 {
            return self.lost("it does not end");
        }
        self.fault(Slip::Broken, what, start..start + 1);
        Ok(())
    }

    /// A key with its colon, and the mark that its member may be absent: `"memo"?: `.
    fn key(&mut self) -> Result<(Spanned<String>, Option<Spanned<String>>)> {
        let start = self.lexer.at;
        let key = match self.lexer.quoted() {
            Some(quoted) => {
                let (text, at) = self.unquoted(quoted);
                Spanned { value: text, span: self.page.place(at) }
            }
            None => {
                let at = self.lexer.bare();
                let word = self.lexer.text(at.clone());
                let word = word.trim_end_matches('?').trim_end();
                let at = at.start..at.start + word.len();
                self.lexer.at = at.end;
                let closed = word.strip_suffix('"');
                let name = closed.unwrap_or(word).trim_end();
                let is_name = !name.is_empty() && name.chars().all(is_of_name);
                if !is_name {
                    self.lexer.at = start;
                    return self.lost("there is no key");
                }
                let what =
                    if closed.is_some() { "a quote is missing in JSON" } else { "an unquoted key in JSON" };
                let slip = if closed.is_some() { Slip::Broken } else { Slip::Notation };
                self.fault(slip, what, start..at.end);
                Spanned { value: name.to_owned(), span: self.page.place(at) }
            }
        };
        self.lexer.blanks();
        self.read += 1;
        let at = self.lexer.at;
        let is_inside = key.value.len() > 1 && key.value.ends_with('?');
        let mark = (self.lexer.eat('?') || is_inside).then(|| {
            self.fault(Slip::Notation, "a key with a question mark in JSON", at..self.lexer.at);
            Spanned { value: String::from(OPTIONAL), span: self.page.place(at..self.lexer.at) }
        });
        let key = Spanned {
            value: key.value.strip_suffix('?').filter(|_| is_inside).map_or(key.value.clone(), str::to_owned),
            ..key
        };
        if self.lexer.eat(':') { Ok((key, mark)) } else { self.lost("a key has no colon after it") }
    }

    /// The text in quotes, with the fault of the quotes.
    fn unquoted(&mut self, Quoted { text, at, fault, is_closed }: Quoted) -> (String, Range<usize>) {
        if let Some(fault) = fault {
            self.fault(if is_closed { Slip::Notation } else { Slip::Broken }, fault, at.clone());
        }
        (text, at)
    }

    fn scalar(&mut self) -> Result<Value> {
        let start = self.lexer.at;
        if let Some(quoted) = self.lexer.quoted() {
            let (text, at) = self.unquoted(quoted);
            return Ok(self.make(Kind::Text(text), at));
        }
        if let Some(length) = placeholder(self.lexer.rest()) {
            self.lexer.at += length;
            let at = start..self.lexer.at;
            let text = self.lexer.text(at.clone());
            // `{...}` is an object, whatever its members are.
            let inside = text.trim_matches(['{', '}', ' ']);
            self.fault(Slip::LeftOut, format!("`{text}` is a placeholder, not a value"), at.clone());
            let is_object = is_dots(inside) && !self.other_behind();
            let kind = if is_object { Kind::Object(Vec::new()) } else { Kind::Blank };
            return Ok(self.make(kind, at));
        }
        let at = self.lexer.bare();
        if let Some(value) = self.of_type(at.clone()) {
            return Ok(value);
        }
        let word = self.lexer.text(at.clone());
        let word = word.split('|').next().unwrap_or(word).trim_end();
        let first = word.split_once(" or ").map_or(word, |(first, _)| first.trim_end());
        let word = if is_number(first) { first } else { word };
        self.lexer.at = at.start + word.len();
        let with_note = word.len();
        let word = noted(word);
        let at = at.start..at.start + word.len();
        if word.len() < with_note {
            self.fault(Slip::Broken, "a note after a value in JSON", at.end..self.lexer.at);
        }
        let kind = match word {
            "" => return self.lost("a value is missing"),
            "null" => Kind::Null,
            "true" => Kind::Bool(true),
            "false" => Kind::Bool(false),
            word if word.split('/').any(|part| matches!(part, "true" | "false")) => {
                self.fault(Slip::Broken, TWO_VALUES, at.clone());
                Kind::Bool(true)
            }
            word if is_number(word) => Kind::Number(word.to_owned()),
            word => self.odd(word, at.clone())?,
        };
        Ok(self.make(kind, at))
    }

    /// The type that stands for a value: `string`, `int[]`, `number (optional)`.
    fn of_type(&mut self, at: Range<usize>) -> Option<Value> {
        let text = self.lexer.text(at.clone());
        let (word, note) = text.split_once(['(', '（']).unwrap_or((text, ""));
        let word = word.trim_end();
        let kind = kind_of(&word.to_lowercase())?;
        let note = note.trim_end_matches([')', '）']).trim();
        let is_list = note.is_empty() && self.lexer.rest().starts_with("[]");
        self.has_types = true;
        self.lexer.at += if is_list { 2 } else { 0 };
        self.fault(
            Slip::LeftOut,
            format!("`{word}` is a type, not a value"),
            at.start..at.start + word.len(),
        );
        let comment = (!note.is_empty()).then(|| Spanned {
            value: note.to_owned(),
            span: self.page.place(at.start + word.len()..at.end),
        });
        let value = self.make(kind, at.start..at.start + word.len());
        let value = if is_list { self.make(Kind::List(vec![value]), at) } else { value };
        Some(Value { comment, ..value })
    }

    fn odd(&mut self, word: &str, at: Range<usize>) -> Result<Kind> {
        let (kind, slip) = match word {
            "True" | "TRUE" => (Kind::Bool(true), Slip::Notation),
            "False" | "FALSE" => (Kind::Bool(false), Slip::Notation),
            "None" | "undefined" | "nil" | "NULL" | "Null" => (Kind::Null, Slip::Notation),
            "NaN" | "Infinity" | "-Infinity" => (Kind::Blank, Slip::Broken),
            word if word.bytes().all(|byte| byte == b'*') || is_dots(word) => (Kind::Blank, Slip::LeftOut),
            word if is_number(&word.trim_start_matches('+').replace('_', "")) => {
                (Kind::Number(word.trim_start_matches('+').replace('_', "")), Slip::Broken)
            }
            word if word.ends_with('"') => {
                self.fault(Slip::Broken, "a quote is missing in JSON", at);
                return Ok(Kind::Text(word.trim_end_matches('"').to_owned()));
            }
            // Among types it is one that the page has elsewhere.
            word if self.has_types && is_type_name(word) => (Kind::Blank, Slip::LeftOut),
            word => {
                let is_short = word.chars().count() <= 200;
                self.fault(Slip::Broken, "an unquoted string in JSON", at);
                let text = || Kind::Text(word.to_owned());
                return if is_short { Ok(text()) } else { self.lost("a text has no quotes") };
            }
        };
        self.fault(slip, format!("`{word}` is not valid JSON"), at);
        Ok(kind)
    }

    /// Gives comments on the line of a value to it, and returns the others.
    fn comments(&mut self, comments: Vec<Comment>, last: Option<&mut Value>) -> Vec<Comment> {
        let Some(first) = comments.first() else { return comments };
        self.fault(Slip::Notation, "a comment in JSON", first.at.clone());
        let (above, behind): (Vec<Comment>, Vec<Comment>) =
            comments.into_iter().partition(|comment| comment.is_on_own_line);
        match last {
            Some(last) => {
                let note = self.note(&behind);
                last.comment = match (last.comment.take(), note) {
                    (Some(mark), Some(note)) if mark.value == OPTIONAL => {
                        Some(note.map(|note| format!("{OPTIONAL}, {note}")))
                    }
                    (known, note) => known.or(note),
                };
                above
            }
            None => behind.into_iter().chain(above).collect(),
        }
    }

    fn note(&self, comments: &[Comment]) -> Option<Spanned<String>> {
        let texts: Vec<&str> =
            comments.iter().map(|comment| comment.text.as_str()).filter(|text| !text.is_empty()).collect();
        let first = comments.first().filter(|_| !texts.is_empty())?;
        Some(Spanned { value: texts.join(" "), span: self.page.place(first.at.clone()) })
    }
}

/// The members without those whose key follows once more.
fn last_of_each(mut members: Vec<(Spanned<String>, Value)>) -> Vec<(Spanned<String>, Value)> {
    let keys: BTreeSet<&str> = members.iter().map(|(key, _)| key.value.as_str()).collect();
    if keys.len() == members.len() {
        // Most objects are small, and a page may have many.
        members.shrink_to_fit();
        return members;
    }
    let mut seen = BTreeSet::new();
    let is_last: Vec<bool> = members.iter().rev().map(|(key, _)| seen.insert(key.value.clone())).collect();
    let with = members.into_iter().zip(is_last.into_iter().rev());
    with.filter_map(|(member, is_last)| is_last.then_some(member)).collect()
}
