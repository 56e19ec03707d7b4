//! Rules that no request can satisfy, and rules that no request can violate. There is no list of such rules: for each
//! rule, values that satisfy it and values that violate it are searched, and a rule without them is reported.
//!
//! A rule about values is satisfied *in earnest* if the values that it refers to are present; that an absent value
//! satisfies it too does not help a caller who wants to send one. Rules about presence, and those that a search cannot
//! decide (`now`, facts, functions of the caller, most combinations of string formats), are never reported.

mod domains;

use std::collections::{BTreeMap, BTreeSet};

use self::domains::{Beyond, Domains};
use super::solve::{Answer, Condition, Test, solve};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::interpret::rules::{Val, keeps, meets};
use crate::model::Api;
use crate::model::preflight::{Check, Form, Moment, RequestPath, RequestStep, Rule};

/// The number of endpoints for whose requests a rule is checked.
const MOST_ENDPOINTS: usize = 16;

/// The number of rules that are checked together.
const MOST_TOGETHER: usize = 24;

/// Checks every rule by itself, and those of a row together.
pub(super) fn check(api: &Api, diags: &mut Diagnostics) {
    let mut rules: BTreeMap<_, Vec<&Check>> = BTreeMap::new();
    for check in &api.preflight {
        // An alias of YAML writes one rule into several rows.
        rules.entry((*check.span, check.row)).or_default().push(check);
    }
    let mut refused = BTreeSet::new();
    for checks in rules.values() {
        if let Some(found) = alone(api, checks) {
            if found.code == Code::BadCheck {
                refused.extend(checks.iter().map(|check| *check.span));
            }
            diags.push(found);
        }
    }
    together(api, &refused, diags);
}

/// The problem with one rule, in the requests of all its endpoints.
fn alone(api: &Api, checks: &[&Check]) -> Option<Diagnostic> {
    let looked_at = || checks.iter().take(MOST_ENDPOINTS);
    if let Some(check) = looked_at().find(|check| never_kept(api, &[check])) {
        return Some(unkept(api, check));
    }
    let first = checks.first()?;
    let why = looked_at().map(|check| never_broken(api, check)).collect::<Option<Vec<Why>>>()?;
    (checks.len() <= MOST_ENDPOINTS).then(|| unbroken(first, why.first().copied().unwrap_or(Why::Tried)))
}

/// The reason why no request violates a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    /// The value that it requires is always present.
    AlwaysThere,
    /// The conditions never match.
    NeverApplies,
    /// Its list never has two items.
    OneItem,
    /// Every value that was tried keeps it.
    Tried,
}

/// No request, or none with what the rules look at, keeps all of these rules where all of them apply.
fn never_kept(api: &Api, checks: &[&Check]) -> bool {
    let Some(scene) = Scene::new(api, checks, Beyond::Nothing) else { return false };
    let has_presence = checks.iter().any(|check| is_about_presence(&check.rule));
    let mut around = scene.conditions();
    if !has_presence {
        around.extend(checks.iter().flat_map(|check| scene.in_earnest(check)));
    }
    let possible = solve(&scene.domains.values, &around);
    around.extend(checks.iter().map(|check| scene.kept(check, true)));
    scene.domains.is_complete
        && possible == Answer::Found
        && solve(&scene.domains.values, &around) == Answer::None
}

fn never_broken(api: &Api, check: &Check) -> Option<Why> {
    match &check.rule {
        Rule::Custom(_) | Rule::Range { fact: Some(_), .. } => return None,
        Rule::Present(at) | Rule::Uniform(at) if check.when.is_empty() && always_there(api, check, at) => {
            return Some(Why::AlwaysThere);
        }
        Rule::Unique { list, across, .. } => {
            let is_whole = across.as_ref().is_none_or(|across| across.scopes() == list.scopes());
            let is_one = is_whole && most_items(api, check, list) <= 1;
            return is_one.then_some(Why::OneItem).or_else(|| never_applies(api, check));
        }
        Rule::Uniform(at) => {
            let holder = at.steps.iter().rposition(|step| *step == RequestStep::Each).unwrap_or_default();
            let holder = at.steps.get(..holder).unwrap_or_default();
            let is_one = domains::limit_of_items(api, check, holder) <= 1;
            return is_one.then_some(Why::OneItem).or_else(|| never_applies(api, check));
        }
        Rule::Format { form, .. } if is_selective(form) => return None,
        Rule::Time { .. } if depends_on_now(&check.rule) => return never_applies(api, check),
        _ => {}
    }
    if let Some(why) = never_applies(api, check) {
        return Some(why);
    }
    let scene = Scene::new(api, &[check], Beyond::ByOne)?;
    let mut wanted = scene.conditions();
    wanted.push(scene.kept(check, false));
    (scene.domains.is_complete && solve(&scene.domains.values, &wanted) == Answer::None).then_some(Why::Tried)
}

fn never_applies(api: &Api, check: &Check) -> Option<Why> {
    let scene = Scene::new(api, &[check], Beyond::ByOne)?;
    let is_possible = solve(&scene.domains.values, &scene.conditions()) != Answer::None;
    (!is_possible).then_some(Why::NeverApplies)
}

/// Whether a form is an expression that some texts don't match.
fn is_selective(form: &Form) -> bool {
    matches!(form, Form::Regex(pattern) if !matches_everything(pattern))
}

/// Whether an expression matches every text: the empty match is everywhere where nothing looks around.
fn matches_everything(pattern: &str) -> bool {
    let looks_around = pattern.contains(['^', '$'])
        || ["\\b", "\\B", "\\A", "\\z", "\\<", "\\>"].iter().any(|word| pattern.contains(word));
    !looks_around && regex_lite::Regex::new(pattern).is_ok_and(|pattern| pattern.is_match(""))
}

fn depends_on_now(rule: &Rule) -> bool {
    match rule {
        Rule::Time { min, max, .. } => {
            min.iter().chain(max).any(|moment| matches!(moment, Moment::Now { .. }))
        }
        _ => false,
    }
}

fn is_about_presence(rule: &Rule) -> bool {
    matches!(rule, Rule::Present(_) | Rule::Choose { .. } | Rule::Together(_) | Rule::Requires { .. })
}

/// The most items that a list can have, by its type and by other rules of the row.
fn most_items(api: &Api, check: &Check, list: &RequestPath) -> u64 {
    let of_type = domains::limit_of_items(api, check, &list.steps);
    let others =
        api.preflight.iter().filter(|other| other.row == check.row && other.endpoint == check.endpoint);
    let of_rules = others.filter(|other| other.when.is_empty()).filter_map(|other| match &other.rule {
        Rule::Items { at, max, .. } if at.steps == list.steps => *max,
        _ => None,
    });
    of_rules.fold(of_type, u64::min)
}

/// Whether what a path leads to is in every request, and not empty.
fn always_there(api: &Api, check: &Check, at: &RequestPath) -> bool {
    let from = at.scope(usize::MAX).len();
    !domains::can_be_empty(api, &at.ty) && !domains::can_lack(api, check, at, from)
}

/// Some rules, their places as variables, and what is tried for them.
struct Scene<'a> {
    domains: Domains<'a>,
    checks: Vec<&'a Check>,
}

impl<'a> Scene<'a> {
    /// `None` if the rules cannot be searched.
    fn new(api: &'a Api, checks: &[&'a Check], beyond: Beyond) -> Option<Self> {
        if checks.len() > MOST_TOGETHER {
            return None;
        }
        Some(Self { domains: Domains::of(api, checks, beyond)?, checks: checks.to_vec() })
    }

    /// The conditions of all rules, and what follows from one place standing inside of another one.
    fn conditions(&self) -> Vec<Condition<'_, Val>> {
        let mut all: Vec<Condition<'_, Val>> = Vec::new();
        for when in self.checks.iter().flat_map(|check| &check.when) {
            let var = self.domains.var(&when.at);
            let can_be_blank = self.domains.can_be_blank(var);
            all.push(Condition {
                vars: vec![var],
                test: Box::new(move |values| values.iter().all(|value| meets(&when.is, value, can_be_blank))),
            });
        }
        for (outer, inner, is_needed) in self.domains.nested() {
            all.push(Condition {
                vars: vec![outer, inner],
                test: Box::new(move |values| match values {
                    [outer, inner] => {
                        let (outer, inner) = (**outer != Val::Absent, **inner != Val::Absent);
                        (outer || !inner) && (!is_needed || inner || !outer)
                    }
                    _ => true,
                }),
            });
        }
        all
    }

    /// A rule is kept, or broken.
    fn kept<'s>(&'s self, check: &'s Check, wanted: bool) -> Condition<'s, Val> {
        let places = check.rule.paths();
        let places: Vec<usize> = places.into_iter().map(|at| self.domains.var(at)).collect();
        let mut vars = places.clone();
        vars.sort_unstable();
        vars.dedup();
        let at: Vec<usize> =
            places.iter().filter_map(|var| vars.iter().position(|known| known == var)).collect();
        let test = Box::new(move |values: &[&Val]| {
            let values: Vec<&Val> = at.iter().filter_map(|at| values.get(*at).copied()).collect();
            // An unknown result may be either.
            keeps(&check.rule, &places, &values).is_none_or(|kept| kept == wanted)
        });
        Condition { vars, test }
    }

    /// The conditions that the values which a rule refers to are present.
    fn in_earnest(&self, check: &Check) -> Vec<Condition<'_, Val>> {
        let counts = matches!(check.rule, Rule::Length { .. } | Rule::Items { .. });
        let places = check.rule.paths().into_iter();
        let there = places.map(|at| Condition {
            vars: vec![self.domains.var(at)],
            test: Box::new(move |values: &[&Val]| {
                values.iter().all(|value| value.is_there() || (counts && **value == Val::Empty))
            }) as Test<'_, Val>,
        });
        there.collect()
    }
}

/// Rules of one row against one request that contradict each other.
fn together(api: &Api, refused: &BTreeSet<crate::source::Span>, diags: &mut Diagnostics) {
    let mut groups: BTreeMap<_, Vec<&Check>> = BTreeMap::new();
    let is_known = |check: &&Check| {
        !refused.contains(&check.span)
            && !depends_on_now(&check.rule)
            && !matches!(
                check.rule,
                Rule::Custom(_) | Rule::Unique { .. } | Rule::Uniform(_) | Rule::Range { fact: Some(_), .. }
            )
    };
    for check in api.preflight.iter().filter(is_known) {
        groups.entry((check.row, check.endpoint)).or_default().push(check);
    }
    let mut said = BTreeSet::new();
    let mut seen: BTreeMap<_, usize> = BTreeMap::new();
    for ((row, _), checks) in groups {
        let count = seen.entry(row).or_default();
        *count += 1;
        if checks.len() < 2 || *count > MOST_ENDPOINTS {
            continue;
        }
        for group in connected(&checks) {
            let Some(core) = contradiction(api, group) else { continue };
            let spans: Vec<_> = core.iter().map(|check| *check.span).collect();
            if said.insert(spans)
                && let Some(found) = contradicting(api, &core)
            {
                diags.push(found);
            }
        }
    }
}

/// Rules that share places, by way of others too, and have the same conditions; and pairs of different ones.
fn connected<'a>(checks: &[&'a Check]) -> Vec<Vec<&'a Check>> {
    let key = |check: &Check| {
        check.when.iter().map(|when| (when.at.text.clone(), format!("{:?}", when.is))).collect::<Vec<_>>()
    };
    let meet = |one: &Check, other: &Check| {
        let places = other.rule.paths();
        one.rule.paths().iter().any(|at| places.iter().any(|known| known.steps == at.steps))
    };
    let mut groups: Vec<Vec<&Check>> = Vec::new();
    for check in checks {
        let touches = |group: &Vec<&Check>| {
            group.iter().any(|known| meet(known, check)) && group.iter().any(|known| key(known) == key(check))
        };
        let (near, far): (Vec<_>, Vec<_>) = groups.into_iter().partition(touches);
        groups = far;
        groups.push(near.into_iter().flatten().chain([*check]).collect());
    }
    let pairs = checks.iter().enumerate().flat_map(|(at, one)| {
        let others = checks.iter().skip(at + 1).take(MOST_TOGETHER);
        others
            .filter(move |other| key(one) != key(other) && meet(one, other))
            .map(move |other| vec![*one, *other])
    });
    let pairs: Vec<Vec<&Check>> = pairs.collect();
    groups.into_iter().filter(|group| group.len() > 1).chain(pairs).collect()
}

/// The fewest of some rules that contradict each other.
fn contradiction<'a>(api: &Api, mut checks: Vec<&'a Check>) -> Option<Vec<&'a Check>> {
    if !never_kept(api, &checks) {
        // Rules that cannot be checked together with the others may hide a pair that can.
        return checks.len().checked_sub(3).and_then(|_| pair(api, &checks));
    }
    let mut at = 0;
    while at < checks.len() {
        let mut fewer = checks.clone();
        fewer.remove(at);
        if fewer.len() > 1 && never_kept(api, &fewer) { checks = fewer } else { at += 1 }
    }
    Some(checks)
}

fn pair<'a>(api: &Api, checks: &[&'a Check]) -> Option<Vec<&'a Check>> {
    let checks = checks.get(..checks.len().min(MOST_TOGETHER))?;
    checks.iter().enumerate().find_map(|(at, one)| {
        let others = checks.iter().skip(at + 1);
        others.map(|other| vec![*one, *other]).find(|pair| never_kept(api, pair))
    })
}

fn of_request(api: &Api, check: &Check) -> String {
    let name = api.endpoints[check.endpoint].name.as_str();
    format!("in the request of `{name}`; use `on:` to limit a rule to some endpoints")
}

fn unkept(api: &Api, check: &Check) -> Diagnostic {
    let mut paths: Vec<String> = check.rule.paths().iter().map(|place| format!("`{}`", place.text)).collect();
    paths.dedup();
    let applies = if check.when.is_empty() { "" } else { " to which its `when:` applies" };
    let note = if is_about_presence(&check.rule) {
        format!("every request{applies} violates it, whatever is present")
    } else {
        format!("every request{applies} violates it if it has {}", paths.join(" and "))
    };
    let found = Diagnostic::new(Code::BadCheck, check.span, "no request can satisfy this rule").note(note);
    let found = if api.endpoints.len() > 1 { found.note(of_request(api, check)) } else { found };
    found.help("correct the rule or remove it; the client would reject what the server accepts")
}

fn contradicting(api: &Api, checks: &[&Check]) -> Option<Diagnostic> {
    let (last, others) = checks.split_last()?;
    let message = "no request can satisfy this rule together with the others of its row";
    let found = Diagnostic::new(Code::BadCheck, last.span, message);
    let found = others.iter().fold(found, |found, other| found.and(other.span, "contradicts it"));
    let found = if api.endpoints.len() > 1 { found.note(of_request(api, last)) } else { found };
    Some(found.help("correct one of them; a request must satisfy all rules of a row"))
}

fn unbroken(check: &Check, why: Why) -> Diagnostic {
    let path = check.rule.paths().first().map_or("", |at| at.text.as_str());
    let found = |message: String| Diagnostic::new(Code::NeverBroken, check.span, message);
    match why {
        Why::AlwaysThere => found(format!("`{path}` is always present"))
            .note("the field is required and its value cannot be empty")
            .help("write `?` after the name of the field if it may be missing, or remove the rule"),
        Why::NeverApplies => {
            found(String::from("every request satisfies this rule, because its `when:` never applies"))
                .help("correct the conditions, or remove the rule")
        }
        Why::OneItem => {
            found(format!("every request satisfies this rule, because `{path}` never has two items"))
                .help("correct the number of items, or remove the rule")
        }
        Why::Tried => found(String::from("every request satisfies this rule"))
            .note("no value that its fields can have violates it")
            .help("correct the rule or remove it"),
    }
}

#[cfg(test)]
mod tests;
