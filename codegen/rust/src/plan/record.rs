//! The decisions of a plan that callers rely on, written down for later runs.

use super::bodies::BODY;
use super::{Module, TypeItem};
use crate::kept::{Kept, Kind};
use crate::understood::Sound;

/// Records decisions that another spec could have changed. Decisions about parts that are gone from the spec are
/// dropped.
pub(crate) fn record(sound: &Sound<'_>, module: &Module) -> Kept {
    let mut kept = Kept::default();
    sound.names.record(sound.api, &mut kept);
    sound.boxes.record(sound.api, sound.names, &mut kept);
    for item in &module.types {
        let converted = match item {
            TypeItem::Union(item) => Some((&item.ident, &item.conversions)),
            TypeItem::Choice(item) => Some((&item.ident, &item.conversions)),
            _ => None,
        };
        if let Some((ident, conversions)) = converted {
            for conversion in conversions {
                kept.set(Kind::From, [ident.plain(), &conversion.key], [conversion.variant.plain()]);
            }
        }
        let TypeItem::Struct(item) = item else { continue };
        // The body of a generated request is always required.
        let is_open = |keys: &[String]| !keys.is_empty() && keys != [BODY];
        if let Some(new) = item.new.as_ref().filter(|new| is_open(&new.keys)) {
            kept.set(Kind::Arguments, [item.ident.plain()], new.keys.iter().map(String::as_str));
        }
    }
    kept
}
