//! The asynchronous client: one call is check, prepare, exchange, read.

mod config;
mod core;
mod exchange;
mod key;
mod options;
mod preflight;
mod response;
mod tokens;

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

pub use self::config::Config;
pub(crate) use self::core::Core;
pub use self::core::read_response;
pub(crate) use self::exchange::{Action, Exchange};
pub(crate) use self::options::Options;
pub use self::preflight::Preflight;
pub use self::response::{Reply, Response};
pub(crate) use self::tokens::{Tokens, Value};
use crate::codes::Code;
use crate::error::Error;
use crate::operation::Operation;
use crate::refresh::Fetch;
use crate::retry::RetryPolicy;
use crate::trace::Trace;
use crate::transport::{Shared, Transport};

/// An asynchronous client of one API. Cheap to clone; clones share the transport.
///
/// Generated clients wrap it. It does not show which transport is used, so that naming its type needs no parameter.
pub struct Client<C> {
    core: Arc<Core>,
    transport: Shared,
    codes: PhantomData<fn() -> C>,
}

impl<C: Code> Client<C> {
    /// A client that sends to `base_url` over `transport`.
    ///
    /// # Errors
    /// An [`is_request`](Error::is_request) error that says what to fix, when the base URL has no scheme, another one
    /// than `http` and `https`, no host, or user info, a query or a fragment.
    pub fn new(base_url: &str, transport: impl Transport) -> Result<Self, Error<C>> {
        Ok(Self { core: Core::new(base_url)?, transport: Shared::new(transport), codes: PhantomData })
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
    /// The request is built at once and sent when the future is awaited. Dropping the future closes the connection;
    /// the server may have processed the request all the same.
    pub fn payload<'a, O: Operation<Code = C>>(
        &'a self,
        request: &'a O,
    ) -> impl Future<Output = Result<O::Output, Error<C>>> + Send + use<'a, C, O> {
        let sent = self.exchange::<O>(request, Options::new(&self.core.config));
        async move { sent.await.map(Response::into_payload) }
    }

    fn exchange<O: Operation<Code = C>>(
        &self,
        request: &O,
        options: Options,
    ) -> impl Future<Output = Reply<O>> + Send + use<C, O> {
        let trace = Trace::call(O::ENDPOINT);
        let begun = Exchange::begin(&self.core, request, options, &trace);
        let transport = self.transport.clone();
        trace.watch(async move {
            let mut exchange = begun?;
            loop {
                let response = answer(&mut exchange, &transport).await?;
                if let Some(response) = exchange.read(response)? {
                    return Ok(response);
                }
            }
        })
    }
}

/// Goes on until there is a response, whatever it says. Nothing here depends on the operation, so that it is compiled once
/// for an API.
async fn answer<C: Code>(
    exchange: &mut Exchange<C>,
    transport: &Shared,
) -> Result<http::Response<Bytes>, Error<C>> {
    loop {
        match exchange.step()? {
            Action::Pause(pause) => transport.sleep(pause).await,
            Action::Fetch(cache) => {
                let given = Fetch::of(&cache).await;
                exchange.fetched(cache, given)?;
            }
            Action::Send(request, limits) => match transport.send(request, &limits).await {
                Ok(response) => return Ok(response),
                Err(failed) => exchange.broken(failed)?,
            },
        }
    }
}

impl<C> Clone for Client<C> {
    fn clone(&self) -> Self {
        Self { core: Arc::clone(&self.core), transport: self.transport.clone(), codes: PhantomData }
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

impl<'a, O: Operation> Call<'a, O> {
    /// Sets the time for the whole call, in place of [`Limits::total`](crate::v1::Limits::total).
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
    pub fn send(self) -> impl Future<Output = Reply<O>> + Send + use<'a, O> {
        self.client.exchange::<O>(self.request, self.options)
    }
}

impl<O: Operation> fmt::Debug for Call<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("endpoint", &O::ENDPOINT.name()).finish_non_exhaustive()
    }
}
