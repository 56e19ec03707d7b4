//! The effects of another body of a request or of a failure.

use super::change::Effects;
use super::context::{Cx, Side};
use super::endpoint::{REQUEST, RESPONSE, STATUSES};
use super::fits::{Fit, Reader};
use super::parts::Part;
use super::responses::{self, covers};
use super::typed::typed;
use super::ways::Ways;
use crate::model::statuses::entry_at;
use crate::model::{Body, BodyKind, ByStatus, Endpoint, Statuses};

/// Of a body that is different; `what` is the property.
pub(super) fn changed(cx: &Cx<'_>, what: &str, before: Part<'_>, after: Part<'_>) -> Effects {
    match (before, after) {
        (Part::Endpoint(before), Part::Endpoint(after)) => match what {
            REQUEST => request(cx, before.request.as_ref(), after.request.as_ref()),
            // Where the type is another one as well, that says what it does.
            STATUSES if responses::is_retyped(cx, before, after) => Effects::default(),
            RESPONSE | STATUSES => responses::changed(cx, before, after),
            _ => Effects::default(),
        },
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
    match (to, from) {
        (BodyKind::Json(to), BodyKind::Json(from))
        | (BodyKind::Form(to), BodyKind::Form(from))
        | (BodyKind::Multipart(to), BodyKind::Multipart(from)) => {
            cx.fit(Reader::Server, (into, &to.value), (into.other(), &from.value)) == Fit::All
        }
        // Whether bytes are in memory before they are sent is not seen by the server.
        _ => content_type(to).zip(content_type(from)).is_some_and(|(to, from)| covers(to, from)),
    }
}

fn content_type(kind: &BodyKind) -> Option<&str> {
    match kind {
        BodyKind::Raw(raw) => Some(raw.content_type.as_str()),
        BodyKind::Stream(content_type) => Some(content_type.as_str()),
        BodyKind::Json(_) | BodyKind::Form(_) | BodyKind::Multipart(_) | BodyKind::OneOf(_) => None,
    }
}

/// Of the entry of a status in the bodies of failures, which are read after the failure is known. `owners` are the endpoint
/// in both versions; nothing for the bodies that all endpoints share.
pub(super) fn failure(cx: &Cx<'_>, owners: [Option<&Endpoint>; 2], status: Statuses) -> Effects {
    let [was, is] = [(Side::Old, owners[0]), (Side::New, owners[1])].map(|(side, endpoint)| {
        let api = cx.api(side);
        let entries: Vec<&ByStatus> =
            endpoint.map_or_else(|| api.sorted_failures(), |endpoint| api.failures_of(endpoint));
        let ty = |entry: &ByStatus| entry.ty.as_ref().map(|ty| cx.names(side).ty(&ty.value));
        entry_at(&entries, status).map(ty)
    });
    let is_read_otherwise = match (was, is) {
        (None, _) => false,
        (Some(was), None) => was.is_some(),
        (Some(was), Some(is)) => was != is,
    };
    Effects::behaves("`Error::typed` reads the body of this failure otherwise").only_if(is_read_otherwise)
}
