//! The part of an API that is generated.

use std::collections::{BTreeMap, BTreeSet};

use super::known::Known;
use crate::ast::preflight::Check;
use crate::ast::{Api, exprs};
use crate::choices::{Selection, Types};
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};

/// Leaves out the operations that are not selected, and what only they use.
pub(super) fn select(api: &mut Api, known: &Known, selection: &Selection, diags: &mut Diagnostics) {
    if selection.only.is_empty() {
        return;
    }
    let mut kept: BTreeSet<String> = BTreeSet::new();
    for word in &selection.only {
        let mut found: Vec<&str> = known.tagged(api, word).collect();
        found.extend(known.named(api, word));
        if found.is_empty() {
            diags.push(unknown(api, known, word));
        }
        kept.extend(found.into_iter().map(str::to_owned));
    }
    let (endpoints, left): (Vec<_>, Vec<_>) =
        std::mem::take(&mut api.endpoints).into_iter().partition(|at| kept.contains(at.name.as_str()));
    api.endpoints = endpoints;
    api.partial = !left.is_empty();
    let left: BTreeSet<String> = left.into_iter().map(|endpoint| endpoint.name.value).collect();
    let tables = api.tables.iter_mut().flat_map(|table| &mut table.codes);
    for row in api.errors.iter_mut().chain(tables).flat_map(|code| &mut code.rows) {
        row.checks.retain_mut(|check| is_left(check, &left));
    }
    parts(api);
    if selection.types == Types::Used {
        let used = used(api);
        api.types.retain(|def| used.contains(def.name.as_str()));
    }
}

/// Takes operations out of `on:`; a check that was only about them has nothing left to check.
fn is_left(check: &mut Check, left_out: &BTreeSet<String>) -> bool {
    let Some(on) = &mut check.on else { return true };
    let was_empty = on.is_empty();
    on.retain(|name| !left_out.contains(name.as_str()));
    was_empty || !on.is_empty()
}

fn unknown(api: &Api, known: &Known, word: &str) -> Diagnostic {
    let message = format!("`only` names `{word}`, which is neither a tag nor an operation of the spec");
    let found = Diagnostic::without_place(Code::UnknownSelection, message);
    let names = api.endpoints.iter().flat_map(|endpoint| {
        let tag = endpoint.tag.as_ref().map(|tag| tag.as_str());
        tag.into_iter().chain([endpoint.name.as_str()])
    });
    let written = known.tags.keys().chain(known.operations.keys()).map(String::as_str);
    match did_you_mean(word, written.chain(names)) {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found.help("name a tag, or an operation by its name in the client or by its `operationId`"),
    }
}

/// Leaves out the envelopes, tables and servers that no operation names.
fn parts(api: &mut Api) {
    let named = |of: fn(&crate::ast::Endpoint) -> Vec<&str>| -> BTreeSet<String> {
        api.endpoints.iter().flat_map(of).map(str::to_owned).collect()
    };
    let envelopes = named(|at| at.envelope.as_ref().map(|name| name.as_str()).into_iter().collect());
    let tables = named(|at| at.errors.tables.iter().map(|name| name.as_str()).collect());
    let servers = named(|at| at.server.as_ref().map(|name| name.as_str()).into_iter().collect());
    api.envelopes.retain(|envelope| envelopes.contains(envelope.name.as_str()));
    api.tables.retain(|table| tables.contains(table.name.as_str()));
    api.other_servers.retain(|server| servers.contains(server.name.as_str()));
}

/// The number of types, and of those that nothing uses.
pub(super) fn declared(api: &mut Api) -> (usize, usize) {
    let used = used(api);
    (api.types.len(), api.types.iter().filter(|def| !used.contains(def.name.as_str())).count())
}

/// The names of the types that operations use.
fn used(api: &mut Api) -> BTreeSet<String> {
    let mut open: Vec<String> =
        exprs::of_operations(api).into_iter().flat_map(exprs::names).map(|name| name.clone()).collect();
    let mut parts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for def in &mut api.types {
        let names = exprs::of_kind(&mut def.kind).into_iter().flat_map(exprs::names);
        parts.entry(def.name.value.clone()).or_insert_with(|| names.map(|name| name.clone()).collect());
    }
    let mut used = BTreeSet::new();
    while let Some(name) = open.pop() {
        if used.insert(name.clone()) {
            open.extend(parts.get(&name).into_iter().flatten().cloned());
        }
    }
    used
}
