//! `check:` of an error row: maps of rules with what holds for all of them.

mod bounds;
mod paths;
mod rules;
mod times;

use super::keys;
use super::notation::DEFAULT_SKEW;
use super::read::{Object, mapping, one_or_many, text, wrong_shape};
use crate::ast::preflight::{Check, Condition, Expectation, Path};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::node::{Cursor, Scalar, Shape, Style};
use crate::source::{Span, Spanned};

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

/// The modifiers of a single kind of rule, written next to it.
struct Modifiers {
    fact: Option<Spanned<String>>,
    /// In seconds.
    skew: u64,
    across: Option<Path>,
}

impl Modifiers {
    fn read(object: &Object<'_>, diags: &mut Diagnostics) -> Self {
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
fn name(cursor: Cursor<'_>, what: &str, example: &str, diags: &mut Diagnostics) -> Option<Spanned<String>> {
    let found = text(cursor, diags)?;
    let is_name = found.value.starts_with(|c: char| c.is_ascii_lowercase())
        && found
            .value
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-'));
    if !is_name {
        let shown = super::read::shorten(&found.value);
        diags.push(
            Diagnostic::new(Code::BadCheck, found.span, format!("`{shown}` is not a valid name for {what}"))
                .help(format!(
                    "use lower-case letters, digits, `_` and `-`, starting with a letter, such as `{example}`"
                )),
        );
    }
    is_name.then_some(found)
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

/// One value or a list of them; at least one, or it was reported.
fn values(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Vec<Spanned<String>> {
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

fn empty(span: Span, message: &str, help: &str) -> Diagnostic {
    Diagnostic::new(Code::BadCheck, span, message).help(help)
}
