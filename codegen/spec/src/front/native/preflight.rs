//! `check:` of an error row: maps of rules with what holds for all of them.

mod bounds;
mod parts;
mod paths;
mod rules;
mod times;

use self::parts::{Modifiers, values};
use super::keys;
use super::read::{Object, mapping, one_or_many, text};
use crate::ast::preflight::{Check, Condition, Expectation};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::node::{Cursor, Scalar, Style};

/// Reads the key: one map, or a list of maps.
pub(super) fn read(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Vec<Check> {
    one_or_many(cursor).into_iter().filter_map(|item| check(item, diags)).collect()
}

fn check(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Option<Check> {
    let object = Object::read(cursor, keys::CHECK, diags)?;
    let modifiers = Modifiers::read(&object, diags);
    let mut rules = Vec::new();
    let mut found = false;
    for key in object.keys().filter(|key| keys::RULES.contains(&key.text)) {
        found = true;
        if let Some(value) = object.need(key.text, diags) {
            rules.extend(rules::read(key, value, &modifiers, diags));
        }
    }
    if !found && !object.has_unknown() {
        diags.push(
            Diagnostic::new(Code::BadCheck, object.span, "this check has no rules")
                .help("add a rule, such as `unique: {signers: accountId}`"),
        );
    }
    let conditions = object.get("when").map(|at| conditions(at, diags)).unwrap_or_default();
    let on =
        object.get("on").map(|at| one_or_many(at).into_iter().filter_map(|name| text(name, diags)).collect());
    Some(Check { rules, when: conditions, on, partial: object.flag("partial", diags) })
}

fn conditions(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Vec<Condition> {
    let entries = mapping(cursor, "`when`", diags).unwrap_or_default();
    let mut conditions = Vec::new();
    for (key, value) in entries {
        let at = paths::path(key, diags);
        let is = expectation(value, diags);
        conditions.extend(at.zip(is).map(|(at, is)| Condition { at, is }));
    }
    conditions
}

/// `present` and `absent` are words only when plain; quoted they are text.
fn expectation(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Option<Expectation> {
    match cursor.scalar() {
        Some(Scalar { text: "present", style: Style::Plain, .. }) => Some(Expectation::Present),
        Some(Scalar { text: "absent", style: Style::Plain, .. }) => Some(Expectation::Absent),
        _ => Some(Expectation::OneOf(values(cursor, diags)))
            .filter(|is| !matches!(is, Expectation::OneOf(values) if values.is_empty())),
    }
}
