//! A body that is decoded while it is read, without a limit for the whole of it.

#[cfg(feature = "gzip")]
use std::io::Write;

use bytes::Bytes;
use http::HeaderMap;

use super::TransportError;
#[cfg(feature = "gzip")]
use super::incoming::{is_gzip, without_encoding};
#[cfg(feature = "gzip")]
use super::{Phase, Sent};

/// How many bytes are decoded at a time. Deflate makes at most 1,032 out of one (RFC 1951), which bounds a piece.
#[cfg(feature = "gzip")]
const STEP: usize = 2048;

/// Decodes the pieces of a body. No I/O.
pub(crate) enum Unpacked {
    Plain(Bytes),
    #[cfg(feature = "gzip")]
    Gzip(Box<Gzip>),
}

#[cfg(feature = "gzip")]
pub(crate) struct Gzip {
    decoder: flate2::write::MultiGzDecoder<Vec<u8>>,
    /// Received and not decoded.
    rest: Bytes,
    begun: bool,
}

impl Unpacked {
    /// Chooses the decoder by the headers, which say afterwards what the decoded body is.
    #[cfg(feature = "gzip")]
    pub(crate) fn new(headers: &mut HeaderMap) -> Self {
        if !is_gzip(headers) {
            return Self::Plain(Bytes::new());
        }
        without_encoding(headers);
        let decoder = flate2::write::MultiGzDecoder::new(Vec::new());
        Self::Gzip(Box::new(Gzip { decoder, rest: Bytes::new(), begun: false }))
    }

    #[cfg(not(feature = "gzip"))]
    pub(crate) fn new(_headers: &mut HeaderMap) -> Self {
        Self::Plain(Bytes::new())
    }

    /// Takes bytes as received, after [`take`](Self::take) has given nothing.
    pub(crate) fn push(&mut self, piece: Bytes) {
        match self {
            Self::Plain(ready) => *ready = piece,
            #[cfg(feature = "gzip")]
            Self::Gzip(gzip) => gzip.rest = piece,
        }
    }

    /// The next decoded bytes; `None` if more have to be received first.
    ///
    /// # Errors
    /// If the body is not valid gzip although it is declared so.
    #[cfg_attr(
        not(feature = "gzip"),
        expect(clippy::unnecessary_wraps, reason = "the same shape with every feature")
    )]
    pub(crate) fn take(&mut self) -> Result<Option<Bytes>, TransportError> {
        match self {
            Self::Plain(ready) => Ok(Some(std::mem::take(ready)).filter(|piece| !piece.is_empty())),
            #[cfg(feature = "gzip")]
            Self::Gzip(gzip) => gzip.take(),
        }
    }

    /// The last decoded bytes, once everything has been received.
    ///
    /// # Errors
    /// If the gzip ends too early, or its checksum is wrong.
    #[cfg_attr(
        not(feature = "gzip"),
        expect(clippy::unnecessary_wraps, reason = "the same shape with every feature")
    )]
    pub(crate) fn finish(&mut self) -> Result<Option<Bytes>, TransportError> {
        match self {
            Self::Plain(_) => Ok(None),
            #[cfg(feature = "gzip")]
            Self::Gzip(gzip) => gzip.finish(),
        }
    }
}

#[cfg(feature = "gzip")]
impl Gzip {
    fn take(&mut self) -> Result<Option<Bytes>, TransportError> {
        while !self.rest.is_empty() {
            self.begun = true;
            let piece = self.rest.split_to(STEP.min(self.rest.len()));
            self.decoder.write_all(&piece).and_then(|()| self.decoder.flush()).map_err(broken)?;
            if let Some(decoded) = self.decoded() {
                return Ok(Some(decoded));
            }
        }
        Ok(None)
    }

    fn finish(&mut self) -> Result<Option<Bytes>, TransportError> {
        // An empty body is never encoded, whatever its head says.
        if self.begun {
            self.decoder.try_finish().map_err(broken)?;
        }
        Ok(self.decoded())
    }

    fn decoded(&mut self) -> Option<Bytes> {
        let decoded = std::mem::take(self.decoder.get_mut());
        (!decoded.is_empty()).then(|| decoded.into())
    }
}

#[cfg(feature = "gzip")]
fn broken(error: std::io::Error) -> TransportError {
    let reason = format!("the gzip of the body is broken or ends early: {error}");
    TransportError::new(Phase::Body, Sent::Yes, reason).caused_by(error)
}
