//! The body of a response, piece by piece, with a limit on the time between two pieces.

use std::io::{self, Read};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use bytes::Bytes;

/// The size of a piece at most.
const SIZE: usize = 16 * 1024;

/// Why there is no next piece.
pub(super) enum Failure {
    /// Reading has failed.
    Io(io::Error),
    /// Nothing arrived for as long as [`Limits::idle`](crate::v1::Limits::idle) allows.
    Idle,
    /// The time of the request is over.
    Late,
}

/// A body that is read on a thread of its own.
///
/// `ureq` limits either every read of a request or none. The first read waits for the head of the response, which takes
/// as long as the server needs, so there is no such limit, and whoever wants the body stops waiting for the thread. The
/// thread then ends with the next piece, or with the total limit of the request.
pub(super) struct Paced {
    pieces: Receiver<io::Result<Bytes>>,
    idle: Duration,
    end: Instant,
}

impl Paced {
    /// # Errors
    /// If no thread can be started.
    pub(super) fn of(body: impl Read + Send + 'static, idle: Duration, end: Instant) -> io::Result<Self> {
        let (sender, pieces) = sync_channel(1);
        thread::Builder::new().name(String::from("response body")).spawn(move || read(body, &sender))?;
        Ok(Self { pieces, idle, end })
    }

    /// The next piece; an empty one is the end.
    pub(super) fn next(&mut self) -> Result<Bytes, Failure> {
        let left = self.end.saturating_duration_since(Instant::now());
        match self.pieces.recv_timeout(self.idle.min(left)) {
            Ok(piece) => piece.map_err(Failure::Io),
            Err(RecvTimeoutError::Timeout) if self.idle < left => Err(Failure::Idle),
            Err(RecvTimeoutError::Timeout) => Err(Failure::Late),
            Err(RecvTimeoutError::Disconnected) => Err(Failure::Io(io::ErrorKind::UnexpectedEof.into())),
        }
    }
}

/// Reads until the body ends or nobody wants more of it.
fn read(mut body: impl Read, pieces: &SyncSender<io::Result<Bytes>>) {
    let mut buffer = vec![0; SIZE];
    loop {
        let piece = body.read(&mut buffer);
        let piece = piece.map(|count| Bytes::copy_from_slice(buffer.get(..count).unwrap_or_default()));
        let is_last = piece.as_ref().map_or(true, Bytes::is_empty);
        if pieces.send(piece).is_err() || is_last {
            return;
        }
    }
}
