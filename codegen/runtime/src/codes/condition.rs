//! What tells rows of one code apart.

/// A condition under which a row of the error table is meant, and no other one of the same code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Match {
    /// The server's words fit this pattern, in which `*` stands for any text, and `\*` for an asterisk.
    ///
    /// Pages and servers differ in case, in the width of letters and signs (`，` and `,`: the forms that NFKC makes
    /// one), in blanks, in invisible characters and in the sign at the end, so none of these counts.
    Message(&'static str),
    /// The second code is this text.
    SubCode(&'static str),
}
