//! One call: everything that both clients do before, between and after sending. No I/O.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;

use super::key::Key;
use super::tokens::Tokens;
use super::{Core, Options, Preflight, Response, read_response};
use crate::codes::{Code, Retry};
use crate::endpoint::Endpoint;
use crate::error::{self, Error};
use crate::invalid_request::InvalidRequest;
use crate::operation::Operation;
use crate::payload::Payload;
use crate::refresh::{CredentialCache, Failure, Held};
use crate::request_builder::{NotReady, RequestBuilder};
use crate::retry::{Next, Repeat, RetryState};
use crate::trace::Trace;
use crate::transport::{Limits, Phase, Sent, TransportError};
use crate::violation::{Violation, Violations};

/// A call in progress.
pub(crate) struct Exchange<C> {
    core: Arc<Core>,
    endpoint: &'static Endpoint,
    builder: RequestBuilder,
    options: Options,
    /// The warnings of preflight.
    warnings: Vec<Violation<C>>,
    key: Option<Box<str>>,
    retry_state: RetryState,
    begun: Option<Instant>,
    tokens: Tokens,
    pause: Option<Duration>,
    /// The error of the last attempt.
    last: Option<Error<C>>,
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
    /// Send, then call [`Exchange::read`] or [`Exchange::broken`].
    Send(http::Request<Bytes>, Limits),
}

impl<C: Code> Exchange<C> {
    /// Runs preflight and builds what is sent.
    pub(crate) fn begin<O: Operation<Code = C>>(
        core: &Arc<Core>,
        request: &O,
        options: Options,
        trace: &Trace,
    ) -> Result<Self, Error<C>> {
        Self::prepare(core, request, options, trace).inspect_err(|error| trace.failed(error))
    }

    fn prepare<O: Operation<Code = C>>(
        core: &Arc<Core>,
        request: &O,
        mut options: Options,
        trace: &Trace,
    ) -> Result<Self, Error<C>> {
        let warnings = preflight(core, request, options.preflight)?;
        trace.warned(&warnings);
        let wrong = |wrong| Error::request(Some(O::ENDPOINT), wrong);
        let builder = request.prepare().map_err(wrong)?;
        let key = Key::of(O::ENDPOINT, &builder, &core.config, &mut options).map_err(wrong)?;
        let idempotent = O::ENDPOINT.is_idempotent() || request.is_keyed();
        let repeat = if idempotent { Repeat::Always } else { key.repeat };
        Ok(Self {
            core: Arc::clone(core),
            endpoint: O::ENDPOINT,
            builder,
            warnings,
            key: key.text,
            retry_state: RetryState::new(options.retry, options.limits.total(), repeat),
            options,
            begun: None,
            tokens: Tokens::default(),
            pause: None,
            last: None,
            trace: trace.clone(),
        })
    }

    /// The next action. The request is rebuilt for each attempt, with the current time, nonces and signature; the
    /// idempotency key stays the same.
    pub(crate) fn step(&mut self) -> Result<Action, Error<C>> {
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
    ) -> Result<(), Error<C>> {
        match given {
            Ok(held) => {
                self.tokens.keep(cache, held);
                Ok(())
            }
            Err(failure) => {
                let unsent = || Error::request(Some(self.endpoint), InvalidRequest::new(failure.to_string()));
                let error = self.last.take().unwrap_or_else(unsent);
                Err(self.told(error, Some(failure)))
            }
        }
    }

    /// Reads a response; `None` if the call continues.
    pub(crate) fn read<T: Payload>(
        &mut self,
        response: http::Response<Bytes>,
    ) -> Result<Option<Response<T, C>>, Error<C>> {
        match read_response(self.endpoint, response) {
            Ok(response) => {
                self.core.config.budget().succeeded();
                self.trace.succeeded(response.status(), self.retry_state.attempts());
                Ok(Some(response.with_warnings(std::mem::take(&mut self.warnings))))
            }
            Err(error) => self.failed(error).map(|()| None),
        }
    }

    /// Takes a transport failure; an error if the call does not continue.
    pub(crate) fn broken(&mut self, failed: TransportError) -> Result<(), Error<C>> {
        self.failed(Error::transport(self.endpoint, failed))
    }

    fn failed(&mut self, error: Error<C>) -> Result<(), Error<C>> {
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
    fn give_up_for(&mut self, wrong: InvalidRequest) -> Error<C> {
        let error = self.last.take().unwrap_or_else(|| Error::request(Some(self.endpoint), wrong));
        self.told(error, None)
    }

    fn out_of_time(&mut self) -> Error<C> {
        let reason = "the time for the whole call has run out";
        let late = || TransportError::new(Phase::Connect, Sent::No, reason).timed_out().permanent();
        let error = self.last.take().unwrap_or_else(|| Error::transport(self.endpoint, late()));
        self.told(error, None)
    }

    /// Adds what is known of the whole call.
    fn told(&mut self, error: Error<C>, refresh: Option<Failure>) -> Error<C> {
        let call = error::Call {
            attempts: self.retry_state.attempts(),
            sent: self.retry_state.sent(),
            processed: self.retry_state.processed(),
            repeat: self.retry_state.repeat(),
            key: self.key.take(),
            refresh,
        };
        let error = error.with_warnings(std::mem::take(&mut self.warnings)).of_call(call);
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

/// The violations to warn of; an error if they end the call.
fn preflight<O: Operation>(
    core: &Core,
    request: &O,
    preflight: Preflight,
) -> Result<Vec<Violation<O::Code>>, Error<O::Code>> {
    let mut found = Violations::new();
    if preflight != Preflight::Off {
        request.preflight(core.config.now(), core.config.known_facts(), &mut found);
    }
    if preflight == Preflight::Warn {
        return Ok(found.into_vec());
    }
    Error::preflight(O::ENDPOINT, found).map(|()| Vec::new())
}
