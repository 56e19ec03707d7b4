//! Reading and writing JSON values: [`Decode`], records, open enums, [`Json`] and [`Patch`].
//!
//! A decoding error names the place in the document: `signersInfos[2].seqNo: expected an integer, found null`.

mod containers;
mod found;
mod json;
mod kinds;
mod open;
mod path;
mod record;
mod scalar;
mod tristate;

pub use self::json::{Json, JsonError};
pub use self::kinds::{nullable, optional, patch, required};
pub use self::open::{OpenEnum, Unknown, decode_open, from_digits, from_integer, from_text};
pub use self::record::{Reader, Record, Writer, read_record};
pub use self::tristate::Patch;

pub(crate) use self::path::{Segment, prepend};

use serde_core::Deserializer;

/// A value that generated code can read.
///
/// It differs from `serde::Deserialize` in leniency (an integer may come as a digit string) and in its error texts,
/// which carry the path of the offending value. Implemented for `bool`, `i32`, `i64`, `u32`, `u64`, `f64`, `String`,
/// `Vec`, `Option`, `Box`, `BTreeMap<String, _>`, `()`, [`Json`], [`Patch`], and by [`record!`](crate::v1::record) and
/// [`open_enum!`](crate::v1::open_enum). For formats that describe themselves, as JSON does.
pub trait Decode: Sized {
    /// Whether data that an envelope left empty (missing, `null`, `""`, `[]` or `{}`) has a value of this type.
    ///
    /// True for `()` and `Option<T>`; false unless stated.
    const MAY_BE_ABSENT: bool = false;

    /// Reads one value.
    ///
    /// # Errors
    /// What the format reports, or a text that starts with the path of the value that does not fit.
    fn decode<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error>;

    /// The value that stands for absent data: `Some` exactly when [`MAY_BE_ABSENT`](Self::MAY_BE_ABSENT) is true.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }
}
