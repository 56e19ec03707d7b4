//! The retry state of a call: decides after each failed attempt whether there is another one.

use std::time::Duration;

use super::{Budget, RetryPolicy};
use crate::codes::Retry;
use crate::transport::Sent;

/// Whether a request that may have been processed may be sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repeat {
    No,
    /// Within this call, whose attempts share a key. The next call has another key.
    InThisCall,
    /// Always: the endpoint is idempotent, or the caller chose the key.
    Always,
}

/// Whether the server may have processed the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Processed {
    /// It has not: nothing was sent, a row of the table says so, or the server rejected the credentials (RFC 9110
    /// §15.5.2).
    No,
    Maybe,
}

/// A failed attempt.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Failed {
    pub(crate) retry: Retry,
    pub(crate) processed: Processed,
    pub(crate) sent: Sent,
    /// The server's `Retry-After`.
    pub(crate) retry_after: Option<Duration>,
}

impl Failed {
    /// Whether the same request can be sent again without doing anything twice.
    pub(crate) fn may_repeat(self, allowed: bool) -> bool {
        match self.retry {
            Retry::Safe | Retry::Throttle | Retry::Idempotent => self.processed == Processed::No || allowed,
            Retry::Never | Retry::RefreshAuth | Retry::CheckFirst => false,
        }
    }
}

/// The decision after a failed attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// The failure is final.
    GiveUp,
    /// Wait, then send again.
    Pause(Duration),
    /// Get new credentials, then send again.
    Refresh,
}

/// The history of a call so far.
#[derive(Debug)]
pub(crate) struct RetryState {
    policy: RetryPolicy,
    total: Duration,
    repeat: Repeat,
    attempts: u32,
    retries: u32,
    paused: Duration,
    refreshed: Refreshed,
    sent: Sent,
    processed: Processed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refreshed {
    NotYet,
    Once,
}

impl RetryState {
    pub(crate) fn new(policy: RetryPolicy, total: Duration, repeat: Repeat) -> Self {
        Self {
            policy,
            total,
            repeat,
            attempts: 0,
            retries: 0,
            paused: Duration::ZERO,
            refreshed: Refreshed::NotYet,
            sent: Sent::No,
            processed: Processed::No,
        }
    }

    /// The rest of the total time, `elapsed` after the start; `None` if it has run out. Pauses count also where no time
    /// passes in them, as in a fake transport.
    pub(crate) fn left(&self, elapsed: Duration) -> Option<Duration> {
        self.total.checked_sub(elapsed.max(self.paused)).filter(|left| !left.is_zero())
    }

    /// Counts an attempt.
    pub(crate) fn sending(&mut self) {
        self.attempts += 1;
    }

    /// Makes the attempt under way the last one.
    pub(crate) fn stop(&mut self) {
        self.policy = self.policy.with_attempts(1);
    }

    /// Decides what to do after a failed attempt.
    pub(crate) fn next(&mut self, failed: Failed, elapsed: Duration, random: u64, budget: &Budget) -> Next {
        self.sent = self.sent.max(failed.sent);
        if failed.processed == Processed::Maybe {
            self.processed = Processed::Maybe;
        }
        if failed.retry == Retry::RefreshAuth {
            return self.refresh(elapsed);
        }
        let again = failed.may_repeat(self.repeat != Repeat::No) && self.retries + 1 < self.policy.attempts();
        let pause = match (failed.retry, failed.retry_after) {
            (Retry::Throttle, None) => self.policy.throttled(self.retries, random),
            (_, after) => self.policy.pause(self.retries, random).saturating_add(after.unwrap_or_default()),
        };
        if !again || self.left(elapsed).is_none_or(|left| pause >= left) || !budget.pay() {
            return Next::GiveUp;
        }
        self.retries += 1;
        self.paused += pause;
        Next::Pause(pause)
    }

    fn refresh(&mut self, elapsed: Duration) -> Next {
        let may = self.refreshed == Refreshed::NotYet && self.policy.attempts() > 1;
        if !may || self.left(elapsed).is_none() {
            return Next::GiveUp;
        }
        self.refreshed = Refreshed::Once;
        Next::Refresh
    }

    /// Whether a rejected credential is useless for all calls: it is, unless the provider has just returned it.
    pub(crate) fn may_expire(&self, next: Next) -> bool {
        next == Next::Refresh || self.refreshed == Refreshed::NotYet
    }

    /// The number of attempts.
    pub(crate) fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The greatest value of all attempts.
    pub(crate) fn sent(&self) -> Sent {
        self.sent
    }

    /// Whether an attempt may have been processed.
    pub(crate) fn processed(&self) -> Processed {
        self.processed
    }

    pub(crate) fn repeat(&self) -> Repeat {
        self.repeat
    }
}

#[cfg(test)]
mod tests;
