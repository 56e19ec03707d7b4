//! Transports: what carries a request to the server and the response back.

mod boxed;
mod error;
#[cfg(any(feature = "reqwest", feature = "ureq"))]
mod incoming;
mod limits;

use std::future::Future;
use std::time::Duration;

use bytes::Bytes;
#[cfg(any(feature = "reqwest", feature = "ureq"))]
use http::header::{ACCEPT_ENCODING, CONTENT_LENGTH, HeaderValue, RANGE};

pub(crate) use self::boxed::Shared;
pub use self::error::{Phase, Sent, TransportError};
#[cfg(any(feature = "reqwest", feature = "ureq"))]
pub(crate) use self::incoming::Incoming;
pub use self::limits::Limits;

/// Carries requests. The adapters of this crate implement it; so may a user, to log, record or reroute.
///
/// A transport follows no redirect, sends a request once, and keeps to the limits; [`Limits::total`] is what is left for
/// this request. One that decodes a compressed body removes the header `Content-Encoding` and counts [`Limits::body`] in
/// decoded bytes, while they come. The request carries its [`Endpoint`](crate::v1::Endpoint) as an extension of type
/// `&'static Endpoint`.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and reads the whole response, whatever its status.
    ///
    /// # Errors
    /// When there is no complete response; the error says whether the server may have seen the request.
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: &Limits,
    ) -> impl Future<Output = Result<http::Response<Bytes>, TransportError>> + Send;

    /// Waits; the runtime's pauses between attempts come from here, so that they fit the executor in use.
    fn sleep(&self, pause: Duration) -> impl Future<Output = ()> + Send;
}

/// Adds the headers on which the HTTP libraries do not agree.
///
/// A request without content says so where its method could have some (RFC 9110 §8.6): some servers refuse it otherwise.
/// Gzip is asked for where it can be decoded, but not together with a range, which would be one of compressed bytes.
#[cfg(any(feature = "reqwest", feature = "ureq"))]
pub(crate) fn announce(request: &mut http::Request<Bytes>) {
    if request.body().is_empty() && matches!(request.method().as_str(), "POST" | "PUT" | "PATCH") {
        request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    let headers = request.headers_mut();
    if cfg!(feature = "gzip") && !headers.contains_key(RANGE) && !headers.contains_key(ACCEPT_ENCODING) {
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
    }
}
