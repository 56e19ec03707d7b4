//! The reaction of a client to violations.

/// How a client treats a request that breaks rules of the error table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Preflight {
    /// Does not send it: the call fails with the error that the server would return. The default.
    #[default]
    Refuse,
    /// Sends it nevertheless. The violations are in `Response::warnings`, or in `Error::violations` if the server
    /// returns an error.
    Warn,
    /// Does not check it.
    Off,
}
