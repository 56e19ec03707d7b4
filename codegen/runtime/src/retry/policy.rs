//! The number of attempts and the pauses between them.

use std::time::Duration;

/// The number of attempts of a call and the pauses between them. Values that are not set keep their defaults.
///
/// A policy never sends a request twice that may have been processed, unless the endpoint is idempotent or the request
/// carries an idempotency key; see [`Error::is_retryable`](crate::v1::Error::is_retryable). It only limits how often
/// and when a retryable request is sent again.
///
/// The pause before retry *n* (from 0) is random between zero and `min(cap, base * 2^n)`: exponential backoff with full
/// jitter, as in "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015). The server's `Retry-After` is added to
/// it, so that it is never undercut, and clients that got the same value do not come back together. A pause that would
/// not end within [`Limits::total`](crate::v1::Limits::total) ends the call immediately.
///
/// A server that is asked too often ([`Retry::Throttle`](crate::v1::Retry::Throttle)) and doesn't say how long to wait needs
/// longer than one that failed: the pause is then random between `min(cap, throttle * 2^n)` and twice that, so 1 to 2 s and
/// then 2 to 4 s by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    attempts: u32,
    base: Duration,
    cap: Duration,
    throttle: Duration,
}

impl RetryPolicy {
    /// Three attempts, base 100 ms, cap 10 s, throttle 1 s.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            attempts: 3,
            base: Duration::from_millis(100),
            cap: Duration::from_secs(10),
            throttle: Duration::from_secs(1),
        }
    }

    /// A single attempt: a request is never sent again, not even with a new credential.
    #[must_use]
    pub const fn off() -> Self {
        Self::new().with_attempts(1)
    }

    /// Sets how often a call is sent at most; 0 counts as 1. Default: 3. The attempt after a token was refreshed does not
    /// count.
    #[must_use]
    pub const fn with_attempts(mut self, attempts: u32) -> Self {
        self.attempts = if attempts == 0 { 1 } else { attempts };
        self
    }

    /// Sets the longest pause before the first retry, without `Retry-After`. Default: 100 ms.
    #[must_use]
    pub const fn with_base(mut self, base: Duration) -> Self {
        self.base = base;
        self
    }

    /// Sets the longest pause before a retry, without `Retry-After`. Default: 10 s.
    #[must_use]
    pub const fn with_cap(mut self, cap: Duration) -> Self {
        self.cap = cap;
        self
    }

    /// Sets the shortest pause before the first retry of a call that the server throttles without `Retry-After`. Default: 1 s.
    #[must_use]
    pub const fn with_throttle(mut self, pause: Duration) -> Self {
        self.throttle = pause;
        self
    }

    /// The greatest number of attempts.
    #[must_use]
    pub const fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The longest pause before the first retry.
    #[must_use]
    pub const fn base(&self) -> Duration {
        self.base
    }

    /// The longest pause before any retry.
    #[must_use]
    pub const fn cap(&self) -> Duration {
        self.cap
    }

    /// The shortest pause before the first retry of a call that the server throttles.
    #[must_use]
    pub const fn throttle(&self) -> Duration {
        self.throttle
    }

    /// The pause before retry `retry`, from 0; `random` is any number.
    pub(crate) fn pause(&self, retry: u32, random: u64) -> Duration {
        up_to(self.doubled(self.base, retry), random)
    }

    /// The pause before retry `retry` of a call that the server throttles without saying how long.
    pub(crate) fn throttled(&self, retry: u32, random: u64) -> Duration {
        let shortest = self.doubled(self.throttle, retry);
        shortest.saturating_add(up_to(shortest, random))
    }

    fn doubled(&self, pause: Duration, retry: u32) -> Duration {
        pause.saturating_mul(2_u32.saturating_pow(retry)).min(self.cap)
    }
}

/// A random time from zero to the longest.
fn up_to(longest: Duration, random: u64) -> Duration {
    let nanos = u64::try_from(longest.as_nanos()).unwrap_or(u64::MAX);
    // The high half of the product is the random number brought down to the range.
    let drawn = (u128::from(random) * (u128::from(nanos) + 1)) >> 64;
    Duration::from_nanos(u64::try_from(drawn).unwrap_or(nanos))
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::RetryPolicy;

    #[test]
    fn pauses_double_up_to_the_cap() {
        let policy = RetryPolicy::new();
        for (retry, millis) in [(0, 100), (1, 200), (6, 6400), (7, 10_000), (40, 10_000), (u32::MAX, 10_000)]
        {
            assert_eq!(policy.pause(retry, u64::MAX), Duration::from_millis(millis), "{retry}");
            assert_eq!(policy.pause(retry, 0), Duration::ZERO);
            let half = policy.pause(retry, u64::MAX / 2);
            assert!(half.abs_diff(Duration::from_millis(millis) / 2) < Duration::from_micros(1), "{half:?}");
        }
        let long = policy.with_base(Duration::MAX).with_cap(Duration::MAX);
        assert!(long.pause(3, u64::MAX) > Duration::from_secs(1 << 33));
        assert_eq!((RetryPolicy::off().attempts(), policy.with_attempts(0).attempts()), (1, 1));
    }
    #[test]
    fn a_throttled_call_waits_for_seconds() {
        let policy = RetryPolicy::new();
        for (retry, shortest) in [(0, 1), (1, 2), (2, 4), (4, 10), (u32::MAX, 10)] {
            let shortest = Duration::from_secs(shortest);
            assert_eq!(policy.throttled(retry, 0), shortest, "{retry}");
            assert_eq!(policy.throttled(retry, u64::MAX), 2 * shortest, "{retry}");
        }
        assert_eq!(policy.with_throttle(Duration::ZERO).throttled(3, u64::MAX), Duration::ZERO);
    }
}
