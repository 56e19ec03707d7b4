//! Records: structs that are JSON objects, read and written through a table of wire names.
//!
//! Compile time of generated crates is decided here. [`record!`](crate::v1::record) expands to code without a `?` per
//! field: [`Reader`] and [`Writer`] keep the first error themselves and report it once at the end.

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_core::ser::SerializeStruct;
use serde_core::{Serialize, Serializer};

use super::containers::Seed;
use super::found::refuse;
use super::hidden::UNREADABLE;
use super::path::{Segment, under};
use super::recast::{AsInt, AsText, IntForm, TextForm};
use super::{Decode, Patch};

/// A struct that [`record!`](crate::v1::record) has given its wire names.
pub trait Record: Sized {
    /// The name of the Rust type.
    const NAME: &'static str;
    /// All keys that are read, including aliases.
    const FIELDS: &'static [&'static str];

    /// Reads the fields of one object.
    ///
    /// # Errors
    /// If a field is missing, duplicate or does not fit, with its path; or an error of the format.
    fn read<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error>;
}

/// Reads a record; the body of its `Decode` and `Deserialize`.
///
/// # Errors
/// As [`Record::read`]; also if the value is not an object.
pub fn read_record<'de, R: Record, D: Deserializer<'de>>(input: D) -> Result<R, D::Error> {
    input.deserialize_any(RecordVisitor(PhantomData))
}

struct RecordVisitor<R>(PhantomData<R>);

impl<'de, R: Record> Visitor<'de> for RecordVisitor<R> {
    type Value = R;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<R, A::Error> {
        R::read(map)
    }

    refuse!("an object"; bool number text null list);
}

/// Walks over the members of an object and keeps the first error.
pub struct Reader<'de, A: MapAccess<'de>> {
    map: A,
    fields: &'static [&'static str],
    error: Option<A::Error>,
}

impl<'de, A: MapAccess<'de>> Reader<'de, A> {
    /// Creates a reader of `map`; `fields` are the keys that are read.
    pub fn new(map: A, fields: &'static [&'static str]) -> Self {
        Self { map, fields, error: None }
    }

    /// The next key: borrowed from the input, or, if it is written with escapes, from the field list. `None` at the end
    /// of the object and after an error. Each key has to be followed by exactly one [`put`](Self::put) or
    /// [`skip`](Self::skip).
    pub fn key(&mut self) -> Option<&'de str> {
        while self.error.is_none() {
            match self.map.next_key_seed(Key(self.fields)) {
                Ok(Some(Some(key))) => return Some(key),
                Ok(Some(None)) => self.skip(),
                Ok(None) => return None,
                Err(error) => self.error = Some(error),
            }
        }
        None
    }

    /// Reads the value of the current key into `slot`; `name` is the wire name for messages.
    pub fn put<T: Decode>(&mut self, slot: &mut Option<T>, name: &'static str) {
        if slot.is_some() {
            self.error = Some(under(Segment::Key(name), "duplicate key"));
            return;
        }
        match self.map.next_value_seed(Seed::<T>::new()) {
            Ok(value) => *slot = Some(value),
            Err(error) => self.error = Some(under(Segment::Key(name), error)),
        }
    }

    /// Reads the next value as a secret.
    pub fn secret(&mut self) -> SecretReader<'_, 'de, A> {
        SecretReader(self)
    }

    /// Skips the value of the current key.
    pub fn skip(&mut self) {
        if let Err(error) = self.map.next_value::<IgnoredAny>() {
            self.error = Some(error);
        }
    }

    /// Records that the field `name` is missing, unless there is an earlier error.
    pub fn missing(&mut self, name: &'static str) {
        if self.error.is_none() {
            self.error = Some(under(Segment::Key(name), "required, but missing"));
        }
    }

    /// The end of a record with a field that could not be filled.
    ///
    /// # Errors
    /// Always: the first error.
    pub fn fail<R>(self) -> Result<R, A::Error> {
        Err(self.error.unwrap_or_else(|| A::Error::custom("a field is missing")))
    }

    /// The end of a record whose fields are filled.
    ///
    /// # Errors
    /// The first error, when there was one.
    pub fn finish(self) -> Result<(), A::Error> {
        self.error.map_or(Ok(()), Err)
    }
}

/// Reads the values of secret fields: an error says that the value does not fit, and nothing about its content.
///
/// The text and the path of an error below the field can both repeat the value, whatever the type of the field. So both
/// are dropped here, where the error leaves the field.
pub struct SecretReader<'r, 'de, A: MapAccess<'de>>(&'r mut Reader<'de, A>);

impl<'de, A: MapAccess<'de>> SecretReader<'_, 'de, A> {
    /// As [`Reader::put`].
    pub fn put<T: Decode>(self, slot: &mut Option<T>, name: &'static str) {
        self.0.put(slot, name);
        // A key that comes twice has filled the slot before, and its error shows no value.
        if slot.is_none() && self.0.error.is_some() {
            self.0.error = Some(under(Segment::Key(name), UNREADABLE));
        }
    }
}

/// Reads a key as `&'de str`; `None` for a key with escapes that is not a field.
struct Key(&'static [&'static str]);

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Option<&'de str>;

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Self::Value, D::Error> {
        input.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key {
    type Value = Option<&'de str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<Self::Value, E> {
        Ok(Some(key))
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.0.iter().copied().find(|name| *name == key))
    }
}

/// Writes the fields of a record and keeps the first error.
pub struct Writer<S: Serializer> {
    state: Result<S::SerializeStruct, S::Error>,
}

impl<S: Serializer> Writer<S> {
    /// Starts the object; `fields` is the number of fields at most.
    pub fn new(name: &'static str, fields: usize, out: S) -> Self {
        Self { state: out.serialize_struct(name, fields) }
    }

    /// Writes a field that is always present.
    pub fn required<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        let Ok(out) = &mut self.state else { return };
        if let Err(error) = out.serialize_field(name, value) {
            self.state = Err(error);
        }
    }

    /// Writes a field unless it is `None`.
    pub fn optional<T: Serialize>(&mut self, name: &'static str, value: &Option<T>) {
        match value {
            Some(value) => self.required(name, value),
            None => self.omit(name),
        }
    }

    /// Writes a field, `None` as `null`.
    pub fn nullable<T: Serialize>(&mut self, name: &'static str, value: &Option<T>) {
        self.required(name, value);
    }

    /// Writes a field unless it is [`Patch::Absent`].
    pub fn patch<T: Serialize>(&mut self, name: &'static str, value: &Patch<T>) {
        match value {
            Patch::Absent => self.omit(name),
            Patch::Null | Patch::Value(_) => self.required(name, value),
        }
    }

    /// Writes a field that has a default.
    pub fn default<T: Serialize>(&mut self, name: &'static str, value: &T) {
        self.required(name, value);
    }

    /// Writes the next field as text.
    pub fn text(&mut self) -> TextWriter<'_, S> {
        TextWriter(self)
    }

    /// Writes the next field as an integer.
    pub fn int(&mut self) -> IntWriter<'_, S> {
        IntWriter(self)
    }

    /// Ends the object.
    ///
    /// # Errors
    /// The first error of the format, when there was one.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.state?.end()
    }

    fn omit(&mut self, name: &'static str) {
        let Ok(out) = &mut self.state else { return };
        if let Err(error) = out.skip_field(name) {
            self.state = Err(error);
        }
    }
}

/// The methods of [`Writer`] for values whose form on the wire is another than their own.
macro_rules! form_writer {
    ($(#[$doc:meta])* $name:ident, $wrapper:ident, $form:ident) => {
        $(#[$doc])*
        pub struct $name<'w, S: Serializer>(&'w mut Writer<S>);

        impl<S: Serializer> $name<'_, S> {
            /// As [`Writer::required`].
            pub fn required<T: $form>(self, name: &'static str, value: &T) {
                self.0.required(name, &$wrapper(value));
            }

            /// As [`Writer::optional`].
            pub fn optional<T: $form>(self, name: &'static str, value: &Option<T>) {
                self.0.optional(name, &value.as_ref().map($wrapper));
            }

            /// As [`Writer::nullable`].
            pub fn nullable<T: $form>(self, name: &'static str, value: &Option<T>) {
                self.0.required(name, &$wrapper(value));
            }

            /// As [`Writer::patch`].
            pub fn patch<T: $form>(self, name: &'static str, value: &Patch<T>) {
                self.0.patch(name, &value.as_ref().map($wrapper));
            }

            /// As [`Writer::default`].
            pub fn default<T: $form>(self, name: &'static str, value: &T) {
                self.0.required(name, &$wrapper(value));
            }
        }
    };
}

form_writer! {
    /// Writes fields as text.
    TextWriter, AsText, TextForm
}

form_writer! {
    /// Writes fields as integers.
    IntWriter, AsInt, IntForm
}

/// Gives a struct its wire names: reading and writing of JSON objects.
///
/// Each line is `field: kind "wire name" | "alias"…`, with a form after the kind where the value has another on the wire, and
/// `secret` at the end where errors must not show the value.
///
/// | kind | the field | missing, `null` | written |
/// | --- | --- | --- | --- |
/// | `required` | `T` | an error | always |
/// | `optional` | `Option<T>` | `None` | unless `None` |
/// | `nullable` | `Option<T>` | `None` | always, `None` as `null` |
/// | `patch` | [`Patch<T>`](crate::v1::Patch) | `Absent`, `Null` | unless `Absent` |
/// | `default(expression)` | `T` | the value of the expression | always |
///
/// Forms: `as text` ([`AsText`](crate::v1::AsText)), `as int` ([`AsInt`](crate::v1::AsInt)).
///
/// Aliases are accepted when reading and never written. A key that comes twice is an error, an unknown key is skipped.
/// A struct with type parameters names them, `Page<T> { … }`, and is read and written where they are. Implements
/// `Record`, `Decode`, `Deserialize` and `Serialize`.
///
/// ```
/// use stubwright_runtime::v1 as rt;
///
/// #[derive(Debug, PartialEq)]
/// struct Signer {
///     account_id: String,
///     seq_no: Option<i32>,
///     retries: u32,
///     silent: bool,
/// }
/// rt::record! {
///     Signer {
///         account_id: required "accountId" | "account",
///         seq_no: optional "seqNo",
///         retries: default(3) "retries",
///         silent: required as int "silent",
///     }
/// }
///
/// let signer: Signer = serde_json::from_str(r#"{"account":"a","silent":1}"#).unwrap();
/// assert_eq!(serde_json::to_string(&signer).unwrap(), r#"{"accountId":"a","retries":3,"silent":1}"#);
/// ```
#[macro_export]
macro_rules! record {
    ($name:ident $(<$($param:ident),+>)? { $(
        $field:ident : $kind:ident $(($default:expr))? $(as $form:ident)? $wire:literal $(| $alias:literal)* $($mark:ident)?
    ),* $(,)? }) => {
        impl $(<$($param: $crate::v1::Decode),+>)? $crate::v1::Record for $name $(<$($param),+>)? {
            const NAME: &'static str = ::core::stringify!($name);
            const FIELDS: &'static [&'static str] = &[$( $wire, $( $alias, )* )*];

            fn read<'de, A>(map: A) -> ::core::result::Result<Self, A::Error>
            where
                A: $crate::v1::support::serde::de::MapAccess<'de>,
            {
                $( let mut $field = ::core::option::Option::None; )*
                let mut reader = $crate::v1::support::Reader::new(map, <Self as $crate::v1::Record>::FIELDS);
                while let ::core::option::Option::Some(key) = reader.key() {
                    match key {
                        $( $wire $( | $alias )* => reader$(.$mark())?.put(&mut $field, $wire), )*
                        _ => reader.skip(),
                    }
                }
                $( let ::core::option::Option::Some($field)
                    = $crate::v1::support::$kind $(::$form)? ::keep(&mut reader, $field, $wire $(, || $default)?)
                    else { return reader.fail() }; )*
                reader.finish()?;
                ::core::result::Result::Ok(Self { $( $field ),* })
            }
        }

        impl $(<$($param: $crate::v1::Decode),+>)? $crate::v1::Decode for $name $(<$($param),+>)? {
            const SHAPE: $crate::v1::support::Shape = $crate::v1::support::Shape::Object;

            fn decode<'de, D>(input: D) -> ::core::result::Result<Self, D::Error>
            where
                D: $crate::v1::support::serde::Deserializer<'de>,
            {
                $crate::v1::support::read_record(input)
            }
        }

        impl<'de $($(, $param: $crate::v1::Decode)+)?> $crate::v1::support::serde::Deserialize<'de>
            for $name $(<$($param),+>)?
        {
            fn deserialize<D>(input: D) -> ::core::result::Result<Self, D::Error>
            where
                D: $crate::v1::support::serde::Deserializer<'de>,
            {
                $crate::v1::support::read_record(input)
            }
        }

        $crate::body! { $name $(<$($param),+>)? { $( $field: $kind $(as $form)? $wire ),* } }
    };
}

/// The half of [`record!`](crate::v1::record) that writes: for a struct some of whose fields make up a body.
///
/// Only the fields that are listed are written; the lines are those of `record!`. Implements `Serialize`.
///
/// ```
/// use stubwright_runtime::v1 as rt;
///
/// struct Rename {
///     id: i64,
///     title: String,
/// }
/// rt::body! { Rename { title: required "title" } }
///
/// let rename = Rename { id: 7, title: "x".to_owned() };
/// assert_eq!(serde_json::to_string(&rename).unwrap(), r#"{"title":"x"}"#);
/// # assert_eq!(rename.id, 7);
/// ```
#[macro_export]
macro_rules! body {
    ($name:ident $(<$($param:ident),+>)? { $(
        $field:ident : $kind:ident $(($default:expr))? $(as $form:ident)? $wire:literal $(| $alias:literal)* $($mark:ident)?
    ),* $(,)? }) => {
        impl $(<$($param: $crate::v1::support::serde::Serialize),+>)? $crate::v1::support::serde::Serialize
            for $name $(<$($param),+>)?
        {
            fn serialize<S>(&self, out: S) -> ::core::result::Result<S::Ok, S::Error>
            where
                S: $crate::v1::support::serde::Serializer,
            {
                #[allow(unused_mut)]
                let mut out = $crate::v1::support::Writer::new(
                    ::core::stringify!($name),
                    <[&str]>::len(&[$( $wire ),*]),
                    out,
                );
                $( out$(.$form())?.$kind($wire, &self.$field); )*
                out.end()
            }
        }
    };
}
