//! Entries by status: which one is about a response.

use std::collections::BTreeMap;

use super::types::ByStatus;
use crate::ast::Statuses;

impl Statuses {
    /// Whether all of `others` are among these.
    #[must_use]
    pub fn has(self, others: Self) -> bool {
        match self {
            Self::Exact(_) => self == others,
            Self::Class(class) => others.class() == Some(class),
            Self::Default => true,
        }
    }
}

/// Entries in the order in which they are tried: the more exact first. Of several about the same statuses, the last one
/// counts.
pub fn by_exactness<'a>(entries: impl IntoIterator<Item = &'a ByStatus>) -> Vec<&'a ByStatus> {
    let by_status: BTreeMap<Statuses, &ByStatus> =
        entries.into_iter().map(|entry| (entry.status.value, entry)).collect();
    by_status.into_values().collect()
}

/// The entry that is about these statuses, as the runtime finds it: their own one, or else that of their class, or else
/// that of all others. `entries` are sorted [`by_exactness`].
#[must_use]
pub fn entry_at<'a>(entries: &[&'a ByStatus], statuses: Statuses) -> Option<&'a ByStatus> {
    entries.iter().find(|entry| entry.status.value.has(statuses)).copied()
}

#[cfg(test)]
mod tests {
    use super::{by_exactness, entry_at};
    use crate::ast::Statuses::{self, Class, Default, Exact};
    use crate::model::ByStatus;
    use crate::source::{Span, Spanned};

    fn entry(status: Statuses) -> ByStatus {
        ByStatus { status: Spanned { value: status, span: Span::NONE }, ty: None }
    }

    #[test]
    fn the_most_exact_entry_counts() {
        let all = [Default, Class(4), Exact(410), Exact(404)].map(entry);
        let sorted = by_exactness(&all);
        let at = |statuses| entry_at(&sorted, statuses).map(|entry| entry.status.value);
        assert_eq!(
            [Exact(404), Exact(410), Exact(400), Class(4), Exact(500), Class(5), Default].map(at),
            [Exact(404), Exact(410), Class(4), Class(4), Default, Default, Default].map(Some)
        );
        let classes = [entry(Class(4))];
        let sorted = by_exactness(&classes);
        assert_eq!([Exact(500), Default].map(|at| entry_at(&sorted, at).is_some()), [false, false]);
    }
}
