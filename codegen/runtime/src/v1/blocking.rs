//! The blocking twin: the same calls without an executor.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use crate::client::{Action, Config, Core, Exchange, Options, Preflight, Reply, Response};
use crate::codes::Code;
use crate::error::Error;
use crate::operation::Operation;
pub use crate::refresh::{BlockingRefresh as Refresh, RefreshError};
use crate::refresh::{Fetch, wait};
use crate::retry::RetryPolicy;
use crate::trace::Trace;
use crate::transport::{Limits, TransportError};

/// Sends requests and blocks until the response is complete; the blocking counterpart of
/// [`Transport`](crate::v1::Transport).
///
/// The request carries its [`Endpoint`](crate::v1::Endpoint) as an extension of type `&'static Endpoint`.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and reads the whole response, whatever its status.
    ///
    /// # Errors
    /// If there is no complete response; the error says whether the request may have reached the server.
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: &Limits,
    ) -> Result<http::Response<Bytes>, TransportError>;

    /// Waits; the runtime's pauses between attempts come from here.
    fn sleep(&self, pause: Duration) {
        std::thread::sleep(pause);
    }
}

/// A blocking client of one API. Cheap to clone; clones share the transport.
pub struct Client<C> {
    core: Arc<Core>,
    transport: Arc<dyn Transport>,
    codes: PhantomData<fn() -> C>,
}

impl<C: Code> Client<C> {
    /// A client that sends to `base_url` over `transport`.
    ///
    /// # Errors
    /// An [`is_request`](Error::is_request) error that says what to fix, if the base URL has no host, another scheme
    /// than `http` or `https`, or has user info, a query or a fragment.
    pub fn new(base_url: &str, transport: impl Transport) -> Result<Self, Error<C>> {
        Ok(Self { core: Core::new(base_url)?, transport: Arc::new(transport), codes: PhantomData })
    }

    /// Returns the client with another configuration; clones made before keep theirs.
    #[must_use]
    pub fn configure(self, change: impl FnOnce(Config) -> Config) -> Self {
        Self { core: self.core.configured(change), ..self }
    }

    /// Starts a call with its own options.
    pub fn call<'a, O: Operation<Code = C>>(&'a self, request: &'a O) -> Call<'a, O> {
        Call { client: self, request, options: Options::new(&self.core.config) }
    }

    /// Sends the request and returns the payload alone.
    ///
    /// # Errors
    /// Everything that a call can fail with, see [`Error`].
    pub fn payload<O: Operation<Code = C>>(&self, request: &O) -> Result<O::Output, Error<C>> {
        self.call(request).send().map(Response::into_payload)
    }
}

impl<C> Clone for Client<C> {
    fn clone(&self) -> Self {
        Self { core: Arc::clone(&self.core), transport: Arc::clone(&self.transport), codes: PhantomData }
    }
}

/// Shows the base URL and the configuration, no header value.
impl<C> fmt::Debug for Client<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.core.show(f)
    }
}

/// A call with its own options; [`send`](Self::send) returns the whole response.
pub struct Call<'a, O: Operation> {
    client: &'a Client<O::Code>,
    request: &'a O,
    options: Options,
}

impl<O: Operation> Call<'_, O> {
    /// Sets the time limit of the whole call, in place of [`Limits::total`](crate::v1::Limits::total).
    #[must_use]
    pub fn timeout(mut self, total: Duration) -> Self {
        self.options.limits = self.options.limits.with_total(total);
        self
    }

    /// Sets a header, in place of one with the same name from the configuration or the operation. A name or value that
    /// HTTP does not allow makes [`send`](Self::send) fail before anything is sent.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.options.set_header(name, value);
        self
    }

    /// Sets what happens if the request breaks rules of the error table, in place of [`Config::preflight`].
    #[must_use]
    pub fn preflight(mut self, preflight: Preflight) -> Self {
        self.options.preflight = preflight;
        self
    }

    /// Sets how many attempts are made and the pauses between them, in place of [`Config::retry`].
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.options.retry = policy;
        self
    }

    /// Sets the idempotency key, by which the server recognizes a repeated call, in place of a random one. If the
    /// endpoint has no idempotency header, [`send`](Self::send) fails before anything is sent.
    #[must_use]
    pub fn idempotency_key(mut self, key: impl Into<String>) -> Self {
        self.options.key = Some(key.into().into());
        self
    }

    /// Sends the request and returns the payload with the status, the headers and the trace id.
    ///
    /// # Errors
    /// Everything that a call can fail with, see [`Error`].
    pub fn send(self) -> Reply<O> {
        let trace = Trace::call(O::ENDPOINT);
        let mut exchange = Exchange::begin(&self.client.core, self.request, self.options, &trace)?;
        trace.within(|| {
            loop {
                let response = answer(&mut exchange, &*self.client.transport)?;
                if let Some(response) = exchange.read(response)? {
                    return Ok(response);
                }
            }
        })
    }
}

/// Continues until there is a response, whatever its status. Independent of the operation, so that it is compiled once
/// for an API.
fn answer<C: Code>(
    exchange: &mut Exchange<C>,
    transport: &dyn Transport,
) -> Result<http::Response<Bytes>, Error<C>> {
    loop {
        match exchange.step()? {
            Action::Pause(pause) => transport.sleep(pause),
            Action::Fetch(cache) => {
                let given = wait(Fetch::of(&cache));
                exchange.fetched(cache, given)?;
            }
            Action::Send(request, limits) => match transport.send(request, &limits) {
                Ok(response) => return Ok(response),
                Err(failed) => exchange.broken(failed)?,
            },
        }
    }
}

impl<O: Operation> fmt::Debug for Call<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("endpoint", &O::ENDPOINT.name()).finish_non_exhaustive()
    }
}
