//! What a missing field of a record means: one module per kind, with one module in it per wire format of the value;
//! `record!` names them. [`Writer`](super::Writer) has a method for each kind.

use serde_core::de::MapAccess;

use super::Patch;
use super::recast::{AsInt, AsText};
use super::record::Reader;

/// The modules `text` and `int` of a kind: the kind with its value in another form on the wire.
macro_rules! forms {
    ($slot:ty => $kept:ty $(, $default:ident)?) => {
        /// As text on the wire.
        pub mod text {
            forms! { @ AsText, $slot => $kept $(, $default)? }
        }

        /// As an integer on the wire.
        pub mod int {
            forms! { @ AsInt, $slot => $kept $(, $default)? }
        }
    };
    (@ $wrapper:ident, $slot:ty => $kept:ty $(, $default:ident)?) => {
        #[allow(unused_imports, reason = "only one kind has a patch")]
        use super::super::{$wrapper, MapAccess, Patch, Reader};

        /// As in the kind.
        pub fn keep<'de, A: MapAccess<'de>, T>(
            reader: &mut Reader<'de, A>,
            slot: Option<$wrapper<$slot>>,
            name: &'static str,
            $( $default: impl FnOnce() -> T, )?
        ) -> Option<$kept> {
            super::keep(reader, slot.map(|form| form.0), name $(, $default)?)
        }
    };
}

/// Has to be present and fit; missing or `null` is an error.
pub mod required {
    use super::{MapAccess, Reader};

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

    forms! { T => T }
}

/// Can be missing; missing and `null` are read as `None`, and `None` is not written.
pub mod optional {
    use super::{MapAccess, Reader};

    /// The value, or `None` if the key is missing.
    pub fn keep<'de, A: MapAccess<'de>, T>(
        _: &mut Reader<'de, A>,
        slot: Option<Option<T>>,
        _: &'static str,
    ) -> Option<Option<T>> {
        Some(slot.flatten())
    }

    forms! { Option<T> => Option<T> }
}

/// Always written, as `null` if there is no value; missing is read as `None` too.
pub mod nullable {
    pub use super::optional::keep;

    forms! { Option<T> => Option<T> }
}

/// Three states, see [`Patch`].
pub mod patch {
    use super::{MapAccess, Patch, Reader};

    /// The state, [`Patch::Absent`] when the key was missing.
    pub fn keep<'de, A: MapAccess<'de>, T>(
        _: &mut Reader<'de, A>,
        slot: Option<Patch<T>>,
        _: &'static str,
    ) -> Option<Patch<T>> {
        Some(slot.unwrap_or(Patch::Absent))
    }

    forms! { Patch<T> => Patch<T> }
}

/// Missing and `null` read as the default; always written.
pub mod default {
    use super::{MapAccess, Reader};

    /// The value, or the default when the key was missing or its value `null`.
    pub fn keep<'de, A: MapAccess<'de>, T>(
        _: &mut Reader<'de, A>,
        slot: Option<Option<T>>,
        _: &'static str,
        default: impl FnOnce() -> T,
    ) -> Option<T> {
        Some(slot.flatten().unwrap_or_else(default))
    }

    forms! { Option<T> => T, default }
}
