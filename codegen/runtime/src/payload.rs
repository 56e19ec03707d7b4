//! The payload of a response.

mod by_status;

use bytes::Bytes;
use http::StatusCode;

pub use self::by_status::{Undeclared, body_of, nothing, undeclared};
use crate::codes::Code;
use crate::endpoint::Endpoint;
use crate::envelope::{Envelope, Failure, PLAIN, Reading, Received, Slot, judge_raw, raw_text, read};
use crate::statuses::entry_at;
#[cfg(feature = "blocking")]
use crate::stream::{BlockingByteStream, BlockingEvents};
use crate::stream::{ByteStream, Events};
use crate::wire::{ENDLESS, Value, read_text};

/// The payload of a response: a JSON value, or, if the endpoint is raw, a text ([`String`]), [`Bytes`], a
/// [`ByteStream`] or [`Events`].
///
/// Implemented for every [`Value`] and for `Bytes` and streams.
pub trait Payload: Sized {
    /// The payload of the blocking client: the same, except for streams.
    type Blocking: Payload;

    /// Reads a response.
    #[doc(hidden)]
    fn read(endpoint: &'static Endpoint, response: &http::Response<Bytes>) -> Result<Reading<Self>, Failure>;
}

impl<T: Value> Payload for T {
    type Blocking = T;

    fn read(endpoint: &'static Endpoint, response: &http::Response<Bytes>) -> Result<Reading<Self>, Failure> {
        let mut slot = None;
        let trace = match redirected(endpoint, response) {
            Some(received) => read(&PLAIN, received, &mut slot)?,
            None => read_into(endpoint, Received::of(response), &mut slot)?,
        };
        match slot {
            Some(payload) => Ok(Reading { payload, trace }),
            None => Err(Failure::Decode { reason: ENDLESS.to_owned(), trace }),
        }
    }
}

/// A redirect that is an answer, as the response without content that it is.
fn redirected<'a>(endpoint: &Endpoint, response: &'a http::Response<Bytes>) -> Option<Received<'a>> {
    let is_answer = endpoint.returns_redirects() && response.status().is_redirection();
    is_answer.then(|| Received { status: StatusCode::NO_CONTENT, headers: response.headers(), body: b"" })
}

/// Reads the payload of a response; gives its trace id.
fn read_into(
    endpoint: &Endpoint,
    received: Received<'_>,
    slot: &mut dyn Slot,
) -> Result<Option<String>, Failure> {
    let envelope = endpoint.declared_envelope();
    if entry_at(endpoint.declared_bodies(), received.status) == Some(None) {
        return read_absent(envelope, received, slot);
    }
    if !endpoint.is_raw() {
        return read(envelope, received, slot);
    }
    let trace = judge_raw(envelope, received)?;
    let payload = slot.renew().ok_or_else(|| ENDLESS.to_owned());
    match payload.and_then(|payload| read_text(raw_text(received)?, payload)) {
        Ok(()) => Ok(trace),
        Err(reason) => Err(Failure::Decode { reason, trace }),
    }
}

/// A success at a status without a payload, whatever is there.
fn read_absent(
    envelope: &'static Envelope,
    received: Received<'_>,
    slot: &mut dyn Slot,
) -> Result<Option<String>, Failure> {
    let trace = judge_raw(envelope, received)?;
    if slot.renew().is_some_and(Value::become_absent) {
        return Ok(trace);
    }
    Err(Failure::Decode { reason: format!("there is no payload at {}", received.status.as_u16()), trace })
}

impl Payload for Bytes {
    type Blocking = Self;

    fn read(endpoint: &'static Endpoint, response: &http::Response<Bytes>) -> Result<Reading<Self>, Failure> {
        if redirected(endpoint, response).is_some() {
            return Ok(Reading { payload: Bytes::new(), trace: None });
        }
        let trace = judge_raw(endpoint.declared_envelope(), Received::of(response))?;
        Ok(Reading { payload: response.body().clone(), trace })
    }
}

impl<C: Code> Payload for ByteStream<C> {
    #[cfg(feature = "blocking")]
    type Blocking = BlockingByteStream<C>;
    #[cfg(not(feature = "blocking"))]
    type Blocking = Self;

    fn read(endpoint: &'static Endpoint, response: &http::Response<Bytes>) -> Result<Reading<Self>, Failure> {
        Self::open(endpoint, response)
    }
}

impl<T: Value, C: Code> Payload for Events<T, C> {
    #[cfg(feature = "blocking")]
    type Blocking = BlockingEvents<T, C>;
    #[cfg(not(feature = "blocking"))]
    type Blocking = Self;

    fn read(endpoint: &'static Endpoint, response: &http::Response<Bytes>) -> Result<Reading<Self>, Failure> {
        Self::open(endpoint, response)
    }
}

#[cfg(feature = "blocking")]
impl<T: Value, C: Code> Payload for BlockingEvents<T, C> {
    type Blocking = Self;

    fn read(endpoint: &'static Endpoint, response: &http::Response<Bytes>) -> Result<Reading<Self>, Failure> {
        Self::open(endpoint, response)
    }
}

#[cfg(feature = "blocking")]
impl<C: Code> Payload for BlockingByteStream<C> {
    type Blocking = Self;

    fn read(endpoint: &'static Endpoint, response: &http::Response<Bytes>) -> Result<Reading<Self>, Failure> {
        Self::open(endpoint, response)
    }
}
