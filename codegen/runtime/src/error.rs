//! `Error<C>`: why a call failed, one type for a whole API.

mod cause;
mod erased;
mod origin;
mod show;

use std::time::Duration;

use http::{HeaderMap, StatusCode};

pub(crate) use self::cause::{Answer, Call};
use self::cause::{Cause, server_error};
pub(crate) use self::erased::ErasedError;
pub use self::origin::Origin;
use crate::codes::{Category, Code, ErrorInfo, Retry};
use crate::endpoint::Endpoint;
use crate::envelope::Failure;
use crate::transport::Sent;
use crate::violation::{Violation, Violations};
use crate::wire::Json;

/// The error of a failed call. Small (one pointer) and the same for all endpoints of an API, so that `?` works
/// everywhere.
///
/// There are five kinds: the server answered with a **business code** ([`is_api`](Self::is_api)), answered with an HTTP
/// status and no envelope ([`is_http`](Self::is_http)), answered with a success that can't be read
/// ([`is_decode`](Self::is_decode)), did not answer ([`is_transport`](Self::is_transport)), or the request can't be
/// sent ([`is_request`](Self::is_request)). Most callers look at [`kind`](Self::kind) and
/// [`is_retryable`](Self::is_retryable).
///
/// A business error is the same whether the server answered with it or a rule of the error table found it before
/// anything was sent; [`origin`](Self::origin) is the difference.
///
/// `Display` is one line: `[oc_10011] 用户未认证 (solution: 进行认证) trace=1891b154`. It includes the reason of a transport
/// error; [`source`](std::error::Error::source) is the error of the HTTP library below it. `Debug` shows no header
/// value and the body only as a length. Neither shows a credential, a query or a part of the request; but both show the
/// message of the server, `Display` the start of a page and `Debug` the details, and some servers repeat what they were
/// sent. Where a request or a response can hold a secret field, only the message is shown.
pub struct Error<C>(Box<Inner<C>>);

struct Inner<C> {
    /// The code of a business error.
    kind: Option<C>,
    violations: Vec<Violation<C>>,
    /// Everything that does not depend on the enum of codes.
    rest: ErasedError,
}

impl<C: Code> Error<C> {
    /// The error that the server would return for a request of `endpoint`, from what its checks found: the code of the
    /// first violation, [`Origin::Preflight`], [`Sent::No`]. Generated code calls this.
    ///
    /// # Errors
    /// If something was found.
    pub fn preflight(endpoint: &'static Endpoint, found: Violations<C>) -> Result<(), Self> {
        let violations = found.into_vec();
        let Some(first) = violations.first() else { return Ok(()) };
        let kind = first.code();
        let rest = ErasedError::expected(endpoint, kind.info());
        Err(Self(Box::new(Inner { kind: Some(kind), violations, rest })))
    }

    /// The business code; `Some` exactly for business errors. A code that the tables of the endpoint do not have is the
    /// variant `Unrecognized`, and so is an empty one that no row describes by its message.
    #[must_use]
    pub fn kind(&self) -> Option<C> {
        self.0.kind
    }

    /// The business code as the server sent it, also when the table does not have it.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.rest.code()
    }

    /// The second, finer code as the server sent it.
    #[must_use]
    pub fn sub_code(&self) -> Option<&str> {
        self.0.rest.sub_code()
    }

    /// The message of a business error: the server's, or else the one in the table.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.0.rest.message()
    }

    /// The solution that the table gives for the business code.
    #[must_use]
    pub fn solution(&self) -> Option<&'static str> {
        self.0.rest.row().and_then(ErrorInfo::solution)
    }

    /// The message of the table in a language such as `en`.
    #[must_use]
    pub fn message_in(&self, language: &str) -> Option<&'static str> {
        self.0.rest.row().and_then(|row| row.message_in(language))
    }

    /// The solution of the table in a language such as `en`.
    #[must_use]
    pub fn solution_in(&self, language: &str) -> Option<&'static str> {
        self.0.rest.row().and_then(|row| row.solution_in(language))
    }

    /// The id that the vendor's support needs to find the call.
    #[must_use]
    pub fn trace_id(&self) -> Option<&str> {
        self.0.rest.trace_id()
    }

    /// The category of the failure: from the table for a business code, otherwise from the HTTP status or the cause.
    #[must_use]
    pub fn category(&self) -> Category {
        self.0.rest.category()
    }

    /// When the call may be repeated: never for what preflight found; from the table for a business code it has; from the
    /// status for others (429 is [`Retry::Throttle`], 401 [`Retry::RefreshAuth`], 408, 502, 503 and 504
    /// [`Retry::Idempotent`], and so is a 500 without an envelope if the request has an idempotency key); for a transport error from [`sent`](Self::sent).
    #[must_use]
    pub fn retry(&self) -> Retry {
        self.0.rest.retry()
    }

    /// Whether the same request can be sent again without doing anything twice: [`retry`](Self::retry) allows it, and
    /// either the server has certainly not processed the request, or the endpoint is idempotent, or the request carries
    /// an idempotency key that the caller chose. The client has retried already, as its
    /// [`RetryPolicy`](crate::v1::RetryPolicy) says.
    ///
    /// It is certain if a row of the table says so (`retry: safe` or `throttle`), or if nothing was sent over the
    /// connection. It is not for a bare 429 or 503: a gateway on the way back may have answered.
    ///
    /// A body that was read from a source which can be read only once, see [`Upload`](crate::v1::Upload), can't be sent again.
    ///
    /// A key that the client made for this call does not count, since the next call gets another one. Pass
    /// [`idempotency_key`](Self::idempotency_key) to the next call to repeat this one.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.0.rest.is_retryable()
    }

    /// How long the server asks to wait before the next attempt; from the envelope, or the header `Retry-After` (RFC
    /// 9110 §10.2.3). Unbounded: a server may ask for a year.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.rest.retry_after()
    }

    /// Whether the request may have reached the server, in any of its attempts.
    #[must_use]
    pub fn sent(&self) -> Sent {
        self.0.rest.sent()
    }

    /// How many attempts were made; 0 if nothing was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.rest.call().attempts
    }

    /// The idempotency key that was sent, the same in all attempts.
    #[must_use]
    pub fn idempotency_key(&self) -> Option<&str> {
        self.0.rest.call().key.as_deref()
    }

    /// Who detected the failure.
    #[must_use]
    pub fn origin(&self) -> Origin {
        self.0.rest.origin()
    }

    /// The rules of the error table that the request breaks, in table order. If the server answered, these were found
    /// before the request was sent; see [`Preflight::Warn`](crate::v1::Preflight::Warn).
    #[must_use]
    pub fn violations(&self) -> &[Violation<C>] {
        &self.0.violations
    }

    /// The sub-errors of a business error as the server sent them: a list or an object. [`Json::len`] counts them.
    #[must_use]
    pub fn details(&self) -> Option<&Json> {
        self.0.rest.details()
    }

    /// The HTTP status, if one was received.
    #[must_use]
    pub fn http_status(&self) -> Option<StatusCode> {
        self.0.rest.http_status()
    }

    /// The response headers, if they were received.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.rest.headers()
    }

    /// The first 64 KiB of the response body; empty if none was received.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        self.0.rest.body()
    }

    /// The name of the endpoint; `None` if the client could not be built.
    #[must_use]
    pub fn endpoint(&self) -> Option<&'static str> {
        self.0.rest.endpoint().map(Endpoint::name)
    }

    /// Whether it is a business error: returned by the server, or found by preflight in its place.
    #[must_use]
    pub fn is_api(&self) -> bool {
        matches!(self.0.rest.cause(), Cause::Api(_))
    }

    /// Whether the response was neither an envelope nor a success: a gateway's page, a redirect.
    #[must_use]
    pub fn is_http(&self) -> bool {
        matches!(self.0.rest.cause(), Cause::Http { .. })
    }

    /// Whether the response was a success that can't be read.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        matches!(self.0.rest.cause(), Cause::Decode { .. })
    }

    /// Whether there was no complete response.
    #[must_use]
    pub fn is_transport(&self) -> bool {
        matches!(self.0.rest.cause(), Cause::Transport(_))
    }

    /// Whether the request, or the base URL, is invalid. Nothing was sent.
    #[must_use]
    pub fn is_request(&self) -> bool {
        matches!(self.0.rest.cause(), Cause::Request(_))
    }

    /// Whether a credential provider failed, see [`Config::refresh`](crate::v1::Config::refresh). If the server had
    /// rejected the credential before, everything else is about that response; otherwise nothing was sent, and
    /// [`is_request`](Self::is_request) is true as well. [`source`](std::error::Error::source) is the provider's error.
    #[must_use]
    pub fn is_refresh(&self) -> bool {
        self.0.rest.is_refresh()
    }

    /// Whether a time limit of this client ran out.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.rest.cause(), Cause::Transport(failed) if failed.is_timeout())
    }
}

/// How the runtime makes errors.
impl<C: Code> Error<C> {
    /// The error of a call, with the warnings of preflight. The code is looked up again, so that the exchange need not
    /// know its type.
    pub(crate) fn of(rest: ErasedError, warnings: Vec<Violation<C>>) -> Self {
        let kind = rest.server_error().map(|error| C::of_server_error(&error, rest.tables()));
        Self(Box::new(Inner { kind, violations: warnings, rest }))
    }

    /// The error that a response is read as.
    pub(crate) fn answered(endpoint: &'static Endpoint, answer: Answer, failure: Failure) -> Self {
        let kind = Self::kind_of(endpoint, &failure);
        let rest = ErasedError::answered(endpoint, answer, failure, kind.map(Code::info));
        Self(Box::new(Inner { kind, violations: Vec::new(), rest }))
    }

    /// The row of the business error that a response reports.
    pub(crate) fn row_of(endpoint: &Endpoint, failure: &Failure) -> Option<&'static ErrorInfo> {
        Self::kind_of(endpoint, failure).map(Code::info)
    }

    fn kind_of(endpoint: &Endpoint, failure: &Failure) -> Option<C> {
        match failure {
            Failure::Api(failure) => {
                Some(C::of_server_error(&server_error(failure), endpoint.error_tables()))
            }
            Failure::Http { .. } | Failure::Decode { .. } => None,
        }
    }

    /// The part that does not depend on the enum of codes.
    pub(crate) fn erased(&self) -> &ErasedError {
        &self.0.rest
    }
}

impl<C: Code> From<ErasedError> for Error<C> {
    fn from(rest: ErasedError) -> Self {
        Self::of(rest, Vec::new())
    }
}
