//! Open enums: an unknown value from the server is kept and never fails decoding.

use std::borrow::Cow;
use std::fmt;

use super::digits::Digits;
use super::reader::{Failed, Reader};
use super::writer::Writer;

/// A value that an open enum does not know: the text, and how the server wrote it.
///
/// Opaque: it can't be built or matched on, so that a value can become a declared variant later without breaking code.
/// `Debug` shows the text.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Unknown {
    text: Box<str>,
    kind: JsonKind,
}

/// The kind of JSON in which a value came.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum JsonKind {
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

    fn new(text: impl Into<Box<str>>, kind: JsonKind) -> Self {
        Self { text: text.into(), kind }
    }

    /// The value of a field until it is read.
    #[doc(hidden)]
    #[must_use]
    pub fn blank() -> Self {
        Self::new("", JsonKind::Text)
    }

    fn write(&self, to: &mut Writer) {
        match self.kind {
            JsonKind::Text => to.string(&self.text),
            JsonKind::Number | JsonKind::Bool => to.raw(&self.text),
        }
    }
}

impl fmt::Debug for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

/// Implemented by [`open_enum!`](crate::v1::open_enum); the shared functions use it.
pub trait OpenEnum: Sized + Clone + 'static {
    /// The declared variants.
    const VARIANTS: &'static [Self];
    /// Their wire texts, in the same order.
    const WIRE: &'static [&'static str];
    /// The form of their wire texts.
    const FORM: EnumForm;

    /// The variant of an undeclared value.
    fn undeclared(value: Unknown) -> Self;

    /// The undeclared value, if it is one, or else the wire text.
    fn declared(&self) -> Result<&'static str, &Unknown>;
}

/// The form of the declared values of an enum.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum EnumForm {
    /// Strings.
    Text,
    /// Integers.
    Integer,
}

/// The index of a wire text among the declared ones.
fn index_of(wire: &[&str], text: &str) -> Option<usize> {
    wire.iter().position(|declared| *declared == text)
}

/// The declared variant with this wire text, or the unknown value.
fn lookup<E: OpenEnum>(text: &str, kind: JsonKind) -> E {
    match index_of(E::WIRE, text).and_then(|at| E::VARIANTS.get(at)) {
        Some(variant) => variant.clone(),
        None => E::undeclared(Unknown::new(text, kind)),
    }
}

/// The variant for a text, unknown ones included.
pub fn from_text<E: OpenEnum>(text: &str) -> E {
    lookup(text, JsonKind::Text)
}

/// The variant for an integer, unknown ones included.
pub fn from_integer<E: OpenEnum>(value: i64) -> E {
    lookup(&value.to_string(), JsonKind::Number)
}

/// The variant for a text that may spell an integer, unknown ones included.
pub fn from_digits<E: OpenEnum>(text: &str) -> E {
    let canonical = text.parse::<i64>().is_ok_and(|value| value.to_string() == text);
    lookup(text, if canonical { JsonKind::Number } else { JsonKind::Text })
}

/// Reads an open enum from a string, a number or a boolean.
///
/// # Errors
/// For `null`, lists and objects; in a union also for other forms than that of the declared values.
pub fn read_open<E: OpenEnum>(from: &mut Reader<'_>) -> Result<E, Failed> {
    let (text, kind) = wire_text(E::FORM, from)?;
    match index_of(E::WIRE, &text).and_then(|at| E::VARIANTS.get(at)) {
        Some(variant) => Ok(variant.clone()),
        None => Ok(undeclared(&text, kind, from)),
    }
}

/// The variant for a text that is not declared as it is.
#[cold]
fn undeclared<E: OpenEnum>(text: &str, kind: JsonKind, from: &mut Reader<'_>) -> E {
    let value = match (kind, E::FORM) {
        (JsonKind::Number, EnumForm::Integer) => from_number(text),
        _ => E::undeclared(Unknown::new(text, kind)),
    };
    if value.declared().is_err() {
        from.fit().count_unknown_value();
    }
    value
}

/// The variant for a number that may be written with a fraction or an exponent: 1 for `1.0`. An unknown one stays as it is.
#[cold]
fn from_number<E: OpenEnum>(digits: &str) -> E {
    let whole = Digits::parse(digits).and_then(|digits| digits.whole());
    let declared = whole.and_then(|whole| index_of(E::WIRE, &whole.to_string()));
    match declared.and_then(|at| E::VARIANTS.get(at)) {
        Some(variant) => variant.clone(),
        None => E::undeclared(Unknown::new(digits, JsonKind::Number)),
    }
}

fn wire_text<'a>(declared: EnumForm, from: &mut Reader<'a>) -> Result<(Cow<'a, str>, JsonKind), Failed> {
    let next = from.peek();
    let is_strict = !from.is_lenient();
    match (next, declared) {
        (Some(b'"'), EnumForm::Integer) if is_strict => Err(from.mismatch("an integer")),
        (Some(b't' | b'f'), EnumForm::Integer) if is_strict => Err(from.mismatch("an integer")),
        (Some(b'-' | b'0'..=b'9' | b't' | b'f'), EnumForm::Text) if is_strict => {
            Err(from.mismatch("a string"))
        }
        (Some(b'"'), _) => Ok((from.quoted()?, JsonKind::Text)),
        (Some(b't' | b'f'), _) => Ok((Cow::Borrowed(from.raw()?), JsonKind::Bool)),
        (Some(b'-' | b'0'..=b'9'), _) => {
            let mark = from.mark();
            let digits = from.number()?;
            if is_strict && digits.contains(['.', 'e', 'E']) {
                from.go_to(mark);
                return Err(from.mismatch("an integer"));
            }
            Ok((Cow::Borrowed(digits), JsonKind::Number))
        }
        _ => Err(from.mismatch("a string or a number")),
    }
}

/// Writes an open enum.
pub fn write_open<E: OpenEnum>(value: &E, to: &mut Writer) {
    match value.declared() {
        Ok(text) if E::FORM == EnumForm::Integer => to.number(text),
        Ok(text) => to.string(text),
        Err(unknown) => unknown.write(to),
    }
}

/// Gives an enum its wire values and keeps it open.
///
/// `Name: str { Variant = "text" }` for strings on the wire, `Name: int { Variant = 1 }` for integers. The enum must
/// have a last variant `__Unknown(Unknown)`. Gives `ALL`, `as_str`, `is_known`, for integers `value`, `Display`,
/// `FromStr`, `From`, `Param`, `Value`, `Deserialize` and `Serialize`. Strings also accept numbers and booleans by
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
        $crate::open_enum! { @shared $name, Text, from_text { $( $variant = $wire; )* } }

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
        $crate::open_enum! { @shared $name, Integer, from_digits { $( $variant = ::core::stringify!($wire); )* } }

        impl $name {
            /// The number on the wire; `None` for an unknown value that is not a 64-bit integer.
            #[must_use]
            pub fn value(&self) -> ::core::option::Option<i64> {
                self.as_str().parse().ok()
            }
        }

        impl ::core::convert::From<i64> for $name {
            fn from(value: i64) -> Self {
                $crate::v1::support::from_integer(value)
            }
        }
    };
    (@shared $name:ident, $form:ident, $parse:ident { $( $variant:ident = $text:expr; )* }) => {
        impl $name {
            /// The declared values, in the order of the specification.
            pub const ALL: &'static [Self] = &[$( Self::$variant ),*];

            /// The text of the value on the wire, unknown ones included.
            #[must_use]
            pub fn as_str(&self) -> &str {
                $crate::v1::support::OpenEnum::declared(self).unwrap_or_else($crate::v1::Unknown::as_str)
            }

            /// Whether the value is one of [`Self::ALL`].
            #[must_use]
            pub fn is_known(&self) -> bool {
                !::core::matches!(self, Self::__Unknown(_))
            }
        }

        impl $crate::v1::support::OpenEnum for $name {
            const VARIANTS: &'static [Self] = Self::ALL;
            const WIRE: &'static [&'static str] = &[$( $text ),*];
            const FORM: $crate::v1::support::EnumForm = $crate::v1::support::EnumForm::$form;

            fn undeclared(value: $crate::v1::Unknown) -> Self {
                Self::__Unknown(value)
            }

            fn declared(&self) -> ::core::result::Result<&'static str, &$crate::v1::Unknown> {
                ::core::result::Result::Ok(match self {
                    $( Self::$variant => $text, )*
                    Self::__Unknown(value) => return ::core::result::Result::Err(value),
                })
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

        impl $crate::v1::Value for $name {
            fn blank() -> Self {
                Self::__Unknown($crate::v1::Unknown::blank())
            }

            fn read(&mut self, from: &mut $crate::v1::support::Reader<'_>) -> $crate::v1::support::Done {
                *self = $crate::v1::support::read_open(from)?;
                ::core::result::Result::Ok(())
            }

            fn write(&self, to: &mut $crate::v1::support::Writer) {
                $crate::v1::support::write_open(self, to);
            }

            $crate::std_value!();
        }

        $crate::__formats! { $name }
    };
}
