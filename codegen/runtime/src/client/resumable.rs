//! A call whose events can be continued: it can send its request again.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use super::unsent::Built;
use super::{Core, Exchange, Options};
use crate::codes::ErrorInfo;
use crate::endpoint::Endpoint;
use crate::envelope::Failure;
use crate::error::ErasedError;
use crate::invalid_request::InvalidRequest;
use crate::request_builder::RequestBuilder;
use crate::retry::{Repeat, RetryPolicy};
use crate::stream::{Resumption, judge_events};
use crate::trace::Trace;

/// Finds the row of a business error.
type RowOf = fn(&Endpoint, &Failure) -> Option<&'static ErrorInfo>;

/// The parts of a call that the next one needs.
pub(crate) struct Resumable {
    core: Arc<Core>,
    endpoint: &'static Endpoint,
    builder: RequestBuilder,
    options: Options,
    repeat: Repeat,
    row_of: RowOf,
}

impl Resumable {
    /// Of a call that is not sent yet; `None` if it has no events, or if sending it again could do something twice.
    pub(crate) fn of(built: &Built<'_>, row_of: RowOf) -> Option<Self> {
        let Built { core, endpoint, builder, repeat, options, .. } = built;
        let is_repeatable = endpoint.is_idempotent() || *repeat == Repeat::Always;
        if !endpoint.has_events() || !is_repeatable {
            return None;
        }
        let (core, builder, options) = (Arc::clone(core), builder.copy()?, options.clone());
        Some(Self { core, endpoint, builder, options, repeat: *repeat, row_of })
    }

    pub(crate) fn policy(&self) -> RetryPolicy {
        self.options.retry
    }

    pub(crate) fn pause(&self, resumption: &Resumption) -> Duration {
        resumption.pause(self.policy(), self.core.config.dice().number())
    }

    /// The call for the events after the last one.
    pub(crate) fn built(&self, resumption: &Resumption) -> Result<Built<'_>, ErasedError> {
        let gone = || {
            let wrong = InvalidRequest::new("the request can't be sent again");
            ErasedError::request(Some(self.endpoint), wrong)
        };
        let builder = self.builder.copy().ok_or_else(gone)?;
        let mut options = self.options.clone();
        options.set_header("last-event-id", &resumption.last_id);
        let (core, endpoint, repeat) = (&self.core, self.endpoint, self.repeat);
        Ok(Built { core, endpoint, builder, repeat, options, trace: Trace::call(endpoint) })
    }

    /// Reads the response that has arrived; `None` if the call continues.
    pub(crate) fn judge(
        &self,
        exchange: &mut Exchange<'_>,
    ) -> Result<Option<http::Response<Bytes>>, ErasedError> {
        match judge_events(self.endpoint, exchange.response()) {
            Ok(_) => Ok(Some(exchange.accepted())),
            Err(failure) => {
                let row = (self.row_of)(self.endpoint, &failure);
                exchange.failed(failure, row)?;
                Ok(None)
            }
        }
    }
}
