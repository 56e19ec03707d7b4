//! Maps by status: `failures:`, and `response:` where it depends on the status.

use super::read::{mapping, shorten};
use super::ty;
use crate::ast::{ByStatus, Statuses, TypeExpr};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::Spanned;
use crate::source::node::{Cursor, Scalar, Shape, Style};

/// Reads a map from statuses to types or `none`; `what` is the key that it belongs to, in backticks.
pub(super) fn read(cursor: Cursor<'_>, what: &str, diags: &mut Diagnostics) -> Vec<ByStatus> {
    entries(mapping(cursor, what, diags).unwrap_or_default(), diags)
}

/// The same for a map that has `headers:` in addition to the statuses.
pub(super) fn with_headers<'a>(
    cursor: Cursor<'a>,
    what: &str,
    diags: &mut Diagnostics,
) -> (Option<Cursor<'a>>, Vec<ByStatus>) {
    let all = mapping(cursor, what, diags).unwrap_or_default();
    let (headers, statuses): (Vec<_>, Vec<_>) = all.into_iter().partition(|(key, _)| key.text == "headers");
    (headers.first().map(|(_, value)| *value), entries(statuses, diags))
}

fn entries(entries: Vec<(Scalar<'_>, Cursor<'_>)>, diags: &mut Diagnostics) -> Vec<ByStatus> {
    let mut found: Vec<ByStatus> = Vec::new();
    for (key, value) in entries {
        let Some(status) = Statuses::parse(key.text) else {
            diags.push(no_status(key));
            continue;
        };
        // The same text twice was reported by the reader of YAML.
        if let Some(first) = found.iter().find(|first| first.status.value == status) {
            let message = format!("`{}` is there twice", key.text);
            diags.push(
                Diagnostic::new(Code::BadStatus, key.span, message)
                    .and(first.status.span, "first one here")
                    .help("remove one of the two"),
            );
            continue;
        }
        found.push(ByStatus { status: Spanned::new(status, key.span), ty: body(value, diags) });
    }
    found
}

/// Whether a map has a key that is a status.
pub(super) fn are_keys(cursor: Cursor<'_>) -> bool {
    match cursor.shape() {
        Shape::Mapping(entries) => {
            !ty::is_map_type(cursor) && entries.iter().any(|(key, _)| Statuses::parse(key.text).is_some())
        }
        Shape::Scalar(_) | Shape::Sequence(_) => false,
    }
}

fn no_status(key: Scalar<'_>) -> Diagnostic {
    let message = format!("`{}` is not an HTTP status", shorten(key.text));
    Diagnostic::new(Code::BadStatus, key.span, message)
        .help("write a status such as `404`, a class such as `4xx`, or `default` for all others")
}

/// A type, or `none` for a status without a body.
fn body(value: Cursor<'_>, diags: &mut Diagnostics) -> Option<TypeExpr> {
    if value.scalar().is_some_and(|scalar| scalar.text == "none" && scalar.style == Style::Plain) {
        return None;
    }
    let notation = ty::read(value, diags);
    if notation.optional {
        let message = "the body of one status is either there or not";
        diags.push(
            Diagnostic::new(Code::BadType, notation.ty.span, message)
                .help("remove the `?`; a status without a body is `none`"),
        );
    }
    Some(notation.ty)
}
