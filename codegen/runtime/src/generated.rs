//! Values that are generated for each attempt of a call: times and nonces.

use std::time::Duration;

use crate::clock::{Civil, Random};

/// A value that is generated for each attempt of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum GeneratedValue {
    /// Unix time in seconds: `1733961600`.
    Unix,
    /// Unix time in milliseconds: `1733961600000`.
    UnixMs,
    /// RFC 3339, in UTC and whole seconds: `2024-12-12T00:00:00Z`.
    Rfc3339,
    /// Date and time at this many minutes east of UTC, in whole seconds: `2024-12-12 08:00:00`.
    Local(i32),
    /// 32 random hexadecimal digits, from the seeds of the standard library's hash maps. Suitable as a nonce, but not
    /// as a cryptographic key.
    Nonce,
}

impl GeneratedValue {
    /// The value at a time since 1970.
    pub(crate) fn text(self, now: Duration, random: &Random) -> String {
        match self {
            GeneratedValue::Unix => now.as_secs().to_string(),
            GeneratedValue::UnixMs => now.as_millis().to_string(),
            GeneratedValue::Rfc3339 => {
                let Civil { date, time } = Civil::at(now, 0);
                format!("{date}T{time}Z")
            }
            GeneratedValue::Local(minutes_east) => {
                let Civil { date, time } = Civil::at(now, minutes_east);
                format!("{date} {time}")
            }
            GeneratedValue::Nonce => format!("{:016x}{:016x}", random.number(), random.number()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::time::Duration;

    use super::GeneratedValue;
    use crate::clock::Random;

    #[test]
    fn times() {
        let now = Duration::from_millis(1_733_961_600_123);
        for (fill, want) in [
            (GeneratedValue::Unix, "1733961600"),
            (GeneratedValue::UnixMs, "1733961600123"),
            (GeneratedValue::Rfc3339, "2024-12-12T00:00:00Z"),
            (GeneratedValue::Local(480), "2024-12-12 08:00:00"),
            (GeneratedValue::Local(-210), "2024-12-11 20:30:00"),
        ] {
            assert_eq!(fill.text(now, &Random::default()), want);
        }
    }

    #[test]
    fn nonces_differ() {
        let mut seen = BTreeSet::new();
        for _ in 0..1000 {
            let nonce = GeneratedValue::Nonce.text(Duration::ZERO, &Random::default());
            assert!(nonce.len() == 32 && nonce.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')));
            assert!(seen.insert(nonce));
        }
    }
}
