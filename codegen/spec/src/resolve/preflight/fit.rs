//! One rule against the request of one endpoint: its places, and whether their types are those that the rule is for.

mod lists;
mod several;
mod single;

use std::cell::Cell;

use super::made::{Made, Problem};
use super::places::{Miss, Walker};
use super::values::{self, ValueKind, kind};
use crate::ast::preflight::{self as ast, Path, RuleKind, StepKind};
use crate::diag::{Code, Diagnostic};
use crate::model::preflight::{Condition, EndpointId, Expectation, RequestPath, Rule};
use crate::resolve::names::Names;

/// The paths of a rule, keys included, as steps from the request on; none for a function of the caller's.
pub(super) fn paths(rule: &ast::Rule) -> Vec<Vec<StepKind>> {
    let of = |paths: &[Path]| paths.iter().map(steps).collect();
    match &rule.kind {
        RuleKind::Present(at) | RuleKind::Uniform(at) => vec![steps(at)],
        RuleKind::OneOf { at, .. }
        | RuleKind::Extension { at, .. }
        | RuleKind::Format { at, .. }
        | RuleKind::Range { at, .. }
        | RuleKind::Length { at, .. }
        | RuleKind::Items { at, .. }
        | RuleKind::Contains { at, .. }
        | RuleKind::Time { at, .. } => vec![steps(at)],
        RuleKind::Unique { list, keys, .. } => {
            let list = steps(list);
            let key = |key| list.iter().cloned().chain([StepKind::Each]).chain(steps(key)).collect();
            let keys: Vec<_> = keys.iter().map(key).collect();
            std::iter::once(list.clone()).chain(keys).collect()
        }
        RuleKind::Requires { at, others } => std::iter::once(at).chain(others).map(steps).collect(),
        RuleKind::Compare { left, right, .. } => vec![steps(left), steps(right)],
        RuleKind::Span { from, to, .. } => vec![steps(from), steps(to)],
        RuleKind::Choose { of: paths, .. } | RuleKind::Together(paths) => of(paths),
        RuleKind::Custom(_) => Vec::new(),
    }
}

/// A path without its places.
pub(super) fn steps(path: &Path) -> Vec<StepKind> {
    path.steps.iter().map(|step| step.kind.clone()).collect()
}

/// A rule and its conditions for one endpoint.
pub(super) fn check<'p>(
    walker: &Walker<'_>,
    names: &Names<'_>,
    endpoint: EndpointId,
    check: &'p ast::Check,
    rule: &'p ast::Rule,
) -> Made<'p, (Rule, Vec<Condition>)> {
    let fit = Fit { walker, names, endpoint, found: Cell::new(0) };
    let places: Vec<RequestPath> =
        check.when.iter().map(|when| fit.place(&when.at)).collect::<Made<'_, _>>()?;
    let written = rule;
    let rule = fit.rule(rule)?;
    let mut when = Vec::new();
    for (at, condition) in places.into_iter().zip(&check.when) {
        fit.scope_of_condition(&at, &rule)?;
        let is = values::expectation(walker, names, &at, &condition.is)?;
        when.push(Condition { at, is });
    }
    when.extend(fit.holder(written, &rule).filter(|holder| !when.contains(holder)));
    Ok((rule, when))
}

struct Fit<'w, 'a> {
    walker: &'w Walker<'a>,
    names: &'w Names<'w>,
    endpoint: EndpointId,
    /// How many paths led somewhere.
    found: Cell<usize>,
}

impl Fit<'_, '_> {
    fn place<'p>(&self, path: &'p Path) -> Made<'p, RequestPath> {
        self.counted(self.walker.place(self.endpoint, path))
    }

    fn places<'p>(&self, paths: &'p [Path]) -> Made<'p, Vec<RequestPath>> {
        paths.iter().map(|path| self.place(path)).collect()
    }

    fn counted<'p>(&self, found: Result<RequestPath, Box<Miss<'p>>>) -> Made<'p, RequestPath> {
        let before = self.found.get();
        self.found.set(before + 1);
        found.map_err(|mut miss| {
            miss.depth.0 = before;
            Problem::Miss(miss)
        })
    }

    fn rule<'p>(&self, rule: &'p ast::Rule) -> Made<'p, Rule> {
        match &rule.kind {
            RuleKind::Present(at) => self.place(at).map(Rule::Present),
            RuleKind::OneOf { at, values } => self.one_of(at, values),
            RuleKind::Extension { at, endings } => self.extension(at, endings),
            RuleKind::Format { at, form } => self.format(at, form),
            RuleKind::Range { at, min, max, fact } => {
                self.range(at, [min.as_ref(), max.as_ref()], fact.as_ref())
            }
            RuleKind::Length { at, unit, min, max } => {
                let at = self.text(at, "`length` applies to")?;
                Ok(Rule::Length { at, unit: *unit, min: *min, max: *max })
            }
            RuleKind::Items { at, min, max } => self.items(at, *min, *max),
            RuleKind::Contains { at, texts } => {
                let at = self.text(at, "`contains` applies to")?;
                Ok(Rule::Contains { at, texts: texts.clone() })
            }
            RuleKind::Unique { list, keys, across } => self.unique(list, keys, across.as_ref()),
            RuleKind::Uniform(at) => self.uniform(at),
            RuleKind::Time { at, min, max, skew } => {
                let at = self.place(at)?;
                self.time(&at, "`time` applies to")?;
                Ok(Rule::Time { at, min: min.clone(), max: max.clone(), skew: *skew })
            }
            RuleKind::Compare { left, order, right } => self.compare(left, *order, right),
            RuleKind::Span { from, to, min, max } => self.span(from, to, *min, *max),
            RuleKind::Choose { how, count, of } => {
                let of = self.same_lists(of)?;
                Ok(Rule::Choose { how: *how, count: *count, of })
            }
            RuleKind::Together(of) => self.same_lists(of).map(Rule::Together),
            RuleKind::Requires { at, others } => self.requires(at, others),
            RuleKind::Custom(name) => Ok(Rule::Custom(name.clone())),
        }
    }

    /// A field that is required inside of an optional value is required where that value is there: the condition for
    /// that.
    fn holder(&self, written: &ast::Rule, rule: &Rule) -> Option<Condition> {
        let (RuleKind::Present(path), Rule::Present(at)) = (&written.kind, rule) else { return None };
        let outer = at.steps.split_last()?.1;
        let inside = at.scope(usize::MAX).len();
        let count = path.steps.len().checked_sub(1)?;
        if !outer.iter().skip(inside).any(|step| self.walker.can_lack(self.endpoint, step)) {
            return None;
        }
        let steps = path.steps.get(..count)?.to_vec();
        let path = Path { text: path.upto(count), steps, ..path.clone() };
        let at = self.walker.place(self.endpoint, &path).ok()?;
        Some(Condition { at, is: Expectation::Present })
    }

    fn kind<'t>(&'t self, at: &'t RequestPath) -> ValueKind<'t> {
        kind(self.walker, &at.ty)
    }

    /// A condition is asked where the rule is, or further outside.
    fn scope_of_condition(&self, at: &RequestPath, rule: &Rule) -> Made<'static, ()> {
        let inner = at.scope(usize::MAX);
        if rule.scope().starts_with(inner) {
            return Ok(());
        }
        Err(Diagnostic::new(
            Code::BadScope,
            at.span,
            "the condition refers to list items that the rule does not iterate over",
        )
        .help("use a path through the same lists, or one outside of them")
        .into())
    }
}
