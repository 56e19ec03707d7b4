//! Members of an object that was written, written again in another one.

use super::reader::{Bracket, Done, Reader};
use super::writer::Writer;

/// Writes the members of an object whose keys are kept.
pub(super) fn copy_members(object: &str, to: &mut Writer, is_kept: &mut dyn FnMut(&str) -> bool) -> Done {
    let mut from = Reader::new(object);
    from.open(Bracket::Object)?;
    let mut is_first = true;
    while from.more(Bracket::Object, is_first)? {
        is_first = false;
        let key = from.quoted()?;
        from.colon()?;
        let value = from.raw()?;
        if is_kept(&key) {
            to.key(&key);
            to.raw(value);
        }
    }
    Ok(())
}
