//! Values that are JSON in a string on the wire.

use super::reader::{Done, Failed, Reader};
use super::table::kinds;
use super::writer::Writer;

/// Reads a value out of a string that holds its JSON.
///
/// A server that sends the value itself is understood. An empty string is nothing where that is allowed.
pub(super) fn read(kind: u8, read: &mut dyn FnMut(&mut Reader<'_>) -> Done, from: &mut Reader<'_>) -> Done {
    if from.peek() != Some(b'"') {
        return read(from);
    }
    let text = from.quoted()?;
    if text.trim().is_empty() && kind & kinds::PRESENCE != kinds::required {
        return Ok(());
    }
    let mut inside = from.inside(&text);
    let done = read(&mut inside).and_then(|()| inside.end());
    from.leave(&inside);
    match done {
        Ok(()) => Ok(()),
        Err(Failed) => Err(from.fail(format!("in the JSON of the string: {}", inside.explain()))),
    }
}

/// Writes the JSON of a value as a string; `null` as itself.
pub(super) fn write(write: &mut dyn FnMut(&mut Writer), to: &mut Writer) {
    let start = to.len();
    write(to);
    match to.take_from(start).as_str() {
        "null" => to.null(),
        json => to.string(json),
    }
}
