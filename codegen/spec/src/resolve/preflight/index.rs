//! Which requests have a path: found name by name for all of them at once, so that a table of thousands of rules and a
//! thousand endpoints are not held against each other one by one.

use std::collections::BTreeMap;

use super::places::Walker;
use crate::ast::preflight::StepKind;
use crate::model::preflight::EndpointId;
use crate::model::{Api, RowId, Type};

/// The requests found so far.
pub(super) struct Index<'a> {
    nodes: BTreeMap<Vec<StepKind>, Node<'a>>,
    rows: Rows,
}

/// The requests that have the steps up to here.
struct Node<'a> {
    /// In order, with the type of each here; `None` for the request itself.
    at: Vec<(EndpointId, Option<Type>)>,
    /// The requests with each name here, as indexes into `at`.
    by_name: BTreeMap<&'a str, Vec<usize>>,
    /// The requests with a type here that could not be resolved, which may have any name.
    unknown: Vec<usize>,
}

/// Which endpoints can answer a row.
struct Rows {
    /// The endpoints that list each row.
    listed: BTreeMap<RowId, Vec<EndpointId>>,
    /// The endpoints that can answer every row.
    open: Vec<EndpointId>,
}

impl<'a> Index<'a> {
    pub(super) fn new(walker: &Walker<'a>) -> Self {
        let all = walker.api.endpoints.ids().map(|id| (id, None)).collect();
        let nodes = BTreeMap::from([(Vec::new(), Node::new(walker, all))]);
        Self { nodes, rows: Rows::new(walker.api) }
    }

    /// Whether some endpoint can answer a row.
    pub(super) fn is_answered(&self, row: RowId) -> bool {
        !self.rows.open.is_empty() || self.rows.listed.contains_key(&row)
    }

    /// Whether an endpoint can answer a row.
    pub(super) fn answers(&self, endpoint: EndpointId, row: RowId) -> bool {
        let listed = self.rows.listed.get(&row).map(Vec::as_slice).unwrap_or_default();
        self.rows.open.binary_search(&endpoint).is_ok() || listed.binary_search(&endpoint).is_ok()
    }

    /// The endpoints that can answer a row and whose requests have all steps, in order; when there are none, some of
    /// those whose requests have the most steps.
    pub(super) fn endpoints(&mut self, walker: &Walker<'a>, row: RowId, steps: &[StepKind]) -> Reach {
        let mut reached = self.reach(walker, steps);
        let whole = self.answering(row, &steps[..reached]);
        if reached == steps.len() && !whole.is_empty() {
            return Reach::Whole(whole);
        }
        loop {
            let mut found = self.answering(row, &steps[..reached]);
            if !found.is_empty() || reached == 0 {
                found.truncate(MOST_NEAR);
                return Reach::Near(found);
            }
            reached -= 1;
        }
    }

    /// How many of the steps lead somewhere in some request.
    fn reach(&mut self, walker: &Walker<'a>, steps: &[StepKind]) -> usize {
        for count in 1..=steps.len() {
            let (before, here) = (&steps[..count - 1], &steps[..count]);
            if self.nodes.contains_key(here) {
                continue;
            }
            let Some(node) = self.nodes.get(before) else { return count - 1 };
            let at = node.step(walker, &steps[count - 1]);
            if at.is_empty() {
                return count - 1;
            }
            self.nodes.insert(here.to_vec(), Node::new(walker, at));
        }
        steps.len()
    }

    fn answering(&self, row: RowId, steps: &[StepKind]) -> Vec<EndpointId> {
        let Some(node) = self.nodes.get(steps) else { return Vec::new() };
        let listed = self.rows.listed.get(&row).map(Vec::as_slice).unwrap_or_default();
        if listed.len() + self.rows.open.len() < node.at.len() {
            let mut ids: Vec<EndpointId> = listed.iter().chain(&self.rows.open).copied().collect();
            ids.sort_unstable();
            ids.retain(|id| node.at.binary_search_by_key(id, |(id, _)| *id).is_ok());
            return ids;
        }
        let answers =
            |id: &EndpointId| self.rows.open.binary_search(id).is_ok() || listed.binary_search(id).is_ok();
        node.at.iter().map(|(id, _)| *id).filter(answers).collect()
    }
}

/// See [`Index::endpoints`].
pub(super) enum Reach {
    Whole(Vec<EndpointId>),
    Near(Vec<EndpointId>),
}

/// Nobody reads what more requests have instead.
const MOST_NEAR: usize = 20;

impl<'a> Node<'a> {
    fn new(walker: &Walker<'a>, at: Vec<(EndpointId, Option<Type>)>) -> Self {
        let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut unknown = Vec::new();
        for (index, (endpoint, ty)) in at.iter().enumerate() {
            if walker.is_unknown(*endpoint, ty.as_ref()) {
                unknown.push(index);
                continue;
            }
            let names = match ty {
                Some(ty) => walker.names(ty),
                None => walker.first_names(*endpoint),
            };
            for name in names {
                let indexes = by_name.entry(name).or_default();
                if indexes.last() != Some(&index) {
                    indexes.push(index);
                }
            }
        }
        Self { at, by_name, unknown }
    }

    fn step(&self, walker: &Walker<'a>, kind: &StepKind) -> Vec<(EndpointId, Option<Type>)> {
        let next = |(endpoint, ty): &(EndpointId, Option<Type>)| {
            let next = match ty {
                Some(ty) => walker.next(ty, kind),
                None => walker.first(*endpoint, kind),
            };
            next.map(|next| (*endpoint, Some(next)))
        };
        match kind {
            StepKind::Key(name) => {
                let named = self.by_name.get(name.as_str()).map(Vec::as_slice).unwrap_or_default();
                let mut indexes = [named, &self.unknown].concat();
                indexes.sort_unstable();
                indexes.iter().filter_map(|index| self.at.get(*index)).filter_map(next).collect()
            }
            StepKind::Index(_) | StepKind::Each => self.at.iter().filter_map(next).collect(),
        }
    }
}

impl Rows {
    fn new(api: &Api) -> Self {
        let mut rows = Self { listed: BTreeMap::new(), open: Vec::new() };
        for (id, endpoint) in api.endpoints.enumerate() {
            if endpoint.errors.is_none() && api.tables.is_empty() {
                rows.open.push(id);
                continue;
            }
            for row in api.answered(endpoint) {
                rows.listed.entry(row).or_default().push(id);
            }
        }
        rows
    }
}
