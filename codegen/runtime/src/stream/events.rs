//! Server-sent events over the asynchronous client.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;

use super::again::{Again, Reopen, Reopened};
use super::feed::{Feed, Step};
use super::rest::{Rest, Source};
use crate::codes::Code;
use crate::endpoint::Endpoint;
use crate::envelope::{Failure, Reading};
use crate::error::Error;
use crate::platform::Carried;
use crate::transport::{Body, Boxed};
use crate::wire::Value;

/// Server-sent events (WHATWG HTML §9.2) as they arrive. The data of each is JSON, which is read as `T`; `C` is the enum
/// of error codes.
///
/// The call has succeeded when there is a stream: an error of the API comes in its place. The time limit of the call has
/// ended as well; [`Limits::idle`](crate::v1::Limits::idle) applies between two pieces, comments included, and
/// [`Limits::body`](crate::v1::Limits::body) to each event. Dropping the stream closes the connection.
///
/// ```
/// # use stubwright_runtime::v1 as rt;
/// # async fn show<T: rt::Value + std::fmt::Debug, C: rt::Code>(mut events: rt::Events<T, C>) -> Result<(), rt::Error<C>> {
/// while let Some(event) = events.next().await {
///     println!("{:?}", event?);
/// }
/// # Ok(())
/// # }
/// ```
///
/// It is not a `futures_core::Stream`, which would be a dependency of every client; where one is needed,
/// `futures_util::stream::unfold(events, |mut events| async move { Some((events.next().await?, events)) })` makes one.
#[must_use = "dropping a stream closes the connection"]
pub struct Events<T, C> {
    feed: Feed<T, C, Body>,
    again: Option<Again<Reopen>>,
    /// The request that is sent again.
    opening: Option<Boxed<'static, Reopened>>,
}

impl<T: Value, C: Code> Events<T, C> {
    /// The next event; `None` after the last one. An event that can't be read is an error, and the next one can be read
    /// nevertheless; after any other error there is none.
    ///
    /// If the stream breaks, the endpoint is idempotent and the server has given an id, the request is sent again with the
    /// header `Last-Event-ID`. [`Config::retry`](crate::v1::Config::retry) limits how often that is done without an event
    /// in between, and how long it waits; the time that the server wants is [`retry`](Self::retry).
    ///
    /// Dropping the future loses nothing: the next one gives the same event.
    pub async fn next(&mut self) -> Option<Result<T, Error<C>>> {
        loop {
            if let Some(opening) = &mut self.opening {
                let reopened = opening.await;
                self.opening = None;
                match reopened {
                    Ok(response) => self.feed.reopened(&response, rest(&response).0),
                    Err(error) => return Some(Err(self.feed.lost(error))),
                }
            }
            match self.feed.step() {
                Step::Give(event) => return Some(event),
                Step::End => return None,
                Step::Read(body) => {
                    let piece = body.next().await;
                    self.feed.arrived(piece);
                }
                Step::Reopen(resumption) => {
                    self.opening = self.again.as_ref().map(|again| again.open()(resumption));
                }
            }
        }
    }

    /// The name of the last event, by default `message`; empty before the first one.
    pub fn name(&self) -> &str {
        self.feed.name()
    }

    /// The id of the last event, or of one before it; empty if there was none. To continue after it later, call the
    /// endpoint with this id in the header `Last-Event-ID`.
    pub fn last_id(&self) -> &str {
        self.feed.last_id()
    }

    /// The time that the server wants clients to wait before they call again.
    pub fn retry(&self) -> Option<Duration> {
        self.feed.retry()
    }

    pub(crate) fn open(
        endpoint: &'static Endpoint,
        response: &http::Response<Bytes>,
    ) -> Result<Reading<Self>, Failure> {
        let (rest, limit) = rest(response);
        let again = response.extensions().get::<Carried<Again<Reopen>>>().and_then(Carried::get);
        let attempts = again.as_ref().map_or(1, Again::attempts);
        let feed = Feed::new(endpoint, response, rest, limit, attempts)?;
        Ok(Reading { trace: feed.trace(), payload: Self { feed, again, opening: None } })
    }
}

/// The rest of the body, and the limit for an event.
fn rest(response: &http::Response<Bytes>) -> (Option<Body>, usize) {
    match Rest::of(response) {
        Some((Source::Asynchronous(body), limit)) => (Some(body), limit),
        _ => (None, usize::MAX),
    }
}

impl<T, C> fmt::Debug for Events<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.feed.show(f)
    }
}
