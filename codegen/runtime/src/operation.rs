//! How an operation of an endpoint is called.

use std::time::SystemTime;

use crate::codes::Code;
use crate::endpoint::Endpoint;
use crate::invalid_request::InvalidRequest;
use crate::payload::Payload;
use crate::preflight::Facts;
use crate::request_builder::RequestBuilder;
use crate::violation::Violations;

/// A request that can be sent; implemented by the request structs of generated code.
pub trait Operation {
    /// The error codes of the API.
    type Code: Code;
    /// What a successful response carries; `()` for nothing.
    type Output: Payload;
    /// The endpoint.
    const ENDPOINT: &'static Endpoint;

    /// Builds the HTTP request; nothing is sent.
    ///
    /// # Errors
    /// When the values cannot be sent as they are, such as a path parameter `..`.
    fn prepare(&self) -> Result<RequestBuilder, InvalidRequest>;

    /// Holds the request against the rules of the error table, in the order of the table; nothing is sent.
    ///
    /// `now` is the time of the call; `facts` are what the caller knows beside the request. The default finds nothing.
    fn preflight(&self, now: SystemTime, facts: &Facts, found: &mut Violations<Self::Code>) {
        let _ = (now, facts, found);
    }

    /// Whether this request carries a key that makes sending it twice the same as sending it once, such as a number
    /// that the caller chose. The default is that it does not.
    fn is_keyed(&self) -> bool {
        false
    }
}
