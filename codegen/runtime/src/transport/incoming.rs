//! A response while it arrives: a gzip body is decoded, and the body is never larger than the limit.

use std::io::{self, Write};
use std::time::Duration;

use bytes::Bytes;
#[cfg(feature = "gzip")]
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http::response::Parts;

use super::{Phase, Sent, TransportError};

/// The failure of a response that did not arrive in time.
pub(crate) fn incomplete(what: &str, time: Duration) -> TransportError {
    TransportError::new(Phase::Body, Sent::Yes, format!("{what} within {time:?}")).timed_out()
}

/// The head of a response, and the part of its body that has arrived.
pub(crate) struct Incoming {
    parts: Parts,
    body: Body,
    limit: usize,
}

enum Body {
    Plain(Bounded),
    #[cfg(feature = "gzip")]
    Gzip(Box<flate2::write::MultiGzDecoder<Bounded>>),
}

impl Incoming {
    /// Creates a response whose body can have `limit` bytes, counted after decoding.
    pub(crate) fn new(parts: Parts, limit: usize) -> Self {
        Self { parts, body: Body::Plain(Bounded { bytes: Vec::new(), limit, full: false }), limit }
    }

    /// Takes the next bytes of the body as received.
    ///
    /// # Errors
    /// If the body is too large, or is not valid gzip although it is declared so; without the part that has arrived.
    pub(crate) fn push(&mut self, piece: &[u8]) -> Result<(), TransportError> {
        self.begin(piece);
        let pushed = match &mut self.body {
            Body::Plain(out) => out.write_all(piece),
            #[cfg(feature = "gzip")]
            Body::Gzip(decoder) => decoder.write_all(piece),
        };
        pushed.map_err(|error| self.broken(error))
    }

    /// The whole response. A decoded one has neither `Content-Encoding` nor `Content-Length` (RFC 9110 §8.4, §8.6).
    ///
    /// # Errors
    /// If the gzip ends too early, or its checksum is wrong.
    pub(crate) fn finish(mut self) -> Result<http::Response<Bytes>, TransportError> {
        let ended = match &mut self.body {
            Body::Plain(out) => out.flush(),
            #[cfg(feature = "gzip")]
            Body::Gzip(decoder) => decoder.try_finish(),
        };
        if let Err(error) = ended {
            let failed = self.broken(error);
            return Err(self.failed(failed));
        }
        Ok(self.response())
    }

    /// The failure, with the part of the response that has arrived.
    pub(crate) fn failed(self, failed: TransportError) -> TransportError {
        failed.with_partial(self.response())
    }

    /// Chooses the decoder with the first bytes: an empty body is never encoded, whatever its head says.
    #[cfg(feature = "gzip")]
    fn begin(&mut self, piece: &[u8]) {
        let Body::Plain(out) = &mut self.body else { return };
        if piece.is_empty() || !out.bytes.is_empty() || !is_gzip(&self.parts.headers) {
            return;
        }
        let out = Bounded { bytes: Vec::new(), limit: self.limit, full: false };
        self.body = Body::Gzip(Box::new(flate2::write::MultiGzDecoder::new(out)));
        without_encoding(&mut self.parts.headers);
    }

    #[cfg(not(feature = "gzip"))]
    #[expect(clippy::unused_self, reason = "the same shape with every feature")]
    fn begin(&mut self, _piece: &[u8]) {}

    fn out(&mut self) -> &mut Bounded {
        match &mut self.body {
            Body::Plain(out) => out,
            #[cfg(feature = "gzip")]
            Body::Gzip(decoder) => decoder.get_mut(),
        }
    }

    fn broken(&mut self, error: io::Error) -> TransportError {
        if self.out().full {
            return TransportError::new(
                Phase::TooLarge,
                Sent::Yes,
                format!("the limit is {} bytes", self.limit),
            );
        }
        let reason = format!("the gzip of the body is broken or ends early: {error}");
        TransportError::new(Phase::Body, Sent::Yes, reason).caused_by(error)
    }

    fn response(mut self) -> http::Response<Bytes> {
        let body = std::mem::take(&mut self.out().bytes);
        http::Response::from_parts(self.parts, body.into())
    }
}

/// Whether the only encoding of the body is gzip (RFC 9110 §8.4.1.3, which also defines the old name).
#[cfg(feature = "gzip")]
pub(super) fn is_gzip(headers: &http::HeaderMap) -> bool {
    let mut values = headers.get_all(CONTENT_ENCODING).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return false };
    let name = value.as_bytes().trim_ascii();
    name.eq_ignore_ascii_case(b"gzip") || name.eq_ignore_ascii_case(b"x-gzip")
}

/// Removes what is not true of a body that is decoded.
#[cfg(feature = "gzip")]
pub(super) fn without_encoding(headers: &mut http::HeaderMap) {
    headers.remove(CONTENT_ENCODING);
    headers.remove(CONTENT_LENGTH);
}

/// Collects bytes up to the limit.
struct Bounded {
    bytes: Vec<u8>,
    limit: usize,
    /// Whether the limit was exceeded.
    full: bool,
}

impl Write for Bounded {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        let room = self.limit.saturating_sub(self.bytes.len());
        let fitting = piece.get(..room).unwrap_or(piece);
        self.bytes.extend_from_slice(fitting);
        self.full = self.full || fitting.len() < piece.len();
        if self.full { Err(io::ErrorKind::OutOfMemory.into()) } else { Ok(piece.len()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
