//! A call of the asynchronous client: a request with its options, and the future of its outcome.

use std::fmt;
use std::future::Future;
use std::mem::replace;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use super::driver::{Drive, again, drive};
use super::resumable::Resumable;
use super::unsent::{Read, Unsent};
use super::{Core, Head, Options, Preflight, Reply, Response};
use crate::codes::Code;
use crate::endpoint::Endpoint;
use crate::envelope::{Failure, Reading};
use crate::error::{ErasedError, Error};
use crate::operation::Operation;
use crate::payload::Payload;
use crate::platform::Carried;
use crate::retry::RetryPolicy;
use crate::transport::{self, Phase, Shared, TransportError};
use crate::violation::Violation;

/// A call with its options. Awaiting it sends the request and returns the payload, `Result<T, Error<C>>`;
/// [`send`](Self::send) returns the whole response. `C` is the enum of error codes.
///
/// Nothing happens before it is awaited. From then on, setting options has no effect. Dropping it closes the connection;
/// the server may have processed the request nevertheless.
///
/// A call that is polled after it has finished fails at once. It does not panic, as an `async fn` does: nothing in this
/// crate panics. The error does not claim that nothing was sent.
///
/// ```
/// # use std::time::Duration;
/// # use stubwright_runtime::v1 as rt;
/// # async fn show<C: rt::Code, O: rt::Operation<Code = C>>(client: rt::Client<C>, request: O) -> Result<O::Output, rt::Error<C>> {
/// let response = client.call(&request).timeout(Duration::from_secs(5)).send().await?;
/// println!("{:?}", response.trace_id());
/// let payload = client.call(&request).await?;
/// # Ok(payload)
/// # }
/// ```
#[must_use = "a call does nothing unless it is awaited"]
pub struct Call<'a, T, C> {
    endpoint: &'static Endpoint,
    read: Read<T>,
    transport: &'a Shared,
    state: State<'a, C>,
}

/// How far a call has come. Independent of the payload, so that it is compiled once for an API.
#[expect(clippy::large_enum_variant, reason = "a call is not kept; a box would be an allocation a call")]
enum State<'a, C> {
    Unsent(Unsent<'a, C>),
    Sent(Sent<'a, C>),
    Done,
}

struct Sent<'a, C> {
    driver: Box<dyn Drive<'a> + 'a>,
    /// The violations that preflight found, where it only warns.
    warnings: Vec<Violation<C>>,
}

impl<'a, T: Payload, C: Code> Call<'a, T, C> {
    pub(crate) fn new<O: Operation<Output = T, Code = C>>(
        core: &'a Arc<Core>,
        transport: &'a Shared,
        request: &'a O,
    ) -> Self {
        let state = State::Unsent(Unsent::new(core, request));
        Self { endpoint: O::ENDPOINT, read: T::read, transport, state }
    }
}

impl<T, C: Code> Call<'_, T, C> {
    pub(super) fn with_options(self, options: Options) -> Self {
        self.with(|own| *own = options)
    }
}

/// Options.
impl<'a, T, C: Code> Call<'a, T, C> {
    /// Sets the time limit of the whole call: all attempts, the pauses between them and the waiting for the response, in
    /// place of [`Limits::total`](crate::v1::Limits::total), which is 60 s by default.
    ///
    /// Nothing shorter limits how long the server may think, but [`Limits::attempt`](crate::v1::Limits::attempt) where it
    /// is set. Connecting has a limit of its own, [`Limits::connect`](crate::v1::Limits::connect), and so has the time
    /// between two pieces of the response, [`idle`](Self::idle).
    pub fn timeout(self, total: Duration) -> Self {
        self.with(|options| options.limits = options.limits.with_total(total))
    }

    /// Sets the time between two pieces of the response, in place of [`Limits::idle`](crate::v1::Limits::idle), which is
    /// 30 s by default: for responses that a server writes while it works, with long pauses.
    pub fn idle(self, time: Duration) -> Self {
        self.with(|options| options.limits = options.limits.with_idle(time))
    }

    /// Sets a header, in place of one with the same name from the configuration or the operation. A name or value that
    /// HTTP does not allow makes the call fail before anything is sent.
    pub fn header(self, name: &str, value: &str) -> Self {
        self.with(|options| options.set_header(name, value))
    }

    /// Sets what happens if the request breaks rules of the error table, in place of
    /// [`Config::preflight`](crate::v1::Config::preflight).
    pub fn preflight(self, preflight: Preflight) -> Self {
        self.with(|options| options.preflight = preflight)
    }

    /// Sets how many attempts are made and the pauses between them, in place of
    /// [`Config::retry`](crate::v1::Config::retry).
    pub fn retry(self, policy: RetryPolicy) -> Self {
        self.with(|options| options.retry = policy)
    }

    /// Sets the idempotency key, by which the server recognizes a repeated call, in place of a random one. If the
    /// endpoint has no idempotency header, the call fails before anything is sent.
    pub fn idempotency_key(self, key: impl Into<String>) -> Self {
        self.with(|options| options.key = Some(key.into().into()))
    }

    /// Returns the future of the whole response: the payload with the status, the headers and the trace id.
    pub fn send(self) -> Sending<'a, T, C> {
        Sending(self)
    }

    fn with(mut self, change: impl FnOnce(&mut Options)) -> Self {
        if let State::Unsent(unsent) = &mut self.state {
            change(&mut unsent.options);
        }
        self
    }

    /// Continues until the payload is read or the call has failed.
    fn poll_reading<R>(
        &mut self,
        cx: &mut Context<'_>,
        finish: impl FnOnce(Reading<T>, Sent<'a, C>) -> R,
    ) -> Poll<Result<R, Error<C>>> {
        loop {
            let sent = ready!(self.state.poll(self.endpoint, self.transport, cx))?;
            match sent.read(self.endpoint, self.read) {
                Ok(reading) => return Poll::Ready(Ok(finish(reading, sent))),
                Err(failure) => self.state = State::Sent(sent.failed(self.endpoint, failure)?),
            }
        }
    }
}

impl<'a, C: Code> State<'a, C> {
    /// Sends the request if that has not happened yet, and continues until there is a response, whatever its status.
    fn poll(
        &mut self,
        endpoint: &'static Endpoint,
        transport: &'a Shared,
        cx: &mut Context<'_>,
    ) -> Poll<Result<Sent<'a, C>, Error<C>>> {
        let mut sent = match replace(self, State::Done) {
            State::Unsent(unsent) => {
                let (built, warnings) = unsent.build()?;
                let resumable = Resumable::of(&built, Error::<C>::row_of);
                let mut driver = drive(built, transport)?;
                if let Some(resumable) = resumable {
                    driver.exchange_mut().attach(Carried::new(again(resumable, transport)));
                }
                Sent { driver, warnings }
            }
            State::Sent(sent) => sent,
            State::Done => return Poll::Ready(Err(Error::of(finished(endpoint), Vec::new()))),
        };
        match sent.driver.poll(cx) {
            Poll::Pending => {
                *self = State::Sent(sent);
                Poll::Pending
            }
            Poll::Ready(Ok(())) => Poll::Ready(Ok(sent)),
            Poll::Ready(Err(error)) => Poll::Ready(Err(Error::of(error, sent.warnings))),
        }
    }
}

/// The error of a call that is polled after it has finished.
fn finished(endpoint: &'static Endpoint) -> ErasedError {
    let reason = "the call was polled after it had finished";
    let failed = TransportError::new(Phase::Receive, transport::Sent::Maybe, reason).permanent();
    ErasedError::transport(endpoint, failed)
}

impl<C: Code> Sent<'_, C> {
    /// Reads the response that has arrived.
    fn read<T>(&self, endpoint: &'static Endpoint, read: Read<T>) -> Result<Reading<T>, Failure> {
        let exchange = self.driver.exchange();
        exchange.trace().within(|| read(endpoint, exchange.response()))
    }

    /// The response is read as a success.
    fn succeeded(mut self) -> (Head, Vec<Violation<C>>) {
        (self.driver.exchange_mut().succeeded(), self.warnings)
    }

    /// The response is read as a failure; an error if the call does not continue.
    fn failed(mut self, endpoint: &Endpoint, failure: Failure) -> Result<Self, Error<C>> {
        let row = Error::<C>::row_of(endpoint, &failure);
        match self.driver.exchange_mut().failed(failure, row) {
            Ok(()) => Ok(self),
            Err(error) => Err(Error::of(error, self.warnings)),
        }
    }
}

/// Nothing in it is pinned.
impl<T, C> Unpin for Call<'_, T, C> {}

impl<T, C: Code> Future for Call<'_, T, C> {
    type Output = Result<T, Error<C>>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.get_mut().poll_reading(cx, |reading, sent| {
            sent.succeeded();
            reading.payload
        })
    }
}

impl<T, C> fmt::Debug for Call<'_, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("endpoint", &self.endpoint.name()).finish_non_exhaustive()
    }
}

/// The future of a whole response; see [`Call::send`].
#[must_use = "a call does nothing unless it is awaited"]
pub struct Sending<'a, T, C>(Call<'a, T, C>);

impl<T, C: Code> Future for Sending<'_, T, C> {
    type Output = Reply<T, C>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.get_mut().0.poll_reading(cx, |reading, sent| {
            let (head, warnings) = sent.succeeded();
            Response::new(reading, head, warnings)
        })
    }
}

impl<T, C> fmt::Debug for Sending<'_, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Sending").field(&self.0).finish()
    }
}
