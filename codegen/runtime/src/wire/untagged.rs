//! Unions without a tag: each variant is tried, in the order of the specification.

use std::cell::Cell;

use serde_core::de::{Deserializer, Error};

use super::Decode;
use super::hidden::{Secrecy, UNREADABLE};
use super::json::try_text;
use super::path::depth;
use super::raw::raw;

/// Implemented by [`untagged_union!`](crate::v1::untagged_union); the shared functions use it.
pub trait UntaggedUnion: Sized {
    /// The first variant that fits.
    fn read(attempts: &mut Attempts<'_>) -> Option<Self>;
}

/// Attempts to read one value in several forms.
///
/// A variant counts only if it is written as the kind of JSON at hand: an integer can be sent as a string elsewhere, but in a
/// union `"007"` is not an integer, whether or not one of the variants is a string. So what is read goes back as it came.
pub struct Attempts<'a> {
    json: &'a str,
    failures: Vec<Failure>,
    /// Of the forms: where one can hold a secret, the error of another one may repeat it.
    secrecy: Secrecy,
}

/// The error of one variant.
struct Failure {
    form: &'static str,
    error: String,
    /// How far reading got: the depth of the error, whether it is more than a missing field, and its line and column.
    reach: (usize, bool, usize, usize),
}

impl Attempts<'_> {
    /// Tries the form `form`.
    pub fn read<T: Decode>(&mut self, form: &'static str) -> Option<T> {
        if !spend(self.json.len()) {
            self.fail(form, "too many ways to read the value were tried".to_owned(), (1, 1));
            return None;
        }
        match try_text(self.json) {
            Ok(value) => match T::SHAPE.misfit(self.json) {
                None => Some(value),
                Some(error) => {
                    // It was read to its end, so no form got further.
                    self.fail(form, error, (usize::MAX, usize::MAX));
                    None
                }
            },
            Err((error, place)) => {
                self.fail(form, error, place);
                None
            }
        }
    }

    /// Marks a union in which a variant can hold a secret.
    pub fn secret(&mut self) {
        self.secrecy = Secrecy::Secret;
    }

    #[cold]
    fn fail(&mut self, form: &'static str, error: String, (line, column): (usize, usize)) {
        let reach = (depth(&error), !error.ends_with(": required, but missing"), line, column);
        self.failures.push(Failure { form, error, reach });
    }

    /// The error if nothing fits: what all variants expected, if all of them failed immediately; otherwise the error of
    /// the variant that got furthest.
    fn explain(&self) -> String {
        if self.secrecy == Secrecy::Secret {
            return UNREADABLE.to_owned();
        }
        self.expectations()
            .or_else(|| self.nearest())
            .unwrap_or_else(|| "no form of the union fits".to_owned())
    }

    fn expectations(&self) -> Option<String> {
        let mut expected: Vec<&str> = Vec::new();
        let mut found = None;
        for failure in &self.failures {
            let (want, have) = failure.error.strip_prefix("expected ")?.split_once(", found ")?;
            if *found.get_or_insert(have) != have {
                return None;
            }
            if !expected.contains(&want) {
                expected.push(want);
            }
        }
        let (last, others) = expected.split_last()?;
        let others = others.join(", ");
        let or = if others.is_empty() { "" } else { " or " };
        Some(format!("expected {others}{or}{last}, found {}", found?))
    }

    fn nearest(&self) -> Option<String> {
        let first = self.failures.first()?;
        let best =
            self.failures.iter().fold(first, |best, next| if next.reach > best.reach { next } else { best });
        Some(match self.failures.len() {
            1 => best.error.clone(),
            _ => format!("{} (read as `{}`)", best.error, best.form),
        })
    }
}

/// Reads an untagged union.
///
/// # Errors
/// If no variant fits: the error of the one that got furthest.
pub fn decode_untagged<'de, U: UntaggedUnion, D: Deserializer<'de>>(input: D) -> Result<U, D::Error> {
    let json = raw(input)?;
    let _outermost = Allowance::start(json.len());
    let mut attempts = Attempts { json: &json, failures: Vec::new(), secrecy: Secrecy::Open };
    U::read(&mut attempts).ok_or_else(|| D::Error::custom(attempts.explain()))
}

thread_local! {
    /// Bytes that the attempts inside the outermost union of this thread can still read; `None` outside of a union.
    static LEFT: Cell<Option<usize>> = const { Cell::new(None) };
}

/// How many times its length may be read. A union that contains itself doubles its attempts with each level, and a
/// hostile server chooses the number of levels.
const TIMES: usize = 512;

/// Set up by the outermost union and taken down by it.
struct Allowance {
    outermost: bool,
}

impl Allowance {
    fn start(length: usize) -> Self {
        let outermost = LEFT.get().is_none();
        if outermost {
            LEFT.set(Some(length.saturating_mul(TIMES)));
        }
        Self { outermost }
    }
}

impl Drop for Allowance {
    fn drop(&mut self) {
        if self.outermost {
            LEFT.set(None);
        }
    }
}

/// Takes bytes from what is left; `false` if there are not enough.
fn spend(bytes: usize) -> bool {
    let left = LEFT.get().unwrap_or_default().checked_sub(bytes);
    LEFT.set(Some(left.unwrap_or_default()));
    left.is_some()
}

/// Gives an enum of payloads, one of which a value is, reading and writing without a tag.
///
/// `Name { Variant(Payload) }`: variants are tried in this order, and only those that are written as the kind of JSON at hand
/// (a string does not become a number in a union). If none fits, the error is that of the variant that got furthest.
/// Payloads can be boxed. A value is written as its payload. `secret` before the variants means that one of them can hold a
/// secret: errors then don't say what was found. Implements `Decode`,
/// `Deserialize` and `Serialize`.
///
/// ```
/// use stubwright_runtime::v1 as rt;
///
/// #[derive(Debug, Clone, PartialEq)]
/// pub enum Ident {
///     Number(i64),
///     Text(String),
/// }
/// rt::untagged_union! { Ident { Number(i64), Text(String) } }
///
/// assert_eq!(serde_json::from_str::<Ident>("7").unwrap(), Ident::Number(7));
/// assert_eq!(serde_json::from_str::<Ident>("\"7\"").unwrap(), Ident::Text("7".to_owned()));
/// let error = serde_json::from_str::<Ident>("null").unwrap_err().to_string();
/// assert!(error.starts_with("expected an integer or a string, found null"));
/// ```
#[macro_export]
macro_rules! untagged_union {
    ($name:ident $($mark:ident)? { $( $variant:ident ($payload:ty) ),* $(,)? }) => {
        impl $crate::v1::support::UntaggedUnion for $name {
            fn read(attempts: &mut $crate::v1::support::Attempts<'_>) -> ::core::option::Option<Self> {
                $( attempts.$mark(); )?
                $( if let ::core::option::Option::Some(value) = attempts.read::<$payload>(::core::stringify!($variant)) {
                    return ::core::option::Option::Some(Self::$variant(value));
                } )*
                ::core::option::Option::None
            }
        }

        impl $crate::v1::Decode for $name {
            fn decode<'de, D>(input: D) -> ::core::result::Result<Self, D::Error>
            where
                D: $crate::v1::support::serde::Deserializer<'de>,
            {
                $crate::v1::support::decode_untagged(input)
            }
        }

        impl<'de> $crate::v1::support::serde::Deserialize<'de> for $name {
            fn deserialize<D>(input: D) -> ::core::result::Result<Self, D::Error>
            where
                D: $crate::v1::support::serde::Deserializer<'de>,
            {
                $crate::v1::support::decode_untagged(input)
            }
        }

        impl $crate::v1::support::serde::Serialize for $name {
            fn serialize<S>(&self, out: S) -> ::core::result::Result<S::Ok, S::Error>
            where
                S: $crate::v1::support::serde::Serializer,
            {
                match self {
                    $( Self::$variant(payload) => $crate::v1::support::serde::Serialize::serialize(payload, out), )*
                }
            }
        }
    };
}
