//! Opening a stream: the head of the response, and as much of the body as it takes to know that it is the stream.

use std::time::Duration;

use bytes::Bytes;

use super::peek::Peek;
use super::rest::{Rest, Source};
use crate::clock::{Clock, Stopwatch};
use crate::endpoint::Endpoint;
use crate::platform::Carried;
#[cfg(feature = "blocking")]
use crate::transport::BlockingBody;
use crate::transport::{Body, Limits, Phase, Sent, Shared, TransportError, within};
use crate::upload::Started;

/// Sends the request. The response has the beginning of the body, and the rest as an extension.
pub(crate) async fn open(
    transport: &Shared,
    endpoint: &'static Endpoint,
    request: http::Request<Bytes>,
    limits: Limits,
    begun: Stopwatch,
) -> Result<http::Response<Bytes>, TransportError> {
    let opened = transport.open(request, limits).await?;
    begin(transport, endpoint, opened, &limits, begun).await
}

/// As [`open`], for a request whose body is read while it is sent, of any endpoint. If its response is not a stream, all of it
/// is read.
pub(crate) async fn upload(
    transport: &Shared,
    endpoint: &'static Endpoint,
    request: http::Request<Started>,
    limits: Limits,
    clock: Clock,
) -> Result<http::Response<Bytes>, TransportError> {
    let opened = transport.upload(request.map(Started::into_body), limits).await?;
    begin(transport, endpoint, opened, &limits, clock.start()).await
}

/// Reads the beginning of a body.
async fn begin(
    transport: &Shared,
    endpoint: &'static Endpoint,
    opened: http::Response<Body>,
    limits: &Limits,
    begun: Stopwatch,
) -> Result<http::Response<Bytes>, TransportError> {
    let (mut head, mut body) = opened.into_parts();
    let mut peek = Peek::new(endpoint, &head, limits.body());
    while peek.needs_more() {
        let left = limits.total().saturating_sub(begun.elapsed());
        let piece = match within(body.next(), transport.sleep(left)).await {
            Some(piece) => piece,
            None => Err(late(limits.total())),
        };
        match piece.and_then(|piece| piece.map(|piece| peek.push(&head, &piece)).transpose()) {
            Ok(Some(())) => {}
            Ok(None) => return Ok(http::Response::from_parts(head, peek.into_bytes())),
            Err(failed) => {
                return Err(failed.with_partial(http::Response::from_parts(head, peek.into_bytes())));
            }
        }
    }
    head.extensions.insert(Carried::new(Rest::new(Source::Asynchronous(body), limits.body())));
    Ok(http::Response::from_parts(head, peek.into_bytes()))
}

/// The blocking counterpart of [`open`]: the head and the body of a response become one with the beginning of the body.
#[cfg(feature = "blocking")]
pub(crate) fn open_blocking(
    opened: http::Response<BlockingBody>,
    endpoint: &'static Endpoint,
    limits: &Limits,
    begun: Stopwatch,
) -> Result<http::Response<Bytes>, TransportError> {
    let (mut head, mut body) = opened.into_parts();
    let mut peek = Peek::new(endpoint, &head, limits.body());
    while peek.needs_more() {
        let is_late = begun.elapsed() >= limits.total();
        let piece = if is_late { Err(late(limits.total())) } else { body.next() };
        match piece.and_then(|piece| piece.map(|piece| peek.push(&head, &piece)).transpose()) {
            Ok(Some(())) => {}
            Ok(None) => return Ok(http::Response::from_parts(head, peek.into_bytes())),
            Err(failed) => {
                return Err(failed.with_partial(http::Response::from_parts(head, peek.into_bytes())));
            }
        }
    }
    head.extensions.insert(Carried::new(Rest::new(Source::Blocking(body), limits.body())));
    Ok(http::Response::from_parts(head, peek.into_bytes()))
}

fn late(total: Duration) -> TransportError {
    TransportError::new(Phase::Body, Sent::Yes, format!("not complete within {total:?}")).timed_out()
}
