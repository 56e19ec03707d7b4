//! The optimistic pass: one walk over the body that decodes the payload in place and notes, on the way, the values that
//! success is tested with. No tree is built. Whenever something is unusual it gives up, and two phases follow.

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::body::{Raw, find_in};
use super::observe::Observed;
use super::{Envelope, Source, Step};
use crate::wire::Decode;

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

    fn from(self, at: usize) -> impl Iterator<Item = Step> {
        (at..self.len()).filter_map(move |at| self.get(at))
    }
}

/// A value to be noted on the way to the payload, or inside it.
struct Watched<'de> {
    /// Which path of the envelope; its steps are compared, not its identity.
    rest: &'static [Step],
    path: Path,
    /// How many first steps it shares with the path of the payload.
    fork: usize,
    /// The value at `fork + 1` steps.
    raw: Option<Raw<'de>>,
}

/// What the pass knows while it walks.
pub(crate) struct Pass<'de> {
    spine: Path,
    watched: Vec<Watched<'de>>,
    /// Whether the payload, when something inside it is watched, was read through the observer.
    pub(crate) observed: bool,
}

/// What a key is for.
#[derive(Clone, Copy)]
pub(crate) struct Hit {
    spine: bool,
    /// One bit for each watched value that starts here.
    pub(crate) watched: u32,
}

impl<'de> Pass<'de> {
    /// A pass over a body with this envelope; `None` when the envelope is not of a shape that one walk can read.
    fn new(envelope: &Envelope) -> Option<Self> {
        let [data] = envelope.data else { return None };
        let spine = Path { root: envelope.root, rest: data };
        if spine.from(0).any(|step| matches!(step, Step::Index(_))) {
            return None;
        }
        let tests = envelope.success.iter().map(|test| test.source);
        let mut watched: Vec<Watched<'de>> = Vec::with_capacity(4);
        for source in tests.chain(envelope.trace.iter().copied()) {
            let Source::Body(rest) = source else { continue };
            let path = Path { root: envelope.root, rest };
            let fork = path.from(0).zip(spine.from(0)).take_while(|(a, b)| a == b).count();
            match path.get(fork) {
                Some(Step::Key(_) | Step::Suffix(_)) => {}
                Some(Step::Index(_)) | None => return None,
            }
            watched.push(Watched { rest, path, fork, raw: None });
        }
        (watched.len() <= 32).then_some(Self { spine, watched, observed: false })
    }

    /// What the key of a member at depth `at` is for.
    pub(crate) fn hit(&self, at: usize, key: &str) -> Hit {
        let spine = self.spine.get(at).is_some_and(|step| step.names(key));
        let mut watched = 0;
        for (bit, value) in self.watched.iter().enumerate() {
            if value.fork == at && value.path.get(at).is_some_and(|step| step.names(key)) {
                watched |= 1 << bit;
            }
        }
        Hit { spine, watched }
    }

    /// Notes a value.
    pub(crate) fn note<E: Error>(&mut self, watched: u32, raw: Raw<'de>) -> Result<(), E> {
        for (bit, value) in self.watched.iter_mut().enumerate() {
            if watched & (1 << bit) != 0 && value.raw.replace(raw).is_some() {
                return Err(E::custom("duplicate key"));
            }
        }
        Ok(())
    }

    /// What was noted for a path of the envelope.
    pub(crate) fn noted(&self, path: &[Step]) -> Option<Raw<'de>> {
        let value = self.watched.iter().find(|value| value.rest == path)?;
        let below: Vec<Step> = value.path.from(value.fork + 1).collect();
        find_in(value.raw?, &below).ok().flatten()
    }

    fn watches_payload(&self) -> bool {
        self.watched.iter().any(|value| value.fork == self.spine.len())
    }
}

/// Reads the payload and what else is needed in one walk; `None` when two phases are needed.
pub(crate) fn read<'de, T: Decode>(envelope: &Envelope, text: &'de str) -> Option<(T, Pass<'de>)> {
    let mut pass = Pass::new(envelope)?;
    let mut input = serde_json::Deserializer::from_str(text);
    let payload = Descend { pass: &mut pass, at: 0, payload: PhantomData }.deserialize(&mut input).ok()??;
    input.end().ok()?;
    (pass.observed || !pass.watches_payload()).then_some((payload, pass))
}

/// Walks down to the payload.
struct Descend<'p, 'de, T> {
    pass: &'p mut Pass<'de>,
    at: usize,
    payload: PhantomData<T>,
}

impl<'de, T: Decode> DeserializeSeed<'de> for Descend<'_, 'de, T> {
    type Value = Option<T>;

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Self::Value, D::Error> {
        if self.at < self.pass.spine.len() {
            input.deserialize_map(self)
        } else if self.pass.watches_payload() {
            T::decode(Observed { inner: input, pass: self.pass, at: self.at }).map(Some)
        } else {
            T::decode(input).map(Some)
        }
    }
}

impl<'de, T: Decode> Visitor<'de> for Descend<'_, 'de, T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        let mut seen = false;
        while let Some(hit) = map.next_key_seed(Match { pass: self.pass, at: self.at })? {
            if hit.spine && seen {
                return Err(A::Error::custom("duplicate key"));
            } else if hit.spine {
                seen = true;
                let below = Descend { pass: &mut *self.pass, at: self.at + 1, payload: PhantomData };
                found = map.next_value_seed(below)?;
            } else if hit.watched != 0 {
                let raw: &RawValue = map.next_value()?;
                self.pass.note(hit.watched, raw.get())?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

/// Tells what a key is for without keeping it.
struct Match<'p, 'de> {
    pass: &'p Pass<'de>,
    at: usize,
}

impl<'de> DeserializeSeed<'de> for Match<'_, '_> {
    type Value = Hit;

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Hit, D::Error> {
        input.deserialize_str(self)
    }
}

impl Visitor<'_> for Match<'_, '_> {
    type Value = Hit;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Hit, E> {
        Ok(self.pass.hit(self.at, key))
    }
}
