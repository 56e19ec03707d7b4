//! Whether a file names something.

/// Whether a file names something; an import that nothing uses is a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usage {
    /// It does.
    Named,
    /// It does not.
    Unnamed,
}

impl Usage {
    pub(super) fn of(is_named: bool) -> Self {
        if is_named { Self::Named } else { Self::Unnamed }
    }
}
