//! Plans `preflight.rs`: the functions of each request that has rules.

use std::collections::BTreeSet;

use super::planner::Planner;
use super::rule::check;
use super::{Need, Needs, PreflightItem, RequestPreflight, RowPreflight, Statement};
use crate::plan::Cx;
use crate::plan::docs::{Docs, code, inline, markdown};
use crate::plan::names::{self, Name, Request};
use crate::plan::offset::minutes_east;
use crate::plan::syntax::{Expr, RustType};
use stubwright_spec::model::ErrorRow;
use stubwright_spec::model::preflight::{Check, EndpointId};

/// Plans `preflight.rs`; nothing when no rule can be checked.
pub(in crate::plan) fn plan(cx: &Cx<'_>) -> Option<PreflightItem> {
    let mut taken: BTreeSet<String> = cx.names.methods.iter().map(ToString::to_string).collect();
    let mut requests = Vec::new();
    let mut zone = Need::No;
    for id in cx.api.endpoints.ids() {
        requests.extend(request(cx, id, &mut taken, &mut zone));
    }
    let zone = match zone {
        Need::Yes => Some(zone_of(cx)),
        Need::No => None,
    };
    (!requests.is_empty()).then(|| PreflightItem { module: names::ident("preflight"), zone, requests })
}

fn zone_of(cx: &Cx<'_>) -> Expr {
    match minutes_east(cx.api) {
        Some(minutes) => Expr::call("rt::preflight::Zone::east", [Expr::integer(minutes)]),
        None => Expr::path("rt::preflight::Zone::ANYWHERE"),
    }
}

fn request(
    cx: &Cx<'_>,
    id: EndpointId,
    taken: &mut BTreeSet<String>,
    zone: &mut Need,
) -> Option<RequestPreflight> {
    let endpoint = &cx.api.endpoints[id];
    let (Request::Own(ident, _) | Request::Wrapper(ident)) = &cx.names.requests[id];
    let entry = cx.names.methods[id].clone();
    let mut item = RequestPreflight {
        request: RustType::Api(ident.clone(), None),
        gate: cx.gates.endpoint(id),
        docs: Docs::ours(markdown!(
            "Checks a request of {} before it is sent.",
            code(endpoint.name.as_str())
        )),
        entry,
        checked: Vec::new(),
        needs: Needs::default(),
        rows: Vec::new(),
    };
    for group in cx.api.preflight_of(id).chunk_by(|one, other| one.row == other.row) {
        let Some(Check { row, .. }) = group.first() else { continue };
        let (row, variant) = (&cx.api.errors[*row], &cx.names.rows[*row]);
        let mut planner = Planner::new(cx, id, variant.clone());
        let body: Vec<Statement> = group.iter().flat_map(|rule| check(&mut planner, rule)).collect();
        if body.is_empty() {
            continue;
        }
        let needs = planner.needs;
        item.needs.now = item.needs.now.or(needs.now);
        item.needs.facts = item.needs.facts.or(needs.facts);
        *zone = zone.or(planner.zone);
        let ident = function(&item.entry, variant, taken);
        item.checked.push(variant.clone());
        item.rows.push(RowPreflight { ident, docs: row_docs(row), needs, body });
    }
    (!item.rows.is_empty()).then_some(item)
}

fn row_docs(row: &ErrorRow) -> Docs {
    let code = code(row.code.as_str());
    let message = inline(row.message.shown());
    Docs::ours(if message.is_empty() { code } else { markdown!("{}: {}", code, message) })
}

/// `start_contract_duplicate_signer`; private, so that a number tells apart what cannot be told apart otherwise.
fn function(entry: &Name, variant: &Name, taken: &mut BTreeSet<String>) -> Name {
    let word = |name: &Name| name.plain().trim_end_matches('_').to_owned();
    let name = format!("{}_{}", word(entry), names::snake(&word(variant)));
    let mut free = name.clone();
    for number in 2.. {
        if taken.insert(free.clone()) {
            break;
        }
        free = format!("{name}_{number}");
    }
    names::ident(&free)
}
