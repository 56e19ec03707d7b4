//! Rows that are the body itself, with its fields below: `body | body | object`, `*anonymous* | [object]`.

use crate::found::{Field, FieldTable, In, Printed};
use crate::lexicon::fields::{BODIES, NAMELESS};

/// Takes such rows out of the tables, and puts the fields below them where they lie in the body.
pub(super) fn unwrap(tables: &mut Vec<FieldTable>) {
    tables.iter_mut().for_each(unwrapped);
    tables.retain(|table| !table.rows.is_empty());
}

fn unwrapped(table: &mut FieldTable) {
    let Some(at) = table.rows.iter().position(is_body) else { return };
    let Some(body) = table.rows.get(at).cloned() else { return };
    let lies_inside = |field: &Field| {
        field.path.len() > 1
            && field.path.first().zip(body.path.first()).is_some_and(|(a, b)| a.name == b.name)
    };
    let others = || {
        let outermost =
            table.rows.iter().enumerate().filter(|(other, row)| *other != at && row.path.len() == 1);
        outermost.filter(|(_, row)| row.goes == body.goes).map(|(other, _)| other)
    };
    // A field may be called so as well: of a mail, or below other fields.
    let is_first = others().all(|other| other > at);
    if !is_first || (others().next().is_some() && table.rows.iter().any(lies_inside)) {
        return;
    }
    table.is_list |= matches!(body.kind, Some(Printed::List(_)));
    table.rows.remove(at);
    for field in table.rows.iter_mut().filter(|field| lies_inside(field)) {
        field.path.remove(0);
        field.is_orphan = false;
    }
}

/// Whether a row may be the body itself.
fn is_body(field: &Field) -> bool {
    let [step] = field.path.as_slice() else { return false };
    let name = step.name.to_lowercase();
    let is_open = matches!(field.kind, None | Some(Printed::Object | Printed::List(_)));
    is_open && (NAMELESS.has(&name) || field.goes == Some(In::Body) && BODIES.has(&name))
}
