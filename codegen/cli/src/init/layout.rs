//! The two kinds of crates.

/// When the client is generated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// By the command; the code is part of the repository.
    Committed,
    /// By the build script, each time the crate is compiled.
    BuildScript,
}
