//! A body as a stream of bytes, over the blocking client.

use std::fmt;
use std::io::{self, Read};
use std::iter::FusedIterator;
use std::marker::PhantomData;

use bytes::Bytes;

use super::flow::{Flow, Next};
use super::rest::{Rest, Source};
use crate::codes::Code;
use crate::endpoint::Endpoint;
use crate::envelope::{Failure, Reading, Received, judge_raw};
use crate::error::Error;
use crate::transport::BlockingBody;

/// The body of a response as it arrives: the blocking counterpart of [`ByteStream`](crate::v1::ByteStream). It is an
/// iterator over the pieces, and a [`Read`], for [`io::copy`]; an error of `read` has the error of the call as its source.
#[must_use = "dropping a stream closes the connection"]
pub struct BlockingByteStream<C> {
    flow: Flow<BlockingBody>,
    /// The part of a piece that `read` had no room for.
    left: Bytes,
    codes: PhantomData<fn() -> C>,
}

impl<C: Code> BlockingByteStream<C> {
    /// Sets how many bytes the body can have. A body that is larger ends with an error.
    pub fn with_limit(mut self, bytes: u64) -> Self {
        self.flow.set_limit(bytes);
        self
    }

    pub(crate) fn open(
        endpoint: &'static Endpoint,
        response: &http::Response<Bytes>,
    ) -> Result<Reading<Self>, Failure> {
        let trace = judge_raw(endpoint.declared_envelope(), Received::of(response))?;
        let rest = match Rest::of(response) {
            Some((Source::Blocking(body), _)) => Some(body),
            _ => None,
        };
        let flow = Flow::new(endpoint, response.body().clone(), rest);
        Ok(Reading { payload: Self { flow, left: Bytes::new(), codes: PhantomData }, trace })
    }
}

impl<C: Code> Iterator for BlockingByteStream<C> {
    type Item = Result<Bytes, Error<C>>;

    fn next(&mut self) -> Option<Self::Item> {
        if !self.left.is_empty() {
            return Some(Ok(std::mem::take(&mut self.left)));
        }
        let piece = match self.flow.step() {
            Next::Give(piece) => Some(piece),
            Next::End => None,
            Next::Read(body) => {
                let piece = body.next();
                self.flow.arrived(piece)
            }
        };
        piece.map(|piece| piece.map_err(Error::from))
    }
}

impl<C: Code> FusedIterator for BlockingByteStream<C> {}

impl<C: Code> Read for BlockingByteStream<C> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left.is_empty() {
            match self.next() {
                None => return Ok(0),
                Some(Ok(piece)) => self.left = piece,
                Some(Err(error)) => return Err(io::Error::other(error)),
            }
        }
        let piece = self.left.split_to(buffer.len().min(self.left.len()));
        buffer.get_mut(..piece.len()).unwrap_or_default().copy_from_slice(&piece);
        Ok(piece.len())
    }
}

impl<C> fmt::Debug for BlockingByteStream<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.flow.show("ByteStream", f)
    }
}
