//! How bad a finding is.

/// The severity of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// Code is generated, but a person should look at the finding.
    Warning,
    /// Information only.
    Note,
}
