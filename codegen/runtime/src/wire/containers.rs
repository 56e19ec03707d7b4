//! Containers: lists, optional values, boxes, maps and `()`.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde_core::Deserialize;
use serde_core::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::found::refuse;
use super::path::{Segment, under};
use super::{Decode, Shape};

/// [`Decode`] as a seed.
pub(crate) struct Seed<T>(PhantomData<T>);

impl<T> Seed<T> {
    pub(crate) fn new() -> Self {
        Seed(PhantomData)
    }
}

impl<'de, T: Decode> DeserializeSeed<'de> for Seed<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<T, D::Error> {
        T::decode(input)
    }
}

impl<T: Decode> Decode for Vec<T> {
    const SHAPE: Shape = Shape::List(&T::SHAPE);

    fn decode<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_any(ListVisitor(PhantomData))
    }
}

struct ListVisitor<T>(PhantomData<T>);

impl<'de, T: Decode> Visitor<'de> for ListVisitor<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<T>, A::Error> {
        let mut out = Vec::new();
        loop {
            match list.next_element_seed(Seed::<T>::new()) {
                Ok(Some(value)) => out.push(value),
                Ok(None) => return Ok(out),
                Err(error) => return Err(under(Segment::Index(out.len()), error)),
            }
        }
    }

    refuse!("a list"; bool number text null object);
}

impl<T: Decode> Decode for Option<T> {
    const SHAPE: Shape = Shape::Nullable(&T::SHAPE);
    const MAY_BE_ABSENT: bool = true;

    fn decode<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_option(OptionVisitor(PhantomData))
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

struct OptionVisitor<T>(PhantomData<T>);

impl<'de, T: Decode> Visitor<'de> for OptionVisitor<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, input: D) -> Result<Option<T>, D::Error> {
        T::decode_optional(input)
    }
}

impl<T: Decode> Decode for Box<T> {
    const SHAPE: Shape = T::SHAPE;
    const MAY_BE_ABSENT: bool = T::MAY_BE_ABSENT;

    fn decode<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        T::decode(input).map(Box::new)
    }

    fn decode_optional<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Self>, D::Error> {
        Ok(T::decode_optional(input)?.map(Box::new))
    }

    fn absent() -> Option<Self> {
        T::absent().map(Box::new)
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    const SHAPE: Shape = Shape::Map(&T::SHAPE);

    fn decode<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_any(MapVisitor(PhantomData))
    }
}

struct MapVisitor<T>(PhantomData<T>);

impl<'de, T: Decode> Visitor<'de> for MapVisitor<T> {
    type Value = BTreeMap<String, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut out = BTreeMap::new();
        while let Some(key) = map.next_key::<String>()? {
            match map.next_value_seed(Seed::<T>::new()) {
                Ok(_) if out.contains_key(&key) => return Err(under(Segment::Key(&key), "duplicate key")),
                Ok(value) => out.insert(key, value),
                Err(error) => return Err(under(Segment::Key(&key), error)),
            };
        }
        Ok(out)
    }

    refuse!("an object"; bool number text null list);
}

/// The output of an endpoint that declares none: a payload is skipped.
impl Decode for () {
    const MAY_BE_ABSENT: bool = true;

    fn decode<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(input).map(|_| ())
    }

    fn absent() -> Option<Self> {
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::Decode;

    fn read<T: Decode>(json: &str) -> Result<T, String> {
        let mut input = serde_json::Deserializer::from_str(json);
        T::decode(&mut input).map_err(|error| error.to_string())
    }

    #[test]
    fn containers_read_what_they_hold() {
        assert_eq!(read::<Vec<i64>>("[1,\"2\"]"), Ok(vec![1, 2]));
        assert_eq!(read::<Vec<Option<i64>>>("[1,null]"), Ok(vec![Some(1), None]));
        assert_eq!(read::<Option<Box<bool>>>("null"), Ok(None));
        assert_eq!(read::<BTreeMap<String, i32>>("{\"a\":\"1\"}"), Ok(BTreeMap::from([("a".to_owned(), 1)])));
        assert_eq!(read::<()>("{\"a\":[1]}"), Ok(()));
        assert_eq!(<Option<i64>>::absent(), Some(None));
        assert_eq!(<Vec<i64>>::absent(), None);
    }

    #[test]
    fn errors_carry_their_path_and_position() {
        assert_eq!(
            read::<BTreeMap<String, Vec<i64>>>("{\"a\":[1,\n 2.5]}"),
            Err("a[1]: expected an integer, found 2.5 at line 2 column 4".to_owned())
        );
        let twice = read::<BTreeMap<String, i64>>("{\"a b\":1,\"a b\":2}").expect_err("twice");
        assert!(twice.starts_with("[\"a b\"]: duplicate key"), "{twice}");
        assert!(read::<Vec<i64>>("null").expect_err("null").starts_with("expected a list, found null"));
    }
}
