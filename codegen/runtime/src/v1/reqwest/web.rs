//! A client of `reqwest` over `fetch`, in browsers, workers and Node.js.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http::response::Parts;

use crate::js;
use crate::transport::{
    Body, Incoming, Limits, Phase, Pieces, Sent, Transport, TransportError, incomplete, within,
};

/// Sends over a client of `reqwest` that you build, which calls `fetch`.
///
/// `fetch` decides what is sent besides the request (RFC 9110 has no say): it sets headers that it forbids to others, decodes
/// bodies, applies CORS, and follows redirects; a call that was redirected to another URL fails with a permanent error, but only
/// after `fetch` has followed. It does not say why a request failed, nor whether it was sent.
/// [`Limits::connect`] does not apply. The body of an [`Upload`](crate::v1::Upload) is read into memory.
pub struct Reqwest(reqwest::Client);

impl Reqwest {
    /// Creates a transport with this client.
    #[must_use]
    pub fn from_client(client: reqwest::Client) -> Self {
        Self(client)
    }

    /// The response, whose body has not arrived.
    async fn answer(&self, request: http::Request<Bytes>) -> Result<(Parts, Arriving), TransportError> {
        let unsendable = |error: reqwest::Error| failed(Phase::Send, Sent::No, error).permanent();
        let request = reqwest::Request::try_from(request).map_err(unsendable)?;
        let url = request.url().clone();
        let response = self.0.execute(request).await;
        let mut response = response.map_err(|error| {
            if error.is_builder() { unsendable(error) } else { failed(Phase::Receive, Sent::Maybe, error) }
        })?;
        if *response.url() != url {
            let reason = "`fetch` has followed a redirect";
            return Err(TransportError::new(Phase::Receive, Sent::Yes, reason).permanent());
        }
        let parts = head(&mut response);
        Ok((parts, Arriving { stream: Box::pin(response.bytes_stream()) }))
    }
}

impl Transport for Reqwest {
    async fn send(
        &self,
        request: http::Request<Bytes>,
        limits: &Limits,
    ) -> Result<http::Response<Bytes>, TransportError> {
        let late = || incomplete("not complete", limits.total());
        let begun = js::now();
        let answer = within(self.answer(request), js::sleep(limits.total())).await;
        let (parts, mut body) = answer.unwrap_or_else(|| Err(unanswered(limits.total())))?;
        let mut incoming = Incoming::new(parts, limits.body());
        loop {
            let left = limits.total().saturating_sub(js::now().saturating_sub(begun));
            let pushed = match within(body.next(), js::sleep(left.min(limits.idle()))).await {
                Some(Ok(Some(piece))) => incoming.push(&piece),
                Some(Ok(None)) => return incoming.finish(),
                Some(Err(failed)) => Err(failed),
                None if limits.idle() < left => Err(incomplete("nothing more", limits.idle())),
                None => Err(late()),
            };
            if let Err(failed) = pushed {
                return Err(incoming.failed(failed));
            }
        }
    }

    async fn open(
        &self,
        request: http::Request<Bytes>,
        limits: &Limits,
    ) -> Result<http::Response<Body>, TransportError> {
        let answer = within(self.answer(request), js::sleep(limits.total())).await;
        let (parts, body) = answer.unwrap_or_else(|| Err(unanswered(limits.total())))?;
        Ok(http::Response::from_parts(parts, Body::new(Limited { body, idle: limits.idle() })))
    }

    async fn sleep(&self, pause: Duration) {
        js::sleep(pause).await;
    }
}

impl fmt::Debug for Reqwest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reqwest").finish_non_exhaustive()
    }
}

/// A body whose pieces have a time limit each.
struct Limited {
    body: Arriving,
    idle: Duration,
}

impl Pieces for Limited {
    async fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        let piece = within(self.body.next(), js::sleep(self.idle)).await;
        piece.unwrap_or_else(|| Err(incomplete("nothing more", self.idle)))
    }
}

/// A body. Dropping it aborts the request.
struct Arriving {
    stream: Pin<Box<dyn Stream<Item = reqwest::Result<Bytes>>>>,
}

impl Arriving {
    async fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        let piece = poll_fn(|cx| self.stream.as_mut().poll_next(cx)).await;
        piece.transpose().map_err(|error| failed(Phase::Body, Sent::Yes, error))
    }
}

/// The head of a response whose body `fetch` has decoded.
fn head(response: &mut reqwest::Response) -> Parts {
    let mut out = http::Response::new(());
    *out.status_mut() = response.status();
    *out.headers_mut() = std::mem::take(response.headers_mut());
    if out.headers_mut().remove(CONTENT_ENCODING).is_some() {
        out.headers_mut().remove(CONTENT_LENGTH);
    }
    out.into_parts().0
}

fn unanswered(time: Duration) -> TransportError {
    TransportError::new(Phase::Receive, Sent::Maybe, format!("no answer within {time:?}")).timed_out()
}

fn failed(phase: Phase, sent: Sent, error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    TransportError::new(phase, sent, error.to_string()).caused_by(error)
}
