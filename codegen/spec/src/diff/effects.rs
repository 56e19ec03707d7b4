//! What a change does between a client and a server of different versions, and to the behaviour of the client.

use super::change::Effects;
use super::facts::{DIRECTION, Fact};
use super::fits::{Fit, Reader, Versioned};
use super::parts::{Node, Part, union};
use super::{Cx, Side};
use crate::diag::Code;
use crate::model::{
    BodyKind, CommonSource, Direction, Endpoint, Field, FieldRole, Response, Spelling, Tag, TypeId, TypeUse,
};

const UNREAD: &str = "deployed clients can't read responses without it";
const UNSENT: &str = "the old server requires it, and the new client doesn't send it";

/// The directions in which a value travels.
#[derive(Debug, Clone, Copy)]
struct Ways {
    sent: bool,
    received: bool,
}

impl Ways {
    const SENT: Self = Self { sent: true, received: false };
    const RECEIVED: Self = Self { sent: false, received: true };

    /// Those in which a field is there.
    fn of(self, field: &Field) -> Self {
        Self {
            sent: self.sent && field.is_there(Direction::Sent),
            received: self.received && field.is_there(Direction::Received),
        }
    }
}

/// Of something new.
pub(super) fn added(cx: &Cx<'_>, node: &Node<'_>) -> Effects {
    match node.part {
        Part::Field(owner, field) => new_field(field, ways(cx, Side::New, owner)),
        Part::Param(param) => new_field(&param.field, Ways::SENT),
        Part::Common(common) if matches!(common.source, CommonSource::Setting) => {
            new_field(&common.field, Ways::SENT)
        }
        Part::Common(_) => Effects::deployed("deployed clients don't send it"),
        Part::Auth(_) => Effects::deployed("deployed clients don't send it"),
        Part::Check => Effects::behaves("calls that break it are refused before they are sent"),
        Part::Envelope(_) => Effects::apart(
            "deployed clients judge responses by their HTTP status alone",
            "responses of the old server have no envelope",
        ),
        Part::Api(_)
        | Part::Server(_)
        | Part::Variable(_)
        | Part::OtherServer(_)
        | Part::NamedEnvelope(_)
        | Part::Table
        | Part::Row(_)
        | Part::Endpoint(_)
        | Part::Type(..)
        | Part::Value(..) => Effects::default(),
        Part::Variant(owner, _) => new_member(cx, owner),
    }
}

/// Unions are open: what deployed clients do not know, they keep.
fn new_member(cx: &Cx<'_>, owner: TypeId) -> Effects {
    let is_by_fit = union(&cx.api(Side::New).types[owner]).is_some_and(|union| union.tag == Tag::None);
    let fits = Effects::behaves("a value that it fits better than the other members is read as it");
    fits.only_if(is_by_fit && ways(cx, Side::New, owner).received)
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
pub(super) fn gone(cx: &Cx<'_>, node: &Node<'_>) -> Effects {
    match node.part {
        Part::Endpoint(_) => Effects::deployed("deployed clients call it"),
        Part::Field(owner, field) => old_field(field, ways(cx, Side::Old, owner)),
        Part::Param(param) => old_field(&param.field, Ways::SENT),
        Part::Common(_) | Part::Auth(_) => Effects::ahead("the old server expects it"),
        Part::Value(owner, _) | Part::Variant(owner, _) => {
            let refused = Effects::deployed("deployed clients can send it, and the server may refuse it");
            refused.only_if(ways(cx, Side::Old, owner).sent)
        }
        Part::Row(_) => Effects::behaves("the code is reported as an unknown one"),
        Part::Check => Effects::behaves("calls that break it are sent"),
        Part::Envelope(_) => Effects::apart(
            "deployed clients look for the envelope",
            "the new client judges responses of the old server by their HTTP status alone",
        ),
        Part::Api(_)
        | Part::Server(_)
        | Part::Variable(_)
        | Part::OtherServer(_)
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
    let unread = Effects::deployed(UNREAD);
    let unsent = Effects::ahead(UNSENT);
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
        Code::Rewired if old.what == "alias" => lost_alias(was, is, ways),
        Code::Rewired => rewired(before, after, ways),
        Code::Moved => {
            Effects::apart(format!("deployed clients call {was}"), format!("the old server has no {is}"))
        }
        Code::BodyChanged | Code::ResponseChanged => whole(cx, code, before, after),
        Code::TypeChanged => match [before, after].map(|node| declared(node.part)) {
            [Some(before), Some(after)] => typed(cx, before, after, ways),
            _ => Effects::default(),
        },
        Code::PresenceChanged => match [before, after].map(|node| field_of(node.part)) {
            [Some(before), Some(after)] if old.what == DIRECTION => direction(before, after, every),
            [Some(before), Some(after)] => presence(before, after, ways),
            _ => Effects::default(),
        },
        Code::SpellingChanged => spelled(before, after, ways),
        Code::CredentialsChanged => Effects::apart(
            "deployed clients send other credentials",
            "the old server expects other credentials",
        ),
        Code::EnvelopeChanged => Effects::apart(
            "deployed clients read the envelope of the old version",
            "the new client reads another envelope than the old server sends",
        ),
        Code::PlaceChanged => Effects::apart(
            "deployed clients send it in the old form",
            "the old server expects it in the old form",
        ),
        Code::RoleChanged | Code::ShapeChanged if ways.sent || ways.received => Effects::apart(
            "deployed clients read and write it in the old form",
            "the old server reads and writes it in the old form",
        ),
        _ => behaviour(code, old, new, ways),
    }
}

fn behaviour(code: Code, old: &Fact, new: &Fact, ways: Ways) -> Effects {
    let (was, is) = (&old.text, &new.text);
    let none = "nothing";
    let or_none = |text: &str| if text.is_empty() { none.to_owned() } else { format!("`{text}`") };
    match code {
        Code::DefaultChanged => {
            let what = if ways.sent { "is sent" } else { "is read" };
            Effects::behaves(format!(
                "if nothing is given, {} {what} instead of {}",
                or_none(is),
                or_none(was)
            ))
        }
        Code::RangeChanged if ways.sent => {
            Effects::behaves("the server accepts other values; ranges are not checked before sending")
        }
        Code::SecrecyChanged if is.is_empty() => Effects::behaves("the value is shown in logs"),
        Code::SecrecyChanged => Effects::behaves("the value is hidden in logs"),
        Code::IdempotencyChanged => Effects::behaves("a failed call is retried in other cases"),
        Code::PagesChanged => Effects::behaves("the items of the list are requested in another way"),
        Code::RedirectChanged => Effects::behaves("a redirect of the server means something else"),
        Code::AnswersChanged if old.what == "list of tables" => {
            Effects::behaves("codes of this endpoint are looked up in other tables")
        }
        Code::RetryChanged => {
            Effects::behaves(format!("after this error, `retry` is `{is}` instead of `{was}`"))
        }
        Code::CategoryChanged if old.what == "category" => {
            Effects::behaves(format!("the category of the error is `{is}` instead of `{was}`"))
        }
        Code::ServerChanged => Effects::behaves("clients that use the constant call another server"),
        Code::TimezoneChanged => Effects::behaves("times without an offset mean another moment"),
        Code::SourceChanged => Effects::behaves("the value comes from elsewhere"),
        _ => Effects::default(),
    }
}

fn ways(cx: &Cx<'_>, side: Side, id: TypeId) -> Ways {
    let [sent, received] = cx.usage(side, id);
    Ways { sent, received }
}

fn part_ways(cx: &Cx<'_>, node: &Node<'_>) -> Ways {
    match node.part {
        Part::Field(id, _) | Part::Type(id, _) | Part::Value(id, _) | Part::Variant(id, _) => {
            ways(cx, Side::New, id)
        }
        Part::Param(_) | Part::Common(_) => Ways::SENT,
        _ => Ways { sent: false, received: false },
    }
}

/// The field that a part is or has.
fn field_of(part: Part<'_>) -> Option<&Field> {
    match part {
        Part::Field(_, field) => Some(field),
        Part::Param(param) => Some(&param.field),
        Part::Common(common) => Some(&common.field),
        _ => None,
    }
}

/// The type of a field, a parameter, a member or an alias.
fn declared(part: Part<'_>) -> Option<&TypeUse> {
    match part {
        Part::Variant(_, variant) => Some(&variant.ty),
        Part::Type(_, def) => match &def.kind {
            crate::model::TypeKind::Alias(target) => Some(target),
            _ => None,
        },
        part => field_of(part).map(|field| &field.ty),
    }
}

fn typed(cx: &Cx<'_>, before: &TypeUse, after: &TypeUse, ways: Ways) -> Effects {
    let (before, after): (Versioned<'_>, Versioned<'_>) =
        ((Side::Old, &before.value), (Side::New, &after.value));
    let mut effects = Effects::default();
    let mut add = |fit: Fit, effect: fn(String) -> Effects, text: &str| {
        let every = if fit == Fit::Some { " every value of" } else { "" };
        let effect = effect(text.replace(" %", every));
        effects = std::mem::take(&mut effects).and(effect.only_if(fit != Fit::All));
    };
    if ways.received {
        add(
            cx.fit(Reader::Client, before, after),
            Effects::deployed,
            "deployed clients can't read % the new type",
        );
        add(
            cx.fit(Reader::Client, after, before),
            Effects::ahead,
            "the new client can't read % the old type",
        );
    }
    if ways.sent {
        add(
            cx.fit(Reader::Server, after, before),
            Effects::deployed,
            "the server may refuse % the old type, which deployed clients send",
        );
        add(
            cx.fit(Reader::Server, before, after),
            Effects::ahead,
            "the old server may refuse % the new type",
        );
    }
    effects
}

/// The whole body of a request or a response.
fn whole(cx: &Cx<'_>, code: Code, before: &Node<'_>, after: &Node<'_>) -> Effects {
    let (Part::Endpoint(before), Part::Endpoint(after)) = (before.part, after.part) else {
        return Effects::default();
    };
    if code == Code::BodyChanged { request(cx, before, after) } else { response(cx, before, after) }
}

fn request(cx: &Cx<'_>, before: &Endpoint, after: &Endpoint) -> Effects {
    let kinds = [before, after].map(|at| at.request.as_ref().map(|body| &body.kind));
    let types = match kinds {
        [Some(BodyKind::Json(before)), Some(BodyKind::Json(after))]
        | [Some(BodyKind::Form(before)), Some(BodyKind::Form(after))]
        | [Some(BodyKind::Multipart(before)), Some(BodyKind::Multipart(after))] => Some((before, after)),
        _ => None,
    };
    match types {
        Some((before, after)) => typed(cx, before, after, Ways::SENT),
        None => Effects::apart(
            "deployed clients send the body of the old version",
            "the old server expects the body of the old version",
        ),
    }
}

fn response(cx: &Cx<'_>, before: &Endpoint, after: &Endpoint) -> Effects {
    match [&before.response, &after.response] {
        // Whoever reads no payload reads any.
        [None, _] => Effects::ahead("responses of the old server have no payload"),
        [_, None] => Effects::deployed("deployed clients expect a payload"),
        [
            Some(Response::Typed { ty: before, optional: was }),
            Some(Response::Typed { ty: after, optional: is }),
        ] => {
            let absent = Effects::deployed("deployed clients expect a payload").only_if(*is && !*was);
            let early =
                Effects::ahead("responses of the old server may have no payload").only_if(*was && !*is);
            absent.and(early).and(typed(cx, before, after, Ways::RECEIVED))
        }
        _ => Effects::apart(
            "deployed clients expect the response of the old version",
            "the old server sends the response of the old version",
        ),
    }
}

/// A field that is in one direction only is optional for whoever reads it.
fn presence(before: &Field, after: &Field, ways: Ways) -> Effects {
    let (sent, received, is_read_strictly) = if after.optional {
        (
            Effects::ahead("the old server requires it, and the new client may not send it"),
            Effects::deployed(UNREAD),
            !before.can_lack(),
        )
    } else {
        (
            Effects::deployed("the server requires it, and deployed clients may not send it"),
            Effects::ahead("the new client requires it, and responses of the old server may not have it"),
            !after.can_lack(),
        )
    };
    sent.only_if(ways.sent).and(received.only_if(ways.received && is_read_strictly))
}

/// A field that is now there in a direction is new there, and one that no longer is, is gone.
fn direction(before: &Field, after: &Field, ways: Ways) -> Effects {
    let (was, is) = (ways.of(before), ways.of(after));
    let new = Ways { sent: is.sent && !was.sent, received: is.received && !was.received };
    let gone = Ways { sent: was.sent && !is.sent, received: was.received && !is.received };
    new_field(after, new).and(old_field(before, gone))
}

/// Clients read each of these spellings, whichever the spec has.
fn is_read_anyway(spelling: Option<Spelling>) -> bool {
    matches!(
        spelling,
        None | Some(
            Spelling::String | Spelling::Int | Spelling::Number | Spelling::Compact | Spelling::Slashed
        )
    )
}

fn spelled(before: &Node<'_>, after: &Node<'_>, ways: Ways) -> Effects {
    let spelling = |node: &Node<'_>| {
        field_of(node.part).and_then(|field| field.spelling.as_ref()).map(|spelling| spelling.value)
    };
    let is_read = is_read_anyway(spelling(before)) && is_read_anyway(spelling(after));
    let apart = Effects::apart(
        "deployed clients write and expect the old spelling",
        "the old server writes and expects the old spelling",
    );
    apart.only_if(ways.sent || (ways.received && !is_read))
}

fn rewired(before: &Node<'_>, after: &Node<'_>, ways: Ways) -> Effects {
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
            let deployed = Effects::deployed(format!("deployed clients use the name `{}`", old.wire.value));
            let ahead = Effects::ahead(format!("the old server uses the name `{}`", old.wire.value));
            deployed.only_if(!knows(old, new)).and(ahead.only_if(!knows(new, old)))
        }
    }
}

fn lost_alias(was: &str, is: &str, ways: Ways) -> Effects {
    let is_lost =
        was.split(", ").any(|alias| !alias.is_empty() && !is.split(", ").any(|other| other == alias));
    Effects::ahead("the new client no longer reads the old alias").only_if(is_lost && ways.received)
}
