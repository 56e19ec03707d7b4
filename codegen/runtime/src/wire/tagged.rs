//! Unions whose variant is named by a key of the object: internally or adjacently tagged.

use std::borrow::Cow;
use std::fmt;

use serde_core::de::{Deserializer, Error, MapAccess, Visitor};
use serde_core::ser::{Error as _, SerializeMap, SerializeStruct};
use serde_core::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::found::mismatch;
use super::found::{Found, text_of};
use super::hidden::{Hidden, Secrecy, UNREADABLE};
use super::json::{JsonError, decode_text, from_valid};
use super::path::{Segment, prepend};
use super::raw::raw;
use super::verbatim::TextSeed;
use super::{Decode, Json};

/// A variant that a tagged union does not know: its tag, and the whole object as the server sent it.
///
/// Opaque: it can't be built or matched on, so that a tag can become a declared variant later without breaking code.
#[derive(Clone, PartialEq)]
pub struct UnknownVariant {
    tag: Box<str>,
    value: Json,
    /// Of the declared variants: where one can hold a secret, an unknown one can too.
    secrecy: Secrecy,
}

impl UnknownVariant {
    /// The value of the tag as text.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The whole object, the tag included.
    #[must_use]
    pub fn value(&self) -> &Json {
        &self.value
    }
}

/// The whole object as JSON; only the tag where a variant of the union can hold a secret.
impl fmt::Debug for UnknownVariant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.secrecy {
            Secrecy::Open => fmt::Debug::fmt(&self.value, f),
            Secrecy::Secret => write!(f, "{:?} {Hidden:?}", self.tag),
        }
    }
}

/// As the server sent it.
impl Serialize for UnknownVariant {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(out)
    }
}

/// Implemented by [`tagged_union!`](crate::v1::tagged_union); the shared functions use it.
pub trait TaggedUnion: Sized {
    /// The key of the tag.
    const TAG: &'static str;
    /// The key of the payload, if it has its own; at most one.
    const CONTENT: &'static [&'static str];

    /// Makes the variant that the tag names.
    ///
    /// # Errors
    /// If the payload does not fit.
    fn read(variant: &Variant<'_>) -> Result<Self, JsonError>;
}

/// An object whose tag is known.
pub struct Variant<'a> {
    tag: Cow<'a, str>,
    whole: &'a str,
    payload: Payload<'a>,
}

/// Where the payload is.
enum Payload<'a> {
    /// In the object of the tag.
    Beside,
    /// Under its own key, which can be missing.
    Under(&'static str, Option<&'a str>),
}

impl Variant<'_> {
    /// The value of the tag as text.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// Reads the payload.
    ///
    /// # Errors
    /// If it does not fit or is missing, with its path.
    pub fn read<T: Decode>(&self) -> Result<T, JsonError> {
        match self.payload {
            Payload::Beside => decode_text(self.whole),
            Payload::Under(key, Some(json)) => decode_text(json).map_err(|error| at(key, &error.to_string())),
            Payload::Under(key, None) => T::absent().ok_or_else(|| at(key, "required, but missing")),
        }
    }

    /// Keeps the object as it is.
    ///
    /// # Errors
    /// If a key comes twice.
    pub fn unknown(&self) -> Result<UnknownVariant, JsonError> {
        let value = from_valid(self.whole).map_err(JsonError::say)?;
        Ok(UnknownVariant { tag: self.tag().into(), value, secrecy: Secrecy::Open })
    }

    /// As the variant of a union that can hold a secret.
    #[must_use]
    pub fn secret(&self) -> SecretVariant<'_> {
        SecretVariant(self)
    }
}

/// A variant of a union that can hold a secret.
pub struct SecretVariant<'a>(&'a Variant<'a>);

impl SecretVariant<'_> {
    /// As [`Variant::unknown`], shown by neither `Debug` nor an error.
    ///
    /// # Errors
    /// As [`Variant::unknown`].
    pub fn unknown(&self) -> Result<UnknownVariant, JsonError> {
        let kept = self.0.unknown().map_err(|_| JsonError::say(UNREADABLE.to_owned()))?;
        Ok(UnknownVariant { secrecy: Secrecy::Secret, ..kept })
    }
}

#[cold]
fn at(key: &str, error: &str) -> JsonError {
    JsonError::say(prepend(Segment::Key(key), error))
}

/// Reads a tagged union. The tag can be anywhere in the object, so the object is searched first.
///
/// # Errors
/// If the value is not an object, the tag is missing or not a text, or the payload does not fit.
pub fn decode_tagged<'de, U: TaggedUnion, D: Deserializer<'de>>(input: D) -> Result<U, D::Error> {
    let whole = raw(input)?;
    if !whole.starts_with('{') {
        return Err(mismatch("an object", &Found::of(&whole)));
    }
    find::<U>(&whole).and_then(|variant| U::read(&variant)).map_err(D::Error::custom)
}

fn find<U: TaggedUnion>(whole: &str) -> Result<Variant<'_>, JsonError> {
    let content = U::CONTENT.first().copied();
    let wanted = Wanted { keys: [Some(U::TAG), content] };
    let [tag, payload] = serde_json::Deserializer::from_str(whole)
        .deserialize_map(wanted)
        .map_err(|error| JsonError::plain(&error))?;
    let Some(tag) = tag else { return Err(at(U::TAG, "required, but missing")) };
    let text = match tag.bytes().next() {
        Some(b'"') => text_of(tag),
        Some(b'[' | b'{' | b'n') | None => None,
        Some(_) => Some(Cow::Borrowed(tag)),
    };
    let Some(tag) = text else {
        return Err(at(U::TAG, &format!("expected a string, found {}", Found::of(tag))));
    };
    let payload = content.map_or(Payload::Beside, |key| Payload::Under(key, payload));
    Ok(Variant { tag, whole, payload })
}

/// Notes the raw values of two keys of an object.
struct Wanted {
    keys: [Option<&'static str>; 2],
}

impl<'de> Visitor<'de> for Wanted {
    type Value = [Option<&'de str>; 2];

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut noted = [None; 2];
        while let Some(key) = map.next_key_seed(TextSeed)? {
            let value: &'de RawValue = map.next_value()?;
            for (slot, wanted) in noted.iter_mut().zip(self.keys) {
                if wanted == Some(&*key) && slot.replace(value.get()).is_some() {
                    return Err(A::Error::custom(prepend(Segment::Key(&key), "duplicate key")));
                }
            }
        }
        Ok(noted)
    }
}

/// Writes a variant: first the tag, then the payload, in the same object or under the key `content`.
///
/// In the object of the tag, the payload is converted to [`Json`] first, so that any type that is an object can be
/// used; a member of the payload with the key of the tag is left out, since the variant determines it.
///
/// # Errors
/// An error of the format; also if the payload does not have its own key and is not an object.
pub fn write_tagged<S: Serializer, T: Serialize>(
    [name, key, tag]: [&'static str; 3],
    content: &'static [&'static str],
    payload: &T,
    out: S,
) -> Result<S::Ok, S::Error> {
    if let Some(content) = content.first() {
        let mut out = out.serialize_struct(name, 2)?;
        out.serialize_field(key, tag)?;
        out.serialize_field(content, payload)?;
        return out.end();
    }
    let payload = Json::from_value(payload).map_err(S::Error::custom)?;
    if !payload.is_object() {
        return Err(S::Error::custom(format_args!("the payload of {tag:?} in `{name}` is not an object")));
    }
    let mut out = out.serialize_map(None)?;
    out.serialize_entry(key, tag)?;
    for (member, value) in payload.members().filter(|(member, _)| *member != key) {
        out.serialize_entry(member, value)?;
    }
    out.end()
}

/// Reads and writes an enum of payloads as JSON objects with a tag.
///
/// `Name by "tag" { Variant(Payload) = "value" }` for a tag among the members of the payload, `Name by "tag", "content"
/// { … }` for a payload under its own key. Payloads can be boxed; without their own key they have to be objects. The
/// last variant of the enum has to be `__Unknown(UnknownVariant)`: an undeclared tag is kept there with its object and
/// written back unchanged. The tag can be anywhere in the object; numbers and booleans are compared by their text. A
/// missing tag is an error.
///
/// ```
/// use stubwright_runtime::v1 as rt;
///
/// #[derive(Debug, Clone, PartialEq)]
/// pub struct Card {
///     number: String,
/// }
/// rt::record! { Card { number: required "number" } }
///
/// #[derive(Debug, Clone, PartialEq)]
/// #[non_exhaustive]
/// pub enum Payment {
///     Card(Card),
///     #[doc(hidden)]
///     __Unknown(rt::UnknownVariant),
/// }
/// rt::tagged_union! { Payment by "kind" { Card(Card) = "card" } }
///
/// let payment: Payment = serde_json::from_str(r#"{"number":"1","kind":"card"}"#).unwrap();
/// assert_eq!(payment, Payment::Card(Card { number: "1".to_owned() }));
/// assert_eq!(serde_json::to_string(&payment).unwrap(), r#"{"kind":"card","number":"1"}"#);
/// let other: Payment = serde_json::from_str(r#"{"kind":"coin"}"#).unwrap();
/// assert_eq!((other.tag(), other.is_known()), ("coin", false));
/// ```
#[macro_export]
macro_rules! tagged_union {
    ($name:ident by $tag:literal $(, $content:literal)? $($mark:ident)? { $( $variant:ident ($payload:ty) = $wire:literal ),* $(,)? }) => {
        impl $name {
            /// The declared values of the tag, in the order of the specification.
            pub const TAGS: &'static [&'static str] = &[$( $wire ),*];

            /// The value of the tag, unknown ones included.
            #[must_use]
            pub fn tag(&self) -> &str {
                match self {
                    $( Self::$variant(_) => $wire, )*
                    Self::__Unknown(value) => value.tag(),
                }
            }

            /// Whether the tag is one of [`Self::TAGS`].
            #[must_use]
            pub fn is_known(&self) -> bool {
                !::core::matches!(self, Self::__Unknown(_))
            }
        }

        impl $crate::v1::support::TaggedUnion for $name {
            const TAG: &'static str = $tag;
            const CONTENT: &'static [&'static str] = &[$( $content )?];

            fn read(
                variant: &$crate::v1::support::Variant<'_>,
            ) -> ::core::result::Result<Self, $crate::v1::JsonError> {
                match variant.tag() {
                    $( $wire => variant.read::<$payload>().map(Self::$variant), )*
                    _ => variant$(.$mark())?.unknown().map(Self::__Unknown),
                }
            }
        }

        impl $crate::v1::Decode for $name {
            const SHAPE: $crate::v1::support::Shape = $crate::v1::support::Shape::Object;

            fn decode<'de, D>(input: D) -> ::core::result::Result<Self, D::Error>
            where
                D: $crate::v1::support::serde::Deserializer<'de>,
            {
                $crate::v1::support::decode_tagged(input)
            }
        }

        impl<'de> $crate::v1::support::serde::Deserialize<'de> for $name {
            fn deserialize<D>(input: D) -> ::core::result::Result<Self, D::Error>
            where
                D: $crate::v1::support::serde::Deserializer<'de>,
            {
                $crate::v1::support::decode_tagged(input)
            }
        }

        impl $crate::v1::support::serde::Serialize for $name {
            fn serialize<S>(&self, out: S) -> ::core::result::Result<S::Ok, S::Error>
            where
                S: $crate::v1::support::serde::Serializer,
            {
                match self {
                    $( Self::$variant(payload) => $crate::v1::support::write_tagged(
                        [::core::stringify!($name), $tag, $wire],
                        <Self as $crate::v1::support::TaggedUnion>::CONTENT,
                        payload,
                        out,
                    ), )*
                    Self::__Unknown(value) => $crate::v1::support::serde::Serialize::serialize(value, out),
                }
            }
        }
    };
}
