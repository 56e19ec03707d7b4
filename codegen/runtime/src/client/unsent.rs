//! A call before it is sent: the request and the options.

use std::sync::Arc;

use bytes::Bytes;

use super::{Core, Options, Preflight};
use crate::codes::Code;
use crate::endpoint::Endpoint;
use crate::envelope::{Failure, Reading};
use crate::error::{ErasedError, Error};
use crate::operation::{ErasedOperation, Operation};
use crate::request_builder::RequestBuilder;
use crate::retry::Repeat;
use crate::trace::Trace;
use crate::violation::{Violation, Violations};

/// Reads a response as a payload of type `T`: all that is compiled for each type.
pub(crate) type Read<T> = fn(&'static Endpoint, &http::Response<Bytes>) -> Result<Reading<T>, Failure>;

/// A request and the options of its call. Independent of the operation, so that it is compiled once for an API.
pub(crate) struct Unsent<'a, C> {
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) options: Options,
    core: &'a Arc<Core>,
    request: &'a dyn ErasedOperation<C>,
}

/// A request that has passed preflight and is built.
pub(crate) struct Built<'a> {
    pub(crate) core: &'a Arc<Core>,
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) builder: RequestBuilder,
    /// Whether the request itself makes repeating it safe.
    pub(crate) repeat: Repeat,
    pub(crate) options: Options,
    pub(crate) trace: Trace,
}

impl<'a, C: Code> Unsent<'a, C> {
    pub(crate) fn new<O: Operation<Code = C>>(core: &'a Arc<Core>, request: &'a O) -> Self {
        Self { endpoint: O::ENDPOINT, options: Options::new(&core.config), core, request }
    }

    /// Runs preflight and builds what is sent. Returns the violations to warn of as well.
    pub(crate) fn build(self) -> Result<(Built<'a>, Vec<Violation<C>>), Error<C>> {
        let trace = Trace::call(self.endpoint);
        let failed = |error: Error<C>| {
            trace.failed(error.erased());
            error
        };
        if let Some(lacking) = self.core.config.lacking() {
            return Err(failed(ErasedError::request(Some(self.endpoint), lacking).into()));
        }
        let warnings = self.preflight().map_err(failed)?;
        trace.warned(&warnings);
        let Self { core, endpoint, options, request } = self;
        let wrong = |wrong| failed(ErasedError::request(Some(endpoint), wrong).into());
        let builder = request.prepare().map_err(wrong)?;
        let repeat = if request.is_keyed() { Repeat::Always } else { Repeat::No };
        Ok((Built { core, endpoint, builder, repeat, options, trace }, warnings))
    }

    /// The violations to warn of; an error if they end the call.
    fn preflight(&self) -> Result<Vec<Violation<C>>, Error<C>> {
        let mut found = Violations::new();
        if self.options.preflight != Preflight::Off {
            let config = &self.core.config;
            self.request.preflight(config.now(), config.known_facts(), &mut found);
        }
        if self.options.preflight == Preflight::Warn {
            return Ok(found.into_vec());
        }
        Error::preflight(self.endpoint, found).map(|()| Vec::new())
    }
}
