//! What another body of a request, a response or a failure does.

use super::change::Effects;
use super::context::{Cx, Side};
use super::endpoint::{FAILURES, REQUEST, RESPONSE};
use super::fits::{Fit, Reader};
use super::parts::Part;
use super::typed::typed;
use super::ways::Ways;
use crate::model::{Body, BodyKind, ByStatus, Response, Statuses};

/// Of a body that is different; `what` is the property.
pub(super) fn changed(cx: &Cx<'_>, what: &str, before: Part<'_>, after: Part<'_>) -> Effects {
    match (before, after) {
        (Part::Endpoint(before), Part::Endpoint(after)) => match what {
            REQUEST => request(cx, before.request.as_ref(), after.request.as_ref()),
            RESPONSE => response(cx, before.response.as_ref(), after.response.as_ref()),
            FAILURES => failures(cx, &cx.old.api.failures_of(before), &cx.new.api.failures_of(after)),
            _ => Effects::default(),
        },
        (Part::Api(before), Part::Api(after)) if what == FAILURES => {
            failures(cx, &before.sorted_failures(), &after.sorted_failures())
        }
        _ => Effects::default(),
    }
}

fn request(cx: &Cx<'_>, before: Option<&Body>, after: Option<&Body>) -> Effects {
    let (was, is) = match (before, after) {
        (None, None) => return Effects::default(),
        (None, Some(body)) => {
            return Effects::deployed("deployed clients send no body").only_if(!body.optional);
        }
        // A body that a server doesn't ask for is not read.
        (Some(body), None) => return Effects::ahead("the old server expects a body").only_if(!body.optional),
        (Some(was), Some(is)) => (was, is),
    };
    let presence = Effects::deployed("the server requires a body, and deployed clients may send none")
        .only_if(was.optional && !is.optional)
        .and(
            Effects::ahead("the old server requires a body, and the new client may send none")
                .only_if(is.optional && !was.optional),
        );
    let same = match (&was.kind, &is.kind) {
        (BodyKind::Json(was), BodyKind::Json(is))
        | (BodyKind::Form(was), BodyKind::Form(is))
        | (BodyKind::Multipart(was), BodyKind::Multipart(is)) => Some((was, is)),
        _ => None,
    };
    let bodies = match same {
        Some((was, is)) => typed(cx, was, is, Ways::SENT),
        None => {
            let takes = |into: Side, to: &Body, from: &Body| {
                let is_taken = |from: &BodyKind| to.kind.choices().iter().any(|to| takes(cx, into, to, from));
                from.kind.choices().iter().all(is_taken)
            };
            let deployed = Effects::deployed("deployed clients send a body that the server no longer takes");
            let ahead = Effects::ahead("the old server doesn't take every body of the new client");
            deployed.only_if(!takes(Side::New, is, was)).and(ahead.only_if(!takes(Side::Old, was, is)))
        }
    };
    presence.and(bodies)
}

/// Whether a server of the version `into` takes a body of the other version as this one of its own.
fn takes(cx: &Cx<'_>, into: Side, to: &BodyKind, from: &BodyKind) -> bool {
    let other = match into {
        Side::Old => Side::New,
        Side::New => Side::Old,
    };
    match (to, from) {
        (BodyKind::Json(to), BodyKind::Json(from))
        | (BodyKind::Form(to), BodyKind::Form(from))
        | (BodyKind::Multipart(to), BodyKind::Multipart(from)) => {
            cx.fit(Reader::Server, (into, &to.value), (other, &from.value)) == Fit::All
        }
        // Whether bytes are in memory before they are sent is not seen by the server.
        _ => content_type(to).is_some() && content_type(to) == content_type(from),
    }
}

fn content_type(kind: &BodyKind) -> Option<&str> {
    match kind {
        BodyKind::Raw(raw) => Some(raw.content_type.as_str()),
        BodyKind::Stream(content_type) => Some(content_type.as_str()),
        BodyKind::Json(_) | BodyKind::Form(_) | BodyKind::Multipart(_) | BodyKind::OneOf(_) => None,
    }
}

fn response(cx: &Cx<'_>, before: Option<&Response>, after: Option<&Response>) -> Effects {
    match (before, after) {
        // Whoever reads no payload reads any.
        (None, _) => Effects::ahead("responses of the old server have no payload"),
        (_, None) => Effects::deployed("deployed clients expect a payload"),
        (
            Some(Response::Typed { ty: before, optional: was }),
            Some(Response::Typed { ty: after, optional: is }),
        ) => {
            let absent = Effects::deployed("deployed clients expect a payload").only_if(*is && !*was);
            let early =
                Effects::ahead("responses of the old server may have no payload").only_if(*was && !*is);
            absent.and(early).and(typed(cx, before, after, Ways::RECEIVED))
        }
        (Some(Response::ByStatus(before)), Some(Response::ByStatus(after))) => {
            by_status(cx, &sorted(before), &sorted(after))
        }
        _ => Effects::apart(
            "deployed clients expect the response of the old version",
            "the old server sends the response of the old version",
        ),
    }
}

/// Entries, the more exact first.
fn sorted(entries: &[ByStatus]) -> Vec<&ByStatus> {
    let mut sorted: Vec<_> = entries.iter().collect();
    sorted.sort_by_key(|entry| entry.status.value);
    sorted
}

/// Of the payloads by status. A status that one side doesn't know is one that the client keeps as it is.
fn by_status(cx: &Cx<'_>, before: &[&ByStatus], after: &[&ByStatus]) -> Effects {
    both(before, after).into_iter().fold(Effects::default(), |effects, (was, is)| {
        effects.and(match (&was.ty, &is.ty) {
            (Some(was), Some(is)) => typed(cx, was, is, Ways::RECEIVED),
            (Some(_), None) => Effects::deployed("deployed clients expect a payload"),
            (None, Some(_)) => Effects::ahead("responses of the old server have no payload"),
            (None, None) => Effects::default(),
        })
    })
}

/// Of the bodies of failures, which are read after the failure is known.
fn failures(cx: &Cx<'_>, before: &[&ByStatus], after: &[&ByStatus]) -> Effects {
    let text = |side: Side, entry: &ByStatus| {
        entry.ty.as_ref().map(|ty| cx.names(side).ty(&ty.value)).unwrap_or_default()
    };
    let retyped = both(before, after)
        .into_iter()
        .map(|(was, is)| (text(Side::Old, was), text(Side::New, is)))
        .any(|(was, is)| was != is);
    let gone = statuses(before, after).into_iter().any(|status| {
        entry(after, status).is_none() && entry(before, status).is_some_and(|at| at.ty.is_some())
    });
    Effects::behaves("`Error::typed` reads the body of some failures otherwise").only_if(retyped || gone)
}

/// The entries that apply to a status in both versions, for every status that makes a difference.
fn both<'t>(before: &[&'t ByStatus], after: &[&'t ByStatus]) -> Vec<(&'t ByStatus, &'t ByStatus)> {
    let statuses = statuses(before, after).into_iter();
    statuses.filter_map(|status| Some((entry(before, status)?, entry(after, status)?))).collect()
}

/// The statuses of both versions, each once.
fn statuses(before: &[&ByStatus], after: &[&ByStatus]) -> Vec<Statuses> {
    let mut all: Vec<Statuses> = before.iter().chain(after).map(|entry| entry.status.value).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// What applies to a status: its own entry, or else that of its class, or else that of all others.
fn entry<'t>(entries: &[&'t ByStatus], status: Statuses) -> Option<&'t ByStatus> {
    let applies = |entry: &&&ByStatus| match entry.status.value {
        Statuses::Default => true,
        Statuses::Class(class) => status.class() == Some(class),
        exact @ Statuses::Exact(_) => exact == status,
    };
    entries.iter().find(applies).copied()
}
