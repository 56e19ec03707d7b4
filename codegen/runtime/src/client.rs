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
    /// An [`is_request`](Error::is_request) error that says what to fix, if the base URL has no host, another scheme
    /// than `http` or `https`, or has user info, a query or a fragment.
    pub fn new(base_url: &str, transport: impl Transport) -> Result<Self, Error<C>> {
        Ok(Self { core: Core::new(base_url)?, transport: Shared::new(transport), codes: PhantomData })
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
    /// The request is built immediately and sent when the future is awaited. Dropping the future closes the connection;
    /// the server may have processed the request nevertheless.
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

/// Continues until there is a response, whatever its status. Independent of the operation, so that it is compiled once
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

/// A call with its own options; [`send`](Self::send) returns the whole response.
pub struct Call<'a, O: Operation> {
    client: &'a Client<O::Code>,
    request: &'a O,
    options: Options,
}

impl<'a, O: Operation> Call<'a, O> {
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
    pub fn send(self) -> impl Future<Output = Reply<O>> + Send + use<'a, O> {
        self.client.exchange::<O>(self.request, self.options)
    }
}

impl<O: Operation> fmt::Debug for Call<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("endpoint", &O::ENDPOINT.name()).finish_non_exhaustive()
    }
}
