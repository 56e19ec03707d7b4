//! The limits of a call.

use std::time::Duration;

/// The longest time limit, ten years, so that adding one to a point in time can't overflow.
const LONGEST: Duration = Duration::from_secs(10 * 365 * 86_400);

/// The limits of one call. Values that are not set keep their defaults. Times over ten years count as ten years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    connect: Duration,
    idle: Duration,
    attempt: Duration,
    total: Duration,
    body: usize,
}

impl Limits {
    /// Connect 10 s, idle 30 s, an attempt as long as the whole call, total 60 s, body 8 MiB.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            connect: Duration::from_secs(10),
            idle: Duration::from_secs(30),
            attempt: LONGEST,
            total: Duration::from_secs(60),
            body: 8 * 1024 * 1024,
        }
    }

    /// Sets the time for name resolution, connecting and the TLS handshake together. Default: 10 s.
    #[must_use]
    pub const fn with_connect(mut self, time: Duration) -> Self {
        self.connect = bounded(time);
        self
    }

    /// Sets the time between two pieces of a response, once its head has arrived, and of the body of an
    /// [`Upload`](crate::v1::Upload) while it is sent; otherwise, only the limits of the attempt and of the call count.
    /// Default: 30 s.
    #[must_use]
    pub const fn with_idle(mut self, time: Duration) -> Self {
        self.idle = bounded(time);
        self
    }

    /// Sets the time for one attempt, from connecting to the last byte of the response. An attempt that runs into it has
    /// failed, and may be followed by another one. Time for sending an [`Upload`](crate::v1::Upload) does not count.
    /// Default: as long as the whole call.
    #[must_use]
    pub const fn with_attempt(mut self, time: Duration) -> Self {
        self.attempt = bounded(time);
        self
    }

    /// Sets the time for the whole call: all attempts, the pauses between them, and the waiting for credentials, but not what
    /// sending an [`Upload`](crate::v1::Upload) takes. Default: 60 s.
    #[must_use]
    pub const fn with_total(mut self, time: Duration) -> Self {
        self.total = bounded(time);
        self
    }

    /// Sets the size of a response body in bytes, counted after decompression. Default: 8 MiB.
    #[must_use]
    pub const fn with_body(mut self, bytes: usize) -> Self {
        self.body = bytes;
        self
    }

    /// The time for connecting.
    #[must_use]
    pub const fn connect(&self) -> Duration {
        self.connect
    }

    /// The time between two pieces of a response body.
    #[must_use]
    pub const fn idle(&self) -> Duration {
        self.idle
    }

    /// The time for one attempt.
    #[must_use]
    pub const fn attempt(&self) -> Duration {
        self.attempt
    }

    /// The time for the whole call; for a transport, the time for the current request.
    #[must_use]
    pub const fn total(&self) -> Duration {
        self.total
    }

    /// The size of a response body in bytes.
    #[must_use]
    pub const fn body(&self) -> usize {
        self.body
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::new()
    }
}

const fn bounded(time: Duration) -> Duration {
    if time.as_secs() < LONGEST.as_secs() { time } else { LONGEST }
}
