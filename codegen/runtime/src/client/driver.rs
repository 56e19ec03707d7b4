//! The asynchronous driver of an exchange: it polls what the exchange waits for. Compiled once, for all APIs.

use std::future::Future;
use std::mem::replace;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::StatusCode;

use super::exchange::{Action, Exchange};
use crate::error::ErasedError;
use crate::refresh::{CredentialCache, Fetch};
use crate::trace::Trace;
use crate::transport::{Boxed, Shared, TransportError};

/// An exchange and what it waits for. Dropping it drops the request under way.
pub(crate) struct Driver<'a> {
    exchange: Exchange<'a>,
    transport: &'a Shared,
    trace: Trace,
    waiting: Waiting<'a>,
}

enum Waiting<'a> {
    Nothing,
    Pause(Boxed<'a, ()>),
    Credential(Arc<CredentialCache>, Fetch),
    Response(Boxed<'a, Result<http::Response<Bytes>, TransportError>>),
}

impl<'a> Driver<'a> {
    pub(crate) fn new(exchange: Exchange<'a>, transport: &'a Shared, trace: Trace) -> Self {
        Self { exchange, transport, trace, waiting: Waiting::Nothing }
    }

    /// Does something in the span of the call.
    pub(crate) fn within<T>(&self, work: impl FnOnce() -> T) -> T {
        self.trace.within(work)
    }

    /// Continues until there is a response, whatever its status.
    pub(crate) fn poll_response(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Result<http::Response<Bytes>, ErasedError>> {
        let Self { exchange, transport, trace, waiting } = self;
        trace.within(|| poll(exchange, transport, waiting, cx))
    }

    /// Takes a response that is read as a success.
    pub(crate) fn succeeded(&self, status: StatusCode) {
        self.exchange.succeeded(status);
    }

    /// Takes the error that a response is read as; an error if the call does not continue.
    pub(crate) fn failed(&mut self, error: ErasedError) -> Result<(), ErasedError> {
        let Self { exchange, trace, .. } = self;
        trace.within(|| exchange.failed(error))
    }
}

impl Drop for Driver<'_> {
    /// What the transport reports while it closes the connection belongs to the call.
    fn drop(&mut self) {
        let waiting = replace(&mut self.waiting, Waiting::Nothing);
        self.within(|| drop(waiting));
    }
}

fn poll<'a>(
    exchange: &mut Exchange<'a>,
    transport: &'a Shared,
    waiting: &mut Waiting<'a>,
    cx: &mut Context<'_>,
) -> Poll<Result<http::Response<Bytes>, ErasedError>> {
    loop {
        match waiting {
            Waiting::Nothing => {
                *waiting = match exchange.step()? {
                    Action::Pause(pause) => Waiting::Pause(transport.sleep(pause)),
                    Action::Fetch(cache) => {
                        let fetch = Fetch::of(&cache);
                        Waiting::Credential(cache, fetch)
                    }
                    Action::Send(request, limits) => Waiting::Response(transport.send(request, limits)),
                };
            }
            Waiting::Pause(pause) => {
                ready!(pause.as_mut().poll(cx));
                *waiting = Waiting::Nothing;
            }
            Waiting::Credential(cache, fetch) => {
                let given = ready!(Pin::new(fetch).poll(cx));
                let cache = Arc::clone(cache);
                *waiting = Waiting::Nothing;
                exchange.fetched(cache, given)?;
            }
            Waiting::Response(response) => {
                let response = ready!(response.as_mut().poll(cx));
                *waiting = Waiting::Nothing;
                match response {
                    Ok(response) => return Poll::Ready(Ok(response)),
                    Err(failed) => exchange.broken(failed)?,
                }
            }
        }
    }
}
