//! Writing responses in an envelope: the inverse of reading.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, StatusCode};
use serde_json::{Map, Value};

use super::answer::Answer;
use crate::codes::ServerError;
use crate::endpoint::Endpoint;
use crate::envelope::{ApiFailure, Envelope, Expect, Failure, Received, Source, Step, Test, judge_raw, read};
use crate::transport::{Phase, Sent, TransportError};

/// A business error to be written.
pub(super) struct Failing<'a> {
    /// The code; empty for a failure without one.
    pub(super) code: &'a str,
    pub(super) sub_code: Option<&'a str>,
    pub(super) message: &'a str,
    /// The status of the table.
    pub(super) http: Option<u16>,
}

/// A success with this payload.
pub(super) fn success(endpoint: &Endpoint, payload: Result<Value, serde_json::Error>) -> Answer {
    let payload =
        payload.map_err(|error| broken(format!("the payload can't be written as JSON: {error}")))?;
    if endpoint.is_raw() {
        let text = payload.as_str().ok_or_else(|| broken("a raw payload is a text".to_owned()))?;
        return raw(endpoint, Bytes::copy_from_slice(text.as_bytes()));
    }
    let mut draft = Draft::new(endpoint.declared_envelope());
    draft.place(draft.envelope.data.first().copied().unwrap_or(&[]), payload);
    for test in draft.envelope.success {
        draft.fulfil(test);
    }
    carrying(endpoint, draft.response())
}

/// A success with this raw payload.
pub(super) fn raw(endpoint: &Endpoint, payload: Bytes) -> Answer {
    let mut draft = Draft::new(endpoint.declared_envelope());
    for test in draft.envelope.success {
        draft.fulfil(test);
    }
    let mut response = draft.response();
    *response.body_mut() = payload;
    let content_type = HeaderValue::from_str(endpoint.content_type());
    response.headers_mut().extend(content_type.map(|kind| (CONTENT_TYPE, kind)));
    carrying(endpoint, response)
}

/// A response, if it is read as a success.
fn carrying(endpoint: &Endpoint, response: http::Response<Bytes>) -> Answer {
    match judge(endpoint, &response) {
        Ok(()) => Ok(response),
        Err(_) => Err(broken(format!("the envelope of `{}` can't carry this payload", endpoint.name()))),
    }
}

/// Whether a response is read as a success.
fn judge(endpoint: &Endpoint, response: &http::Response<Bytes>) -> Result<(), Failure> {
    let received = Received::of(response);
    if endpoint.is_raw() {
        judge_raw(endpoint.declared_envelope(), received).map(drop)
    } else {
        read(endpoint.declared_envelope(), received, &mut None::<()>).map(drop)
    }
}

/// A business error, if it is read as the intended one: written in the likely way, or in any other way that the
/// envelope reads as this error.
pub(super) fn failure(
    endpoint: &Endpoint,
    error: &Failing<'_>,
    is_meant: impl Fn(&ServerError<'_>) -> bool,
) -> Answer {
    let carries = |api: &ApiFailure| {
        let found = api.code.as_deref().unwrap_or("");
        let meant = ServerError::new(found)
            .with_sub_code(api.sub_code.as_deref())
            .with_message(api.message.as_deref());
        found == error.code && is_meant(&meant)
    };
    let fits = |response: &http::Response<Bytes>| match judge(endpoint, response) {
        Err(Failure::Api(api)) => carries(&api),
        _ => false,
    };
    let envelope = endpoint.declared_envelope();
    let likely = std::iter::once_with(|| likely(envelope, error));
    let found = likely.chain(others(envelope, error)).find(fits);
    found.ok_or_else(|| {
        broken(format!("the envelope of `{}` can't carry the code {:?}", endpoint.name(), error.code))
    })
}

/// Every source has its value, and the conditions of success do not hold.
fn likely(envelope: &'static Envelope, error: &Failing<'_>) -> http::Response<Bytes> {
    let mut draft = Draft::new(envelope);
    let names_http = envelope.success.iter().any(|test| test.source == Source::Http);
    let needs_status = names_http || envelope.success.is_empty();
    draft.status = error.http.unwrap_or(if needs_status { 400 } else { 200 });
    draft.tell(error);
    for test in envelope.success {
        draft.refute(test);
    }
    draft.response()
}

/// More sources are not tried one with the other.
const MOST_SOURCES: usize = 6;

/// The combinations of values that the sources of the code and of success can have: the code, something else, an empty
/// text, nothing; each with the statuses that the row allows.
fn others(envelope: &'static Envelope, error: &Failing<'_>) -> impl Iterator<Item = http::Response<Bytes>> {
    let mut sources: Vec<Source> = Vec::new();
    for source in envelope.success.iter().map(|test| test.source).chain(envelope.code.iter().copied()) {
        if source != Source::Http && !sources.contains(&source) {
            sources.push(source);
        }
    }
    let statuses = error.http.map_or(vec![200, 400, 500, 300], |status| vec![status]);
    let texts = [Some(error.code), Some("stubwright-other"), Some(""), None];
    let count = if sources.len() > MOST_SOURCES { 0 } else { texts.len().pow(sources.len() as u32) };
    statuses.into_iter().flat_map(move |status| {
        let sources = sources.clone();
        (0..count).map(move |mut number| {
            let mut draft = Draft::new(envelope);
            draft.status = status;
            draft.tell(error);
            for source in &sources {
                draft.put(*source, texts[number % texts.len()]);
                number /= texts.len();
            }
            draft.response()
        })
    })
}

fn broken(reason: String) -> TransportError {
    TransportError::new(Phase::Send, Sent::No, format!("the fake transport: {reason}")).permanent()
}

/// A response in the making.
struct Draft {
    envelope: &'static Envelope,
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Value,
}

impl Draft {
    fn new(envelope: &'static Envelope) -> Self {
        Self { envelope, status: 200, headers: Vec::new(), body: Value::Object(Map::new()) }
    }

    /// Puts a value at a path below the root of the envelope. Null in place of the whole body leaves an empty object.
    fn place(&mut self, path: &[Step], value: Value) {
        let mut at = &mut self.body;
        for step in self.envelope.root.iter().chain(path) {
            at = below(at, *step);
        }
        if !(path.is_empty() && value.is_null()) {
            *at = value;
        }
    }

    fn find(&self, path: &[Step]) -> Option<&Value> {
        let mut at = &self.body;
        for step in self.envelope.root.iter().chain(path) {
            at = match (step, at) {
                (Step::Index(index), Value::Array(items)) => items.get(*index)?,
                (step, Value::Object(members)) => members.iter().find(|(key, _)| step.names(key))?.1,
                _ => return None,
            };
        }
        Some(at)
    }

    /// Writes a text to a source, or removes what is there.
    fn say(&mut self, source: Source, text: &str) {
        match source {
            Source::Body(path) => self.place(path, scalar(text)),
            Source::Header(name) => self.headers.push((name, text.to_owned())),
            Source::Http => self.status = text.parse().unwrap_or(self.status),
        }
    }

    /// Writes the code, the second code and the message, each to its first source.
    fn tell(&mut self, error: &Failing<'_>) {
        if let Some(source) = self.envelope.message.first() {
            self.say(*source, error.message);
        }
        if let Some(source) = self.envelope.code.first() {
            self.say(*source, error.code);
        }
        if let (Some(source), Some(sub_code)) = (self.envelope.sub_code.first(), error.sub_code) {
            self.say(*source, sub_code);
        }
    }

    /// Writes a text to a source, or removes what is there.
    fn put(&mut self, source: Source, text: Option<&str>) {
        if let Source::Header(name) = source {
            self.headers.retain(|(known, _)| *known != name);
        }
        match (source, text) {
            (source, Some(text)) => self.say(source, text),
            (Source::Body(path), None) if self.find(path).is_some() => self.place(path, Value::Null),
            _ => {}
        }
    }

    /// Makes a test hold.
    fn fulfil(&mut self, test: &Test) {
        match (test.source, test.expect.first()) {
            (Source::Http, Some(Expect::HttpClass(class))) => self.status = u16::from(*class) * 100,
            (Source::Body(path), _) if test.expect.iter().any(|expect| meets(self.find(path), *expect)) => {}
            (Source::Body(path), Some(Expect::Empty)) => self.place(path, Value::from("")),
            (Source::Body(path), Some(Expect::Present)) => self.place(path, Value::from(true)),
            (source, Some(Expect::Text(text))) => self.say(source, text),
            _ => {}
        }
    }

    /// Makes a condition fail, with a value that is present if possible, so that the body is recognized as an envelope.
    fn refute(&mut self, test: &Test) {
        let Source::Body(path) = test.source else { return };
        let found = self.find(path);
        let holds = test.expect.iter().any(|expect| meets(found, *expect));
        let spoken =
            self.envelope.code.contains(&test.source) || self.envelope.message.contains(&test.source);
        if found.is_none() || (holds && !spoken) {
            self.place(path, opposite(test.expect));
        }
        if test.expect.contains(&Expect::Present) && self.status < 300 {
            self.status = 400;
        }
    }

    fn response(&self) -> http::Response<Bytes> {
        let mut response = http::Response::new(Bytes::from(self.body.to_string()));
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK);
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        for (name, text) in &self.headers {
            if let (Ok(name), Ok(value)) =
                (name.parse::<HeaderName>(), HeaderValue::from_bytes(text.as_bytes()))
            {
                headers.insert(name, value);
            }
        }
        response
    }
}

/// The place that a step leads to, made when it is not there.
fn below(at: &mut Value, step: Step) -> &mut Value {
    if let Step::Index(index) = step {
        if !at.is_array() {
            *at = Value::Array(Vec::new());
        }
        if let Value::Array(items) = at {
            while items.len() <= index {
                items.push(Value::Null);
            }
        }
        return &mut at[index];
    }
    if !at.is_object() {
        *at = Value::Object(Map::new());
    }
    let known = at.as_object().and_then(|members| members.keys().find(|key| step.names(key)).cloned());
    let key = known.unwrap_or_else(|| match step {
        Step::Key(key) => key.to_owned(),
        Step::Suffix(suffix) => format!("fake{suffix}"),
        Step::Index(index) => index.to_string(),
    });
    &mut at[key]
}

/// Whether a value of a body meets an expectation.
fn meets(value: Option<&Value>, expect: Expect) -> bool {
    let present = value.is_some_and(|value| !value.is_null());
    match (expect, value) {
        (Expect::Absent, _) => !present,
        (Expect::Present, _) => present,
        (Expect::Text(text), Some(found)) => spelled(found).as_deref() == Some(text),
        (Expect::Empty, Some(value)) => matches!(value.to_string().as_str(), "null" | "\"\"" | "[]" | "{}"),
        _ => false,
    }
}

/// The text of a scalar.
fn spelled(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A text as servers write it: `true` and `false` as booleans, integers as numbers.
fn scalar(text: &str) -> Value {
    match (text, text.parse::<i64>()) {
        ("true" | "false", _) => Value::Bool(text == "true"),
        (_, Ok(number)) if number.to_string() == text => Value::from(number),
        _ => Value::from(text),
    }
}

/// A value that is present and meets none of the expectations, if there is one.
fn opposite(expect: &[Expect]) -> Value {
    let like = expect.iter().find_map(|expect| match expect {
        Expect::Text(text) => Some(scalar(text)),
        _ => None,
    });
    let candidates = match like {
        Some(Value::Bool(value)) => vec![Value::Bool(!value)],
        Some(Value::Number(_)) => (1..=9).map(|number| Value::from(number * 1111)).collect(),
        _ => Vec::new(),
    };
    let words = ["failure", "error", "not-ok"].map(Value::from);
    let fits = |value: &Value| !expect.iter().any(|expect| meets(Some(value), *expect));
    candidates.into_iter().chain(words).find(fits).unwrap_or(Value::Bool(false))
}
