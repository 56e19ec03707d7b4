//! A body as a stream of bytes.

use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;

use super::flow::{Flow, Next};
use super::rest::{Rest, Source};
use crate::codes::Code;
use crate::endpoint::Endpoint;
use crate::envelope::{Failure, Reading, Received, judge_raw};
use crate::error::Error;
use crate::transport::Body;

/// The body of a response as it arrives, for bodies that are larger than memory or that never end.
///
/// The call has succeeded when there is a stream: an error of the API comes in its place. The time limit of the call has
/// ended as well; [`Limits::idle`](crate::v1::Limits::idle) applies between two pieces. [`Limits::body`](crate::v1::Limits::body)
/// does not apply, see [`with_limit`](Self::with_limit). A stream that breaks is not requested again. Dropping it closes
/// the connection.
///
/// ```
/// # use stubwright_runtime::v1 as rt;
/// # async fn show<C: rt::Code>(mut body: rt::ByteStream<C>, file: &mut Vec<u8>) -> Result<(), rt::Error<C>> {
/// while let Some(piece) = body.next().await {
///     file.extend_from_slice(&piece?);
/// }
/// # Ok(())
/// # }
/// ```
///
/// It is not a `futures_core::Stream`, which would be a dependency of every client; where one is needed,
/// `futures_util::stream::unfold(body, |mut body| async move { Some((body.next().await?, body)) })` makes one.
#[must_use = "dropping a stream closes the connection"]
pub struct ByteStream<C> {
    flow: Flow<Body>,
    codes: PhantomData<fn() -> C>,
}

impl<C: Code> ByteStream<C> {
    /// Sets how many bytes the body can have. A body that is larger ends with an error.
    pub fn with_limit(mut self, bytes: u64) -> Self {
        self.flow.set_limit(bytes);
        self
    }

    /// The next piece, which is not empty; `None` after the last one, and after an error.
    ///
    /// Dropping the future loses nothing: the next one gives the same piece.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error<C>>> {
        let piece = match self.flow.step() {
            Next::Give(piece) => Some(piece),
            Next::End => None,
            Next::Read(body) => {
                let piece = body.next().await;
                self.flow.arrived(piece)
            }
        };
        piece.map(|piece| piece.map_err(Error::from))
    }

    pub(crate) fn open(
        endpoint: &'static Endpoint,
        response: &http::Response<Bytes>,
    ) -> Result<Reading<Self>, Failure> {
        let trace = judge_raw(endpoint.declared_envelope(), Received::of(response))?;
        let rest = match Rest::of(response) {
            Some((Source::Asynchronous(body), _)) => Some(body),
            _ => None,
        };
        let flow = Flow::new(endpoint, response.body().clone(), rest);
        Ok(Reading { payload: Self { flow, codes: PhantomData }, trace })
    }
}

impl<C> fmt::Debug for ByteStream<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.flow.show("ByteStream", f)
    }
}
