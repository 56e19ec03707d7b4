//! A hash that is the same everywhere and in each version.

/// The 64-bit FNV-1a hash: identifies a text, but is not cryptographic.
#[must_use]
pub fn fnv1a(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
