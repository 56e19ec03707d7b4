//! The course of a call: after each attempt that failed, whether there is another one.

use std::time::Duration;

use super::{Budget, RetryPolicy};
use crate::codes::Retry;
use crate::transport::Sent;

/// Whether a request that may have been processed may be sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repeat {
    No,
    /// Within this call, whose key is the same in all attempts. The next call will have another key.
    InThisCall,
    /// By anybody: the endpoint is idempotent, or the caller chose the key.
    Always,
}

/// Whether the server may have done what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Processed {
    /// It has not, as far as anybody can know: nothing was sent, a row of the table says so, or it does not know the
    /// caller (RFC 9110 §15.5.2).
    No,
    Maybe,
}

/// An attempt that failed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Failed {
    pub(crate) retry: Retry,
    pub(crate) processed: Processed,
    pub(crate) sent: Sent,
    /// What the server asks for.
    pub(crate) retry_after: Option<Duration>,
}

impl Failed {
    /// Whether the same request may be sent again without doing anything twice.
    pub(crate) fn may_repeat(self, allowed: bool) -> bool {
        match self.retry {
            Retry::Safe | Retry::Throttle | Retry::Idempotent => self.processed == Processed::No || allowed,
            Retry::Never | Retry::RefreshAuth | Retry::CheckFirst => false,
        }
    }
}

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// Nothing: the failure is final.
    GiveUp,
    /// Wait, then send again.
    Pause(Duration),
    /// Get new tokens, then send again.
    Refresh,
}

/// The course of a call so far.
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

    /// How much of the total time is left, `elapsed` since the beginning; none when it has run out. Pauses count also
    /// where a transport lets no time pass in them.
    pub(crate) fn left(&self, elapsed: Duration) -> Option<Duration> {
        self.total.checked_sub(elapsed.max(self.paused)).filter(|left| !left.is_zero())
    }

    /// The request goes to the transport.
    pub(crate) fn sending(&mut self) {
        self.attempts += 1;
    }

    /// What to do after an attempt that failed.
    pub(crate) fn next(&mut self, failed: Failed, elapsed: Duration, random: u64, budget: &Budget) -> Next {
        self.sent = self.sent.max(failed.sent);
        if failed.processed == Processed::Maybe {
            self.processed = Processed::Maybe;
        }
        if failed.retry == Retry::RefreshAuth {
            return self.refresh(elapsed);
        }
        let again = failed.may_repeat(self.repeat != Repeat::No) && self.retries + 1 < self.policy.attempts();
        let pause = self.policy.pause(self.retries, random);
        let pause = pause.saturating_add(failed.retry_after.unwrap_or_default());
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

    /// Whether a credential that was refused is of no use to anybody: it is, unless the provider has just given it.
    pub(crate) fn may_expire(&self, next: Next) -> bool {
        next == Next::Refresh || self.refreshed == Refreshed::NotYet
    }

    /// How often the request went to the transport.
    pub(crate) fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The most of it that any attempt sent.
    pub(crate) fn sent(&self) -> Sent {
        self.sent
    }

    /// Whether any attempt may have been processed.
    pub(crate) fn processed(&self) -> Processed {
        self.processed
    }

    pub(crate) fn repeat(&self) -> Repeat {
        self.repeat
    }
}

#[cfg(test)]
mod tests;
