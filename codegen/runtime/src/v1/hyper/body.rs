//! Bodies: a request's, and the pieces of a response's.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;

use crate::transport::{Broken, Outgoing, Phase, Pieces, Sent, TransportError, failure};

/// The body of a request.
pub(super) enum Sending {
    Whole(Bytes),
    Streamed(Outgoing),
}

impl Body for Sending {
    type Data = Bytes;
    type Error = Broken;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
        match self.get_mut() {
            Self::Whole(body) => {
                let body = std::mem::take(body);
                Poll::Ready((!body.is_empty()).then(|| Ok(Frame::data(body))))
            }
            Self::Streamed(body) => Pin::new(body).poll_frame(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Whole(body) => body.is_empty(),
            Self::Streamed(body) => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(body) => SizeHint::with_exact(u64::try_from(body.len()).unwrap_or(u64::MAX)),
            Self::Streamed(body) => body.size_hint(),
        }
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
