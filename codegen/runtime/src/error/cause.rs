//! The parts of an error.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::codes::{Category, ErrorInfo, Retry, ServerError};
use crate::endpoint::Endpoint;
use crate::envelope::ApiFailure;
use crate::invalid_request::InvalidRequest;
use crate::refresh::Failure;
use crate::retry::{Processed, Repeat};
use crate::transport::{Phase, Sent, TransportError};

/// Bytes of a response body that an error keeps.
const BODY_KEPT: usize = 64 * 1024;

/// Facts about the whole call, in addition to its last attempt.
pub(crate) struct Call {
    pub(crate) attempts: u32,
    pub(crate) sent: Sent,
    pub(crate) processed: Processed,
    pub(crate) repeat: Repeat,
    /// The idempotency key that was sent.
    pub(crate) key: Option<Box<str>>,
    /// Whether the server recognizes the request when it is repeated: by a key in a header or a field.
    pub(crate) is_keyed: bool,
    /// Whether the body was read from a source that can't be read again.
    pub(crate) is_spent: bool,
    /// The failure of the credential provider.
    pub(crate) refresh: Option<Failure>,
}

impl Call {
    /// Of one attempt alone.
    pub(super) fn single(endpoint: Option<&'static Endpoint>, attempts: u32) -> Self {
        let idempotent = endpoint.is_some_and(Endpoint::is_idempotent);
        let repeat = if idempotent { Repeat::Always } else { Repeat::No };
        let (sent, processed) = (Sent::No, Processed::No);
        Self { attempts, sent, processed, repeat, key: None, is_keyed: false, is_spent: false, refresh: None }
    }
}

/// A response as far as it was received.
pub(crate) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// The size of the body before it was cut.
    pub(super) length: usize,
}

impl Answer {
    /// Of a response whose body has been read as a success.
    pub(crate) fn of(status: StatusCode, headers: HeaderMap) -> Self {
        Self { status, headers, body: Bytes::new(), length: 0 }
    }
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

pub(super) enum Cause {
    Api(Api),
    Http { trace: Option<String> },
    Decode { reason: String, trace: Option<String> },
    Transport(TransportError),
    Request(InvalidRequest),
}

impl Cause {
    /// For `Debug`.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Cause::Api(_) => "Api",
            Cause::Http { .. } => "Http",
            Cause::Decode { .. } => "Decode",
            Cause::Transport(_) => "Transport",
            Cause::Request(_) => "Request",
        }
    }
}

pub(super) struct Api {
    /// The row of the table; the one for all other codes if it has none.
    pub(super) row: &'static ErrorInfo,
    pub(super) failure: ApiFailure,
    pub(super) found: Found,
}

/// Who detected a business error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    ByServer,
    InPreflight,
}

impl Api {
    /// The error that the server would return: the code as in the table, and its message.
    pub(super) fn expected(row: &'static ErrorInfo) -> Self {
        let failure = ApiFailure { code: Some(row.code().to_owned()), ..ApiFailure::default() };
        Self { row, failure, found: Found::InPreflight }
    }
}

/// The values by which a row of the table is looked up.
pub(super) fn server_error(failure: &ApiFailure) -> ServerError<'_> {
    ServerError::new(failure.code.as_deref().unwrap_or(""))
        .with_sub_code(failure.sub_code.as_deref())
        .with_message(failure.message.as_deref())
}

/// The retry class of a call that was answered with this status and no code of the table.
pub(super) fn transient(status: StatusCode) -> Retry {
    match status.as_u16() {
        401 => Retry::RefreshAuth,
        429 => Retry::Throttle,
        408 | 502..=504 => Retry::Idempotent,
        _ => Retry::Never,
    }
}

/// Whether this status says that the server has failed, and nothing about the request. A server that recognizes repeated
/// requests is made for that.
pub(super) fn is_breakdown(status: StatusCode) -> bool {
    status.is_server_error() && !matches!(status.as_u16(), 501 | 505 | 511)
}

/// The retry class of a call without a response.
pub(super) fn retry_of(failed: &TransportError) -> Retry {
    match (failed.phase(), failed.sent()) {
        _ if failed.is_permanent() => Retry::Never,
        (Phase::TooLarge, _) => Retry::Never,
        (_, Sent::No) => Retry::Safe,
        (_, Sent::Maybe | Sent::Yes) => Retry::Idempotent,
    }
}

/// The category of a bare status.
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
