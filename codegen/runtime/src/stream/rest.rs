//! The part of a body that has not been read, on its way from the transport to the payload.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

#[cfg(feature = "blocking")]
use crate::transport::BlockingBody;
use crate::transport::Body;

/// The rest of a body; an extension of the response whose body is the beginning. Taken once.
#[derive(Clone)]
pub(super) struct Rest(Arc<Mutex<Option<Source>>>);

/// The rest of a body.
pub(super) enum Source {
    Asynchronous(Body),
    #[cfg(feature = "blocking")]
    Blocking(BlockingBody),
}

impl Rest {
    pub(super) fn new(source: Source) -> Self {
        Self(Arc::new(Mutex::new(Some(source))))
    }

    /// The rest of the body of a response; `None` if all of it has arrived.
    pub(super) fn of<B>(response: &http::Response<B>) -> Option<Source> {
        let Self(source) = response.extensions().get::<Self>()?;
        source.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl fmt::Debug for Rest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rest").finish_non_exhaustive()
    }
}
