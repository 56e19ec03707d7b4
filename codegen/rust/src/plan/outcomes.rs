//! Payloads that depend on the status: their enums, and which variant an endpoint has at which status.

use super::docs::{Docs, Markdown, code, markdown};
use super::failures::statuses;
use super::names::{Name, ident};
use super::rust_types::rust_type;
use super::syntax::Expr;
use super::{Cx, OutcomeItem, OutcomeVariant, unions};
use stubwright_spec::model::{ByStatus, Endpoint, Response, Statuses};

/// Plans the enum of an endpoint.
pub(super) fn plan(cx: &Cx<'_>, name: Name, endpoint: &Endpoint, entries: &[ByStatus]) -> OutcomeItem {
    let variants = entries.iter().map(|entry| OutcomeVariant {
        ident: ident(&variant(entry.status.value)),
        docs: variant_docs(entry),
        ty: entry.ty.as_ref().map(|ty| rust_type(cx, ty)),
    });
    let types = entries.iter().filter_map(|entry| entry.ty.as_deref());
    OutcomeItem {
        ident: name,
        docs: Docs::ours(markdown!("The outcome of {}, by the HTTP status.", code(endpoint.name.as_str()))),
        balance: unions::balance(cx, types),
        variants: variants.collect(),
    }
}

fn variant_docs(entry: &ByStatus) -> Docs {
    let nothing = if entry.ty.is_none() { ", without a payload" } else { "" };
    Docs::ours(markdown!("{}{}.", shown(entry.status.value), nothing))
}

fn shown(statuses: Statuses) -> Markdown {
    match statuses {
        Statuses::Default => "Any other status".into(),
        statuses => code(&statuses.to_string()),
    }
}

/// The variants of an endpoint by status; or the statuses at which it has no payload.
pub(super) fn table_of(endpoint: &Endpoint) -> Option<Expr> {
    let entry =
        |statuses: Statuses, number: Option<usize>| (statuses, super::failures::entry(statuses, number));
    let mut entries: Vec<(Statuses, Expr)> = match &endpoint.response {
        Some(Response::ByStatus(entries)) => {
            entries.iter().enumerate().map(|(at, found)| entry(found.status.value, Some(at))).collect()
        }
        _ => endpoint.bodiless().map(|statuses| entry(statuses, None)).collect(),
    };
    entries.sort_by_key(|(statuses, _)| *statuses);
    let entries: Vec<Expr> = entries.into_iter().map(|(_, entry)| entry).collect();
    (!entries.is_empty()).then(|| Expr::Array(entries).referenced())
}

/// The sentence about the statuses at which an endpoint has no payload.
pub(super) fn bodiless(endpoint: &Endpoint) -> Markdown {
    let found: Vec<Markdown> = endpoint.bodiless().map(statuses).collect();
    if found.is_empty() {
        return Markdown::default();
    }
    markdown!("There is no payload at {}.", Markdown::joined(&found, ", "))
}

/// The variant for a status: its reason phrase (RFC 9110 section 15, and the registry of IANA).
fn variant(statuses: Statuses) -> String {
    let name = match statuses {
        Statuses::Default => "Default",
        Statuses::Class(2) => "Successful",
        Statuses::Class(3) => "Redirection",
        Statuses::Class(class) => return format!("Class{class}xx"),
        Statuses::Exact(status) => match status {
            200 => "Ok",
            201 => "Created",
            202 => "Accepted",
            203 => "NonAuthoritativeInformation",
            204 => "NoContent",
            205 => "ResetContent",
            206 => "PartialContent",
            207 => "MultiStatus",
            208 => "AlreadyReported",
            226 => "ImUsed",
            300 => "MultipleChoices",
            301 => "MovedPermanently",
            302 => "Found",
            303 => "SeeOther",
            304 => "NotModified",
            305 => "UseProxy",
            307 => "TemporaryRedirect",
            308 => "PermanentRedirect",
            other => return format!("Status{other}"),
        },
    };
    name.to_owned()
}
