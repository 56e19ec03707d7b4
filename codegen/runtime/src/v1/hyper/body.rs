//! Bodies: a request's, which is whole, and the pieces of a response's.

use std::convert::Infallible;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;

use crate::transport::{Phase, Pieces, Sent, TransportError, failure};

/// The body of a request.
pub(super) struct Whole(Bytes);

impl From<Bytes> for Whole {
    fn from(body: Bytes) -> Self {
        Self(body)
    }
}

impl Body for Whole {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let body = std::mem::take(&mut self.get_mut().0);
        Poll::Ready((!body.is_empty()).then(|| Ok(Frame::data(body))))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(u64::try_from(self.0.len()).unwrap_or(u64::MAX))
    }
}

impl Pieces for Incoming {
    async fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        let piece = poll_fn(|cx| {
            loop {
                match ready!(Pin::new(&mut *self).poll_frame(cx)) {
                    None => return Poll::Ready(None),
                    Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                    Some(Ok(frame)) => {
                        // Trailers are skipped.
                        if let Ok(piece) = frame.into_data() {
                            return Poll::Ready(Some(Ok(piece)));
                        }
                    }
                }
            }
        });
        piece.await.transpose().map_err(|error| failure(Phase::Body, Sent::Yes, error))
    }
}
