//! The body of one attempt, before the first piece of it is taken.

use std::collections::VecDeque;
use std::sync::Arc;

use super::body::{Source, Upload};
use super::flow::Flow;
use super::part::{From, Part};
use crate::invalid_request::InvalidRequest;
#[cfg(feature = "blocking")]
use crate::transport::BlockingBody;
use crate::transport::Body;

/// How deep restartable uploads can be inside each other: more is a function that returns itself.
const DEEPEST: usize = 16;

/// The parts of a body.
#[derive(Default)]
pub(crate) struct Started {
    parts: VecDeque<Part>,
    length: Option<u64>,
}

impl Upload {
    /// Starts restartable sources. No other source is touched, so that a request which is never sent does not spend it.
    ///
    /// # Errors
    /// If a source was read before, or can't be started.
    pub(crate) fn start(&self) -> Result<Started, InvalidRequest> {
        let mut started = Started { parts: VecDeque::new(), length: Some(0) };
        started.add(self, DEEPEST)?;
        if self.length.is_some() {
            started.length = self.length;
        }
        Ok(started)
    }
}

impl Started {
    fn add(&mut self, upload: &Upload, deepest: usize) -> Result<(), InvalidRequest> {
        let from = match &*upload.source {
            Source::Whole(bytes) => From::Bytes(bytes.clone()),
            Source::Once(_) if upload.is_spent() => return Err(spent()),
            Source::Once(_) => From::Once(Arc::clone(&upload.source)),
            Source::Parts(parts) => return parts.iter().try_for_each(|part| self.add(part, deepest)),
            Source::Again(start) => {
                let inner = start().map_err(|error| unstarted(&error.to_string()))?;
                let Some(deepest) = deepest.checked_sub(1) else {
                    return Err(unstarted("it returns itself"));
                };
                let length = upload.length.or(inner.length);
                return self.add(&Upload { length, ..inner }, deepest);
            }
        };
        self.length = self.length.and_then(|sum| sum.checked_add(upload.length?));
        self.parts.push_back(Part { from, length: upload.length });
        Ok(())
    }

    /// The body for an asynchronous transport.
    pub(crate) fn into_body(self) -> Body {
        let length = self.length;
        let body = Body::new(Flow::new(self.parts));
        length.into_iter().fold(body, Body::with_length)
    }

    /// The body for a blocking transport.
    #[cfg(feature = "blocking")]
    pub(crate) fn into_blocking_body(self) -> BlockingBody {
        let length = self.length;
        let body = BlockingBody::new(Flow::new(self.parts));
        length.into_iter().fold(body, BlockingBody::with_length)
    }
}

fn spent() -> InvalidRequest {
    InvalidRequest::new(
        "the source of the body was read by an earlier call and can't be read again: make a new `Upload`, or one that \
         is `restartable`",
    )
}

fn unstarted(reason: &str) -> InvalidRequest {
    InvalidRequest::new(format!("the source of the body can't be started: {reason}"))
}
