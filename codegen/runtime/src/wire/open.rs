//! Open enums: an unknown value from the server is kept and never fails decoding.

use std::fmt;

use serde_core::de::Deserializer;
use serde_core::{Serialize, Serializer};

use super::found::mismatch;
use super::found::{Found, text_of};
use super::json::Number;
use super::raw::raw;

/// A value that an open enum does not know: the text, and how the server wrote it.
///
/// Opaque: it can't be built or matched on, so that a value can become a declared variant later without breaking code.
/// `Debug` shows the text.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Unknown {
    text: Box<str>,
    form: Form,
}

/// The wire format of a value.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Form {
    Text,
    Number,
    Bool,
}

impl Unknown {
    /// The value as text: `PDF`, `7`, `true`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The value as an integer, when it is one that fits, as a number or as digits.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.text.parse().ok()
    }

    fn new(text: impl Into<Box<str>>, form: Form) -> Self {
        Self { text: text.into(), form }
    }
}

impl fmt::Debug for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

impl Serialize for Unknown {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self.form {
            Form::Text => out.serialize_str(&self.text),
            Form::Bool => out.serialize_bool(&*self.text == "true"),
            Form::Number => Number::new(&self.text).serialize(out),
        }
    }
}

/// Implemented by [`open_enum!`](crate::v1::open_enum); the shared functions use it.
pub trait OpenEnum: Sized + Clone + 'static {
    /// The declared variants.
    const VARIANTS: &'static [Self];
    /// Their wire texts, in the same order.
    const WIRE: &'static [&'static str];

    /// The variant of an undeclared value.
    fn undeclared(value: Unknown) -> Self;
}

/// The declared variant with this wire text, or the unknown value.
fn lookup<E: OpenEnum>(text: &str, form: Form) -> E {
    let at = E::WIRE.iter().position(|wire| *wire == text);
    match at.and_then(|at| E::VARIANTS.get(at)) {
        Some(variant) => variant.clone(),
        None => E::undeclared(Unknown::new(text, form)),
    }
}

/// The variant for a text, unknown ones included.
pub fn from_text<E: OpenEnum>(text: &str) -> E {
    lookup(text, Form::Text)
}

/// The variant for an integer, unknown ones included.
pub fn from_integer<E: OpenEnum>(value: i64) -> E {
    lookup(&value.to_string(), Form::Number)
}

/// The variant for a text that may spell an integer, unknown ones included.
pub fn from_digits<E: OpenEnum>(text: &str) -> E {
    let canonical = text.parse::<i64>().is_ok_and(|value| value.to_string() == text);
    lookup(text, if canonical { Form::Number } else { Form::Text })
}

/// Reads an open enum from a string, a number or a boolean.
///
/// # Errors
/// For `null`, lists and objects.
pub fn decode_open<'de, E: OpenEnum, D: Deserializer<'de>>(input: D) -> Result<E, D::Error> {
    let json = raw(input)?;
    match json.bytes().next() {
        Some(b'"') => match text_of(&json) {
            Some(text) => Ok(lookup(&text, Form::Text)),
            None => Err(mismatch("a string or a number", &Found::of(&json))),
        },
        Some(b't' | b'f') => Ok(lookup(&json, Form::Bool)),
        Some(b'-' | b'0'..=b'9') => Ok(lookup(&json, Form::Number)),
        _ => Err(mismatch("a string or a number", &Found::of(&json))),
    }
}

/// Gives an enum its wire values and keeps it open.
///
/// `Name: str { Variant = "text" }` for strings on the wire, `Name: int { Variant = 1 }` for integers. The enum must
/// have a last variant `__Unknown(Unknown)`. Gives `ALL`, `as_str`, `is_known`, for integers `value`, `Display`,
/// `FromStr`, `From`, `Param`, `Decode`, `Deserialize` and `Serialize`. Strings also accept numbers and booleans by
/// their text, integers also digit strings; unknown values are written as they came, numbers with their digits.
///
/// ```
/// use stubwright_runtime::v1 as rt;
///
/// #[derive(Debug, Clone, PartialEq, Eq, Hash)]
/// #[non_exhaustive]
/// pub enum SignFileType {
///     Pdf,
///     #[doc(hidden)]
///     __Unknown(rt::Unknown),
/// }
/// rt::open_enum! { SignFileType: str { Pdf = "PDF" } }
///
/// assert_eq!(SignFileType::from("PDF"), SignFileType::Pdf);
/// assert_eq!(SignFileType::from("OFD").as_str(), "OFD");
/// ```
#[macro_export]
macro_rules! open_enum {
    ($name:ident : str { $( $variant:ident = $wire:literal ),* $(,)? }) => {
        $crate::open_enum! { @shared $name, Text, from_text { $( $variant = $wire, $wire; )* } }

        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                $crate::v1::support::from_text(text)
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                $crate::v1::support::from_text(&text)
            }
        }
    };
    ($name:ident : int { $( $variant:ident = $wire:literal ),* $(,)? }) => {
        $crate::open_enum! { @shared $name, Integer, from_digits { $( $variant = ($wire as i64), ::core::stringify!($wire); )* } }

        impl $name {
            /// The number on the wire; `None` for an unknown value that is not a 64-bit integer.
            #[must_use]
            pub fn value(&self) -> ::core::option::Option<i64> {
                match self {
                    $( Self::$variant => ::core::option::Option::Some($wire), )*
                    Self::__Unknown(value) => value.as_i64(),
                }
            }
        }

        impl ::core::convert::From<i64> for $name {
            fn from(value: i64) -> Self {
                $crate::v1::support::from_integer(value)
            }
        }
    };
    (@shared $name:ident, $shape:ident, $parse:ident { $( $variant:ident = $wire:expr, $text:expr; )* }) => {
        impl $name {
            /// The declared values, in the order of the specification.
            pub const ALL: &'static [Self] = &[$( Self::$variant ),*];

            /// The text of the value on the wire, unknown ones included.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$variant => $text, )*
                    Self::__Unknown(value) => value.as_str(),
                }
            }

            /// Whether the value is one of [`Self::ALL`].
            #[must_use]
            pub fn is_known(&self) -> bool {
                !::core::matches!(self, Self::__Unknown(_))
            }
        }

        impl $crate::v1::preflight::Shown for $name {
            fn shown<'a>(&'a self, _: &'a mut $crate::v1::preflight::Scratch) -> &'a str {
                self.as_str()
            }
        }

        impl $crate::v1::preflight::Hollow for $name {
            fn is_empty(&self) -> bool {
                self.as_str().is_empty()
            }

            fn is_hollow(&self) -> bool {
                $crate::v1::preflight::Hollow::is_hollow(self.as_str())
            }
        }

        impl $crate::v1::support::OpenEnum for $name {
            const VARIANTS: &'static [Self] = Self::ALL;
            const WIRE: &'static [&'static str] = &[$( $text ),*];

            fn undeclared(value: $crate::v1::Unknown) -> Self {
                Self::__Unknown(value)
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            fn from_str(text: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok($crate::v1::support::$parse(text))
            }
        }

        impl $crate::v1::Param for $name {
            fn give(&self, to: &mut $crate::v1::Texts) {
                to.push(self.as_str());
            }
        }

        impl $crate::v1::Decode for $name {
            const SHAPE: $crate::v1::support::Shape = $crate::v1::support::Shape::$shape;

            fn decode<'de, D>(input: D) -> ::core::result::Result<Self, D::Error>
            where
                D: $crate::v1::support::serde::Deserializer<'de>,
            {
                $crate::v1::support::decode_open(input)
            }
        }

        impl<'de> $crate::v1::support::serde::Deserialize<'de> for $name {
            fn deserialize<D>(input: D) -> ::core::result::Result<Self, D::Error>
            where
                D: $crate::v1::support::serde::Deserializer<'de>,
            {
                $crate::v1::support::decode_open(input)
            }
        }

        impl $crate::v1::support::serde::Serialize for $name {
            fn serialize<S>(&self, out: S) -> ::core::result::Result<S::Ok, S::Error>
            where
                S: $crate::v1::support::serde::Serializer,
            {
                match self {
                    $( Self::$variant => $crate::v1::support::serde::Serialize::serialize(&$wire, out), )*
                    Self::__Unknown(value) => $crate::v1::support::serde::Serialize::serialize(value, out),
                }
            }
        }
    };
}
