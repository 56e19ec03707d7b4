//! The pieces of an upload, in order, for both clients.

use std::collections::VecDeque;
use std::io::Read;
use std::mem::take;

use bytes::Bytes;

use super::content::{Content, broken, failed, read};
use super::part::{From, Part};
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
use super::pump::Pump;

#[cfg(feature = "blocking")]
use crate::refresh::wait;
#[cfg(feature = "blocking")]
use crate::transport::BlockingPieces;
use crate::transport::{Body, Pieces, TransportError};

/// The parts of an upload, one of which is being read.
pub(super) struct Flow {
    parts: VecDeque<Part>,
    reading: Option<Reading>,
    /// The remaining bytes of that part; `None` if its length is unknown.
    left: Option<u64>,
}

enum Reading {
    Bytes(Bytes),
    Awaited(Body),
    Reader(Box<dyn Read + Send>),
    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    Pump(Pump),
}

impl Flow {
    pub(super) fn new(parts: VecDeque<Part>) -> Self {
        Self { parts, reading: None, left: None }
    }

    /// Opens the next part; false after the last one.
    fn open(&mut self) -> Result<bool, TransportError> {
        if self.reading.is_some() {
            return Ok(true);
        }
        let Some(part) = self.parts.pop_front() else { return Ok(false) };
        self.left = part.length;
        self.reading = Some(match part.from {
            From::Bytes(bytes) => Reading::Bytes(bytes),
            From::Once(source) => match source.take() {
                Some(Content::Awaited(body)) => Reading::Awaited(body),
                Some(Content::Reader(reader)) => Reading::Reader(reader),
                None => return Err(broken(String::from("the source of the body is read by another call"))),
            },
        });
        Ok(true)
    }

    /// Takes what the current part has given, `None` at its end, and gives what is sent of it.
    fn given(&mut self, piece: Option<Bytes>) -> Result<Option<Bytes>, TransportError> {
        let Some(piece) = piece else {
            self.reading = None;
            return match self.left {
                Some(left) if left > 0 => {
                    Err(broken(format!("the source of the body ended {left} bytes before its length")))
                }
                _ => Ok(None),
            };
        };
        if let Some(left) = &mut self.left {
            let size = u64::try_from(piece.len()).unwrap_or(u64::MAX);
            let rest = left.checked_sub(size);
            *left =
                rest.ok_or_else(|| broken(String::from("the source of the body is longer than its length")))?;
        }
        Ok(Some(piece).filter(|piece| !piece.is_empty()))
    }

    /// Drops all parts after a failure.
    fn ended<T>(&mut self, outcome: Result<T, TransportError>) -> Result<T, TransportError> {
        outcome.inspect_err(|_| {
            self.parts.clear();
            self.reading = None;
        })
    }

    async fn piece(&mut self) -> Result<Option<Bytes>, TransportError> {
        while self.open()? {
            #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
            if let Some(Reading::Reader(reader)) = self.reading.take_if(|reading| reading.is_reader()) {
                self.reading =
                    Some(Reading::Pump(Pump::start(reader).map_err(|error| failed(error.into()))?));
            }
            let piece = match &mut self.reading {
                None => None,
                Some(Reading::Bytes(bytes)) => whole(bytes),
                Some(Reading::Awaited(body)) => body.next().await?,
                Some(Reading::Reader(reader)) => read(reader).map_err(|error| failed(error.into()))?,
                #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
                Some(Reading::Pump(pump)) => pump.next().await.map_err(|error| failed(error.into()))?,
            };
            if let Some(piece) = self.given(piece)? {
                return Ok(Some(piece));
            }
        }
        Ok(None)
    }

    #[cfg(feature = "blocking")]
    fn blocking_piece(&mut self) -> Result<Option<Bytes>, TransportError> {
        while self.open()? {
            let piece = match &mut self.reading {
                None => None,
                Some(Reading::Bytes(bytes)) => whole(bytes),
                Some(Reading::Awaited(body)) => wait(body.next())?,
                Some(Reading::Reader(reader)) => read(reader).map_err(|error| failed(error.into()))?,
                #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
                Some(Reading::Pump(pump)) => wait(pump.next()).map_err(|error| failed(error.into()))?,
            };
            if let Some(piece) = self.given(piece)? {
                return Ok(Some(piece));
            }
        }
        Ok(None)
    }
}

impl Reading {
    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    fn is_reader(&self) -> bool {
        matches!(self, Self::Reader(_))
    }
}

fn whole(bytes: &mut Bytes) -> Option<Bytes> {
    Some(take(bytes)).filter(|bytes| !bytes.is_empty())
}

impl Pieces for Flow {
    async fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        let piece = self.piece().await;
        self.ended(piece)
    }
}

#[cfg(feature = "blocking")]
impl BlockingPieces for Flow {
    fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        let piece = self.blocking_piece();
        self.ended(piece)
    }
}
