//! Rules about the items of a list among each other.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::planner::Planner;
use super::scope::{Each, EachKind, Scope};
use super::several::presence;
use super::{Report, Statement};
use crate::plan::names;
use stubwright_spec::model::preflight::{RequestPath, RequestStep};

/// Traits of tuples end at twelve.
const WIDEST: usize = 12;

pub(super) fn unique(
    planner: &Planner<'_>,
    scope: &mut Scope<'_>,
    list: &RequestPath,
    keys: &[RequestPath],
) -> Option<Vec<Statement>> {
    let outside = scope.clone();
    let chain = open_all(scope, &list.steps)?;
    let item = scope.item()?;
    let mut is_certain = true;
    let mut parts = Vec::new();
    for key in keys {
        let value = scope.inside(&item, &key.steps)?;
        let part = value.or_leave();
        let can_be_empty = scope.can_be_empty(&value);
        is_certain &= !can_be_empty && value.reference().is_some();
        parts.push(if can_be_empty { quote!(rt::preflight::filled(#part)?) } else { part });
    }
    let key = tuple(parts);
    let places: Vec<&Ident> = chain.iter().map(|each| &each.place).collect();
    let place = pattern(&places);
    let pair = quote!((#place, #key));
    let (method, pair) =
        if is_certain { (quote!(map), pair) } else { (quote!(filter_map), quote!(Some(#pair))) };
    // A list by its own items needs nothing but their places.
    let items = match chain.as_slice() {
        [only] if is_certain && keys.iter().all(|key| key.steps.is_empty()) => placed(only),
        _ => iterate(&chain, &method, &pair),
    };
    let function = quote!(rt::preflight::unique);
    Some(pairs(planner, &outside, scope, (&chain, "same as"), (function, "keys", items), &list_end(list)))
}

pub(super) fn uniform(
    planner: &Planner<'_>,
    scope: &mut Scope<'_>,
    at: &RequestPath,
) -> Option<Vec<Statement>> {
    let outside = scope.clone();
    let end = at.steps.iter().rposition(|step| *step == RequestStep::Each)?;
    let chain = open_all(scope, at.steps.get(..end)?)?;
    let value = scope.value(&at.steps)?;
    let presence = presence(scope, &value);
    let places: Vec<&Ident> = chain.iter().map(|each| &each.place).collect();
    let place = pattern(&places);
    let items = iterate(&chain, &quote!(map), &quote!((#place, #presence)));
    let function = quote!(rt::preflight::uniform);
    Some(pairs(planner, &outside, scope, (&chain, "unlike"), (function, "items", items), &at.steps))
}

/// The steps to the items of a list.
fn list_end(list: &RequestPath) -> Vec<RequestStep> {
    list.steps.iter().cloned().chain([RequestStep::Each]).collect()
}

/// Opens the lists on the way to a list that are not open yet, and the list itself.
fn open_all(scope: &mut Scope<'_>, list: &[RequestStep]) -> Option<Vec<Each>> {
    let open = scope.depth();
    let ends =
        list.iter().enumerate().filter(|(_, step)| **step == RequestStep::Each).map(|(at, _)| at).skip(open);
    let mut chain = Vec::new();
    for end in ends {
        chain.push(scope.open(list.get(..end)?)?);
    }
    chain.push(scope.open(list)?);
    Some(chain)
}

/// `signers.iter().enumerate().flat_map(|(i, signer)| fields.iter().enumerate().map(move |(j, field)| …))`
fn iterate(chain: &[Each], method: &TokenStream, pair: &TokenStream) -> TokenStream {
    let mut inside = TokenStream::new();
    for (depth, each) in chain.iter().enumerate().rev() {
        let items = placed(each);
        let (place, item) = (&each.place, &each.item);
        let captures = if depth > 0 { quote!(move) } else { quote!() };
        inside = if inside.is_empty() {
            quote!(#items.#method(#captures |(#place, #item)| #pair))
        } else {
            quote!(#items.flat_map(#captures |(#place, #item)| #inside))
        };
    }
    inside
}

/// The items of a list with their places.
fn placed(each: &Each) -> TokenStream {
    let items = each.list.items();
    match each.kind {
        EachKind::Map => items,
        EachKind::List | EachKind::Nullable => quote!(#items.enumerate()),
    }
}

fn pairs(
    planner: &Planner<'_>,
    outside: &Scope<'_>,
    inside: &Scope<'_>,
    (chain, words): (&[Each], &str),
    (function, name, items): (TokenStream, &str, TokenStream),
    steps: &[RequestStep],
) -> Vec<Statement> {
    let name = names::ident(name);
    let seconds: Vec<Ident> = match chain {
        [_] => vec![names::ident("first")],
        _ => chain.iter().map(|each| names::ident(&format!("first_{}", each.place))).collect(),
    };
    let places: Vec<&Ident> = chain.iter().map(|each| &each.place).collect();
    let (place, first) = (pattern(&places), pattern(&seconds.iter().collect::<Vec<_>>()));
    let renamed: Vec<(&Ident, &Ident)> = places.iter().copied().zip(&seconds).collect();
    let other = inside.path_from(outside, steps).renamed(&renamed);
    let report: Report = planner.pair(inside.path(steps).words(""), other.words(&format!("{words} ")));
    vec![
        Statement::Let { name: quote!(#name), value: items },
        Statement::Pairs { function, items: quote!(#name), arguments: quote!(#place, #first), report },
    ]
}

/// `i`, or `(i, j)`
fn pattern(places: &[&Ident]) -> TokenStream {
    match places {
        [only] => quote!(#only),
        _ => quote!((#(#places),*)),
    }
}

/// One key as it is, several as a tuple, many as tuples in a tuple.
fn tuple(parts: Vec<TokenStream>) -> TokenStream {
    match parts.as_slice() {
        [only] => quote!(#only),
        parts if parts.len() <= WIDEST => quote!((#(#parts),*)),
        parts => {
            let inner = parts.chunks(WIDEST).map(|chunk| tuple(chunk.to_vec()));
            tuple(inner.collect())
        }
    }
}
