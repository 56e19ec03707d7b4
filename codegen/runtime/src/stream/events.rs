//! Server-sent events over the asynchronous client.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;

use super::feed::{Feed, Step};
use super::rest::{Rest, Source};
use crate::codes::Code;
use crate::endpoint::Endpoint;
use crate::envelope::{Failure, Reading};
use crate::error::Error;
use crate::transport::Body;
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
#[must_use = "dropping a stream closes the connection"]
pub struct Events<T, C>(Feed<T, C, Body>);

impl<T: Value, C: Code> Events<T, C> {
    /// The next event; `None` after the last one. An event that can't be read is an error, and the next one can be read
    /// nevertheless; after any other error there is none.
    ///
    /// Dropping the future loses nothing: the next one gives the same event.
    pub async fn next(&mut self) -> Option<Result<T, Error<C>>> {
        loop {
            let piece = match self.0.step() {
                Step::Give(event) => return Some(event),
                Step::End => return None,
                Step::Read(body) => body.next().await,
            };
            if let Some(error) = self.0.arrived(piece) {
                return Some(Err(error));
            }
        }
    }

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
            Some((Source::Asynchronous(body), limit)) => (Some(body), limit),
            _ => (None, usize::MAX),
        };
        let feed = Feed::new(endpoint, response, rest, limit)?;
        Ok(Reading { trace: feed.trace(), payload: Self(feed) })
    }
}

impl<T, C> fmt::Debug for Events<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.show(f)
    }
}
