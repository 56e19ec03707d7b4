//! The rules of the error table: a function for each row and request, as somebody would write it by hand.

mod lists;
mod locals;
mod place;
mod rule;
mod scope;
mod several;
mod single;
mod value;

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Cx;
use super::docs::{Docs, code, inline, markdown};
use super::names::{self, Request};
use rule::Planner;
use stubwright_spec::model::ErrorRow;
use stubwright_spec::model::preflight::{Check, EndpointId};
use stubwright_spec::source::Spanned;

/// `preflight.rs`.
#[derive(Debug, Clone)]
pub struct PreflightItem {
    /// The module.
    pub module: Ident,
    /// Where times without an offset are meant, when a rule reads times.
    pub zone: Option<TokenStream>,
    /// The requests that have rules, in spec order.
    pub requests: Vec<RequestPreflight>,
}

impl PreflightItem {
    /// What the operation of a method calls.
    pub(super) fn of(&self, method: &Ident) -> Option<OperationPreflight> {
        let checks = self.requests.iter().find(|checks| checks.entry == *method)?;
        Some(OperationPreflight { entry: checks.entry.clone(), needs: checks.needs })
    }
}

/// What an operation calls.
#[derive(Debug, Clone)]
pub struct OperationPreflight {
    /// The function.
    pub entry: Ident,
    /// What it needs beside the request.
    pub needs: Needs,
}

/// The rules of one request.
#[derive(Debug, Clone)]
pub struct RequestPreflight {
    /// The request struct.
    pub request: TokenStream,
    /// The function that holds a request against all of them.
    pub entry: Ident,
    /// Its documentation.
    pub docs: Docs,
    /// The codes that it can find, in table order.
    pub checked: Vec<Ident>,
    /// What it needs beside the request.
    pub needs: Needs,
    /// One function for each row, in table order.
    pub rows: Vec<RowPreflight>,
}

/// The rules of one row for one request.
#[derive(Debug, Clone)]
pub struct RowPreflight {
    /// The function.
    pub ident: Ident,
    /// Its documentation.
    pub docs: Docs,
    /// What it needs beside the request.
    pub needs: Needs,
    /// What it does.
    pub body: Vec<Statement>,
}

/// What a function needs beside the request.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Needs {
    /// The time of the call.
    pub now: Need,
    /// What the caller knows.
    pub facts: Need,
}

/// Whether something is needed; what is not is no argument.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Need {
    /// It is.
    Yes,
    /// It is not.
    #[default]
    No,
}

/// A statement of a check.
#[derive(Debug, Clone)]
pub enum Statement {
    /// `let name = value;`
    Let {
        /// The name.
        name: TokenStream,
        /// The value.
        value: TokenStream,
    },
    /// `static NAME: rt::preflight::Pattern = rt::preflight_pattern!("…");`
    Pattern {
        /// The name.
        name: Ident,
        /// The regular expression.
        text: String,
    },
    /// `let Some(name) = name else { continue };`
    Skip(Ident),
    /// `for pattern in items { … }`
    Each {
        /// What an item is taken apart into.
        pattern: TokenStream,
        /// The items.
        items: TokenStream,
        /// What is done with each.
        body: Vec<Statement>,
    },
    /// `if condition { … }`
    If {
        /// The condition.
        condition: TokenStream,
        /// What is done when it holds.
        body: Vec<Statement>,
    },
    /// `rt::preflight::unique(keys, |place, first| { … });`
    Pairs {
        /// The function of the runtime.
        function: TokenStream,
        /// The items.
        items: TokenStream,
        /// RequestPath of an item and of the one that it is held against.
        arguments: TokenStream,
        /// What is done with a pair.
        report: Report,
    },
    /// `crate::checks::deadline(request, &mut |path, detail| found.add(…));`
    Custom {
        /// The function of the caller.
        function: TokenStream,
        /// The variant of the row.
        code: Ident,
    },
    /// `found.add(…);`
    Report(Report),
}

/// A violation.
#[derive(Debug, Clone)]
pub struct Report {
    /// The variant of the row.
    pub code: Ident,
    /// Where, in wire names.
    pub path: Words,
    /// What is wrong there.
    pub detail: Words,
}

/// Words of a violation.
#[derive(Debug, Clone)]
pub enum Words {
    /// Known beforehand: a literal.
    Fixed(TokenStream),
    /// With the indexes of loops in them: an expression.
    Built(TokenStream),
}

/// Plans `preflight.rs`; nothing when no rule can be checked.
pub(super) fn plan(cx: &Cx<'_>) -> Option<PreflightItem> {
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

fn zone_of(cx: &Cx<'_>) -> TokenStream {
    match cx.api.timezone.as_ref().map(Spanned::as_str).and_then(minutes_east) {
        Some(minutes) => {
            let minutes = proc_macro2::Literal::i16_unsuffixed(minutes);
            quote!(rt::preflight::Zone::east(#minutes))
        }
        None => quote!(rt::preflight::Zone::ANYWHERE),
    }
}

/// `+08:00`, `Z`
fn minutes_east(offset: &str) -> Option<i16> {
    if offset.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (hours, minutes) = offset.split_once(':')?;
    let ahead =
        hours.trim_start_matches(['+', '-']).parse::<i16>().ok()? * 60 + minutes.parse::<i16>().ok()?;
    Some(if offset.starts_with('-') { -ahead } else { ahead })
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
        request: quote!(types::#ident),
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
        let body: Vec<Statement> = group.iter().flat_map(|check| planner.check(check)).collect();
        if body.is_empty() {
            continue;
        }
        let needs = planner.needs();
        item.needs.now = item.needs.now.or(needs.now);
        item.needs.facts = item.needs.facts.or(needs.facts);
        *zone = zone.or(planner.zone());
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
fn function(entry: &Ident, variant: &Ident, taken: &mut BTreeSet<String>) -> Ident {
    let plain = |ident: &Ident| ident.to_string().trim_start_matches("r#").trim_end_matches('_').to_owned();
    let name = format!("{}_{}", plain(entry), names::snake(&plain(variant)));
    let mut free = name.clone();
    for number in 2.. {
        if taken.insert(free.clone()) {
            break;
        }
        free = format!("{name}_{number}");
    }
    names::ident(&free)
}

impl Need {
    fn or(self, other: Self) -> Self {
        if self == Self::Yes { self } else { other }
    }
}
