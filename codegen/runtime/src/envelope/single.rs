//! The optimistic pass: one walk over the body that decodes the payload in place and notes the values that success
//! depends on. No tree is built. It gives up on anything unusual, and two phases follow.

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::Envelope;
use super::observe::Observed;
use super::pass::{Hit, Pass};
use crate::wire::Decode;

/// Reads the payload and the values of the envelope in one walk; `None` if two phases are needed.
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
        if self.at < self.pass.depth() {
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

/// Finds the role of a key without keeping the key.
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
