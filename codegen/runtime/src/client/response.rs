//! A whole successful response.

use http::{HeaderMap, StatusCode};

/// A successful response: the payload and what came with it.
#[derive(Debug, Clone)]
pub struct Response<T> {
    payload: T,
    trace: Option<String>,
    status: StatusCode,
    headers: HeaderMap,
}

impl<T> Response<T> {
    pub(crate) fn new(payload: T, trace: Option<String>, parts: http::response::Parts) -> Self {
        Self { payload, trace, status: parts.status, headers: parts.headers }
    }

    /// The payload.
    pub fn payload(&self) -> &T {
        &self.payload
    }

    /// The payload by move.
    pub fn into_payload(self) -> T {
        self.payload
    }

    /// The id by which the vendor's support finds the call.
    pub fn trace_id(&self) -> Option<&str> {
        self.trace.as_deref()
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The response headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }
}
