//! What the streams of events of both clients share: from pieces of a body to typed events. No I/O.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

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
    is_over: bool,
    types: PhantomData<fn() -> (T, C)>,
}

/// What a stream of events does next.
pub(super) enum Step<'f, T, C, B> {
    Give(Result<T, Error<C>>),
    /// Read a piece of this body, and call [`Feed::arrived`].
    Read(&'f mut B),
    End,
}

impl<T: Value, C: Code, B> Feed<T, C, B> {
    pub(super) fn new(
        endpoint: &'static Endpoint,
        response: &http::Response<Bytes>,
        rest: Option<B>,
        limit: usize,
    ) -> Result<Self, Failure> {
        let trace = judge_raw(endpoint.declared_envelope(), Received::of(response))?;
        if let Some(kind) = foreign(response.headers()) {
            return Err(Failure::Decode {
                reason: format!("the body is {kind}, not text/event-stream"),
                trace,
            });
        }
        Ok(Self {
            endpoint,
            status: response.status(),
            headers: response.headers().clone(),
            trace,
            flow: Flow::new(endpoint, response.body().clone(), rest),
            parser: Parser::new(limit),
            last: None,
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
                if self.endpoint.declared_end() == Some(message.data.as_str()) {
                    self.end();
                    return Step::End;
                }
                let event = self.typed(&message);
                self.last = Some(message);
                return Step::Give(event);
            }
            // Not `match self.flow.step()`, whose borrow would last for all arms.
            if self.flow.has_rest() && !self.flow.has_first() {
                return match self.flow.step() {
                    Next::Read(body) => Step::Read(body),
                    Next::Give(_) | Next::End => Step::End,
                };
            }
            match self.flow.step() {
                Next::Give(Ok(piece)) => {
                    if let Err(failed) = self.parser.push(&piece) {
                        return Step::Give(Err(self.broken(ErasedError::transport(self.endpoint, failed))));
                    }
                }
                Next::Give(Err(error)) => return Step::Give(Err(self.broken(error))),
                Next::Read(_) | Next::End => {
                    self.end();
                    let Some(end) = self.endpoint.declared_end() else { return Step::End };
                    let reason = format!("the events ended before `{end}`");
                    let failed = TransportError::new(Phase::Body, Sent::Yes, reason);
                    return Step::Give(Err(ErasedError::transport(self.endpoint, failed).into()));
                }
            }
        }
    }

    /// Takes what was read; gives an error that ends the events.
    pub(super) fn arrived(&mut self, piece: Result<Option<Bytes>, TransportError>) -> Option<Error<C>> {
        match self.flow.arrived(piece)? {
            Ok(piece) => {
                let failed = self.parser.push(&piece).err()?;
                Some(self.broken(ErasedError::transport(self.endpoint, failed)))
            }
            Err(error) => Some(self.broken(error)),
        }
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

    fn broken(&mut self, error: ErasedError) -> Error<C> {
        self.end();
        error.into()
    }
}

impl<T, C, B> Feed<T, C, B> {
    pub(super) fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events")
            .field("endpoint", &self.endpoint.name())
            .field("has_ended", &self.is_over)
            .finish_non_exhaustive()
    }
}

/// The content type, if it is declared and is not that of events.
pub(super) fn foreign(headers: &HeaderMap) -> Option<&str> {
    let kind = headers.get(CONTENT_TYPE)?.to_str().unwrap_or("unreadable");
    let essence = kind.split(';').next().unwrap_or("").trim();
    (!essence.eq_ignore_ascii_case("text/event-stream")).then_some(kind)
}
