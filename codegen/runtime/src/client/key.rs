//! Idempotency keys, by which a server recognizes a repeated call.

use http::HeaderName;

use super::{Config, Options};
use crate::clock::Random;
use crate::endpoint::Endpoint;
use crate::invalid_request::InvalidRequest;
use crate::request_builder::RequestBuilder;
use crate::retry::Repeat;

/// The idempotency key of a call.
pub(crate) struct Key {
    pub(crate) text: Option<Box<str>>,
    pub(crate) repeat: Repeat,
}

impl Key {
    /// Adds the key to the headers of the call. One that is there already is kept.
    ///
    /// # Errors
    /// If the caller provides a key and the endpoint has no header for it.
    pub(crate) fn of(
        endpoint: &Endpoint,
        builder: &RequestBuilder,
        config: &Config,
        options: &mut Options,
    ) -> Result<Self, InvalidRequest> {
        let given = options.key.take();
        let Some(name) = endpoint.idempotency_header_name() else {
            return match given {
                None => Ok(Self { text: None, repeat: Repeat::No }),
                Some(_) => Err(InvalidRequest::new(
                    "an idempotency key was given, but the endpoint has no header for it",
                )),
            };
        };
        if let Some(key) = given {
            if key.trim().is_empty() {
                return Err(blank());
            }
            options.set_header(name, &key);
            return Ok(Self { text: Some(key), repeat: Repeat::Always });
        }
        let name = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| InvalidRequest::new(format!("{name:?} is not a valid header name")))?;
        let present = [&options.headers, builder.headers(), config.headers()];
        if let Some(value) = present.into_iter().find_map(|headers| headers.get(&name)) {
            let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
            if text.trim().is_empty() {
                return Err(blank());
            }
            return Ok(Self { text: Some(text.into()), repeat: Repeat::Always });
        }
        let key = uuid(config.dice());
        options.set_header(name.as_str(), &key);
        Ok(Self { text: Some(key.into()), repeat: Repeat::InThisCall })
    }
}

/// An empty key does not identify anything, and a server may treat it as missing.
fn blank() -> InvalidRequest {
    InvalidRequest::new("the idempotency key is empty")
}

/// A random UUID (RFC 9562 §5.4), since some servers take nothing else for a key.
fn uuid(random: &Random) -> String {
    let (high, low) = (random.number(), random.number());
    let (version, variant) = ((high & 0xfff) | 0x4000, (low >> 48 & 0x3fff) | 0x8000);
    format!(
        "{:08x}-{:04x}-{version:04x}-{variant:04x}-{:012x}",
        high >> 32,
        high >> 16 & 0xffff,
        low & 0xffff_ffff_ffff
    )
}

#[cfg(test)]
mod tests {
    use super::{Random, uuid};

    #[test]
    fn keys_are_uuids() {
        assert_eq!(uuid(&Random::of(|| u64::MAX)), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(uuid(&Random::of(|| 0)), "00000000-0000-4000-8000-000000000000");
        assert_ne!(uuid(&Random::default()), uuid(&Random::default()));
    }
}
