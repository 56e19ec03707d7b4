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

/// Carries requests and waits for the answer; the blocking twin of [`Transport`](crate::v1::Transport).
///
/// The request carries its [`Endpoint`](crate::v1::Endpoint) as an extension of type `&'static Endpoint`.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and reads the whole response, whatever its status.
    ///
    /// # Errors
    /// When there is no complete response; the error says whether the server may have seen the request.
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
    /// An [`is_request`](Error::is_request) error that says what to fix, when the base URL has no scheme, another one
    /// than `http` and `https`, no host, or user info, a query or a fragment.
    pub fn new(base_url: &str, transport: impl Transport) -> Result<Self, Error<C>> {
        Ok(Self { core: Core::new(base_url)?, transport: Arc::new(transport), codes: PhantomData })
    }

    /// The same client with another configuration; clones made before keep theirs.
    #[must_use]
    pub fn configure(self, change: impl FnOnce(Config) -> Config) -> Self {
        Self { core: self.core.configured(change), ..self }
    }

    /// A call with options of its own.
    pub fn call<'a, O: Operation<Code = C>>(&'a self, request: &'a O) -> Call<'a, O> {
        Call { client: self, request, options: Options::new(&self.core.config) }
    }

    /// Calls and returns the payload alone.
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

/// A call with options of its own; [`send`](Self::send) returns the whole response.
pub struct Call<'a, O: Operation> {
    client: &'a Client<O::Code>,
    request: &'a O,
    options: Options,
}

impl<O: Operation> Call<'_, O> {
    /// Sets the time for the whole call, in place of [`Limits::total`].
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

    /// Sets what happens to a request that breaks rules of the error table, in place of [`Config::preflight`].
    #[must_use]
    pub fn preflight(mut self, preflight: Preflight) -> Self {
        self.options.preflight = preflight;
        self
    }

    /// Sets how often the call is sent, and the pauses between its attempts, in place of [`Config::retry`].
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.options.retry = policy;
        self
    }

    /// Sets the key by which the server tells that it has seen the call before, in place of a random one. For endpoints
    /// with an idempotency header; with others [`send`](Self::send) fails before anything is sent.
    #[must_use]
    pub fn idempotency_key(mut self, key: impl Into<String>) -> Self {
        self.options.key = Some(key.into().into());
        self
    }

    /// Calls and returns the payload with the status, the headers and the trace id.
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

/// Goes on until there is a response, whatever it says.
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
