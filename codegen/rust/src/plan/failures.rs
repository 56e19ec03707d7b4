//! The bodies of failures: their enum, and which one each endpoint has at which status.

use super::docs::{Docs, Markdown, code, markdown};
use super::names::ident;
use super::rust_types::rust_type;
use super::syntax::{Expr, Path};
use super::{BodiesItem, Cx, UnionVariant, Usage, unions};
use stubwright_spec::model::{ByStatus, Endpoint, Statuses, Type, dump};

/// The table of endpoints that declare no bodies of their own.
const SHARED: &str = "FAILURES";

/// Plans the enum; nothing for an API that declares no bodies.
pub(super) fn plan(cx: &Cx<'_>) -> Option<BodiesItem> {
    let types = cx.api.failure_types();
    if types.is_empty() {
        return None;
    }
    let variants = types.iter().zip(&cx.names.failures).map(|(ty, ident)| UnionVariant {
        ident: ident.clone(),
        docs: variant_docs(cx, &ty.without_ranges()),
        ty: rust_type(cx, ty),
        wires: Vec::new(),
    });
    let variants: Vec<UnionVariant> = variants.collect();
    let mut docs = Docs::ours("The body of a failure; [`Error::typed`] reads it.");
    docs.add("There is one variant for each type that an operation declares.");
    let is_shared = |endpoint: &Endpoint| endpoint.failures.is_empty();
    let has_shared = !cx.api.failures.is_empty() && cx.api.endpoints.iter().any(is_shared);
    let shared: Vec<&ByStatus> = cx.api.sorted_failures();
    Some(BodiesItem {
        docs,
        balance: unions::balance(cx, types.iter().map(|ty| &ty.value)),
        types: Usage::of(variants.iter().any(|variant| variant.ty.names_api())),
        variants,
        shared: has_shared.then(|| (ident(SHARED), entries(cx, &shared))),
    })
}

fn variant_docs(cx: &Cx<'_>, ty: &Type) -> Docs {
    let own = cx.api.endpoints.iter().flat_map(|endpoint| &endpoint.failures);
    let is_of = |entry: &&ByStatus| entry.ty.as_ref().is_some_and(|other| other.without_ranges() == *ty);
    let mut found: Vec<Statuses> =
        cx.api.failures.iter().chain(own).filter(is_of).map(|entry| entry.status.value).collect();
    found.sort_unstable();
    found.dedup();
    let found: Vec<Markdown> = found.into_iter().map(statuses).collect();
    Docs::ours(markdown!("{}: the body at {}.", code(&dump::ty(cx.api, ty)), Markdown::joined(&found, ", ")))
}

/// Which body an endpoint has at which status.
pub(super) fn table_of(cx: &Cx<'_>, endpoint: &Endpoint) -> Option<Expr> {
    if endpoint.failures.is_empty() {
        return (!cx.api.failures.is_empty()).then(|| Expr::Path(Path::InErrors(ident(SHARED))).referenced());
    }
    Some(Expr::Array(entries(cx, &cx.api.failures_of(endpoint))).referenced())
}

fn entries(cx: &Cx<'_>, entries: &[&ByStatus]) -> Vec<Expr> {
    let types = cx.api.failure_types();
    let number = |ty: &Type| types.iter().position(|known| known.without_ranges() == ty.without_ranges());
    let entry =
        |entry: &&ByStatus| self::entry(entry.status.value, entry.ty.as_ref().and_then(|ty| number(ty)));
    entries.iter().map(entry).collect()
}

/// An entry of a table by status, with the number of the body.
pub(super) fn entry(statuses: Statuses, number: Option<usize>) -> Expr {
    let statuses = match statuses {
        Statuses::Exact(status) => Expr::call("rt::Statuses::Exact", [Expr::integer(status)]),
        Statuses::Class(class) => Expr::call("rt::Statuses::Class", [Expr::integer(class)]),
        Statuses::Default => Expr::path("rt::Statuses::Any"),
    };
    let some = |at| Expr::some(Expr::Integer(at as i128));
    Expr::Tuple(vec![statuses, number.map_or_else(|| Expr::path("None"), some)])
}

/// Describes the bodies of an endpoint's failures.
pub(super) fn docs(cx: &Cx<'_>, endpoint: &Endpoint) -> Docs {
    let types = cx.api.failure_types();
    let entries = cx.api.failures_of(endpoint);
    let bodies = entries.into_iter().filter_map(|entry| {
        let Some(ty) = &entry.ty else {
            return Some(markdown!("{} has none", statuses(entry.status.value)));
        };
        let at = types.iter().position(|known| known.without_ranges() == ty.without_ranges())?;
        let name = cx.names.failures.get(at)?;
        Some(markdown!("{} is [`{}`](super::ErrorBody::{})", statuses(entry.status.value), name, name))
    });
    let bodies: Vec<Markdown> = bodies.collect();
    if bodies.is_empty() {
        return Docs::default();
    }
    Docs::ours(markdown!(
        "Bodies of failures, by [`typed`](super::Error::typed): {}.",
        Markdown::joined(&bodies, ", ")
    ))
}

/// A status in documentation.
pub(super) fn statuses(statuses: Statuses) -> Markdown {
    match statuses {
        Statuses::Default => "any other status".into(),
        statuses => code(&statuses.to_string()),
    }
}
