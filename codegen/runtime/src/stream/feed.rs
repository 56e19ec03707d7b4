//! From pieces of a body to typed events, for both clients. No I/O.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

use super::again::Resumption;
use super::flow::{Flow, Next};
use super::messages::{Message, Parser};
use crate::codes::Code;
use crate::endpoint::Endpoint;
use crate::envelope::{Failure, Received, judge_raw};
use crate::error::{Answer, ErasedError, Error};
use crate::transport::{Phase, Sent, TransportError};
use crate::wire::{Value, from_json};

/// Typed events out of a body.
pub(super) struct Feed<T, C, B> {
    endpoint: &'static Endpoint,
    status: StatusCode,
    headers: HeaderMap,
    trace: Option<String>,
    flow: Flow<B>,
    parser: Parser,
    last: Option<Message>,
    /// The reason why the stream broke, until the events before that are given.
    broken: Option<ErasedError>,
    /// How often it has broken since the last event.
    failures: u32,
    attempts: u32,
    is_over: bool,
    types: PhantomData<fn() -> (T, C)>,
}

/// The next step of a stream of events.
pub(super) enum Step<'f, T, C, B> {
    Give(Result<T, Error<C>>),
    /// Read a piece of this body, and call [`Feed::arrived`].
    Read(&'f mut B),
    /// Send the request again, and call [`Feed::reopened`] or [`Feed::lost`].
    Reopen(Resumption),
    End,
}

impl<T: Value, C: Code, B> Feed<T, C, B> {
    pub(super) fn new(
        endpoint: &'static Endpoint,
        response: &http::Response<Bytes>,
        rest: Option<B>,
        limit: usize,
        attempts: u32,
    ) -> Result<Self, Failure> {
        let trace = judge_events(endpoint, response)?;
        Ok(Self {
            endpoint,
            status: response.status(),
            headers: response.headers().clone(),
            trace,
            flow: Flow::new(endpoint, response.body().clone(), rest),
            parser: Parser::new(limit),
            last: None,
            broken: None,
            failures: 0,
            attempts,
            is_over: false,
            types: PhantomData,
        })
    }

    pub(super) fn trace(&self) -> Option<String> {
        self.trace.clone()
    }

    pub(super) fn step(&mut self) -> Step<'_, T, C, B> {
        loop {
            if self.is_over {
                return Step::End;
            }
            if let Some(message) = self.parser.next() {
                return self.give(message);
            }
            if let Some(error) = self.broken.take() {
                return self.after(error);
            }
            // Not `match self.flow.step()`, whose borrow would last for all arms.
            if self.flow.has_rest() && !self.flow.has_first() {
                return match self.flow.step() {
                    Next::Read(body) => Step::Read(body),
                    Next::Give(_) | Next::End => Step::End,
                };
            }
            match self.flow.step() {
                Next::Give(piece) => self.parse(piece),
                Next::Read(_) | Next::End => match self.endpoint.declared_end() {
                    Some(end) => {
                        let reason = format!("the events ended before `{end}`");
                        let failed = TransportError::new(Phase::Body, Sent::Yes, reason);
                        self.broken = Some(ErasedError::transport(self.endpoint, failed));
                    }
                    None => {
                        self.end();
                        return Step::End;
                    }
                },
            }
        }
    }

    /// Takes what was read.
    pub(super) fn arrived(&mut self, piece: Result<Option<Bytes>, TransportError>) {
        if let Some(piece) = self.flow.arrived(piece) {
            self.parse(piece);
        }
    }

    /// Takes the response to the request that was sent again.
    pub(super) fn reopened(&mut self, response: &http::Response<Bytes>, rest: Option<B>) {
        self.flow = Flow::new(self.endpoint, response.body().clone(), rest);
        self.parser.restart();
    }

    /// The stream could not be opened again.
    pub(super) fn lost(&mut self, error: ErasedError) -> Error<C> {
        self.end();
        error.into()
    }

    fn parse(&mut self, piece: Result<Bytes, ErasedError>) {
        match piece {
            Ok(piece) => {
                if let Err(failed) = self.parser.push(&piece) {
                    // The server would send the same again.
                    self.attempts = 1;
                    self.broken = Some(ErasedError::transport(self.endpoint, failed));
                }
            }
            Err(error) => self.broken = Some(error),
        }
    }

    fn give(&mut self, message: Message) -> Step<'_, T, C, B> {
        if message.data == self.endpoint.declared_end().unwrap_or(USUAL_END) {
            self.end();
            return Step::End;
        }
        self.failures = 0;
        let event = self.typed(&message);
        self.last = Some(message);
        Step::Give(event)
    }

    /// Goes on after the stream broke: a server that gives ids knows what comes after an event.
    fn after(&mut self, error: ErasedError) -> Step<'_, T, C, B> {
        let id = self.parser.last_id();
        // An ID that no header can carry (RFC 9110 §5.5) can't be sent back.
        let is_sendable = !id.is_empty() && http::HeaderValue::from_bytes(id.as_bytes()).is_ok();
        if !is_sendable || self.failures + 1 >= self.attempts {
            return Step::Give(Err(self.lost(error)));
        }
        let resumption = Resumption::new(self.parser.last_id(), self.failures, self.parser.retry());
        self.failures += 1;
        Step::Reopen(resumption)
    }

    /// The name of the last event.
    pub(super) fn name(&self) -> &str {
        self.last.as_ref().map_or("", |last| &last.name)
    }

    pub(super) fn last_id(&self) -> &str {
        self.last.as_ref().map_or("", |last| &last.id)
    }

    pub(super) fn retry(&self) -> Option<Duration> {
        self.parser.retry()
    }

    fn typed(&self, message: &Message) -> Result<T, Error<C>> {
        from_json(&message.data).map_err(|error| {
            let failure = Failure::Decode { reason: error.to_string(), trace: self.trace.clone() };
            Error::answered(self.endpoint, Answer::of(self.status, self.headers.clone()), failure)
        })
    }

    /// Closes the connection.
    fn end(&mut self) {
        self.is_over = true;
        self.flow = Flow::new(self.endpoint, Bytes::new(), None);
    }
}

/// The data after the last event of many servers. It is not JSON, so where no end is declared, it can't be anything else.
const USUAL_END: &str = "[DONE]";

impl<T, C, B> Feed<T, C, B> {
    pub(super) fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events")
            .field("endpoint", &self.endpoint.name())
            .field("has_ended", &self.is_over)
            .finish_non_exhaustive()
    }
}

/// Decides whether a response has events, and gives its trace id.
///
/// # Errors
/// A business error, a status other than 2xx, or another content type.
pub(crate) fn judge_events(
    endpoint: &Endpoint,
    response: &http::Response<Bytes>,
) -> Result<Option<String>, Failure> {
    let trace = judge_raw(endpoint.declared_envelope(), Received::of(response))?;
    match foreign(response.headers()) {
        Some(kind) => {
            Err(Failure::Decode { reason: format!("the body is {kind}, not text/event-stream"), trace })
        }
        None => Ok(trace),
    }
}

/// The content type, if it is declared and is not that of events.
pub(super) fn foreign(headers: &HeaderMap) -> Option<&str> {
    let kind = headers.get(CONTENT_TYPE)?.to_str().unwrap_or("unreadable");
    let essence = kind.split(';').next().unwrap_or("").trim();
    (!essence.eq_ignore_ascii_case("text/event-stream")).then_some(kind)
}
