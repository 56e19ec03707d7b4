//! With `tracing`.

use std::time::Duration;

use http::StatusCode;
use tracing::field::{Empty, display};
use tracing::{Span, debug, debug_span, info, warn};

use crate::codes::Code;
use crate::endpoint::Endpoint;
use crate::error::ErasedError;
use crate::violation::Violation;

/// Characters of a code that the table does not have.
const CODE: usize = 64;

/// The span of a call.
#[derive(Clone)]
pub(crate) struct Trace(Span);

impl Trace {
    pub(crate) fn call(endpoint: &Endpoint) -> Self {
        Self(debug_span!(
            target: "stubwright_runtime",
            "call",
            endpoint = endpoint.name(),
            method = endpoint.method(),
            attempts = Empty,
            outcome = Empty,
            status = Empty,
            code = Empty,
            sent = Empty,
        ))
    }

    /// Is in the span while it works: a whole blocking call, or one poll of an asynchronous one.
    pub(crate) fn within<T>(&self, work: impl FnOnce() -> T) -> T {
        self.0.in_scope(work)
    }

    /// The request breaks rules and is sent nevertheless. Path and detail are not recorded: both may quote keys of maps
    /// in the request.
    pub(crate) fn warned<C: Code>(&self, found: &[Violation<C>]) {
        for violation in found {
            let code = violation.code().info().code();
            warn!(target: "stubwright_runtime", parent: &self.0, code, "sent although it breaks a rule");
        }
    }

    pub(crate) fn sending(&self, attempt: u32) {
        debug!(target: "stubwright_runtime", parent: &self.0, attempt, "sending");
    }

    pub(crate) fn refreshing(&self, setting: &str) {
        info!(target: "stubwright_runtime", parent: &self.0, setting, "waiting for a credential");
    }

    pub(crate) fn again(&self, error: &ErasedError, pause: Duration) {
        let (outcome, sent) = (error.outcome(), error.sent());
        let (status, code) = (error.http_status().map(|status| status.as_u16()), code(error));
        let code = code.as_deref();
        let pause_ms = u64::try_from(pause.as_millis()).unwrap_or(u64::MAX);
        warn!(target: "stubwright_runtime", parent: &self.0, outcome, status, code, %sent, pause_ms, "sending again");
    }

    pub(crate) fn succeeded(&self, status: StatusCode, attempts: u32) {
        self.0.record("outcome", "ok").record("status", status.as_u16());
        self.0.record("attempts", attempts).record("sent", "yes");
    }

    pub(crate) fn failed(&self, error: &ErasedError) {
        self.0.record("outcome", error.outcome()).record("sent", display(error.sent()));
        self.0.record("attempts", error.attempts());
        if let Some(status) = error.http_status() {
            self.0.record("status", status.as_u16());
        }
        if let Some(code) = code(error) {
            self.0.record("code", code);
        }
    }
}

/// The code, bounded, with nothing in it that changes a line of a log.
fn code(error: &ErasedError) -> Option<String> {
    let plain = |c: &char| !c.is_control();
    error.code().map(|code| code.chars().filter(plain).take(CODE).collect())
}
