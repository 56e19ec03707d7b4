//! Keys of envelopes, as platforms name them. Case, `_` and `-` do not count.

use super::lists::Words;

/// Whether a key is that of an object that holds the code and what belongs to it.
pub(crate) fn is_part(key: &str) -> bool {
    PARTS.has(&key.to_lowercase())
}

/// What a key can be in an envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// The code.
    Code,
    /// The message.
    Message,
    /// The payload.
    Data,
    /// Whether it is a success.
    Success,
    /// The id of the request.
    Trace,
    /// The time of the answer.
    Time,
}

/// How well a key fits a role: 0 is best; `None` when it does not.
pub(crate) fn rank(key: &str, role: Role) -> Option<usize> {
    let words = match role {
        Role::Code => &CODE,
        Role::Message => &MESSAGE,
        Role::Data => &DATA,
        Role::Success => &SUCCESS,
        Role::Trace => &TRACE,
        Role::Time => &TIME,
    };
    let key: String = key.trim().to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    words.iter().position(|word| *word == key)
}

static CODE: Words = Words::of("envelope", "code");
static MESSAGE: Words = Words::of("envelope", "message");
static DATA: Words = Words::of("envelope", "data");
static SUCCESS: Words = Words::of("envelope", "success");
static TRACE: Words = Words::of("envelope", "trace");
static TIME: Words = Words::of("envelope", "time");
static PARTS: Words = Words::of("envelope", "parts");
