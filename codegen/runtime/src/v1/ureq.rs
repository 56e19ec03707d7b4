//! The blocking transport over `ureq` (feature `ureq`).

mod paced;

use std::fmt;
use std::io::{self, Read};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use ureq::config::AutoHeaderValue;
use ureq::{Agent, Error as UreqError, SendBody, Timeout};

use self::paced::{Failure, Paced};
use super::blocking::{Body, Client, Pieces, Transport};
use super::{Code, Error, Limits, Phase, Sent, TransportError};
use crate::transport::{Incoming, Unpacked, announce, announce_upload, incomplete};

/// Sends over `ureq`.
///
/// Does not follow redirects, sends each request once and ignores the proxy settings of the environment. With the
/// feature `gzip` it requests gzip responses; without it, uncompressed ones. For a proxy or a CA, see
/// [`from_agent`](Self::from_agent).
///
/// The body of a response is read on a thread of its own, so that [`Limits::idle`] limits the time between its pieces and
/// not the time that the server needs before the first one. A stream is read where it is wanted, and may be silent for
/// [`Limits::total`] if that is longer.
///
/// The body of an [`Upload`](super::Upload) is read and sent on the thread of the call, so that its source is not interrupted,
/// however long it takes: [`Limits::idle`] limits what the server takes to accept a piece. An answer that comes before all of
/// the body is sent is read after that; a server that closes the connection before has given none.
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
        let end = Instant::now() + limits.total();
        announce(&mut request);
        receive(self.answer(request, limits, Until::End)?, limits, end)
    }

    fn open(
        &self,
        mut request: http::Request<Bytes>,
        limits: &Limits,
    ) -> Result<http::Response<Body>, TransportError> {
        announce(&mut request);
        self.answer(request, limits, Until::Head).map(|response| arriving(response, limits))
    }

    fn upload(
        &self,
        request: http::Request<Body>,
        limits: &Limits,
    ) -> Result<http::Response<Body>, TransportError> {
        let (mut parts, body) = request.into_parts();
        announce_upload(&mut parts.headers, body.length());
        let mut body = Outgoing::new(body);
        let request = http::Request::from_parts(parts, SendBody::from_reader(&mut body));
        match self.run(request, limits, Until::HeadOfUpload) {
            Ok(response) => Ok(arriving(response, limits)),
            Err(error) => Err(body.failed.take().unwrap_or_else(|| {
                let progress = if body.touched { Progress::Unknown } else { Progress::NotBegun };
                classify(error, progress)
            })),
        }
    }
}

/// How far the limit of a request reaches.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Until {
    /// To the head of the response.
    Head,
    /// To the head of the response, without the time in which the body is sent.
    HeadOfUpload,
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
        let of_head = (until != Until::End).then(|| limits.total());
        let is_upload = until == Until::HeadOfUpload;
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
            .timeout_per_read(of_head.map(|_| longest_silence(limits)))
            .timeout_send_request(of_head)
            .timeout_send_body(of_head.filter(|_| !is_upload))
            .timeout_per_write(is_upload.then(|| limits.idle()))
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

/// The body of a request that is read while it is sent.
struct Outgoing {
    body: Body,
    /// The part of a piece that `read` had no room for.
    left: Bytes,
    touched: bool,
    /// The failure of the source, which is the reason for whatever `ureq` says.
    failed: Option<TransportError>,
}

impl Outgoing {
    fn new(body: Body) -> Self {
        Self { body, left: Bytes::new(), touched: false, failed: None }
    }
}

impl Read for Outgoing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.touched = true;
        while self.left.is_empty() {
            match self.body.next() {
                Ok(Some(piece)) => self.left = piece,
                Ok(None) => return Ok(0),
                Err(failed) => {
                    self.failed = Some(failed);
                    return Err(io::Error::other("the source of the body failed"));
                }
            }
        }
        Ok(give(&mut self.left, buffer))
    }
}

/// Moves as much as there is room for.
fn give(from: &mut Bytes, buffer: &mut [u8]) -> usize {
    let piece = from.split_to(buffer.len().min(from.len()));
    buffer.get_mut(..piece.len()).unwrap_or_default().copy_from_slice(&piece);
    piece.len()
}

/// A request body that records whether sending it has begun.
struct Watched {
    rest: Bytes,
    touched: bool,
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.touched = true;
        Ok(give(&mut self.rest, buffer))
    }
}

/// How much of a failed request was sent.
#[derive(Clone, Copy)]
enum Progress {
    /// No part of its body was sent: the server does not have the whole request.
    NotBegun,
    Unknown,
}

impl Progress {
    fn of(body: &Watched) -> Self {
        if body.touched || body.rest.is_empty() { Progress::Unknown } else { Progress::NotBegun }
    }
}

/// The response with a body that is read as it arrives.
fn arriving(response: http::Response<ureq::Body>, limits: &Limits) -> http::Response<Body> {
    let (mut parts, body) = response.into_parts();
    let unpacked = Unpacked::new(&mut parts.headers);
    let body = Arriving { body: body.into_reader(), limits: *limits, unpacked, has_ended: false };
    http::Response::from_parts(parts, Body::new(body))
}

/// The size of a piece of a body at most.
const PIECE: usize = 16 * 1024;

/// A body that is decoded while it is read.
///
/// It is read by whoever wants it, so that the connection is closed with it.
struct Arriving {
    body: ureq::BodyReader<'static>,
    limits: Limits,
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
                Err(error) => {
                    return Err(match error.into() {
                        UreqError::Timeout(_) => incomplete("nothing more", longest_silence(&self.limits)),
                        error => failure(Phase::Body, Sent::Yes, error),
                    });
                }
            }
        }
    }
}

/// The limit of each read of a stream. `ureq` has one for the head of the response and for its body, so it is long enough for
/// both.
fn longest_silence(limits: &Limits) -> Duration {
    limits.idle().max(limits.total())
}

/// The failure of a body whose next piece did not arrive.
fn missing(failed: Failure, limits: &Limits) -> TransportError {
    match failed {
        Failure::Io(error) => unread(error, limits),
        Failure::Idle => incomplete("nothing more", limits.idle()),
        Failure::Late => incomplete("not complete", limits.total()),
    }
}

fn unread(error: io::Error, limits: &Limits) -> TransportError {
    match error.into() {
        UreqError::Timeout(_) => incomplete("not complete", limits.total()),
        error => failure(Phase::Body, Sent::Yes, error),
    }
}

/// Reads the body piece by piece, so that its size is bounded.
fn receive(
    response: http::Response<ureq::Body>,
    limits: &Limits,
    end: Instant,
) -> Result<http::Response<Bytes>, TransportError> {
    let (parts, body) = response.into_parts();
    let mut incoming = Incoming::new(parts, limits.body());
    let mut body =
        Paced::of(body.into_reader(), limits.idle(), end).map_err(|error| unread(error, limits))?;
    loop {
        let pushed = match body.next() {
            Ok(piece) if piece.is_empty() => return incoming.finish(),
            Ok(piece) => incoming.push(&piece),
            Err(failed) => Err(missing(failed, limits)),
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
