//! Time and randomness of an operating system.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::{Duration, Instant, SystemTime};

pub(super) const HAS_CLOCK: bool = true;
pub(super) const HAS_RANDOM: bool = true;

#[expect(clippy::disallowed_methods, reason = "the runtime's one clock")]
pub(super) fn now() -> SystemTime {
    SystemTime::now()
}

/// Each `RandomState` has different keys, from randomness of the operating system. The time is mixed in, so that a process
/// that was copied while running does not repeat the numbers of its copy.
pub(super) fn random() -> u64 {
    let mut hasher = RandomState::new().build_hasher();
    hasher.write_u128(now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_nanos());
    hasher.finish()
}

/// A point in time.
pub(super) struct Moment(Instant);

impl Moment {
    pub(super) fn now(_: &dyn Fn() -> SystemTime) -> Self {
        Self(Instant::now())
    }

    pub(super) fn elapsed(&self, _: &dyn Fn() -> SystemTime) -> Duration {
        self.0.elapsed()
    }
}
