//! Endpoints of one path that the page describes together: `Methods: GET, POST` above one table of fields.

use std::collections::BTreeMap;

use super::Group;
use super::sections::Part;
use crate::found::In;

/// Notes which methods are described together. `GET` and `POST` of one description are one endpoint that may be called
/// either way.
pub(in crate::infer::types) fn settle(groups: &mut Vec<Group<'_>>) {
    let mut together: BTreeMap<(String, Vec<Part>), Vec<usize>> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate().filter(|(_, group)| !group.parts.is_empty()) {
        together.entry((group.key.clone(), group.parts.clone())).or_default().push(at);
    }
    let mut dropped = Vec::new();
    for all in together.into_values().filter(|all| all.len() > 1) {
        let methods: Vec<String> =
            all.iter().filter_map(|at| groups.get(*at)).map(|group| group.method.clone()).collect();
        for at in &all {
            if let Some(group) = groups.get_mut(*at) {
                group.twins = methods.iter().filter(|method| **method != group.method).cloned().collect();
            }
        }
        let is_either = methods.iter().all(|method| method == "GET" || method == "POST");
        dropped.extend(is_either.then(|| lesser(groups, &all)).flatten());
    }
    dropped.sort_unstable();
    dropped.into_iter().rev().for_each(|at| drop(groups.remove(at)));
}

/// Of `GET` and `POST` the one that is not drafted: the second one, unless the page shows a body.
fn lesser(groups: &[Group<'_>], all: &[usize]) -> Option<usize> {
    let has_body = |group: &Group<'_>| {
        let mut rows = group.sent.iter().flat_map(|table| &table.rows);
        !group.requests.is_empty() || rows.any(|row| row.goes == Some(In::Body) || row.path.len() > 1)
    };
    let has_body = all.iter().filter_map(|at| groups.get(*at)).any(has_body);
    let is_get = |at: &&usize| groups.get(**at).is_some_and(|group| group.method == "GET");
    if has_body { all.iter().find(is_get).copied() } else { all.get(1).copied() }
}
