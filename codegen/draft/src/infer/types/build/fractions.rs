//! Numbers with a fraction on the pages.

use std::collections::BTreeSet;

use crate::found::{Body, Field, Found, Printed};
use crate::json::{Kind, Value};
use crate::lexicon::types::ANY_NUMBER;

/// Whether the page calls a field a number, and not which numbers it can be.
pub(super) fn is_any_number(field: Option<&Field>) -> bool {
    let ty = field.and_then(|field| field.ty.as_ref());
    ty.is_some_and(|ty| ANY_NUMBER.has(&ty.value.trim().to_lowercase()))
}

/// The names of fields that have a fraction somewhere: in a sample, or by a type that is for nothing else.
pub(super) fn fractions(found: &Found) -> BTreeSet<&str> {
    let mut keys = BTreeSet::new();
    for sample in &found.samples {
        add(&sample.value, "", (0, &mut keys));
    }
    for call in &found.calls {
        if let Body::Json(value, _) = &call.body {
            add(value, "", (0, &mut keys));
        }
    }
    let is_broken = |field: &&Field| {
        let is_sure = field.kind_guess.is_none() && !is_any_number(Some(field));
        is_sure && matches!(field.kind, Some(Printed::Float | Printed::Decimal))
    };
    let rows = found.fields.iter().flat_map(|table| &table.rows);
    keys.extend(rows.filter(is_broken).filter_map(|row| row.path.last()).map(|step| step.name.as_str()));
    keys
}

fn add<'v>(value: &'v Value, key: &'v str, (depth, keys): (usize, &mut BTreeSet<&'v str>)) {
    /// Amounts lie no deeper.
    const DEEPEST: usize = 16;
    match &value.kind {
        _ if depth > DEEPEST => {}
        Kind::Object(members) => {
            members.iter().for_each(|(key, value)| add(value, &key.value, (depth + 1, keys)));
        }
        Kind::List(items) => items.iter().for_each(|item| add(item, key, (depth + 1, keys))),
        Kind::Number(number) if number.contains('.') && !key.is_empty() => _ = keys.insert(key),
        _ => {}
    }
}
