//! [`Value`]: the types that a field can have, and how records are read, written, shown, compared and copied through
//! their tables.

use std::any::Any;
use std::fmt;

use super::as_json;
use super::fields::{form, read_fields};
use super::hidden::Hidden;
use super::json_error::JsonError;
use super::reader::{Done, ENDLESS, Explained, Failed, Form, Reader};
use super::table::{KEY_MARKS, Table, kinds};
use super::unwritable::Unwritable;
use super::writer::Writer;

/// A value that generated code can read and write.
///
/// It differs from `serde::Deserialize` in leniency (an integer may come as a digit string) and in its error texts, which
/// carry the path of the offending value. And it has no parameter for the format, so that reading and writing are compiled
/// with this crate and not with each client: that is most of what a client costs to compile.
///
/// Implemented for `bool`, `i32`, `i64`, `u32`, `u64`, `f64`, `String`, `Vec`, `Option`, `Box`, `BTreeMap<String, _>`, `()`,
/// [`Json`](super::Json), [`Patch`](super::Patch), the scalars of this module, [`AsText`](super::AsText) and
/// [`AsInt`](super::AsInt), and by [`record!`](crate::v1::record), [`open_enum!`](crate::v1::open_enum),
/// [`tagged_union!`](crate::v1::tagged_union) and [`untagged_union!`](crate::v1::untagged_union). [`from_json`] and
/// [`to_json`] are for its users.
///
/// Values are read in place: a blank one is made first, and what is read replaces its parts. A value that could not be read
/// is never seen.
///
/// # By hand
///
/// The defaults are written for records: they work on the fields of the table. A type without a table has no fields, so
/// it has to give `blank`, `read` and `write`, and the methods by which it is shown, compared and copied, which
/// [`std_value!`](crate::v1::std_value) takes from its `Debug`, `PartialEq` and `Clone`. Builds with debug assertions fail
/// where one of them is missing. Like what the macros expand to, such a type names `v1::support`.
///
/// ```
/// use stubwright_runtime::v1 as rt;
/// use rt::support::{Done, Reader, Writer};
///
/// /// A fraction on the wire.
/// #[derive(Debug, Clone, PartialEq)]
/// struct Percent(f64);
///
/// impl rt::Value for Percent {
///     fn blank() -> Self {
///         Self(0.0)
///     }
///
///     fn read(&mut self, from: &mut Reader<'_>) -> Done {
///         self.0.read(from)?;
///         self.0 *= 100.0;
///         Ok(())
///     }
///
///     fn write(&self, to: &mut Writer) {
///         (self.0 / 100.0).write(to);
///     }
///
///     rt::std_value!();
/// }
///
/// struct Offer {
///     discount: Percent,
///     steps: Vec<Percent>,
/// }
/// rt::record! { Offer { 0 discount: required "discount", _ steps: required "steps" } }
///
/// # use rt::Value;
/// let offer: Offer = rt::from_json(r#"{"discount":0.25,"steps":[0.5]}"#)?;
/// let mut copy = offer.clone();
/// assert_eq!((&copy, copy.discount.0), (&offer, 25.0));
/// copy.steps[0] = Percent(75.0);
/// assert_ne!(copy, offer);
/// assert_eq!(rt::to_json(&copy)?, r#"{"discount":0.25,"steps":[0.75]}"#);
/// assert_eq!(format!("{:?}", copy.steps), "[Percent(75.0)]");
/// # Ok::<(), rt::JsonError>(())
/// ```
pub trait Value: 'static {
    /// Any value of the type: the value of a field until it is read.
    fn blank() -> Self
    where
        Self: Sized;

    /// As [`blank`](Self::blank); `None` for a type each value of which requires another one without end.
    #[doc(hidden)]
    #[must_use]
    fn fresh() -> Option<Self>
    where
        Self: Sized,
    {
        Some(Self::blank())
    }

    /// The names of the fields.
    fn table(&self) -> &'static Table {
        Table::NONE
    }

    /// A field by its index in the table.
    fn at(&self, field: usize) -> &dyn Value {
        let _ = field;
        &()
    }

    /// A field by its index in the table.
    fn at_mut(&mut self, field: usize) -> &mut dyn Value {
        let _ = field;
        // A box of nothing takes no memory.
        Box::leak(Box::new(()))
    }

    /// Replaces the value by the next one of the text.
    ///
    /// # Errors
    /// If that does not fit; the reader knows why.
    fn read(&mut self, from: &mut Reader<'_>) -> Done {
        read_fields(fields(self.table()), &mut |field, from| self.at_mut(field).read(from), from)
    }

    /// Reads a value other than `null` where it is optional; `false` for what counts as none.
    ///
    /// An empty string is none for every type that has no such value. Types with their own text format know more texts for
    /// that.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    fn read_optional(&mut self, from: &mut Reader<'_>) -> Result<bool, Failed> {
        self.read(from).map(|()| true)
    }

    /// Becomes the value of data that an envelope left empty (missing, `null`, `""`, `[]` or `{}`); `false` if the type has
    /// none. Only `()` and `Option` do.
    fn become_absent(&mut self) -> bool {
        false
    }

    /// Writes the value.
    fn write(&self, to: &mut Writer) {
        to.open_object();
        write_fields(fields(self.table()), &mut |field| self.at(field), to);
        to.close_object();
    }

    /// Whether an optional field with this value is left out.
    fn is_absent(&self) -> bool {
        false
    }

    /// As `Debug`.
    ///
    /// # Errors
    /// Of the formatter.
    fn debug(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug_fields(fields(self.table()), &|field| self.at(field), f)
    }

    /// As `PartialEq`, for a value of the same type.
    fn same(&self, other: &dyn Value) -> bool {
        (0..fields(self.table()).names.len()).all(|field| self.at(field).same(other.at(field)))
    }

    /// As `Clone`, from a value of the same type.
    fn assign(&mut self, from: &dyn Value) {
        for field in 0..fields(self.table()).names.len() {
            self.at_mut(field).assign(from.at(field));
        }
    }

    /// As `PartialEq` of slices: at once where the type is compared as itself.
    #[doc(hidden)]
    #[must_use]
    fn same_items(items: &[Self], others: &[Self]) -> bool
    where
        Self: Sized,
    {
        items.len() == others.len() && items.iter().zip(others).all(|(item, other)| item.same(other))
    }

    /// As `to_vec`: at once where the type is copied as itself.
    #[doc(hidden)]
    #[must_use]
    fn copy_items(items: &[Self]) -> Vec<Self>
    where
        Self: Sized,
    {
        items.iter().map(copy).collect()
    }

    /// The value as its type; records are compared and copied without it.
    fn as_any(&self) -> &dyn Any {
        &()
    }
}

/// The table of a record; other types have to give the methods that ask for it.
fn fields(table: &'static Table) -> &'static Table {
    debug_assert!(!table.idents.is_empty(), "a `Value` without a table lacks a method; see `std_value!`");
    table
}

/// The methods of [`Value`](crate::v1::Value) that follow from `Debug`, `Clone` and `PartialEq`, for a type that is not a record.
///
/// In an implementation of `Value` by hand, whose documentation has an example.
#[macro_export]
macro_rules! std_value {
    () => {
        fn debug(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::fmt::Debug::fmt(self, f)
        }

        fn same(&self, other: &dyn $crate::v1::Value) -> bool {
            other.as_any().downcast_ref::<Self>().is_some_and(|other| self == other)
        }

        fn assign(&mut self, from: &dyn $crate::v1::Value) {
            if let ::core::option::Option::Some(from) = from.as_any().downcast_ref::<Self>() {
                self.clone_from(from);
            }
        }

        fn same_items(items: &[Self], others: &[Self]) -> bool {
            items == others
        }

        fn copy_items(items: &[Self]) -> ::std::vec::Vec<Self> {
            items.to_vec()
        }

        fn as_any(&self) -> &dyn ::core::any::Any {
            self
        }
    };
}

/// The output of an endpoint that declares none: a payload is skipped.
impl Value for () {
    fn blank() -> Self {}

    fn read(&mut self, from: &mut Reader<'_>) -> Done {
        from.skip()
    }

    fn become_absent(&mut self) -> bool {
        true
    }

    fn write(&self, to: &mut Writer) {
        to.null();
    }

    crate::std_value!();
}

/// Reads one value from JSON text.
///
/// ```
/// use stubwright_runtime::v1::from_json;
///
/// assert_eq!(from_json("[7, \"8\"]"), Ok(vec![7, 8]));
/// let error = from_json::<Vec<i64>>("[7, null]").unwrap_err();
/// assert_eq!(error.to_string(), "[1]: expected an integer, found null at line 1 column 8");
/// ```
///
/// # Errors
/// If the text is not JSON, or the value does not fit: with its path and its position.
pub fn from_json<T: Value>(text: &str) -> Result<T, JsonError> {
    let mut value = T::fresh().ok_or_else(|| JsonError::say(ENDLESS.to_owned()))?;
    read_all(text, &mut value).map_err(|error| JsonError::say(error.to_string()))?;
    Ok(value)
}

/// Writes a value as JSON text.
///
/// # Errors
/// If the value can't be written, such as the variant of a union whose payload is not an object.
pub fn to_json<T: Value>(value: &T) -> Result<String, JsonError> {
    let mut to = Writer::new();
    value.write(&mut to);
    to.finish().map_err(|reason| JsonError::say(reason.to_string()))
}

/// As [`to_json`], for a part of a request: without the fields that servers set.
///
/// # Errors
/// As [`to_json`].
pub(crate) fn request_json(value: &dyn Value) -> Result<String, Unwritable> {
    let mut to = Writer::of_request();
    value.write(&mut to);
    to.finish()
}

/// Reads a whole text into a value.
pub(crate) fn read_all(text: &str, value: &mut dyn Value) -> Result<(), Explained> {
    let mut from = Reader::new(text);
    let read = value.read(&mut from).and_then(|()| from.end());
    read.map_err(|Failed| from.explain())
}

/// Reads a text that is not in JSON as a string.
pub(crate) fn read_text(text: &str, value: &mut dyn Value) -> Result<(), String> {
    let mut to = Writer::new();
    to.string(text);
    read_all(&to.finish().map_err(|reason| reason.to_string())?, value).map_err(|error| error.text)
}

/// A copy of a value: the body of `Clone`.
pub fn copy<T: Value>(value: &T) -> T {
    let mut copy = T::blank();
    copy.assign(value);
    copy
}

/// The body of `Debug`.
///
/// # Errors
/// Of the formatter.
pub fn debug(value: &dyn Value, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    value.debug(f)
}

/// The body of `PartialEq`, for two values of one type.
pub fn same(value: &dyn Value, other: &dyn Value) -> bool {
    value.same(other)
}

/// A value as `Debug` shows it.
pub(crate) struct Shown<'a>(pub(crate) &'a dyn Value);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.debug(f)
    }
}

/// Writes fields as the members of the object that is open; `at` gives a field by its index.
pub(crate) fn write_fields<'a>(table: &Table, at: &mut dyn FnMut(usize) -> &'a dyn Value, to: &mut Writer) {
    let around = to.set_form(Form::Own);
    table.write_fixed(to);
    let (mut keys, is_plain) = (table.keys, table.is_plain());
    debug_assert!(
        !is_plain || keys.chars().all(|character| character >= ' '),
        "a control character in a wire name has to be escaped"
    );
    for (field, (name, kind)) in table.names.iter().zip(table.kinds).enumerate() {
        let (key, next) = keys.split_at_checked(name.len() + KEY_MARKS).unwrap_or_default();
        keys = next;
        let value = at(field);
        if matches!(kind & kinds::PRESENCE, kinds::optional | kinds::patch)
            && (value.is_absent() || is_left_out(*kind, to))
        {
            continue;
        }
        if kind & kinds::PRESENCE >= kinds::default {
            if is_left_out(*kind, to) {
                continue;
            }
            if kind & kinds::PRESENCE >= kinds::rest {
                write_others(table, *kind, value, to);
                continue;
            }
        }
        if is_plain {
            to.member(key);
        } else {
            to.key(name);
        }
        if kind & (kinds::FORM | kinds::secret) == 0 {
            value.write(to);
        } else {
            let start = to.len();
            to.set_form(form(*kind));
            match kind & kinds::FORM {
                kinds::json => as_json::write(&mut |to| value.write(to), to),
                _ => value.write(to),
            }
            to.set_form(Form::Own);
            if kind & kinds::secret != 0 {
                to.conceal(start);
            }
        }
    }
    to.set_form(around);
}

/// Writes a value whose members are members of the object.
fn write_others(table: &Table, kind: u8, value: &dyn Value, to: &mut Writer) {
    let start = to.len();
    to.set_form(form(kind));
    table.write_rest(kind & kinds::PRESENCE, &mut |to| value.write(to), to);
    to.set_form(Form::Own);
    if kind & kinds::secret != 0 {
        to.conceal(start);
    }
}

/// Whether requests leave a field out: a server sets it, so it can be missing, or has a default.
#[inline]
fn is_left_out(kind: u8, to: &Writer) -> bool {
    kind & kinds::received != 0 && to.is_request()
}

/// Shows fields by their Rust names.
fn debug_fields<'a>(
    table: &Table,
    at: &dyn Fn(usize) -> &'a dyn Value,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let mut idents = table.idents();
    let mut out = f.debug_struct(idents.next().unwrap_or_default());
    for (field, (ident, kind)) in idents.zip(table.kinds).enumerate() {
        match kind & kinds::secret {
            0 => out.field(ident, &Shown(at(field))),
            _ => out.field(ident, &Hidden),
        };
    }
    out.finish()
}

#[cfg(test)]
mod tests {
    use std::panic::catch_unwind;

    use super::Value;

    struct Bare;

    impl Value for Bare {
        fn blank() -> Self {
            Self
        }
    }

    #[test]
    fn a_type_without_a_table_has_no_defaults() {
        for call in [
            || _ = Bare.same(&Bare),
            || Bare.assign(&Bare),
            || drop(super::from_json::<Bare>("{}")),
            || drop(super::to_json(&Bare)),
            || drop(format!("{:?}", super::Shown(&Bare))),
        ] {
            assert_eq!(catch_unwind(call).is_err(), cfg!(debug_assertions));
        }
    }
}
