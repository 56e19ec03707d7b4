//! Transports, which send requests and receive responses.

mod body;
mod boxed;
mod error;
mod future;
#[cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
mod incoming;
mod limits;
#[cfg(all(
    any(feature = "hyper", feature = "reqwest"),
    not(all(target_family = "wasm", target_os = "unknown"))
))]
mod outgoing;
#[cfg(all(
    any(feature = "hyper", feature = "reqwest"),
    not(all(target_family = "wasm", target_os = "unknown"))
))]
mod receive;
#[cfg(all(
    any(feature = "hyper", feature = "reqwest", feature = "ureq"),
    not(all(target_family = "wasm", target_os = "unknown"))
))]
mod unpacked;
mod within;

use std::future::Future;
use std::time::Duration;

use bytes::Bytes;
#[cfg(all(
    any(feature = "hyper", feature = "reqwest", feature = "ureq"),
    not(all(target_family = "wasm", target_os = "unknown"))
))]
use http::header::{ACCEPT_ENCODING, CONTENT_LENGTH, HeaderValue, RANGE};

#[cfg(feature = "blocking")]
pub use self::body::{BlockingBody, BlockingPieces};
pub use self::body::{Body, Pieces};
pub(crate) use self::boxed::Shared;
pub use self::error::{Phase, Sent, TransportError};
pub(crate) use self::future::Boxed;
#[cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
pub(crate) use self::incoming::{Incoming, incomplete};
pub use self::limits::Limits;
#[cfg(feature = "hyper")]
pub(crate) use self::outgoing::Broken;
#[cfg(all(
    any(feature = "hyper", feature = "reqwest"),
    not(all(target_family = "wasm", target_os = "unknown"))
))]
pub(crate) use self::outgoing::Outgoing;
#[cfg(feature = "hyper")]
pub(crate) use self::receive::no_connection;
#[cfg(all(
    any(feature = "hyper", feature = "reqwest"),
    not(all(target_family = "wasm", target_os = "unknown"))
))]
pub(crate) use self::receive::{arriving, failure, in_tokio, receive, unanswered, unconnected};
#[cfg(all(
    any(feature = "hyper", feature = "reqwest", feature = "ureq"),
    not(all(target_family = "wasm", target_os = "unknown"))
))]
pub(crate) use self::unpacked::Unpacked;
pub(crate) use self::within::within;
use crate::platform::{MaybeSend, MaybeSync};

/// Sends requests. Implemented by the adapters of this crate; implement it yourself to log, record or reroute calls.
///
/// A transport does not follow redirects, sends a request once, and respects the limits; [`Limits::total`] is the time
/// that is left for this request. If it decodes a compressed body, it removes the header `Content-Encoding` and applies
/// [`Limits::body`] to the decoded bytes, while they arrive. The request carries its [`Endpoint`](crate::v1::Endpoint)
/// as an extension of type `&'static Endpoint`.
///
/// Its futures are `Send`, except on `wasm32-unknown-unknown`, see [`MaybeSend`].
pub trait Transport: MaybeSend + MaybeSync + 'static {
    /// Sends a request and reads the whole response, whatever its status.
    ///
    /// # Errors
    /// If there is no complete response; the error says whether the request may have reached the server.
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: &Limits,
    ) -> impl Future<Output = Result<http::Response<Bytes>, TransportError>> + MaybeSend;

    /// Sends a request and returns the response when its head has arrived, for endpoints whose body is read as a stream.
    /// [`Limits::total`] ends when the head has arrived, [`Limits::idle`] applies between two pieces of the body, and
    /// [`Limits::body`] does not apply.
    ///
    /// Without an implementation, it is [`send`](Self::send), and the stream gives a body that has arrived, within all
    /// limits. A transport that wraps another one calls its `open` here.
    ///
    /// # Errors
    /// If there is no response; the error says whether the request may have reached the server.
    fn open(
        &self,
        request: http::Request<Bytes>,
        limits: &Limits,
    ) -> impl Future<Output = Result<http::Response<Body>, TransportError>> + MaybeSend {
        async move { self.send(request, limits).await.map(|response| response.map(Body::from)) }
    }

    /// Sends a request whose body is read while it is sent, and returns the response when its head has arrived, for all
    /// endpoints; see [`Upload`](crate::v1::Upload). A body that has a [`length`](Body::length) is sent with
    /// `Content-Length`, any other in chunks (RFC 9112 §7.1). [`Limits::idle`] applies between two pieces of the body,
    /// [`Limits::total`] to connecting, and again from the last piece to the head of the response. An error of the body is the
    /// error of the request. The response is that of [`open`](Self::open), and may come before all of the body is sent.
    ///
    /// Without an implementation, the body is read into memory, whatever its size, and [`open`](Self::open) sends it. A
    /// transport that wraps another one calls its `upload` here.
    ///
    /// # Errors
    /// If there is no response; the error says whether the request may have reached the server.
    fn upload(
        &self,
        request: http::Request<Body>,
        limits: &Limits,
    ) -> impl Future<Output = Result<http::Response<Body>, TransportError>> + MaybeSend {
        async move {
            let (parts, body) = request.into_parts();
            let body = body.collect().await.map_err(TransportError::unsent)?;
            self.open(http::Request::from_parts(parts, body), limits).await
        }
    }

    /// Waits. Pauses between attempts use this, so that they fit the executor.
    fn sleep(&self, pause: Duration) -> impl Future<Output = ()> + MaybeSend;
}

/// Adds the headers that the HTTP libraries handle differently.
///
/// A request without content says so if its method could have some (RFC 9110 §8.6): some servers reject it otherwise.
/// Gzip is requested if it can be decoded, but not with a range, which would be a range of compressed bytes.
#[cfg(all(
    any(feature = "hyper", feature = "reqwest", feature = "ureq"),
    not(all(target_family = "wasm", target_os = "unknown"))
))]
pub(crate) fn announce(request: &mut http::Request<Bytes>) {
    if request.body().is_empty() && matches!(request.method().as_str(), "POST" | "PUT" | "PATCH") {
        request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    announce_encoding(request.headers_mut());
}

/// As [`announce`], for a request whose body is read while it is sent, and has this length.
#[cfg(all(
    any(feature = "hyper", feature = "reqwest", feature = "ureq"),
    not(all(target_family = "wasm", target_os = "unknown"))
))]
pub(crate) fn announce_upload(headers: &mut http::HeaderMap, length: Option<u64>) {
    if let Some(length) = length {
        headers.insert(CONTENT_LENGTH, length.into());
    }
    announce_encoding(headers);
}

#[cfg(all(
    any(feature = "hyper", feature = "reqwest", feature = "ureq"),
    not(all(target_family = "wasm", target_os = "unknown"))
))]
fn announce_encoding(headers: &mut http::HeaderMap) {
    if cfg!(feature = "gzip") && !headers.contains_key(RANGE) && !headers.contains_key(ACCEPT_ENCODING) {
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
    }
}
