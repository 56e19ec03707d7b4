//! Shared parts of the rules of a map: modifiers, names and lists of values.

use super::{paths, times};
use crate::ast::preflight::Path;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::front::native::notation::DEFAULT_SKEW;
use crate::front::native::read::{Object, one_or_many, text, wrong_shape};
use crate::source::node::{Cursor, Shape};
use crate::source::{Span, Spanned};

/// The modifiers of a single kind of rule, written next to it.
pub(super) struct Modifiers {
    pub(super) fact: Option<Spanned<String>>,
    /// In seconds.
    pub(super) skew: u64,
    pub(super) across: Option<Path>,
}

impl Modifiers {
    pub(super) fn read(object: &Object<'_>, diags: &mut Diagnostics) -> Self {
        for (modifier, rule) in [("fact", "range"), ("skew", "time"), ("across", "unique")] {
            let Some(key) = object.key(modifier).filter(|_| object.key(rule).is_none()) else { continue };
            diags.push(
                Diagnostic::new(
                    Code::BadCheck,
                    key.span,
                    format!("`{modifier}` has no effect without `{rule}`"),
                )
                .help(format!("remove it, or move it into the map that has `{rule}`")),
            );
        }
        Self {
            fact: object.get("fact").and_then(|at| name(at, "a fact", "pages", diags)),
            skew: object.get("skew").and_then(|at| times::seconds(at, diags)).unwrap_or(DEFAULT_SKEW),
            across: object.get("across").and_then(|at| paths::one(at, diags)),
        }
    }
}

/// A name that code and configuration can use: a spec is untrusted text and holds no code.
pub(super) fn name(
    cursor: Cursor<'_>,
    what: &str,
    example: &str,
    diags: &mut Diagnostics,
) -> Option<Spanned<String>> {
    let found = text(cursor, diags)?;
    let is_name = found.value.starts_with(|c: char| c.is_ascii_lowercase())
        && found
            .value
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-'));
    if !is_name {
        let shown = crate::front::native::read::shorten(&found.value);
        diags.push(
            Diagnostic::new(Code::BadCheck, found.span, format!("`{shown}` is not a valid name for {what}"))
                .help(format!(
                    "use lower-case letters, digits, `_` and `-`, starting with a letter, such as `{example}`"
                )),
        );
    }
    is_name.then_some(found)
}

/// One value or a list of them; at least one, or it was reported.
pub(super) fn values(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Vec<Spanned<String>> {
    if let Shape::Mapping(_) = cursor.shape() {
        let found = wrong_shape(cursor, "a value or a list of values", &cursor.shape());
        diags.push(found.help("write the values in brackets: `[A, B]`"));
        return Vec::new();
    }
    let items = one_or_many(cursor);
    if items.is_empty() {
        diags.push(empty(
            cursor.span(),
            "this list of values is empty",
            "write at least one value: `[A, B]`",
        ));
    }
    items.into_iter().filter_map(|item| text(item, diags)).collect()
}

pub(super) fn empty(span: Span, message: &str, help: &str) -> Diagnostic {
    Diagnostic::new(Code::BadCheck, span, message).help(help)
}
