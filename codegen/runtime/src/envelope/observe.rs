//! Watching the members of an object while a payload reads it: for envelopes whose payload is the whole body.

use std::borrow::Cow;
use std::fmt;

use serde_core::de::value::{BorrowedStrDeserializer, StringDeserializer};
use serde_core::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, Visitor};
use serde_core::forward_to_deserialize_any;
use serde_json::value::RawValue;

use super::body::Key;
use super::pass::Pass;

/// A deserializer that reports the members of objects to the pass.
pub(crate) struct Observed<'p, 'de, D> {
    pub(crate) inner: D,
    pub(crate) pass: &'p mut Pass<'de>,
    pub(crate) at: usize,
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Observed<'_, 'de, D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_any(Tap { visitor, pass: self.pass, at: self.at })
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_option(Tap { visitor, pass: self.pass, at: self.at })
    }

    /// Raw JSON is requested this way; it stays unobserved, and the pass gives up.
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.inner.deserialize_newtype_struct(name, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}

/// A visitor that hands an observed object to the visitor of the payload.
struct Tap<'p, 'de, V> {
    visitor: V,
    pass: &'p mut Pass<'de>,
    at: usize,
}

/// Values other than objects: there is nothing to watch in them.
macro_rules! hand_on {
    ($($method:ident($value:ty);)*) => { $(
        fn $method<E: Error>(self, value: $value) -> Result<V::Value, E> {
            self.pass.observed = true;
            self.visitor.$method(value)
        }
    )* };
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Tap<'_, 'de, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    hand_on! {
        visit_bool(bool);
        visit_i64(i64);
        visit_u64(u64);
        visit_f64(f64);
        visit_str(&str);
        visit_borrowed_str(&'de str);
        visit_string(String);
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.pass.observed = true;
        self.visitor.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.pass.observed = true;
        self.visitor.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        self.visitor.visit_some(Observed { inner, pass: self.pass, at: self.at })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<V::Value, A::Error> {
        self.pass.observed = true;
        self.visitor.visit_seq(list)
    }

    fn visit_map<A: MapAccess<'de>>(self, inner: A) -> Result<V::Value, A::Error> {
        self.pass.observed = true;
        self.visitor.visit_map(TapMap { inner, pass: self.pass, at: self.at, watched: 0 })
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_enum(data)
    }
}

struct TapMap<'p, 'de, A> {
    inner: A,
    pass: &'p mut Pass<'de>,
    at: usize,
    /// The watched values that the current key starts.
    watched: u32,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for TapMap<'_, 'de, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        let Some(Key(key)) = self.inner.next_key::<Key<'de>>()? else { return Ok(None) };
        self.watched = self.pass.hit(self.at, &key).watched;
        match key {
            Cow::Borrowed(key) => seed.deserialize(BorrowedStrDeserializer::new(key)).map(Some),
            Cow::Owned(key) => seed.deserialize(StringDeserializer::new(key)).map(Some),
        }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        if self.watched == 0 {
            return self.inner.next_value_seed(seed);
        }
        let raw: &'de RawValue = self.inner.next_value()?;
        self.pass.note(self.watched, raw.get())?;
        let mut again = serde_json::Deserializer::from_str(raw.get());
        seed.deserialize(&mut again).map_err(A::Error::custom)
    }
}
