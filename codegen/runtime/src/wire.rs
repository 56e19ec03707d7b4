//! Reading and writing JSON values: [`Decode`], records, enums, unions, scalars, [`Json`] and [`Patch`].
//!
//! A decoding error names the place in the document: `signersInfos[2].seqNo: expected an integer, found null`.

mod calendar;
mod containers;
#[cfg(any(feature = "jiff", feature = "time", feature = "chrono"))]
mod convert;
mod date;
mod datetime;
mod decimal;
mod digits;
mod encoded;
mod file;
mod found;
mod hidden;
mod json;
mod kinds;
mod malformed;
mod open;
mod path;
mod raw;
mod recast;
mod record;
mod scalar;
mod shape;
mod tagged;
mod text;
mod tristate;
mod unix;
mod untagged;
mod url;
mod verbatim;

pub use self::date::Date;
pub use self::datetime::DateTime;
pub use self::decimal::Decimal;
pub use self::encoded::{Base64, Base64Url, Hex};
pub use self::file::File;
pub use self::hidden::Hidden;
pub use self::json::{Json, JsonError};
pub use self::kinds::{default, nullable, optional, patch, required};
pub use self::malformed::Malformed;
pub use self::open::{OpenEnum, Unknown, decode_open, from_digits, from_integer, from_text};
pub use self::recast::{AsInt, AsText, IntForm, TextForm};
pub use self::record::{Reader, Record, SecretReader, Writer, read_record};
pub use self::shape::Shape;
pub use self::tagged::{SecretVariant, TaggedUnion, UnknownVariant, Variant, decode_tagged, write_tagged};
pub use self::tristate::Patch;
pub use self::unix::{UnixMillis, UnixSeconds};
pub use self::untagged::{Attempts, UntaggedUnion, decode_untagged};
pub use self::url::Url;

pub(crate) use self::calendar::{day_at, days_in, days_since_1970};
pub(crate) use self::datetime::{Written, written};
pub(crate) use self::digits::Digits;
pub(crate) use self::hidden::Secrecy;
pub(crate) use self::path::{Segment, prepend};

use serde_core::Deserializer;

/// A value that generated code can read.
///
/// It differs from `serde::Deserialize` in leniency (an integer may come as a digit string) and in its error texts,
/// which carry the path of the offending value. Implemented for `bool`, `i32`, `i64`, `u32`, `u64`, `f64`, `String`,
/// `Vec`, `Option`, `Box`, `BTreeMap<String, _>`, `()`, [`Json`], [`Patch`], the scalars of this module, [`AsText`] and
/// [`AsInt`], and by [`record!`](crate::v1::record), [`open_enum!`](crate::v1::open_enum),
/// [`tagged_union!`](crate::v1::tagged_union) and [`untagged_union!`](crate::v1::untagged_union). For formats that describe
/// themselves, as JSON does.
pub trait Decode: Sized {
    /// Whether data that an envelope left empty (missing, `null`, `""`, `[]` or `{}`) has a value of this type.
    ///
    /// True for `()` and `Option<T>`; false unless stated.
    const MAY_BE_ABSENT: bool = false;

    /// The kind of JSON that this type is written as. An untagged union asks for it.
    #[doc(hidden)]
    const SHAPE: Shape = Shape::Any;

    /// Reads one value.
    ///
    /// # Errors
    /// An error of the format, or a text that starts with the path of the value that does not fit.
    fn decode<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error>;

    /// Reads a value other than `null` where it is optional.
    ///
    /// Like [`decode`](Self::decode) by default; types with their own text format read an empty string as `None`.
    ///
    /// # Errors
    /// As [`decode`](Self::decode).
    fn decode_optional<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Self>, D::Error> {
        Self::decode(input).map(Some)
    }

    /// The value of absent data: `Some` exactly if [`MAY_BE_ABSENT`](Self::MAY_BE_ABSENT) is true.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }
}
