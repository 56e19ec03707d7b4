//! Looking into a body without building a tree of it: members, paths, texts of raw JSON.

use std::borrow::Cow;

use super::Step;
use crate::wire::{Bracket, Explained, Failed, Reader, from_json};

/// The text of one JSON value in the body, validated but not decoded, without surrounding whitespace.
pub(crate) type Raw<'a> = &'a str;

/// The members of an object.
type Members<'a> = Vec<(Cow<'a, str>, Raw<'a>)>;

/// A JSON document whose root is cut into its members once.
pub(crate) struct Document<'a> {
    raw: Raw<'a>,
    members: Members<'a>,
}

impl<'a> Document<'a> {
    /// The document of an empty body: nothing is in it.
    pub(crate) const EMPTY: Document<'static> = Document { raw: "null", members: Vec::new() };

    /// Reads the outermost level.
    ///
    /// # Errors
    /// If the text is not JSON, ends early or continues after the value.
    pub(crate) fn parse(text: &'a str) -> Result<Self, Explained> {
        let mut from = Reader::new(text);
        let raw = from.raw().and_then(|raw| from.end().map(|()| raw));
        let raw = raw.map_err(|Failed| from.explain())?;
        Ok(Self { raw, members: members(raw)? })
    }

    /// The document at `path`; `None` if there is none.
    pub(crate) fn descend(self, path: &[Step]) -> Result<Option<Self>, Explained> {
        if path.is_empty() {
            return Ok(Some(self));
        }
        let Some(raw) = self.find(path)? else { return Ok(None) };
        Ok(Some(Self { raw, members: members(raw)? }))
    }

    /// The value at `path`, `null` included.
    pub(crate) fn find(&self, path: &[Step]) -> Result<Option<Raw<'a>>, Explained> {
        let Some((first, rest)) = path.split_first() else { return Ok(Some(self.raw)) };
        let mut at = match first {
            Step::Index(_) => child(self.raw, *first)?,
            step => pick(&self.members, *step)?,
        };
        for step in rest {
            let Some(raw) = at else { return Ok(None) };
            at = child(raw, *step)?;
        }
        Ok(at)
    }
}

fn child(raw: Raw<'_>, step: Step) -> Result<Option<Raw<'_>>, Explained> {
    match step {
        Step::Index(index) => element(raw, index),
        Step::Key(_) | Step::Suffix(_) => pick(&members(raw)?, step),
    }
}

fn pick<'a>(members: &[(Cow<'a, str>, Raw<'a>)], step: Step) -> Result<Option<Raw<'a>>, Explained> {
    let mut found = members.iter().filter(|(key, _)| step.names(key));
    let first = found.next().map(|(_, value)| *value);
    match (step, found.next()) {
        (_, None) => Ok(first),
        (Step::Key(key), Some(_)) => Err(Explained::of(format!("duplicate key {key:?}"))),
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

/// The members of a value that was validated, whose keys are texts; nothing for other values than objects.
fn members(raw: Raw<'_>) -> Result<Members<'_>, Explained> {
    if !raw.starts_with('{') {
        return Ok(Vec::new());
    }
    let mut from = Reader::new(raw);
    let mut members = Vec::with_capacity(8);
    let read = each(&mut from, Bracket::Object, |from| {
        let key = from.key()?;
        from.colon()?;
        let value = from.raw()?;
        members.extend(key.map(|key| (key, value)));
        Ok(())
    });
    read.map(|()| members).map_err(|Failed| from.explain())
}

/// An element of a value that was validated; `None` for other values than lists.
fn element(raw: Raw<'_>, index: usize) -> Result<Option<Raw<'_>>, Explained> {
    if !raw.starts_with('[') {
        return Ok(None);
    }
    let mut from = Reader::new(raw);
    let (mut found, mut at) = (None, 0);
    let read = each(&mut from, Bracket::List, |from| {
        let item = from.raw()?;
        if at == index {
            found = Some(item);
        }
        at += 1;
        Ok(())
    });
    read.map(|()| found).map_err(|Failed| from.explain())
}

/// Goes through the elements or members of the value that is next.
fn each<'a>(
    from: &mut Reader<'a>,
    bracket: Bracket,
    mut read: impl FnMut(&mut Reader<'a>) -> Result<(), Failed>,
) -> Result<(), Failed> {
    from.open(bracket)?;
    let mut is_first = true;
    while from.more(bracket, is_first)? {
        is_first = false;
        read(from)?;
    }
    Ok(())
}

/// The text of a scalar: a string without its quotes, a number or a boolean as written. `None` for null, lists and
/// objects.
pub(crate) fn text_of(raw: Raw<'_>) -> Option<Cow<'_, str>> {
    match raw.as_bytes().first()? {
        b'"' if !raw.contains('\\') => Some(Cow::Borrowed(raw.get(1..raw.len() - 1)?)),
        b'"' => from_json::<String>(raw).ok().map(Cow::Owned),
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
