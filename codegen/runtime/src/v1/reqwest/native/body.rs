//! The body of a request, which can be withdrawn until the connection takes it.

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

const WAITING: u8 = 0;
const TAKEN: u8 = 1;
const WITHDRAWN: u8 = 2;
const EMPTY: u8 = 3;

/// A body that is sent at most once: `reqwest` can't copy it for a redirect or another attempt.
struct Once {
    rest: Bytes,
    state: Arc<AtomicU8>,
}

/// Whether a connection has taken the body. Connections run in tasks of their own, so asking and withdrawing are one
/// step.
pub(super) struct Handle(Arc<AtomicU8>);

/// A body for `reqwest`, and the handle to withdraw it.
pub(super) fn withdrawable(bytes: Bytes) -> (reqwest::Body, Handle) {
    let state = Arc::new(AtomicU8::new(if bytes.is_empty() { EMPTY } else { WAITING }));
    let handle = Handle(Arc::clone(&state));
    let body = if bytes.is_empty() { bytes.into() } else { reqwest::Body::wrap(Once { rest: bytes, state }) };
    (body, handle)
}

impl Handle {
    /// Withdraws the body, if that is still possible.
    pub(super) fn withdraw(&self) -> Progress {
        match exchange(&self.0, WITHDRAWN) {
            Ok(()) | Err(WITHDRAWN) => Progress::NotBegun,
            Err(EMPTY) => Progress::Unknown,
            Err(_) => Progress::Begun,
        }
    }
}

/// How much of a request was sent.
#[derive(Debug, PartialEq)]
pub(super) enum Progress {
    /// No part of its body was sent, or will be: no server has the whole request.
    NotBegun,
    /// A connection has taken the body.
    Begun,
    /// It has no body, so nobody can tell.
    Unknown,
}

impl Body for Once {
    type Data = Bytes;
    type Error = Withdrawn;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Withdrawn>>> {
        let body = std::mem::take(&mut self.rest);
        if body.is_empty() {
            return Poll::Ready(None);
        }
        let taken = exchange(&self.state, TAKEN).map_err(|_| Withdrawn);
        Poll::Ready(Some(taken.map(|()| Frame::data(body))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(u64::try_from(self.rest.len()).unwrap_or(u64::MAX))
    }
}

/// Replaces `WAITING`; an error if something else has done so.
fn exchange(state: &AtomicU8, with: u8) -> Result<(), u8> {
    state.compare_exchange(WAITING, with, Ordering::AcqRel, Ordering::Acquire).map(drop)
}

/// The request was given up before its body was taken.
#[derive(Debug)]
pub(super) struct Withdrawn;

impl fmt::Display for Withdrawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the request was given up")
    }
}

impl Error for Withdrawn {}

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use super::*;

    fn once(state: u8) -> Once {
        Once { rest: Bytes::from_static(b"{}"), state: Arc::new(AtomicU8::new(state)) }
    }

    fn poll(body: &mut Once) -> Option<Result<Bytes, Withdrawn>> {
        match Pin::new(body).poll_frame(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(frame) => frame.map(|frame| frame.map(|frame| frame.into_data().unwrap())),
            Poll::Pending => panic!("it is there"),
        }
    }

    #[test]
    fn a_body_is_either_taken_or_withdrawn() {
        let mut body = once(WAITING);
        let handle = Handle(Arc::clone(&body.state));
        assert_eq!(poll(&mut body).unwrap().unwrap(), "{}");
        assert_eq!(handle.withdraw(), Progress::Begun);
        assert!(poll(&mut body).is_none());

        let mut body = once(WAITING);
        let handle = Handle(Arc::clone(&body.state));
        assert_eq!(handle.withdraw(), Progress::NotBegun);
        assert!(poll(&mut body).unwrap().is_err());
        assert!(poll(&mut body).is_none());
    }

    #[test]
    fn nothing_is_known_of_an_empty_body() {
        assert_eq!(withdrawable(Bytes::new()).1.withdraw(), Progress::Unknown);
    }
}
