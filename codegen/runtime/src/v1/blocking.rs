//! The blocking twin: the same calls without an executor.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use crate::client::{
    Action, Arrived, Built, Config, Core, Exchange, Head, Options, Preflight, Read, Reply, Response,
    Resumable, Unsent, page_options,
};
use crate::clock::Stopwatch;
use crate::codes::Code;
use crate::endpoint::Endpoint;
use crate::envelope::Reading;
use crate::error::{ErasedError, Error};
use crate::operation::Operation;
use crate::outlined::Outlined;
use crate::pages::{self, Paged, Walk};
use crate::payload::Payload;
use crate::platform::Carried;
pub use crate::refresh::{BlockingRefresh as Refresh, RefreshError};
use crate::refresh::{Fetch, wait};
use crate::retry::RetryPolicy;
use crate::stream::{Again, BlockingReopen, Resumption, open_blocking};
pub use crate::stream::{BlockingByteStream as ByteStream, BlockingEvents as Events};
pub use crate::transport::{BlockingBody as Body, BlockingPieces as Pieces};
use crate::transport::{Limits, TransportError};
use crate::upload::Started;
use crate::violation::Violation;

/// Sends requests and blocks until the response is complete; the blocking counterpart of
/// [`Transport`](crate::v1::Transport).
///
/// The request carries its [`Endpoint`] as an extension of type `&'static Endpoint`.
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

    /// Sends a request and returns the response when its head has arrived, for endpoints whose body is read as a stream;
    /// see [`Transport::open`](crate::v1::Transport::open).
    ///
    /// # Errors
    /// If there is no response; the error says whether the request may have reached the server.
    fn open(
        &self,
        request: http::Request<Bytes>,
        limits: &Limits,
    ) -> Result<http::Response<Body>, TransportError> {
        self.send(request, limits).map(|response| response.map(Body::from))
    }

    /// Sends a request whose body is read while it is sent, and returns the response when its head has arrived; see
    /// [`Transport::upload`](crate::v1::Transport::upload).
    ///
    /// # Errors
    /// If there is no response; the error says whether the request may have reached the server.
    fn upload(
        &self,
        request: http::Request<Body>,
        limits: &Limits,
    ) -> Result<http::Response<Body>, TransportError> {
        let (parts, body) = request.into_parts();
        let body = body.collect().map_err(TransportError::unsent)?;
        self.open(http::Request::from_parts(parts, body), limits)
    }

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
        Self { core: self.core.with_config(change(self.core.config.clone())), ..self }
    }

    /// Starts a call with its own options.
    pub fn call<'a, O: Operation<Code = C>>(&'a self, request: &'a O) -> Call<'a, O::Output, C> {
        Call { unsent: Unsent::new(&self.core, request), transport: &self.transport, payload: PhantomData }
    }

    /// The items of a list that comes in pages, from the page that `request` selects on.
    pub fn items<O: Paged<Code = C>>(&self, request: &O) -> Items<'_, O> {
        Items::new(self, request.clone())
    }

    /// Sends the request and returns the payload alone.
    ///
    /// # Errors
    /// Everything that a call can fail with, see [`Error`].
    pub fn payload<O: Operation<Code = C>>(
        &self,
        request: &O,
    ) -> Result<<O::Output as Payload>::Blocking, Error<C>> {
        self.call(request).run(Payload::read, |reading, _, _| reading.payload)
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
#[must_use = "a call does nothing unless it is sent"]
pub struct Call<'a, T, C> {
    unsent: Unsent<'a, C>,
    transport: &'a Arc<dyn Transport>,
    payload: PhantomData<fn() -> T>,
}

impl<T: Payload, C: Code> Call<'_, T, C> {
    /// Sets the time limit of the whole call: all attempts, the pauses between them and the waiting for the response, in
    /// place of [`Limits::total`](crate::v1::Limits::total), which is 60 s by default.
    ///
    /// Nothing shorter limits how long the server may think, but [`Limits::attempt`](crate::v1::Limits::attempt) where it
    /// is set. Connecting has a limit of its own, [`Limits::connect`](crate::v1::Limits::connect), and so has the time
    /// between two pieces of the response, [`idle`](Self::idle).
    pub fn timeout(mut self, total: Duration) -> Self {
        self.unsent.options.limits = self.unsent.options.limits.with_total(total);
        self
    }

    /// Sets the time between two pieces of the response, in place of [`Limits::idle`](crate::v1::Limits::idle), which is
    /// 30 s by default: for responses that a server writes while it works, with long pauses.
    pub fn idle(mut self, time: Duration) -> Self {
        self.unsent.options.limits = self.unsent.options.limits.with_idle(time);
        self
    }

    /// Sets a header, in place of one with the same name from the configuration or the operation. A name or value that
    /// HTTP does not allow makes [`send`](Self::send) fail before anything is sent.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.unsent.options.set_header(name, value);
        self
    }

    /// Sets what happens if the request breaks rules of the error table, in place of [`Config::preflight`].
    pub fn preflight(mut self, preflight: Preflight) -> Self {
        self.unsent.options.preflight = preflight;
        self
    }

    /// Sets how many attempts are made and the pauses between them, in place of [`Config::retry`].
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.unsent.options.retry = policy;
        self
    }

    /// Sets the idempotency key, by which the server recognizes a repeated call, in place of a random one. If the
    /// endpoint has no idempotency header, [`send`](Self::send) fails before anything is sent.
    pub fn idempotency_key(mut self, key: impl Into<String>) -> Self {
        self.unsent.options.key = Some(key.into().into());
        self
    }

    /// Sends the request and returns the payload with the status, the headers and the trace id.
    ///
    /// # Errors
    /// Everything that a call can fail with, see [`Error`].
    pub fn send(self) -> Reply<T::Blocking, C> {
        self.run(Payload::read, Response::new)
    }

    fn run<P, R>(
        self,
        read: Read<P>,
        finish: impl FnOnce(Reading<P>, Head, Vec<Violation<C>>) -> R,
    ) -> Result<R, Error<C>> {
        let Self { unsent, transport, .. } = self;
        let endpoint = unsent.endpoint;
        let (built, warnings) = unsent.build()?;
        let resumable = Resumable::of(&built, Error::<C>::row_of);
        let mut exchange = begin(built)?;
        if let Some(resumable) = resumable {
            exchange.attach(Carried::new(again(resumable, transport)));
        }
        let trace = exchange.trace().clone();
        let outcome = trace.within(|| {
            loop {
                answer(&mut exchange, &**transport)?;
                match read(endpoint, exchange.response()) {
                    Ok(reading) => return Ok((reading, exchange.succeeded())),
                    Err(failure) => {
                        let row = Error::<C>::row_of(endpoint, &failure);
                        exchange.failed(failure, row)?;
                    }
                }
            }
        });
        match outcome {
            Ok((reading, head)) => Ok(finish(reading, head, warnings)),
            Err(error) => Err(Error::of(error, warnings)),
        }
    }
}

/// How a stream of events is opened again.
fn again(resumable: Resumable, transport: &Arc<dyn Transport>) -> Again<BlockingReopen> {
    let (policy, transport) = (resumable.policy(), Arc::clone(transport));
    let open = move |resumption: Resumption| {
        transport.sleep(resumable.pause(&resumption));
        let mut exchange = begin(resumable.built(&resumption)?)?;
        loop {
            answer(&mut exchange, &*transport)?;
            if let Some(response) = resumable.judge(&mut exchange)? {
                return Ok(response);
            }
        }
    };
    Again::new(Arc::new(open), policy)
}

/// Begins a call. Neither generic nor inline, so that what drops it is compiled in this crate.
fn begin(built: Built<'_>) -> Result<Outlined<'_, Exchange<'_>>, ErasedError> {
    Exchange::new(built).map(Outlined::new)
}

/// Continues until there is a response, whatever its status.
fn answer(exchange: &mut Exchange<'_>, transport: &dyn Transport) -> Result<(), ErasedError> {
    loop {
        match exchange.step()? {
            Action::Pause(pause) => transport.sleep(pause),
            Action::Fetch(cache) => {
                let given = wait(Fetch::of(&cache));
                exchange.fetched(cache, given)?;
            }
            Action::Send(request, limits) => {
                let outcome = deliver(exchange.endpoint(), request, limits, transport);
                if take(exchange, outcome)? == Arrived::Answer {
                    return Ok(());
                }
            }
            Action::Upload(request, limits) => {
                let outcome = upload(exchange.endpoint(), request, limits, transport);
                if take(exchange, outcome)? == Arrived::Answer {
                    return Ok(());
                }
            }
        }
    }
}

/// Takes the outcome of an attempt; a failed one is followed like a redirect, if the call continues.
fn take(
    exchange: &mut Exchange<'_>,
    outcome: Result<http::Response<Bytes>, TransportError>,
) -> Result<Arrived, ErasedError> {
    match outcome {
        Ok(response) => Ok(exchange.arrived(response)),
        Err(failed) => exchange.broken(failed).map(|()| Arrived::Redirect),
    }
}

/// Sends a request whose body is read meanwhile. Of a stream, the response has the beginning.
fn upload(
    endpoint: &'static Endpoint,
    request: http::Request<Started>,
    limits: Limits,
    transport: &dyn Transport,
) -> Result<http::Response<Bytes>, TransportError> {
    let opened = transport.upload(request.map(Started::into_blocking_body), &limits)?;
    open_blocking(opened, endpoint, &limits, Stopwatch::system())
}

/// Sends a request. Of a stream, the response has the beginning.
fn deliver(
    endpoint: &'static Endpoint,
    request: http::Request<Bytes>,
    limits: Limits,
    transport: &dyn Transport,
) -> Result<http::Response<Bytes>, TransportError> {
    if !endpoint.is_streamed() {
        return transport.send(request, &limits);
    }
    let begun = Stopwatch::system();
    open_blocking(transport.open(request, &limits)?, endpoint, &limits, begun)
}

impl<T, C> fmt::Debug for Call<'_, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("endpoint", &self.unsent.endpoint.name()).finish_non_exhaustive()
    }
}

/// The items of a list, page after page: the blocking counterpart of [`Items`](crate::v1::Items). It ends after an error.
#[must_use = "no page is requested before `next` is called"]
pub struct Items<'a, O: Paged> {
    client: &'a Client<O::Code>,
    options: Options,
    walk: Walk<O>,
}

impl<'a, O: Paged> Items<'a, O> {
    fn new(client: &'a Client<O::Code>, request: O) -> Self {
        Self { client, options: Options::new(&client.core.config), walk: Walk::new(request) }
    }

    /// The request for the next page; after an error, for the page that failed. To continue later, keep a clone.
    pub fn request(&self) -> &O {
        self.walk.request()
    }
}

/// Options. Set them before the first item is taken; they apply to each call after that.
impl<O: Paged> Items<'_, O> {
    page_options!();
}

impl<O: Paged> Iterator for Items<'_, O> {
    type Item = Result<O::Item, Error<O::Code>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let request = match self.walk.step() {
                pages::Action::Give(item) => return Some(item),
                pages::Action::End => return None,
                pages::Action::Request(request) => request,
            };
            let mut call = self.client.call(request);
            call.unsent.options = self.options.clone();
            let reply = call.run(Payload::read, Response::new);
            self.walk.arrived(reply);
        }
    }
}

impl<O: Paged> std::iter::FusedIterator for Items<'_, O> {}

impl<O: Paged> fmt::Debug for Items<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("endpoint", &O::ENDPOINT.name())
            .field("at_hand", &self.walk.at_hand())
            .finish_non_exhaustive()
    }
}
