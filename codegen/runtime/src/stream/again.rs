//! Opening a stream of events again after it broke, where the server gives ids.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use crate::error::ErasedError;
use crate::retry::RetryPolicy;
use crate::transport::Boxed;

/// The response to a request that was sent again.
pub(crate) type Reopened = Result<http::Response<Bytes>, ErasedError>;

/// A request for the events after one that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Resumption {
    /// The id of the last event.
    pub(crate) last_id: String,
    /// How often the stream has broken since the last event, before this time.
    failures: u32,
    /// The server's `retry`.
    wait: Option<Duration>,
}

impl Resumption {
    pub(super) fn new(last_id: &str, failures: u32, wait: Option<Duration>) -> Self {
        Self { last_id: last_id.to_owned(), failures, wait }
    }

    /// The pause before the request: as long as the server wants and what the policy adds, but not longer than the
    /// policy allows.
    pub(crate) fn pause(&self, policy: RetryPolicy, random: u64) -> Duration {
        let wanted = self.wait.unwrap_or_default();
        wanted.saturating_add(policy.pause(self.failures, random)).min(policy.cap())
    }
}

/// Opens a stream again; an extension of the response that began it. `F` is a function from a [`Resumption`].
pub(crate) struct Again<F: ?Sized> {
    open: Arc<F>,
    attempts: u32,
}

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub(crate) type Reopen = dyn Fn(Resumption) -> Boxed<'static, Reopened> + Send + Sync;
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
pub(crate) type Reopen = dyn Fn(Resumption) -> Boxed<'static, Reopened>;
#[cfg(feature = "blocking")]
pub(crate) type BlockingReopen = dyn Fn(Resumption) -> Reopened + Send + Sync;

impl<F: ?Sized> Again<F> {
    pub(crate) fn new(open: Arc<F>, policy: RetryPolicy) -> Self {
        Self { open, attempts: policy.attempts() }
    }

    pub(super) fn open(&self) -> &F {
        &self.open
    }

    /// How often a stream is opened at most without an event in between.
    pub(super) fn attempts(&self) -> u32 {
        self.attempts
    }
}

impl<F: ?Sized> Clone for Again<F> {
    fn clone(&self) -> Self {
        Self { open: Arc::clone(&self.open), attempts: self.attempts }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Resumption;
    use crate::retry::RetryPolicy;

    #[test]
    fn pauses_have_the_bound_of_the_policy() {
        let policy = RetryPolicy::new().with_base(Duration::from_secs(1)).with_cap(Duration::from_secs(5));
        for (failures, wait, want) in
            [(0, None, 1), (1, None, 2), (0, Some(3), 4), (1, Some(3), 5), (0, Some(9), 5)]
        {
            let resumption = Resumption::new("7", failures, wait.map(Duration::from_secs));
            assert_eq!(resumption.pause(policy, u64::MAX), Duration::from_secs(want), "{failures} {wait:?}");
        }
    }
}
