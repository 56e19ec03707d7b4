//! The trait that request structs of generated code implement.

use std::time::SystemTime;

use crate::codes::Code;
use crate::endpoint::Endpoint;
use crate::invalid_request::InvalidRequest;
use crate::payload::Payload;
use crate::platform::MaybeSync;
use crate::preflight::Facts;
use crate::request_builder::RequestBuilder;
use crate::violation::Violations;

/// A request that can be sent; implemented by the request structs of generated code. It is `Sync`, because a call borrows
/// it and can be awaited on any thread.
pub trait Operation: MaybeSync {
    /// The error codes of the API.
    type Code: Code;
    /// The payload of a successful response; `()` if there is none.
    type Output: Payload;
    /// The endpoint that is called.
    const ENDPOINT: &'static Endpoint;

    /// Builds the HTTP request; nothing is sent.
    ///
    /// # Errors
    /// If the values cannot be sent as they are, such as a path parameter `..`.
    fn prepare(&self) -> Result<RequestBuilder, InvalidRequest>;

    /// Checks the request against the rules of the error table, in table order, without sending it.
    ///
    /// `now` is the time of the call; `facts` are what only the caller knows. The default finds nothing.
    fn preflight(&self, now: SystemTime, facts: &Facts, found: &mut Violations<Self::Code>) {
        let _ = (now, facts, found);
    }

    /// Whether this request carries an idempotency key, such as a number that the caller chose: sending it twice is
    /// then the same as sending it once. The default is `false`.
    fn is_keyed(&self) -> bool {
        false
    }
}

/// The object-safe part of [`Operation`], so that what a call does is not compiled for each operation.
pub(crate) trait ErasedOperation<C>: MaybeSync {
    /// See [`Operation::prepare`].
    fn prepare(&self) -> Result<RequestBuilder, InvalidRequest>;

    /// See [`Operation::preflight`].
    fn preflight(&self, now: SystemTime, facts: &Facts, found: &mut Violations<C>);

    /// See [`Operation::is_keyed`].
    fn is_keyed(&self) -> bool;
}

impl<C, O: Operation<Code = C>> ErasedOperation<C> for O {
    fn prepare(&self) -> Result<RequestBuilder, InvalidRequest> {
        Operation::prepare(self)
    }

    fn preflight(&self, now: SystemTime, facts: &Facts, found: &mut Violations<C>) {
        Operation::preflight(self, now, facts, found);
    }

    fn is_keyed(&self) -> bool {
        Operation::is_keyed(self)
    }
}
