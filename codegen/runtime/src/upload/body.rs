//! An upload, and where its bytes come from.

use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::hash::{Hash, Hasher};
use std::io::{self, Read};
use std::path::PathBuf;
use std::ptr::from_ref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;

use super::content::{Content, failed};
use crate::platform::MaybeSend;
use crate::transport::{Pieces, TransportError};

/// The body of a request, or the content of a [`File`](crate::v1::File), that is read while it is sent: for content that is
/// larger than memory, or not known as a whole when the request begins. The counterpart of
/// [`ByteStream`](crate::v1::ByteStream).
///
/// ```
/// use stubwright_runtime::v1::Upload;
///
/// let backup = Upload::from_path("backup.zip");
/// let report = Upload::from_reader(std::io::repeat(7)).with_length(1 << 40);
/// let small = Upload::from("in memory");
/// # let _ = (backup, report);
/// assert_eq!(small.length(), Some(9));
/// ```
///
/// With a length, the request has `Content-Length`; without one, it is sent in chunks (RFC 9112 §7.1), which not every server
/// accepts. A source that gives more or less than its length fails the call.
///
/// While it is sent, no limit applies but [`Limits::idle`](crate::v1::Limits::idle), to the time between two pieces: what the
/// source takes to give the next one, and what the server takes to accept it. The time of the call begins with the last piece.
///
/// Of a file ([`from_path`](Self::from_path)), of bytes, and of what is [`restartable`](Self::restartable), each attempt of a
/// call sends all of it. Any other source is read once: a call that has taken a piece is not tried again, whatever its
/// [`RetryPolicy`](crate::v1::RetryPolicy) says, its error says so, and the same value can't be sent a second time. Clones
/// share the source.
///
/// Values are equal if they share their source, or are equal bytes. `Debug` shows no content.
#[derive(Clone)]
pub struct Upload {
    pub(super) source: Arc<Source>,
    pub(super) length: Option<u64>,
}

impl Upload {
    /// The pieces of a source that is awaited. It is read once.
    ///
    /// The blocking client drives it on its own thread, without an executor.
    #[must_use]
    pub fn new(pieces: impl Pieces) -> Self {
        Self::once(Content::pieces(pieces))
    }

    /// Creates an upload from a function that is polled for the next piece, for streams of other libraries. It is read
    /// once.
    ///
    /// ```
    /// # use std::{pin::Pin, task::{Context, Poll}};
    /// # use stubwright_runtime::v1::{Bytes, Upload};
    /// # trait Stream { fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<std::io::Result<Bytes>>>; }
    /// fn upload(stream: impl Stream + Send + 'static) -> Upload {
    ///     let mut stream = Box::pin(stream);
    ///     Upload::from_poll(move |cx| stream.as_mut().poll_next(cx))
    /// }
    /// ```
    ///
    /// For an `AsyncRead` of Tokio, `tokio_util::io::ReaderStream` is such a stream.
    #[must_use]
    pub fn from_poll<E: Into<Box<dyn Error + Send + Sync>> + 'static>(
        next: impl FnMut(&mut Context<'_>) -> Poll<Option<Result<Bytes, E>>> + MaybeSend + 'static,
    ) -> Self {
        Self::new(Polled(next))
    }

    /// Creates an upload from everything that a reader gives. It is read once.
    ///
    /// The blocking client reads it on the thread of the call. The asynchronous client reads it on a thread of its own, at most
    /// two pieces ahead, so that no executor waits for it; on `wasm32-unknown-unknown`, which has no threads, it reads in place.
    #[must_use]
    pub fn from_reader(reader: impl Read + Send + 'static) -> Self {
        Self::once(Content::Reader(Box::new(reader)))
    }

    /// The content of a file, which is opened for each attempt, and whose length is asked for then.
    #[must_use]
    pub fn from_path(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        Self::restartable(move || {
            let file = std::fs::File::open(&path)?;
            let about = file.metadata()?;
            let length = about.is_file().then_some(about.len());
            Ok(Self { length, ..Self::from_reader(file) })
        })
    }

    /// Creates an upload from a function that is called each time the request is sent. An error makes the call fail
    /// before anything is sent.
    ///
    /// ```
    /// # use stubwright_runtime::v1::Upload;
    /// let upload = Upload::restartable(|| Ok(Upload::from_reader(std::fs::File::open("backup.zip")?)));
    /// ```
    #[must_use]
    pub fn restartable(start: impl Fn() -> io::Result<Upload> + Send + Sync + 'static) -> Self {
        Self { source: Arc::new(Source::Again(Box::new(start))), length: None }
    }

    /// Sets the length in bytes, which becomes `Content-Length`.
    #[must_use]
    pub fn with_length(mut self, bytes: u64) -> Self {
        self.length = Some(bytes);
        self
    }

    /// The length, if it is known before the request is sent. That of a file is not.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// Whether nothing is left to send: the source can be read only once, and that has begun.
    pub(crate) fn is_spent(&self) -> bool {
        self.source.is_spent()
    }

    /// Whether each request can send all of it.
    pub(crate) fn is_restartable(&self) -> bool {
        match &*self.source {
            Source::Whole(_) | Source::Again(_) => true,
            Source::Once(_) => false,
            Source::Parts(parts) => parts.iter().all(Self::is_restartable),
        }
    }

    /// One after the other.
    pub(crate) fn joined(parts: Vec<Upload>) -> Self {
        let length = parts.iter().try_fold(0_u64, |sum, part| sum.checked_add(part.length?));
        Self { source: Arc::new(Source::Parts(parts)), length }
    }

    fn once(content: Content) -> Self {
        Self { source: Arc::new(Source::once(content)), length: None }
    }
}

/// Bytes in memory, whose length is known.
impl From<Bytes> for Upload {
    fn from(bytes: Bytes) -> Self {
        let length = u64::try_from(bytes.len()).ok();
        Self { source: Arc::new(Source::Whole(bytes)), length }
    }
}

impl From<Vec<u8>> for Upload {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<&'static [u8]> for Upload {
    fn from(bytes: &'static [u8]) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Upload {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for Upload {
    fn from(text: &'static str) -> Self {
        Bytes::from(text).into()
    }
}

impl PartialEq for Upload {
    fn eq(&self, other: &Self) -> bool {
        self.length == other.length
            && (Arc::ptr_eq(&self.source, &other.source)
                || self.source.bytes().is_some_and(|bytes| other.source.bytes() == Some(bytes)))
    }
}

impl Eq for Upload {}

impl Hash for Upload {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self.source.bytes() {
            Some(bytes) => bytes.hash(state),
            None => from_ref::<Source>(&self.source).hash(state),
        }
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload").field("length", &self.length).finish_non_exhaustive()
    }
}

/// The pieces that a function gives.
struct Polled<F>(F);

impl<F, E> Pieces for Polled<F>
where
    F: FnMut(&mut Context<'_>) -> Poll<Option<Result<Bytes, E>>> + MaybeSend + 'static,
    E: Into<Box<dyn Error + Send + Sync>> + 'static,
{
    async fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        let piece = poll_fn(|cx| self.0(cx)).await;
        piece.transpose().map_err(|error| failed(error.into()))
    }
}

/// A source, which all clones of an upload share.
pub(super) enum Source {
    Whole(Bytes),
    /// Read once; `None` once that has begun.
    Once(Mutex<Option<Content>>),
    /// Made anew for each attempt.
    Again(Box<dyn Fn() -> io::Result<Upload> + Send + Sync>),
    /// One after the other.
    Parts(Vec<Upload>),
}

impl Source {
    pub(super) fn once(content: Content) -> Self {
        Self::Once(Mutex::new(Some(content)))
    }

    pub(super) fn is_spent(&self) -> bool {
        match self {
            Self::Whole(_) | Self::Again(_) => false,
            Self::Once(content) => locked(content).is_none(),
            Self::Parts(parts) => parts.iter().any(Upload::is_spent),
        }
    }

    pub(super) fn bytes(&self) -> Option<&Bytes> {
        if let Self::Whole(bytes) = self { Some(bytes) } else { None }
    }

    /// Begins to read what is read once; `None` if that has happened before.
    pub(super) fn take(&self) -> Option<Content> {
        if let Self::Once(content) = self { locked(content).take() } else { None }
    }
}

fn locked(content: &Mutex<Option<Content>>) -> MutexGuard<'_, Option<Content>> {
    content.lock().unwrap_or_else(PoisonError::into_inner)
}
