//! Samples of requests, held against the rules about repeated items and about time, and against what they say of their own files.

mod files;

use std::collections::BTreeMap;

use super::clock::Clock;
use crate::json::{Kind, Value};
use crate::sheet::Check;
use stubwright_spec::ast::preflight::{
    Condition, Expectation, Length, Moment, Path, RuleKind, Step, StepKind, TimeUnit,
};
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};
use stubwright_spec::source::Span;

pub(super) use files::endings;

/// A row with a rule.
pub(super) struct Held<'s> {
    pub(super) code: &'s str,
    pub(super) span: Option<Span>,
    pub(super) check: &'s Check,
}

/// Finds what a sample breaks of a row: the first thing.
pub(super) fn hold(held: &Held<'_>, sample: &Value, clock: &Clock, diags: &mut Diagnostics) {
    if !applies(held.check, sample) {
        return;
    }
    let broken = held.check.rules.iter().find_map(|rule| broken(rule, sample, clock));
    let Some((span, what)) = broken else { return };
    let row = if held.code.is_empty() { "a row without a code" } else { held.code };
    let mut finding =
        Diagnostic::new(Code::SampleBreaksRule, span, format!("the sample breaks {row}: {what}"));
    if let Some(span) = held.span.filter(|row| row.file == span.file) {
        finding = finding.and(span, "the row");
    }
    diags.push(finding.help("ask the vendor which of the two is right; the rule in the draft is a guess"));
}

/// Whether the rule is for such a request.
fn applies(check: &Check, sample: &Value) -> bool {
    let Some(Condition { at, is: Expectation::OneOf(values) }) = &check.when else { return true };
    let is_meant = |text: String| values.iter().any(|value| value.value == text);
    reach(sample, &at.steps).into_iter().any(|(_, value)| scalar(value).is_some_and(is_meant))
}

pub(super) fn size(sample: &Value) -> usize {
    let mut count = 0;
    let mut open = vec![sample];
    while let Some(value) = open.pop() {
        count += 1;
        match &value.kind {
            Kind::List(items) => open.extend(items),
            Kind::Object(members) => open.extend(members.iter().map(|(_, member)| member)),
            _ => {}
        }
    }
    count
}

/// A sample has no more that matter.
const MOST_VALUES: usize = 20_000;

/// The values at a path, each with what its last steps are called: `visitors[0]`.
fn reach<'v>(sample: &'v Value, steps: &[Step]) -> Vec<(String, &'v Value)> {
    let mut found = vec![(String::new(), sample)];
    for step in steps {
        let mut next = Vec::new();
        for (name, value) in found {
            match (&step.kind, &value.kind) {
                (StepKind::Key(key), _) => next.extend(value.get(key).map(|inner| (key.clone(), inner))),
                (StepKind::Each, Kind::List(items)) => {
                    let room = MOST_VALUES.saturating_sub(next.len());
                    next.extend(
                        items.iter().take(room).enumerate().map(|(at, item)| (format!("{name}[{at}]"), item)),
                    );
                }
                _ => {}
            }
        }
        found = next;
    }
    found
}

/// The text of a scalar; `None` for anything else.
fn scalar(value: &Value) -> Option<String> {
    match &value.kind {
        Kind::Bool(flag) => Some(flag.to_string()),
        Kind::Number(text) | Kind::Text(text) => Some(text.clone()),
        Kind::Null | Kind::List(_) | Kind::Object(_) | Kind::Blank => None,
    }
}

/// The rules that a sample breaks. Others that a sample breaks are not in the draft: see `verify`.
fn broken(rule: &RuleKind, sample: &Value, clock: &Clock) -> Option<(Span, String)> {
    match rule {
        RuleKind::Unique { list, keys, .. } => {
            reach(sample, &list.steps).iter().find_map(|(name, list)| repeated(name, list, keys))
        }
        RuleKind::Time { at, min, max, .. } => reach(sample, &at.steps)
            .into_iter()
            .find_map(|(name, value)| Some((value.span, late(&scalar(value)?, &name, (min, max), clock)?))),
        _ => None,
    }
}

/// The first item of a list that is the same as one before it.
fn repeated(name: &str, list: &Value, keys: &[Path]) -> Option<(Span, String)> {
    let Kind::List(items) = &list.kind else { return None };
    let mut seen: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for (at, item) in items.iter().enumerate() {
        let found: Option<Vec<&Value>> = match keys {
            [] => Some(vec![item]),
            keys => keys.iter().map(|key| reach(item, &key.steps).first().map(|(_, value)| *value)).collect(),
        };
        let Some(found) = found else { continue };
        if found.iter().any(|value| is_nothing(value)) {
            continue;
        }
        let signature: Vec<String> = found.iter().map(|value| value.canonical()).collect();
        match seen.get(&signature) {
            Some(first) => {
                let what = match keys {
                    [] => format!("{name}[{at}] is the same as {name}[{first}]"),
                    [key] => format!("{} is the same as in {name}[{first}]", key.text),
                    keys => format!("{} are the same as in {name}[{first}]", names(keys)),
                };
                return Some((found.last().map_or(item.span, |value| value.span), what));
            }
            None => {
                seen.insert(signature, at);
            }
        }
    }
    None
}

fn is_nothing(value: &Value) -> bool {
    match &value.kind {
        Kind::Null | Kind::Blank => true,
        Kind::Text(text) => text.trim().is_empty(),
        Kind::List(items) => items.is_empty(),
        Kind::Object(members) => members.is_empty(),
        Kind::Bool(_) | Kind::Number(_) => false,
    }
}

fn names(keys: &[Path]) -> String {
    keys.iter().map(|key| key.text.as_str()).collect::<Vec<_>>().join(" and ")
}

/// A time before its first or after its last moment.
fn late(text: &str, name: &str, ends: (&Option<Moment>, &Option<Moment>), clock: &Clock) -> Option<String> {
    let (min, max) = ends;
    if min.as_ref().is_some_and(|min| clock.is_before(text, min)) {
        return Some(format!("{name} is in the past"));
    }
    let max = max.as_ref().filter(|max| clock.is_after(text, max))?;
    Some(match max {
        Moment::Now { by: Some(length), .. } => format!("{name} is more than {} from now", spoken(*length)),
        _ => format!("{name} is in the future"),
    })
}

/// `12mo` in words.
fn spoken(length: Length) -> String {
    let unit = match length.unit {
        TimeUnit::Seconds => "second",
        TimeUnit::Minutes => "minute",
        TimeUnit::Hours => "hour",
        TimeUnit::Days => "day",
        TimeUnit::Weeks => "week",
        TimeUnit::Months => "month",
        TimeUnit::Years => "year",
    };
    format!("{} {unit}{}", length.count, if length.count == 1 { "" } else { "s" })
}
