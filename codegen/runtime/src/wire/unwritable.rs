//! Why a value can't be written as JSON.

use std::fmt;

use super::path::{Path, Segment};
use super::reader::Reader;

/// The reason why a value can't be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unwritable {
    /// A number at this path is infinite or NaN, which JSON does not have.
    NotFinite(String),
    /// Anything else.
    Other(String),
}

/// The form of the errors of queries and forms: "the field `x` is not a finite number".
impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unwritable::NotFinite(path) if path.is_empty() => f.write_str("the body is not a finite number"),
            Unwritable::NotFinite(path) => write!(f, "the field `{path}` is not a finite number"),
            Unwritable::Other(reason) => f.write_str(reason),
        }
    }
}

/// A list or an object that is not closed yet.
enum Level<'a> {
    /// The index of the element.
    List(usize),
    /// The key of the member, with its quotes, and what comes next.
    Object(&'a str, Next),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Key,
    Value,
    Comma,
}

/// The path of the value that comes next in an unfinished text.
///
/// The writer keeps no path: it would be paid for with each field, and is asked for once in a lifetime.
#[cold]
pub(crate) fn path_of_next(unfinished: &str) -> String {
    let mut levels = Vec::new();
    let mut rest = unfinished;
    while let Some(first) = rest.as_bytes().first() {
        let length = if *first == b'"' { string_length(rest) } else { 1 };
        let (token, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        step(token, *first, &mut levels);
        rest = after;
    }
    let mut path = Path::default();
    for level in levels.iter().rev() {
        path.enter(match level {
            Level::List(index) => Segment::Index(*index),
            Level::Object(key, _) => Segment::Key(Reader::new(key).string().unwrap_or_default().into()),
        });
    }
    path.to_string().trim_end_matches(": ").to_owned()
}

fn step<'a>(token: &'a str, first: u8, levels: &mut Vec<Level<'a>>) {
    match (first, levels.last_mut()) {
        (b'"', Some(Level::Object(key, next))) if *next == Next::Key => (*key, *next) = (token, Next::Comma),
        (b':', Some(Level::Object(_, next))) => *next = Next::Value,
        (b',', Some(Level::Object(_, next))) => *next = Next::Key,
        (b',', Some(Level::List(index))) => *index += 1,
        // The payload of a union, whose members will be joined with those of the object around it.
        (b'{', Some(Level::Object(_, next))) if *next == Next::Comma => *next = Next::Key,
        (b'{', _) => open(levels, Level::Object("", Next::Key)),
        (b'[', _) => open(levels, Level::List(0)),
        (b'}' | b']', _) => drop(levels.pop()),
        (_, Some(Level::Object(_, next))) => *next = Next::Comma,
        _ => {}
    }
}

/// Opens a list or an object, which is the value that was expected.
fn open<'a>(levels: &mut Vec<Level<'a>>, level: Level<'a>) {
    if let Some(Level::Object(_, next)) = levels.last_mut() {
        *next = Next::Comma;
    }
    levels.push(level);
}

/// The length of the string at the start of a text, with its quotes.
fn string_length(text: &str) -> usize {
    let mut bytes = text.bytes().enumerate().skip(1);
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => drop(bytes.next()),
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::path_of_next;
    use crate::v1::{self as rt, AsText, to_json};

    #[test]
    fn the_place_in_an_unfinished_text() {
        for (text, want) in [
            ("", ""),
            ("{\"a\":", "a"),
            ("[", "[0]"),
            ("[1,[2],", "[2]"),
            ("{\"a\":{\"b\":[{},{\"c,\\\"\":1,\"d e\":", "a.b[1][\"d e\"]"),
            ("{\"a\":[],\"b\":{\"c\":\"x]}\"},\"d\":", "d"),
            ("{\"kind\":\"card\"{\"n\":{},\"of\":{\"kind\":1{\"m\":[", "of.m[0]"),
            ("{\"kind\":\"card\",\"n\":null{\"x\":", "x"),
        ] {
            assert_eq!(path_of_next(text), want, "{text}");
        }
    }

    struct Rates {
        rate: f64,
        others: Option<BTreeMap<String, Vec<f64>>>,
        hidden: Option<BTreeMap<String, f64>>,
    }
    rt::record! {
        Rates {
            0 rate: required as text "rate",
            1 others: optional "others",
            _ hidden: optional "hidden" secret,
        }
    }

    #[test]
    fn numbers_that_json_lacks_are_refused_with_their_path() {
        let error = |value: &Rates| to_json(value).expect_err("not a number").to_string();
        let rates = |rate| Rates { rate, others: None, hidden: None };
        assert_eq!(error(&rates(f64::NAN)), "the field `rate` is not a finite number");
        let mut nested = rates(1.0);
        nested.others = Some([("a b".to_owned(), vec![1.0, f64::INFINITY])].into());
        assert_eq!(error(&nested), "the field `others[\"a b\"][1]` is not a finite number");
        assert!(serde_json::to_string(&nested).is_err());
        let mut hidden = rates(1.0);
        hidden.hidden = Some([("CANARY".to_owned(), f64::NEG_INFINITY)].into());
        assert_eq!(error(&hidden), "the field `hidden` is not a finite number");
        hidden.rate = f64::NAN;
        assert_eq!(error(&hidden), "the field `rate` is not a finite number");
        assert!(serde_json::to_string(&AsText(&f64::NAN)).is_err());
        let top = to_json(&f64::NAN).expect_err("not a number").to_string();
        assert_eq!(top, "the body is not a finite number");
    }
}
