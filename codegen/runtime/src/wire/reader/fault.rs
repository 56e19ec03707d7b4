//! The first error of a reader, and the reasons that several readers give.

use std::fmt;

use crate::wire::path::Path;

/// The first error, and where it is.
pub(crate) struct Fault {
    /// The reason.
    pub(crate) what: String,
    /// The index just after what was read.
    pub(crate) at: usize,
    pub(super) path: Path,
    /// Whether the reason concerns one value; otherwise the path is left out.
    pub(super) is_placed: bool,
    /// Whether servers write the value that was refused for one that is absent.
    pub(super) is_absence: bool,
}

impl Fault {
    /// The number of segments of the path.
    pub(crate) fn depth(&self) -> usize {
        self.path.len()
    }
}

/// The reason of a type without finite values.
pub(crate) const ENDLESS: &str = "no value of this type is finite";

/// The reason of a field that has to be there.
pub(crate) const MISSING: &str = "required, but missing";

/// The reason of a text whose unions read too much again.
pub(crate) const TOO_OFTEN: &str = "its unions would have to be read too often";

/// An error message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Explained {
    /// Path and reason, without the position.
    pub(crate) text: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

impl Explained {
    /// An error that concerns more than one place.
    pub(crate) fn of(text: String) -> Self {
        Self { text, line: 0, column: 0 }
    }
}

/// Without a position if there is none.
impl fmt::Display for Explained {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => f.write_str(&self.text),
            _ => write!(f, "{} at line {} column {}", self.text, self.line, self.column),
        }
    }
}
