//! The blocking transport over `ureq` (feature `ureq`).

use std::fmt;
use std::io::{self, Read};

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use ureq::config::AutoHeaderValue;
use ureq::{Agent, Error as UreqError, SendBody, Timeout};

use super::blocking::{Body, Client, Pieces, Transport};
use super::{Code, Error, Limits, Phase, Sent, TransportError};
use crate::transport::{Incoming, Unpacked, announce};

/// Sends over `ureq`.
///
/// Does not follow redirects, sends each request once and ignores the proxy settings of the environment. With the
/// feature `gzip` it requests gzip responses; without it, uncompressed ones. [`Limits::idle`] limits each read of the
/// connection, and so the wait for the first byte of the response too. For a proxy or a CA, see
/// [`from_agent`](Self::from_agent).
///
/// `ureq` writes to `log`. Up to the level `debug` it hides paths, queries, bodies and the values of headers that are
/// not well known. At `trace` it writes everything it sends, including credentials, and only the program can turn that
/// off: keep the targets `ureq` and `ureq_proto` at `debug` or above.
pub struct Ureq(Agent);

impl Ureq {
    /// Creates a transport with its own connection pool.
    #[must_use]
    pub fn new() -> Self {
        Self(Agent::config_builder().proxy(None).build().into())
    }

    /// Creates a transport with your own agent: with a proxy, a CA, a shared pool. Time limits, redirects and the
    /// treatment of statuses are set for each request, whatever the agent says.
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
        announce(&mut request);
        receive(self.answer(request, limits, Until::End)?, limits)
    }

    fn open(
        &self,
        mut request: http::Request<Bytes>,
        limits: &Limits,
    ) -> Result<http::Response<Body>, TransportError> {
        announce(&mut request);
        let (mut parts, body) = self.answer(request, limits, Until::Head)?.into_parts();
        let unpacked = Unpacked::new(&mut parts.headers);
        let body = Arriving { body: body.into_reader(), unpacked, has_ended: false };
        Ok(http::Response::from_parts(parts, Body::new(body)))
    }
}

/// How far the limit of a request reaches.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Until {
    /// To the head of the response.
    Head,
    /// To the end of its body.
    End,
}

impl Ureq {
    /// The response, whose body has not arrived.
    fn answer(
        &self,
        request: http::Request<Bytes>,
        limits: &Limits,
        until: Until,
    ) -> Result<http::Response<ureq::Body>, TransportError> {
        let (mut parts, body) = request.into_parts();
        let mut body = Watched { rest: body, touched: false };
        let answer = if body.rest.is_empty() {
            self.run(http::Request::from_parts(parts, ()), limits, until)
        } else {
            parts.headers.insert(CONTENT_LENGTH, body.rest.len().into());
            self.run(http::Request::from_parts(parts, SendBody::from_reader(&mut body)), limits, until)
        };
        answer.map_err(|error| classify(error, Progress::of(&body)))
    }

    fn run(
        &self,
        request: http::Request<impl ureq::AsSendBody>,
        limits: &Limits,
        until: Until,
    ) -> Result<http::Response<ureq::Body>, UreqError> {
        let of_head = (until == Until::Head).then(|| limits.total());
        let of_all = (until == Until::End).then(|| limits.total());
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
            .timeout_send_request(of_head)
            .timeout_send_body(of_head)
            .timeout_recv_response(of_head)
            .timeout_global(of_all)
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

/// A request body that records whether sending it has begun.
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

/// How much of a failed request was sent.
#[derive(Clone, Copy)]
enum Progress {
    /// It has a body of which nothing was sent: the server does not have the whole request.
    NotBegun,
    Unknown,
}

impl Progress {
    fn of(body: &Watched) -> Self {
        if body.touched || body.rest.is_empty() { Progress::Unknown } else { Progress::NotBegun }
    }
}

/// The size of a piece of a body.
const PIECE: usize = 16 * 1024;

/// A body that is decoded while it is read.
struct Arriving {
    body: ureq::BodyReader<'static>,
    unpacked: Unpacked,
    has_ended: bool,
}

impl Pieces for Arriving {
    fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        loop {
            if let Some(piece) = self.unpacked.take()? {
                return Ok(Some(piece));
            }
            if self.has_ended {
                return Ok(None);
            }
            let mut piece = vec![0; PIECE];
            match self.body.read(&mut piece) {
                Ok(0) => {
                    self.has_ended = true;
                    return self.unpacked.finish();
                }
                Ok(count) => {
                    piece.truncate(count);
                    self.unpacked.push(piece.into());
                }
                Err(error) => return Err(failure(Phase::Body, Sent::Yes, error.into())),
            }
        }
    }
}

/// Reads the body piece by piece, so that its size is bounded.
fn receive(
    response: http::Response<ureq::Body>,
    limits: &Limits,
) -> Result<http::Response<Bytes>, TransportError> {
    let (parts, body) = response.into_parts();
    let mut incoming = Incoming::new(parts, limits.body());
    let mut body = body.into_reader();
    let mut buffer = vec![0; PIECE];
    loop {
        let pushed = match body.read(&mut buffer) {
            Ok(0) => return incoming.finish(),
            Ok(count) => incoming.push(buffer.get(..count).unwrap_or_default()),
            Err(error) => Err(failure(Phase::Body, Sent::Yes, error.into())),
        };
        if let Err(failed) = pushed {
            return Err(incoming.failed(failed));
        }
    }
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
        (UreqError::Io(error), _) if never_connected(error) || unknown_host(error) => {
            (Phase::Connect, Sent::No)
        }
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

/// Whether a name could not be resolved. The standard library has no error kind for it, only one text.
fn unknown_host(error: &io::Error) -> bool {
    error.to_string().starts_with("failed to lookup address information")
}

fn failure(phase: Phase, sent: Sent, error: UreqError) -> TransportError {
    if let UreqError::BadUri(_) = error {
        // Its text is the whole address, and there may be credentials in the query.
        return TransportError::new(phase, sent, "the URL of the request is not valid").permanent();
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
