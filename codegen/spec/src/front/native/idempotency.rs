//! `idempotent:` of an endpoint: a boolean, or the place of the idempotency key.

use super::keys;
use super::read::{Object, boolean, text};
use crate::ast::Idempotent;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::node::{Cursor, Shape};

/// Reads `idempotent:`.
pub(super) fn read(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Option<Idempotent> {
    if !matches!(cursor.shape(), Shape::Mapping(_)) {
        return boolean(cursor, diags).map(Idempotent::Said);
    }
    let object = Object::read(cursor, keys::IDEMPOTENT, diags)?;
    let (header, field) = (object.key("header"), object.key("field"));
    if let (Some(header), Some(field)) = (header, field) {
        diags.push(
            Diagnostic::new(Code::BadKey, field.span, "a call can have only one idempotency key")
                .and(header.span, "first one here")
                .help("keep the one that the server uses to recognize a repeated call"),
        );
    }
    let key = header.or(field)?;
    let value = text(object.need(key.text, diags)?, diags)?;
    Some(match key.text {
        "header" => Idempotent::Header(value),
        _ => Idempotent::Field(value),
    })
}
