//! One call: everything that both clients do before, between and after sending. No I/O.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::StatusCode;

use super::key::Key;
use super::tokens::Tokens;
use super::{Core, Options};
use crate::codes::Retry;
use crate::endpoint::Endpoint;
use crate::error::{self, ErasedError};
use crate::invalid_request::InvalidRequest;
use crate::refresh::{CredentialCache, Failure, Held};
use crate::request_builder::{NotReady, RequestBuilder};
use crate::retry::{Next, Repeat, RetryState};
use crate::trace::Trace;
use crate::transport::{Limits, Phase, Sent, TransportError};

/// A call in progress.
pub(crate) struct Exchange<'a> {
    core: &'a Core,
    endpoint: &'static Endpoint,
    builder: RequestBuilder,
    options: Options,
    key: Option<Box<str>>,
    retry_state: RetryState,
    begun: Option<Instant>,
    tokens: Tokens,
    pause: Option<Duration>,
    /// The error of the last attempt.
    last: Option<ErasedError>,
    trace: Trace,
}

/// What the client has to do next.
#[expect(
    clippy::large_enum_variant,
    reason = "it is taken apart where it is made; a box would be an allocation a call"
)]
pub(crate) enum Action {
    Pause(Duration),
    /// Ask the provider, then call [`Exchange::fetched`].
    Fetch(Arc<CredentialCache>),
    /// Send, then call [`Exchange::succeeded`], [`Exchange::failed`] or [`Exchange::broken`].
    Send(http::Request<Bytes>, Limits),
}

impl<'a> Exchange<'a> {
    /// The exchange of a request that is built; `own` says whether the request itself makes repeating it safe.
    pub(crate) fn new(
        core: &'a Core,
        endpoint: &'static Endpoint,
        builder: RequestBuilder,
        own: Repeat,
        mut options: Options,
        trace: Trace,
    ) -> Result<Self, ErasedError> {
        let key = Key::of(endpoint, &builder, &core.config, &mut options)
            .map_err(|wrong| ErasedError::request(Some(endpoint), wrong))?;
        let repeat =
            if endpoint.is_idempotent() || own == Repeat::Always { Repeat::Always } else { key.repeat };
        Ok(Self {
            core,
            endpoint,
            builder,
            key: key.text,
            retry_state: RetryState::new(options.retry, options.limits.total(), repeat),
            options,
            begun: None,
            tokens: Tokens::default(),
            pause: None,
            last: None,
            trace,
        })
    }

    /// The next action. The request is rebuilt for each attempt, with the current time, nonces and signature; the
    /// idempotency key stays the same.
    pub(crate) fn step(&mut self) -> Result<Action, ErasedError> {
        self.begun.get_or_insert_with(Instant::now);
        if let Some(pause) = self.pause.take() {
            return Ok(Action::Pause(pause));
        }
        let request = match self.core.request(&self.builder, &self.options, &mut self.tokens) {
            Ok(request) => request,
            Err(NotReady::Credential(cache)) => {
                self.trace.refreshing(cache.setting());
                return Ok(Action::Fetch(cache));
            }
            Err(NotReady::Invalid(wrong)) => return Err(self.give_up_for(wrong)),
        };
        let Some(left) = self.retry_state.left(self.elapsed()) else { return Err(self.out_of_time()) };
        self.retry_state.sending();
        self.trace.sending(self.retry_state.attempts());
        let limits = self.options.limits;
        Ok(Action::Send(request, limits.with_total(limits.attempt().min(whole_millis(left)))))
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

    /// Takes a response that is read as a success.
    pub(crate) fn succeeded(&self, status: StatusCode) {
        self.core.config.budget().succeeded();
        self.trace.succeeded(status, self.retry_state.attempts());
    }

    /// Takes a transport failure; an error if the call does not continue.
    pub(crate) fn broken(&mut self, failed: TransportError) -> Result<(), ErasedError> {
        self.failed(ErasedError::transport(self.endpoint, failed))
    }

    /// Takes the error that a response is read as; an error if the call does not continue.
    pub(crate) fn failed(&mut self, error: ErasedError) -> Result<(), ErasedError> {
        if error.was_never_sent() {
            // After a failed attempt, its error is the one that matters.
            let error = self.last.take().unwrap_or(error);
            return Err(self.told(error, None));
        }
        let mut failed = error.failed();
        if failed.retry == Retry::RefreshAuth && self.tokens.are_none() {
            // There is no provider that could replace the rejected credential.
            failed.retry = Retry::Never;
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
            refresh,
        };
        let error = error.of_call(call);
        self.trace.failed(&error);
        error
    }

    fn elapsed(&self) -> Duration {
        self.begun.map_or(Duration::ZERO, |begun| begun.elapsed())
    }
}

/// Rounded up, so that a timeout reads `60s` and not `59.999951s`.
fn whole_millis(time: Duration) -> Duration {
    Duration::from_millis(u64::try_from(time.as_nanos().div_ceil(1_000_000)).unwrap_or(u64::MAX))
}
