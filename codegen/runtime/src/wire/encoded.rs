//! Bytes that travel as text: base64, base64url, hexadecimal.

mod base64;
mod hex;

use std::fmt;
use std::str::FromStr;

use serde_core::{Serialize, Serializer};

use super::malformed::Malformed;
use super::reader::{Done, Reader};
use super::text::{FromText, deserialize, read};
use super::value::Value;
use super::writer::Writer;

/// Bytes with a text form; the functions `encode` and `decode` say which.
macro_rules! encoded_type {
    ($(#[$doc:meta])* $name:ident, $expected:literal, $encode:expr, $decode:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(Vec<u8>);

        impl $name {
            /// The bytes.
            #[must_use]
            pub fn as_bytes(&self) -> &[u8] {
                &self.0
            }

            /// The bytes, by move.
            #[must_use]
            pub fn into_bytes(self) -> Vec<u8> {
                self.0
            }
        }

        impl From<Vec<u8>> for $name {
            fn from(bytes: Vec<u8>) -> Self {
                Self(bytes)
            }
        }

        impl From<&[u8]> for $name {
            fn from(bytes: &[u8]) -> Self {
                Self(bytes.to_vec())
            }
        }

        impl<const N: usize> From<[u8; N]> for $name {
            fn from(bytes: [u8; N]) -> Self {
                Self(bytes.to_vec())
            }
        }

        impl<const N: usize> From<&[u8; N]> for $name {
            fn from(bytes: &[u8; N]) -> Self {
                Self(bytes.to_vec())
            }
        }

        impl From<$name> for Vec<u8> {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl AsRef<[u8]> for $name {
            fn as_ref(&self) -> &[u8] {
                &self.0
            }
        }

        /// Decodes the text.
        impl FromStr for $name {
            type Err = Malformed;

            fn from_str(text: &str) -> Result<Self, Malformed> {
                $decode(text).map(Self).ok_or_else(|| Malformed::new($expected, text))
            }
        }

        /// Decodes the text.
        impl TryFrom<&str> for $name {
            type Error = Malformed;

            fn try_from(text: &str) -> Result<Self, Malformed> {
                text.parse()
            }
        }

        /// Decodes the text.
        impl TryFrom<String> for $name {
            type Error = Malformed;

            fn try_from(text: String) -> Result<Self, Malformed> {
                text.parse()
            }
        }

        /// Encodes the bytes.
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&$encode(&self.0))
            }
        }

        /// Shows the number of bytes, but not the bytes.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({} bytes)"), self.0.len())
            }
        }

        impl FromText for $name {
            const EXPECTED: &'static str = $expected;

            fn from_text(text: String) -> Result<Self, Malformed> {
                text.parse()
            }
        }

        impl Value for $name {
            fn blank() -> Self {
                Self(Vec::new())
            }

            fn read(&mut self, from: &mut Reader<'_>) -> Done {
                *self = read(from)?;
                Ok(())
            }

            fn write(&self, to: &mut Writer) {
                to.string(&$encode(&self.0));
            }

            crate::std_value!();
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                out.serialize_str(&$encode(&self.0))
            }
        }

        deserialize! { $name }
    };
}

encoded_type! {
    /// Bytes that travel as base64 (RFC 4648 §4): written with padding.
    ///
    /// Read with padding or without, and with line breaks (as in MIME, RFC 2045 §6.8). `Display` and `FromStr` are the
    /// text, `Debug` shows only the length.
    ///
    /// ```
    /// use stubwright_runtime::v1::Base64;
    ///
    /// let seal = Base64::from(b"\xff\xfe");
    /// assert_eq!(seal.to_string(), "//4=");
    /// assert_eq!("//4".parse(), Ok(seal));
    /// ```
    Base64, "base64", |bytes| base64::encode(bytes, base64::STANDARD, base64::Padding::Written), |text| base64::decode(text, base64::STANDARD)
}

encoded_type! {
    /// Bytes that travel as base64 with the alphabet for URLs and file names (RFC 4648 §5): written without padding, as
    /// in tokens (RFC 7515 §2).
    ///
    /// Read with padding or without, and with line breaks. `Display` and `FromStr` are the text, `Debug` shows only the
    /// length.
    ///
    /// ```
    /// use stubwright_runtime::v1::Base64Url;
    ///
    /// let key = Base64Url::from(b"\xff\xfe");
    /// assert_eq!(key.to_string(), "__4");
    /// assert_eq!("__4=".parse(), Ok(key));
    /// ```
    Base64Url, "base64url", |bytes| base64::encode(bytes, base64::FOR_URLS, base64::Padding::Omitted), |text| base64::decode(text, base64::FOR_URLS)
}

encoded_type! {
    /// Bytes that travel as hexadecimal digits (RFC 4648 §8): written in small letters, read in any.
    ///
    /// `Display` and `FromStr` are the text, `Debug` shows only the length.
    ///
    /// ```
    /// use stubwright_runtime::v1::Hex;
    ///
    /// let digest: Hex = "00FFa1".parse()?;
    /// assert_eq!((digest.as_bytes(), digest.to_string()), ([0, 255, 161].as_slice(), "00ffa1".to_owned()));
    /// # Ok::<(), stubwright_runtime::v1::Malformed>(())
    /// ```
    Hex, "an even number of hexadecimal digits", hex::encode, hex::decode
}
