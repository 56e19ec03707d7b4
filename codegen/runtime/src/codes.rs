//! Business error codes: the rows of an API's error table, and the enum of them.

mod condition;
mod matching;
mod row;

use std::fmt;

pub use self::condition::Match;
#[cfg(feature = "testing")]
pub(crate) use self::matching::sample;
pub use self::matching::{ServerError, find_row_for};
pub use self::row::{Category, ErrorInfo, Retry};

/// The row of all codes that are not in the table.
pub static UNRECOGNIZED: ErrorInfo = ErrorInfo::new("", "Unrecognized");

/// The error codes of one API; [`error_codes!`](crate::v1::error_codes) implements it.
pub trait Code: Copy + Eq + fmt::Debug + fmt::Display + Send + Sync + 'static {
    /// The code with this wire text, or the variant for all others.
    fn from_code(code: &str) -> Self;

    /// The row of the error table.
    fn info(self) -> &'static ErrorInfo;

    /// The code of a server error. The `tables` of the endpoint are searched before the shared one, and rows with the
    /// same code are distinguished by their conditions. The default looks at the code alone.
    #[must_use]
    fn of_server_error(error: &ServerError<'_>, tables: &[&[u16]]) -> Self {
        let _ = tables;
        Self::from_code(error.code())
    }
}

/// Whether this is a row of the table, and not the one for codes without a row.
pub(crate) fn is_recognized(row: &ErrorInfo) -> bool {
    !row.code().is_empty() || !row.conditions().is_empty()
}

/// A text that is not a code of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownCode(Box<str>);

impl UnknownCode {
    /// For `FromStr` of the generated enums.
    #[doc(hidden)]
    #[must_use]
    pub fn new(code: &str) -> Self {
        UnknownCode(code.into())
    }

    /// The text that was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the error table has no code {:?}", self.0)
    }
}

impl std::error::Error for UnknownCode {}

/// The index of the row that a code alone means. `by_code` holds indexes into `rows`, sorted by the bytes of the code.
pub fn find_row(rows: &[ErrorInfo], by_code: &[u16], code: &str) -> Option<usize> {
    find_row_for(rows, &[], by_code, &ServerError::new(code))
}

/// Connects an enum of error codes with its table.
///
/// Arguments: the enum (`repr(u16)`, fieldless, one variant per row in the order of the rows, then `Unrecognized`), the
/// rows of all tables, the indexes of those of the common table sorted by the bytes of the code and then by themselves,
/// and the list of the variants. Gives `ALL`, `info`, `from_code` (binary search), `as_str`, `Debug`, `Display`,
/// `FromStr`, `Serialize` and `Code`. Nothing here grows with the table except the list, so that ten thousand codes
/// compile fast.
#[macro_export]
macro_rules! error_codes {
    ($name:ident, $rows:path, $by_code:path, [ $( $variant:ident ),* $(,)? ]) => {
        impl $name {
            /// Every code of the table, in its order; without `Unrecognized`.
            pub const ALL: &'static [Self] = &[$( Self::$variant ),*];

            /// The row of the table: message, solution, retry class. A fixed, empty row for `Unrecognized`.
            #[must_use]
            pub fn info(self) -> &'static $crate::v1::ErrorInfo {
                $rows.get(self as usize).unwrap_or(&$crate::v1::support::UNRECOGNIZED)
            }

            /// The code with this text on the wire, by the common table; `Unrecognized` when it has none, or only rows
            /// that the server's words tell apart.
            #[must_use]
            pub fn from_code(code: &str) -> Self {
                $crate::v1::support::find_row(&$rows, &$by_code, code)
                    .and_then(|at| Self::ALL.get(at).copied())
                    .unwrap_or(Self::Unrecognized)
            }

            /// The text on the wire; `unrecognized` for `Unrecognized`, whose text only the error knows.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                $rows.get(self as usize).map_or("unrecognized", $crate::v1::ErrorInfo::code)
            }
        }

        impl $crate::v1::Code for $name {
            fn from_code(code: &str) -> Self {
                Self::from_code(code)
            }

            fn info(self) -> &'static $crate::v1::ErrorInfo {
                self.info()
            }

            fn of_server_error(error: &$crate::v1::ServerError<'_>, tables: &[&[u16]]) -> Self {
                $crate::v1::support::find_row_for(&$rows, tables, &$by_code, error)
                    .and_then(|at| Self::ALL.get(at).copied())
                    .unwrap_or(Self::Unrecognized)
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.info().name())
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                // A row for failures without a code has its name alone.
                f.pad(if self.as_str().is_empty() { self.info().name() } else { self.as_str() })
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = $crate::v1::UnknownCode;

            fn from_str(code: &str) -> ::core::result::Result<Self, $crate::v1::UnknownCode> {
                match Self::from_code(code) {
                    Self::Unrecognized => ::core::result::Result::Err($crate::v1::UnknownCode::new(code)),
                    known => ::core::result::Result::Ok(known),
                }
            }
        }

        impl $crate::v1::support::serde::Serialize for $name {
            fn serialize<S>(&self, out: S) -> ::core::result::Result<S::Ok, S::Error>
            where
                S: $crate::v1::support::serde::Serializer,
            {
                out.serialize_str(self.as_str())
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::{ErrorInfo, find_row};

    #[test]
    fn rows_are_found_by_their_exact_text() {
        let rows = ["500", "oc_40003", "00000", "1e3", "0"].map(|code| ErrorInfo::new(code, "Name"));
        let by_code = [4, 2, 3, 0, 1];
        for (at, row) in rows.iter().enumerate() {
            assert_eq!(find_row(&rows, &by_code, row.code()), Some(at));
        }
        for code in ["", "000", "1000", "oc_4000", "zzz", "OC_40003"] {
            assert_eq!(find_row(&rows, &by_code, code), None, "{code}");
        }
        assert_eq!(find_row(&[], &[], "x"), None);
        assert_eq!(find_row(&rows, &[99], "x"), None);
    }
}
