//! The payload of a response.

use bytes::Bytes;

use crate::endpoint::Endpoint;
use crate::envelope::{Failure, Reading, Received, Slot, judge_raw, raw_text, read};
use crate::wire::{ENDLESS, Value, read_text};

/// The payload of a response: a JSON value, or, if the endpoint is raw, a text ([`String`]) or [`Bytes`].
///
/// Implemented for every [`Value`] and for `Bytes`.
pub trait Payload: Sized {
    /// Reads a response.
    #[doc(hidden)]
    fn read(endpoint: &Endpoint, response: &http::Response<Bytes>) -> Result<Reading<Self>, Failure>;
}

impl<T: Value> Payload for T {
    fn read(endpoint: &Endpoint, response: &http::Response<Bytes>) -> Result<Reading<Self>, Failure> {
        let mut slot = None;
        let trace = read_into(endpoint, Received::of(response), &mut slot)?;
        match slot {
            Some(payload) => Ok(Reading { payload, trace }),
            None => Err(Failure::Decode { reason: ENDLESS.to_owned(), trace }),
        }
    }
}

/// Reads the payload of a response; gives its trace id.
fn read_into(
    endpoint: &Endpoint,
    received: Received<'_>,
    slot: &mut dyn Slot,
) -> Result<Option<String>, Failure> {
    let envelope = endpoint.declared_envelope();
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

impl Payload for Bytes {
    fn read(endpoint: &Endpoint, response: &http::Response<Bytes>) -> Result<Reading<Self>, Failure> {
        let trace = judge_raw(endpoint.declared_envelope(), Received::of(response))?;
        Ok(Reading { payload: response.body().clone(), trace })
    }
}
