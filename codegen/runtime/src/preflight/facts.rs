//! Facts that rules need and requests do not have.

use std::collections::BTreeMap;

use super::text::{Scratch, Shown};

/// Facts that only the caller knows, such as the number of pages of a file by its code. A rule whose fact is missing is
/// satisfied.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    numbers: BTreeMap<Box<str>, BTreeMap<Box<str>, i64>>,
}

impl Facts {
    /// Creates an empty set of facts.
    #[must_use]
    pub const fn new() -> Self {
        Self { numbers: BTreeMap::new() }
    }

    /// Sets the fact `name` of `key`: `with("pages", "FC_1", 3)`.
    #[must_use]
    pub fn with(mut self, name: &str, key: impl Into<String>, value: i64) -> Self {
        self.numbers.entry(name.into()).or_default().insert(key.into().into(), value);
        self
    }

    /// The fact `name` of `key`.
    #[must_use]
    pub fn number(&self, name: &str, key: &str) -> Option<i64> {
        self.numbers.get(name)?.get(key).copied()
    }

    /// The fact `name` of a text or an integer.
    #[must_use]
    pub fn number_of<T: Shown + ?Sized>(&self, name: &str, key: &T) -> Option<i64> {
        self.number(name, key.shown(&mut Scratch::default()))
    }
}
