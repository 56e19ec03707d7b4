//! How much is read.

/// Larger files are refused; the largest public API description known to us has 12 MiB.
pub const MAX_BYTES: usize = 64 << 20;
