//! What an error is made of.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::codes::{Category, Code, Retry};
use crate::endpoint::Endpoint;
use crate::envelope::ApiFailure;
use crate::invalid_request::InvalidRequest;
use crate::refresh::Failure;
use crate::retry::{Processed, Repeat};
use crate::transport::{Phase, Sent, TransportError};
use crate::violation::Violation;

/// Bytes of a response body that an error keeps.
const BODY_KEPT: usize = 64 * 1024;

pub(super) struct Inner<C> {
    pub(super) endpoint: Option<&'static Endpoint>,
    /// What was received, in part or whole.
    pub(super) answer: Option<Answer>,
    pub(super) cause: Cause<C>,
    pub(super) violations: Vec<Violation<C>>,
    pub(super) call: Call,
}

impl<C> Inner<C> {
    pub(super) fn status(&self) -> Option<StatusCode> {
        self.answer.as_ref().map(|answer| answer.status)
    }
}

/// What is known of the whole call, beside its last attempt.
pub(crate) struct Call {
    pub(crate) attempts: u32,
    pub(crate) sent: Sent,
    pub(crate) processed: Processed,
    pub(crate) repeat: Repeat,
    /// The idempotency key that was sent.
    pub(crate) key: Option<Box<str>>,
    /// Why there was no new credential.
    pub(crate) refresh: Option<Failure>,
}

impl Call {
    /// Of one attempt alone.
    pub(super) fn single(endpoint: Option<&'static Endpoint>, attempts: u32) -> Self {
        let idempotent = endpoint.is_some_and(Endpoint::is_idempotent);
        let repeat = if idempotent { Repeat::Always } else { Repeat::No };
        let (sent, processed) = (Sent::No, Processed::No);
        Self { attempts, sent, processed, repeat, key: None, refresh: None }
    }
}

/// What was received of a response.
pub(crate) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// The size of the body before it was cut.
    pub(super) length: usize,
}

impl From<http::Response<Bytes>> for Answer {
    /// Keeps a bounded copy of the body, so that an error does not hold on to a large buffer.
    fn from(response: http::Response<Bytes>) -> Self {
        let (parts, body) = response.into_parts();
        let length = body.len();
        let kept = body.get(..BODY_KEPT).map(Bytes::copy_from_slice);
        Self { status: parts.status, headers: parts.headers, body: kept.unwrap_or(body), length }
    }
}

pub(super) enum Cause<C> {
    Api(Api<C>),
    Http { trace: Option<String> },
    Decode { reason: String, trace: Option<String> },
    Transport(TransportError),
    Request(InvalidRequest),
}

pub(super) struct Api<C> {
    pub(super) kind: C,
    pub(super) failure: ApiFailure,
    pub(super) found: Found,
}

/// Who found a business error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    ByServer,
    InPreflight,
}

impl<C: Code> Api<C> {
    /// What the server would say: the code as the table has it, and its message.
    pub(super) fn expected(kind: C) -> Self {
        let failure = ApiFailure { code: Some(kind.info().code().to_owned()), ..ApiFailure::default() };
        Self { kind, failure, found: Found::InPreflight }
    }
}

/// When to repeat a call that was answered with this status and no code of the table.
pub(super) fn transient(status: StatusCode) -> Retry {
    match status.as_u16() {
        401 => Retry::RefreshAuth,
        429 => Retry::Throttle,
        408 | 502..=504 => Retry::Idempotent,
        _ => Retry::Never,
    }
}

/// When to repeat a call without an answer.
pub(super) fn retry_of(failed: &TransportError) -> Retry {
    match (failed.phase(), failed.sent()) {
        _ if failed.is_permanent() => Retry::Never,
        (Phase::TooLarge, _) => Retry::Never,
        (_, Sent::No) => Retry::Safe,
        (_, Sent::Maybe | Sent::Yes) => Retry::Idempotent,
    }
}

/// What kind of failure a bare status is.
pub(super) fn category_of(status: StatusCode) -> Category {
    match status.as_u16() {
        401 | 407 => Category::Auth,
        403 => Category::Permission,
        404 | 410 => Category::NotFound,
        409 => Category::Conflict,
        412 | 428 => Category::Precondition,
        429 => Category::Throttle,
        400 | 405 | 406 | 411 | 413..=417 | 422 => Category::Argument,
        408 | 502..=504 => Category::Unavailable,
        500..=599 => Category::Internal,
        _ => Category::Unknown,
    }
}
