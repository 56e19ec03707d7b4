//! What a client does about violations.

/// What a client does with a request that breaks rules of the error table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Preflight {
    /// Sends nothing: the call fails with the error that the server would answer with. The default.
    #[default]
    Refuse,
    /// Sends it all the same. What was found stands in `Response::warnings`, or in `Error::violations` of what the server
    /// answered.
    Warn,
    /// Does not look.
    Off,
}
