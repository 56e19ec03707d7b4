//! A call on its way: everything that both clients do before, between and after what they send. No I/O.

use std::sync::Arc;

use bytes::Bytes;

use super::{Core, Options, Preflight, Response, read_response};
use crate::checks::Violations;
use crate::codes::Code;
use crate::endpoint::{Endpoint, Operation};
use crate::error::{Error, Violation};
use crate::outgoing::Outgoing;
use crate::payload::Payload;
use crate::transport::{Limits, TransportError};

/// A call on its way.
pub(crate) struct Exchange<C> {
    core: Arc<Core>,
    endpoint: &'static Endpoint,
    outgoing: Outgoing,
    options: Options,
    /// What preflight found and the caller sends all the same.
    warnings: Vec<Violation<C>>,
}

impl<C: Code> Exchange<C> {
    /// Checks the request and takes from it what is sent.
    pub(crate) fn begin<O: Operation<Code = C>>(
        core: &Arc<Core>,
        request: &O,
        options: Options,
    ) -> Result<Self, Error<C>> {
        let mut found = Violations::new();
        if options.preflight != Preflight::Off {
            request.check(core.config.now(), core.config.known_facts(), &mut found);
        }
        let warnings = match options.preflight {
            Preflight::Warn => found.into_vec(),
            Preflight::Refuse | Preflight::Off => {
                Error::preflight(O::ENDPOINT, found)?;
                Vec::new()
            }
        };
        let outgoing = request.prepare().map_err(|wrong| Error::request(Some(O::ENDPOINT), wrong))?;
        Ok(Self { core: Arc::clone(core), endpoint: O::ENDPOINT, outgoing, options, warnings })
    }

    /// What is sent next, and within which limits.
    pub(crate) fn next(&mut self) -> Result<(http::Request<Bytes>, Limits), Error<C>> {
        let request = self.core.request(&self.outgoing, &self.options);
        let request = request.map_err(|wrong| Error::request(Some(self.endpoint), wrong))?;
        Ok((request, self.options.limits))
    }

    /// Reads what came of it.
    pub(crate) fn finish<T: Payload>(
        self,
        answer: Result<http::Response<Bytes>, TransportError>,
    ) -> Result<Response<T, C>, Error<C>> {
        let read = match answer {
            Ok(response) => read_response(self.endpoint, response),
            Err(failed) => Err(Error::transport(self.endpoint, failed)),
        };
        match read {
            Ok(response) => Ok(response.with_warnings(self.warnings)),
            Err(error) => Err(error.with_warnings(self.warnings)),
        }
    }
}
