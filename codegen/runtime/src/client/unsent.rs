//! A call before it is sent: the request and the options.

use bytes::Bytes;

use super::exchange::Exchange;
use super::{Core, Options, Preflight, Reply};
use crate::codes::Code;
use crate::endpoint::Endpoint;
use crate::error::{ErasedError, Error};
use crate::operation::{ErasedOperation, Operation};
use crate::retry::Repeat;
use crate::trace::Trace;
use crate::violation::{Violation, Violations};

/// Reads a response as a payload of type `T`: all that is compiled for each type.
pub(crate) type Read<T, C> = fn(&'static Endpoint, http::Response<Bytes>) -> Reply<T, C>;

/// A request and the options of its call. Independent of the operation, so that it is compiled once for an API.
pub(crate) struct Unsent<'a, C> {
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) options: Options,
    core: &'a Core,
    request: &'a dyn ErasedOperation<C>,
}

impl<'a, C: Code> Unsent<'a, C> {
    pub(crate) fn new<O: Operation<Code = C>>(core: &'a Core, request: &'a O) -> Self {
        Self { endpoint: O::ENDPOINT, options: Options::new(&core.config), core, request }
    }

    /// Runs preflight and builds what is sent: the exchange, and the violations to warn of.
    pub(crate) fn begin(self, trace: &Trace) -> Result<(Exchange<'a>, Vec<Violation<C>>), Error<C>> {
        self.build(trace).inspect_err(|error| trace.failed(error.erased()))
    }

    fn build(self, trace: &Trace) -> Result<(Exchange<'a>, Vec<Violation<C>>), Error<C>> {
        let warnings = self.preflight()?;
        trace.warned(&warnings);
        let builder =
            self.request.prepare().map_err(|wrong| ErasedError::request(Some(self.endpoint), wrong))?;
        let own = if self.request.is_keyed() { Repeat::Always } else { Repeat::No };
        let exchange = Exchange::new(self.core, self.endpoint, builder, own, self.options, trace.clone())?;
        Ok((exchange, warnings))
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
