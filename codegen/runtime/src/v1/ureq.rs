//! The blocking transport over `ureq` (feature `ureq`).

use std::fmt;
use std::io::{self, Read};

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use ureq::config::AutoHeaderValue;
use ureq::{Agent, Error as UreqError, SendBody, Timeout};

use super::blocking::{Client, Transport};
use super::{Code, Error, Limits, Phase, Sent, TransportError};
use crate::transport::announce_no_content;

/// Sends over `ureq`.
///
/// Follows no redirect, sends each request once, asks for no compression and ignores the proxy settings of the
/// environment. [`Limits::idle`] bounds each read of the connection here, so also the wait for the first byte of the
/// response. For a proxy or a CA of your own, see [`from_agent`](Self::from_agent).
pub struct Ureq(Agent);

impl Ureq {
    /// A transport with a connection pool of its own.
    #[must_use]
    pub fn new() -> Self {
        Self(Agent::config_builder().proxy(None).build().into())
    }

    /// A transport over an agent of your own: with a proxy, a CA, a pool shared with other code. Time limits,
    /// redirects and the treatment of statuses are set for each request, whatever the agent says.
    #[must_use]
    pub fn from_agent(agent: Agent) -> Self {
        Self(agent)
    }
}

impl Default for Ureq {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Ureq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ureq").finish_non_exhaustive()
    }
}

impl Transport for Ureq {
    fn send(
        &self,
        mut request: http::Request<Bytes>,
        limits: &Limits,
    ) -> Result<http::Response<Bytes>, TransportError> {
        announce_no_content(&mut request);
        let (mut parts, body) = request.into_parts();
        let mut body = Watched { rest: body, touched: false };
        let answer = if body.rest.is_empty() {
            self.run(http::Request::from_parts(parts, ()), limits)
        } else {
            parts.headers.insert(CONTENT_LENGTH, body.rest.len().into());
            self.run(http::Request::from_parts(parts, SendBody::from_reader(&mut body)), limits)
        };
        match answer {
            Ok(response) => receive(response, limits),
            Err(error) => Err(classify(error, Progress::of(&body))),
        }
    }
}

impl Ureq {
    fn run(
        &self,
        request: http::Request<impl ureq::AsSendBody>,
        limits: &Limits,
    ) -> Result<http::Response<ureq::Body>, UreqError> {
        let request = self
            .0
            .configure_request(request)
            .http_status_as_error(false)
            .max_redirects(0)
            .allow_non_standard_methods(true)
            .accept_encoding(AutoHeaderValue::None)
            .timeout_resolve(Some(limits.connect()))
            .timeout_connect(Some(limits.connect()))
            .timeout_per_read(Some(limits.idle()))
            .timeout_global(Some(limits.total()))
            .build();
        self.0.run(request)
    }
}

impl<C: Code> Client<C> {
    /// A client over [`Ureq::new`].
    ///
    /// # Errors
    /// As [`Client::new`].
    pub fn ureq(base_url: &str) -> Result<Self, Error<C>> {
        Client::new(base_url, Ureq::new())
    }
}

/// A request body that knows whether anybody has begun to send it.
struct Watched {
    rest: Bytes,
    touched: bool,
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.touched = true;
        let piece = self.rest.split_to(buffer.len().min(self.rest.len()));
        buffer.get_mut(..piece.len()).unwrap_or_default().copy_from_slice(&piece);
        Ok(piece.len())
    }
}

/// How far a failed request came.
#[derive(Clone, Copy)]
enum Progress {
    /// It has a body, and nothing of it was sent: the server has no whole request.
    NotBegun,
    Unknown,
}

impl Progress {
    fn of(body: &Watched) -> Self {
        if body.touched || body.rest.is_empty() { Progress::Unknown } else { Progress::NotBegun }
    }
}

/// Reads the body with its size bounded.
fn receive(
    response: http::Response<ureq::Body>,
    limits: &Limits,
) -> Result<http::Response<Bytes>, TransportError> {
    let (parts, body) = response.into_parts();
    let mut bytes = Vec::new();
    let most = u64::try_from(limits.body()).unwrap_or(u64::MAX);
    let read = body.into_reader().take(most.saturating_add(1)).read_to_end(&mut bytes);
    let failed = match read {
        Ok(_) if bytes.len() <= limits.body() => return Ok(http::Response::from_parts(parts, bytes.into())),
        Ok(_) => {
            bytes.truncate(limits.body());
            let reason = format!("the limit is {} bytes", limits.body());
            TransportError::new(Phase::TooLarge, Sent::Yes, reason)
        }
        Err(error) => failure(Phase::Body, Sent::Yes, error.into()),
    };
    Err(failed.with_partial(http::Response::from_parts(parts, bytes.into())))
}

fn classify(error: UreqError, progress: Progress) -> TransportError {
    let (phase, sent) = match (&error, progress) {
        (UreqError::Timeout(Timeout::Resolve | Timeout::Connect), _) => (Phase::Connect, Sent::No),
        (UreqError::HostNotFound | UreqError::ConnectionFailed, _) => (Phase::Connect, Sent::No),
        (UreqError::Tls(_) | UreqError::TlsRequired | UreqError::ConnectProxyFailed(_), _) => {
            (Phase::Connect, Sent::No)
        }
        (UreqError::BadUri(_) | UreqError::Http(_) | UreqError::InvalidProxyUrl, _) => {
            (Phase::Send, Sent::No)
        }
        (UreqError::Io(error), _) if never_connected(error) => (Phase::Connect, Sent::No),
        (_, Progress::NotBegun) => (Phase::Connect, Sent::No),
        (UreqError::Timeout(Timeout::SendRequest | Timeout::SendBody | Timeout::PerWrite), _) => {
            (Phase::Send, Sent::Maybe)
        }
        (_, Progress::Unknown) => (Phase::Receive, Sent::Maybe),
    };
    failure(phase, sent, error)
}

/// Errors of a socket that only connecting gives.
fn never_connected(error: &io::Error) -> bool {
    use io::ErrorKind as Kind;
    matches!(
        error.kind(),
        Kind::ConnectionRefused | Kind::AddrNotAvailable | Kind::HostUnreachable | Kind::NetworkUnreachable
    )
}

fn failure(phase: Phase, sent: Sent, error: UreqError) -> TransportError {
    if let UreqError::BadUri(_) = error {
        // Its text is the whole address, and there may be credentials in the query.
        return TransportError::new(phase, sent, "the address of the request is not valid").permanent();
    }
    let failed = TransportError::new(phase, sent, error.to_string());
    let timeout = match &error {
        UreqError::Timeout(_) => true,
        UreqError::Io(error) => matches!(error.kind(), io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock),
        _ => false,
    };
    let failed = if timeout { failed.timed_out() } else { failed };
    failed.caused_by(error)
}
