//! Transports: what carries a request to the server and the response back.

mod boxed;
mod error;
mod limits;

use std::future::Future;
use std::time::Duration;

use bytes::Bytes;
#[cfg(any(feature = "reqwest", feature = "ureq"))]
use http::header::{CONTENT_LENGTH, HeaderValue};

pub(crate) use self::boxed::Shared;
pub use self::error::{Phase, Sent, TransportError};
pub use self::limits::Limits;

/// Carries requests. The adapters of this crate implement it; so may a user, to log, record or reroute.
///
/// A transport follows no redirect, sends a request once, and keeps to the limits; [`Limits::total`] is what is left for
/// this request. The request carries its
/// [`Endpoint`](crate::v1::Endpoint) as an extension of type `&'static Endpoint`.
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

/// Says that a request has no content where its method could have some (RFC 9110 §8.6): some servers refuse it otherwise,
/// and the HTTP libraries do not agree on who says so.
#[cfg(any(feature = "reqwest", feature = "ureq"))]
pub(crate) fn announce_no_content(request: &mut http::Request<Bytes>) {
    if request.body().is_empty() && matches!(request.method().as_str(), "POST" | "PUT" | "PATCH") {
        request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
}
