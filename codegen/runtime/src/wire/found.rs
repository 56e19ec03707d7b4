//! The value that was found in place of the expected one, in words.

use std::borrow::Cow;
use std::fmt;

use serde_core::de::Error;

/// Characters of a found string that an error text repeats.
const QUOTED: usize = 40;

/// A value in the input.
pub(crate) enum Found<'a> {
    Null,
    Bool(bool),
    Int(i64),
    Uint(u64),
    Float(f64),
    /// A number by its digits.
    Number(&'a str),
    Text(&'a str),
    /// As [`Found::Text`], where escapes were resolved first.
    Quoted(Cow<'a, str>),
    List,
    Object,
}

impl<'a> Found<'a> {
    /// The kind of a raw value, for messages.
    pub(crate) fn of(json: &'a str) -> Self {
        match json.bytes().next() {
            Some(b'n') | None => Found::Null,
            Some(b't') => Found::Bool(true),
            Some(b'f') => Found::Bool(false),
            Some(b'[') => Found::List,
            Some(b'{') => Found::Object,
            Some(b'"') => Found::Quoted(text_of(json).unwrap_or(Cow::Borrowed(json))),
            Some(_) => Found::Number(json),
        }
    }
}

/// The content of a JSON string, quotes included in `json`; `None` if it is not a string or has an incomplete surrogate
/// pair.
pub(crate) fn text_of(json: &str) -> Option<Cow<'_, str>> {
    let inside = json.strip_prefix('"')?.strip_suffix('"')?;
    if inside.contains('\\') {
        serde_json::from_str(json).ok().map(Cow::Owned)
    } else {
        Some(Cow::Borrowed(inside))
    }
}

impl fmt::Display for Found<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Found::Null => f.write_str("null"),
            Found::Bool(value) => write!(f, "{value}"),
            Found::Int(value) => write!(f, "{value}"),
            Found::Uint(value) => write!(f, "{value}"),
            Found::Float(value) => write!(f, "{value:?}"),
            Found::Number(digits) if digits.len() <= QUOTED => f.write_str(digits),
            Found::Number(digits) => write!(f, "{}…", digits.get(..QUOTED).unwrap_or_default()),
            Found::Text(text) => quoted(text, f),
            Found::Quoted(text) => quoted(text, f),
            Found::List => f.write_str("a list"),
            Found::Object => f.write_str("an object"),
        }
    }
}

/// A string in quotes, truncated if it is long.
fn quoted(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match text.char_indices().nth(QUOTED) {
        None => write!(f, "{text:?}"),
        Some((end, _)) => write!(f, "{:?}…", text.get(..end).unwrap_or_default()),
    }
}

/// `expected an integer, found null`.
#[cold]
pub(crate) fn mismatch<E: Error>(expected: &str, found: &Found<'_>) -> E {
    E::custom(format_args!("expected {expected}, found {found}"))
}

/// Visitor methods that reject the named kinds of value; `$expected` says in words what is expected.
macro_rules! refuse {
    ($expected:expr; $($kind:ident)*) => { $( $crate::wire::found::refuse!(@ $kind $expected); )* };
    (@ bool $expected:expr) => {
        fn visit_bool<E: ::serde_core::de::Error>(self, value: bool) -> Result<Self::Value, E> {
            Err($crate::wire::found::mismatch($expected, &$crate::wire::found::Found::Bool(value)))
        }
    };
    (@ number $expected:expr) => {
        fn visit_i64<E: ::serde_core::de::Error>(self, value: i64) -> Result<Self::Value, E> {
            Err($crate::wire::found::mismatch($expected, &$crate::wire::found::Found::Int(value)))
        }

        fn visit_u64<E: ::serde_core::de::Error>(self, value: u64) -> Result<Self::Value, E> {
            Err($crate::wire::found::mismatch($expected, &$crate::wire::found::Found::Uint(value)))
        }

        fn visit_f64<E: ::serde_core::de::Error>(self, value: f64) -> Result<Self::Value, E> {
            Err($crate::wire::found::mismatch($expected, &$crate::wire::found::Found::Float(value)))
        }
    };
    (@ text $expected:expr) => {
        fn visit_str<E: ::serde_core::de::Error>(self, text: &str) -> Result<Self::Value, E> {
            Err($crate::wire::found::mismatch($expected, &$crate::wire::found::Found::Text(text)))
        }
    };
    (@ null $expected:expr) => {
        fn visit_unit<E: ::serde_core::de::Error>(self) -> Result<Self::Value, E> {
            Err($crate::wire::found::mismatch($expected, &$crate::wire::found::Found::Null))
        }

        fn visit_none<E: ::serde_core::de::Error>(self) -> Result<Self::Value, E> {
            Err($crate::wire::found::mismatch($expected, &$crate::wire::found::Found::Null))
        }
    };
    (@ list $expected:expr) => {
        fn visit_seq<A: ::serde_core::de::SeqAccess<'de>>(self, _: A) -> Result<Self::Value, A::Error> {
            Err($crate::wire::found::mismatch($expected, &$crate::wire::found::Found::List))
        }
    };
    (@ object $expected:expr) => {
        fn visit_map<A: ::serde_core::de::MapAccess<'de>>(self, _: A) -> Result<Self::Value, A::Error> {
            Err($crate::wire::found::mismatch($expected, &$crate::wire::found::Found::Object))
        }
    };
}

pub(crate) use refuse;
