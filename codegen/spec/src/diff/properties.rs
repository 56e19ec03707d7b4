//! The effects of a changed property between a client and a server of different versions.

use super::change::Effects;
use super::fact::Fact;
use super::notation::quoted;
use super::parts::{Node, Part};
use super::ways::{Ways, field_of};
use crate::model::{Field, FieldRole, Spelling};

pub(super) fn presence(becomes_optional: bool, ways: Ways) -> Effects {
    let (sent, received) = if becomes_optional {
        (
            Effects::ahead("the old server requires it, and the new client may not send it"),
            Effects::deployed("deployed clients can't read responses without it"),
        )
    } else {
        (
            Effects::deployed("the server requires it, and deployed clients may not send it"),
            Effects::ahead("the new client requires it, and responses of the old server may not have it"),
        )
    };
    sent.only_if(ways.sent).and(received.only_if(ways.received))
}

/// Whether a client with one spelling reads another one.
fn reads(reader: Option<Spelling>, writer: Option<Spelling>) -> bool {
    let is_read_anyway = |spelling: Option<Spelling>| match spelling {
        None => true,
        Some(spelling) => matches!(
            spelling,
            Spelling::String | Spelling::Int | Spelling::Number | Spelling::Compact | Spelling::Slashed
        ),
    };
    match (reader, writer) {
        // A value that should be in a string is read without one.
        (Some(Spelling::Json), None) => true,
        (reader, writer) => reader == writer || (is_read_anyway(reader) && is_read_anyway(writer)),
    }
}

pub(super) fn spelled(before: &Node<'_>, after: &Node<'_>, ways: Ways) -> Effects {
    let spelling = |node: &Node<'_>| {
        field_of(node.part).and_then(|field| field.spelling.as_ref()).map(|spelling| spelling.value)
    };
    let (was, is) = (spelling(before), spelling(after));
    let deployed = Effects::deployed("deployed clients write and expect the old spelling");
    let ahead = Effects::ahead("the old server writes and expects the old spelling");
    let deployed = deployed.only_if(ways.sent || (ways.received && !reads(was, is)));
    deployed.and(ahead.only_if(ways.sent || (ways.received && !reads(is, was))))
}

pub(super) fn rewired(before: &Node<'_>, after: &Node<'_>, ways: Ways) -> Effects {
    match (before.part, after.part) {
        (Part::Row(_), _) => Effects::apart(
            "deployed clients report the new code as an unknown one",
            "the new client reports the old code as an unknown one",
        ),
        (before, after) => {
            let [Some(old), Some(new)] = [before, after].map(field_of) else {
                return Effects::apart(
                    "deployed clients send and expect the old value",
                    "the old server sends and expects the old value",
                );
            };
            let knows = |field: &Field, other: &Field| {
                !ways.sent && (field.optional || field.aliases.iter().any(|alias| *alias == other.wire.value))
            };
            let deployed =
                Effects::deployed(format!("deployed clients use the name {}", quoted(&old.wire.value)));
            let ahead = Effects::ahead(format!("the old server uses the name {}", quoted(&old.wire.value)));
            let is_lost =
                ways.received && old.optional && !old.aliases.iter().any(|alias| *alias == new.wire.value);
            let unread = Effects::behaves("deployed clients read it as absent");
            deployed
                .only_if(!knows(old, new))
                .and(ahead.only_if(!knows(new, old)))
                .and(unread.only_if(is_lost))
        }
    }
}

/// Of another order.
pub(super) fn reordered(part: Part<'_>, first_counts: bool) -> Effects {
    match part {
        Part::Row(_) => Effects::behaves("of the rows of a code, the first one that matches is used")
            .only_if(first_counts),
        Part::Variant(..) => Effects::behaves("a value that several members fit may be read as another one")
            .only_if(first_counts),
        Part::Variable(_) => Effects::behaves("the arguments of the function are in another order"),
        _ => Effects::default(),
    }
}

/// The parts of an envelope that affect neither success, nor code, nor payload.
const READ_IF_THERE: [&str; 4] = ["message", "trace", "details", "retry_after"];

/// Of a part of an envelope.
pub(super) fn envelope(old: &Fact, new: &Fact) -> Effects {
    if !READ_IF_THERE.contains(&old.what) {
        return Effects::apart(
            "deployed clients read the envelope of the old version",
            "the new client reads another envelope than the old server sends",
        );
    }
    let how = match (old.text.as_str(), new.text.as_str()) {
        (_, "") => "no longer read",
        ("", _) => "read",
        _ => "read from another place",
    };
    Effects::behaves(format!("the {} of a response is {how}", old.what))
}

pub(super) fn role(before: Part<'_>, after: Part<'_>, ways: Ways) -> Effects {
    let roles = [before, after].map(|part| field_of(part).map(|field| &field.role));
    match roles {
        [Some(FieldRole::Member), Some(FieldRole::Fixed(_))] => {
            let sent =
                Effects::deployed("the server accepts one value, and deployed clients may send others");
            let received =
                Effects::ahead("the new client expects one value, and the old server may send others");
            sent.only_if(ways.sent).and(received.only_if(ways.received))
        }
        [Some(FieldRole::Fixed(_)), Some(FieldRole::Member)] => {
            let sent = Effects::ahead("the old server accepts one value, and the new client may send others");
            let received = Effects::deployed("deployed clients expect one value");
            sent.only_if(ways.sent).and(received.only_if(ways.received))
        }
        _ => Effects::apart(
            "deployed clients read and write it in the old form",
            "the old server reads and writes it in the old form",
        )
        .only_if(ways.sent || ways.received),
    }
}

pub(super) fn lost_alias(was: &str, is: &str, after: &Node<'_>, ways: Ways) -> Effects {
    let is_read = |alias: &str| alias == after.key || is.split(", ").any(|other| other == alias);
    let is_lost = was.split(", ").any(|alias| !alias.is_empty() && !is_read(alias));
    Effects::ahead("the new client no longer reads the old alias").only_if(is_lost && ways.received)
}
