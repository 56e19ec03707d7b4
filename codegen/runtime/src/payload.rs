//! The payload of a response.

use bytes::Bytes;
use serde_core::de::value::{Error, StrDeserializer};

use crate::endpoint::Endpoint;
use crate::envelope::{Failure, Reading, Received, judge_raw, raw_text, read};
use crate::wire::Decode;

/// The payload of a response: a JSON value, or, if the endpoint is raw, a text ([`String`]) or [`Bytes`].
///
/// Implemented for every [`Decode`] type and for `Bytes`.
pub trait Payload: Sized {
    /// Reads a response.
    #[doc(hidden)]
    fn read(endpoint: &Endpoint, response: &http::Response<Bytes>) -> Result<Reading<Self>, Failure>;
}

impl<T: Decode> Payload for T {
    fn read(endpoint: &Endpoint, response: &http::Response<Bytes>) -> Result<Reading<Self>, Failure> {
        if !endpoint.is_raw() {
            return read(endpoint.declared_envelope(), Received::of(response));
        }
        let trace = judge_raw(endpoint.declared_envelope(), Received::of(response))?;
        let text = raw_text(Received::of(response));
        match text.and_then(|text| {
            T::decode(StrDeserializer::<Error>::new(text)).map_err(|error| error.to_string())
        }) {
            Ok(payload) => Ok(Reading { payload, trace }),
            Err(reason) => Err(Failure::Decode { reason, trace }),
        }
    }
}

impl Payload for Bytes {
    fn read(endpoint: &Endpoint, response: &http::Response<Bytes>) -> Result<Reading<Self>, Failure> {
        let trace = judge_raw(endpoint.declared_envelope(), Received::of(response))?;
        Ok(Reading { payload: response.body().clone(), trace })
    }
}
