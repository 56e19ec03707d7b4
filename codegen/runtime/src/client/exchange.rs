//! One call: everything that both clients do before, between and after sending. No I/O.

use std::mem::take;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use super::key::Key;
use super::redirects::Redirects;
use super::tokens::Tokens;
use super::unsent::Built;
use super::{Core, Head, Options};
use crate::clock::{Clock, Stopwatch};
use crate::codes::{ErrorInfo, Retry};
use crate::endpoint::Endpoint;
use crate::envelope;
use crate::error::{self, Answer, ErasedError};
use crate::invalid_request::InvalidRequest;
use crate::refresh::{CredentialCache, Failure, Held};
use crate::request_builder::{NotReady, Prepared, RequestBuilder};
use crate::retry::{Next, Repeat, RetryState};
use crate::trace::Trace;
use crate::transport::{Limits, Phase, Sent, TransportError};
use crate::upload::{Started, Upload};

/// A call in progress.
pub(crate) struct Exchange<'a> {
    core: &'a Core,
    endpoint: &'static Endpoint,
    builder: RequestBuilder,
    options: Options,
    key: Option<Box<str>>,
    /// Whether the server recognizes the request when it is repeated.
    is_keyed: bool,
    retry_state: RetryState,
    begun: Option<Stopwatch>,
    /// The beginning of an attempt whose body is read while it is sent. Its time has limits of its own.
    uploading: Option<Stopwatch>,
    /// How long such attempts took.
    uploaded: Duration,
    tokens: Tokens,
    pause: Option<Duration>,
    /// The redirects of the current attempt; `None` if the endpoint does not follow any.
    redirects: Option<Redirects>,
    /// The request that a redirect asks for.
    redirected: Option<http::Request<Bytes>>,
    /// The response of the last attempt, until it is read.
    response: http::Response<Bytes>,
    /// The error of the last attempt.
    last: Option<ErasedError>,
    /// Copied into the extensions of every response, for its payload.
    extensions: http::Extensions,
    trace: Trace,
}

/// The next step of the client.
pub(crate) enum Action {
    Pause(Duration),
    /// Ask the provider, then call [`Exchange::fetched`].
    Fetch(Arc<CredentialCache>),
    /// Send, then call [`Exchange::arrived`] or [`Exchange::broken`].
    Send(http::Request<Bytes>, Limits),
    /// As `Send`, with a body that is read while it is sent.
    Upload(http::Request<Started>, Limits),
}

/// Whether a response answers the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arrived {
    Answer,
    /// It is followed: there is a next step.
    Redirect,
}

impl<'a> Exchange<'a> {
    /// The exchange of a request that is built.
    pub(crate) fn new(built: Built<'a>) -> Result<Self, ErasedError> {
        let Built { core, endpoint, builder, repeat, mut options, trace } = built;
        let key = Key::of(endpoint, &builder, &core.config, &mut options)
            .map_err(|wrong| ErasedError::request(Some(endpoint), wrong))
            .inspect_err(|error| trace.failed(error))?;
        let is_keyed = repeat != Repeat::No || key.text.is_some();
        let is_repeatable = endpoint.is_idempotent() || repeat == Repeat::Always;
        let repeat = if is_repeatable { Repeat::Always } else { key.repeat };
        Ok(Self {
            core,
            endpoint,
            builder,
            key: key.text,
            is_keyed,
            retry_state: RetryState::new(options.retry, options.limits.total(), repeat),
            options,
            begun: None,
            uploading: None,
            uploaded: Duration::ZERO,
            tokens: Tokens::default(),
            pause: None,
            redirects: None,
            redirected: None,
            response: http::Response::default(),
            last: None,
            extensions: http::Extensions::new(),
            trace,
        })
    }

    pub(crate) fn endpoint(&self) -> &'static Endpoint {
        self.endpoint
    }

    /// The clock that measures the time of the call.
    pub(crate) fn clock(&self) -> &Clock {
        self.core.config.watch()
    }

    /// The span of the call.
    pub(crate) fn trace(&self) -> &Trace {
        &self.trace
    }

    /// The next action. The request is rebuilt for each attempt, with the current time, nonces and signature; the
    /// idempotency key stays the same.
    pub(crate) fn step(&mut self) -> Result<Action, ErasedError> {
        self.begun.get_or_insert_with(|| self.core.config.watch().start());
        if let Some(pause) = self.pause.take() {
            return Ok(Action::Pause(pause));
        }
        if let Some(request) = self.redirected.take() {
            let Some(left) = self.retry_state.left(self.elapsed()) else { return Err(self.out_of_time()) };
            return Ok(Action::Send(request, self.limits(left)));
        }
        let Prepared { request, upload } =
            match self.core.request(&self.builder, &self.options, &mut self.tokens) {
                Ok(prepared) => prepared,
                Err(NotReady::Credential(cache)) => {
                    self.trace.refreshing(cache.setting());
                    return Ok(Action::Fetch(cache));
                }
                Err(NotReady::Invalid(wrong)) => return Err(self.give_up_for(wrong)),
            };
        let Some(left) = self.retry_state.left(self.elapsed()) else { return Err(self.out_of_time()) };
        let upload = match upload.as_ref().map(Upload::start).transpose() {
            Ok(upload) => upload,
            Err(wrong) => return Err(self.give_up_for(wrong)),
        };
        self.retry_state.sending();
        self.trace.sending(self.retry_state.attempts());
        self.redirects = Redirects::of(self.endpoint, &request);
        let limits = self.limits(left);
        let Some(upload) = upload else { return Ok(Action::Send(request, limits)) };
        self.uploading = Some(self.clock().start());
        Ok(Action::Upload(request.map(|_| upload), limits))
    }

    /// The limits of a request, when so much time is left for the call.
    fn limits(&self, left: Duration) -> Limits {
        let limits = self.options.limits;
        limits.with_total(limits.attempt().min(whole_millis(left)))
    }

    /// Takes the answer of the provider.
    pub(crate) fn fetched(
        &mut self,
        cache: Arc<CredentialCache>,
        given: Result<Held, Failure>,
    ) -> Result<(), ErasedError> {
        match given {
            Ok(held) => {
                self.tokens.keep(cache, held);
                Ok(())
            }
            Err(failure) => {
                let unsent =
                    || ErasedError::request(Some(self.endpoint), InvalidRequest::new(failure.to_string()));
                let error = self.last.take().unwrap_or_else(unsent);
                Err(self.told(error, Some(failure)))
            }
        }
    }

    /// Takes a response, whatever its status. If it is the answer, it is read next, and then
    /// [`succeeded`](Self::succeeded) or [`failed`](Self::failed) is called.
    pub(crate) fn arrived(&mut self, mut response: http::Response<Bytes>) -> Arrived {
        self.uploaded();
        self.redirected = self.redirects.as_mut().and_then(|redirects| redirects.next(&response));
        response.extensions_mut().extend(self.extensions.clone());
        self.response = response;
        if self.redirected.is_some() { Arrived::Redirect } else { Arrived::Answer }
    }

    /// Adds what goes along with every response, to its payload.
    pub(crate) fn attach<T: Clone + Send + Sync + 'static>(&mut self, extension: T) {
        self.extensions.insert(extension);
    }

    /// The response that has arrived.
    pub(crate) fn response(&self) -> &http::Response<Bytes> {
        &self.response
    }

    /// The response is read as a success.
    pub(crate) fn succeeded(&mut self) -> Head {
        Head::from(self.accepted())
    }

    /// The response, which is a success and is read elsewhere.
    pub(crate) fn accepted(&mut self) -> http::Response<Bytes> {
        self.core.config.budget().succeeded();
        self.trace.succeeded(self.response.status(), self.retry_state.attempts());
        take(&mut self.response)
    }

    /// The response is read as a failure, with this row if it is a business error; an error if the call does not
    /// continue.
    pub(crate) fn failed(
        &mut self,
        failure: envelope::Failure,
        row: Option<&'static ErrorInfo>,
    ) -> Result<(), ErasedError> {
        let answer = Answer::from(take(&mut self.response));
        self.go_on(ErasedError::answered(self.endpoint, answer, failure, row))
    }

    /// Takes a transport failure; an error if the call does not continue.
    pub(crate) fn broken(&mut self, failed: TransportError) -> Result<(), ErasedError> {
        self.uploaded();
        self.go_on(ErasedError::transport(self.endpoint, failed))
    }

    /// An attempt is over.
    fn uploaded(&mut self) {
        if let Some(begun) = self.uploading.take() {
            self.uploaded += begun.elapsed();
        }
    }

    /// Decides after a failed attempt; an error if the call does not continue.
    fn go_on(&mut self, error: ErasedError) -> Result<(), ErasedError> {
        if error.was_never_sent() {
            // After a failed attempt, its error is the one that matters.
            let error = self.last.take().unwrap_or(error);
            return Err(self.told(error, None));
        }
        let error = if self.is_keyed { error.of_keyed() } else { error };
        let mut failed = error.failed();
        if failed.retry == Retry::RefreshAuth && self.tokens.are_none() {
            // There is no provider that could replace the rejected credential.
            failed.retry = Retry::Never;
        }
        if self.builder.is_spent() {
            self.retry_state.stop();
        }
        let config = &self.core.config;
        let next = self.retry_state.next(failed, self.elapsed(), config.dice().number(), config.budget());
        if failed.retry == Retry::RefreshAuth && self.retry_state.may_expire(next) {
            self.tokens.expire();
        }
        self.tokens.forget();
        match next {
            Next::GiveUp => return Err(self.told(error, None)),
            Next::Pause(pause) => {
                self.trace.again(&error, pause);
                self.pause = Some(pause);
            }
            Next::Refresh => self.trace.again(&error, Duration::ZERO),
        }
        self.last = Some(error);
        Ok(())
    }

    /// The request can't be built any more.
    fn give_up_for(&mut self, wrong: InvalidRequest) -> ErasedError {
        let error = self.last.take().unwrap_or_else(|| ErasedError::request(Some(self.endpoint), wrong));
        self.told(error, None)
    }

    fn out_of_time(&mut self) -> ErasedError {
        let reason = "the time for the whole call has run out";
        let late = || TransportError::new(Phase::Connect, Sent::No, reason).timed_out().permanent();
        let error = self.last.take().unwrap_or_else(|| ErasedError::transport(self.endpoint, late()));
        self.told(error, None)
    }

    /// Adds what is known of the whole call.
    fn told(&mut self, error: ErasedError, refresh: Option<Failure>) -> ErasedError {
        let call = error::Call {
            attempts: self.retry_state.attempts(),
            sent: self.retry_state.sent(),
            processed: self.retry_state.processed(),
            repeat: self.retry_state.repeat(),
            key: self.key.take(),
            is_keyed: self.is_keyed,
            is_spent: self.builder.is_spent(),
            refresh,
        };
        let error = error.of_call(call);
        self.trace.failed(&error);
        error
    }

    fn elapsed(&self) -> Duration {
        self.begun.as_ref().map_or(Duration::ZERO, |begun| begun.elapsed().saturating_sub(self.uploaded))
    }
}

/// Rounded up, so that a timeout reads `60s` and not `59.999951s`.
fn whole_millis(time: Duration) -> Duration {
    Duration::from_millis(u64::try_from(time.as_nanos().div_ceil(1_000_000)).unwrap_or(u64::MAX))
}
