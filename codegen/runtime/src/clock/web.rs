//! Time and randomness of JavaScript.

use std::time::{Duration, SystemTime};

use crate::js;

pub(super) const HAS_CLOCK: bool = true;
pub(super) const HAS_RANDOM: bool = true;

pub(super) fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + js::since_1970()
}

pub(super) fn random() -> u64 {
    js::random()
}

/// A point in time.
pub(super) struct Moment(Duration);

impl Moment {
    pub(super) fn now(_: &dyn Fn() -> SystemTime) -> Self {
        Self(js::now())
    }

    pub(super) fn elapsed(&self, _: &dyn Fn() -> SystemTime) -> Duration {
        js::now().saturating_sub(self.0)
    }
}
