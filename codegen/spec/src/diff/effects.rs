//! The effects of a change between a client and a server of different versions, and on the behaviour of the client.

use std::cmp::Ordering;

use super::bodies;
use super::change::Effects;
use super::context::{Cx, Side};
use super::endpoint::{CONSTANTS, NOT_IDEMPOTENT};
use super::fact::Fact;
use super::facts;
use super::fits::{Fit, Reader};
use super::notation::quoted;
use super::pairs::is_untagged;
use super::parts::{Node, Part};
use super::properties::{envelope, lost_alias, presence, rewired, role, spelled};
use super::servers::moved;
use super::settings::{constants, is_needed, is_required, needs, sourced, unset};
use super::strictness::compared;
use super::typed::retyped;
use super::ways::{Ways, declared, field_of, part_ways, ways};
use crate::diag::Code;
use crate::model::{CommonSource, Endpoint, Field, FieldRole, Tag, TypeDef, TypeKind};

/// Of something new.
pub(super) fn added(cx: &Cx<'_>, node: &Node<'_>, owner: Option<Part<'_>>) -> Effects {
    match node.part {
        Part::Failure(endpoint, entry) => {
            bodies::failure(cx, [owner.and_then(endpoint_of), endpoint], entry.status.value)
        }
        Part::Field(owner, field) => new_field(field, ways(cx, Side::New, owner)),
        Part::Param(param) => new_field(&param.field, Ways::SENT),
        Part::Common(common) if matches!(common.source, CommonSource::Setting) => {
            new_field(&common.field, Ways::SENT).and(unset().only_if(is_required(common)))
        }
        Part::Common(_) => Effects::deployed("deployed clients don't send it"),
        Part::Auth(auth) => {
            Effects::deployed("deployed clients don't send it").and(unset()).only_if(is_needed(cx, auth))
        }
        Part::Check(_) => Effects::behaves("calls that break it are refused before they are sent"),
        Part::Envelope(_) => Effects::apart(
            "deployed clients judge responses by their HTTP status alone",
            "responses of the old server have no envelope",
        ),
        Part::Row(row) => {
            let has_others = cx
                .old
                .api
                .errors
                .iter()
                .any(|other| other.table == row.table && other.code.value == row.code.value);
            Effects::behaves("some failures that were another error are this one").only_if(has_others)
        }
        Part::Api(_)
        | Part::Server(_)
        | Part::Variable(_)
        | Part::OtherServer(_)
        | Part::OtherUrl(_)
        | Part::NamedEnvelope(_)
        | Part::Table
        | Part::Header(_)
        | Part::Endpoint(_)
        | Part::Type(..)
        | Part::Value(..) => Effects::default(),
        // Unions are open: deployed clients keep values that they do not know.
        Part::Variant(owner, _) => {
            let fits = Effects::behaves("a value that it fits better than the other members is read as it");
            fits.only_if(is_untagged(&cx.new.api.types[owner]) && ways(cx, Side::New, owner).received)
        }
    }
}

/// The endpoint that a part is.
fn endpoint_of(part: Part<'_>) -> Option<&Endpoint> {
    match part {
        Part::Endpoint(endpoint) => Some(endpoint),
        _ => None,
    }
}

fn new_field(field: &Field, ways: Ways) -> Effects {
    match field.role {
        FieldRole::Rest | FieldRole::Inline => return Effects::default(),
        FieldRole::Member | FieldRole::Fixed(_) => {}
    }
    let ways = ways.of(field);
    if field.optional {
        let is_sent = ways.sent && field.default.is_some();
        return Effects::behaves("its default is sent if nothing is given").only_if(is_sent);
    }
    let unsent = Effects::deployed("the server requires it, and deployed clients don't send it");
    let unread = Effects::ahead("the new client requires it, and responses of the old server don't have it");
    unsent.only_if(ways.sent).and(unread.only_if(ways.received && !field.can_lack()))
}

/// Of something that is gone.
pub(super) fn gone(cx: &Cx<'_>, node: &Node<'_>, owner: Option<Part<'_>>) -> Effects {
    match node.part {
        Part::Failure(endpoint, entry) => {
            bodies::failure(cx, [endpoint, owner.and_then(endpoint_of)], entry.status.value)
        }
        Part::Header(_) => Effects::behaves("deployed clients read it as absent"),
        Part::Endpoint(_) => Effects::deployed("deployed clients call it"),
        // Endpoints that are sent to another server say so themselves.
        Part::Server(_) => Effects::deployed("deployed clients may call it"),
        Part::Field(owner, field) => old_field(field, ways(cx, Side::Old, owner)),
        Part::Param(param) => old_field(&param.field, Ways::SENT),
        Part::Common(_) | Part::Auth(_) => Effects::ahead("the old server expects it"),
        Part::Value(owner, _) | Part::Variant(owner, _) => {
            let ways = ways(cx, Side::Old, owner);
            let refused = Effects::deployed("deployed clients can send it, and the server may refuse it");
            refused.only_if(ways.sent)
        }
        Part::Row(_) => Effects::behaves("the code is reported as an unknown one"),
        Part::Check(_) => Effects::behaves("calls that break it are sent"),
        Part::Envelope(_) => Effects::apart(
            "deployed clients look for the envelope",
            "the new client judges responses of the old server by their HTTP status alone",
        ),
        Part::Api(_)
        | Part::Variable(_)
        | Part::OtherServer(_)
        | Part::OtherUrl(_)
        | Part::NamedEnvelope(_)
        | Part::Table
        | Part::Type(..) => Effects::default(),
    }
}

fn old_field(field: &Field, ways: Ways) -> Effects {
    if field.optional || matches!(field.role, FieldRole::Rest | FieldRole::Inline) {
        return Effects::default();
    }
    let ways = ways.of(field);
    let unread = Effects::deployed("deployed clients can't read responses without it");
    let unsent = Effects::ahead("the old server requires it, and the new client doesn't send it");
    unread.only_if(ways.received && !field.can_lack()).and(unsent.only_if(ways.sent))
}

/// Of a property that is different.
pub(super) fn changed(
    cx: &Cx<'_>,
    code: Code,
    before: &Node<'_>,
    after: &Node<'_>,
    [old, new]: [&Fact; 2],
) -> Effects {
    let every = part_ways(cx, after);
    let ways = field_of(after.part).map_or(every, |field| every.of(field));
    let (was, is) = (&old.text, &new.text);
    match code {
        _ if matches!(after.part, Part::Header(_)) => header(cx, code, before.part, after.part),
        Code::ResponseChanged if old.what == facts::BODY => failure(cx, before.part, after.part),
        // Servers don't see the name of a path parameter.
        Code::Renamed if after.position.is_some() => Effects::default(),
        Code::Rewired if old.what == "alias" => lost_alias(was, is, after, ways),
        Code::Rewired if old.what == facts::MATCH => {
            Effects::behaves("the error is recognized in other responses")
        }
        Code::Rewired => match after.part {
            // The key of a member is its name there.
            Part::Variant(owner, _) if is_untagged(&cx.new.api.types[owner]) => Effects::default(),
            _ => rewired(before, after, ways),
        },
        Code::Moved if was.replace('+', "") == is.replace('+', "") => {
            Effects::behaves("slashes in this part of the path are written otherwise")
        }
        Code::Moved => Effects::apart(
            format!("deployed clients call {}", quoted(old.shown())),
            format!("the old server has no {}", quoted(new.shown())),
        ),
        Code::BodyChanged | Code::ResponseChanged => bodies::changed(cx, old.what, before.part, after.part),
        Code::TypeChanged => retyped(cx, before, after, ways),
        Code::PresenceChanged => present(before, after, [old, new], every),
        Code::SpellingChanged => spelled(before, after, ways),
        Code::CredentialsChanged if matches!(after.part, Part::Endpoint(_)) => {
            needs(cx, before.part, after.part)
        }
        Code::CredentialsChanged => Effects::apart(
            "deployed clients send other credentials",
            "the old server expects other credentials",
        ),
        Code::EnvelopeChanged => envelope(old, new),
        // A server that decodes reads the same value.
        Code::PlaceChanged if old.what == facts::UNENCODED => {
            Effects::behaves("reserved characters of the value are written otherwise")
        }
        Code::PlaceChanged if old.what == CONSTANTS => constants(before.part, after.part),
        Code::CheckChanged => refused(before.part, after.part),
        Code::PlaceChanged => Effects::apart(
            "deployed clients send it in the old form",
            "the old server expects it in the old form",
        ),
        Code::RangeChanged => {
            let types = [before, after].map(|node| declared(node.part).map(|ty| &ty.value));
            let excludes = matches!(types, [Some(was), Some(is)] if super::notation::excludes(was, is));
            Effects::deployed("the server may refuse values that deployed clients send")
                .only_if(excludes && ways.sent)
        }
        Code::ServerChanged => moved(before, after, [old, new]),
        Code::SourceChanged => sourced(before.part, after.part),
        Code::RoleChanged => role(before.part, after.part, ways),
        Code::ShapeChanged if old.what == "generic" => Effects::default(),
        Code::ShapeChanged => reshaped(before.part, after.part, ways),
        _ => behaviour(code, old, new, ways),
    }
}

/// Of a type of another kind. Unions are open, so a value without its tag is kept; a tag that nobody looks for does no harm.
fn reshaped(before: Part<'_>, after: Part<'_>, ways: Ways) -> Effects {
    let tag = |part: Part<'_>| match part {
        Part::Type(_, TypeDef { kind: TypeKind::Union(union), .. }) => Some(union.tag.clone()),
        _ => None,
    };
    if matches!((tag(before), tag(after)), (Some(Tag::Inside(_)), Some(Tag::None))) {
        let unknown = Effects::behaves("deployed clients keep its values as unknown ones");
        let unsaid = Effects::ahead("the old server expects the tag");
        return unknown.only_if(ways.received).and(unsaid.only_if(ways.sent));
    }
    Effects::apart(
        "deployed clients read and write it in the old form",
        "the old server reads and writes it in the old form",
    )
    .only_if(ways.sent || ways.received)
}

/// Of a check with another rule or other conditions.
fn refused(before: Part<'_>, after: Part<'_>) -> Effects {
    let (Part::Check(before), Part::Check(after)) = (before, after) else { return Effects::default() };
    let which = match compared(before, after) {
        Some(Ordering::Equal) => return Effects::default(),
        Some(Ordering::Greater) => "more",
        Some(Ordering::Less) => "fewer",
        None => "other",
    };
    Effects::behaves(format!("{which} calls than before are refused before they are sent"))
}

fn failure(cx: &Cx<'_>, before: Part<'_>, after: Part<'_>) -> Effects {
    match (before, after) {
        (Part::Failure(was, _), Part::Failure(is, entry)) => {
            bodies::failure(cx, [was, is], entry.status.value)
        }
        _ => Effects::default(),
    }
}

/// Of a header of a response, which is absent for whoever can't read it.
fn header(cx: &Cx<'_>, code: Code, before: Part<'_>, after: Part<'_>) -> Effects {
    let [Some(was), Some(is)] = [before, after].map(field_of) else { return Effects::default() };
    let is_lost = match code {
        Code::Rewired => !was.wire.eq_ignore_ascii_case(&is.wire),
        Code::TypeChanged => cx.fit(Reader::Text, (Side::Old, &was.ty), (Side::New, &is.ty)) != Fit::All,
        Code::SpellingChanged => true,
        Code::SecrecyChanged => return secrecy(is.secret),
        _ => false,
    };
    Effects::behaves("deployed clients may read it as absent").only_if(is_lost)
}

fn secrecy(is_secret: bool) -> Effects {
    Effects::behaves(if is_secret { "the value is hidden in logs" } else { "the value is shown in logs" })
}

fn present(before: &Node<'_>, after: &Node<'_>, [old, new]: [&Fact; 2], every: Ways) -> Effects {
    let becomes_optional = new.text == "optional";
    let is_common = matches!(after.part, Part::Common(_));
    let (Some(before), Some(after)) = (field_of(before.part), field_of(after.part)) else {
        return presence(becomes_optional, every);
    };
    if old.what == facts::DIRECTION {
        return direction(before, after, every);
    }
    let ways = every.of(after);
    let is_unset = is_common && !becomes_optional;
    // A field of one direction is read without a value, whatever it says.
    let read = Ways { received: ways.received && !before.can_lack() && !after.can_lack(), ..ways };
    let effects = presence(becomes_optional, if before.when.is_some() { read } else { ways });
    effects.and(unset().only_if(is_unset))
}

/// A field that is now there in a direction is new there, and one that no longer is, is gone.
fn direction(before: &Field, after: &Field, ways: Ways) -> Effects {
    let (was, is) = (ways.of(before), ways.of(after));
    let new = Ways { sent: is.sent && !was.sent, received: is.received && !was.received };
    let gone = Ways { sent: was.sent && !is.sent, received: was.received && !is.received };
    new_field(after, new).and(old_field(before, gone))
}

fn behaviour(code: Code, old: &Fact, new: &Fact, ways: Ways) -> Effects {
    let (was, is) = (&old.text, &new.text);
    let none = "nothing";
    let or_none = |text: &str| if text.is_empty() { none.to_owned() } else { quoted(text) };
    match code {
        Code::DefaultChanged => {
            let what = if ways.sent { "is sent" } else { "is read" };
            Effects::behaves(format!(
                "if nothing is given, {} {what} instead of {}",
                or_none(is),
                or_none(was)
            ))
        }
        Code::SecrecyChanged => secrecy(!is.is_empty()),
        Code::IdempotencyChanged if [was, is].iter().all(|text| text.starts_with("idempotent by")) => {
            Effects::apart(
                "the server does not recognize when deployed clients repeat a call",
                "the old server does not recognize when the new client repeats a call",
            )
        }
        Code::IdempotencyChanged if is == NOT_IDEMPOTENT => {
            Effects::behaves("calls that may have been processed are no longer retried")
        }
        Code::IdempotencyChanged if was == NOT_IDEMPOTENT => {
            Effects::behaves("calls that may have been processed are retried")
        }
        Code::IdempotencyChanged => Effects::behaves("calls that fail are retried in other cases"),
        Code::PagesChanged if was.is_empty() || is.is_empty() => Effects::default(),
        Code::PagesChanged => Effects::behaves("the items of the list are requested in another way"),
        Code::RedirectChanged => Effects::behaves("a redirect of the server means something else"),
        Code::AnswersChanged if old.what == "tables" => {
            Effects::behaves("codes of this endpoint are looked up in other tables")
        }
        Code::RetryChanged => Effects::behaves("calls that fail with it are retried in other cases"),
        Code::CategoryChanged if old.what == "category" => {
            Effects::behaves("callers that match on the category do something else")
        }
        Code::TimezoneChanged => Effects::behaves("times without an offset mean another moment"),
        _ => Effects::default(),
    }
}
