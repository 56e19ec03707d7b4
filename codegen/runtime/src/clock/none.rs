//! A platform without time and randomness, where the configuration has to provide both.

use std::time::{Duration, SystemTime};

pub(super) const HAS_CLOCK: bool = false;
pub(super) const HAS_RANDOM: bool = false;

/// Never shown: no call is made without a clock.
pub(super) fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH
}

/// Never used for a call: none is made without randomness.
pub(super) fn random() -> u64 {
    0
}

/// A point in time, by the clock of the configuration.
pub(super) struct Moment(SystemTime);

impl Moment {
    pub(super) fn now(clock: &dyn Fn() -> SystemTime) -> Self {
        Self(clock())
    }

    /// Nothing, if the clock was set back.
    pub(super) fn elapsed(&self, clock: &dyn Fn() -> SystemTime) -> Duration {
        clock().duration_since(self.0).unwrap_or_default()
    }
}
