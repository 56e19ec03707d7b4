//! The part of a body that has not been read, on its way from the transport to the payload.

use std::sync::{Arc, Mutex, PoisonError};

use crate::platform::Carried;
#[cfg(feature = "blocking")]
use crate::transport::BlockingBody;
use crate::transport::Body;

/// The rest of a body; an extension of the response whose body is the beginning. Taken once.
#[derive(Clone)]
pub(super) struct Rest {
    source: Arc<Mutex<Option<Source>>>,
    /// The limit for the size of bodies, which applies to each event.
    limit: usize,
}

/// The rest of a body.
pub(super) enum Source {
    Asynchronous(Body),
    #[cfg(feature = "blocking")]
    Blocking(BlockingBody),
}

impl Rest {
    pub(super) fn new(source: Source, limit: usize) -> Self {
        Self { source: Arc::new(Mutex::new(Some(source))), limit }
    }

    /// The rest of the body of a response, and the limit for events; `None` if all of it has arrived.
    pub(super) fn of<B>(response: &http::Response<B>) -> Option<(Source, usize)> {
        let Self { source, limit } = response.extensions().get::<Carried<Self>>()?.get()?;
        let source = source.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        Some((source, limit))
    }
}
