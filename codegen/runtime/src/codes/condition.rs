//! Conditions that distinguish rows with the same code.

/// A condition that distinguishes a row of the error table from others with the same code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Match {
    /// The message matches this pattern, in which `*` is any text, and `\*` an asterisk.
    ///
    /// Pages and servers differ in case, in the width of letters and signs (`，` and `,`: the forms that NFKC unifies),
    /// in whitespace, in invisible characters and in the sign at the end, so none of these counts.
    Message(&'static str),
    /// The second code is this text.
    SubCode(&'static str),
}
