//! Keys of envelopes, as platforms name them. Case, `_` and `-` do not count.

use super::lists::words;

/// Whether a key is that of an object that holds the code and what belongs to it.
pub(crate) fn is_part(key: &str) -> bool {
    PARTS.has(&key.to_lowercase())
}

/// The role of a key in an envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Code,
    Message,
    Data,
    Success,
    /// The id of the request.
    Trace,
    Time,
    /// A signature of the answer, or what belongs to one.
    Signature,
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
        Role::Signature => &SIGNATURE,
    };
    let key: String = key.trim().to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    words.iter().position(|word| *word == key)
}

/// Whether a key of the code is one of payloads as well: `status`, `error`, `stat`.
pub(crate) fn is_weak(rank: usize) -> bool {
    CODE.iter().position(|word| *word == "status").is_some_and(|first| rank >= first)
}

words! { "envelope":
    CODE MESSAGE DATA SUCCESS TRACE TIME SIGNATURE PARTS
}
