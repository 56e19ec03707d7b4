//! The members of a JSON object, in the order in which they came.

use std::collections::BTreeMap;

/// Keys and values. Keys are unique, which callers check with [`twice`].
#[derive(Clone, Default)]
pub(super) struct Members<T>(pub(super) Vec<(String, T)>);

impl<T> Members<T> {
    pub(super) fn get(&self, key: &str) -> Option<&T> {
        self.0.iter().find_map(|(name, value)| (name == key).then_some(value))
    }

    fn sorted(&self) -> BTreeMap<&str, &T> {
        self.0.iter().map(|(key, value)| (key.as_str(), value)).collect()
    }
}

/// Equal members in any order.
impl<T: PartialEq> PartialEq for Members<T> {
    fn eq(&self, other: &Self) -> bool {
        let same_keys = || self.0.iter().map(|(key, _)| key).eq(other.0.iter().map(|(key, _)| key));
        self.0.len() == other.0.len()
            && if same_keys() { self.0 == other.0 } else { self.sorted() == other.sorted() }
    }
}

/// The first duplicate key in alphabetical order.
pub(super) fn twice<T>(members: &[(String, T)]) -> Option<&str> {
    let mut keys: Vec<&str> = members.iter().map(|(key, _)| key.as_str()).collect();
    keys.sort_unstable();
    keys.windows(2).find_map(|pair| match pair {
        [a, b] if a == b => Some(*a),
        _ => None,
    })
}
