//! Whether values are there. An empty text, list or map may stand for an absent one: such a value is counted as either,
//! whichever keeps the rule.

use std::collections::BTreeMap;

/// Whether a value is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It is.
    There,
    /// It is an empty text, list or map.
    Empty,
    /// It is not.
    Absent,
}

impl Presence {
    /// Of a value that can be empty.
    #[must_use]
    pub fn of<T: Hollow + ?Sized>(value: Option<&T>) -> Self {
        match value {
            None => Self::Absent,
            Some(value) if value.is_hollow() => Self::Empty,
            Some(_) => Self::There,
        }
    }

    /// Of a value that cannot.
    #[must_use]
    pub fn of_solid<T: ?Sized>(value: Option<&T>) -> Self {
        if value.is_some() { Self::There } else { Self::Absent }
    }
}

/// What can be empty.
pub trait Hollow {
    /// Whether it is.
    fn is_hollow(&self) -> bool;
}

impl Hollow for String {
    fn is_hollow(&self) -> bool {
        self.is_empty()
    }
}

impl<T> Hollow for Vec<T> {
    fn is_hollow(&self) -> bool {
        self.is_empty()
    }
}

impl<K, V> Hollow for BTreeMap<K, V> {
    fn is_hollow(&self) -> bool {
        self.is_empty()
    }
}

/// The text, unless it is empty.
#[must_use]
pub fn filled<T: Hollow + ?Sized>(value: &T) -> Option<&T> {
    (!value.is_hollow()).then_some(value)
}

/// Whether exactly so many may be there.
#[must_use]
pub fn may_be_exactly(count: usize, of: &[Presence]) -> bool {
    may_be_at_least(count, of) && may_be_at_most(count, of)
}

/// Whether so many or more may be there.
#[must_use]
pub fn may_be_at_least(count: usize, of: &[Presence]) -> bool {
    of.iter().filter(|presence| **presence != Presence::Absent).count() >= count
}

/// Whether so many or fewer may be there.
#[must_use]
pub fn may_be_at_most(count: usize, of: &[Presence]) -> bool {
    of.iter().filter(|presence| **presence == Presence::There).count() <= count
}

/// Calls `found` with each item that has something that the first one lacks, or lacks what it has, and with that first
/// one. Items that are neither for certain are left out.
pub fn uniform<P: Copy>(items: impl IntoIterator<Item = (P, Presence)>, mut found: impl FnMut(P, P)) {
    let mut sure = items.into_iter().filter(|(_, presence)| *presence != Presence::Empty);
    let Some((first, expected)) = sure.next() else { return };
    for (place, presence) in sure {
        if presence != expected {
            found(place, first);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Presence::{Absent, Empty, There};
    use super::{Presence, filled, may_be_at_least, may_be_at_most, may_be_exactly, uniform};

    #[test]
    fn what_is_there() {
        assert_eq!(Presence::of(Some(&String::new())), Empty);
        assert_eq!(Presence::of(Some(&vec![1])), There);
        assert_eq!(Presence::of::<Vec<i32>>(None), Absent);
        assert_eq!((Presence::of_solid(Some(&0)), Presence::of_solid::<i32>(None)), (There, Absent));
        assert_eq!((filled(&String::new()), filled(&vec![1])), (None, Some(&vec![1])));
    }

    #[test]
    fn how_many() {
        let of = [There, Empty, Absent];
        assert!(may_be_exactly(1, &of) && may_be_exactly(2, &of));
        assert!(!may_be_exactly(0, &of) && !may_be_exactly(3, &of));
        assert!(may_be_at_least(2, &of) && !may_be_at_least(3, &of));
        assert!(may_be_at_most(1, &of) && !may_be_at_most(0, &of));
        assert!(may_be_exactly(0, &[]));
    }

    #[test]
    fn all_or_none() {
        let run = |items: &[Presence]| {
            let mut pairs = Vec::new();
            uniform(items.iter().copied().enumerate(), |place, first| pairs.push((place, first)));
            pairs
        };
        assert_eq!(run(&[]), []);
        assert_eq!(run(&[There, Empty, There]), []);
        assert_eq!(run(&[Empty, Absent, Empty, Absent]), []);
        assert_eq!(run(&[Empty, There, There, Absent, There, Absent]), [(3, 1), (5, 1)]);
        assert_eq!(run(&[Absent, There]), [(1, 0)]);
    }
}
