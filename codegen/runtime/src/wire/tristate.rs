//! A field with three states: absent, null, and a value.

use std::any::Any;
use std::fmt;

use serde_core::{Serialize, Serializer};

use super::reader::{Done, Reader};
use super::value::{Shown, Value, copy};
use super::writer::Writer;

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

    /// The same state over a reference by which the value can be changed.
    pub fn as_mut(&mut self) -> Patch<&mut T> {
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

/// Converts a value that can be `null` but not absent.
impl<T> From<Option<T>> for Patch<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Patch::Null, Patch::Value)
    }
}

impl From<&str> for Patch<String> {
    fn from(text: &str) -> Self {
        Patch::Value(text.to_owned())
    }
}

/// Inside a list or a map, where nothing can be left out, `Absent` is written as `null`.
impl<T: Value> Value for Patch<T> {
    fn blank() -> Self {
        Patch::Absent
    }

    fn read(&mut self, from: &mut Reader<'_>) -> Done {
        let mut value = None::<T>;
        value.read(from)?;
        *self = value.map_or(Patch::Null, Patch::Value);
        Ok(())
    }

    fn write(&self, to: &mut Writer) {
        match self {
            Patch::Absent | Patch::Null => to.null(),
            Patch::Value(value) => value.write(to),
        }
    }

    fn is_absent(&self) -> bool {
        matches!(self, Patch::Absent)
    }

    fn debug(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.as_ref().map(|value| Shown(value)), f)
    }

    fn same(&self, other: &dyn Value) -> bool {
        match (self, other.as_any().downcast_ref::<Self>()) {
            (Patch::Value(a), Some(Patch::Value(b))) => a.same(b),
            (Patch::Absent, Some(Patch::Absent)) | (Patch::Null, Some(Patch::Null)) => true,
            _ => false,
        }
    }

    fn assign(&mut self, from: &dyn Value) {
        if let Some(from) = from.as_any().downcast_ref::<Self>() {
            *self = from.as_ref().map(copy);
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
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
