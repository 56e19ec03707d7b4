//! Rules of the error table → checks of the requests that have what they look at.

mod fit;
mod index;
mod made;
mod misses;
mod places;
mod values;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use self::made::Problem;
use super::names::Names;
use super::rows;
use crate::ast;
use crate::diag::{Applicability, Code, Diagnostic, Diagnostics, Label};
use crate::model::preflight::{Check, Coverage, EndpointId, Rule};
use crate::model::{Api, RowId};
use crate::source::{Span, Spanned};
use index::{Index, Reach};
use misses::Misses;
use places::Walker;

/// Resolves the checks of every row: by endpoint, then in table order, then in file order.
pub(super) fn resolve(ast: &ast::Api, api: &Api, names: &Names<'_>, diags: &mut Diagnostics) -> Vec<Check> {
    if rows::all(ast).all(|(_, _, row)| row.checks.is_empty()) {
        return Vec::new();
    }
    let mut resolver = Resolver::new(api, names);
    for ((_, _, row), id) in rows::all(ast).zip(api.errors.ids()) {
        if !resolver.row(row, id, diags) {
            break;
        }
    }
    for (_, found) in std::mem::take(&mut resolver.grouped) {
        diags.push(limited(found));
    }
    let mut checks = resolver.checks;
    checks.sort_by_key(|check| (check.endpoint, check.row));
    checks
}

/// Each is a few lines of the generated code.
const MOST_CHECKS: usize = 100_000;

struct Resolver<'a> {
    api: &'a Api,
    names: &'a Names<'a>,
    walker: Walker<'a>,
    /// The endpoints by name.
    endpoints: BTreeMap<&'a str, EndpointId>,
    index: Index<'a>,
    checks: Vec<Check>,
    /// The findings so far.
    reported: BTreeSet<(Span, Code)>,
    /// Findings with one cause, by what is missing: an endpoint that was removed is one mistake, however many checks meant it.
    grouped: BTreeMap<(Code, String), Diagnostic>,
}

/// The number of places that are shown for one mistake in addition to the first.
const SHOWN: usize = 5;

fn limited(mut found: Diagnostic) -> Diagnostic {
    let more = found.secondary.len().saturating_sub(SHOWN);
    found.secondary.truncate(SHOWN);
    if more == 0 { found } else { found.note(format!("and in {more} more places")) }
}

impl<'a> Resolver<'a> {
    fn new(api: &'a Api, names: &'a Names<'a>) -> Self {
        let walker = Walker::new(api);
        let index = Index::new(&walker);
        let endpoints =
            api.endpoints.enumerate().map(|(id, endpoint)| (endpoint.name.as_str(), id)).collect();
        Self {
            api,
            names,
            walker,
            endpoints,
            index,
            checks: Vec::new(),
            reported: BTreeSet::new(),
            grouped: BTreeMap::new(),
        }
    }

    /// Whether there is room for the checks of further rows.
    fn row(&mut self, row: &ast::ErrorRow, id: RowId, diags: &mut Diagnostics) -> bool {
        let Some(first) = row.checks.iter().flat_map(|check| &check.rules).next() else { return true };
        if !self.index.is_answered(id) {
            if self.api.partial {
                return true;
            }
            let message = format!("no endpoint can return `{}`, so there is nothing to check", self.code(id));
            let found = Diagnostic::new(Code::UnansweredCheck, first.span, message).help(
                "list the row under `errors:` of the endpoints that can return it, or remove its checks",
            );
            self.group(String::new(), found);
            return true;
        }
        let start = self.checks.len();
        let mut is_cut = false;
        for check in &row.checks {
            let on = check.on.as_ref().map(|on| self.on(on, id, diags));
            for rule in &check.rules {
                is_cut |= self.rule(Target { id, check, on: on.as_deref() }, rule, diags);
            }
        }
        // A rule that is left to the server is a part of what the row means.
        if is_cut {
            self.checks.iter_mut().skip(start).for_each(|check| check.coverage = Coverage::Part);
        }
        let fits = self.checks.len() <= MOST_CHECKS;
        if !fits {
            let message = format!("more than {MOST_CHECKS} checks in one API are not supported yet");
            diags.push(
                Diagnostic::new(Code::NotYet, first.span, message)
                    .note("a rule counts once for each endpoint whose request has its paths")
                    .help("use `on:` to limit a rule to some endpoints, or list the codes of each endpoint under `errors:`"),
            );
        }
        fits
    }

    /// The endpoints of `on:`.
    fn on(&mut self, on: &[Spanned<String>], id: RowId, diags: &mut Diagnostics) -> Vec<EndpointId> {
        let mut found = Vec::new();
        for name in on {
            let endpoint = self.endpoints.get(name.as_str()).copied();
            let Some(endpoint) = endpoint else {
                let message = format!("there is no endpoint `{}`", name.value);
                let diagnostic = Diagnostic::new(Code::BadCheckedEndpoint, name.span, message);
                let found = match self.names.guess(name.as_str(), self.endpoints.keys().copied()) {
                    Some(near) => diagnostic.help(format!("did you mean `{near}`?")).fix(
                        name.span,
                        near,
                        Applicability::Guess,
                    ),
                    None => diagnostic.help("name an endpoint of this spec"),
                };
                self.group(name.value.clone(), found);
                continue;
            };
            if self.answers(endpoint, id) {
                found.push(endpoint);
                continue;
            }
            let message = format!("`{}` does not return `{}`", name.value, self.code(id));
            diags.push(
                Diagnostic::new(Code::BadCheckedEndpoint, name.span, message)
                    .help(format!("add `{}` to its `errors:`, or name another endpoint", self.code(id))),
            );
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn answers(&self, endpoint: EndpointId, row: RowId) -> bool {
        self.index.answers(endpoint, row)
    }

    /// The code of a row.
    fn code(&self, row: RowId) -> &str {
        self.api.errors[row].code.as_str()
    }

    /// Adds the checks of a rule; whether it was left to the server.
    fn rule(&mut self, target: Target<'_>, rule: &ast::preflight::Rule, diags: &mut Diagnostics) -> bool {
        let mut misses = Misses::default();
        let mut is_found = false;
        for endpoint in self.candidates(target, rule) {
            match fit::check(&self.walker, self.names, endpoint, target.check, rule) {
                Ok((found, when)) => {
                    is_found = true;
                    let coverage = coverage(target.check, &found);
                    let row = target.id;
                    self.checks.push(Check { row, endpoint, span: rule.span, rule: found, when, coverage });
                }
                Err(Problem::Miss(miss)) => misses.add(endpoint, miss),
                // One mistake is one finding, however many endpoints there are.
                Err(Problem::Wrong(diagnostic)) => {
                    let name = self.api.endpoints[endpoint].name.as_str();
                    let note =
                        format!("in the request of `{name}`; use `on:` to limit a rule to some endpoints");
                    let is_one_of_many = self.api.endpoints.len() > 1;
                    self.report(if is_one_of_many { diagnostic.note(note) } else { *diagnostic }, diags);
                    return false;
                }
                Err(Problem::Unchecked(diagnostic)) => {
                    self.report(*diagnostic, diags);
                    return true;
                }
            }
        }
        let is_missed = match target.on {
            // An operation that is left out may have the paths.
            None if self.api.partial => false,
            // Names that do not exist were reported.
            Some(on) => !misses.is_empty() || (!is_found && !on.is_empty()),
            None => !is_found,
        };
        if is_missed && !misses.is_unknown() {
            let name = misses.unknown_name().map(str::to_owned);
            let report = misses.report(&self.walker, self.code(target.id), self.names);
            let note = "`on:` names the endpoint, so its request must have every path of the rule";
            let report = report.map(|found| if target.on.is_some() { found.note(note) } else { found });
            match (report, name) {
                (Some(found), Some(name)) => self.group(name, found),
                (Some(found), None) => self.report(found, diags),
                (None, _) => {}
            }
        }
        false
    }

    /// Adds a place to a mistake that was found before, or keeps a new one.
    fn group(&mut self, missing: String, found: Diagnostic) {
        match self.grouped.entry((found.code, missing)) {
            Entry::Vacant(entry) => {
                entry.insert(found);
            }
            Entry::Occupied(mut entry) => {
                let first = entry.get_mut();
                let is_known = first.primary == found.primary;
                let place = found.primary.filter(|_| !is_known).map(|label| label.span);
                let is_new = |span: &Span| first.secondary.iter().all(|label| label.span != *span);
                if let Some(span) = place.filter(is_new) {
                    first.secondary.push(Label { span, text: String::from("here as well") });
                    first.fixes.extend(found.fixes);
                }
            }
        }
    }

    /// Rules of one map share their conditions, and rules of one place their mistake.
    fn report(&mut self, diagnostic: Diagnostic, diags: &mut Diagnostics) {
        let span = diagnostic.primary.as_ref().map(|label| label.span);
        if span.is_none_or(|span| self.reported.insert((span, diagnostic.code))) {
            diags.push(diagnostic);
        }
    }

    /// The endpoints whose requests may have all paths of a rule; if none has, those whose requests say best why.
    fn candidates(&mut self, target: Target<'_>, rule: &ast::preflight::Rule) -> Vec<EndpointId> {
        if let Some(on) = target.on {
            return on.to_vec();
        }
        let mut paths = fit::paths(rule);
        paths.extend(target.check.when.iter().map(|when| fit::steps(&when.at)));
        if paths.is_empty() {
            paths.push(Vec::new());
        }
        let mut fewest: Option<Vec<EndpointId>> = None;
        for path in paths {
            let ids = match self.index.endpoints(&self.walker, target.id, &path) {
                Reach::Whole(ids) => ids,
                Reach::Near(ids) => return ids,
            };
            if fewest.as_ref().is_none_or(|fewest| ids.len() < fewest.len()) {
                fewest = Some(ids);
            }
        }
        let mut ids = fewest.unwrap_or_default();
        ids.retain(|id| {
            let endpoint = &self.api.endpoints[*id];
            endpoint.request.is_some() || !endpoint.params.is_empty()
        });
        ids
    }
}

/// The check that contains a rule.
#[derive(Clone, Copy)]
struct Target<'t> {
    id: RowId,
    check: &'t ast::preflight::Check,
    on: Option<&'t [EndpointId]>,
}

fn coverage(check: &ast::preflight::Check, rule: &Rule) -> Coverage {
    let needs_caller = matches!(rule, Rule::Custom(_) | Rule::Range { fact: Some(_), .. });
    if check.partial || needs_caller { Coverage::Part } else { Coverage::Whole }
}
