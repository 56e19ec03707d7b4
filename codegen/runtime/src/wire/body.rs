//! What can be the body of a request: every [`Value`], and structs of which only some fields are in the body.

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

/// The text of a body.
///
/// # Errors
/// Why it can't be written as JSON.
pub(crate) fn json_of(body: &dyn Body) -> Result<String, Unwritable> {
    let mut to = Writer::new();
    body.write(&mut to);
    to.finish()
}

/// Writes an object of these fields: the body of [`Body::write`] for `body!`.
pub fn write_body<'a>(table: &Table, at: &mut dyn FnMut(usize) -> &'a dyn Value, to: &mut Writer) {
    to.open_object();
    write_fields(table, at, to);
    to.close_object();
}
