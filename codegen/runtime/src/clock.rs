//! The only clock and the only source of randomness of the runtime, and civil time.

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
mod native;
#[cfg(all(target_family = "wasm", target_os = "unknown", not(feature = "js")))]
mod none;
#[cfg(all(target_family = "wasm", target_os = "unknown", feature = "js"))]
mod web;

use std::sync::Arc;
use std::time::{Duration, SystemTime};

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
use self::native as system;
#[cfg(all(target_family = "wasm", target_os = "unknown", not(feature = "js")))]
use self::none as system;
#[cfg(all(target_family = "wasm", target_os = "unknown", feature = "js"))]
use self::web as system;
use crate::wire::day_at;

/// The last second of the year 9999: later times are written as this one.
const LAST: i64 = 253_402_300_799;

/// The system clock, or its replacement.
#[derive(Clone, Default)]
pub(crate) struct Clock(Option<Arc<dyn Fn() -> SystemTime + Send + Sync>>);

impl Clock {
    pub(crate) fn of(clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(clock)))
    }

    pub(crate) fn now(&self) -> SystemTime {
        self.0.as_ref().map_or_else(system::now, |clock| clock())
    }

    /// Whether there is neither.
    pub(crate) fn is_missing(&self) -> bool {
        !system::HAS_CLOCK && self.0.is_none()
    }

    /// Starts to measure time.
    pub(crate) fn start(&self) -> Stopwatch {
        Stopwatch { begun: system::Moment::now(&|| self.now()), clock: self.clone() }
    }
}

/// Measures time by a clock that nobody sets, where the platform has one, and otherwise by that of the configuration.
pub(crate) struct Stopwatch {
    begun: system::Moment,
    clock: Clock,
}

impl Stopwatch {
    /// Of a system that has a clock.
    #[cfg(feature = "blocking")]
    pub(crate) fn system() -> Self {
        Clock::default().start()
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.begun.elapsed(&|| self.clock.now())
    }
}

/// Randomness of the platform, or its replacement.
#[derive(Clone, Default)]
pub(crate) struct Random(Option<Arc<dyn Fn() -> u64 + Send + Sync>>);

impl Random {
    pub(crate) fn of(random: impl Fn() -> u64 + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(random)))
    }

    pub(crate) fn number(&self) -> u64 {
        self.0.as_ref().map_or_else(system::random, |random| random())
    }

    /// Whether there is neither.
    pub(crate) fn is_missing(&self) -> bool {
        !system::HAS_RANDOM && self.0.is_none()
    }
}

/// The time since 1970-01-01 00:00 UTC; zero for earlier times.
pub(crate) fn since_1970(now: SystemTime) -> Duration {
    now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default()
}

/// Date and time in words of a calendar, without a zone.
pub(crate) struct Civil {
    /// `2024-12-12`
    pub(crate) date: String,
    /// `08:00:00`
    pub(crate) time: String,
}

impl Civil {
    /// The time at a place this many minutes east of UTC.
    pub(crate) fn at(since: Duration, minutes_east: i32) -> Self {
        let utc = i64::try_from(since.as_secs()).unwrap_or(LAST).min(LAST);
        let local = utc + i64::from(minutes_east) * 60;
        let (year, month, day) = day_at(local.div_euclid(86_400));
        let second = local.rem_euclid(86_400);
        Self {
            date: format!("{year:04}-{month:02}-{day:02}"),
            time: format!("{:02}:{:02}:{:02}", second / 3_600, second / 60 % 60, second % 60),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Civil;

    #[test]
    fn places() {
        let at = |seconds, east| {
            let civil = Civil::at(Duration::from_secs(seconds), east);
            format!("{} {}", civil.date, civil.time)
        };
        assert_eq!(at(1_733_961_600, 0), "2024-12-12 00:00:00");
        assert_eq!(at(1_733_961_600, 480), "2024-12-12 08:00:00");
        assert_eq!(at(1_733_961_599, -570), "2024-12-11 14:29:59");
        assert_eq!(at(0, -1), "1969-12-31 23:59:00");
        assert_eq!(at(u64::MAX, 0), "9999-12-31 23:59:59");
        assert_eq!(at(u64::MAX, i32::MIN).len(), 19);
    }
}
