//! Circles in a graph of types, found in time proportional to its size: a spec may have any number of types.

use std::collections::VecDeque;

use super::TypeId;

/// For each type the types it leads to.
pub type Edges = [Vec<TypeId>];

/// A number for each type: two types have the same one when each leads to the other.
///
/// Tarjan's algorithm with a stack of its own.
pub fn components(edges: &Edges) -> Vec<usize> {
    let mut walk =
        Walk { edges, index: vec![None; edges.len()], low: vec![0; edges.len()], ..Walk::default() };
    walk.component = vec![usize::MAX; edges.len()];
    for start in 0..edges.len() {
        if walk.index[start].is_none() {
            walk.from(start);
        }
    }
    walk.component
}

#[derive(Default)]
struct Walk<'a> {
    edges: &'a Edges,
    index: Vec<Option<usize>>,
    low: Vec<usize>,
    component: Vec<usize>,
    /// Seen, and not yet in a component.
    pending: Vec<usize>,
    seen: usize,
    components: usize,
}

impl Walk<'_> {
    fn from(&mut self, start: usize) {
        let mut open = vec![(start, 0)];
        self.enter(start);
        while let Some((node, next)) = open.last_mut() {
            let node = *node;
            let Some(target) = self.edges[node].get(*next).map(|id| id.0 as usize) else {
                open.pop();
                self.leave(node);
                if let Some((parent, _)) = open.last() {
                    self.low[*parent] = self.low[*parent].min(self.low[node]);
                }
                continue;
            };
            *next += 1;
            match self.index.get(target).copied().flatten() {
                None if target < self.edges.len() => {
                    self.enter(target);
                    open.push((target, 0));
                }
                Some(index) if self.component[target] == usize::MAX => {
                    self.low[node] = self.low[node].min(index);
                }
                _ => {}
            }
        }
    }

    fn enter(&mut self, node: usize) {
        self.index[node] = Some(self.seen);
        self.low[node] = self.seen;
        self.seen += 1;
        self.pending.push(node);
    }

    fn leave(&mut self, node: usize) {
        if Some(self.low[node]) != self.index[node] {
            return;
        }
        while let Some(member) = self.pending.pop() {
            self.component[member] = self.components;
            if member == node {
                break;
            }
        }
        self.components += 1;
    }
}

/// The shortest cycle in each component that has one, from its first type back to it.
pub(super) fn circles(edges: &Edges) -> Vec<Vec<TypeId>> {
    let component = components(edges);
    let mut done = vec![false; edges.len()];
    let mut circles = Vec::new();
    for (start, number) in component.iter().enumerate() {
        if !std::mem::replace(&mut done[*number], true) {
            circles.extend(way_round(edges, &component, start));
        }
    }
    circles
}

fn way_round(edges: &Edges, component: &[usize], start: usize) -> Option<Vec<TypeId>> {
    let mut from: Vec<(usize, usize)> = Vec::new();
    let mut open = VecDeque::from([start]);
    let mut seen = std::collections::BTreeSet::new();
    while let Some(node) = open.pop_front() {
        for target in edges[node].iter().map(|id| id.0 as usize) {
            if target == start {
                from.sort_unstable();
                return Some(trace(&from, start, node));
            }
            if component.get(target) == component.get(start) && seen.insert(target) {
                from.push((target, node));
                open.push_back(target);
            }
        }
    }
    None
}

/// The way from `start` to `last` by the steps of a search, and back to `start`.
fn trace(from: &[(usize, usize)], start: usize, last: usize) -> Vec<TypeId> {
    let mut way = vec![start, last];
    while let Some(node) = way.last().copied().filter(|node| *node != start) {
        let step = from.binary_search_by_key(&node, |(to, _)| *to).ok();
        way.push(step.map_or(start, |at| from[at].1));
    }
    way.reverse();
    way.into_iter().filter_map(|at| u32::try_from(at).ok()).map(TypeId).collect()
}

#[cfg(test)]
mod tests {
    use super::{circles, components};
    use crate::model::TypeId;

    fn edges(list: &[&[u32]]) -> Vec<Vec<TypeId>> {
        list.iter().map(|ids| ids.iter().copied().map(TypeId).collect()).collect()
    }

    fn ways(list: &[&[u32]]) -> Vec<Vec<u32>> {
        circles(&edges(list)).iter().map(|way| way.iter().map(|id| id.0).collect()).collect()
    }

    #[test]
    fn circles_are_found_once() {
        assert_eq!(ways(&[&[1], &[2], &[]]), Vec::<Vec<u32>>::new());
        assert_eq!(ways(&[&[0], &[1, 2], &[]]), [vec![0, 0], vec![1, 1]]);
        assert_eq!(ways(&[&[1], &[2, 0], &[0]]), [vec![0, 1, 0]]);
        assert_eq!(ways(&[&[1], &[2], &[3], &[1]]), [vec![1, 2, 3, 1]]);
        assert_eq!(ways(&[&[3], &[0], &[1], &[2], &[0]]), [vec![0, 3, 2, 1, 0]]);
    }

    #[test]
    fn components_tell_who_leads_to_whom() {
        let found = components(&edges(&[&[1], &[2, 0], &[3], &[2], &[4, 9]]));
        assert_eq!(found[0], found[1]);
        assert_eq!(found[2], found[3]);
        assert_ne!(found[0], found[2]);
        assert_ne!(found[4], found[0]);
    }

    #[test]
    fn a_chain_needs_no_stack() {
        let chain: Vec<Vec<TypeId>> = (1..=200_000).map(|next| vec![TypeId(next % 200_000)]).collect();
        assert_eq!(circles(&chain)[0].len(), 200_001);
    }
}
