//! What is fixed about an endpoint, and how an operation of it is called.

use crate::codes::Code;
use crate::envelope::{Envelope, PLAIN};
use crate::outgoing::{Outgoing, Unsendable};
use crate::wire::Decode;

/// The fixed facts of one endpoint; a constant of generated code.
#[derive(Debug)]
pub struct Endpoint {
    name: &'static str,
    method: &'static str,
    path: &'static str,
    envelope: &'static Envelope,
    idempotent: bool,
}

impl Endpoint {
    /// An endpoint with its name, method and path. In the path `{name}` stands for one parameter.
    ///
    /// Without [`envelope`](Self::envelope) any 2xx is success and the whole body is the payload. Without
    /// [`idempotent`](Self::idempotent) the method decides: GET, HEAD, PUT, DELETE, OPTIONS and TRACE are idempotent
    /// (RFC 9110 §9.2.2).
    #[must_use]
    pub const fn new(name: &'static str, method: &'static str, path: &'static str) -> Self {
        let idempotent =
            matches!(method.as_bytes(), b"GET" | b"HEAD" | b"PUT" | b"DELETE" | b"OPTIONS" | b"TRACE");
        Self { name, method, path, envelope: &PLAIN, idempotent }
    }

    /// Sets how responses are wrapped.
    #[must_use]
    pub const fn envelope(mut self, envelope: &'static Envelope) -> Self {
        self.envelope = envelope;
        self
    }

    /// Sets whether calling twice has the same effect as calling once.
    #[must_use]
    pub const fn idempotent(mut self, yes: bool) -> Self {
        self.idempotent = yes;
        self
    }

    /// The name of the endpoint, as the methods of the client are named.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The HTTP method, in capitals.
    #[must_use]
    pub const fn method(&self) -> &'static str {
        self.method
    }

    /// The path, with its parameters in braces.
    #[must_use]
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// Whether calling twice has the same effect as calling once.
    #[must_use]
    pub const fn is_idempotent(&self) -> bool {
        self.idempotent
    }

    pub(crate) const fn wrapping(&self) -> &'static Envelope {
        self.envelope
    }
}

/// A request that can be sent; implemented by the request structs of generated code.
pub trait Operation {
    /// The error codes of the API.
    type Code: Code;
    /// What a successful response carries; `()` for nothing.
    type Output: Decode;
    /// The endpoint.
    const ENDPOINT: &'static Endpoint;

    /// Builds the HTTP request; nothing is sent.
    ///
    /// # Errors
    /// When the values cannot be sent as they are, such as a path parameter `..`.
    fn prepare(&self) -> Result<Outgoing, Unsendable>;
}
