//! The common implementation of scalars with their own text format: one macro, so that they all behave alike.

use super::malformed::Malformed;
use super::reader::{Failed, Form, Reader};
use super::value::Value;

/// Gives a `struct Name(Box<str>)` that holds a checked text everything but its meaning.
///
/// The type has a constant `EXPECTED`, which describes valid texts, and a function `check(&str) -> bool`. With
/// `@shared` the type implements `Value` itself; methods of [`FromText`] that it does not have by default follow.
macro_rules! text_type {
    ($name:ident) => {
        $crate::wire::text::text_type! { @shared $name }

        impl $crate::wire::Value for $name {
            fn blank() -> Self {
                Self(Box::default())
            }

            fn read(&mut self, from: &mut $crate::wire::Reader<'_>) -> $crate::wire::Done {
                *self = $crate::wire::text::read(from)?;
                Ok(())
            }

            fn read_optional(
                &mut self,
                from: &mut $crate::wire::Reader<'_>,
            ) -> Result<bool, $crate::wire::Failed> {
                $crate::wire::text::read_optional(self, from)
            }

            fn write(&self, to: &mut $crate::wire::Writer) {
                to.string(&self.0);
            }

            $crate::std_value!();
        }
    };
    (@shared $name:ident $($more:tt)*) => {
        impl $name {
            /// The text, as it was given.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// A default that the generator has checked. Not for use by hand.
            #[doc(hidden)]
            #[must_use]
            pub fn fixed(text: &'static str) -> Self {
                Self(text.into())
            }

            /// The text, by move.
            #[must_use]
            pub fn into_string(self) -> String {
                self.0.into()
            }
        }

        impl $crate::wire::text::FromText for $name {
            const EXPECTED: &'static str = Self::EXPECTED;

            fn from_text(text: String) -> Result<Self, $crate::wire::Malformed> {
                if Self::check(&text) {
                    Ok(Self(text.into()))
                } else {
                    Err($crate::wire::Malformed::new(Self::EXPECTED, &text))
                }
            }

            $($more)*
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::wire::Malformed;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::wire::text::FromText::from_text(text.to_owned())
            }
        }

        impl TryFrom<&str> for $name {
            type Error = $crate::wire::Malformed;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                $crate::wire::text::FromText::from_text(text.to_owned())
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::wire::Malformed;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                $crate::wire::text::FromText::from_text(text)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.into_string()
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, text: &str) -> bool {
                &*self.0 == text
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, text: &&str) -> bool {
                &*self.0 == *text
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }

        impl ::serde_core::Serialize for $name {
            fn serialize<S: ::serde_core::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                match $crate::wire::text::FromText::is_number(self) {
                    true => $crate::wire::formats::serialize(self, out),
                    false => out.serialize_str(&self.0),
                }
            }
        }

        $crate::wire::text::deserialize! { $name }
    };
}

/// `Deserialize` by way of `Value`.
macro_rules! deserialize {
    ($name:ident) => {
        impl<'de> ::serde_core::Deserialize<'de> for $name {
            fn deserialize<D: ::serde_core::Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
                $crate::wire::formats::deserialize(input)
            }
        }
    };
}

pub(crate) use {deserialize, text_type};

/// Types that are read from a text.
pub(crate) trait FromText: Sized {
    /// A description of valid texts.
    const EXPECTED: &'static str;

    /// The value, or what was found instead.
    fn from_text(text: String) -> Result<Self, Malformed>;

    /// Whether it is written as a number.
    fn is_number(&self) -> bool {
        false
    }

    /// Whether servers write this text, which is not a value, where there is none.
    fn is_absence(text: &str) -> bool {
        let _ = text;
        false
    }

    /// As [`from_text`](Self::from_text), from a text in the format that the type is declared with. In a union, a text in
    /// another format may not be meant as this type.
    fn from_usual_text(text: String) -> Result<Self, Malformed> {
        Self::from_text(text)
    }
}

/// Reads a string and makes a value of it.
pub(crate) fn read<T: FromText>(from: &mut Reader<'_>) -> Result<T, Failed> {
    if from.peek() != Some(b'"') {
        return Err(from.mismatch(T::EXPECTED));
    }
    let start = from.at();
    let text = from.quoted()?;
    let value = match from.is_lenient() {
        true => T::from_text(text.into_owned()),
        false => T::from_usual_text(text.into_owned()),
    };
    value.map_err(|error| refuse::<T>(&error, start, from))
}

/// Reads a date or a time: as [`read`], or a number of its digits where that is its spelling.
pub(crate) fn read_dated<T: FromText>(from: &mut Reader<'_>) -> Result<T, Failed> {
    if from.form() != Form::Compact || !matches!(from.peek(), Some(b'0'..=b'9')) {
        return read(from);
    }
    let start = from.at();
    let digits = from.number()?;
    T::from_text(digits.to_owned()).map_err(|_| {
        from.return_to(start);
        from.mismatch(T::EXPECTED)
    })
}

/// Fails because of the text at `start`.
#[cold]
fn refuse<T: FromText>(error: &Malformed, start: usize, from: &mut Reader<'_>) -> Failed {
    let failed = from.fail(error.to_string());
    from.return_to(start);
    if from.quoted().is_ok_and(|text| T::is_absence(&text)) { from.note_absence() } else { failed }
}

/// Takes an empty string as none, anything else as a value. Servers write `""` for a date that is not yet known.
pub(crate) fn read_optional<T: Value>(value: &mut T, from: &mut Reader<'_>) -> Result<bool, Failed> {
    if from.is_lenient() && from.empty_string() { Ok(false) } else { value.read(from).map(|()| true) }
}
