//! The asynchronous client: one call is check, prepare, exchange, read. Only the last depends on the operation.

mod call;
mod config;
mod core;
mod driver;
mod exchange;
mod items;
mod key;
mod options;
mod preflight;
mod redirects;
mod response;
mod resumable;
mod tokens;
mod unsent;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

pub use self::call::{Call, Sending};
pub use self::config::Config;
pub(crate) use self::core::Core;
pub use self::core::read_response;
pub(crate) use self::exchange::Exchange;
#[cfg(feature = "blocking")]
pub(crate) use self::exchange::{Action, Arrived};
pub use self::items::Items;
pub(crate) use self::options::{Options, page_options};
pub use self::preflight::Preflight;
pub(crate) use self::response::Head;
pub use self::response::{Reply, Response};
#[cfg(feature = "blocking")]
pub(crate) use self::resumable::Resumable;
pub(crate) use self::tokens::{Tokens, Value};
#[cfg(feature = "blocking")]
pub(crate) use self::unsent::{Built, Read, Unsent};
use crate::codes::Code;
use crate::error::Error;
use crate::operation::Operation;
use crate::pages::Paged;
use crate::transport::{Shared, Transport};

/// An asynchronous client of one API. Cheap to clone; clones share the transport.
///
/// Generated clients wrap it. It does not show which transport is used, so that naming its type needs no parameter.
pub struct Client<C> {
    core: Arc<Core>,
    transport: Shared,
    codes: PhantomData<fn() -> C>,
}

impl<C: Code> Client<C> {
    /// A client that sends to `base_url` over `transport`.
    ///
    /// # Errors
    /// An [`is_request`](Error::is_request) error that says what to fix, if the base URL has no host, another scheme
    /// than `http` or `https`, or has user info, a query or a fragment.
    pub fn new(base_url: &str, transport: impl Transport) -> Result<Self, Error<C>> {
        Self::over(base_url, Shared::new(transport))
    }

    /// As [`new`](Self::new), with a transport whose code is compiled already.
    pub(crate) fn over(base_url: &str, transport: Shared) -> Result<Self, Error<C>> {
        Ok(Self { core: Core::new(base_url)?, transport, codes: PhantomData })
    }

    /// Returns the client with another configuration; clones made before keep theirs.
    #[must_use]
    pub fn configure(self, change: impl FnOnce(Config) -> Config) -> Self {
        Self { core: self.core.with_config(change(self.core.config.clone())), ..self }
    }

    /// The call of any operation, as its method in generated code returns it, with the options of the configuration.
    pub fn call<'a, O: Operation<Code = C>>(&'a self, request: &'a O) -> Call<'a, O::Output, C> {
        Call::new(&self.core, &self.transport, request)
    }

    /// The items of a list that comes in pages, from the page that `request` selects on.
    pub fn items<O: Paged<Code = C>>(&self, request: &O) -> Items<'_, O> {
        Items::new(&self.core, &self.transport, request.clone())
    }
}

impl<C> Clone for Client<C> {
    fn clone(&self) -> Self {
        Self { core: Arc::clone(&self.core), transport: self.transport.clone(), codes: PhantomData }
    }
}

/// Shows the base URL and the configuration, no header value.
impl<C> fmt::Debug for Client<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.core.show(f)
    }
}
