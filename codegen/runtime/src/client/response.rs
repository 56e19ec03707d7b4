//! A whole successful response.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::envelope::Reading;
use crate::error::Error;
use crate::names::Names;
use crate::violation::Violation;

/// The result of sending a call: the whole response or an error.
pub type Reply<T, C> = Result<Response<T, C>, Error<C>>;

/// A successful response: the payload, the status, the headers and the trace id. `C` is the enum of error codes.
/// `Debug` shows the names of the headers, but no values.
#[derive(Clone)]
pub struct Response<T, C> {
    payload: T,
    trace: Option<String>,
    head: Head,
    warnings: Vec<Violation<C>>,
}

/// The parts of a response other than its payload.
#[derive(Clone)]
pub(crate) struct Head {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
}

impl From<http::Response<Bytes>> for Head {
    fn from(response: http::Response<Bytes>) -> Self {
        let (parts, _) = response.into_parts();
        Self { status: parts.status, headers: parts.headers }
    }
}

impl<T, C> Response<T, C> {
    pub(crate) fn new(reading: Reading<T>, head: Head, warnings: Vec<Violation<C>>) -> Self {
        Self { payload: reading.payload, trace: reading.trace, head, warnings }
    }

    /// The payload, the status with the headers, and the trace id.
    pub(crate) fn into_parts(self) -> (T, Head, Option<String>) {
        (self.payload, self.head, self.trace)
    }

    /// The payload, without the rest.
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

    /// The rules of the error table that the request breaks although the server accepted it; empty unless the client
    /// uses [`Preflight::Warn`](crate::v1::Preflight::Warn).
    pub fn warnings(&self) -> &[Violation<C>] {
        &self.warnings
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// The response headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }
}

impl<T: fmt::Debug, C: fmt::Debug> fmt::Debug for Response<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("payload", &self.payload)
            .field("trace", &self.trace)
            .field("status", &self.head.status)
            .field("headers", &Names(&self.head.headers))
            .field("warnings", &self.warnings)
            .finish()
    }
}
