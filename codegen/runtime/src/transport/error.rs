//! The error of a transport.

use std::error::Error;
use std::fmt;

use bytes::Bytes;

/// Whether a request may have reached the server. Of several attempts, the greatest value counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sent {
    /// Nothing was sent; sending it again is safe.
    No,
    /// It may have been received and processed.
    Maybe,
    /// The server has answered, at least in part.
    Yes,
}

impl fmt::Display for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Sent::No => "no",
            Sent::Maybe => "maybe",
            Sent::Yes => "yes",
        })
    }
}

/// The phase of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Phase {
    /// Name resolution, connecting, the TLS handshake.
    Connect,
    /// Writing the request.
    Send,
    /// Waiting for the status and the headers.
    Receive,
    /// Reading the body.
    Body,
    /// The body was larger than [`Limits::body`](super::Limits::body).
    TooLarge,
}

impl Phase {
    fn doing(self) -> &'static str {
        match self {
            Phase::Connect => "connecting",
            Phase::Send => "sending",
            Phase::Receive => "waiting for the response",
            Phase::Body => "reading the response",
            Phase::TooLarge => "reading the response, which is too large",
        }
    }
}

/// The reason why a transport has no complete response.
///
/// `Display` is one line: the phase, whether it was a timeout, and the reason.
pub struct TransportError(Box<Inner>);

struct Inner {
    phase: Phase,
    sent: Sent,
    timeout: bool,
    permanent: bool,
    reason: String,
    source: Option<Box<dyn Error + Send + Sync>>,
    partial: Option<http::Response<Bytes>>,
}

impl TransportError {
    /// Creates an error of this phase; `reason` is for people and should hold neither a query nor credentials.
    #[must_use]
    pub fn new(phase: Phase, sent: Sent, reason: impl Into<String>) -> Self {
        let reason = reason.into();
        Self(Box::new(Inner {
            phase,
            sent,
            timeout: false,
            permanent: false,
            reason,
            source: None,
            partial: None,
        }))
    }

    /// Marks it as a timeout.
    #[must_use]
    pub fn timed_out(mut self) -> Self {
        self.0.timeout = true;
        self
    }

    /// Marks it as an error that another attempt can't fix, such as an invalid URL.
    #[must_use]
    pub fn permanent(mut self) -> Self {
        self.0.permanent = true;
        self
    }

    /// Sets the cause, for `Error::source`.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// Sets the part of the response that was received: status, headers and the first bytes of the body.
    #[must_use]
    pub fn with_partial(mut self, response: http::Response<Bytes>) -> Self {
        self.0.partial = Some(response);
        self
    }

    /// The phase in which the call failed.
    #[must_use]
    pub fn phase(&self) -> Phase {
        self.0.phase
    }

    /// Whether the request may have reached the server.
    #[must_use]
    pub fn sent(&self) -> Sent {
        self.0.sent
    }

    /// Whether a time limit ran out.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.0.timeout
    }

    /// Whether another attempt would fail the same way.
    #[must_use]
    pub fn is_permanent(&self) -> bool {
        self.0.permanent
    }

    /// The reason, for people.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.0.reason
    }

    /// The part of the response that was received.
    #[must_use]
    pub fn partial(&self) -> Option<&http::Response<Bytes>> {
        self.0.partial.as_ref()
    }

    /// Marks the error as one before anything was sent.
    pub(crate) fn unsent(mut self) -> Self {
        self.0.sent = Sent::No;
        self
    }

    pub(crate) fn take_partial(&mut self) -> Option<http::Response<Bytes>> {
        self.0.partial.take()
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = if self.0.timeout { "timed out while " } else { "failed while " };
        write!(f, "{how}{}", self.0.phase.doing())?;
        if self.0.reason.is_empty() { Ok(()) } else { write!(f, ": {}", self.0.reason) }
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("phase", &self.0.phase)
            .field("sent", &self.0.sent)
            .field("timeout", &self.0.timeout)
            .field("reason", &self.0.reason)
            .field("status", &self.0.partial.as_ref().map(http::Response::status))
            .finish_non_exhaustive()
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
