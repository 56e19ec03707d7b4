//! From the bytes of a response to the payload or to what failed.

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::time::Duration;

use http::HeaderMap;
use http::header::{CONTENT_TYPE, RETRY_AFTER};

use super::body::{Document, is_empty};
use super::date::wait;
use super::encoding::encoded;
use super::judge::{Found as Noted, Opened, header_text, may_succeed};
use super::pass::{Found, Pass, under};
use super::received::Received;
use super::{Envelope, Source, Step};
use crate::wire::{ENDLESS, Explained, Failed, Json, JsonError, Reader, Value};

/// A successful response.
pub struct Reading<T> {
    pub(crate) payload: T,
    pub(crate) trace: Option<String>,
}

/// The failure that a response reports.
#[derive(Debug)]
pub enum Failure {
    /// A business error.
    Api(Box<ApiFailure>),
    /// Neither an envelope nor a 2xx.
    Http {
        /// The trace id.
        trace: Option<String>,
    },
    /// A 2xx that can't be read.
    Decode {
        /// Why not.
        reason: String,
        /// The trace id.
        trace: Option<String>,
    },
}

/// A business error as in the envelope.
#[derive(Debug, Default)]
pub struct ApiFailure {
    pub(crate) code: Option<String>,
    pub(crate) sub_code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) trace: Option<String>,
    pub(crate) details: Option<Json>,
    pub(crate) retry_after: Option<Duration>,
}

/// Where a payload is read to. A value is read in place into a blank one, so a second attempt takes another blank one.
pub(crate) trait Slot {
    /// A blank value; `None` if the type has no finite ones.
    fn renew(&mut self) -> Option<&mut dyn Value>;
}

impl<T: Value> Slot for Option<T> {
    fn renew(&mut self) -> Option<&mut dyn Value> {
        *self = T::fresh();
        self.as_mut().map(|value| value as &mut dyn Value)
    }
}

/// Reads the payload of a response; gives the trace id of a success.
pub(crate) fn read(
    envelope: &'static Envelope,
    received: Received<'_>,
    slot: &mut dyn Slot,
) -> Result<Option<String>, Failure> {
    read_after(walk, envelope, received, slot)
}

/// A success that was read in one pass: its trace id, and why its payload can't be read.
type Walked = (Option<String>, Option<String>);

/// [`read`], after an attempt to read a success in one pass.
fn read_after(
    attempt: fn(&Envelope, Received<'_>, &str, &mut dyn Value) -> Option<Walked>,
    envelope: &'static Envelope,
    received: Received<'_>,
    slot: &mut dyn Slot,
) -> Result<Option<String>, Failure> {
    let text = text(received).map_err(|reason| unreadable(envelope, received, reason))?;
    let read = slot.renew().and_then(|payload| attempt(envelope, received, text, payload));
    let (trace, reason) = match read {
        Some(read) => read,
        None => {
            let (data, trace) = open(envelope, received, text)?;
            let decoded =
                slot.renew().map_or_else(|| Err(ENDLESS.to_owned()), |payload| decode(text, data, payload));
            (trace, decoded.err())
        }
    };
    match reason {
        None => Ok(trace),
        Some(reason) if received.status.is_success() => Err(Failure::Decode { reason, trace }),
        Some(_) => Err(Failure::Http { trace }),
    }
}

/// Reads a success in one pass: its trace id, and why its payload can't be read. `None` if it is unusual or no success.
fn walk(envelope: &Envelope, received: Received<'_>, text: &str, payload: &mut dyn Value) -> Option<Walked> {
    if !may_succeed(envelope, received.status, received.headers) {
        return None;
    }
    let mut pass = Pass::new(envelope)?;
    pass.walk(text, payload).ok()?;
    let trace = confirm(envelope, received, &pass)?;
    let absent = |what| {
        Data { root: envelope.root, path: envelope.data.first().copied().unwrap_or(&[]), raw: None }
            .absence(what)
    };
    let reason = match pass.outcome() {
        (Found::Read, _) => None,
        // Whether the root is there decides whether this is an envelope at all.
        (Found::Missing, _) if !envelope.root.is_empty() => return None,
        (Found::Missing, _) if payload.become_absent() => None,
        (Found::Missing, _) => Some(absent("missing")),
        (Found::Empty, _) => Some(absent("empty")),
        (Found::Misfit, reason) => Some(reason.unwrap_or_default()),
    };
    Some((trace, reason))
}

/// The trace id, if the values that were noted confirm that it is a success.
fn confirm(envelope: &Envelope, received: Received<'_>, pass: &Pass<'_>) -> Option<Option<String>> {
    let value = |source| {
        Noted::of(source, received.status, received.headers, |path| Ok::<_, ()>(pass.noted(path)))
            .unwrap_or(Noted::Missing)
    };
    let holds = envelope.success.iter().all(|test| test.holds(&value(test.source)));
    holds.then(|| envelope.trace.iter().find_map(|source| value(*source).text()))
}

/// The body as text, without a byte order mark (RFC 8259 §8.1). Other encodings than UTF-8 are not guessed.
pub(super) fn text(received: Received<'_>) -> Result<&str, String> {
    std::str::from_utf8(received.body).map(|text| text.strip_prefix('\u{feff}').unwrap_or(text)).map_err(
        |error| {
            let declared = media_type(received.headers).filter(|kind| kind.contains("charset"));
            let declared = declared.map_or(String::new(), |kind| format!(", declared as {kind}"));
            let plain = || format!("the body is not UTF-8 (byte {}){declared}", error.valid_up_to());
            encoded(received).unwrap_or_else(plain)
        },
    )
}

/// Reads a whole body, whatever the envelope.
pub(crate) fn read_whole<T>(
    received: Received<'_>,
    read: impl FnOnce(&str) -> Result<T, JsonError>,
) -> Result<T, JsonError> {
    let text = text(received).map_err(JsonError::say)?;
    if text.trim_ascii().is_empty() {
        return Err(JsonError::say(missing(&[], true)));
    }
    read(text).map_err(|error| match Document::parse(text) {
        Ok(_) => error,
        Err(no_json) => JsonError::say(not_json(received, &no_json)),
    })
}

/// The data of a success with its trace id, or the failure. Nothing here depends on the type of the payload.
fn open<'a>(
    envelope: &'static Envelope,
    received: Received<'a>,
    text: &'a str,
) -> Result<(Data<'a>, Option<String>), Failure> {
    let blank = text.trim_ascii().is_empty();
    let document = if blank { Ok(Document::EMPTY) } else { Document::parse(text) };
    let document = document.map_err(|error| unreadable(envelope, received, not_json(received, &error)))?;
    let malformed = |error: Explained| unreadable(envelope, received, error.to_string());
    let Some(document) = document.descend(envelope.root).map_err(malformed)? else {
        return Err(unreadable(envelope, received, missing(envelope.root, blank)));
    };
    let opened = Opened { envelope, status: received.status, headers: received.headers, document };
    if opened.succeeds().map_err(malformed)? {
        let data = match opened.data().map_err(malformed)? {
            Some((path, raw)) if !blank => Data { root: envelope.root, path, raw: Some(raw) },
            _ => Data { root: envelope.root, path: envelope.data.first().copied().unwrap_or(&[]), raw: None },
        };
        return Ok((data, opened.first_text(envelope.trace)));
    }
    if opened.is_envelope().map_err(malformed)? {
        return Err(Failure::Api(Box::new(describe(&opened))));
    }
    let tested = envelope.success.iter().find_map(|test| match test.source {
        Source::Body(path) => Some(path),
        _ => None,
    });
    Err(unreadable(envelope, received, missing(tested.unwrap_or(&[]), blank)))
}

pub(super) fn describe(opened: &Opened<'_>) -> ApiFailure {
    let envelope = opened.envelope;
    let details = envelope.details.map_or(Ok(None), |path| opened.document.find(path));
    let declared = opened.first_text(envelope.retry_after).and_then(|text| wait(&text, opened.headers));
    ApiFailure {
        code: opened.first_text(envelope.code),
        sub_code: opened.first_text(envelope.sub_code),
        message: opened.message(),
        trace: opened.first_text(envelope.trace),
        details: details
            .ok()
            .flatten()
            .and_then(|raw| raw.parse().ok())
            .filter(|json: &Json| !json.is_null()),
        retry_after: declared.or_else(|| retry_after_header(opened.headers)),
    }
}

/// The waiting time of the header `Retry-After`.
pub(crate) fn retry_after_header(headers: &HeaderMap) -> Option<Duration> {
    wait(&header_text(headers, RETRY_AFTER.as_str())?, headers)
}

/// The value at the place of the payload.
struct Data<'a> {
    root: &'static [Step],
    path: &'static [Step],
    /// `None` if it is missing.
    raw: Option<&'a str>,
}

impl Data<'_> {
    /// `` `result` is empty ``.
    fn absence(&self, what: &str) -> String {
        let path = path_text(self.root.iter().chain(self.path));
        if path.is_empty() {
            format!("the body is {}", what.replace("missing", "empty"))
        } else {
            format!("`{path}` is {what}")
        }
    }
}

/// Reads the payload, which is a part of the body; its error has the path and the position in the body.
fn decode(body: &str, data: Data<'_>, payload: &mut dyn Value) -> Result<(), String> {
    let Some(raw) = data.raw else {
        return if payload.become_absent() { Ok(()) } else { Err(data.absence("missing")) };
    };
    let empty = is_empty(raw);
    if empty && payload.become_absent() {
        return Ok(());
    }
    let start = raw.as_ptr().addr().saturating_sub(body.as_ptr().addr());
    let mut from = Reader::starting_at(body, start);
    payload.read(&mut from).map_err(|Failed| {
        if empty {
            return data.absence("empty");
        }
        under(data.root.iter().chain(data.path), &mut from);
        from.explain().to_string()
    })
}

/// `Response.Error[0]`.
fn path_text<'s>(steps: impl DoubleEndedIterator<Item = &'s Step>) -> String {
    let mut out = String::new();
    for step in steps {
        match step {
            Step::Key(key) | Step::Suffix(key) if out.is_empty() => out.push_str(key),
            Step::Key(key) | Step::Suffix(key) => out.extend([".", key]),
            Step::Index(index) => out.push_str(&format!("[{index}]")),
        }
    }
    out
}

fn missing(path: &[Step], blank: bool) -> String {
    let path = path_text(path.iter());
    match (blank, path.is_empty()) {
        (true, _) => "the body is empty".to_owned(),
        (false, true) => "the body is not the declared envelope".to_owned(),
        (false, false) => format!("the body is not the declared envelope: `{path}` is missing"),
    }
}

/// The reason why the body is not JSON; names its content type if that is the reason.
fn not_json(received: Received<'_>, error: &Explained) -> String {
    if let Some(reason) = encoded(received) {
        return reason;
    }
    match media_type(received.headers) {
        Some(kind) if !kind.contains("json") => format!("the body is {kind}, not JSON: {error}"),
        _ => error.to_string(),
    }
}

/// The failure of a response that is not an envelope.
pub(super) fn unreadable(envelope: &Envelope, received: Received<'_>, reason: String) -> Failure {
    let trace = trace_in_headers(envelope, received.headers);
    if received.status.is_success() { Failure::Decode { reason, trace } } else { Failure::Http { trace } }
}

/// The trace id of a response whose body is not an envelope.
pub(super) fn trace_in_headers(envelope: &Envelope, headers: &HeaderMap) -> Option<String> {
    let trace = envelope.trace.iter().find_map(|source| match source {
        Source::Header(name) => header_text(headers, name).filter(|text| !text.is_empty()),
        _ => None,
    });
    trace.map(Cow::into_owned)
}

/// The content type of a response.
pub(super) fn media_type(headers: &HeaderMap) -> Option<Cow<'_, str>> {
    header_text(headers, CONTENT_TYPE.as_str())
}
