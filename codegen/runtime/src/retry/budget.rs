//! The retry budget, which keeps the clients of a failing server from tripling its load.

use std::sync::atomic::{AtomicU32, Ordering};

/// The cost of a retry. A successful call earns one, so that in the long run at most every fifth success pays for a
/// retry.
pub(crate) const RETRY: u32 = 5;

/// The default budget: 100 retries.
pub(crate) const FULL: u32 = 100 * RETRY;

/// A bucket of tokens that the clones of a client share.
#[derive(Debug)]
pub(crate) struct Budget {
    full: u32,
    left: AtomicU32,
}

impl Budget {
    /// A full bucket for this many retries.
    pub(crate) fn of(retries: u32) -> Self {
        let full = retries.saturating_mul(RETRY);
        Self { full, left: AtomicU32::new(full) }
    }

    /// Pays for a retry; false when there is not enough left.
    pub(crate) fn pay(&self) -> bool {
        let pay = |left: u32| left.checked_sub(RETRY);
        self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, pay).is_ok()
    }

    /// A call has succeeded.
    pub(crate) fn succeeded(&self) {
        let give = |left: u32| (left < self.full).then_some(left + 1);
        // A full budget stays full.
        let _ = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, give);
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self { full: FULL, left: AtomicU32::new(FULL) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Budget, RETRY};

    #[test]
    fn successes_pay_for_retries() {
        let budget = Budget::of(2);
        assert!(budget.pay() && budget.pay() && !budget.pay());
        for _ in 1..RETRY {
            budget.succeeded();
            assert!(!budget.pay());
        }
        budget.succeeded();
        assert!(budget.pay() && !budget.pay());
        (0..1000).for_each(|_| budget.succeeded());
        assert!(budget.pay() && budget.pay() && !budget.pay(), "never more than full");
        assert_eq!((0..).take_while(|_| Budget::default().pay()).take(101).count(), 101);
        let shared = Budget::default();
        assert_eq!(std::iter::from_fn(|| shared.pay().then_some(())).count(), 100);
    }
}
