//! A field with three states: absent, null, and a value.

use serde_core::de::Deserializer;
use serde_core::{Serialize, Serializer};

use super::{Decode, Shape};

/// A field that may be left out, be `null`, or hold a value, where the difference matters (as in PATCH bodies).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Patch<T> {
    /// Not written at all. The default.
    #[default]
    Absent,
    /// Written as `null`.
    Null,
    /// Written as the value.
    Value(T),
}

impl<T> Patch<T> {
    /// The value, when there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Patch::Value(value) => Some(value),
            Patch::Absent | Patch::Null => None,
        }
    }

    /// The value by move, when there is one.
    pub fn into_value(self) -> Option<T> {
        match self {
            Patch::Value(value) => Some(value),
            Patch::Absent | Patch::Null => None,
        }
    }

    /// The same state over a reference to the value.
    pub fn as_ref(&self) -> Patch<&T> {
        match self {
            Patch::Absent => Patch::Absent,
            Patch::Null => Patch::Null,
            Patch::Value(value) => Patch::Value(value),
        }
    }

    /// The same state over another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Patch<U> {
        match self {
            Patch::Absent => Patch::Absent,
            Patch::Null => Patch::Null,
            Patch::Value(value) => Patch::Value(change(value)),
        }
    }

    /// Whether nothing is written.
    pub fn is_absent(&self) -> bool {
        matches!(self, Patch::Absent)
    }

    /// Whether `null` is written.
    pub fn is_null(&self) -> bool {
        matches!(self, Patch::Null)
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Patch::Value(value)
    }
}

impl From<&str> for Patch<String> {
    fn from(text: &str) -> Self {
        Patch::Value(text.to_owned())
    }
}

impl<T: Decode> Decode for Patch<T> {
    const SHAPE: Shape = Shape::Nullable(&T::SHAPE);

    fn decode<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        Ok(match Option::<T>::decode(input)? {
            Some(value) => Patch::Value(value),
            None => Patch::Null,
        })
    }
}

/// Inside a list or a map, where nothing can be left out, `Absent` is written as `null`.
impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self {
            Patch::Absent | Patch::Null => out.serialize_none(),
            Patch::Value(value) => value.serialize(out),
        }
    }
}
