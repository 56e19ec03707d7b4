//! One rule → the statements that hold a request against it.

use super::literals::{length_of, spelled};
use super::planner::Planner;
use super::scope::{EachKind, Scope};
use super::value::Emptiness;
use super::{Need, Statement, lists, several, single};
use crate::plan::names::ident;
use crate::plan::syntax::{Expr, Path, Pattern};
use stubwright_spec::model::preflight::{Check, Condition, Expectation, Form, Moment, RequestStep, Rule};
use stubwright_spec::source::Spanned;

/// The statements of a rule; none when nothing can break it.
pub(super) fn check(planner: &mut Planner<'_>, check: &Check) -> Vec<Statement> {
    let mut scope = Scope::new(planner.cx, planner.endpoint);
    let mut statements = Vec::new();
    let found = nest(planner, &mut scope, check, 0).unwrap_or_default();
    if !found.is_empty() {
        statements.extend(before(planner, &check.rule));
        statements.extend(found);
    }
    statements
}

/// Statements that are computed once, before any loop.
fn before(planner: &mut Planner<'_>, rule: &Rule) -> Vec<Statement> {
    match rule {
        Rule::Time { min, max, skew, .. } => limits(planner, min.as_ref(), max.as_ref(), *skew),
        Rule::Format { form: Spanned { value: Form::Regex(text), .. }, .. } => {
            vec![Statement::Pattern { name: planner.pattern(), text: text.clone() }]
        }
        _ => Vec::new(),
    }
}

/// The loops around a rule, from the one with this number on, and the rule inside of them.
fn nest(
    planner: &mut Planner<'_>,
    scope: &mut Scope<'_>,
    check: &Check,
    depth: usize,
) -> Option<Vec<Statement>> {
    let here = check.when.iter().filter(|condition| condition.at.scopes() == depth);
    let guards: Vec<Expr> = here.filter_map(|condition| guard(scope, condition)).collect();
    let around = check.rule.scope();
    let list = around.iter().enumerate().filter(|(_, step)| **step == RequestStep::Each);
    let Some((end, _)) = list.into_iter().nth(depth) else {
        return Some(guarded(&guards, rule(planner, scope, &check.rule)));
    };
    let each = scope.open(around.get(..end)?)?;
    let mut body = Vec::new();
    if each.kind == EachKind::Nullable {
        scope.skip_null();
        body.push(Statement::Skip(each.item.clone()));
    }
    let inside = nest(planner, scope, check, depth + 1)?;
    if inside.is_empty() {
        return Some(inside);
    }
    body.extend(inside);
    let (place, item, items) = (&each.place, &each.item, each.list.items());
    let pattern = Pattern::Tuple(vec![Pattern::Name(place.clone()), Pattern::Name(item.clone())]);
    let items = match each.kind {
        EachKind::Map => each.list.entries(),
        EachKind::List | EachKind::Nullable => items.method("enumerate", []),
    };
    Some(guarded(&guards, vec![Statement::Each { pattern, items, body }]))
}

fn rule(planner: &mut Planner<'_>, scope: &mut Scope<'_>, rule: &Rule) -> Vec<Statement> {
    let found = match rule {
        Rule::Present(at) => single::present(planner, scope, at),
        Rule::OneOf { at, values } => single::one_of(planner, scope, at, values),
        Rule::Extension { at, endings } => single::extension(planner, scope, at, endings),
        Rule::Format { at, form } => single::format(planner, scope, at, form),
        Rule::Contains { at, texts } => single::contains(planner, scope, at, texts),
        Rule::Range { at, min, max, fact: None } => single::range(
            planner,
            scope,
            at,
            (min.as_ref().map(Spanned::as_str), max.as_ref().map(Spanned::as_str)),
        ),
        Rule::Range { at, min, max, fact: Some(fact) } => {
            planner.needs.facts = Need::Yes;
            single::fact(
                planner,
                scope,
                at,
                (min.as_ref().map(Spanned::as_str), max.as_ref().map(Spanned::as_str), fact.as_str()),
            )
        }
        Rule::Length { at, unit, min, max } => single::length(planner, scope, at, *unit, (*min, *max)),
        Rule::Items { at, min, max } => single::items(planner, scope, at, (*min, *max)),
        Rule::Time { at, min, max, .. } => {
            planner.zone = Need::Yes;
            single::time(planner, scope, at, (min.as_ref(), max.as_ref()))
        }
        Rule::Unique { list, keys, .. } => lists::unique(planner, scope, list, keys),
        Rule::Uniform(at) => lists::uniform(planner, scope, at),
        Rule::Compare { left, order, right } => {
            if several::reads_time(scope, left) {
                planner.zone = Need::Yes;
            }
            several::compare(planner, scope, left, *order, right)
        }
        Rule::Span { from, to, min, max } => {
            planner.zone = Need::Yes;
            several::span(planner, scope, (from, to), (*min, *max))
        }
        Rule::Choose { how, count, of } => several::choose(planner, scope, (*how, *count), of),
        Rule::Together(places) => several::together(planner, scope, places),
        Rule::Requires { at, others } => several::requires(planner, scope, at, others),
        Rule::Custom(name) => custom(planner, name.as_str()),
    };
    found.unwrap_or_default()
}

fn custom(planner: &Planner<'_>, name: &str) -> Option<Vec<Statement>> {
    let function = function(planner.cx.options.checks.get(name)?);
    Some(vec![planner.custom(function)])
}

/// The clock, where a limit depends on it, and the limits.
fn limits(
    planner: &mut Planner<'_>,
    min: Option<&Moment>,
    max: Option<&Moment>,
    skew: u64,
) -> Vec<Statement> {
    let mut statements = Vec::new();
    if min.into_iter().chain(max).any(|moment| matches!(moment, Moment::Now { .. })) {
        planner.needs.now = Need::Yes;
        let skew = Expr::integer(u32::try_from(skew).unwrap_or(u32::MAX));
        let value = Expr::call("rt::preflight::Window::around", [Expr::path("now"), skew]);
        statements.push(Statement::Let { name: ident("clock"), value });
    }
    for (moment, name) in [(min, "earliest"), (max, "latest")] {
        let value = moment.and_then(limit);
        statements.extend(value.map(|value| Statement::Let { name: ident(name), value }));
    }
    statements
}

/// The value of a limit; the clock itself needs no other name.
fn limit(moment: &Moment) -> Option<Expr> {
    let zone = Expr::path("ZONE");
    match moment {
        Moment::Fixed(text) => Some(zone.method("read", [Expr::text(text)])),
        Moment::Now { by: None, .. } => None,
        Moment::Now { back, by: Some(length) } => {
            let arguments = [Expr::path("clock")].into_iter().chain(length_of(*length));
            Some(zone.method(if *back { "before" } else { "after" }, arguments))
        }
    }
}

/// The path of a function that the configuration binds.
fn function(path: &str) -> Path {
    let segments = |path: &str| path.split("::").map(ident).collect();
    match path.strip_prefix("crate::") {
        Some(rest) => Path::InCrate(segments(rest)),
        None => Path::Bound(segments(path)),
    }
}

/// A condition as an expression; nothing when it always holds.
fn guard(scope: &Scope<'_>, condition: &Condition) -> Option<Expr> {
    let value = scope.value(&condition.at.steps)?;
    let empty = scope.emptiness(&value);
    match &condition.is {
        Expectation::Present => value.is_there(empty),
        Expectation::Absent => {
            // Empty bytes, or an enum that is `""`, may be there for the server, and then the rule is not for it.
            let empty = if empty == Emptiness::Function { Emptiness::Never } else { empty };
            // A required value is never absent.
            Some(value.lacks(empty).unwrap_or(Expr::Flag(false)))
        }
        Expectation::OneOf(values) => {
            let values = spelled(&value, values);
            Some(value.holds(|value| Expr::call("rt::preflight::is_one_of", [value, values])))
        }
    }
}

/// Statements where all conditions hold. One `if` inside of another one is one with both conditions.
fn guarded(guards: &[Expr], body: Vec<Statement>) -> Vec<Statement> {
    let [first, others @ ..] = guards else { return body };
    if body.is_empty() {
        return body;
    }
    let all = others.iter().fold(first.clone(), |all, other| all.infix("&&", other.clone()));
    match <[Statement; 1]>::try_from(body) {
        Ok([Statement::If { condition, body }]) => {
            vec![Statement::If { condition: and(all, condition), body }]
        }
        Ok(body) => vec![Statement::If { condition: all, body: body.into() }],
        Err(body) => vec![Statement::If { condition: all, body }],
    }
}

/// Both conditions, as one chain of `&&`.
fn and(all: Expr, condition: Expr) -> Expr {
    match condition {
        Expr::Infix(left, "&&", right) => and(all, *left).infix("&&", *right),
        condition => all.infix("&&", condition),
    }
}
