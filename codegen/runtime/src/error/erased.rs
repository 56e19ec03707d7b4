//! The part of an error that does not depend on the enum of codes: everything that a call decides by, compiled once.

use std::time::Duration;

use http::{HeaderMap, StatusCode};

use super::cause::{self, Answer, Api, Call, Cause, Found, is_breakdown, server_error, transient};
use super::origin::Origin;
use crate::codes::{Category, ErrorInfo, Retry, ServerError, UNRECOGNIZED, is_recognized};
use crate::endpoint::Endpoint;
use crate::envelope::{Failure, retry_after_header};
use crate::invalid_request::InvalidRequest;
use crate::outlined::Outlined;
use crate::retry::{Failed, Processed, Repeat};
use crate::transport::{Sent, TransportError};
use crate::wire::Json;

/// An error without the enum of codes; it knows the row of the table.
pub(crate) struct ErasedError(Outlined<'static, Parts>);

pub(super) struct Parts {
    pub(super) endpoint: Option<&'static Endpoint>,
    /// The response, as far as it was received.
    pub(super) answer: Option<Answer>,
    pub(super) cause: Cause,
    pub(super) call: Call,
}

/// How the runtime makes errors.
impl ErasedError {
    pub(crate) fn request(endpoint: Option<&'static Endpoint>, wrong: InvalidRequest) -> Self {
        Self::new(endpoint, None, Cause::Request(wrong))
    }

    pub(crate) fn transport(endpoint: &'static Endpoint, mut failed: TransportError) -> Self {
        let answer = failed.take_partial().map(Answer::from);
        Self::new(Some(endpoint), answer, Cause::Transport(failed))
    }

    /// The error of a response that reports a failure; `row` is the row of a business error.
    pub(crate) fn answered(
        endpoint: &'static Endpoint,
        answer: Answer,
        failure: Failure,
        row: Option<&'static ErrorInfo>,
    ) -> Self {
        let cause = match failure {
            Failure::Api(failure) => {
                let row = row.unwrap_or(&UNRECOGNIZED);
                Cause::Api(Api { row, failure: *failure, found: Found::ByServer })
            }
            Failure::Http { trace } => Cause::Http { trace },
            Failure::Decode { reason, trace } if endpoint.is_secret() => {
                Cause::Decode { reason: without_value(&reason), trace }
            }
            Failure::Decode { reason, trace } => Cause::Decode { reason, trace },
        };
        Self::new(Some(endpoint), Some(answer), cause)
    }

    /// The error that the server would return for a request that breaks the rules of this row.
    pub(super) fn expected(endpoint: &'static Endpoint, row: &'static ErrorInfo) -> Self {
        Self::new(Some(endpoint), None, Cause::Api(Api::expected(row)))
    }

    /// Adds what is known of the whole call.
    pub(crate) fn of_call(mut self, call: Call) -> Self {
        self.0.call = call;
        self
    }

    /// Of a request that the server recognizes when it is repeated.
    pub(crate) fn of_keyed(mut self) -> Self {
        self.0.call.is_keyed = true;
        self
    }

    fn new(endpoint: Option<&'static Endpoint>, answer: Option<Answer>, cause: Cause) -> Self {
        let attempts = match &cause {
            Cause::Api(Api { found: Found::InPreflight, .. }) | Cause::Request(_) => 0,
            Cause::Api(_) | Cause::Http { .. } | Cause::Decode { .. } | Cause::Transport(_) => 1,
        };
        let call = Call::single(endpoint, attempts);
        Self(Outlined::new(Parts { endpoint, answer, cause, call }))
    }
}

/// Facts for the retry decision.
impl ErasedError {
    /// The last attempt, as the retry decision sees it.
    pub(crate) fn failed(&self) -> Failed {
        let (retry, sent) = (self.retry(), self.last_sent());
        let by_table = self.row().is_some_and(is_recognized);
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
        matches!(self.cause(), Cause::Transport(failed) if failed.is_permanent() && failed.sent() == Sent::No)
    }

    pub(super) fn is_retryable(&self) -> bool {
        !self.call().is_spent && self.could_repeat()
    }

    /// Whether only the source of the body kept the call from being tried again.
    pub(super) fn lacks_source(&self) -> bool {
        self.call().is_spent && self.could_repeat()
    }

    fn could_repeat(&self) -> bool {
        let mut failed = self.failed();
        if self.call().processed == Processed::Maybe {
            failed.processed = Processed::Maybe;
        }
        failed.may_repeat(self.call().repeat == Repeat::Always)
    }

    pub(super) fn retry(&self) -> Retry {
        match self.cause() {
            Cause::Api(Api { found: Found::InPreflight, .. }) => Retry::Never,
            Cause::Api(api) if is_recognized(api.row) => api.row.retry(),
            Cause::Http { .. } if self.call().is_keyed && self.http_status().is_some_and(is_breakdown) => {
                Retry::Idempotent
            }
            Cause::Api(_) | Cause::Http { .. } => self.http_status().map_or(Retry::Never, transient),
            Cause::Transport(failed) => cause::retry_of(failed),
            Cause::Decode { .. } | Cause::Request(_) => Retry::Never,
        }
    }

    pub(super) fn retry_after(&self) -> Option<Duration> {
        match self.cause() {
            Cause::Api(api) => api.failure.retry_after,
            _ => self.headers().and_then(retry_after_header),
        }
    }

    pub(crate) fn sent(&self) -> Sent {
        self.call().sent.max(self.last_sent())
    }

    fn last_sent(&self) -> Sent {
        match self.cause() {
            Cause::Api(Api { found: Found::InPreflight, .. }) | Cause::Request(_) => Sent::No,
            Cause::Api(_) | Cause::Http { .. } | Cause::Decode { .. } => Sent::Yes,
            Cause::Transport(failed) => failed.sent(),
        }
    }
}

/// Accessors; see the methods of [`Error`](super::Error).
impl ErasedError {
    pub(super) fn parts(&self) -> &Parts {
        &self.0
    }

    pub(super) fn cause(&self) -> &Cause {
        &self.0.cause
    }

    pub(super) fn call(&self) -> &Call {
        &self.0.call
    }

    pub(super) fn endpoint(&self) -> Option<&'static Endpoint> {
        self.0.endpoint
    }

    /// The table row of a business code.
    pub(super) fn row(&self) -> Option<&'static ErrorInfo> {
        self.api().map(|api| api.row)
    }

    /// The business error that the server has answered with.
    pub(super) fn server_error(&self) -> Option<ServerError<'_>> {
        self.api().map(|api| server_error(&api.failure))
    }

    /// The error tables of the endpoint.
    pub(super) fn tables(&self) -> &'static [&'static [u16]] {
        self.endpoint().map_or(&[], Endpoint::error_tables)
    }

    pub(crate) fn code(&self) -> Option<&str> {
        self.api().and_then(|api| api.failure.code.as_deref())
    }

    pub(super) fn sub_code(&self) -> Option<&str> {
        self.api().and_then(|api| api.failure.sub_code.as_deref())
    }

    pub(super) fn message(&self) -> Option<&str> {
        self.api().and_then(|api| api.failure.message.as_deref().or_else(|| api.row.message()))
    }

    pub(super) fn details(&self) -> Option<&Json> {
        self.api().and_then(|api| api.failure.details.as_ref())
    }

    pub(super) fn trace_id(&self) -> Option<&str> {
        match self.cause() {
            Cause::Api(api) => api.failure.trace.as_deref(),
            Cause::Http { trace } | Cause::Decode { trace, .. } => trace.as_deref(),
            Cause::Transport(_) | Cause::Request(_) => None,
        }
    }

    pub(super) fn category(&self) -> Category {
        match self.cause() {
            Cause::Api(api) => api.row.category(),
            Cause::Http { .. } => self.http_status().map_or(Category::Unknown, cause::category_of),
            Cause::Decode { .. } => Category::Unknown,
            Cause::Transport(_) => Category::Unavailable,
            Cause::Request(_) if self.is_refresh() => Category::Auth,
            Cause::Request(_) => Category::Argument,
        }
    }

    pub(super) fn origin(&self) -> Origin {
        match self.cause() {
            Cause::Api(Api { found: Found::InPreflight, .. }) => Origin::Preflight,
            Cause::Api(_) | Cause::Http { .. } | Cause::Decode { .. } => Origin::Server,
            Cause::Transport(_) | Cause::Request(_) => Origin::Client,
        }
    }

    pub(super) fn is_refresh(&self) -> bool {
        self.call().refresh.is_some()
    }

    pub(crate) fn http_status(&self) -> Option<StatusCode> {
        self.0.answer.as_ref().map(|answer| answer.status)
    }

    pub(super) fn headers(&self) -> Option<&HeaderMap> {
        self.0.answer.as_ref().map(|answer| &answer.headers)
    }

    pub(super) fn body(&self) -> &[u8] {
        self.0.answer.as_ref().map_or(&[], |answer| &answer.body)
    }

    fn api(&self) -> Option<&Api> {
        if let Cause::Api(api) = self.cause() { Some(api) } else { None }
    }
}

/// Values that `tracing` records.
#[cfg(feature = "tracing")]
impl ErasedError {
    pub(crate) fn attempts(&self) -> u32 {
        self.call().attempts
    }

    /// The kind of failure, in one word.
    pub(crate) fn outcome(&self) -> &'static str {
        match self.cause() {
            _ if self.origin() == Origin::Preflight => "preflight",
            _ if self.is_refresh() => "refresh",
            Cause::Api(_) => "api",
            Cause::Http { .. } => "http",
            Cause::Decode { .. } => "decode",
            Cause::Transport(_) => "transport",
            Cause::Request(_) => "request",
        }
    }
}

/// Why a response can't be read, without the value that does not fit: a token can be where an object with one is expected.
pub(super) fn without_value(reason: &str) -> String {
    let Some((before, after)) = reason.split_once(", found ") else { return reason.to_owned() };
    let place = after.rfind(" at line ").and_then(|at| after.get(at..)).unwrap_or_default();
    format!("{before}{place}")
}
