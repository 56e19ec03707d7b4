//! Presence of values. An empty text, list or map, or a text of spaces, may mean that the value is absent: it is read
//! in whichever way satisfies the rule.

use std::collections::BTreeMap;

use crate::wire::{Base64, Base64Url, Hex, Json};

/// Whether a value is present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Present.
    There,
    /// An empty text, list or map, or a text of spaces.
    Empty,
    /// Absent.
    Absent,
}

impl Presence {
    /// The presence of a value that can be empty.
    #[must_use]
    pub fn of<T: Hollow + ?Sized>(value: Option<&T>) -> Self {
        match value {
            None => Self::Absent,
            Some(value) if value.is_hollow() => Self::Empty,
            Some(_) => Self::There,
        }
    }

    /// The presence of a value that can't be empty.
    #[must_use]
    pub fn of_solid<T: ?Sized>(value: Option<&T>) -> Self {
        if value.is_some() { Self::There } else { Self::Absent }
    }
}

/// Types that can be empty on the wire.
pub trait Hollow {
    /// Whether it is certainly empty.
    fn is_empty(&self) -> bool;

    /// Whether a server may treat it as absent: empty, or a text of spaces.
    fn is_hollow(&self) -> bool {
        self.is_empty()
    }
}

impl Hollow for str {
    fn is_empty(&self) -> bool {
        self.is_empty()
    }

    fn is_hollow(&self) -> bool {
        self.trim().is_empty()
    }
}

impl Hollow for String {
    fn is_empty(&self) -> bool {
        self.is_empty()
    }

    fn is_hollow(&self) -> bool {
        self.as_str().is_hollow()
    }
}

macro_rules! hollow_bytes {
    ($($bytes:ty)*) => { $(
        /// Empty bytes are `""` on the wire.
        impl Hollow for $bytes {
            fn is_empty(&self) -> bool {
                self.as_bytes().is_empty()
            }
        }
    )* };
}

hollow_bytes! { Base64 Base64Url Hex }

/// `null`, `""`, `[]` and `{}`.
impl Hollow for Json {
    fn is_empty(&self) -> bool {
        match self.as_str() {
            Some(text) => text.is_empty(),
            None => self.is_null() || (self.is_empty() && (self.is_list() || self.is_object())),
        }
    }

    fn is_hollow(&self) -> bool {
        Hollow::is_empty(self) || self.as_str().is_some_and(Hollow::is_hollow)
    }
}

impl<T> Hollow for Vec<T> {
    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

impl<K, V> Hollow for BTreeMap<K, V> {
    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

/// Whether a value is certainly empty.
#[must_use]
pub fn is_empty<T: Hollow + ?Sized>(value: &T) -> bool {
    value.is_empty()
}

/// The value, unless a server may treat it as absent.
#[must_use]
pub fn filled<T: Hollow + ?Sized>(value: &T) -> Option<&T> {
    (!value.is_hollow()).then_some(value)
}

/// Whether exactly `count` values may be present.
#[must_use]
pub fn may_be_exactly(count: usize, of: &[Presence]) -> bool {
    may_be_at_least(count, of) && may_be_at_most(count, of)
}

/// Whether `count` or more values may be present.
#[must_use]
pub fn may_be_at_least(count: usize, of: &[Presence]) -> bool {
    of.iter().filter(|presence| **presence != Presence::Absent).count() >= count
}

/// Whether `count` or fewer values may be present.
#[must_use]
pub fn may_be_at_most(count: usize, of: &[Presence]) -> bool {
    of.iter().filter(|presence| **presence == Presence::There).count() <= count
}

/// Calls `found` with each item that has a value that the first one lacks, or lacks one that it has, and with that
/// first one. Items for which neither is certain are left out.
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
    use super::{
        BTreeMap, Base64, Base64Url, Hex, Hollow, Json, Presence, filled, is_empty, may_be_at_least,
        may_be_at_most, may_be_exactly, uniform,
    };

    #[test]
    fn what_is_there() {
        assert_eq!(Presence::of(Some(&String::new())), Empty);
        assert_eq!(Presence::of(Some(&vec![1])), There);
        assert_eq!(Presence::of::<Vec<i32>>(None), Absent);
        assert_eq!((Presence::of_solid(Some(&0)), Presence::of_solid::<i32>(None)), (There, Absent));
        assert_eq!((filled(&String::new()), filled(&vec![1])), (None, Some(&vec![1])));
    }

    #[test]
    fn what_is_empty_on_the_wire() {
        fn states<T: Hollow + ?Sized>(value: &T) -> (bool, bool) {
            (is_empty(value), value.is_hollow())
        }
        let (empty, blank, full) = ((true, true), (false, true), (false, false));
        assert_eq!([states(""), states(" \u{3000}"), states(" a")], [empty, blank, full]);
        assert_eq!([states(&Base64::default()), states(&Base64::from([0]))], [empty, full]);
        assert_eq!([states(&Base64Url::default()), states(&Hex::default())], [empty, empty]);
        assert_eq!(states(&BTreeMap::<String, i32>::new()), empty);
        for (text, expected) in [
            ("null", empty),
            ("\"\"", empty),
            ("[]", empty),
            ("{}", empty),
            ("\" \"", blank),
            ("0", full),
            ("false", full),
            ("[null]", full),
            ("\"a\"", full),
        ] {
            let json: Json = serde_json::from_str(text).expect(text);
            assert_eq!(states(&json), expected, "{text}");
        }
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
