//! Server-sent events over the blocking client.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;

use super::feed::{Feed, Step};
use super::rest::{Rest, Source};
use crate::codes::Code;
use crate::endpoint::Endpoint;
use crate::envelope::{Failure, Reading};
use crate::error::Error;
use crate::transport::BlockingBody;
use crate::wire::Value;

/// Server-sent events as they arrive: the blocking counterpart of [`Events`](crate::v1::Events). An event that can't be
/// read is an error, and the next one can be read nevertheless; after any other error there is none.
#[must_use = "dropping a stream closes the connection"]
pub struct BlockingEvents<T, C>(Feed<T, C, BlockingBody>);

impl<T: Value, C: Code> BlockingEvents<T, C> {
    /// The name of the last event, by default `message`; empty before the first one.
    pub fn name(&self) -> &str {
        self.0.name()
    }

    /// The id of the last event, or of one before it; empty if there was none. To continue after it, call the endpoint
    /// again with this id in the header `Last-Event-ID`.
    pub fn last_id(&self) -> &str {
        self.0.last_id()
    }

    /// The time that the server wants clients to wait before they call again.
    pub fn retry(&self) -> Option<Duration> {
        self.0.retry()
    }

    pub(crate) fn open(
        endpoint: &'static Endpoint,
        response: &http::Response<Bytes>,
    ) -> Result<Reading<Self>, Failure> {
        let (rest, limit) = match Rest::of(response) {
            Some((Source::Blocking(body), limit)) => (Some(body), limit),
            _ => (None, usize::MAX),
        };
        let feed = Feed::new(endpoint, response, rest, limit)?;
        Ok(Reading { trace: feed.trace(), payload: Self(feed) })
    }
}

impl<T: Value, C: Code> Iterator for BlockingEvents<T, C> {
    type Item = Result<T, Error<C>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let piece = match self.0.step() {
                Step::Give(event) => return Some(event),
                Step::End => return None,
                Step::Read(body) => body.next(),
            };
            if let Some(error) = self.0.arrived(piece) {
                return Some(Err(error));
            }
        }
    }
}

impl<T, C> fmt::Debug for BlockingEvents<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.show(f)
    }
}
