//! The asynchronous driver of an exchange: it polls what the exchange waits for. Compiled once, for all APIs.

use std::future::{Future, poll_fn};
use std::mem::replace;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use super::exchange::{Action, Arrived, Exchange};
use super::resumable::Resumable;
use super::unsent::Built;
use crate::error::ErasedError;
use crate::platform::MaybeSend;
use crate::refresh::{CredentialCache, Fetch};
use crate::stream::{Again, Reopen, Reopened, Resumption, open, upload};
use crate::transport::{Boxed, Shared, TransportError};

/// Drives a call. Used as a trait object, so that the code that drops it is compiled in this crate.
pub(crate) trait Drive<'a>: MaybeSend {
    /// Continues until there is a response, whatever its status.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), ErasedError>>;

    fn exchange(&self) -> &Exchange<'a>;

    fn exchange_mut(&mut self) -> &mut Exchange<'a>;
}

/// Begins a call.
pub(crate) fn drive<'a>(
    built: Built<'a>,
    transport: &'a Shared,
) -> Result<Box<dyn Drive<'a> + 'a>, ErasedError> {
    let exchange = Exchange::new(built)?;
    Ok(Box::new(Driver { exchange, transport, waiting: Waiting::Nothing }))
}

/// How a stream of events is opened again.
pub(crate) fn again(resumable: Resumable, transport: &Shared) -> Again<Reopen> {
    let policy = resumable.policy();
    let (resumable, transport) = (Arc::new(resumable), transport.clone());
    let open = move |resumption: Resumption| -> Boxed<'static, Reopened> {
        let (resumable, transport) = (Arc::clone(&resumable), transport.clone());
        Box::pin(async move {
            transport.sleep(resumable.pause(&resumption)).await;
            let mut driver = drive(resumable.built(&resumption)?, &transport)?;
            loop {
                poll_fn(|cx| driver.poll(cx)).await?;
                if let Some(response) = resumable.judge(driver.exchange_mut())? {
                    return Ok(response);
                }
            }
        })
    };
    Again::new(Arc::new(open), policy)
}

/// An exchange and what it waits for. Dropping it drops the request under way.
struct Driver<'a> {
    exchange: Exchange<'a>,
    transport: &'a Shared,
    waiting: Waiting<'a>,
}

enum Waiting<'a> {
    Nothing,
    Pause(Boxed<'a, ()>),
    Credential(Arc<CredentialCache>, Fetch),
    Response(Boxed<'a, Result<http::Response<Bytes>, TransportError>>),
}

impl<'a> Drive<'a> for Driver<'a> {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), ErasedError>> {
        let trace = self.exchange.trace().clone();
        trace.within(|| self.poll_in_span(cx))
    }

    fn exchange(&self) -> &Exchange<'a> {
        &self.exchange
    }

    fn exchange_mut(&mut self) -> &mut Exchange<'a> {
        &mut self.exchange
    }
}

impl Driver<'_> {
    fn poll_in_span(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), ErasedError>> {
        loop {
            match &mut self.waiting {
                Waiting::Nothing => {
                    self.waiting = match self.exchange.step()? {
                        Action::Pause(pause) => Waiting::Pause(self.transport.sleep(pause)),
                        Action::Fetch(cache) => {
                            let fetch = Fetch::of(&cache);
                            Waiting::Credential(cache, fetch)
                        }
                        Action::Send(request, limits) => {
                            let (transport, endpoint) = (self.transport, self.exchange.endpoint());
                            Waiting::Response(if endpoint.is_streamed() {
                                let begun = self.exchange.clock().start();
                                Box::pin(open(transport, endpoint, request, limits, begun))
                            } else {
                                transport.send(request, limits)
                            })
                        }
                        Action::Upload(request, limits) => {
                            let (transport, endpoint) = (self.transport, self.exchange.endpoint());
                            let clock = self.exchange.clock().clone();
                            Waiting::Response(Box::pin(upload(transport, endpoint, request, limits, clock)))
                        }
                    };
                }
                Waiting::Pause(pause) => {
                    ready!(pause.as_mut().poll(cx));
                    self.waiting = Waiting::Nothing;
                }
                Waiting::Credential(cache, fetch) => {
                    let given = ready!(Pin::new(fetch).poll(cx));
                    let cache = Arc::clone(cache);
                    self.waiting = Waiting::Nothing;
                    self.exchange.fetched(cache, given)?;
                }
                Waiting::Response(response) => {
                    let response = ready!(response.as_mut().poll(cx));
                    self.waiting = Waiting::Nothing;
                    match response {
                        Ok(response) => {
                            if self.exchange.arrived(response) == Arrived::Answer {
                                return Poll::Ready(Ok(()));
                            }
                        }
                        Err(failed) => self.exchange.broken(failed)?,
                    }
                }
            }
        }
    }
}

impl Drop for Driver<'_> {
    /// Reports of the transport while it closes the connection belong to the trace of the call.
    fn drop(&mut self) {
        let waiting = replace(&mut self.waiting, Waiting::Nothing);
        self.exchange.trace().within(|| drop(waiting));
    }
}
