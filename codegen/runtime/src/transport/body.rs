//! The body of a response while it arrives, and that of a request while it is sent.

use std::fmt;
use std::future::Future;
use std::mem::take;

use bytes::Bytes;

use super::error::TransportError;
use super::future::Boxed;
use crate::platform::MaybeSend;

/// The pieces of a body, in order. Dropping it before the end closes the connection.
pub trait Pieces: MaybeSend + 'static {
    /// The next piece; `None` after the last one. A transport limits the time between two pieces to
    /// [`Limits::idle`](super::Limits::idle).
    ///
    /// Dropping the future loses nothing: the next one gives the same piece.
    fn next(&mut self) -> impl Future<Output = Result<Option<Bytes>, TransportError>> + MaybeSend;
}

/// The future of a piece.
type Next<'a> = Boxed<'a, Result<Option<Bytes>, TransportError>>;

trait ErasedPieces: MaybeSend {
    fn next(&mut self) -> Next<'_>;
}

impl<P: Pieces> ErasedPieces for P {
    fn next(&mut self) -> Next<'_> {
        Box::pin(Pieces::next(self))
    }
}

/// The body of a response, which is read piece by piece; also that of a request that is streamed.
pub struct Body {
    contents: Contents<dyn ErasedPieces>,
    length: Option<u64>,
}

enum Contents<P: ?Sized> {
    Whole(Bytes),
    Pieces(Box<P>),
}

impl Body {
    /// Creates a body that is read as it arrives. The pieces are decoded: the response has no `Content-Encoding` that
    /// the transport has asked for.
    #[must_use]
    pub fn new(pieces: impl Pieces) -> Self {
        Self { contents: Contents::Pieces(Box::new(pieces)), length: None }
    }

    /// Sets the number of bytes, for the body of a request.
    #[must_use]
    pub fn with_length(mut self, bytes: u64) -> Self {
        self.length = Some(bytes);
        self
    }

    /// The number of bytes, if it is known: that of the body of a request is its `Content-Length`. The pieces have exactly
    /// that many, or end with an error.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// The next piece; `None` after the last one.
    ///
    /// # Errors
    /// If the body ends too early, or nothing arrives in time.
    pub async fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        match &mut self.contents {
            Contents::Whole(bytes) => Ok(Some(take(bytes)).filter(|bytes| !bytes.is_empty())),
            Contents::Pieces(pieces) => pieces.next().await,
        }
    }

    /// All pieces together.
    pub(crate) async fn collect(mut self) -> Result<Bytes, TransportError> {
        let mut all = Vec::new();
        while let Some(piece) = self.next().await? {
            all.extend_from_slice(&piece);
        }
        Ok(all.into())
    }
}

/// A body that has arrived.
impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        let length = u64::try_from(bytes.len()).ok();
        Self { contents: Contents::Whole(bytes), length }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body").finish_non_exhaustive()
    }
}

/// The pieces of a body, in order: the blocking counterpart of [`Pieces`].
#[cfg(feature = "blocking")]
pub trait BlockingPieces: Send + 'static {
    /// Waits for the next piece; `None` after the last one.
    ///
    /// # Errors
    /// If the body ends too early, or nothing arrives in time.
    fn next(&mut self) -> Result<Option<Bytes>, TransportError>;
}

/// The body of a response, which is read piece by piece: the blocking counterpart of [`Body`](crate::v1::Body).
#[cfg(feature = "blocking")]
pub struct BlockingBody {
    contents: Contents<dyn BlockingPieces>,
    length: Option<u64>,
}

#[cfg(feature = "blocking")]
impl BlockingBody {
    /// Creates a body that is read as it arrives. The pieces are decoded: the response has no `Content-Encoding` that
    /// the transport has asked for.
    #[must_use]
    pub fn new(pieces: impl BlockingPieces) -> Self {
        Self { contents: Contents::Pieces(Box::new(pieces)), length: None }
    }

    /// Sets the number of bytes, for the body of a request.
    #[must_use]
    pub fn with_length(mut self, bytes: u64) -> Self {
        self.length = Some(bytes);
        self
    }

    /// The number of bytes, if it is known: that of the body of a request is its `Content-Length`. The pieces have exactly
    /// that many, or end with an error.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// Waits for the next piece; `None` after the last one.
    ///
    /// # Errors
    /// If the body ends too early, or nothing arrives in time.
    #[expect(clippy::should_implement_trait, reason = "the counterpart of an asynchronous function")]
    pub fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        match &mut self.contents {
            Contents::Whole(bytes) => Ok(Some(take(bytes)).filter(|bytes| !bytes.is_empty())),
            Contents::Pieces(pieces) => pieces.next(),
        }
    }

    /// All pieces together.
    pub(crate) fn collect(mut self) -> Result<Bytes, TransportError> {
        let mut all = Vec::new();
        while let Some(piece) = self.next()? {
            all.extend_from_slice(&piece);
        }
        Ok(all.into())
    }
}

/// A body that has arrived.
#[cfg(feature = "blocking")]
impl From<Bytes> for BlockingBody {
    fn from(bytes: Bytes) -> Self {
        let length = u64::try_from(bytes.len()).ok();
        Self { contents: Contents::Whole(bytes), length }
    }
}

#[cfg(feature = "blocking")]
impl fmt::Debug for BlockingBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body").finish_non_exhaustive()
    }
}
