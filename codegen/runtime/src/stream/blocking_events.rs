//! Server-sent events over the blocking client.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;

use super::again::{Again, BlockingReopen};
use super::feed::{Feed, Step};
use super::rest::{Rest, Source};
use crate::codes::Code;
use crate::endpoint::Endpoint;
use crate::envelope::{Failure, Reading};
use crate::error::Error;
use crate::platform::Carried;
use crate::transport::BlockingBody;
use crate::wire::Value;

/// Server-sent events as they arrive: the blocking counterpart of [`Events`](crate::v1::Events). An event that can't be
/// read is an error, and the next one can be read nevertheless; after any other error there is none. A stream that breaks is
/// opened again as there.
#[must_use = "dropping a stream closes the connection"]
pub struct BlockingEvents<T, C> {
    feed: Feed<T, C, BlockingBody>,
    again: Option<Again<BlockingReopen>>,
}

impl<T: Value, C: Code> BlockingEvents<T, C> {
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
        let again = response.extensions().get::<Carried<Again<BlockingReopen>>>().and_then(Carried::get);
        let attempts = again.as_ref().map_or(1, Again::attempts);
        let feed = Feed::new(endpoint, response, rest, limit, attempts)?;
        Ok(Reading { trace: feed.trace(), payload: Self { feed, again } })
    }
}

impl<T: Value, C: Code> Iterator for BlockingEvents<T, C> {
    type Item = Result<T, Error<C>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.feed.step() {
                Step::Give(event) => return Some(event),
                Step::End => return None,
                Step::Read(body) => {
                    let piece = body.next();
                    self.feed.arrived(piece);
                }
                Step::Reopen(resumption) => match self.again.as_ref()?.open()(resumption) {
                    Ok(response) => self.feed.reopened(&response, rest(&response).0),
                    Err(error) => return Some(Err(self.feed.lost(error))),
                },
            }
        }
    }
}

/// The rest of the body, and the limit for an event.
fn rest(response: &http::Response<Bytes>) -> (Option<BlockingBody>, usize) {
    match Rest::of(response) {
        Some((Source::Blocking(body), limit)) => (Some(body), limit),
        _ => (None, usize::MAX),
    }
}

impl<T, C> fmt::Debug for BlockingEvents<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.feed.show(f)
    }
}
