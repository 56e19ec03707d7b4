//! How much of a body is read before it is handed out as a stream. No I/O.
//!
//! An error comes in place of the stream: as a status other than 2xx, or as an envelope that says so, whatever its
//! content type is. An envelope is one JSON object, so a body that begins with anything else is handed out with its first
//! byte. Of an object, at most [`LONGEST`] bytes are looked at, and of several JSON texts only the first one.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::response::Parts;

use super::feed::foreign;
use crate::endpoint::Endpoint;
use crate::envelope::{Failure, Received, judge_raw};
use crate::transport::{Phase, Sent, TransportError};

/// The longest envelope that is looked for.
const LONGEST: usize = 64 * 1024;

/// The part of a body that has been read, and whether more is needed.
pub(super) struct Peek {
    endpoint: &'static Endpoint,
    seen: Vec<u8>,
    wanted: Wanted,
    /// The size of a body that is read to its end.
    limit: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Nothing,
    /// As much as it takes to tell an envelope from a payload.
    Beginning(Scan),
    All,
}

impl Peek {
    pub(super) fn new(endpoint: &'static Endpoint, head: &Parts, limit: usize) -> Self {
        let is_foreign = endpoint.has_events() && foreign(&head.headers).is_some();
        let wanted = if !head.status.is_success() || is_foreign || !endpoint.is_streamed() {
            Wanted::All
        } else if endpoint.has_envelope() && !is_sequence(head) {
            Wanted::Beginning(Scan::default())
        } else {
            Wanted::Nothing
        };
        Self { endpoint, seen: Vec::new(), wanted, limit }
    }

    pub(super) fn needs_more(&self) -> bool {
        self.wanted != Wanted::Nothing
    }

    /// Takes the next piece.
    ///
    /// # Errors
    /// If a body that is read to its end is larger than the limit.
    pub(super) fn push(&mut self, head: &Parts, piece: &[u8]) -> Result<(), TransportError> {
        self.seen.extend_from_slice(piece);
        if let Wanted::Beginning(scan) = &mut self.wanted {
            self.wanted = match scan.read(piece) {
                Found::Payload => Wanted::Nothing,
                Found::Open if self.seen.len() > LONGEST => Wanted::Nothing,
                Found::Open => self.wanted,
                Found::Closed if self.is_failure(head) => Wanted::All,
                Found::Closed => Wanted::Nothing,
            };
        }
        if self.wanted == Wanted::All && self.seen.len() > self.limit {
            let reason = format!("the limit is {} bytes", self.limit);
            return Err(TransportError::new(Phase::TooLarge, Sent::Yes, reason));
        }
        Ok(())
    }

    /// The bytes that have been read.
    pub(super) fn into_bytes(self) -> Bytes {
        self.seen.into()
    }

    fn is_failure(&self, head: &Parts) -> bool {
        let received = Received { status: head.status, headers: &head.headers, body: &self.seen };
        matches!(judge_raw(self.endpoint.declared_envelope(), received), Err(Failure::Api(_)))
    }
}

/// Whether the body is declared as a sequence of texts, where the first can come long before the second.
fn is_sequence(head: &Parts) -> bool {
    let declared = head.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
    let essence = declared.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    ["ndjson", "jsonl", "json-lines", "jsonlines", "json-seq", "stream+json", "event-stream"]
        .iter()
        .any(|name| essence.ends_with(name))
}

/// The state of looking for the end of the first JSON text.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Scan {
    depth: usize,
    place: Place,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Before the first byte that counts.
    #[default]
    Start,
    Between,
    String,
    Escape,
}

/// The kind of body that the bytes so far begin.
#[derive(Debug, PartialEq, Eq)]
enum Found {
    /// Not one JSON object or list.
    Payload,
    /// The beginning of an object or list.
    Open,
    /// A whole object or list.
    Closed,
}

impl Scan {
    fn read(&mut self, piece: &[u8]) -> Found {
        for (at, byte) in piece.iter().enumerate() {
            match (self.place, byte) {
                // A byte order mark (RFC 8259 §8.1) and whitespace.
                (Place::Start, b'\xef' | b'\xbb' | b'\xbf' | b' ' | b'\t' | b'\r' | b'\n') => {}
                (Place::Start, b'{' | b'[') => *self = Self { depth: 1, place: Place::Between },
                (Place::Start, _) => return Found::Payload,
                (Place::Between, b'"') => self.place = Place::String,
                (Place::Between, b'{' | b'[') => self.depth += 1,
                (Place::Between, b'}' | b']') if self.depth == 1 => {
                    let rest = piece.get(at + 1..).unwrap_or_default();
                    return if rest.trim_ascii().is_empty() { Found::Closed } else { Found::Payload };
                }
                (Place::Between, b'}' | b']') => self.depth -= 1,
                (Place::String, b'"') => self.place = Place::Between,
                (Place::String, b'\\') => self.place = Place::Escape,
                (Place::Escape, _) => self.place = Place::String,
                (Place::Between | Place::String, _) => {}
            }
        }
        Found::Open
    }
}

#[cfg(test)]
mod tests {
    use super::{Found, Scan};

    #[test]
    fn the_end_of_the_first_text() {
        for (pieces, want) in [
            (&["PK"][..], Found::Payload),
            (&[" ", "\u{feff}\n"], Found::Open),
            (&["\u{feff} {", "\"a\":\"}\\\"", "}\"", "}"], Found::Closed),
            (&["{\"a\\\\\":[{}]}\r\n "], Found::Closed),
            (&["{\"a\":[{}", "]"], Found::Open),
            (&["{\"a\":1}\n{\"a\":2}"], Found::Payload),
            (&["\"text\""], Found::Payload),
            (&["[1,\"\\u005d\"", "]"], Found::Closed),
        ] {
            let mut scan = Scan::default();
            let found = pieces.iter().map(|piece| scan.read(piece.as_bytes())).last();
            assert_eq!(found, Some(want), "{pieces:?}");
        }
    }
}
