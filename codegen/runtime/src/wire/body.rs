//! Values that can be the body of a request: every [`Value`], and structs with only some of their fields in the body.

use super::table::Table;
use super::unwritable::Unwritable;
use super::value::{Value, write_fields};
use super::writer::Writer;

/// A JSON body; implemented for every [`Value`], and by [`body!`](crate::v1::body).
pub trait Body {
    /// Writes it.
    fn write(&self, to: &mut Writer);
}

impl<T: Value> Body for T {
    fn write(&self, to: &mut Writer) {
        Value::write(self, to);
    }
}

/// The text of a value.
///
/// # Errors
/// Why it can't be written as JSON.
pub(crate) fn json_of(body: &dyn Body) -> Result<String, Unwritable> {
    finished(body, Writer::new())
}

/// The text of the body of a request, without the fields that servers set.
///
/// # Errors
/// Why it can't be written as JSON.
pub(crate) fn request_of(body: &dyn Body) -> Result<String, Unwritable> {
    finished(body, Writer::of_request())
}

fn finished(body: &dyn Body, mut to: Writer) -> Result<String, Unwritable> {
    body.write(&mut to);
    to.finish()
}

/// Writes an object of these fields: the body of [`Body::write`] for `body!`.
pub fn write_body<'a>(table: &Table, at: &mut dyn FnMut(usize) -> &'a dyn Value, to: &mut Writer) {
    to.open_object();
    write_fields(table, at, to);
    to.close_object();
}

/// As [`record!`](crate::v1::record), for a struct some of whose fields make up a body.
///
/// Only the fields that are listed are on the wire; the lines are those of `record!`, and counted like them. Implements
/// `Body` and `Serialize`, and with a blank value, `Name = expression; { … }`, `Value` and `Deserialize` too: the fields that are
/// not listed are then read as they are in the blank value. The struct implements `Debug`, `Clone` and `PartialEq` itself.
///
/// ```
/// use stubwright_runtime::v1 as rt;
///
/// struct Rename {
///     id: i64,
///     title: String,
/// }
/// rt::body! { Rename { _ title: required "title" } }
///
/// let rename = Rename { id: 7, title: "x".to_owned() };
/// assert_eq!(serde_json::to_string(&rename).unwrap(), r#"{"title":"x"}"#);
/// # assert_eq!(rename.id, 7);
///
/// #[derive(Debug, Clone, PartialEq)]
/// struct Note {
///     trace: Option<String>,
///     text: String,
/// }
/// rt::body! { Note = Note { trace: None, text: String::new() }; { _ text: required "text" } }
///
/// let note: Note = rt::from_json(r#"{"text":"x"}"#).unwrap();
/// assert_eq!(note, Note { trace: None, text: "x".to_owned() });
/// ```
#[macro_export]
macro_rules! body {
    ($name:ident $([$( $fixed:literal $($whether:ident)? = $of:ident($always:literal) ),*])? = $blank:expr; {}) => {
        impl $crate::v1::Value for $name {
            fn blank() -> Self {
                $blank
            }

            fn table(&self) -> &'static $crate::v1::support::Table {
                &$crate::v1::support::Table {
                    idents: ::core::stringify!($name),
                    names: &[],
                    keys: "",
                    source: "",
                    kinds: &[],
                    aliases: &[],
                    fixed: &[$($( ($fixed, $crate::v1::support::Fixed::$of($always), 0 $(+ $crate::v1::support::kinds::$whether)?) ),*)?],
                }
            }

            $crate::v1::std_value!();
        }

        $crate::__formats! { $name }
    };
    ($name:ident $([$( $fixed:literal $($whether:ident)? = $of:ident($always:literal) ),*])? = $blank:expr; { $(
        $index:tt $field:ident : $kind:ident $(($default:expr))? $(as $form:ident)? $wire:literal $(| $alias:literal)* $($mark:ident)*
    ),* $(,)? }) => {
        impl $crate::v1::Value for $name {
            fn blank() -> Self {
                $blank
            }

            fn table(&self) -> &'static $crate::v1::support::Table {
                use $crate::v1::support::kinds::*;
                &$crate::v1::support::Table {
                    idents: ::core::stringify!($name $($field)*),
                    names: &[$( $wire ),*],
                    keys: ::core::concat!($( ",\"", $wire, "\":" ),*),
                    source: ::core::stringify!($($wire)*),
                    kinds: &[$( $kind $(| $form)? $(| $mark)* ),*],
                    aliases: &[$( $( ($wire, $alias), )* )*],
                    fixed: &[$($( ($fixed, $crate::v1::support::Fixed::$of($always), 0 $(| $whether)?) ),*)?],
                }
            }

            fn at(&self, field: usize) -> &dyn $crate::v1::Value {
                match field {
                    $( $index => &self.$field, )*
                }
            }

            fn at_mut(&mut self, field: usize) -> &mut dyn $crate::v1::Value {
                match field {
                    $( $index => &mut self.$field, )*
                }
            }

            $crate::v1::std_value!();
        }

        $crate::__formats! { $name }
    };
    ($name:ident $([$( $fixed:literal $($whether:ident)? = $of:ident($always:literal) ),*])? {}) => {
        impl $crate::v1::support::Body for $name {
            fn write(&self, to: &mut $crate::v1::support::Writer) {
                let table = &$crate::v1::support::Table {
                    idents: "",
                    names: &[],
                    keys: "",
                    source: "",
                    kinds: &[],
                    aliases: &[],
                    fixed: &[$($( ($fixed, $crate::v1::support::Fixed::$of($always), 0 $(+ $crate::v1::support::kinds::$whether)?) ),*)?],
                };
                $crate::v1::support::write_body(table, &mut |_| &(), to);
            }
        }

        $crate::__body_formats! { $name }
    };
    ($name:ident $([$( $fixed:literal $($whether:ident)? = $of:ident($always:literal) ),*])? { $(
        $index:tt $field:ident : $kind:ident $(($default:expr))? $(as $form:ident)? $wire:literal $(| $alias:literal)* $($mark:ident)*
    ),* $(,)? }) => {
        impl $crate::v1::support::Body for $name {
            fn write(&self, to: &mut $crate::v1::support::Writer) {
                use $crate::v1::support::kinds::*;
                let table = &$crate::v1::support::Table {
                    idents: "",
                    names: &[$( $wire ),*],
                    keys: ::core::concat!($( ",\"", $wire, "\":" ),*),
                    source: ::core::stringify!($($wire)*),
                    kinds: &[$( $kind $(| $form)? $(| $mark)* ),*],
                    aliases: &[],
                    fixed: &[$($( ($fixed, $crate::v1::support::Fixed::$of($always), 0 $(+ $crate::v1::support::kinds::$whether)?) ),*)?],
                };
                let mut at = |field| -> &dyn $crate::v1::Value {
                    match field {
                        $( $index => &self.$field, )*
                    }
                };
                $crate::v1::support::write_body(table, &mut at, to);
            }
        }

        $crate::__body_formats! { $name }
    };
}

/// `Serialize` of a body.
#[doc(hidden)]
#[macro_export]
macro_rules! __body_formats {
    ($name:ident) => {
        impl $crate::v1::support::serde::Serialize for $name {
            fn serialize<S: $crate::v1::support::serde::Serializer>(
                &self,
                out: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::v1::support::serialize(self, out)
            }
        }
    };
}
