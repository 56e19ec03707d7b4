//! The effects of another response of an endpoint.

use super::change::Effects;
use super::context::{Cx, Side};
use super::fits::{Fit, Reader};
use super::notation::quoted;
use super::typed::typed;
use super::ways::Ways;
use crate::model::dump::written_response;
use crate::model::statuses::{by_exactness, entry_at};
use crate::model::{ByStatus, Endpoint, Response, Statuses, Type, TypeUse};

/// Of the response of an endpoint.
pub(super) fn changed(cx: &Cx<'_>, before: &Endpoint, after: &Endpoint) -> Effects {
    let (was, is) = match (&before.response, &after.response) {
        // Whoever reads no payload reads any.
        (None, None) => return Effects::default(),
        (None, Some(_)) => return Effects::ahead("responses of the old server have no payload"),
        (Some(_), None) => return Effects::deployed("deployed clients expect a payload"),
        (Some(was), Some(is)) => (was, is),
    };
    match (was, is) {
        (Response::Typed { ty: was, .. }, Response::Typed { ty: is, .. })
            if before.responses.is_empty() && after.responses.is_empty() =>
        {
            optional(before, after).and(typed(cx, was, is, Ways::RECEIVED))
        }
        (Response::Typed { .. } | Response::ByStatus(_), Response::Typed { .. } | Response::ByStatus(_)) => {
            by_status(cx, Side::Old, before, after).and(by_status(cx, Side::New, after, before))
        }
        (Response::Events { ty: was, end: old }, Response::Events { ty: is, end: new })
            if old.as_ref().map(|end| &end.value) == new.as_ref().map(|end| &end.value) =>
        {
            typed(cx, was, is, Ways::RECEIVED)
        }
        _ => match (content_type(was), content_type(is)) {
            // How callers get the bytes is not seen by the server.
            (Some(was), Some(is)) => {
                let deployed = Effects::deployed(format!("deployed clients expect {}", quoted(was)));
                let ahead = Effects::ahead(format!("the old server sends {}", quoted(was)));
                deployed.only_if(!covers(was, is)).and(ahead.only_if(!covers(is, was)))
            }
            _ => Effects::apart(
                "deployed clients expect the response of the old version",
                "the old server sends the response of the old version",
            ),
        },
    }
}

/// Whether the response is another one, whatever its statuses are.
pub(super) fn is_retyped(cx: &Cx<'_>, before: &Endpoint, after: &Endpoint) -> bool {
    let text = |side: Side, endpoint: &Endpoint| {
        let ty = |ty: &Type| cx.names(side).ty(ty);
        endpoint.response.as_ref().map(|response| written_response(&ty, response))
    };
    text(Side::Old, before) != text(Side::New, after)
}

fn is_optional(endpoint: &Endpoint) -> bool {
    matches!(endpoint.response, Some(Response::Typed { optional: true, .. }))
}

fn optional(before: &Endpoint, after: &Endpoint) -> Effects {
    let (was, is) = (is_optional(before), is_optional(after));
    let absent = Effects::deployed("deployed clients expect a payload").only_if(is && !was);
    absent.and(Effects::ahead("responses of the old server may have no payload").only_if(was && !is))
}

/// The content type of a response that is handed over as it is.
fn content_type(response: &Response) -> Option<&str> {
    match response {
        Response::Raw(raw) => Some(raw.content_type.as_str()),
        Response::Stream(content_type) => Some(content_type.as_str()),
        Response::Typed { .. } | Response::Events { .. } | Response::ByStatus(_) => None,
    }
}

/// The payload that a client makes of a response.
enum Payload<'a> {
    /// This type.
    Typed(&'a TypeUse),
    /// This type, or nothing where there is no body.
    Optional(&'a TypeUse),
    /// None, whatever the body is.
    Nothing,
    /// The response as it came, for callers to look at.
    Kept,
}

fn payload_at<'a>(endpoint: &'a Endpoint, declared: &[&'a ByStatus], status: Statuses) -> Payload<'a> {
    let entry = entry_at(declared, status);
    match (&endpoint.response, entry.map(|entry| entry.ty.as_ref())) {
        // One type is read at every status that isn't declared to have none.
        (Some(Response::Typed { .. }), Some(None)) => Payload::Nothing,
        (Some(Response::Typed { ty, optional: true }), _) => Payload::Optional(ty),
        (Some(Response::Typed { ty, optional: false }), _) => Payload::Typed(ty),
        (_, Some(Some(ty))) => Payload::Typed(ty),
        (_, Some(None)) => Payload::Nothing,
        (_, None) => Payload::Kept,
    }
}

/// The effects on a client of the version `reader`, given responses of a server of the other version.
fn by_status(cx: &Cx<'_>, reader: Side, into: &Endpoint, from: &Endpoint) -> Effects {
    let [declared, sent] = [into, from].map(declared);
    if sent.is_empty() {
        return anywhere(cx, reader, into, from);
    }
    let mut statuses: Vec<Statuses> = declared.iter().chain(&sent).map(|entry| entry.status.value).collect();
    statuses.sort_unstable();
    statuses.dedup();
    let mut effects = Effects::default();
    for status in statuses {
        let Some(entry) = entry_at(&sent, status) else { continue };
        let is_declared = entry_at(&declared, status).is_some();
        effects = effects.and(match (payload_at(into, &declared, status), &entry.ty) {
            (Payload::Nothing | Payload::Kept, _) | (Payload::Optional(_), None) => Effects::default(),
            (Payload::Typed(_), None) => {
                let [_, expects] = client(reader);
                breaks(reader, format!("at {}, {expects} a payload", shown(status)))
            }
            (Payload::Typed(ty) | Payload::Optional(ty), Some(other)) => {
                read(cx, reader, (ty, other), (status, is_declared))
            }
        });
    }
    effects
}

/// The entries of an endpoint, as they are tried.
fn declared(endpoint: &Endpoint) -> Vec<&ByStatus> {
    match &endpoint.response {
        Some(Response::ByStatus(entries)) => by_exactness(entries),
        _ => by_exactness(&endpoint.responses),
    }
}

/// Of a server that sends one type at statuses that its version doesn't say; the other version does, so they are taken
/// for those at which this one has the type.
fn anywhere(cx: &Cx<'_>, reader: Side, into: &Endpoint, from: &Endpoint) -> Effects {
    let Some(Response::Typed { ty: sent, optional }) = &from.response else { return Effects::default() };
    let declared = declared(into);
    let has_none = declared.iter().any(|entry| entry.ty.is_none()) || is_optional(into);
    let [client, expects] = client(reader);
    let absent = breaks(reader, format!("{expects} a payload")).only_if(*optional && !has_none);
    let types = declared.iter().filter_map(|entry| entry.ty.as_ref());
    let best = types.map(|ty| fit(cx, reader, ty, sent)).min().unwrap_or(Fit::None);
    let part = if best == Fit::Some { "some values of " } else { "" };
    let name = quoted(&cx.names(reader.other()).ty(&sent.value));
    absent.and(breaks(reader, format!("{client} can't read {part}{name}")).only_if(best != Fit::All))
}

fn fit(cx: &Cx<'_>, reader: Side, into: &TypeUse, from: &TypeUse) -> Fit {
    cx.fit(Reader::Client, (reader, &into.value), (reader.other(), &from.value))
}

/// Of a type that is read as another one at a status.
fn read(
    cx: &Cx<'_>,
    reader: Side,
    (into, from): (&TypeUse, &TypeUse),
    (status, is_declared): (Statuses, bool),
) -> Effects {
    let fit = fit(cx, reader, into, from);
    let name = |side: Side, ty: &TypeUse| quoted(&cx.names(side).ty(&ty.value));
    let (into, from) = (name(reader, into), name(reader.other(), from));
    let at = shown(status);
    if fit != Fit::All {
        let part = if fit == Fit::Some { "some values of " } else { "" };
        let [_, expects] = client(reader);
        return breaks(reader, format!("at {at}, {expects} {into} and can't read {part}{from}"));
    }
    // A status that a client doesn't know has its one type.
    let is_taken = reader == Side::Old && !is_declared && into != from;
    Effects::behaves(format!("at {at}, deployed clients read {from} as {into}")).only_if(is_taken)
}

/// A client of this version, and that it expects something.
fn client(reader: Side) -> [&'static str; 2] {
    match reader {
        Side::Old => ["deployed clients", "deployed clients expect"],
        Side::New => ["the new client", "the new client expects"],
    }
}

/// A client of this version doesn't understand the other one.
fn breaks(reader: Side, text: String) -> Effects {
    match reader {
        Side::Old => Effects::deployed(text),
        Side::New => Effects::ahead(text),
    }
}

fn shown(status: Statuses) -> String {
    match status {
        Statuses::Default => String::from("any other status"),
        status => quoted(&status.to_string()),
    }
}

/// Whether a body of the content type `own` is one of `range`, which can be a range as well, such as `image/*`.
pub(super) fn covers(range: &str, own: &str) -> bool {
    let essence = |text: &str| text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if range == own {
        return true;
    }
    let (range, own) = (essence(range), essence(own));
    match range.split_once('/').zip(own.split_once('/')) {
        Some((("*", "*"), _)) => true,
        Some(((kind, "*"), (other, _))) => kind == other,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::covers;

    #[test]
    fn ranges_cover_content_types() {
        for (range, own, expected) in [
            ("image/png", "image/png", true),
            ("image/*", "image/png", true),
            ("image/*", "Image/PNG; q=1", true),
            ("*/*", "image/*", true),
            ("image/*", "*/*", false),
            ("image/png", "image/*", false),
            ("image/*", "text/csv", false),
            ("text/csv", "text/csv; header=present", false),
        ] {
            assert_eq!(covers(range, own), expected, "{range} {own}");
        }
    }
}
