//! Names that say where a field lies, in places that have no room for objects: `filter[size]` is sent in a query as it is.

use std::collections::BTreeSet;

use crate::extract::tables::names;
use crate::found::{Field, In, Step};

/// A name as printed, if it is the whole way to a field that lies inside of another one.
pub(super) fn of(name: &str, path: &[Step]) -> Option<String> {
    let is_whole = path.len() > 1 && names::steps(name) == path;
    is_whole.then(|| name.strip_suffix("[]").unwrap_or(name).to_owned())
}

/// Makes parameters of the fields that are sent in queries and headers, where no row has the object around them.
pub(super) fn flatten(fields: &mut [Field], told: Option<In>) {
    if fields.iter().all(|field| field.written.is_none()) {
        return;
    }
    let outer = fields.iter().filter(|field| field.path.len() == 1);
    let known: BTreeSet<String> = outer.flat_map(|field| &field.path).map(|step| step.name.clone()).collect();
    for field in fields {
        let is_sent_flat = matches!(field.goes.or(told), Some(In::Query | In::Header));
        let has_outer = field.path.first().is_some_and(|step| known.contains(&step.name));
        if let Some(name) = field.written.take_if(|_| is_sent_flat && !has_outer) {
            let is_list = field.path.last().is_some_and(|step| step.is_list);
            field.path = vec![Step { name, is_list }];
        }
    }
}
