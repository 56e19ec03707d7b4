//! A client of `reqwest` over sockets.

mod body;

use std::fmt;
use std::future::Future;
use std::time::Duration;

use bytes::Bytes;
use http::response::Parts;
use tokio::time::{Instant, timeout_at};

use self::body::{Progress, withdrawable};
use crate::transport::{
    Body, Limits, Outgoing, Phase, Pieces, Sent, Transport, TransportError, announce, announce_upload,
    arriving, failure, in_tokio, receive, unanswered, unconnected,
};

/// Sends over a client of `reqwest` that you build: with a proxy, a CA, a shared pool. Needs a Tokio runtime with I/O and
/// time enabled (`enable_all`); outside of one, a call fails.
///
/// The available TLS depends on the features of `reqwest` that your crate asks for; the features of this crate are
/// about its own transports. All limits apply except [`Limits::connect`], which such a client has set itself.
pub struct Reqwest(reqwest::Client);

impl Reqwest {
    /// Creates a transport with this client.
    ///
    /// It should be built with `redirect(reqwest::redirect::Policy::none())`, `retry(reqwest::retry::never())` and
    /// `referer(false)`; otherwise a request may be sent twice, and credentials to another host. A call that was
    /// redirected to another URL fails with a permanent error, but only after the client has followed. Gzip is requested and decoded here, with a
    /// limit, so turn off whatever other crates have turned on: `no_gzip()`, `no_brotli()`, `no_deflate()`, `no_zstd()`.
    #[must_use]
    pub fn from_client(client: reqwest::Client) -> Self {
        Self(client)
    }

    /// The response, whose body has not arrived.
    async fn answer(
        &self,
        mut request: http::Request<Bytes>,
        limits: &Limits,
        end: Instant,
    ) -> Result<reqwest::Response, TransportError> {
        in_tokio()?;
        announce(&mut request);
        let (parts, body) = request.into_parts();
        let (body, handle) = withdrawable(body);
        let request =
            reqwest::Request::try_from(http::Request::from_parts(parts, body)).map_err(unsendable)?;
        let url = request.url().clone();
        match timeout_at(end, self.0.execute(request)).await {
            Ok(Ok(response)) if *response.url() != url => Err(followed()),
            Ok(Ok(response)) => Ok(response),
            Ok(Err(error)) if error.is_redirect() => Err(followed().caused_by(error.without_url())),
            Ok(Err(error)) if error.is_connect() => Err(match handle.withdraw() {
                // It was sent, and the client connects for the redirect that was the answer.
                Progress::Begun => followed().caused_by(error.without_url()),
                Progress::NotBegun | Progress::Unknown => failed(Phase::Connect, Sent::No, error),
            }),
            Ok(Err(error)) if error.is_builder() => Err(unsendable(error)),
            Ok(Err(error)) => Err(failed(Phase::Receive, Sent::Maybe, error)),
            Err(_) => Err(match handle.withdraw() {
                Progress::NotBegun => unconnected(limits.total()),
                Progress::Begun | Progress::Unknown => unanswered(limits.total()),
            }),
        }
    }
}

impl Transport for Reqwest {
    async fn send(
        &self,
        request: http::Request<Bytes>,
        limits: &Limits,
    ) -> Result<http::Response<Bytes>, TransportError> {
        let end = Instant::now() + limits.total();
        let mut response = self.answer(request, limits, end).await?;
        receive(head(&mut response), response, limits, end).await
    }

    async fn open(
        &self,
        request: http::Request<Bytes>,
        limits: &Limits,
    ) -> Result<http::Response<Body>, TransportError> {
        let mut response = self.answer(request, limits, Instant::now() + limits.total()).await?;
        Ok(arriving(head(&mut response), response, limits))
    }

    async fn upload(
        &self,
        request: http::Request<Body>,
        limits: &Limits,
    ) -> Result<http::Response<Body>, TransportError> {
        in_tokio()?;
        let (mut parts, body) = request.into_parts();
        announce_upload(&mut parts.headers, body.length());
        let (outgoing, watch) = Outgoing::new(body);
        let request = http::Request::from_parts(parts, reqwest::Body::wrap(outgoing));
        let request = reqwest::Request::try_from(request).map_err(unsendable)?;
        let url = request.url().clone();
        match watch.within(limits, self.0.execute(request)).await {
            Ok(Ok(response)) if *response.url() != url => Err(followed()),
            Ok(Ok(mut response)) => Ok(arriving(head(&mut response), response, limits)),
            Ok(Err(error)) => Err(watch.take_failure().unwrap_or_else(|| {
                if error.is_builder() {
                    unsendable(error)
                } else if error.is_redirect() || (error.is_connect() && watch.has_begun()) {
                    // It was sent, and the client connects for the redirect that was the answer.
                    followed().caused_by(error.without_url())
                } else if error.is_connect() {
                    failed(Phase::Connect, Sent::No, error)
                } else {
                    failed(Phase::Receive, Sent::Maybe, error)
                }
            })),
            Err(late) => Err(late.unwrap_or_else(|| unconnected(limits.total()))),
        }
    }

    fn sleep(&self, pause: Duration) -> impl Future<Output = ()> + Send {
        tokio::time::sleep(pause)
    }
}

impl fmt::Debug for Reqwest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reqwest").finish_non_exhaustive()
    }
}

impl Pieces for reqwest::Response {
    async fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        self.chunk().await.map_err(|error| failed(Phase::Body, Sent::Yes, error))
    }
}

fn head(response: &mut reqwest::Response) -> Parts {
    let mut out = http::Response::new(());
    *out.status_mut() = response.status();
    *out.version_mut() = response.version();
    *out.headers_mut() = std::mem::take(response.headers_mut());
    out.into_parts().0
}

/// The failure of a request for which the client has followed a redirect. Whatever the response is, it is not that of the
/// endpoint, and the request may have been sent to two servers.
fn followed() -> TransportError {
    let reason =
        "the client has followed a redirect: build it with `redirect(reqwest::redirect::Policy::none())`";
    TransportError::new(Phase::Receive, Sent::Yes, reason).permanent()
}

/// The failure of a request that the client refuses.
fn unsendable(error: reqwest::Error) -> TransportError {
    failed(Phase::Send, Sent::No, error).permanent()
}

fn failed(phase: Phase, sent: Sent, error: reqwest::Error) -> TransportError {
    let is_timeout = error.is_timeout();
    let failed = failure(phase, sent, error.without_url());
    if is_timeout { failed.timed_out() } else { failed }
}
