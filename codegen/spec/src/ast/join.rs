//! Several files → one spec.

use std::collections::BTreeMap;

use super::api::{Api, Parts};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{Span, Spanned};

/// Adds the parts of further files. Of two things with one name the first is kept, and the other one is reported; inside
/// of one file its reader has done so.
pub fn join(api: &mut Api, parts: Vec<Parts>, diags: &mut Diagnostics) {
    if parts.is_empty() {
        return;
    }
    for more in parts {
        api.envelopes.extend(more.envelopes);
        api.errors.extend(more.errors);
        api.tables.extend(more.tables);
        api.endpoints.extend(more.endpoints);
        api.types.extend(more.types);
    }
    keep_first(&mut api.envelopes, |envelope| &envelope.name, diags);
    keep_first(&mut api.errors, |row| &row.code, diags);
    keep_first(&mut api.tables, |table| &table.name, diags);
    keep_first(&mut api.endpoints, |endpoint| &endpoint.name, diags);
    keep_first(&mut api.types, |def| &def.name, diags);
}

fn keep_first<T>(list: &mut Vec<T>, name: fn(&T) -> &Spanned<String>, diags: &mut Diagnostics) {
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    list.retain(|item| {
        let name = name(item);
        let Some(first) = seen.get(name.as_str()) else {
            seen.insert(name.value.clone(), name.span);
            return true;
        };
        diags.push(
            Diagnostic::new(
                Code::DuplicateKey,
                name.span,
                format!("the key `{}` is written twice", name.value),
            )
            .at("written again here")
            .and(*first, "first written here")
            .help("remove one of the two, or rename it"),
        );
        false
    });
}
