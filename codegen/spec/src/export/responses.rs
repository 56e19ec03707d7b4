//! Payloads and failures → responses as they are on the wire.

use super::calls::of_raw;
use super::errors::{self, Wire};
use super::schemas::{Use, annotated, nullable};
use super::scope::Cx;
use crate::ast::Statuses;
use crate::json::{Value, object};
use crate::model::{ByStatus, Endpoint, Envelope, RawKind, Redirect, Response};

/// The media type of JSON.
const JSON: &str = "application/json";

impl Cx<'_> {
    /// The responses of an operation by status.
    pub(super) fn responses(&mut self, endpoint: &Endpoint) -> Value {
        let api = self.api;
        let envelope = api.envelope_of(endpoint);
        let mut all = self.successes(endpoint, envelope);
        let headers = self.headers(endpoint);
        if let Some(headers) = headers {
            for (_, response) in &mut all {
                *response = std::mem::replace(response, Value::Null).with("headers", headers.clone());
            }
        }
        if endpoint.redirect.as_ref().is_some_and(|at| at.value == Redirect::Return) {
            add(&mut all, "3XX", described("A redirect, which is an answer"));
        }
        for entry in api.failures_of(endpoint) {
            let response = described("A failure");
            let response = match &entry.ty {
                Some(ty) => with_content(response, JSON, object([("schema", self.schema(Use::of(ty)))])),
                None => response,
            };
            add(&mut all, &key(entry.status.value), response);
        }
        if let Some(envelope) = envelope.filter(|envelope| errors::is_in_body(envelope)) {
            let schema = self.failure(envelope);
            let response = with_content(described("A failure"), JSON, object([("schema", schema)]));
            add(&mut all, "default", response);
        }
        Value::Object(all)
    }

    fn successes(&mut self, endpoint: &Endpoint, envelope: Option<&Envelope>) -> Vec<(String, Value)> {
        let mut all = Vec::new();
        if !endpoint.responses.is_empty() {
            for ByStatus { status, ty } in &endpoint.responses {
                let payload = ty.as_ref().map(|ty| self.schema(Use::of(ty)));
                add(&mut all, &key(status.value), self.wrapped(envelope, payload, endpoint));
            }
            return all;
        }
        let response = match &endpoint.response {
            Some(Response::Typed { ty, optional }) => {
                let payload = self.schema(Use::of(ty));
                let payload = if *optional { nullable(payload) } else { payload };
                self.wrapped(envelope, Some(payload), endpoint)
            }
            Some(Response::Raw(raw)) => {
                with_content(described("Success"), &raw.content_type, of_raw(raw.kind))
            }
            Some(Response::Stream(content_type)) => {
                with_content(described("Success"), content_type, of_raw(RawKind::Bytes))
            }
            Some(Response::Events { ty, .. }) => {
                let schema = self.schema(Use::of(ty));
                with_content(described("Success"), "text/event-stream", object([("schema", schema)]))
            }
            Some(Response::ByStatus(_)) | None => self.wrapped(envelope, None, endpoint),
        };
        add(&mut all, "200", response);
        all
    }

    /// A success with its payload inside of the envelope, and the sample of the payload where nothing is around it.
    fn wrapped(&mut self, envelope: Option<&Envelope>, payload: Option<Value>, endpoint: &Endpoint) -> Value {
        let response = described("Success");
        let is_bare = envelope.is_none_or(errors::is_bare);
        let schema = match envelope.filter(|_| !is_bare) {
            Some(envelope) => Some(self.wire(envelope, Wire::Success(payload))),
            None => payload,
        };
        let Some(schema) = schema else { return response };
        let mut media = object([("schema", schema)]);
        let sampled = endpoint.response.as_ref().and_then(Response::sample_type);
        if let (Some(sample), Some(ty), true) = (&endpoint.examples.response, sampled, is_bare) {
            media = media.with("example", self.sample(Use::of(ty), sample));
        }
        with_content(response, JSON, media)
    }

    fn headers(&mut self, endpoint: &Endpoint) -> Option<Value> {
        let mut all = Vec::new();
        for field in &endpoint.response_headers {
            let ty = Use { ty: &field.ty, spelling: field.spelling.as_ref().map(|at| at.value) };
            let header = object([("schema", self.schema(ty))]);
            let header = if field.optional { header } else { header.with("required", true) };
            let doc = field.doc.as_ref().map(|doc| doc.as_str());
            all.push((field.wire.value.clone(), annotated(header, doc, field.deprecated)));
        }
        (!all.is_empty()).then_some(Value::Object(all))
    }
}

/// Adds a response, unless there is one with this status.
fn add(all: &mut Vec<(String, Value)>, status: &str, response: Value) {
    if all.iter().all(|(known, _)| known != status) {
        all.push((status.to_owned(), response));
    }
}

/// A status in the words of OpenAPI: `404`, `4XX`, `default`.
fn key(statuses: Statuses) -> String {
    match statuses {
        Statuses::Class(class) => format!("{class}XX"),
        other => other.to_string(),
    }
}

/// Every response has a description.
fn described(text: &str) -> Value {
    object([("description", Value::from(text))])
}

fn with_content(response: Value, name: &str, media: Value) -> Value {
    response.with("content", object([(name, media)]))
}
