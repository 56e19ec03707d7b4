//! How a field of a record is kept when it is missing and written when it is empty: one module per kind, and in it one
//! per form of the value. `record!` and `body!` name them.

use serde_core::de::MapAccess;
use serde_core::{Serialize, Serializer};

use super::Patch;
use super::recast::{AsInt, AsText, IntForm, TextForm};
use super::record::{Reader, Writer};

/// The modules `text` and `int` of a kind: the kind with its value in another form on the wire.
macro_rules! forms {
    ($slot:ty => $value:ty $(, $default:ident)?; $($write:tt)*) => {
        /// As text on the wire.
        pub mod text {
            forms! { @ AsText: TextForm; $slot => $value $(, $default)?; $($write)* }
        }

        /// As an integer on the wire.
        pub mod int {
            forms! { @ AsInt: IntForm; $slot => $value $(, $default)?; $($write)* }
        }
    };
    (@ $wrapper:ident: $form_of:ident; $slot:ty => $kept:ty $(, $default:ident)?;
        ($out:ident, $name:ident, $value:ident, $form:ident) $write:expr
    ) => {
        #[allow(unused_imports)]
        use super::super::{$form_of, $wrapper, MapAccess, Patch, Reader, Serialize, Serializer, Writer};

        /// As in the kind.
        pub fn keep<'de, A: MapAccess<'de>, T>(
            reader: &mut Reader<'de, A>,
            slot: Option<$wrapper<$slot>>,
            name: &'static str,
            $( $default: impl FnOnce() -> T, )?
        ) -> Option<$kept> {
            super::keep(reader, slot.map(|form| form.0), name $(, $default)?)
        }

        /// As in the kind.
        pub fn write<S: Serializer, T: $form_of>($out: &mut Writer<S>, $name: &'static str, $value: &$kept) {
            let $form = $wrapper;
            $write
        }
    };
}

/// Must be there and fit; missing or `null` is an error.
pub mod required {
    use super::{MapAccess, Reader, Serialize, Serializer, Writer};

    /// The value, or a recorded `missing field`.
    pub fn keep<'de, A: MapAccess<'de>, T>(
        reader: &mut Reader<'de, A>,
        slot: Option<T>,
        name: &'static str,
    ) -> Option<T> {
        if slot.is_none() {
            reader.missing(name);
        }
        slot
    }

    /// Always.
    pub fn write<S: Serializer, T: Serialize>(out: &mut Writer<S>, name: &'static str, value: &T) {
        out.required(name, value);
    }

    forms! { T => T; (out, name, value, form) out.required(name, &form(value)) }
}

/// May be missing; missing and `null` read as `None`, and `None` is not written.
pub mod optional {
    use super::{MapAccess, Reader, Serialize, Serializer, Writer};

    /// The value, or `None` when the key was missing.
    pub fn keep<'de, A: MapAccess<'de>, T>(
        _: &mut Reader<'de, A>,
        slot: Option<Option<T>>,
        _: &'static str,
    ) -> Option<Option<T>> {
        Some(slot.flatten())
    }

    /// Unless it is `None`.
    pub fn write<S: Serializer, T: Serialize>(out: &mut Writer<S>, name: &'static str, value: &Option<T>) {
        out.optional(name, value);
    }

    forms! { Option<T> => Option<T>; (out, name, value, form) out.optional(name, &value.as_ref().map(form)) }
}

/// Always written, as `null` when there is no value; missing reads as `None` too.
pub mod nullable {
    use super::{Serialize, Serializer, Writer};

    pub use super::optional::keep;

    /// Always, `None` as `null`.
    pub fn write<S: Serializer, T: Serialize>(out: &mut Writer<S>, name: &'static str, value: &Option<T>) {
        out.required(name, value);
    }

    forms! { Option<T> => Option<T>; (out, name, value, form) out.required(name, &value.as_ref().map(form)) }
}

/// Three states, see [`Patch`].
pub mod patch {
    use super::{MapAccess, Patch, Reader, Serialize, Serializer, Writer};

    /// The state, [`Patch::Absent`] when the key was missing.
    pub fn keep<'de, A: MapAccess<'de>, T>(
        _: &mut Reader<'de, A>,
        slot: Option<Patch<T>>,
        _: &'static str,
    ) -> Option<Patch<T>> {
        Some(slot.unwrap_or(Patch::Absent))
    }

    /// Unless it is absent.
    pub fn write<S: Serializer, T: Serialize>(out: &mut Writer<S>, name: &'static str, value: &Patch<T>) {
        out.patch(name, value);
    }

    forms! { Patch<T> => Patch<T>; (out, name, value, form) out.patch(name, &value.as_ref().map(form)) }
}

/// Missing and `null` read as the default; always written.
pub mod default {
    use super::{MapAccess, Reader};

    pub use super::required::write;

    /// The value, or the default when the key was missing or its value `null`.
    pub fn keep<'de, A: MapAccess<'de>, T>(
        _: &mut Reader<'de, A>,
        slot: Option<Option<T>>,
        _: &'static str,
        default: impl FnOnce() -> T,
    ) -> Option<T> {
        Some(slot.flatten().unwrap_or_else(default))
    }

    forms! { Option<T> => T, default; (out, name, value, form) out.required(name, &form(value)) }
}
