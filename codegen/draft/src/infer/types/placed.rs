//! Fields that lie deeper than their tables say: where the samples have them.

use std::collections::{BTreeMap, BTreeSet};

use super::shape::{Member, Object, Shape};
use super::tree::{Node, Tree};
use crate::found::{Field, FieldTable, Step};
use crate::json::Value;
use crate::lexicon::weights::INNER_NAMES;
use crate::page::Text;
use stubwright_spec::source::Span;

/// The outermost fields of tables, in their order, each where the samples have it.
pub(super) fn tree<'f>(tables: &[&'f FieldTable], shape: &Shape) -> Vec<Node<'f>> {
    let mut tree = Tree::default();
    let opened = opened(shape, 0);
    let root = opened.as_ref().unwrap_or(shape).object.as_ref();
    let objects = root.map(|root| objects(root)).unwrap_or_default();
    for table in tables {
        let names = names(table);
        let whole = inside(&names, root, &objects);
        let mut rows = Rows::of(base(&names, root, &objects));
        for row in &table.rows {
            let Some(first) = row.path.first() else { continue };
            let way = match (&whole, root) {
                (Some(way), _) => way.clone(),
                (None, Some(root)) => {
                    let known = rows.way(&first.name, root, row.path.len() == 1);
                    if known.is_empty() { deeper(row, root, &objects).unwrap_or(known) } else { known }
                }
                (None, None) => Vec::new(),
            };
            tree.insert(&way, row);
        }
    }
    tree.nodes
}

/// No JSON in texts is looked at deeper.
const DEEPEST: usize = 8;

/// A shape with objects in place of the texts in it that are JSON; `None` without any.
fn opened(shape: &Shape, depth: usize) -> Option<Shape> {
    if depth > DEEPEST {
        return None;
    }
    let json = |(text, span): &(String, Span)| {
        if !text.trim_start().starts_with('{') {
            return None;
        }
        let mut inner = Text::new(span.file);
        inner.push(text.trim_start(), span.range());
        crate::json::read(&inner, 0).map(|read| read.value)
    };
    let texts: Vec<Value> = shape.texts.iter().filter_map(json).collect();
    if !texts.is_empty() && texts.len() == shape.texts.len() {
        return Some(Shape::of(&texts));
    }
    let object = shape.object.as_ref().and_then(|object| {
        let inner = |member: &Member| Some((member.key.clone(), opened(&member.shape, depth + 1)?));
        let inner: BTreeMap<String, Shape> = object.members.iter().filter_map(inner).collect();
        let mut object = (!inner.is_empty()).then(|| object.clone())?;
        for member in &mut object.members {
            if let Some(shape) = inner.get(&member.key) {
                member.shape = shape.clone();
            }
        }
        Some(object)
    })?;
    Some(Shape { object: Some(object), ..shape.clone() })
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

/// The outermost names of a table.
fn names(table: &FieldTable) -> BTreeSet<&str> {
    table.rows.iter().filter_map(|row| row.path.first()).map(|step| step.name.as_str()).collect()
}

/// The way to the only object of the samples that has the path of a row, where the outermost object has not its first name:
/// `node.id` of `data.edges[].node.id`.
fn deeper(row: &Field, root: &Object, objects: &[(Vec<Step>, &Object)]) -> Option<Vec<Step>> {
    let (first, rest) = row.path.split_first()?;
    if has(root, &first.name) {
        return None;
    }
    let has = |object: &Object| {
        let last = rest
            .iter()
            .try_fold((object, first), |(object, key), next| Some((object_of(object, &key.name)?.0, next)));
        last.is_some_and(|(object, key)| has(object, &key.name))
    };
    let mut found = objects.iter().filter(|(_, object)| has(object));
    let (way, _) = found.next()?;
    found.next().is_none().then(|| way.clone())
}

/// Whether an object has a key, in capitals or not: a table may write `orderID` for `orderId`.
fn has(object: &Object, key: &str) -> bool {
    object.members.iter().any(|member| member.key.eq_ignore_ascii_case(key))
}

fn count(object: &Object, names: &BTreeSet<&str>) -> usize {
    names.iter().filter(|name| has(object, name)).count()
}

/// The way to the only object that has the fields of a table, where the outermost one has few of them.
fn inside(
    names: &BTreeSet<&str>,
    root: Option<&Object>,
    objects: &[(Vec<Step>, &Object)],
) -> Option<Vec<Step>> {
    if names.len() > MOST || count(root?, names) * 2 >= names.len() {
        return None;
    }
    let most = objects.iter().map(|(_, object)| count(object, names)).max()?;
    let mut best = objects.iter().filter(|(_, object)| count(object, names) == most);
    let (way, _) = best.next()?;
    (INNER_NAMES.is_reached(most, names.len()) && best.next().is_none()).then(|| way.clone())
}

/// An object that no list is around and that has more fields of a table than the outermost one, or most of those that it
/// lacks: the data of an envelope. And whether it has more.
fn base<'s>(
    names: &BTreeSet<&str>,
    root: Option<&'s Object>,
    objects: &[(Vec<Step>, &'s Object)],
) -> Option<(Vec<Step>, &'s Object, bool)> {
    let root = root.filter(|_| names.len() <= MOST)?;
    let others: BTreeSet<&str> = names.iter().copied().filter(|name| !has(root, name)).collect();
    let single = objects.iter().filter(|(way, _)| way.iter().all(|step| !step.is_list));
    let (way, object) = single.max_by_key(|(_, object)| count(object, &others))?;
    let has_more = count(object, names) > count(root, names);
    let known = count(object, &others);
    (has_more || (known > 1 && known * 2 >= others.len())).then(|| (way.clone(), *object, has_more))
}

/// The rows of one table so far.
struct Rows<'s> {
    /// The objects that the next row may lie in, with the ways to them, outer before inner.
    open: Vec<(Vec<Step>, &'s Object)>,
    /// Whether the first of them has rows of its own, before any row names it.
    has_base: bool,
    /// Whether it is where rows lie that no sample has.
    has_unknown: bool,
    /// The ways to the rows by their first name.
    placed: BTreeMap<String, Vec<Step>>,
}

impl<'s> Rows<'s> {
    fn of(base: Option<(Vec<Step>, &'s Object, bool)>) -> Self {
        let has_unknown = base.as_ref().is_some_and(|(.., has_more)| *has_more);
        let open: Vec<(Vec<Step>, &Object)> =
            base.into_iter().map(|(way, object, _)| (way, object)).collect();
        Self { has_base: !open.is_empty(), has_unknown, open, placed: BTreeMap::new() }
    }

    /// The way to the object that a row lies in: below the last row with an object of the samples that has it, where the
    /// outermost one does not, or has a row already.
    fn way(&mut self, name: &str, root: &'s Object, is_outermost: bool) -> Vec<Step> {
        let known = self.placed.get(name).cloned();
        if !is_outermost {
            return known.unwrap_or_default();
        }
        let is_free = has(root, name) && known.is_none();
        let around = self.open.iter().rposition(|(_, object)| has(object, name)).filter(|_| !is_free);
        self.open.truncate(around.map_or(usize::from(self.has_base), |at| at + 1));
        // Fields that no sample has are beside the others.
        let is_unknown = around.is_none() && self.has_unknown && !has(root, name);
        let (way, object) = match self.open.last().filter(|_| around.is_some() || is_unknown) {
            Some((way, object)) => (way.clone(), *object),
            None => (Vec::new(), root),
        };
        if let Some((inner, is_list)) = object_of(object, name) {
            let step = Step { name: name.to_owned(), is_list };
            self.open.push((way.iter().cloned().chain([step]).collect(), inner));
        }
        self.placed.insert(name.to_owned(), way.clone());
        way
    }
}
