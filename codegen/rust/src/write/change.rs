//! One difference between what was generated and what is on disk.

/// The kind of a change to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// The file is new.
    Create,
    /// The file exists with another text.
    Update,
    /// The file is no longer generated.
    Remove,
}

/// One difference between what was generated and what is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Path inside the output directory, with `/`.
    pub path: String,
    /// The kind of change.
    pub kind: ChangeKind,
    /// The text on disk; `None` for a new file.
    pub old: Option<String>,
    /// The text generated; `None` for a file to remove.
    pub new: Option<String>,
}
