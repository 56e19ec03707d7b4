//! How well a type fits the value that was read as it, so that a union can choose among those that a value can be.

use std::cmp::Reverse;

/// Counts the parts of a value that its type does not declare. Less is better, and the first fields weigh most.
///
/// An unknown value of an enum says more than an unknown key: servers add keys at any time. A key that a map takes is not a
/// declared one either, but it is not lost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fit {
    /// Whether the type is any JSON, which says nothing about the value.
    is_anything: bool,
    /// Fixed values that are there: each is a tag, and says what the value is, whatever else is in it.
    fixed: Reverse<u32>,
    /// Values and tags that are not declared.
    values: u32,
    /// Keys that are not declared.
    keys: u32,
    /// Keys that are.
    known: Reverse<u32>,
    /// Undeclared keys that were skipped.
    lost: u32,
}

impl Fit {
    /// Whether everything in the value is declared: no other type can fit better.
    pub(crate) fn is_perfect(self) -> bool {
        !self.is_anything && self.values == 0 && self.keys == 0
    }

    /// The fit of a member of a union that is any JSON.
    pub(crate) fn of_anything(self) -> Self {
        Self { is_anything: true, ..self }
    }

    /// Counts a value that its enum does not declare, or a tag.
    pub(crate) fn count_unknown_value(&mut self) {
        self.values = self.values.saturating_add(1);
    }

    /// Counts a fixed value that is there.
    pub(crate) fn count_fixed_value(&mut self) {
        self.fixed.0 = self.fixed.0.saturating_add(1);
    }

    /// Counts a key that is skipped.
    pub(crate) fn count_lost_key(&mut self) {
        self.keys = self.keys.saturating_add(1);
        self.lost = self.lost.saturating_add(1);
    }

    /// Counts keys that a map takes.
    pub(crate) fn count_kept_keys(&mut self, count: usize) {
        self.keys = self.keys.saturating_add(number(count));
    }

    /// Counts declared keys.
    pub(crate) fn count_known_keys(&mut self, count: usize) {
        self.known.0 = self.known.0.saturating_add(number(count));
    }

    /// Takes back keys that were counted as skipped since `before`, and are fields of the record around.
    pub(crate) fn discount_lost_keys(&mut self, before: Self, count: usize) {
        let count = number(count).min(self.lost.saturating_sub(before.lost));
        self.keys = self.keys.saturating_sub(count);
        self.lost = self.lost.saturating_sub(count);
    }

    /// The fit of two values together.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            is_anything: self.is_anything,
            fixed: Reverse(self.fixed.0.saturating_add(other.fixed.0)),
            values: self.values.saturating_add(other.values),
            keys: self.keys.saturating_add(other.keys),
            known: Reverse(self.known.0.saturating_add(other.known.0)),
            lost: self.lost.saturating_add(other.lost),
        }
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
