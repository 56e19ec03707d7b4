//! Content that is read once, and its failures.

use std::error::Error;
use std::io::{self, Read};

use bytes::Bytes;

use crate::transport::{Body, Phase, Pieces, Sent, TransportError};

/// The size of a piece of a reader at most.
const PIECE: usize = 64 * 1024;

/// Content that is read once.
pub(super) enum Content {
    Awaited(Body),
    Reader(Box<dyn Read + Send>),
}

impl Content {
    pub(super) fn pieces(pieces: impl Pieces) -> Self {
        Self::Awaited(Body::new(pieces))
    }
}

/// The next piece of a reader; `None` at its end.
pub(super) fn read(reader: &mut dyn Read) -> io::Result<Option<Bytes>> {
    let mut piece = vec![0; PIECE];
    loop {
        match reader.read(&mut piece) {
            Ok(count) => {
                piece.truncate(count);
                return Ok((count > 0).then(|| piece.into()));
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// The failure of a source. Another attempt would read the same.
pub(super) fn failed(cause: Box<dyn Error + Send + Sync>) -> TransportError {
    broken(format!("the source of the body failed: {cause}")).caused_by(cause)
}

pub(super) fn broken(reason: String) -> TransportError {
    TransportError::new(Phase::Send, Sent::Maybe, reason).permanent()
}
