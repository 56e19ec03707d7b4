//! The beginning of a body, its rest and its limit, for the streams of both clients. No I/O.

use std::fmt;

use bytes::Bytes;

use crate::endpoint::Endpoint;
use crate::error::ErasedError;
use crate::transport::{Phase, Sent, TransportError};

/// A body whose beginning has been read.
pub(super) struct Flow<B> {
    endpoint: &'static Endpoint,
    first: Bytes,
    /// `None` after the end and after an error.
    rest: Option<B>,
    limit: Option<u64>,
    given: u64,
}

/// The next step of a stream.
pub(super) enum Next<'f, B> {
    Give(Result<Bytes, ErasedError>),
    /// Read a piece of this body, and call [`Flow::arrived`].
    Read(&'f mut B),
    End,
}

impl<B> Flow<B> {
    pub(super) fn new(endpoint: &'static Endpoint, first: Bytes, rest: Option<B>) -> Self {
        Self { endpoint, first, rest, limit: None, given: 0 }
    }

    pub(super) fn set_limit(&mut self, bytes: u64) {
        self.limit = Some(bytes);
    }

    pub(super) fn has_first(&self) -> bool {
        !self.first.is_empty()
    }

    pub(super) fn has_rest(&self) -> bool {
        self.rest.is_some()
    }

    pub(super) fn step(&mut self) -> Next<'_, B> {
        let first = std::mem::take(&mut self.first);
        if !first.is_empty() {
            return Next::Give(self.counted(first));
        }
        self.rest.as_mut().map_or(Next::End, Next::Read)
    }

    /// Takes what was read; gives what the stream gives.
    pub(super) fn arrived(
        &mut self,
        piece: Result<Option<Bytes>, TransportError>,
    ) -> Option<Result<Bytes, ErasedError>> {
        match piece {
            Ok(Some(piece)) => Some(self.counted(piece)),
            Ok(None) => {
                self.rest = None;
                None
            }
            Err(failed) => Some(Err(self.ended_by(failed))),
        }
    }

    fn counted(&mut self, piece: Bytes) -> Result<Bytes, ErasedError> {
        self.given = self.given.saturating_add(u64::try_from(piece.len()).unwrap_or(u64::MAX));
        match self.limit {
            Some(limit) if self.given > limit => {
                let reason = format!("the limit is {limit} bytes");
                Err(self.ended_by(TransportError::new(Phase::TooLarge, Sent::Yes, reason)))
            }
            _ => Ok(piece),
        }
    }

    fn ended_by(&mut self, failed: TransportError) -> ErasedError {
        self.rest = None;
        ErasedError::transport(self.endpoint, failed)
    }

    pub(super) fn show(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct(name)
            .field("endpoint", &self.endpoint.name())
            .field("given", &self.given)
            .field("has_ended", &(self.rest.is_none() && self.first.is_empty()))
            .finish_non_exhaustive()
    }
}
