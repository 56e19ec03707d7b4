//! The asynchronous transport over `hyper` (feature `hyper`).

mod body;
mod connector;

use std::fmt;
use std::future::Future;
use std::time::Duration;

use bytes::Bytes;
use hyper::body::Incoming;
use hyper_util::client::legacy::Client as Pool;
use hyper_util::client::legacy::connect::capture_connection;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tokio::time::{Instant, timeout_at};

use self::body::Sending;
use self::connector::{Connector, limited};
use super::{Body, Client, Code, Error, InvalidRequest, Limits, Phase, Sent, Transport, TransportError};
use crate::error::ErasedError;
use crate::transport::{
    Outgoing, Shared, announce, announce_upload, arriving, failure, in_tokio, receive, unanswered,
    unconnected,
};

/// Sends over `hyper`. Needs a Tokio runtime with I/O and time enabled (`enable_all`); outside of one,
/// a call fails before anything is sent.
///
/// Speaks HTTP/1.1, does not follow redirects, sends each request once and ignores the proxy settings of the system.
/// With the feature `gzip` it requests gzip responses; without it, uncompressed ones. With the feature `rustls`,
/// certificates are verified as the system does (on Linux, by its certificates), with the cryptography that the program
/// has installed for `rustls`, or else with `ring`. For a proxy, a CA or other settings, use a client of `reqwest`, with
/// the feature of that name.
pub struct Hyper {
    pool: Pool<Connector, Sending>,
}

impl Hyper {
    /// Creates a transport with its own connection pool.
    ///
    /// # Errors
    /// If TLS can't be set up on this machine.
    pub fn new() -> Result<Self, InvalidRequest> {
        let connector = Connector::new()
            .map_err(|reason| InvalidRequest::new(format!("the HTTP client can't be set up: {reason}")))?;
        let pool = Pool::builder(TokioExecutor::new()).pool_timer(TokioTimer::new()).build(connector);
        Ok(Self { pool })
    }

    /// The response, whose body has not arrived.
    async fn answer(
        &self,
        mut request: http::Request<Bytes>,
        limits: &Limits,
        end: Instant,
    ) -> Result<http::Response<Incoming>, TransportError> {
        sendable(request.uri())?;
        announce(&mut request);
        let mut request = request.map(Sending::Whole);
        // Filled in before the request is handed to a connection, new or kept.
        let connection = capture_connection(&mut request);
        match timeout_at(end, limited(limits.connect(), self.pool.request(request))).await {
            Ok(Ok(response)) => Ok(response),
            Ok(Err(error)) => Err(failed(error)),
            Err(_) if connection.connection_metadata().is_none() => Err(unconnected(limits.total())),
            Err(_) => Err(unanswered(limits.total())),
        }
    }
}

impl Transport for Hyper {
    async fn send(
        &self,
        request: http::Request<Bytes>,
        limits: &Limits,
    ) -> Result<http::Response<Bytes>, TransportError> {
        let end = Instant::now() + limits.total();
        let (parts, body) = self.answer(request, limits, end).await?.into_parts();
        receive(parts, body, limits, end).await
    }

    async fn open(
        &self,
        request: http::Request<Bytes>,
        limits: &Limits,
    ) -> Result<http::Response<Body>, TransportError> {
        let end = Instant::now() + limits.total();
        let (parts, body) = self.answer(request, limits, end).await?.into_parts();
        Ok(arriving(parts, body, limits))
    }

    async fn upload(
        &self,
        request: http::Request<Body>,
        limits: &Limits,
    ) -> Result<http::Response<Body>, TransportError> {
        sendable(request.uri())?;
        let (mut parts, body) = request.into_parts();
        announce_upload(&mut parts.headers, body.length());
        let (outgoing, watch) = Outgoing::new(body);
        let request = http::Request::from_parts(parts, Sending::Streamed(outgoing));
        let answer = limited(limits.connect(), self.pool.request(request));
        match watch.within(limits, answer).await {
            Ok(Ok(response)) => {
                let (parts, body) = response.into_parts();
                Ok(arriving(parts, body, limits))
            }
            Ok(Err(error)) => Err(watch.take_failure().unwrap_or_else(|| failed(error))),
            Err(late) => Err(late.unwrap_or_else(|| unconnected(limits.total()))),
        }
    }

    fn sleep(&self, pause: Duration) -> impl Future<Output = ()> + Send {
        tokio::time::sleep(pause)
    }
}

/// # Errors
/// If nothing can be sent to this address, or from this thread.
fn sendable(uri: &http::Uri) -> Result<(), TransportError> {
    if cfg!(not(feature = "rustls")) && uri.scheme() == Some(&http::uri::Scheme::HTTPS) {
        let reason = "TLS needs the feature `rustls` of stubwright-runtime";
        return Err(TransportError::new(Phase::Connect, Sent::No, reason).permanent());
    }
    in_tokio()
}

fn failed(error: hyper_util::client::legacy::Error) -> TransportError {
    if error.is_connect() {
        failure(Phase::Connect, Sent::No, error)
    } else {
        failure(Phase::Receive, Sent::Maybe, error)
    }
}

impl fmt::Debug for Hyper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hyper").finish_non_exhaustive()
    }
}

impl<C: Code> Client<C> {
    /// A client over [`Hyper::new`].
    ///
    /// # Errors
    /// As [`Client::new`]; also if TLS can't be set up on this machine.
    pub fn hyper(base_url: &str) -> Result<Self, Error<C>> {
        Client::over(base_url, open()?)
    }
}

/// Not generic, so that `hyper`, which is, is compiled in this crate and not in each that creates a client.
fn open() -> Result<Shared, ErasedError> {
    Hyper::new().map(Shared::new).map_err(|wrong| ErasedError::request(None, wrong))
}
