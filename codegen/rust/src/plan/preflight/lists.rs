//! Rules about the items of a list among each other.

use super::planner::Planner;
use super::scope::{Each, EachKind, Scope};
use super::several::presence;
use super::{Report, Statement};
use crate::plan::names::{Name, ident};
use crate::plan::syntax::{Closure, Expr, Pattern};
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
        parts.push(if can_be_empty { Expr::call("rt::preflight::filled", [part]).tried() } else { part });
    }
    let key = tuple(parts);
    let pair = Expr::Tuple(vec![place(&chain), key]);
    let (method, pair) = if is_certain { ("map", pair) } else { ("filter_map", Expr::some(pair)) };
    // A list by its own items needs nothing but their places.
    let items = match chain.as_slice() {
        [only] if is_certain && keys.iter().all(|key| key.steps.is_empty()) => placed(only),
        _ => iterate(&chain, method, pair),
    };
    let function = "rt::preflight::unique";
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
    let items = iterate(&chain, "map", Expr::Tuple(vec![place(&chain), presence]));
    let function = "rt::preflight::uniform";
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
fn iterate(chain: &[Each], method: &'static str, pair: Expr) -> Expr {
    let mut inside = pair;
    for (depth, each) in chain.iter().enumerate().rev() {
        let method = if depth + 1 == chain.len() { method } else { "flat_map" };
        let names = [&each.place, &each.item].map(|name| Pattern::Name(name.clone()));
        let closure = Closure {
            moves: depth > 0,
            arguments: vec![Pattern::Tuple(names.into())],
            ty: None,
            body: inside,
        };
        inside = placed(each).method(method, [Expr::Closure(Box::new(closure))]);
    }
    inside
}

/// The items of a list with their places.
fn placed(each: &Each) -> Expr {
    let items = each.list.items();
    match each.kind {
        EachKind::Map => items,
        EachKind::List | EachKind::Nullable => items.method("enumerate", []),
    }
}

fn pairs(
    planner: &Planner<'_>,
    outside: &Scope<'_>,
    inside: &Scope<'_>,
    (chain, words): (&[Each], &str),
    (function, name, items): (&'static str, &str, Expr),
    steps: &[RequestStep],
) -> Vec<Statement> {
    let name = ident(name);
    let seconds: Vec<Name> = match chain {
        [_] => vec![ident("first")],
        _ => chain.iter().map(|each| ident(&format!("first_{}", each.place.plain()))).collect(),
    };
    let places: Vec<&Name> = chain.iter().map(|each| &each.place).collect();
    let arguments = [pattern(&places), pattern(&seconds.iter().collect::<Vec<_>>())];
    let renamed: Vec<(&Name, &Name)> = places.iter().copied().zip(&seconds).collect();
    let other = inside.path_from(outside, steps).renamed(&renamed);
    let report: Report = planner.pair(inside.path(steps).words(""), other.words(&format!("{words} ")));
    vec![
        Statement::Let { name: name.clone(), value: items },
        Statement::Pairs { function, items: name, arguments, report },
    ]
}

/// `i`, or `(i, j)`
fn pattern(places: &[&Name]) -> Pattern {
    match places {
        [only] => Pattern::Name((*only).clone()),
        _ => Pattern::Tuple(places.iter().map(|place| Pattern::Name((*place).clone())).collect()),
    }
}

/// The places of a chain of lists as a value.
fn place(chain: &[Each]) -> Expr {
    match chain {
        [only] => Expr::local(&only.place),
        _ => Expr::Tuple(chain.iter().map(|each| Expr::local(&each.place)).collect()),
    }
}

/// One key as it is, several as a tuple, many as tuples in a tuple.
fn tuple(mut parts: Vec<Expr>) -> Expr {
    match (parts.len(), parts.pop()) {
        (1, Some(only)) => only,
        (count, last) => {
            parts.extend(last);
            if count <= WIDEST {
                return Expr::Tuple(parts);
            }
            tuple(parts.chunks(WIDEST).map(|chunk| tuple(chunk.to_vec())).collect())
        }
    }
}
