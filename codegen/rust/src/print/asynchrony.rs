//! Differences between the asynchronous and the blocking client.

/// Which of the two clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asynchrony {
    /// The client whose calls are awaited.
    Asynchronous,
    /// The client whose calls block.
    Blocking,
}

impl Asynchrony {
    /// The module of the runtime.
    pub(super) fn runtime(self) -> &'static str {
        match self {
            Self::Asynchronous => "rt",
            Self::Blocking => "rt::blocking",
        }
    }

    /// The text between a call and its `?`.
    pub(super) fn wait(self) -> &'static str {
        match self {
            Self::Asynchronous => ".await",
            Self::Blocking => "",
        }
    }

    /// The method of the configuration that takes a provider.
    pub(super) fn refresh(self) -> &'static str {
        match self {
            Self::Asynchronous => "refresh",
            Self::Blocking => "refresh_blocking",
        }
    }
}
