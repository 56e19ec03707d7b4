//! Fields that lie deeper than their tables say: where the samples have them.

use std::collections::{BTreeMap, BTreeSet};

use super::shape::{Object, Shape};
use super::tree::{Node, Tree};
use crate::found::{FieldTable, Step};
use crate::lexicon::weights::INNER_NAMES;

/// The outermost fields of tables, in their order, each where the samples have it.
pub(super) fn tree<'f>(tables: &[&'f FieldTable], shape: &Shape) -> Vec<Node<'f>> {
    let mut tree = Tree::default();
    let root = shape.object.as_ref();
    let objects = root.map(|root| objects(root)).unwrap_or_default();
    for table in tables {
        let whole = inside(table, root, &objects);
        let mut rows = Rows { open: Vec::new(), placed: BTreeMap::new() };
        for row in &table.rows {
            let Some(first) = row.path.first() else { continue };
            let way = match (&whole, root) {
                (Some(way), _) => way.clone(),
                (None, Some(root)) => rows.way(&first.name, root, row.path.len() == 1),
                (None, None) => Vec::new(),
            };
            tree.insert(&way, row);
        }
    }
    tree.nodes
}

/// The object that a key has, alone or in lists, and whether it is in one.
fn object_of<'s>(object: &'s Object, key: &str) -> Option<(&'s Object, bool)> {
    let shape = &object.get(key)?.shape;
    match (&shape.object, &shape.list) {
        (Some(inner), _) => Some((inner, false)),
        (None, Some(items)) => Some((items.object.as_ref()?, true)),
        (None, None) => None,
    }
}

/// No more objects of a sample are looked at, and no larger tables.
const MOST: usize = 256;

/// The objects in an object, and the ways to them.
fn objects(root: &Object) -> Vec<(Vec<Step>, &Object)> {
    let mut found: Vec<(Vec<Step>, &Object)> = vec![(Vec::new(), root)];
    let mut at = 0;
    while let Some((way, object)) = found.get(at).cloned() {
        for member in object.members.iter().take(MOST.saturating_sub(found.len())) {
            if let Some((inner, is_list)) = object_of(object, &member.key) {
                let step = Step { name: member.key.clone(), is_list };
                found.push((way.iter().cloned().chain([step]).collect(), inner));
            }
        }
        at += 1;
    }
    found.remove(0);
    found
}

/// The way to the only object that has the fields of a table, where the outermost one has few of them.
fn inside(table: &FieldTable, root: Option<&Object>, objects: &[(Vec<Step>, &Object)]) -> Option<Vec<Step>> {
    let names: BTreeSet<&str> =
        table.rows.iter().filter_map(|row| row.path.first()).map(|step| step.name.as_str()).collect();
    let count = |object: &Object| names.iter().filter(|name| object.get(name).is_some()).count();
    if names.len() > MOST || count(root?) * 2 >= names.len() {
        return None;
    }
    let most = objects.iter().map(|(_, object)| count(object)).max()?;
    let mut best = objects.iter().filter(|(_, object)| count(object) == most);
    let (way, _) = best.next()?;
    (INNER_NAMES.is_reached(most, names.len()) && best.next().is_none()).then(|| way.clone())
}

/// The rows of one table so far.
struct Rows<'s> {
    /// The objects of the last rows, outer before inner.
    open: Vec<(Step, &'s Object)>,
    /// The ways to the rows by their first name.
    placed: BTreeMap<String, Vec<Step>>,
}

impl<'s> Rows<'s> {
    /// The way to the object that a row lies in: below the last row with an object of the samples that has it, where the
    /// outermost one does not, or has a row already.
    fn way(&mut self, name: &str, root: &'s Object, is_outermost: bool) -> Vec<Step> {
        let known = self.placed.get(name).cloned();
        if !is_outermost {
            return known.unwrap_or_default();
        }
        if root.get(name).is_some() && known.is_none() {
            self.open.clear();
        }
        let is_inside = |object: &Object| object.get(name).is_some();
        let depth = self.open.iter().rposition(|(_, object)| is_inside(object)).map_or(0, |at| at + 1);
        self.open.truncate(depth);
        let way: Vec<Step> = self.open.iter().map(|(step, _)| step.clone()).collect();
        let around = self.open.last().map_or(root, |(_, object)| object);
        if let Some((inner, is_list)) = object_of(around, name) {
            self.open.push((Step { name: name.to_owned(), is_list }, inner));
        }
        self.placed.insert(name.to_owned(), way.clone());
        way
    }
}
