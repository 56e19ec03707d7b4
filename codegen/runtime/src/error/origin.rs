//! Who detected a failure.

/// Who detected the failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Origin {
    /// The server, or an intermediary that answered in its place.
    Server,
    /// A rule of the error table, checked before anything was sent.
    Preflight,
    /// This client: the connection failed, or the request can't be sent.
    Client,
}
