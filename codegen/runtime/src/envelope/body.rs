//! Looking into a body without building a tree of it: members, paths, texts of raw JSON.

use std::borrow::Cow;
use std::fmt;

use serde_core::Deserialize;
use serde_core::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::Step;

/// The text of one JSON value in the body, validated but not decoded, without surrounding whitespace.
pub(crate) type Raw<'a> = &'a str;

/// A JSON document whose root is cut into its members once.
pub(crate) struct Document<'a> {
    raw: Raw<'a>,
    members: Vec<(Cow<'a, str>, Raw<'a>)>,
}

impl<'a> Document<'a> {
    /// The document of an empty body: nothing is in it.
    pub(crate) const EMPTY: Document<'static> = Document { raw: "null", members: Vec::new() };

    /// Reads the outermost level.
    ///
    /// # Errors
    /// If the text is not JSON, ends early or continues after the value.
    pub(crate) fn parse(text: &'a str) -> Result<Self, serde_json::Error> {
        let raw = text.trim_matches([' ', '\t', '\n', '\r']);
        if is_object(raw) {
            return Ok(Self { raw, members: members(raw)? });
        }
        serde_json::from_str::<IgnoredAny>(raw)?;
        Ok(Self { raw, members: Vec::new() })
    }

    /// The document at `path`; `None` if there is none.
    pub(crate) fn descend(self, path: &[Step]) -> Result<Option<Self>, serde_json::Error> {
        if path.is_empty() {
            return Ok(Some(self));
        }
        let Some(raw) = self.find(path)? else { return Ok(None) };
        let members = if is_object(raw) { members(raw)? } else { Vec::new() };
        Ok(Some(Self { raw, members }))
    }

    /// The value at `path`, `null` included.
    pub(crate) fn find(&self, path: &[Step]) -> Result<Option<Raw<'a>>, serde_json::Error> {
        let Some((first, rest)) = path.split_first() else { return Ok(Some(self.raw)) };
        let value = match first {
            Step::Index(_) => child(self.raw, *first)?,
            step => pick(&self.members, *step)?,
        };
        value.map_or(Ok(None), |value| find_in(value, rest))
    }
}

/// The value at `path` below `raw`.
pub(crate) fn find_in<'a>(raw: Raw<'a>, path: &[Step]) -> Result<Option<Raw<'a>>, serde_json::Error> {
    let mut at = raw;
    for step in path {
        match child(at, *step)? {
            Some(next) => at = next,
            None => return Ok(None),
        }
    }
    Ok(Some(at))
}

fn child<'a>(raw: Raw<'a>, step: Step) -> Result<Option<Raw<'a>>, serde_json::Error> {
    match step {
        Step::Index(index) if raw.starts_with('[') => element(raw, index),
        Step::Key(_) | Step::Suffix(_) if is_object(raw) => pick(&members(raw)?, step),
        _ => Ok(None),
    }
}

fn pick<'a>(members: &[(Cow<'a, str>, Raw<'a>)], step: Step) -> Result<Option<Raw<'a>>, serde_json::Error> {
    let mut found = members.iter().filter(|(key, _)| step.names(key));
    let first = found.next().map(|(_, value)| *value);
    match (step, found.next()) {
        (_, None) => Ok(first),
        (Step::Key(key), Some(_)) => Err(Error::custom(format_args!("duplicate key {key:?}"))),
        _ => Ok(None),
    }
}

impl Step {
    /// Whether a member with this key is meant.
    pub(crate) fn names(self, key: &str) -> bool {
        match self {
            Step::Key(name) => name == key,
            Step::Suffix(suffix) => key.ends_with(suffix),
            Step::Index(_) => false,
        }
    }
}

fn is_object(raw: Raw<'_>) -> bool {
    raw.starts_with('{')
}

fn members(object: Raw<'_>) -> Result<Vec<(Cow<'_, str>, Raw<'_>)>, serde_json::Error> {
    let mut input = serde_json::Deserializer::from_str(object);
    let members = input.deserialize_map(Members)?;
    input.end()?;
    Ok(members)
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Vec<(Cow<'de, str>, Raw<'de>)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members: Self::Value = Vec::with_capacity(8);
        while let Some(Key(key)) = map.next_key::<Key<'de>>()? {
            let value: &RawValue = map.next_value()?;
            members.push((key, value.get()));
        }
        Ok(members)
    }
}

/// A key, borrowed if it is written without escapes.
pub(crate) struct Key<'de>(pub(crate) Cow<'de, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_str(KeyVisitor)
    }
}

struct KeyVisitor;

impl<'de> Visitor<'de> for KeyVisitor {
    type Value = Key<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<Self::Value, E> {
        Ok(Key(Cow::Borrowed(key)))
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(Key(Cow::Owned(key.to_owned())))
    }
}

fn element(raw: Raw<'_>, index: usize) -> Result<Option<Raw<'_>>, serde_json::Error> {
    serde_json::Deserializer::from_str(raw).deserialize_seq(Element(index))
}

struct Element(usize);

impl<'de> Visitor<'de> for Element {
    type Value = Option<Raw<'de>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        for _ in 0..self.0 {
            if list.next_element::<IgnoredAny>()?.is_none() {
                return Ok(None);
            }
        }
        let found: Option<&RawValue> = list.next_element()?;
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(found.map(RawValue::get))
    }
}

/// The text of a scalar: a string without its quotes, a number or a boolean as written. `None` for null, lists and
/// objects.
pub(crate) fn text_of(raw: Raw<'_>) -> Option<Cow<'_, str>> {
    match raw.as_bytes().first()? {
        b'"' if !raw.contains('\\') => Some(Cow::Borrowed(raw.get(1..raw.len() - 1)?)),
        b'"' => serde_json::from_str(raw).ok().map(Cow::Owned),
        b'{' | b'[' | b'n' => None,
        _ => Some(Cow::Borrowed(raw)),
    }
}

/// Whether the value is `null`, `""`, `[]` or `{}`.
pub(crate) fn is_empty(raw: Raw<'_>) -> bool {
    let inside = || raw.get(1..raw.len() - 1).unwrap_or("x").trim_ascii();
    matches!(raw, "null" | "\"\"") || (raw.starts_with(['[', '{']) && inside().is_empty())
}

/// Whether the value is `null`.
pub(crate) fn is_null(raw: Raw<'_>) -> bool {
    raw == "null"
}
