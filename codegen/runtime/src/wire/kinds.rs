//! What a field of a record does when it is missing, one module per kind; `record!` names them.

use serde_core::de::MapAccess;

use super::Patch;
use super::record::Reader;

/// Must be there and fit; missing or `null` is an error.
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
}

/// May be missing; missing and `null` read as `None`, and `None` is not written.
pub mod optional {
    use super::{MapAccess, Reader};

    /// The value, or `None` when the key was missing.
    pub fn keep<'de, A: MapAccess<'de>, T>(
        _: &mut Reader<'de, A>,
        slot: Option<Option<T>>,
        _: &'static str,
    ) -> Option<Option<T>> {
        Some(slot.flatten())
    }
}

/// Always written, as `null` when there is no value; missing reads as `None` too.
pub mod nullable {
    pub use super::optional::keep;
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
}
