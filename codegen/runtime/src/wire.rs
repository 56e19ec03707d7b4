//! Reading and writing JSON values: [`Value`], records, enums, unions, scalars, [`Json`] and [`Patch`].
//!
//! A decoding error names the place in the document: `signersInfos[2].seqNo: expected an integer, found null`.

mod as_json;
mod body;
mod calendar;
mod containers;
#[cfg(any(feature = "jiff", feature = "time", feature = "chrono"))]
mod convert;
mod copied;
mod date;
mod datetime;
mod day;
mod decimal;
mod digits;
mod encoded;
mod fields;
mod file;
mod fit;
mod formats;
mod found;
mod hidden;
mod json;
mod json_error;
mod malformed;
mod open;
mod others;
mod parts;
mod path;
mod plain;
mod reader;
mod recast;
mod record;
mod scalar;
mod table;
mod tagged;
mod text;
mod tristate;
mod unix;
mod untagged;
mod unwritable;
mod url;
mod value;
mod verbatim;
mod writer;

pub use self::body::{Body, write_body};
pub use self::date::Date;
pub use self::datetime::DateTime;
pub use self::decimal::Decimal;
pub use self::encoded::{Base64, Base64Url, Hex};
pub use self::file::File;
pub use self::formats::{deserialize, serialize};
pub use self::hidden::Hidden;
pub use self::json::Json;
pub use self::json_error::JsonError;
pub use self::malformed::Malformed;
pub use self::open::{
    EnumForm, OpenEnum, Unknown, from_digits, from_integer, from_text, read_open, write_open,
};
pub use self::reader::{Done, Failed, Form, Reader};
pub use self::recast::{AsCompact, AsInt, AsJson, AsSlashed, AsText};
pub use self::record::blank::{self, endless};
pub use self::record::fresh;
pub use self::table::{Fixed, Table, kinds};
pub use self::tagged::{
    TaggedUnion, UnionTable, UnknownVariant, find_tag, read_tagged, tag_of, unknown_variant, write_tagged,
};
pub use self::tristate::Patch;
pub use self::unix::{UnixMillis, UnixSeconds};
pub use self::untagged::{Attempts, read_optional_union};
pub use self::url::Url;
pub use self::value::{Value, copy, debug, from_json, same, to_json};
pub use self::writer::Writer;

pub(crate) use self::body::request_of;
pub(crate) use self::calendar::{day_at, days_in, days_since_1970};
#[cfg(feature = "testing")]
pub(crate) use self::day::is_zero;
pub(crate) use self::digits::Digits;
pub(crate) use self::hidden::Secrecy;
pub(crate) use self::parts::{Written, written};
pub(crate) use self::reader::{Bracket, ENDLESS, Explained, Mark};
pub(crate) use self::unwritable::Unwritable;
pub(crate) use self::value::{read_text, request_json};
