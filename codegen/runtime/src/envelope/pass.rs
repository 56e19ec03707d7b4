//! The pass over the body of a success: one walk that reads the payload in place and notes the values that success depends on.
//!
//! Nothing is kept that the envelope does not ask for, and nothing is allocated. An unusual body (a watched key that
//! comes twice, a path through a list) ends the pass, and [`Document`](super::body::Document) takes over.

use super::body::Raw;
use super::{Envelope, Source, Step};
use crate::wire::{Bracket, Failed, Mark, Reader, Value};

/// The root of the envelope followed by a path in it.
#[derive(Clone, Copy)]
struct Path {
    root: &'static [Step],
    rest: &'static [Step],
}

impl Path {
    fn len(self) -> usize {
        self.root.len() + self.rest.len()
    }

    fn get(self, at: usize) -> Option<Step> {
        let step = if at < self.root.len() { self.root.get(at) } else { self.rest.get(at - self.root.len()) };
        step.copied()
    }

    /// Whether the step at this depth leads to the member with this key.
    fn names(self, at: usize, key: &str) -> bool {
        self.get(at).is_some_and(|step| step.names(key))
    }
}

/// A value that is noted.
#[derive(Clone, Copy)]
struct Watched<'a> {
    path: Path,
    raw: Option<Raw<'a>>,
}

/// The most values that are noted.
const MOST: usize = 8;

/// The paths that are still possible at some depth: one bit for each value that is noted, and one for the payload.
#[derive(Clone, Copy)]
struct Paths {
    watched: u8,
    payload: bool,
}

impl Paths {
    const NONE: Paths = Paths { watched: 0, payload: false };

    fn is_empty(self) -> bool {
        self.watched == 0 && !self.payload
    }
}

/// The outcome of reading the payload.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// It is not there.
    Missing,
    /// It was read.
    Read,
    /// It is `null`, `""`, `[]` or `{}`, and does not fit.
    Empty,
    /// It does not fit.
    Misfit,
}

/// A pass, and what it has found.
pub(super) struct Pass<'a> {
    payload: Path,
    watched: [Watched<'a>; MOST],
    count: usize,
    found: Found,
    /// The error message of the payload.
    reason: Option<String>,
}

/// The end of a pass that can't go on: the text is not JSON, or is unusual.
pub(super) struct Unusual;

impl From<Failed> for Unusual {
    fn from(_: Failed) -> Self {
        Unusual
    }
}

impl<'a> Pass<'a> {
    /// A pass for responses with this envelope; `None` if they can't be read in one walk.
    pub(super) fn new(envelope: &Envelope) -> Option<Self> {
        let [data] = envelope.data else { return None };
        let payload = Path { root: envelope.root, rest: data };
        let watched = [Watched { path: payload, raw: None }; MOST];
        let mut pass = Self { payload, watched, count: 0, found: Found::Missing, reason: None };
        let tests = envelope.success.iter().map(|test| test.source);
        for source in tests.chain(envelope.trace.iter().copied()) {
            let Source::Body(rest) = source else { continue };
            let path = Path { root: envelope.root, rest };
            *pass.watched.get_mut(pass.count)? = Watched { path, raw: None };
            pass.count += 1;
        }
        Some(pass)
    }

    /// Walks over the body.
    pub(super) fn walk(&mut self, text: &'a str, payload: &mut dyn Value) -> Result<(), Unusual> {
        let mut from = Reader::new(text);
        let all = Paths { watched: u8::MAX, payload: true };
        self.value(0, all, payload, &mut from)?;
        from.end()?;
        Ok(())
    }

    /// The value that was noted for a path of the envelope.
    pub(super) fn noted(&self, path: &[Step]) -> Option<Raw<'a>> {
        self.watched.iter().take(self.count).find(|value| value.path.rest == path)?.raw
    }

    /// Returns how reading the payload ended, with the reason if it failed.
    pub(super) fn outcome(self) -> (Found, Option<String>) {
        (self.found, self.reason)
    }

    /// Takes a value to which these paths lead, in this many steps.
    fn value(
        &mut self,
        depth: usize,
        paths: Paths,
        payload: &mut dyn Value,
        from: &mut Reader<'a>,
    ) -> Result<(), Unusual> {
        let mark = from.mark();
        let (ending, further) = self.split(depth, paths);
        if further.is_empty() && ending.payload {
            self.read(payload, mark, from)?;
        } else if further.is_empty() {
            from.skip()?;
        } else {
            match from.peek() {
                Some(b'{') => self.members(depth, further, payload, from)?,
                Some(b'[') if self.enters_list(depth, further) => return Err(Unusual),
                _ => from.skip()?,
            }
            if ending.payload {
                from.go_to(mark);
                self.read(payload, mark, from)?;
            }
        }
        for (bit, value) in self.watched.iter_mut().enumerate() {
            if ending.watched & (1 << bit) != 0 {
                value.raw = Some(from.text_since(mark));
            }
        }
        Ok(())
    }

    /// The paths that end at this depth, and those that go on.
    fn split(&self, depth: usize, paths: Paths) -> (Paths, Paths) {
        let (mut ending, mut further) = (Paths::NONE, Paths::NONE);
        if paths.payload {
            ending.payload = self.payload.len() == depth;
            further.payload = !ending.payload;
        }
        for (bit, value) in self.watched.iter().enumerate().take(self.count) {
            let bit = paths.watched & (1 << bit);
            if value.path.len() == depth {
                ending.watched |= bit;
            } else {
                further.watched |= bit;
            }
        }
        (ending, further)
    }

    fn enters_list(&self, depth: usize, paths: Paths) -> bool {
        let by_index = |path: Path| matches!(path.get(depth), Some(Step::Index(_)));
        let watched = self.watched.iter().enumerate();
        (paths.payload && by_index(self.payload))
            || watched
                .take(self.count)
                .any(|(bit, value)| paths.watched & (1 << bit) != 0 && by_index(value.path))
    }

    /// Walks over the members of an object.
    fn members(
        &mut self,
        depth: usize,
        paths: Paths,
        payload: &mut dyn Value,
        from: &mut Reader<'a>,
    ) -> Result<(), Unusual> {
        let mut seen = Paths::NONE;
        let mut is_first = true;
        from.open(Bracket::Object)?;
        while from.more(Bracket::Object, is_first)? {
            is_first = false;
            let key = from.key()?;
            from.colon()?;
            let next = key.map_or(Paths::NONE, |key| self.named(depth, paths, &key));
            if next.watched & seen.watched != 0 || (next.payload && seen.payload) {
                return Err(Unusual);
            }
            seen.watched |= next.watched;
            seen.payload |= next.payload;
            if next.is_empty() {
                from.skip()?;
            } else {
                self.value(depth + 1, next, payload, from)?;
            }
        }
        Ok(())
    }

    /// The paths that lead to the member with this key.
    fn named(&self, depth: usize, paths: Paths, key: &str) -> Paths {
        let mut named = Paths { watched: 0, payload: paths.payload && self.payload.names(depth, key) };
        for (bit, value) in self.watched.iter().enumerate().take(self.count) {
            if paths.watched & (1 << bit) != 0 && value.path.names(depth, key) {
                named.watched |= 1 << bit;
            }
        }
        named
    }

    /// Reads the payload, which is next.
    fn read(&mut self, payload: &mut dyn Value, mark: Mark, from: &mut Reader<'a>) -> Result<(), Unusual> {
        let is_empty = from.is_at_empty();
        self.found = Found::Read;
        if is_empty && payload.become_absent() {
            from.skip()?;
        } else if payload.read(from).is_err() {
            self.found = if is_empty { Found::Empty } else { Found::Misfit };
            self.misfit(mark, from)?;
        }
        Ok(())
    }

    /// Keeps the error message of the payload, and continues after the payload.
    #[cold]
    fn misfit(&mut self, mark: Mark, from: &mut Reader<'a>) -> Result<(), Unusual> {
        under(self.payload.root.iter().chain(self.payload.rest), from);
        self.reason = Some(from.explain().to_string());
        drop(from.take_fault());
        from.go_to(mark);
        from.skip()?;
        Ok(())
    }
}

/// Puts the path of the payload in front of its error.
pub(super) fn under<'s>(steps: impl DoubleEndedIterator<Item = &'s Step>, from: &mut Reader<'_>) {
    for step in steps.rev() {
        let _ = match step {
            Step::Key(key) | Step::Suffix(key) => from.under_key(key),
            Step::Index(index) => from.under_index(*index),
        };
    }
}
