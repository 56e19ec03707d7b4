//! Receiving over an asynchronous transport: the body within its limits, and what failures say.

use std::error::Error as StdError;
use std::io;
use std::time::Duration;

use bytes::Bytes;
use http::response::Parts;
use tokio::time::{Instant, timeout, timeout_at};

use super::{Body, Incoming, Limits, Phase, Pieces, Sent, TransportError, Unpacked, incomplete};

/// Reads the body piece by piece, so that its size and the time between pieces are bounded.
pub(crate) async fn receive(
    mut parts: Parts,
    mut body: impl Pieces,
    limits: &Limits,
    end: Instant,
) -> Result<http::Response<Bytes>, TransportError> {
    parts.extensions.clear();
    let mut incoming = Incoming::new(parts, limits.body());
    loop {
        let idle = Instant::now() + limits.idle();
        let pushed = match timeout_at(idle.min(end), body.next()).await {
            Ok(Ok(Some(piece))) => incoming.push(&piece),
            Ok(Ok(None)) => return incoming.finish(),
            Ok(Err(failed)) => Err(failed),
            Err(_) if idle < end => Err(incomplete("nothing more", limits.idle())),
            Err(_) => Err(incomplete("not complete", limits.total())),
        };
        if let Err(failed) = pushed {
            return Err(incoming.failed(failed));
        }
    }
}

/// The response with a body that is read as it arrives.
pub(crate) fn arriving(mut parts: Parts, body: impl Pieces, limits: &Limits) -> http::Response<Body> {
    parts.extensions.clear();
    let unpacked = Unpacked::new(&mut parts.headers);
    let body = Arriving { body, idle: limits.idle(), unpacked, has_ended: false };
    http::Response::from_parts(parts, Body::new(body))
}

/// A body that is decoded, and whose pieces have a time limit each.
struct Arriving<P> {
    body: P,
    idle: Duration,
    unpacked: Unpacked,
    has_ended: bool,
}

impl<P: Pieces> Pieces for Arriving<P> {
    async fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        loop {
            if let Some(piece) = self.unpacked.take()? {
                return Ok(Some(piece));
            }
            if self.has_ended {
                return Ok(None);
            }
            match timeout(self.idle, self.body.next()).await {
                Ok(Ok(Some(piece))) => self.unpacked.push(piece),
                Ok(Ok(None)) => {
                    self.has_ended = true;
                    return self.unpacked.finish();
                }
                Ok(Err(failed)) => return Err(failed),
                Err(_) => return Err(incomplete("nothing more", self.idle)),
            }
        }
    }
}

/// The failure of a request that was not handed to a connection in time.
pub(crate) fn unconnected(time: Duration) -> TransportError {
    TransportError::new(Phase::Connect, Sent::No, no_connection(time)).timed_out()
}

pub(crate) fn no_connection(time: Duration) -> String {
    format!("no connection within {time:?}")
}

/// The failure of a request that has no response in time.
pub(crate) fn unanswered(time: Duration) -> TransportError {
    TransportError::new(Phase::Receive, Sent::Maybe, format!("no answer within {time:?}")).timed_out()
}

/// The failure that an error of the HTTP library is.
pub(crate) fn failure(
    phase: Phase,
    sent: Sent,
    error: impl StdError + Send + Sync + 'static,
) -> TransportError {
    let failed = TransportError::new(phase, sent, reason(&error));
    let failed = if is_timeout(&error) { failed.timed_out() } else { failed };
    failed.caused_by(error)
}

fn is_timeout(error: &(dyn StdError + 'static)) -> bool {
    let is_late = |error: &io::Error| error.kind() == io::ErrorKind::TimedOut;
    causes(error).any(|error| error.downcast_ref().is_some_and(is_late))
}

/// The texts of the causes, outermost first, each once. The text of the error itself says no more than the phase.
fn reason(error: &(dyn StdError + 'static)) -> String {
    let mut out = String::new();
    for error in causes(error.source().unwrap_or(error)) {
        let text = error.to_string();
        if !out.contains(&text) {
            out.push_str(if out.is_empty() { "" } else { ": " });
            out.push_str(&text);
        }
    }
    out
}

fn causes<'e>(error: &'e (dyn StdError + 'static)) -> impl Iterator<Item = &'e (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |error: &&'e (dyn StdError + 'static)| (**error).source())
}

/// Futures that need a Tokio runtime panic outside of one.
///
/// # Errors
/// If the current thread isn't in the context of a Tokio runtime; nothing was sent then.
pub(crate) fn in_tokio() -> Result<(), TransportError> {
    let none = |_| {
        let reason = "there is no Tokio runtime here, which this transport needs: await the call in one \
                      (`#[tokio::main]`), use `blocking::Client`, or implement `Transport` for your executor";
        TransportError::new(Phase::Connect, Sent::No, reason).permanent()
    };
    tokio::runtime::Handle::try_current().map(drop).map_err(none)
}
