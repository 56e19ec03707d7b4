//! `params:` of an endpoint, and what common parameters share with them.

use super::fields::{self, check_blanks};
use super::read::{Object, mapping, word};
use super::{keys, ty};
use crate::ast::{Field, Param, ParamLocation, ParamStyle};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::Spanned;
use crate::source::node::{Cursor, Scalar, Shape};

/// Reads the section.
pub(super) fn read(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Vec<Param> {
    let entries = mapping(cursor, "`params`", diags).unwrap_or_default();
    entries.into_iter().map(|(key, value)| param(key, value, diags)).collect()
}

fn param(key: Scalar<'_>, value: Cursor<'_>, diags: &mut Diagnostics) -> Param {
    let field = fields::empty(key, value.span());
    let mut param = Param { field, place: None, style: None, allow_reserved: false };
    if let Some(object) = long_form(value, keys::PARAM, diags) {
        fields::fixed_or_long(&mut param.field, &object, "parameter", &["in"], diags);
        param.place = spanned_word(&object, "in", ParamLocation::WORDS, diags);
        param.style = spanned_word(&object, "style", ParamStyle::WORDS, diags);
        param.allow_reserved = object.flag("allow_reserved", diags);
    } else if !matches!(value.shape(), Shape::Mapping(_)) || ty::is_map_type(value) {
        short_form(&mut param.field, value, diags);
    }
    check_name(&param.field, "parameter", diags);
    check_blanks(&param.field, diags);
    param
}

/// A map that is not a map type, with its keys checked.
pub(super) fn long_form<'a>(
    value: Cursor<'a>,
    section: keys::Section,
    diags: &mut Diagnostics,
) -> Option<Object<'a>> {
    let is_long = matches!(value.shape(), Shape::Mapping(_)) && !ty::is_map_type(value);
    if is_long { Object::read(value, section, diags) } else { None }
}

/// The type alone.
pub(super) fn short_form(field: &mut Field, value: Cursor<'_>, diags: &mut Diagnostics) {
    let notation = ty::read(value, diags);
    field.ty = notation.ty;
    field.optional |= notation.optional;
}

/// A name that is empty says nothing, on the wire neither.
pub(super) fn check_name(field: &Field, what: &str, diags: &mut Diagnostics) {
    if field.wire.value.is_empty() {
        diags.push(
            Diagnostic::new(Code::BadParam, field.wire.span, format!("a {what} needs a name"))
                .help("write the name that the server expects: `page: i32`"),
        );
    }
}

/// A word of a table, with its place.
pub(super) fn spanned_word<T: Copy>(
    object: &Object<'_>,
    key: &str,
    words: &[(&'static str, T)],
    diags: &mut Diagnostics,
) -> Option<Spanned<T>> {
    let value = object.get(key)?;
    word(value, words, diags).map(|found| Spanned::new(found, value.span()))
}
