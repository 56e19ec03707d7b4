//! Keys of envelopes, as platforms name them. Case, `_` and `-` do not count.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::lists::{Words, folded, words};

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
    roles(key).iter().find(|(other, _)| *other == role).map(|(_, rank)| *rank)
}

/// How well the key of a text beside a code fits a message: `error` is one where nothing else is.
pub(crate) fn message_rank(key: &str) -> Option<usize> {
    rank(key, Role::Message).or_else(|| WEAK_MESSAGE.has(&key.trim().to_lowercase()).then_some(MESSAGE.len()))
}

/// The roles that a key fits, and how well.
pub(crate) fn roles(key: &str) -> &'static [(Role, usize)] {
    RANKS.get(folded(key).as_str()).map_or(&[], Vec::as_slice)
}

/// Whether a key of the code is one of payloads as well: `status`, `error`, `stat`.
pub(crate) fn is_weak(rank: usize) -> bool {
    self::rank("status", Role::Code).is_some_and(|first| rank >= first)
}

/// The roles of a key, each with its rank: all keys of all samples are asked for each role.
static RANKS: LazyLock<BTreeMap<&str, Vec<(Role, usize)>>> = LazyLock::new(|| {
    let mut ranks: BTreeMap<&str, Vec<(Role, usize)>> = BTreeMap::new();
    for (role, words) in ROLES {
        for (rank, word) in words.iter().enumerate() {
            ranks.entry(*word).or_default().push((*role, rank));
        }
    }
    ranks
});

static ROLES: &[(Role, &Words)] = &[
    (Role::Code, &CODE),
    (Role::Message, &MESSAGE),
    (Role::Data, &DATA),
    (Role::Success, &SUCCESS),
    (Role::Trace, &TRACE),
    (Role::Time, &TIME),
    (Role::Signature, &SIGNATURE),
];

words! { "envelope":
    CODE MESSAGE WEAK_MESSAGE DATA SUCCESS TRACE TIME SIGNATURE PARTS
}
