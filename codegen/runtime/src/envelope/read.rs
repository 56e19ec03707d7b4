//! From the bytes of a response to the payload or to what failed.

use std::borrow::Cow;
use std::time::Duration;

use http::HeaderMap;
use http::header::{CONTENT_TYPE, RETRY_AFTER};

use super::body::{Document, is_empty};
use super::date::wait;
use super::encoding::encoded;
use super::judge::{Opened, Value, header_text, may_succeed};
use super::pass::Pass;
use super::received::Received;
use super::single;
use super::{Envelope, Source, Step};
use crate::wire::{Decode, Json, Segment, prepend};

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
    Http { trace: Option<String> },
    /// A 2xx that can't be read.
    Decode { reason: String, trace: Option<String> },
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

/// Reads a response.
pub(crate) fn read<T: Decode>(
    envelope: &'static Envelope,
    received: Received<'_>,
) -> Result<Reading<T>, Failure> {
    let text = text(received).map_err(|reason| unreadable(envelope, received, reason))?;
    let hopeful = !T::MAY_BE_ABSENT && may_succeed(envelope, received.status, received.headers);
    if let Some((payload, pass)) = hopeful.then(|| single::read::<T>(envelope, text)).flatten() {
        if let Some(trace) = confirm(envelope, received, &pass) {
            return Ok(Reading { payload, trace });
        }
    }
    let (data, trace) = open(envelope, received, text)?;
    match decode(text, data) {
        Ok(payload) => Ok(Reading { payload, trace }),
        Err(reason) if received.status.is_success() => Err(Failure::Decode { reason, trace }),
        Err(_) => Err(Failure::Http { trace }),
    }
}

/// The trace id of an optimistic reading, when the predicate confirms that it is a success.
fn confirm(envelope: &Envelope, received: Received<'_>, pass: &Pass<'_>) -> Option<Option<String>> {
    let value = |source| {
        Value::of(source, received.status, received.headers, |path| Ok::<_, ()>(pass.noted(path)))
            .unwrap_or(Value::Missing)
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

/// The data of a success with its trace id, or the failure. Nothing here depends on the type of the payload.
fn open<'a>(
    envelope: &'static Envelope,
    received: Received<'a>,
    text: &'a str,
) -> Result<(Data<'a>, Option<String>), Failure> {
    let blank = text.trim_ascii().is_empty();
    let document = if blank { Ok(Document::EMPTY) } else { Document::parse(text) };
    let document = document.map_err(|error| unreadable(envelope, received, not_json(received, &error)))?;
    let malformed = |error: serde_json::Error| unreadable(envelope, received, error.to_string());
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

fn decode<T: Decode>(body: &str, data: Data<'_>) -> Result<T, String> {
    let Some(raw) = data.raw else { return T::absent().ok_or_else(|| absence(&data, "missing")) };
    let empty = is_empty(raw);
    if let Some(value) = empty.then(T::absent).flatten() {
        return Ok(value);
    }
    let mut input = serde_json::Deserializer::from_str(raw);
    T::decode(&mut input)
        .map_err(|error| if empty { absence(&data, "empty") } else { locate(body, &data, raw, &error) })
}

/// `` `result` is empty ``.
fn absence(data: &Data<'_>, what: &str) -> String {
    let path = path_text(data.root.iter().chain(data.path));
    if path.is_empty() {
        format!("the body is {}", what.replace("missing", "empty"))
    } else {
        format!("`{path}` is {what}")
    }
}

/// The error of a payload with its path and its position from the start of the body.
fn locate(body: &str, data: &Data<'_>, raw: &str, error: &serde_json::Error) -> String {
    let text = error.to_string();
    let (line, column) = (error.line(), error.column());
    let bare = text.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&text);
    let mut out = bare.to_owned();
    for step in data.root.iter().chain(data.path).rev() {
        out = match step {
            Step::Key(key) | Step::Suffix(key) => prepend(Segment::Key(key), &out),
            Step::Index(index) => prepend(Segment::Index(*index), &out),
        };
    }
    if line == 0 {
        return out;
    }
    let start = raw.as_ptr().addr().saturating_sub(body.as_ptr().addr());
    let before = body.get(..start).unwrap_or("");
    let lines = before.matches('\n').count();
    let column =
        if line == 1 { before.len() - before.rfind('\n').map_or(0, |at| at + 1) + column } else { column };
    format!("{out} at line {} column {column}", lines + line)
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
fn not_json(received: Received<'_>, error: &serde_json::Error) -> String {
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
