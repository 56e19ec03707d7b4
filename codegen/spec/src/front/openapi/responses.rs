//! Responses: successes and the bodies of failures.

use super::Cx;
use super::bodies::{Content, common_type};
use super::document::At;
use super::draft::{Place, Use};
use super::media::Media;
use crate::ast::{ByStatus, Raw, RawKind, Redirect, Response, Statuses, TypeExpr};
use crate::source::Spanned;

/// The responses of an operation.
#[derive(Debug, Default)]
pub(super) struct Answers {
    pub(super) response: Option<Response>,
    pub(super) failures: Vec<ByStatus>,
    pub(super) redirect: Option<Spanned<Redirect>>,
    /// The content type of JSON that is accepted, if that is not the usual one.
    pub(super) accept: Option<Spanned<String>>,
    /// Other media types of a success, each with a word for it.
    pub(super) others: Vec<(&'static str, Response)>,
}

/// A response with its status.
struct Entry<'a> {
    status: Spanned<Statuses>,
    at: At<'a>,
}

/// The body of a success.
enum Success {
    Nothing,
    Typed(TypeExpr, bool),
    Other(Response),
}

impl<'a> Cx<'a> {
    pub(super) fn answers(&mut self, responses: Option<At<'a>>, place: &Place, operation: usize) -> Answers {
        let mut entries = Vec::new();
        for (status, at) in responses.into_iter().flat_map(At::entries) {
            if status.text.starts_with("x-") {
                continue;
            }
            match Statuses::parse(status.text) {
                Some(parsed) => {
                    let at = self.part(at);
                    entries.push(Entry { status: Spanned::new(parsed, status.span), at });
                }
                None => self.ignore(
                    at,
                    format!("`{}` is not an HTTP status, so the response is left out", status.text),
                ),
            }
        }
        let of_class = |class: u8| entries.iter().filter(move |entry| entry.status.class() == Some(class));
        let mut out = Answers::default();
        if of_class(2).next().is_some() {
            let successes: Vec<&Entry<'a>> = of_class(2).collect();
            self.successes(&successes, place, &mut out);
        } else if let Some(lone) = of_class(3).next() {
            out.redirect = Some(Spanned::new(Redirect::Return, lone.status.span));
        } else if let Some(default) = entries.iter().find(|entry| entry.status.value == Statuses::Default) {
            let success = self.success(default, &place.with("Response"), &mut out);
            out.response = response(success);
        }
        let is_failure = |entry: &&Entry<'a>| matches!(entry.status.class(), Some(4 | 5) | None);
        for entry in entries.iter().filter(is_failure) {
            out.failures.extend(self.failure(entry, place, operation));
        }
        // A response without a body hides the less exact ones: their bodies do not come with its status.
        let typed = out.failures.clone();
        for entry in entries.iter().filter(is_failure).filter(|entry| !entry.at.has("content")) {
            if typed.iter().any(|other| hides(*entry.status, *other.status)) {
                out.failures.push(ByStatus { status: entry.status.clone(), ty: None });
            }
        }
        out
    }

    fn successes(&mut self, entries: &[&Entry<'a>], place: &Place, out: &mut Answers) {
        let mut found: Vec<(Spanned<Statuses>, Success)> = Vec::new();
        let with_body = entries.iter().filter(|entry| entry.at.has("content")).count();
        for entry in entries {
            let own = place.with("Response");
            let is_first = found.iter().all(|(_, success)| matches!(success, Success::Nothing));
            let own = if with_body > 1 && !is_first {
                place.with(format!("Response{}", *entry.status))
            } else {
                own
            };
            let success = self.success(entry, &own, out);
            found.push((entry.status.clone(), success));
        }
        if found.len() == 1 {
            out.response = found.pop().and_then(|(_, success)| response(success));
            return;
        }
        // A body that is not JSON is one for all statuses.
        let other = found.iter().position(|(_, success)| matches!(success, Success::Other(_)));
        let has_type = found.iter().any(|(_, success)| matches!(success, Success::Typed(..)));
        if let (Some(at), false) = (other, has_type) {
            out.response = response(found.swap_remove(at).1);
            return;
        }
        let mut statuses = Vec::new();
        for (status, success) in found {
            match success {
                Success::Nothing => statuses.push(ByStatus { status, ty: None }),
                Success::Typed(ty, _) => statuses.push(ByStatus { status, ty: Some(ty) }),
                Success::Other(_) => {
                    let entry = entries.iter().find(|entry| entry.status.span == status.span);
                    if let Some(entry) = entry {
                        self.ignore(entry.at, format!("the body with status {status} is not JSON, unlike that with another one, so it is left out"));
                    }
                    statuses.push(ByStatus { status, ty: None });
                }
            }
        }
        if statuses.iter().any(|entry| entry.ty.is_some()) {
            out.response = Some(Response::ByStatus(statuses));
        }
    }

    /// The body of a success; alternatives to JSON go to the other media types.
    fn success(&mut self, entry: &Entry<'a>, place: &Place, out: &mut Answers) -> Success {
        let place = self.place_in(entry.at, "Response").unwrap_or_else(|| place.clone());
        let contents = self.contents(entry.at);
        let Some(first) = contents.first() else { return Success::Nothing };
        out.accept = out.accept.take().or_else(|| first.own_type().cloned());
        let mut seen = vec![first.media];
        // XML in addition to JSON says the same in another notation.
        for other in contents.iter().filter(|other| !other.name.value.ends_with("xml")) {
            let is_same = match (first.schema, other.schema) {
                (Some(one), Some(other)) => self.is_same_schema(one, other),
                _ => true,
            };
            if other.media == Media::Json && first.media == Media::Json && !is_same {
                let message =
                    format!("a response can also be `{}`, which is not generated", other.name.value);
                self.ignore(other.at, message);
            }
            if !seen.contains(&other.media) {
                seen.push(other.media);
                let word = match other.media {
                    Media::Events => "events",
                    Media::Text => "text",
                    Media::Json | Media::Form | Media::Multipart | Media::Bytes => "bytes",
                };
                let is_new = out.others.iter().all(|(known, _)| *known != word);
                if let (true, Success::Other(response)) = (is_new, self.success_of(other, &contents, &place))
                {
                    out.others.push((word, response));
                }
            }
        }
        self.success_of(first, &contents, &place)
    }

    fn success_of(&mut self, content: &Content<'a>, all: &[Content<'a>], place: &Place) -> Success {
        let raw = |kind| Response::Raw(Raw { kind, content_type: common_type(content, all) });
        match content.media {
            Media::Json => match content.schema {
                Some(schema) => {
                    let found = self.used(schema, place);
                    let null = found.null;
                    Success::Typed(self.expr(Use { null: false, ..found }, schema), null)
                }
                None => Success::Typed(self.expr(Use::word("any"), content.at), true),
            },
            Media::Events => {
                let found = content
                    .schema
                    .map_or_else(|| Use::word("any"), |schema| self.used(schema, &place.with("Event")));
                let ty = self.expr(Use { null: false, ..found }, content.schema.unwrap_or(content.at));
                Success::Other(Response::Events { ty, end: None })
            }
            Media::Text => Success::Other(raw(RawKind::Text)),
            Media::Form | Media::Multipart | Media::Bytes => Success::Other(raw(RawKind::Bytes)),
        }
    }

    fn failure(&mut self, entry: &Entry<'a>, place: &Place, operation: usize) -> Option<ByStatus> {
        let status = entry.status.to_string();
        let step = if status == "default" { String::from("Error") } else { format!("Error{status}") };
        let own = self.place_in(entry.at, "Response").unwrap_or_else(|| place.with(step));
        let contents = self.contents(entry.at);
        let first = contents.into_iter().find(|content| content.media == Media::Json)?;
        let schema = first.schema?;
        self.note_codes(schema, entry.status.value, operation);
        self.is_failure = true;
        let found = self.used(schema, &own);
        self.is_failure = false;
        let ty = self.expr(Use { null: false, spelling: None, ..found }, schema);
        Some(ByStatus { status: entry.status.clone(), ty: Some(ty) })
    }
}

/// Whether statuses are among others that are less exact.
fn hides(status: Statuses, other: Statuses) -> bool {
    match other {
        Statuses::Default => status != Statuses::Default,
        Statuses::Class(class) => matches!(status, Statuses::Exact(_)) && status.class() == Some(class),
        Statuses::Exact(_) => false,
    }
}

fn response(success: Success) -> Option<Response> {
    match success {
        Success::Nothing => None,
        Success::Typed(ty, optional) => Some(Response::Typed { ty, optional }),
        Success::Other(response) => Some(response),
    }
}
