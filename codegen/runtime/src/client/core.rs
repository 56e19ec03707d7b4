//! The part of a call that both clients share: everything except the exchange. No I/O.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;

use super::tokens::Tokens;
use super::{Config, Options, Response};
use crate::codes::Code;
use crate::endpoint::Endpoint;
use crate::error::{Answer, ErasedError, Error};
use crate::payload::Payload;
use crate::request_builder::{NotReady, Prepared, RequestBuilder};
use crate::url::Base;

/// The base URL and the configuration.
pub(crate) struct Core {
    pub(crate) base: Base,
    pub(crate) config: Config,
}

impl Core {
    /// For `base_url`, with the default configuration.
    pub(crate) fn new(base_url: &str) -> Result<Arc<Self>, ErasedError> {
        let base = Base::parse(base_url).map_err(|wrong| ErasedError::request(None, wrong))?;
        Ok(Arc::new(Self { base, config: Config::new() }))
    }

    /// For the same base URL, with another configuration.
    pub(crate) fn with_config(&self, config: Config) -> Arc<Self> {
        Arc::new(Self { base: self.base.clone(), config })
    }

    /// Shows the base URL and the configuration, no header value.
    pub(crate) fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.base.as_str())
            .field("config", &self.config)
            .finish_non_exhaustive()
    }

    /// Prepares a call, with the times and credentials of this moment.
    pub(crate) fn request(
        &self,
        builder: &RequestBuilder,
        options: &Options,
        tokens: &mut Tokens,
    ) -> Result<Prepared, NotReady> {
        if let Some(wrong) = options.wrong.as_ref().or(self.config.wrong()) {
            return Err(wrong.clone().into());
        }
        match builder.endpoint().other_server() {
            None => builder.request(&self.base, &self.config, &options.headers, tokens),
            Some(server) => {
                let base = match self.config.other_server(server.setting()) {
                    Some(base) => Cow::Borrowed(base),
                    None => Cow::Owned(server.beside(&self.base)?),
                };
                builder.request(&base, &self.config, &options.headers, tokens)
            }
        }
    }
}

/// Reads a response of an endpoint without any I/O: for transports, tests and stored responses.
///
/// # Errors
/// A business error, an HTTP error or a response that can't be read, see [`Error`].
pub fn read_response<T: Payload, C: Code>(
    endpoint: &'static Endpoint,
    response: http::Response<Bytes>,
) -> Result<Response<T, C>, Error<C>> {
    match T::read(endpoint, &response) {
        Ok(reading) => Ok(Response::new(reading, response.into(), Vec::new())),
        Err(failure) => Err(Error::answered(endpoint, Answer::from(response), failure)),
    }
}
