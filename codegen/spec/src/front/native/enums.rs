//! Enums: lists of values, or maps of name to value.

use std::collections::BTreeMap;

use super::keys;
use super::read::{Object, shorten, text, wrong_shape};
use crate::ast::{Repr, Value};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::Spanned;
use crate::source::node::{Cursor, Shape, Style};

/// Reads the values of an enum.
pub(super) fn read(cursor: Cursor<'_>, repr: Repr, diags: &mut Diagnostics) -> Vec<Value> {
    let mut values = Vec::new();
    match cursor.shape() {
        Shape::Sequence(items) => {
            for item in items {
                values.extend(text(item, diags).map(|wire| Value {
                    name: None,
                    wire,
                    doc: None,
                    deprecated: false,
                }));
            }
        }
        Shape::Mapping(entries) => {
            for (name, body) in entries {
                let name = Spanned::new(name.text.to_owned(), name.span);
                values.extend(named_value(name, body, diags));
            }
        }
        other @ Shape::Scalar(_) => {
            let found = wrong_shape(cursor, "a list of values, or a map of name to value", &other);
            diags.push(found.help("write `[first, second]`, or `{FirstName: first, SecondName: second}`"));
        }
    }
    check_values(&values, repr, diags);
    if values.is_empty() && !matches!(cursor.shape(), Shape::Scalar(_)) {
        diags.push(
            Diagnostic::new(Code::WrongShape, cursor.span(), "this enum has no values")
                .help("list the values, or use `string` if they are not known"),
        );
    }
    if repr == Repr::String && !values.is_empty() && plain_numbers(cursor) {
        diags.push(
            Diagnostic::new(Code::NumbersAsText, cursor.span(), "these numbers are sent as text")
                .help("add `as: int` next to `enum:`, or quote the values if they are strings"),
        );
    }
    values
}

/// Whether all values are whole numbers without quotes.
fn plain_numbers(cursor: Cursor<'_>) -> bool {
    let is_number = |at: &Cursor<'_>| {
        at.scalar().is_some_and(|at| at.style == Style::Plain && at.text.parse::<i64>().is_ok())
    };
    match cursor.shape() {
        Shape::Sequence(items) => items.iter().all(is_number),
        Shape::Mapping(entries) => entries.iter().all(|(_, value)| is_number(value)),
        Shape::Scalar(_) => false,
    }
}

fn check_values(values: &[Value], repr: Repr, diags: &mut Diagnostics) {
    let mut seen = BTreeMap::new();
    for value in values {
        // `1` and `01` are one number.
        let text = value.wire.as_str();
        let number = text.parse::<i64>().ok().filter(|_| repr == Repr::Int);
        let same = number.map_or_else(|| text.to_owned(), |number| number.to_string());
        if let Some(first) = seen.insert(same, value.wire.span) {
            let help = match value.name {
                Some(_) => "a value can have only one name; mention the other one in its `doc:`",
                None => "remove one of the two",
            };
            diags.push(
                Diagnostic::new(
                    Code::DuplicateValue,
                    value.wire.span,
                    format!("`{}` is listed twice", shorten(value.wire.as_str())),
                )
                .and(first, "first listed here")
                .help(help),
            );
        }
        if repr == Repr::Int && value.wire.value.parse::<i64>().is_err() {
            diags.push(
                Diagnostic::new(
                    Code::WrongShape,
                    value.wire.span,
                    format!(
                        "`{}` is not an integer, but the enum is declared `as: int`",
                        shorten(value.wire.as_str())
                    ),
                )
                .help("use whole numbers from -2^63 to 2^63-1, or remove `as: int`"),
            );
        }
    }
}

fn named_value(name: Spanned<String>, body: Cursor<'_>, diags: &mut Diagnostics) -> Option<Value> {
    if !matches!(body.shape(), Shape::Mapping(_)) {
        let wire = text(body, diags)?;
        return Some(Value { name: Some(name), wire, doc: None, deprecated: false });
    }
    let object = Object::read(body, keys::VALUE, diags)?;
    let wire = text(object.need("value", diags)?, diags)?;
    let doc = object.text("doc", diags);
    Some(Value { name: Some(name), wire, doc, deprecated: object.flag("deprecated", diags) })
}
