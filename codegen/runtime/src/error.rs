//! `Error<C>`: why a call failed, one type for a whole API.

mod cause;
mod show;

use std::time::Duration;

use http::{HeaderMap, StatusCode};

pub(crate) use self::cause::{Answer, Call};
use self::cause::{Api, Cause, Found, Inner, transient};
use crate::codes::{Category, Code, ErrorInfo, Retry, ServerError, is_recognized};
use crate::endpoint::Endpoint;
use crate::envelope::{Failure, retry_after_header};
use crate::invalid_request::InvalidRequest;
use crate::retry::{Failed, Processed, Repeat};
use crate::transport::{Sent, TransportError};
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

/// Who detected the failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Origin {
    /// The server, or an intermediary that answered in its place.
    Server,
    /// A rule of the error table, checked before anything was sent.
    Preflight,
    /// This client: the connection failed, or the request can't be sent.
    Client,
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
        let mut error = Self::new(Some(endpoint), None, Cause::Api(Api::expected(first.code())));
        error.0.violations = violations;
        Err(error)
    }

    /// The business code; `Some` exactly for business errors. A code that the tables of the endpoint do not have is the
    /// variant `Unrecognized`, and so is an empty one that no row describes by its message.
    #[must_use]
    pub fn kind(&self) -> Option<C> {
        if let Cause::Api(api) = &self.0.cause { Some(api.kind) } else { None }
    }

    /// The business code as the server sent it, also when the table does not have it.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        if let Cause::Api(api) = &self.0.cause { api.failure.code.as_deref() } else { None }
    }

    /// The second, finer code as the server sent it.
    #[must_use]
    pub fn sub_code(&self) -> Option<&str> {
        if let Cause::Api(api) = &self.0.cause { api.failure.sub_code.as_deref() } else { None }
    }

    /// The message of a business error: the server's, or else the one in the table.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        let Cause::Api(api) = &self.0.cause else { return None };
        api.failure.message.as_deref().or_else(|| api.kind.info().message())
    }

    /// The solution that the table gives for the business code.
    #[must_use]
    pub fn solution(&self) -> Option<&'static str> {
        self.row().and_then(ErrorInfo::solution)
    }

    /// The message of the table in a language such as `en`.
    #[must_use]
    pub fn message_in(&self, language: &str) -> Option<&'static str> {
        self.row().and_then(|row| row.message_in(language))
    }

    /// The solution of the table in a language such as `en`.
    #[must_use]
    pub fn solution_in(&self, language: &str) -> Option<&'static str> {
        self.row().and_then(|row| row.solution_in(language))
    }

    /// The id that the vendor's support needs to find the call.
    #[must_use]
    pub fn trace_id(&self) -> Option<&str> {
        match &self.0.cause {
            Cause::Api(api) => api.failure.trace.as_deref(),
            Cause::Http { trace } | Cause::Decode { trace, .. } => trace.as_deref(),
            Cause::Transport(_) | Cause::Request(_) => None,
        }
    }

    /// The category of the failure: from the table for a business code, otherwise from the HTTP status or the cause.
    #[must_use]
    pub fn category(&self) -> Category {
        match &self.0.cause {
            Cause::Api(api) => api.kind.info().category(),
            Cause::Http { .. } => self.0.status().map_or(Category::Unknown, cause::category_of),
            Cause::Decode { .. } => Category::Unknown,
            Cause::Transport(_) => Category::Unavailable,
            Cause::Request(_) if self.is_refresh() => Category::Auth,
            Cause::Request(_) => Category::Argument,
        }
    }

    /// When the call may be repeated: never for what preflight found; from the table for a business code it has; from the
    /// status for others (429 is [`Retry::Throttle`], 401 [`Retry::RefreshAuth`], 408, 502, 503 and 504
    /// [`Retry::Idempotent`]); for a transport error from [`sent`](Self::sent).
    #[must_use]
    pub fn retry(&self) -> Retry {
        match &self.0.cause {
            Cause::Api(Api { found: Found::InPreflight, .. }) => Retry::Never,
            Cause::Api(api) if is_recognized(api.kind.info()) => api.kind.info().retry(),
            Cause::Api(_) | Cause::Http { .. } => self.0.status().map_or(Retry::Never, transient),
            Cause::Transport(failed) => cause::retry_of(failed),
            Cause::Decode { .. } | Cause::Request(_) => Retry::Never,
        }
    }

    /// Whether the same request can be sent again without doing anything twice: [`retry`](Self::retry) allows it, and
    /// either the server has certainly not processed the request, or the endpoint is idempotent, or the request carries
    /// an idempotency key that the caller chose. The client has retried already, as its
    /// [`RetryPolicy`](crate::v1::RetryPolicy) says.
    ///
    /// It is certain if a row of the table says so (`retry: safe` or `throttle`), or if nothing was sent over the
    /// connection. It is not for a bare 429 or 503: a gateway on the way back may have answered.
    ///
    /// A key that the client made for this call does not count, since the next call gets another one. Pass
    /// [`idempotency_key`](Self::idempotency_key) to the next call to repeat this one.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        let mut failed = self.failed();
        if self.0.call.processed == Processed::Maybe {
            failed.processed = Processed::Maybe;
        }
        failed.may_repeat(self.0.call.repeat == Repeat::Always)
    }

    /// How long the server asks to wait before the next attempt; from the envelope, or the header `Retry-After` (RFC
    /// 9110 §10.2.3). Unbounded: a server may ask for a year.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match &self.0.cause {
            Cause::Api(api) => api.failure.retry_after,
            _ => self.headers().and_then(retry_after_header),
        }
    }

    /// Whether the request may have reached the server, in any of its attempts.
    #[must_use]
    pub fn sent(&self) -> Sent {
        self.0.call.sent.max(self.last_sent())
    }

    /// How many attempts were made; 0 if nothing was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.call.attempts
    }

    /// The idempotency key that was sent, the same in all attempts.
    #[must_use]
    pub fn idempotency_key(&self) -> Option<&str> {
        self.0.call.key.as_deref()
    }

    /// Who detected the failure.
    #[must_use]
    pub fn origin(&self) -> Origin {
        match &self.0.cause {
            Cause::Api(Api { found: Found::InPreflight, .. }) => Origin::Preflight,
            Cause::Api(_) | Cause::Http { .. } | Cause::Decode { .. } => Origin::Server,
            Cause::Transport(_) | Cause::Request(_) => Origin::Client,
        }
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
        if let Cause::Api(api) = &self.0.cause { api.failure.details.as_ref() } else { None }
    }

    /// The HTTP status, if one was received.
    #[must_use]
    pub fn http_status(&self) -> Option<StatusCode> {
        self.0.status()
    }

    /// The response headers, if they were received.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.answer.as_ref().map(|answer| &answer.headers)
    }

    /// The first 64 KiB of the response body; empty if none was received.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        self.0.answer.as_ref().map_or(&[], |answer| &answer.body)
    }

    /// The name of the endpoint; `None` if the client could not be built.
    #[must_use]
    pub fn endpoint(&self) -> Option<&'static str> {
        self.0.endpoint.map(Endpoint::name)
    }

    /// Whether it is a business error: returned by the server, or found by preflight in its place.
    #[must_use]
    pub fn is_api(&self) -> bool {
        matches!(self.0.cause, Cause::Api(_))
    }

    /// Whether the response was neither an envelope nor a success: a gateway's page, a redirect.
    #[must_use]
    pub fn is_http(&self) -> bool {
        matches!(self.0.cause, Cause::Http { .. })
    }

    /// Whether the response was a success that can't be read.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        matches!(self.0.cause, Cause::Decode { .. })
    }

    /// Whether there was no complete response.
    #[must_use]
    pub fn is_transport(&self) -> bool {
        matches!(self.0.cause, Cause::Transport(_))
    }

    /// Whether the request, or the base URL, is invalid. Nothing was sent.
    #[must_use]
    pub fn is_request(&self) -> bool {
        matches!(self.0.cause, Cause::Request(_))
    }

    /// Whether a credential provider failed, see [`Config::refresh`](crate::v1::Config::refresh). If the server had
    /// rejected the credential before, everything else is about that response; otherwise nothing was sent, and
    /// [`is_request`](Self::is_request) is true as well. [`source`](std::error::Error::source) is the provider's error.
    #[must_use]
    pub fn is_refresh(&self) -> bool {
        self.0.call.refresh.is_some()
    }

    /// Whether a time limit of this client ran out.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(&self.0.cause, Cause::Transport(failed) if failed.is_timeout())
    }

    /// The table row of a business code.
    fn row(&self) -> Option<&'static ErrorInfo> {
        self.kind().map(Code::info)
    }
}

/// How the runtime makes errors.
impl<C: Code> Error<C> {
    pub(crate) fn request(endpoint: Option<&'static Endpoint>, wrong: InvalidRequest) -> Self {
        Self::new(endpoint, None, Cause::Request(wrong))
    }

    pub(crate) fn transport(endpoint: &'static Endpoint, mut failed: TransportError) -> Self {
        let answer = failed.take_partial().map(Answer::from);
        Self::new(Some(endpoint), answer, Cause::Transport(failed))
    }

    pub(crate) fn answered(endpoint: &'static Endpoint, answer: Answer, failure: Failure) -> Self {
        let cause = match failure {
            Failure::Api(failure) => {
                let found = ServerError::new(failure.code.as_deref().unwrap_or(""))
                    .with_sub_code(failure.sub_code.as_deref())
                    .with_message(failure.message.as_deref());
                let kind = C::of_server_error(&found, endpoint.error_tables());
                Cause::Api(Api { kind, failure: *failure, found: Found::ByServer })
            }
            Failure::Http { trace } => Cause::Http { trace },
            Failure::Decode { reason, trace } => Cause::Decode { reason, trace },
        };
        Self::new(Some(endpoint), Some(answer), cause)
    }

    /// Keeps the warnings of preflight, unless the error is made of them already.
    pub(crate) fn with_warnings(mut self, found: Vec<Violation<C>>) -> Self {
        if self.0.violations.is_empty() {
            self.0.violations = found;
        }
        self
    }

    /// The last attempt, as the retry decision sees it.
    pub(crate) fn failed(&self) -> Failed {
        let (retry, sent) = (self.retry(), self.last_sent());
        let by_table = matches!(&self.0.cause, Cause::Api(api) if is_recognized(api.kind.info()));
        let certain = match retry {
            Retry::Safe | Retry::Throttle => by_table,
            Retry::RefreshAuth => true,
            Retry::Never | Retry::Idempotent | Retry::CheckFirst => false,
        };
        let processed = if certain || sent == Sent::No { Processed::No } else { Processed::Maybe };
        Failed { retry, processed, sent, retry_after: self.retry_after() }
    }

    /// Whether the transport can't send such a request.
    pub(crate) fn was_never_sent(&self) -> bool {
        matches!(&self.0.cause, Cause::Transport(failed) if failed.is_permanent() && failed.sent() == Sent::No)
    }

    fn last_sent(&self) -> Sent {
        match &self.0.cause {
            Cause::Api(Api { found: Found::InPreflight, .. }) | Cause::Request(_) => Sent::No,
            Cause::Api(_) | Cause::Http { .. } | Cause::Decode { .. } => Sent::Yes,
            Cause::Transport(failed) => failed.sent(),
        }
    }

    /// Adds what is known of the whole call.
    pub(crate) fn of_call(mut self, call: Call) -> Self {
        self.0.call = call;
        self
    }

    fn new(endpoint: Option<&'static Endpoint>, answer: Option<Answer>, cause: Cause<C>) -> Self {
        let attempts = match &cause {
            Cause::Api(Api { found: Found::InPreflight, .. }) | Cause::Request(_) => 0,
            Cause::Api(_) | Cause::Http { .. } | Cause::Decode { .. } | Cause::Transport(_) => 1,
        };
        let call = Call::single(endpoint, attempts);
        Self(Box::new(Inner { endpoint, answer, cause, violations: Vec::new(), call }))
    }
}
