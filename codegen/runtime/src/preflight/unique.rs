//! Items that must differ.

use std::hash::{BuildHasher, RandomState};

use serde_core::Serialize;

use super::hash::Hashing;

/// Lists up to this length are compared pairwise, which allocates nothing.
const FEW: usize = 32;

/// Calls `found` with each place whose key occurred before, and with the first place of that key.
///
/// Up to 32 keys are compared pairwise. Longer lists are sorted by a hash of the wire form, and keys with the same hash
/// compared: that takes memory for a number and a place each, and `n log n` steps. In both cases keys are equal if `==`
/// says so. In a long list, a key without a wire form, or whose equal keys have different ones, may go unnoticed.
pub fn unique<P: Copy, K: PartialEq + Serialize>(
    keys: impl Iterator<Item = (P, K)> + Clone,
    mut found: impl FnMut(P, P),
) {
    if keys.clone().nth(FEW).is_some() {
        return unique_of_many(keys, found);
    }
    for (index, (place, key)) in keys.clone().enumerate() {
        let mut before = keys.clone().take(index);
        if let Some((first, _)) = before.find(|(_, other)| *other == key) {
            found(place, first);
        }
    }
}

fn unique_of_many<P: Copy, K: PartialEq + Serialize>(
    keys: impl Iterator<Item = (P, K)>,
    mut found: impl FnMut(P, P),
) {
    let state = RandomState::new();
    let hash = |key: &K| {
        let mut hashing = Hashing::new(state.build_hasher());
        let _ = key.serialize(&mut hashing);
        hashing.finish()
    };
    // NaN has one hash and equals nothing: a long list of it would be compared each with each.
    let keys = keys.filter(|(_, key)| is_itself(key));
    let items: Vec<(u64, P, K)> = keys.map(|(place, key)| (hash(&key), place, key)).collect();
    let mut order: Vec<usize> = (0..items.len()).collect();
    // Stable: of equal hashes the first place comes first.
    order.sort_by_key(|index| items.get(*index).map(|(hash, ..)| *hash));
    let mut firsts: Vec<Option<usize>> = vec![None; items.len()];
    let mut start = 0;
    for (at, index) in order.iter().enumerate() {
        let Some((hash, _, key)) = items.get(*index) else { continue };
        let bucket = order.get(start).and_then(|first| items.get(*first));
        if bucket.is_none_or(|(other, ..)| other != hash) {
            start = at;
            continue;
        }
        // Keys that differ in spite of equal hashes are a matter of chance, so a bucket has one key, or two.
        let mut before = order.iter().take(at).skip(start);
        let first = before.find(|first| items.get(**first).is_some_and(|(_, _, other)| other == key));
        if let Some(slot) = firsts.get_mut(*index) {
            *slot = first.copied();
        }
    }
    for ((_, place, _), first) in items.iter().zip(&firsts) {
        if let Some((_, first, _)) = first.and_then(|first| items.get(first)) {
            found(*place, *first);
        }
    }
}

fn is_itself<K: PartialEq>(key: &K) -> bool {
    let same = key;
    *key == *same
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use proptest::prelude::{prop_assert_eq, proptest};

    use super::unique;
    use crate::wire::Decimal;

    fn pairs<K: PartialEq + serde_core::Serialize + Clone>(keys: &[K]) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        unique(keys.iter().cloned().enumerate(), |place, first| pairs.push((place, first)));
        pairs
    }

    #[test]
    fn pairs_name_the_first() {
        assert_eq!(pairs(&["a", "b", "a", "a", "b"]), [(2, 0), (3, 0), (4, 1)]);
        assert_eq!(pairs::<i64>(&[]), []);
        let many: Vec<(i64, Option<&str>)> = (0..40).map(|index| (index % 39, Some("x"))).collect();
        assert_eq!(pairs(&many), [(39, 0)]);
    }

    #[test]
    fn floats_that_are_written_in_two_ways() {
        let mut many: Vec<f64> = (1..40).map(f64::from).collect();
        many.extend([0.0, -0.0, f64::NAN, f64::NAN]);
        assert_eq!(pairs(&many), [(40, 39)]);
        let decimals: Vec<Decimal> = (0..40).map(Decimal::from).collect();
        assert_eq!(pairs(&decimals), []);
    }

    #[test]
    fn a_hundred_thousand() {
        let start = Instant::now();
        let mut keys: Vec<(String, i64)> = (0..100_000).map(|index| (String::from("FC_1"), index)).collect();
        keys.push((String::from("FC_1"), 7));
        assert_eq!(pairs(&keys), [(100_000, 7)]);
        assert_eq!(pairs(&vec!["same"; 100_000]).len(), 99_999);
        assert_eq!(pairs(&vec![(f64::NAN, "x"); 100_000]), []);
        // Each with each takes minutes.
        assert!(start.elapsed().as_secs() < 20);
    }

    proptest! {
        #[test]
        fn short_and_long_lists_agree(keys in proptest::collection::vec(0_u8..60, 0..80)) {
            let keys: Vec<i64> = keys.into_iter().map(i64::from).collect();
            let mut expected = Vec::new();
            for (index, key) in keys.iter().enumerate() {
                expected.extend(keys.iter().take(index).position(|other| other == key).map(|first| (index, first)));
            }
            prop_assert_eq!(pairs(&keys), expected);
        }
    }
}
