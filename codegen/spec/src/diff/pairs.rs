//! Which part of the old version is which one of the new version.

use std::collections::{BTreeMap, VecDeque};

use super::notation::Names;
use super::parts::{Node, Part, Tree, parts};
use crate::model::dump::auth_kind;
use crate::model::{Api, TypeDef, TypeId};

/// What became of a part.
#[derive(Debug)]
pub(super) enum Step<'a> {
    Gone(Node<'a>),
    Added(Node<'a>),
    Both(Node<'a>, Node<'a>),
}

/// Every part of two versions.
#[derive(Debug)]
pub(super) struct Pairs<'a> {
    pub(super) steps: Vec<Step<'a>>,
}

impl<'a> Pairs<'a> {
    pub(super) fn of(old: &'a Api, new: &'a Api) -> Self {
        let shapes = [shapes(old), shapes(new)];
        let (gone, both) = matched(parts(old), parts(new), |tree, side| identity(&tree.node, &shapes[side]));
        let mut steps: Vec<Step<'a>> = gone.into_iter().map(|tree| Step::Gone(tree.node)).collect();
        for (before, after) in both {
            let Some(before) = before else {
                // Nothing is said about the parts of what is new.
                steps.push(Step::Added(after.node));
                continue;
            };
            let (gone, both) = matched(before.parts, after.parts, |node, side| identity(node, &shapes[side]));
            steps.push(Step::Both(before.node, after.node));
            steps.extend(gone.into_iter().map(Step::Gone));
            steps.extend(both.into_iter().map(|(before, after)| match before {
                Some(before) => Step::Both(before, after),
                None => Step::Added(after),
            }));
        }
        Self { steps }
    }

    /// The names of the types of both versions, where a type that was renamed has its old name.
    pub(super) fn names(&self, old: &'a Api, new: &'a Api) -> [Names<'a>; 2] {
        let mut names = [Names::of(old), Names::of(new)];
        for step in &self.steps {
            if let Step::Both(
                Node { part: Part::Type(_, before), .. },
                Node { part: Part::Type(id, _), .. },
            ) = step
            {
                names[1].rename(*id, before.name.as_str());
            }
        }
        names
    }
}

/// Something with a key.
trait Keyed {
    fn key(&self) -> (&'static str, &str);
}

impl Keyed for Node<'_> {
    fn key(&self) -> (&'static str, &str) {
        (self.part.noun(), &self.key)
    }
}

impl Keyed for Tree<'_> {
    fn key(&self) -> (&'static str, &str) {
        self.node.key()
    }
}

/// What is gone, and everything in the new version with what it was in the old one. Parts are matched by their keys, and
/// those that are left by what else they can be recognized by, if that is unique.
fn matched<T: Keyed>(
    old: Vec<T>,
    new: Vec<T>,
    identity: impl Fn(&T, usize) -> Option<String>,
) -> (Vec<T>, Vec<(Option<T>, T)>) {
    let mut by_key: BTreeMap<(&'static str, String), VecDeque<usize>> = BTreeMap::new();
    for (at, part) in old.iter().enumerate() {
        let (noun, key) = part.key();
        by_key.entry((noun, key.to_owned())).or_default().push_back(at);
    }
    let mut places: Vec<Option<usize>> = new
        .iter()
        .map(|part| {
            let (noun, key) = part.key();
            by_key.get_mut(&(noun, key.to_owned())).and_then(VecDeque::pop_front)
        })
        .collect();
    let left: Vec<usize> = by_key.into_values().flatten().collect();
    let gone = recognized(left.iter().map(|at| (*at, &old[*at])), |part| identity(part, 0));
    let unmatched = new.iter().enumerate().filter(|(at, _)| places[*at].is_none());
    for (name, at) in recognized(unmatched, |part| identity(part, 1)) {
        places[at] = gone.get(&name).copied();
    }
    let mut old: Vec<Option<T>> = old.into_iter().map(Some).collect();
    let both = new
        .into_iter()
        .zip(places)
        .map(|(part, place)| (place.and_then(|at| old.get_mut(at)).and_then(Option::take), part))
        .collect();
    (old.into_iter().flatten().collect(), both)
}

/// Parts by what they can be recognized by, as far as that is unique.
fn recognized<'t, T: Keyed + 't>(
    parts: impl Iterator<Item = (usize, &'t T)>,
    identity: impl Fn(&T) -> Option<String>,
) -> BTreeMap<(&'static str, String), usize> {
    let mut found: BTreeMap<_, Option<usize>> = BTreeMap::new();
    for (at, part) in parts {
        if let Some(identity) = identity(part) {
            found.entry((part.key().0, identity)).and_modify(|entry| *entry = None).or_insert(Some(at));
        }
    }
    found.into_iter().filter_map(|(identity, at)| Some((identity, at?))).collect()
}

/// What a part can be recognized by after its key has changed.
fn identity(node: &Node<'_>, shapes: &BTreeMap<TypeId, String>) -> Option<String> {
    let written =
        |name: &Option<crate::source::Spanned<String>>| name.as_ref().map(|name| name.value.clone());
    match node.part {
        Part::Endpoint(endpoint) => Some(format!("{} {}", endpoint.method.verb(), endpoint.path.value)),
        Part::Type(id, _) => shapes.get(&id).cloned(),
        Part::Field(_, field) => written(&field.name),
        Part::Param(param) => written(&param.field.name),
        Part::Value(_, value) => written(&value.name),
        Part::Variant(_, variant) => written(&variant.name),
        Part::Row(row) => written(&row.name),
        Part::Common(common) => written(&common.field.name),
        Part::Server(server) => Some(server.url.value.clone()),
        Part::Auth(auth) => Some(auth_kind(&auth.kind)),
        Part::Api(_) => Some(String::new()),
        Part::Variable(_)
        | Part::OtherServer(_)
        | Part::Envelope(_)
        | Part::NamedEnvelope(_)
        | Part::Table
        | Part::Check => None,
    }
}

/// What each type looks like without its name.
fn shapes(api: &Api) -> BTreeMap<TypeId, String> {
    let names = Names::of(api);
    let shape = |(id, def): (TypeId, &TypeDef)| {
        let tree = super::parts::ty(api, id, def);
        let parts = tree.parts.iter().map(|part| match part.part {
            Part::Field(_, field) => {
                let mark = if field.optional { "?" } else { "" };
                format!("{}{mark}: {}", part.key, names.ty(&field.ty))
            }
            Part::Variant(_, variant) => format!("{}: {}", part.key, names.ty(&variant.ty)),
            _ => part.key.clone(),
        });
        let parts: Vec<String> = parts.collect();
        let shape = format!("{} {}", super::facts::kind(def), parts.join(", "));
        (id, shape)
    };
    api.types.enumerate().map(shape).collect()
}
